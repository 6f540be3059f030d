"""The real window while it backs up: the longest turn of its event loop, and how long a save takes; in a process of its own.

while_copying.py VAULT FOLDER: the passphrase comes by standard input. Prints one line of JSON, milliseconds.
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from benchmarks.measure import once
from desktop import i18n, preferences
from desktop.app import TURN
from desktop.operations import vaults
from desktop.storage import cases
from desktop.ui import desk as _desk  # noqa: F401 - loaded while the key is derived
from desktop.ui import style
from desktop.ui.asking import Asking
from desktop.ui.backups import work
from desktop.ui.jobs import Jobs
from desktop.ui.start import make_application
from desktop.ui.unlock.page import UnlockPage
from desktop.ui.window import MainWindow

TYPED_EVERY, SAVED_EVERY = 0.05, 0.4  # seconds: fast typing, and a pause in it that saves


def main(folder: str, to: str) -> None:
    """Unlock, begin a note, begin a backup; type and save until it is proven, then as long again without one."""
    sys.setswitchinterval(TURN)  # as the start of the program does
    there = Path(folder)
    secret = sys.stdin.readline().rstrip("\n")
    answer = vaults.unlocked(there, secret)
    vaults.unlocked = lambda *_, **__: answer
    i18n.speak("ru")
    application = make_application("ru")
    style.dress(application, "light")
    window = MainWindow(preferences.Preferences(), vault=there)
    window.show_first()
    window.furnish(Jobs(), Asking())
    unlocking = window.findChild(UnlockPage)
    unlocking.tried.emit(secret, "")
    while window.desk is None:
        application.processEvents()
    desk = window.desk
    # The check of the whole vault after an unlock is other work.
    while not desk.session.health.is_read:
        application.processEvents()
    page = desk.show_place("backups")
    page.target.choose_folder(Path(to))
    notes = desk.open_case(cases.rows(desk.session.vault)[0].id, "notes").notes
    notes.new_note()
    application.processEvents()
    typing = _Typing(notes.editor)
    before = typing.during(lambda began: time.perf_counter() - began > 3)
    work.back_up = _timed(work.back_up, taken := [])
    page.begin_then(lambda: None)
    during = typing.during(lambda _began: not page.is_busy)
    print(json.dumps({"before": before, "during": during, "seconds": taken}), flush=True)
    window.close()


def _timed(work, taken):
    def timed(*how, **more):
        began = time.perf_counter()
        try:
            return work(*how, **more)
        finally:
            taken.append(time.perf_counter() - began)

    return timed


class _Typing:
    """Types into a note and saves it, and watches the event loop meanwhile."""

    def __init__(self, editor) -> None:
        self._editor = editor

    def during(self, is_over) -> dict[str, list[float]]:
        """The turns of the loop (beyond the 5 ms it is asked for) and the saves, in milliseconds, until it is over."""
        from PySide6.QtWidgets import QApplication

        turns: list[float] = []
        saves: list[float] = []
        last = [time.perf_counter()]

        def tick() -> None:
            now = time.perf_counter()
            turns.append((now - last[0]) * 1000 - 5)
            last[0] = now

        timer = QTimer(interval=5)
        timer.timeout.connect(tick)
        timer.start()
        began = typed = saved = time.perf_counter()
        while not is_over(began):
            QApplication.processEvents()
            time.sleep(0.001)
            now = time.perf_counter()
            if now - typed > TYPED_EVERY:
                self._editor.blocks["facts"].insertPlainText("слово ")
                typed = now
            if now - saved > SAVED_EVERY:
                saves.append(once(self._editor.save) * 1000)
                saved = last[0] = time.perf_counter()
        timer.stop()
        return {"turns": sorted(turns)[-20:], "saves": sorted(saves)}


if __name__ == "__main__":
    main(*sys.argv[1:])
