"""What tests of windows may ask for: jobs that run at once, a door that answers, a session on a real vault."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import guard
from desktop.devices import drives
from desktop.storage.vault import Vault
from desktop.ui import style
from desktop.ui.asking import Asking
from desktop.ui.backups import work
from desktop.ui.jobs import Jobs
from desktop.ui.session import Session
from tests.ui.plugs import Plugs


@dataclass(frozen=True)
class Asked:
    """A question that was put."""

    text: str
    yes: str


class AskingFake(Asking):
    """Records what is asked, and answers yes or with the next path."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.notices: list[str] = []
        self.says_yes = True
        self.paths: list[Path] = []

    def question(self, parent, text, yes, answered, *, no="", dangerous=False, refused=None):
        self.asked.append(Asked(text, yes))
        if self.says_yes:
            answered()
        elif refused is not None:
            refused()

    def notice(self, parent, text, *, details=""):
        self.notices.append(text + details)

    def folder(self, parent, title, chosen, *, start=None):
        self._choose(chosen)

    def open_file(self, parent, title, chosen, *, start=None, kinds=""):
        self._choose(chosen)

    def save_file(self, parent, title, name, chosen, *, start=None, kinds=""):
        self._choose(chosen)

    def _choose(self, chosen: Callable[[Path], None]) -> None:
        if self.paths:
            chosen(self.paths.pop(0))


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Every window looks as it does in the program."""
    style.dress(qapp, "light")


@pytest.fixture(autouse=True)
def _guarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests run without the filter, which would stay for the whole process; pages see it on, as in the program."""
    monkeypatch.setattr(guard, "is_network_refused", lambda: True)


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QtBot]:
    """The hands on the windows. They hold what they show: a page that only its own signals hold may be swept away while it is painted."""
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget, **more: object) -> None:
        if not widget.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose):
            held.append(widget)
        add(widget, **more)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    yield qtbot
    # By now all are closed, and wait for an event loop to delete them; there is none, and a change of the looks would go through them all.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    held.clear()


@pytest.fixture
def asking() -> AskingFake:
    """The door to questions, which answers by itself."""
    return AskingFake()


@pytest.fixture
def jobs() -> Jobs:
    """Long work that is done at once, on this thread."""
    return Jobs(start=lambda run: run())


@pytest.fixture
def session(qapp: QApplication, vault: Vault, jobs: Jobs, asking: AskingFake) -> Iterator[Session]:
    """An unlocked vault as the windows share it."""
    shared = Session(vault, jobs, asking)
    yield shared
    shared.deleteLater()


@pytest.fixture
def shown(qtbot) -> Callable[[QWidget], QWidget]:
    """Shows a page, and throws it away after the test."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(1366, 768)
        widget.show()
        return widget

    return show


@pytest.fixture
def plugs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plugs:
    """The sticks of the test's own; none is in at first."""
    found = Plugs(tmp_path)
    monkeypatch.setattr(drives, "drives", lambda *_disks: tuple(found.sticks))
    monkeypatch.setattr(drives, "closed_sticks", lambda *_disks: found.closed)
    monkeypatch.setattr(drives, "drive_of", found.drive_of)
    monkeypatch.setattr(work, "eject", found.eject)
    return found
