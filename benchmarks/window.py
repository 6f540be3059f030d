"""The real window on a vault, in a process of its own as after a start: unlocking, Today, cases, notes, the search box.

window.py VAULT MOMENT TIMES: the passphrase comes by standard input, MOMENT is what the clock says.
Prints one line of JSON. Each figure ends when the page is laid out and painted.
"""

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from benchmarks.measure import once
from desktop import i18n, preferences
from desktop.domain.notes import Note
from desktop.operations import vaults
from desktop.storage import cases, records
from desktop.storage.vault import Ground
from desktop.ui import crash as _crash  # noqa: F401 - loaded by the real start, too
from desktop.ui import desk as _desk  # noqa: F401 - loaded while the key is derived
from desktop.ui import style
from desktop.ui.asking import Asking
from desktop.ui.jobs import Jobs
from desktop.ui.search.page import SearchBox
from desktop.ui.start import make_application
from desktop.ui.unlock.page import UnlockPage
from desktop.ui.window import MainWindow

COMMITS = 5  # times a commit waits for the disk: journal twice, database, folder, folder


def main(folder: str, moment: str, times: str) -> None:
    """Unlock, and then do each thing so many times."""
    there = Path(folder)
    window, application, unlock = begun(there, datetime.fromisoformat(moment))
    found: dict[str, object] = {"unlock": _painted(window, unlock)}
    found |= _work(window, application, there, int(times))
    print(json.dumps(found), flush=True)
    window.close()


def begun(there: Path, now: datetime, jobs: Jobs | None = None) -> tuple[MainWindow, QApplication, Callable[[], object]]:
    """The window before a vault whose passphrase comes by standard input, and what unlocks it; the clock says `now`."""
    # The key is derived before the clock runs; all that comes after it is what the window does.
    secret = sys.stdin.readline().rstrip("\n")
    answer = vaults.unlocked(there, secret)
    vaults.unlocked = lambda *_, **__: answer
    vaults.open_vault = partial(vaults.open_vault, ground=Ground(now=lambda: now))
    i18n.speak("ru")
    application = make_application("ru")
    style.dress(application, "light")
    window = MainWindow(preferences.Preferences(), vault=there)
    window.show_first()
    window.furnish(jobs or Jobs(start=lambda work: work()), Asking())
    application.processEvents()
    page = window.findChild(UnlockPage)
    return window, application, lambda: page.tried.emit(secret, "")


def _painted(window: MainWindow, work: Callable[[], object]) -> float:
    def whole() -> None:
        work()
        window.grab()

    return once(whole)


def _work(window: MainWindow, application: QApplication, folder: Path, times: int) -> dict[str, object]:
    desk, random = window.desk, Random(1)
    session = desk.session
    application.processEvents()
    today = [_painted(window, session.changed.emit) for _ in range(times)]
    ids = [row.id for row in random.sample(cases.rows(session.vault), times)]
    opened, saved, disk = [], [], []
    for case in ids:
        opened.append(_painted(window, partial(desk.open_case, case)))
        application.processEvents()
    texts = [note.text for note in records.of_case(session.vault, Note, ids[0])] or ["слово " * 80]
    notes = desk.open_case(ids[-1], "notes").notes
    notes.new_note()
    for number in range(times):
        notes.editor.blocks["facts"].insertPlainText(f"{number} {texts[number % len(texts)][:400]} ")
        application.processEvents()
        saved.append(_painted(window, notes.editor.save))
        disk.append(once(lambda: _commit(folder)))
    desk.show_place("today")
    box = window.findChild(SearchBox)
    typed = []
    for word in json.loads(os.environ["BENCH_TYPED"]):
        box.setText(word)
        typed.append(_painted(window, box.search_now))
        application.processEvents()
    return {"today": today, "case": opened, "save": saved, "disk": disk, "typed": typed}


def _commit(folder: Path) -> None:
    """What a commit asks of the disk, without us: so many fsyncs around some pages."""
    path = folder / "disk"
    for _ in range(COMMITS):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        os.pwrite(descriptor, bytes(16384), 0)
        os.fsync(descriptor)
        os.close(descriptor)
    path.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
