"""Papers drawn and read by a child that is shut in (`documents.drawing_child`): one child for one paper, kept while it is looked at.

A stranger's file can end its child, never this program. What the child answers is a stranger's, too, and is measured before it is used.
"""

import fcntl
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from threading import Lock, Timer
from typing import Protocol
from weakref import WeakSet

from desktop.documents import drawing
from desktop.documents.drawing import MOST_PAGES, MOST_TEXT, MOST_WANTED, Answer, Drawn, Form, Request, Task
from desktop.domain.errors import Cancelled, PaperNotShown
from desktop.domain.mending import MOST_DEGREES, Mend
from desktop.storage import children

SECONDS = 20  # that an answer may take
_PIPE = 1024 * 1024  # bytes on their way; as much as an ordinary user may have
_LARGEST_SIDE, _LARGEST_ANSWER = 20_000, 256 * 1024 * 1024
_STOPPED = Answer(reason="stopped"), b""


class Source(Protocol):
    """A file to be drawn, read part by part."""

    @property
    def size(self) -> int:
        """Its bytes."""

    def read(self, at: int, size: int, /) -> bytes:
        """So many bytes from there."""

    def prove(self) -> None:
        """Compare it as a whole: a part proves only itself. On any thread."""

    def close(self) -> None:
        """Let it go."""


class Whole:
    """A file that is there as a whole, and was compared."""

    def __init__(self, data: bytes) -> None:
        self._data, self.size = data, len(data)

    def read(self, at: int, size: int) -> bytes:
        """So many bytes from there."""
        return self._data[at : at + size]

    def prove(self) -> None:
        """It was."""

    def close(self) -> None:
        """Nothing is held."""


class Child(Protocol):
    """Who draws."""

    def ask(self, request: Request, source: Source) -> tuple[Answer, bytes]:
        """What it says, and the bytes that follow; with the reason `stopped` where it says nothing any more.

        What it needs of the file it gets from the source. Raises what that raises, and is of no use any more then.
        """

    def kill(self) -> None:
        """End what it does, while somebody waits for its answer."""

    def close(self) -> None:
        """End it."""


