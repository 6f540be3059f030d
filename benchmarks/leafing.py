"""A long paper looked at in the real tab: how long from the cursor on it to its first page, and what scrolling does to the window.

`python -m benchmarks.leafing FILE.pdf [TIMES]` prints one line of JSON: `first`, the milliseconds from the cursor to the pixels, each time;
`turn`, the longest turn of the window's loop in milliseconds while four hundred steps are scrolled, sixty a second; `white`, how many of
these steps showed a page that was not drawn yet.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.operations.attachments import attach
from desktop.operations.cases import open_case
from desktop.operations.vaults import create_vault
from desktop.ui import style
from desktop.ui.asking import Asking
from desktop.ui.case.papers import PapersTab
from desktop.ui.jobs import Jobs
from desktop.ui.session import Session
from desktop.ui.start import make_application

STEPS, STEP, SECONDS_OF_STEP = 400, 120, 1 / 60
_REST = 1.5  # seconds between two openings: the next child gets ready


def main(file: str, times: int = 7) -> None:
    """Look at it so many times, scroll through it once, and print what it took."""
    i18n.speak("ru")
    application = make_application("ru")
    style.dress(application, "light")
    with tempfile.TemporaryDirectory() as folder, create_vault(Path(folder) / "vault", "one two three", unlock_seconds=0.05) as vault:
        case = open_case(vault).id
        attach(vault, case, Path(file))
        session = Session(vault, Jobs(), Asking())
        tab = PapersTab(session, case)
        tab.resize(1198, 620)
        tab.show()
        first = [_first(application, tab) for _time in range(times)]
        turn, white = _scrolled(application, tab)
        session.drawers.end()
        session.jobs.stop()
        tab.close()
    print(json.dumps({"first": [round(each) for each in first], "turn": round(turn, 1), "white": white}))


def _first(application: QApplication, tab: PapersTab) -> float:
    view, began = tab.view, time.perf_counter()
    view.show_paper(None)
    _until(application, lambda: time.perf_counter() - began > _REST)
    began = time.perf_counter()
    view.show_paper(tab.table.current())
    _until(application, lambda: 0 in view.pages._pictures)  # noqa: SLF001
    application.processEvents()
    return 1000 * (time.perf_counter() - began)


def _scrolled(application: QApplication, tab: PapersTab) -> tuple[float, int]:
    pages, longest, white = tab.view.pages, 0.0, 0
    for _step in range(STEPS):
        began = time.perf_counter()
        pages.verticalScrollBar().setValue(pages.verticalScrollBar().value() + STEP)
        longest = max(longest, _until(application, lambda began=began: time.perf_counter() - began > SECONDS_OF_STEP))
        white += any(number not in pages._pictures for number in pages._in_sight())  # noqa: SLF001
    return 1000 * longest, white


def _until(application: QApplication, there: Callable[[], bool]) -> float:
    """The longest turn of the loop until it is there."""
    longest = 0.0
    while not there():
        began = time.perf_counter()
        application.processEvents()
        longest = max(longest, time.perf_counter() - began)
        time.sleep(0.0005)
    return longest


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
