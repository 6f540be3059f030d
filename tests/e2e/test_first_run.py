"""The first run by the keyboard alone: from an empty computer to a checked sheet and one unlocking, and how long that takes a person."""

import re
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop import i18n, preferences
from desktop.operations.vaults import open_vault, unlock
from desktop.preferences import Preferences
from desktop.storage import settings
from desktop.ui import lock, style
from desktop.ui.handover import Handover
from desktop.ui.jobs import Jobs
from desktop.ui.window import MainWindow
from tests.e2e.hands import Hands
from tests.torture.counts import tell
from tests.ui.conftest import AskingFake

# A tired person: 34 words a minute typed and 180 read, a second and a half for each key that decides something. Whoever prints
# does not read the 24 words on the screen, and nobody reads the same line twice.
SECONDS_A_LETTER, SECONDS_A_WORD_READ, SECONDS_A_DECISION = 0.35, 0.33, 1.5
SECONDS_TO_PRINT = 20


class Person(Hands):
    """Hands that count what a person would have to do."""

    def __init__(self, window):
        super().__init__(window)
        self.letters = self.decisions = 0
        self._read: set[str] = set()

    def press(self, *keys):
        self.decisions += len(keys)
        super().press(*keys)

    def type(self, text):
        self.letters += len(text)
        super().type(text)

    def read(self):
        """Read what is in sight, words on buttons too."""
        shown = [each.text() for each in self.window.findChildren(QLabel) + self.window.findChildren(QPushButton) if each.isVisible()]
        self._read |= {text for text in shown if not re.fullmatch(r"\d+\. [а-яё]+", text)}

    @property
    def words(self):
        return sum(len(text.split()) for text in self._read)

    @property
    def seconds(self):
        return self.letters * SECONDS_A_LETTER + self.words * SECONDS_A_WORD_READ + self.decisions * SECONDS_A_DECISION


@pytest.fixture
def window(qapp: QApplication, monkeypatch, tmp_path: Path):
    monkeypatch.setenv(preferences.HOME, str(tmp_path / "settings"))
    monkeypatch.setattr(lock, "Deadline", lambda otherwise: None)
    monkeypatch.setattr(lock, "replace", _replaced)
    style.dress(qapp, "light")
    windows: list[MainWindow] = []

    def start(vault: Path | None = None, handover: Handover | None = None) -> MainWindow:
        i18n.speak("ru")
        window = MainWindow(Preferences(language="ru"), vault=vault, handover=handover)
        windows.append(window)
        window.furnish(Jobs(start=lambda run: run()), AskingFake())
        window.show_first()
        window.showNormal()
        window.activateWindow()
        qapp.processEvents()
        return window

    yield start
    for each in windows:
        each._desk = None
        each.close()
        each.deleteLater()
    qapp.processEvents()


class _Replaced(BaseException):
    """The process would be another one now."""


def _replaced(handover):
    raise _Replaced


def _words_in_sight(window) -> list[str]:
    found = (re.fullmatch(r"(\d+)\. ([а-яё]+)", label.text()) for label in window.findChildren(QLabel) if label.isVisible())
    numbered = {int(match[1]): match[2] for match in found if match}
    return [numbered[number] for number in range(1, 25)]


def test_a_first_run_by_the_keyboard_alone_ends_with_a_checked_sheet_and_one_unlocking(window, tmp_path):
    began, folder = time.monotonic(), tmp_path / "files"
    first = window()
    person = Person(first)
    person.read()
    person.press("Return")  # make a new vault
    person.read()
    person.press("Return")  # in Russian
    person.read()
    Hands(first).press("Ctrl+A")  # she would take the folder that is proposed
    Hands(first).type(str(folder))
    person.press("Return")
    person.read()
    person.type("Иванова Анна Петровна")
    person.press("Return")
    person.read()
    passphrase = next(label.text() for label in first.findChildren(QLabel) if label.accessibleName() and len(label.text().split()) == 6)
    person.press("Shift+Tab", "Space")  # take these words, and type them once
    person.type(passphrase)
    person.press("Return")
    assert unlock(folder, passphrase)
    person.read()
    person.press("Return")  # make the sheet
    person.read()
    words = _words_in_sight(first)
    person.press("Return")  # printed: now check it
    person.read()
    person.type(" ".join(word[:4] for word in words))
    person.press("Return")
    person.read()
    with pytest.raises(_Replaced):
        first.lock(panic=True)
    person.decisions += 1

    second = window(folder, Handover(str(folder), panic=True))
    again = Person(second)
    again.type(passphrase)
    again.press("Return")

    assert second.desk is not None
    status = second.desk._status
    assert status._said.text() == i18n._("Done: the lock works, and so does your passphrase.")
    assert not status._recovery.isVisibleTo(second)
    again.press("Return")
    assert second.desk.place == "today"
    vault = second.desk.session.vault
    assert settings.read(vault, "lawyer.status") == "advocate"
    letters, decisions, read = (getattr(person, name) + getattr(again, name) for name in ("letters", "decisions", "words"))
    minutes = (person.seconds + again.seconds + SECONDS_TO_PRINT) / 60
    by_machine = time.monotonic() - began
    counted = f"{letters} letters, {decisions} keys that decide, {read} words read"
    tell(f"first run by keyboard: {counted}: about {minutes:.1f} minutes for a tired person; the machine's part here {by_machine:.1f} s")


def test_later_stays_in_the_status_line_until_it_is_done(window, tmp_path, qapp):
    folder = tmp_path / "files"
    first = window()
    hands = Hands(first)
    hands.press("Return", "Return", "Ctrl+A")
    hands.type(str(folder))
    hands.press("Return", "Return")
    hands.type("x")
    hands.press("Return")
    hands.type("x")
    hands.press("Return")
    hands.push(i18n._("Later"))
    hands.push(i18n._("Go to work"))

    assert first.desk is not None
    assert first.desk._status._recovery.isVisibleTo(first)
    first._desk = None
    first.close()
    with open_vault(folder, unlock(folder, "x")) as vault:
        assert settings.read(vault, "recovery.checked_at") == ""