class Process:
    """A child process. It starts at once, and needs a third of a second until it answers."""

    def __init__(self) -> None:
        self._process = children.started(drawing.CHILD_ARGUMENT)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE)  # type: ignore[arg-type]

    def ask(self, request: Request, source: Source) -> tuple[Answer, bytes]:
        """What it says, as long as it says it in time and in the form agreed upon."""
        late = Timer(SECONDS, self._process.kill)
        late.start()
        try:
            self._write(drawing.encoded(request))
            while (told := self._read())[0].wants:
                self._write(_wanted(told[0], source))
        except (BrokenPipeError, ValueError):
            self.close()
            return _STOPPED
        except BaseException:
            self.close()
            raise
        else:
            return told
        finally:
            late.cancel()

    def _read(self) -> tuple[Answer, bytes]:
        if self._process.stdout is None:
            return _STOPPED
        said = drawing.answer(self._process.stdout.readline(drawing.LONGEST_LINE))
        if not 0 <= said.size <= _LARGEST_ANSWER:
            raise ValueError
        data = self._process.stdout.read(said.size)
        if len(data) != said.size:
            raise ValueError
        return said, data

    def _write(self, data: bytes) -> None:
        if self._process.stdin is not None:
            self._process.stdin.write(data)
            self._process.stdin.flush()

    def kill(self) -> None:
        """End what it does, while somebody waits for its answer."""
        self._process.kill()

    def close(self) -> None:
        """End it; twice is no harm."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()


def _wanted(said: Answer, source: Source) -> bytes:
    """What the child asks for. Raises ValueError where that is not a part of the file."""
    if not (said.at >= 0 and 0 < said.wants <= MOST_WANTED and said.at + said.wants <= source.size):
        raise ValueError
    data = source.read(said.at, said.wants)
    if len(data) != said.wants:
        raise ValueError
    return data


_NOTHING = Whole(b"")

# Who draws; tests have it done at home.
start: Callable[[], Child] = Process


class Children:
    """Children for the papers of an open vault, one of them ready in advance: what is opened next need not wait for its start."""

    def __init__(self) -> None:
        self._lock, self._spare = Lock(), list[Child]()
        self._all = WeakSet[Child]()
        self.is_over = False  # they were ended for good

    def take(self) -> Child:
        """A child for one paper. Raises Cancelled once they were ended."""
        with self._lock:
            if self.is_over:
                raise Cancelled
            return self._spare.pop() if self._spare else self._started()

    def get_ready(self) -> None:
        """Have one ready, unless they were ended."""
        with self._lock:
            if not self._spare and not self.is_over:
                self._spare.append(self._started())

    def _started(self) -> Child:
        child = start()
        self._all.add(child)
        return child

    def rest(self) -> None:
        """End the one that is ready: nobody has looked at anything for a while."""
        with self._lock:
            while self._spare:
                self._spare.pop().close()

    def end(self) -> None:
        """End all there are: the vault is being closed. Whoever waits for one of them hears that it stopped."""
        with self._lock:
            self.is_over = True
            children = tuple(self._all)
            self._spare.clear()
        for child in children:
            child.kill()
        for child in children:
            child.close()


class OpenPaper:
    """A paper that is looked at. Its child may rest and is started again when a page is asked for; safe on any thread.

    Everything but `rest` raises PaperNotShown, and what `open_` and its source raise.
    """

    def __init__(self, media_type: str, open_: Callable[[], Source], take: Callable[[], Child]) -> None:
        self._media_type, self._open_source, self._take = media_type, open_, take
        self._lock, self._child = Lock(), None  # type: tuple[Lock, Child | None]
        self._source: Source = _NOTHING
        self._guess: tuple[tuple[float, float], ...] = ()

    def count(self) -> int:
        """How many pages there are; 0 of what has none."""
        return len(self.guess())

    def guess(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points, as if all were like the first: known at once."""
        with self._lock:
            self._open()
            return self._guess

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points."""
        count, sizes = self.count(), self._ask(Request(task=Task.SIZES))[0].sizes
        if len(sizes) != count:
            raise PaperNotShown("damaged")
        return sizes

    def page(self, number: int, wide: int, high: int, mend: Mend = Mend(), form: Form = Form.PIXELS) -> Drawn:  # noqa: B008 - frozen
        """A page, from 0, as large as fits into a box of so many pixels."""
        asked = Request(task=Task.DRAW, page=number, wide=max(1, wide), high=max(1, high), mend=mend, form=form)
        said, data = self._ask(asked)
        if not (0 < said.wide <= _LARGEST_SIDE and 0 < said.high <= _LARGEST_SIDE):
            raise PaperNotShown("damaged")
        if form is Form.PIXELS and len(data) != said.wide * said.high * 3:
            raise PaperNotShown("damaged")
        return Drawn(form=form, wide=said.wide, high=said.high, data=data, is_grey=said.is_grey)

    def straight(self, number: int, mend: Mend) -> Mend:
        """The mend that makes a page stand straight, and leaves only the paper of it, after the quarters it has."""
        said, _ = self._ask(Request(task=Task.SKEW, page=number, mend=mend))
        degrees = round(said.degrees, 1) if abs(said.degrees) <= MOST_DEGREES else 0.0
        left, top, right, bottom = cut = tuple(round(share, 3) for share in said.cut)
        fits = min(cut) >= 0 and left + right < 1 and top + bottom < 1
        return replace(mend, degrees=degrees, cut=(left, top, right, bottom) if fits else Mend().cut)

    def text(self) -> str:
        """What can be read in it."""
        return self._ask(Request(task=Task.TEXT))[1].decode("utf-8", "replace")[:MOST_TEXT]

    def prove(self) -> None:
        """Compare the file as a whole, while its pages are looked at already, or after it was let go."""
        source = self._source
        if source is not _NOTHING:
            source.prove()
            return
        with closing(self._open_source()) as anew:
            anew.prove()

    def rest(self) -> None:
        """Let the child go; nothing of the paper is held then. Waits for nothing."""
        if self._lock.acquire(blocking=False):
            try:
                self._let_go()
            finally:
                self._lock.release()
        elif (child := self._child) is not None:
            child.kill()

    def _ask(self, request: Request) -> tuple[Answer, bytes]:
        with self._lock:
            self._open()
            if not 0 <= request.page < max(1, len(self._guess)):
                raise PaperNotShown("damaged")
            return self._told(request)

    def _open(self) -> None:
        if self._child is not None:
            return
        self._source = self._open_source()
        if self._source.size > drawing.LARGEST_SHOWN:
            self._let_go()
            raise PaperNotShown("too-big")
        self._child = self._take()
        self._guess = ()
        self._guess = self._told(Request(task=Task.OPEN, media_type=self._media_type, file_size=self._source.size))[0].sizes[:MOST_PAGES]

    def _told(self, request: Request) -> tuple[Answer, bytes]:
        if self._child is None:
            raise PaperNotShown("stopped")
        try:
            said, data = self._child.ask(request, self._source)
        except BaseException:
            self._let_go()
            raise
        if said.reason:
            if said.reason == "stopped" or not self._guess:
                self._let_go()
            raise PaperNotShown(said.reason)
        return said, data

    def _let_go(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None
        self._source.close()
        self._source = _NOTHING
