"""By keyboard alone, in the real window on a memory screen: how many keys a new case and an urgent one take, and how long she waits.

python -m benchmarks.by_keyboard [CASES]: makes a vault of invented cases, sends every key as the keyboard would, and prints a table. Her
own time is counted by the keystroke-level model (Card, Moran, Newell 1983): a key 0.20 s at 55 words a minute and 0.28 s at 40, and 1.35 s
to think before each field. The program's time is what passes from each key until the window is drawn again, the longest wait beside it.
"""

import io
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as hour
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.window import begun
from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.operations.demo.lots import REFERENCE
from desktop.operations.demo.making import make_demo
from desktop.storage import records
from desktop.ui.jobs import Jobs
from desktop.ui.window import MainWindow

NOON = datetime.combine(REFERENCE, hour(9), UTC)
FAST, SLOW, THINKS = 0.20, 0.28, 1.35  # seconds
SHORT = ("мать", "сын Пётр", "в части", "приказ на завтра 6:00")
LONG = ("мать, Анна Сергеевна", "Королёв Пётр, срочник, подписал контракт", "в госпитале", "завтра в 6:00 увозят, документы забрали")
# What is answered in a minute at night, from the one who rings to the hour; the rest stays empty.
URGENT = ("Королёва Анна Сергеевна", "8 900 000-00-67", "Королёв Пётр Ильич", "00001", "в комендатуре", "военная полиция", "2:10")


@dataclass
class Hands:
    """Types, and counts: keys, fields thought about, and what the program took."""

    window: QWidget
    application: QApplication
    keys: int = 0
    fields: int = 0
    waits: list[float] = field(default_factory=list)

    def press(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, and all that follows from it until the window is drawn."""
        self.keys += 1 + (modifiers != Qt.KeyboardModifier.NoModifier)
        began = time.perf_counter()
        to = self.window.focusWidget() or self.window
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.application.sendEvent(to, QKeyEvent(kind, key, modifiers, text))
        self.application.processEvents()
        self.window.grab()
        self.waits.append(time.perf_counter() - began)

    def answer(self, text: str) -> None:
        """Think, then type a whole answer."""
        self.fields += 1
        for letter in text:
            self.press(Qt.Key.Key_unknown, letter)

    def line(self, what: str) -> str:
        """A line of the table."""
        own = self.fields * THINKS
        fast, slow = (own + self.keys * each + sum(self.waits) for each in (FAST, SLOW))
        waits = f"{sum(self.waits) * 1e3:.0f} ms, at most {max(self.waits) * 1e3:.0f} ms for a key"
        return f"| {what} | {self.keys} keys, {self.fields} answers | {fast:.1f} s | {slow:.1f} s | {waits} |"


def main(cases: int = 1000) -> None:
    """Make the vault, type, print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        make_demo(folder, "x", cases=cases, unlock_seconds=0.05)
        window, application = _opened(folder)
        desk = window.desk
        application.processEvents()
        print(f"{cases:,} cases; load {os.getloadavg()[0]:.1f}\n")
        print("| what | typed | at 55 words a minute | at 40 | of it the program |\n|---|---|---|---|---|")
        for what, texts in (("a new case, from Ctrl+N until it is saved and open, short answers", SHORT), ("the same, long answers", LONG)):
            desk.show_place("today")
            before = len(records.every(desk.session.vault, Case))
            hands = _new_case(window, application, texts)
            assert len(records.every(desk.session.vault, Case)) == before + 1
            print(hands.line(what))
        desk.show_place("today")
        before = len(records.every(desk.session.vault, Letter))
        hands = _urgent(window, application)
        assert len(records.every(desk.session.vault, Letter)) == before + 4
        print(hands.line("urgent, from F3 until four documents are there, seven answers"))
        window.close()


def _new_case(window: MainWindow, application: QApplication, texts: tuple[str, ...]) -> Hands:
    hands = Hands(window, application)
    hands.keys += 2  # Ctrl+N
    began = time.perf_counter()
    window.desk.show_place("new-case")
    application.processEvents()
    window.grab()
    hands.waits.append(time.perf_counter() - began)
    for number, text in enumerate(texts):
        hands.answer(text)
        if number < len(texts) - 1:
            hands.press(Qt.Key.Key_Return)
    _shortcut(hands, window.desk.show_place("new-case")._open)  # noqa: SLF001
    return hands


def _urgent(window: MainWindow, application: QApplication) -> Hands:
    hands = Hands(window, application)
    _shortcut(hands, window.desk._ask_urgent, keys=1)  # noqa: SLF001
    for number, text in enumerate(URGENT):
        hands.answer(text)
        if number < len(URGENT) - 1:
            hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return, modifiers=Qt.KeyboardModifier.ControlModifier)
    return hands


def _shortcut(hands: Hands, deed: object, keys: int = 2) -> None:
    """A key that belongs to the window: without a window manager it is not active, so what the key is bound to is called."""
    hands.keys += keys
    began = time.perf_counter()
    deed()  # type: ignore[operator]
    hands.application.processEvents()
    hands.window.grab()
    hands.waits.append(time.perf_counter() - began)


def _opened(folder: Path) -> tuple[MainWindow, QApplication]:
    sys.stdin = io.StringIO("x\n")
    # The check of the whole vault, which goes on beside the window after an unlocking, is other work.
    started = [True]
    window, application, unlock = begun(folder, NOON, Jobs(start=lambda work: work() if started else None))
    window.resize(1366, 768)
    unlock()
    started.clear()
    for _moment in range(40):  # what the window does of itself soon after an unlocking
        application.processEvents()
        time.sleep(0.03)
    return window, application


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["PORTFEL_HOME"] = home
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
