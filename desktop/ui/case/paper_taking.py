"""Papers taken in one after the other, beside the page: a bar, a button that stops, and what became of each."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.errors import BadInput, CaseFileError, NotFound
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations import scans
from desktop.operations.attachments import attach, attach_stream, within
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.line import Line
from desktop.ui.session import Session
from desktop.words import explain

# Pictures on the clipboard, as their bytes: nobody here decodes them.
_PICTURES = (("image/png", ".png"), ("image/jpeg", ".jpg"), ("image/tiff", ".tif"))
Deed = Callable[[Vault, str, Report], Attachment]


@dataclass(frozen=True)
class _Waiting:
    """Something to be taken in: what it is called, and how."""

    name: str
    deed: Deed
    outside: Path | None = None  # where it still lies once it is sealed


class Taking(QWidget):
    """A queue for one case. `taken` brings the last paper, `ended` how many there were.

    What is wrong with one file does not keep the others out: it is told at the end (`refused`). A full disk, or Stop, ends it all.
    """

    taken = Signal(object)
    ended = Signal(int)

    def __init__(self, session: Session, case_id: str, line: Line) -> None:
        super().__init__()
        self._session, self._case_id, self._line = session, case_id, line
        self._waiting: list[_Waiting] = []
        self._job = self._count = self._all = 0
        self._last: Attachment | None = None
        self.outside: list[Path] = []  # files that were sealed, and still lie where they were
        self.refused = ""  # what is to be said of the files that were not taken in
        self.bar, self.stop = QProgressBar(), QPushButton(_("Stop"))
        self.bar.setAccessibleName(_("Sealing"))
        self.bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.stop.clicked.connect(lambda: session.jobs.cancel(self._job))
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether something is being taken in."""
        return self._session.jobs.is_running(self._job)

    def files(self, paths: list[Path], *, empty: bool = False) -> None:
        """Take files in, those of folders, too; with `empty` each is erased outside once it is safe inside."""
        work = scans.take_in if empty else attach
        try:
            paths = within(paths)
        except CaseFileError as error:
            self._line.say(explain(error), "error")
            return
        self._add([_Waiting(path.name, partial(_of_file, work, path), None if empty else path) for path in paths])

    def pasted(self, data: QMimeData | None) -> bool:
        """Take in what was copied: files, or a picture. False where it is neither."""
        if data is None:
            return False
        if paths := files_in(data):
            self.files(paths)
            return True
        for kind, ending in _PICTURES:
            if data.hasFormat(kind):
                picture = bytes(data.data(kind).data())
                name = _("Pasted {when}").format(when=f"{self._session.vault.now().astimezone():%Y-%m-%d %H.%M}") + ending
                self._add([_Waiting(name, partial(_of_bytes, picture, name))])
                return True
        return False

    def _add(self, waiting: list[_Waiting]) -> None:
        self._waiting += waiting
        if waiting and not self.is_busy:
            self._count = self._all = 0
            self.refused = ""
        self._all += len(waiting)
        if waiting and not self.is_busy:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            self.hide()
            self._show_last()
            self.ended.emit(self._count)
            return
        one = self._waiting.pop(0)
        self.show()
        said = _("Sealing {name} …").format(name=one.name)
        if self._all > 1:
            number = self._all - len(self._waiting)
            said = _("{number} of {count}: {what}").format(number=number, count=self._all, what=said)
        self._line.say(said)
        work = partial(_apart, self._session.vault, self._case_id, one.deed)
        listener = Listener(
            done=partial(self._on_done, one), failed=partial(self._on_failed, one.name), progress=self._on_progress,
            stopped=self._on_stopped,
        )  # fmt: skip
        self._job = self._session.jobs.run(self, work, listener)

    def _on_done(self, one: _Waiting, paper: Attachment) -> None:
        if one.outside is not None:
            self.outside.append(one.outside)
        self._job = 0
        self._count += 1
        self._session.texts.look()
        self._last = paper
        self._next()

    def _show_last(self) -> None:
        # Once, after all of them: of two hundred files the pages would be read anew two hundred times.
        paper, self._last = self._last, None
        if paper is not None:
            self._session.changed.emit()
            self.taken.emit(paper)

    def _on_failed(self, name: str, error: CaseFileError) -> None:
        text = explain(error)
        if isinstance(error, (NotFound, BadInput)):
            self._job = 0
            said = _("{name}: {problem}").format(name=name, problem=text)
            self.refused = _("{first} {second}").format(first=self.refused, second=said) if self.refused else said
            self._next()
            return
        if left := len(self._waiting):
            rest = ngettext("{count} more file was not taken in.", "{count} more files were not taken in.", left).format(count=left)
            text = _("{first} {second}").format(first=text, second=rest)
        self._give_up()
        self._line.say(text, "error")

    def _on_stopped(self) -> None:
        self._give_up()
        self._line.say(_("Stopped. Nothing of that file was kept."))

    def _give_up(self) -> None:
        self._job = 0
        self._waiting.clear()
        self.hide()
        self._show_last()

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)


def files_in(data: QMimeData) -> list[Path]:
    """The files of this computer that were dragged or copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _of_file(work: Callable[[Vault, str, Path, Report], Attachment], path: Path, vault: Vault, case: str, report: Report) -> Attachment:
    return work(vault, case, path, report)


def _of_bytes(data: bytes, name: str, vault: Vault, case: str, report: Report) -> Attachment:
    return attach_stream(vault, case, BytesIO(data), name=name, size=len(data), report=report)


def _apart(vault: Vault, case: str, deed: Deed, report: Report) -> Attachment:
    # A connection of its own: SQLite refuses one that was made on another thread.
    with vault.second() as own:
        return deed(own, case, report)


def attach_apart(vault: Vault, case_id: str, path: Path, report: Report) -> Attachment:
    """Seal a file as a paper of the case, beside the page. Raises what `attach` raises."""
    return _apart(vault, case_id, partial(_of_file, attach, path), report)
