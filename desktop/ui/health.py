"""The health of the open vault: looked at when it opens, read through in the background, and remembered until it is dealt with."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.checks import Problem
from desktop.domain.errors import CaseFileError, VaultUnhealthy
from desktop.domain.progress import Report
from desktop.operations import freshness, health
from desktop.operations.freshness import Older
from desktop.storage.vault import DATABASE, Vault
from desktop.ui.jobs import Jobs, Listener

AFTER_OPENING = 4000  # milliseconds: what she opened the vault for comes first
REMEMBERED_EVERY = 5 * 60 * 1000


def _look_through(vault: Vault, report: Report) -> tuple[Problem, ...]:
    return health.look_through(vault, report)


class Health(QObject):
    """What is wrong with the vault. `findings` are in the order in which they are to be read; `changed` says that they are others."""

    changed = Signal()

    def __init__(self, vault: Vault, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault, self._jobs, self._job = vault, jobs, 0
        self._at_opening: tuple[Problem, ...] = ()
        self._found: tuple[Problem, ...] = ()
        self.older: Older | None = None
        self.is_read = False  # all of it was read since it was opened
        self._soon = QTimer(self, singleShot=True, interval=AFTER_OPENING)
        self._soon.timeout.connect(self.read_all)
        self._remember = QTimer(self, interval=REMEMBERED_EVERY)
        self._remember.timeout.connect(self._on_time)

    @property
    def findings(self) -> tuple[Problem, ...]:
        """What is wrong, the worst first."""
        older = (Problem(self.older.code),) if self.older else ()
        return tuple(dict.fromkeys((*self._found, *older, *self._at_opening)))

    @property
    def codes(self) -> tuple[str, ...]:
        """Of what kind the findings are."""
        return tuple(problem.code for problem in self.findings)

    def begin(self) -> None:
        """Look whether it is the vault that was last seen here, and read all of it a little later."""
        try:
            self.older = freshness.look(self._vault)
        except CaseFileError:
            self.older = None  # what keeps it from being read is found by reading all of it
        self._at_opening = (Problem("header-altered"),) if self._vault.had_altered_header else ()
        self._soon.start()
        self._remember.start()
        self.changed.emit()

    def read_all(self) -> None:
        """Read every byte on another thread. What was found before counts until it is done."""
        if self._jobs.is_running(self._job) or not self._vault.is_open:
            return
        self._job = self._jobs.run(self, partial(_look_through, self._vault), Listener(self._on_read))

    def meet(self) -> None:
        """A page met a record that cannot be read: what else is damaged is looked for at once."""
        self._found = tuple(dict.fromkeys((*self._found, Problem("database-damaged", DATABASE))))
        self.changed.emit()
        self.read_all()

    def note(self, error: VaultUnhealthy) -> None:
        """A backup met this."""
        self._found = tuple(dict.fromkeys((*self._found, *error.problems)))
        self.changed.emit()

    def accept(self, done: Callable[[], None], failed: Callable[[CaseFileError], None]) -> None:
        """Take the vault as it is for right."""
        self._mend(partial(health.accept, self._vault, self.codes), done, failed)

    def mend_search(self, done: Callable[[], None], failed: Callable[[CaseFileError], None]) -> None:
        """Make lists and search anew."""
        self._mend(partial(health.mend_search, self._vault), done, failed)

    def _mend(self, deed: Callable[[], None], done: Callable[[], None], failed: Callable[[CaseFileError], None]) -> None:
        def mended(_answer: object) -> None:
            self.older, self._at_opening = None, ()
            self._on_read(())
            done()
            self.read_all()

        self._jobs.run(self, lambda _report: deed(), Listener(mended, failed=failed))

    def _on_read(self, found: tuple[Problem, ...]) -> None:
        self._found, self.is_read = found, True
        self.changed.emit()

    def _on_time(self) -> None:
        try:
            freshness.remember(self._vault)
        except CaseFileError:
            self.read_all()
