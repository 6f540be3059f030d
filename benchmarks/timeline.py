"""The real timeline of a case with 500 events, on the screen that is there: how long until it is drawn, and how long a step of it takes.

`python -m benchmarks.timeline [TIMES]` prints one line of JSON, in milliseconds: the least and the middle of so many times, and the middle
of the processor's time alone, which tells more on a busy machine. `open`, from the vault to the pixels; `drawn`, from the events to the
pixels; `painted`, the pixels alone; `scrolled` and `zoomed`, from a turn of the wheel until the new picture is painted.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median

from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind
from desktop.operations.cases import open_case
from desktop.operations.vaults import create_vault
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui import style
from desktop.ui.asking import Asking
from desktop.ui.case.timeline import TimelineTab
from desktop.ui.jobs import Jobs
from desktop.ui.session import Session
from desktop.ui.start import make_application

EVENTS = 500


def main(times: int = 30) -> None:
    """Draw it so many times, and print what it took."""
    i18n.speak("ru")
    application = make_application("ru")
    style.dress(application, "light")
    with tempfile.TemporaryDirectory() as folder, create_vault(Path(folder) / "vault", "one two three", unlock_seconds=0.05) as vault:
        tab = TimelineTab(Session(vault, Jobs(), Asking()), _case(vault))
        tab.resize(1198, 620)
        tab.show()
        application.processEvents()
        table, bar = tab.table, tab.table.verticalScrollBar()
        rows = table.model_.rows
        deeds: dict[str, Callable[[int], object]] = {
            "open": lambda _number: tab.show_case(),
            "drawn": lambda _number: table.show_events(rows),
            "painted": lambda _number: table.viewport().update(),
            "scrolled": lambda number: bar.setValue((number * 97) % bar.maximum()),
            "zoomed": lambda number: table.zoom(1 if number % 2 else -1),
        }
        found = {name: _measured(application, deed, times) for name, deed in deeds.items()}
        tab.close()
    print(json.dumps(found))


def _measured(application: QApplication, deed: Callable[[int], object], times: int) -> dict[str, float]:
    took, worked = [], []
    for number in range(1, times + 1):
        began, before = time.perf_counter(), time.process_time()
        deed(number)
        application.processEvents()  # it is painted here
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - before) * 1000)
    return {"least": round(min(took), 1), "middle": round(median(took), 1), "worked": round(median(worked), 1)}


def _case(vault: Vault) -> str:
    """A case of four years, the same each time: a third of the events last, some are known only roughly."""
    case, chance = open_case(vault), Random(500)
    with vault.transaction():
        for number in range(EVENTS):
            day = date(2022, 1, 1) + timedelta(days=chance.randrange(1500))
            until = Day.of(day + timedelta(days=chance.randrange(1, 20))) if chance.random() < 0.3 else None
            told = Day(chance.choice((f"{day}", f"{day}", f"{day}", f"{day:%Y-%m}", f"{day}~")))
            records.save(vault, Event(id=vault.new_id(), case=case.id, kind=chance.choice(list(EventKind)), day=told, until=until,
                                      title=f"событие {number}, как он его рассказал", place="Чита"))  # fmt: skip
    return case.id


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
