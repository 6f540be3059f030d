"""Long work off the UI thread: it reports, answers, and stops when nobody waits any more."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from threading import Event
from typing import Any

from PySide6.QtCore import QMetaObject, QObject, QThreadPool, Signal, Slot

from desktop.domain.errors import Cancelled, CaseFileError
from desktop.domain.progress import Report

Work = Callable[[Report], Any]
Start = Callable[[Callable[[], None]], None]

_MOST_MILLISECONDS_TO_WAIT = 3000


def _nothing(*_: object) -> None:
    """What a listener does that did not ask to hear of this."""


@dataclass(frozen=True)
class Listener:
    """Who waits for a job. `failed` gets what a user can mend; `stopped` is called when nothing came of it at all."""

    done: Callable[[Any], None]
    failed: Callable[[CaseFileError], None] = _nothing
    progress: Callable[[int, int], None] = _nothing
    stopped: Callable[[], None] = _nothing


@dataclass(frozen=True)
class _Running:
    listener: Listener
    stop: Event
    owner: QObject
    watch: QMetaObject.Connection


class Jobs(QObject):
    """Runs work in the background and brings its progress and its answer back.

    Only the work crosses to the other thread. The listeners stay here in a dictionary and are known to the worker by
    number alone, so no widget is touched or freed elsewhere. What the work needs is imported before it starts: in Python 3.11
    two threads that import at once can wait for each other for ever.
    """

    _reported = Signal(int, int, int)
    _answered = Signal(int, object)
    _broke = Signal(int, object)

    def __init__(self, start: Start | None = None) -> None:
        super().__init__()
        self._pool = QThreadPool()
        self._start = start or self._pool.start
        self._numbers = count(1)
        self._running: dict[int, _Running] = {}
        self._reported.connect(self._on_reported)
        self._answered.connect(self._on_answered)
        self._broke.connect(self._on_broke)

    def run(self, owner: QObject, work: Work, listener: Listener) -> int:
        """Start `work`; its number lets the owner cancel it. An owner that dies stops its work."""
        number, stop = next(self._numbers), Event()
        watch = owner.destroyed.connect(partial(self._abandon, number))
        self._running[number] = _Running(listener, stop, owner, watch)
        self._start(partial(self._work, number, work, stop))
        return number

    def cancel(self, number: int) -> None:
        """Ask a job to stop at its next report; its listener hears `stopped`. Unknown numbers are no harm."""
        if running := self._running.get(number):
            running.stop.set()

    def is_running(self, number: int) -> bool:
        """Whether somebody still waits for this job."""
        return number in self._running

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for anything."""
        return not self._running

    def stop(self) -> None:
        """End everything: nobody listens from now on, and no thread is left after three seconds at most."""
        for number in tuple(self._running):
            self._abandon(number)
        self._pool.clear()
        self._pool.waitForDone(_MOST_MILLISECONDS_TO_WAIT)

    def _work(self, number: int, work: Work, stop: Event) -> None:
        told = (-1, -1)

        def report(done: int, total: int) -> None:
            nonlocal told
            if stop.is_set():
                raise Cancelled
            # Python's integers are wider than Qt's: sizes in bytes travel as thousandths of the whole.
            now = (done * 1000 // total, 1000) if total > 0 else (0, 0)
            # Thousands of reports that say the same would keep the window from anything else.
            if now != told:
                told = now
                self._reported.emit(number, *now)

        try:
            answer = work(report)
        except Exception as error:
            self._broke.emit(number, error)
        else:
            self._answered.emit(number, answer)

    @Slot(int, int, int)
    def _on_reported(self, number: int, done: int, total: int) -> None:
        if running := self._running.get(number):
            running.listener.progress(done, total)

    @Slot(int, object)
    def _on_answered(self, number: int, answer: object) -> None:
        if listener := self._forget(number):
            listener.done(answer)

    @Slot(int, object)
    def _on_broke(self, number: int, error: Exception) -> None:
        listener = self._forget(number)
        if listener is None:
            return
        if isinstance(error, CaseFileError):
            listener.failed(error)
            return
        listener.stopped()
        if not isinstance(error, Cancelled):
            raise error

    def _forget(self, number: int) -> Listener | None:
        running = self._running.pop(number, None)
        if running is None:
            return None
        QObject.disconnect(running.watch)
        return running.listener

    def _abandon(self, number: int, *_: object) -> None:
        if running := self._running.pop(number, None):
            running.stop.set()
