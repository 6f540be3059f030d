"""Texts of papers for the search, taken out one after the other while nothing else is going on."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.operations import paper_texts
from desktop.operations.drawing import Children
from desktop.storage.vault import Vault
from desktop.ui.jobs import Jobs, Listener

AFTER_OPENING = 8000  # milliseconds: the reading of every byte has begun by then, and goes first
SOON = 500
_PAUSE = 200  # between two papers: nobody waits for this


class PaperTexts(QObject):
    """Where it stands: `done` of `count` papers. A paper that cannot be read now is tried again when the vault is opened next."""

    changed = Signal()

    def __init__(self, vault: Vault, jobs: Jobs, children: Children, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault, self._jobs, self._children = vault, jobs, children
        self._waiting, self._failed = list[str](), set[str]()
        self._is_asked = False
        self.done = self.count = 0
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._go_on)

    def begin(self) -> None:
        """The vault was opened: papers may be waiting from before."""
        self._look_after(AFTER_OPENING)

    def look(self) -> None:
        """Papers were taken in."""
        self._look_after(SOON)

    def _look_after(self, milliseconds: int) -> None:
        self._is_asked = True
        if not self._soon.isActive():
            self._soon.start(milliseconds)

    def _go_on(self) -> None:
        if not self._vault.is_open:
            return
        if not self._jobs.is_idle:
            self._soon.start(SOON)
        elif self._waiting:
            id_ = self._waiting[0]
            listener = Listener(partial(self._on_done, id_), failed=partial(self._on_failed, id_))
            self._jobs.run(self, partial(_taken_out, self._vault, id_, self._children), listener)
        elif self._is_asked:
            self._is_asked = False
            self._jobs.run(self, partial(_looked_up, self._vault), Listener(self._on_found))

    def _on_found(self, ids: list[str]) -> None:
        self._waiting = [id_ for id_ in ids if id_ not in self._failed]
        self.done, self.count = 0, len(self._waiting)
        self._show()

    def _on_done(self, id_: str, _paper: object) -> None:
        self._waiting.remove(id_)
        self.done += 1
        self._show()

    def _on_failed(self, id_: str, _error: CaseFileError) -> None:
        # What is damaged is told where she looks at it, and by the reading of the whole vault.
        self._failed.add(id_)
        self._on_done(id_, None)

    def _show(self) -> None:
        if not self._waiting:
            self.done = self.count = 0
        self.changed.emit()
        if self._waiting or self._is_asked:
            self._soon.start(_PAUSE)


def _looked_up(vault: Vault, report: Report) -> list[str]:
    report(0, 1)
    with vault.second() as own:
        return paper_texts.waiting(own)


def _taken_out(vault: Vault, id_: str, children: Children, report: Report) -> None:
    report(0, 1)
    with vault.second() as own:
        paper_texts.take_out(own, id_, children)
