"""The real page for several clients on 300 files: how long it writes and approves, and how long the window once did not answer.

groups.py FOLDER: makes a vault there. Prints one line of JSON with seconds: `write` and `approve`, from the click until the list is shown;
`pages`, all PDFs of what was approved, one after the other; `wait_write` and `wait_approve`, the longest time between two turns of the
window meanwhile, the pause of the clock that measures it (5 ms) included; `wait_end`, that when the answer is shown; `cancel`, from Stop
until it stopped.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import i18n
from desktop.domain.cases import Category
from desktop.domain.letters import RegisterEntry
from desktop.domain.people import Person, Role, Sex
from desktop.operations import letters, vaults
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui import style
from desktop.ui.asking import Asking
from desktop.ui.groups.page import MADE, GroupPage
from desktop.ui.jobs import Jobs
from desktop.ui.session import Session
from desktop.ui.start import make_application

CASES = 300
TEMPLATE = "r05"
_NAMES = (("Королёв", "Пётр", "Ильич", "m"), ("Иванова", "Анна", "Ивановна", "f"), ("Кужугет", "Айдын", "Мерген-оолович", "m"))


class Pulse:
    """A clock in the window's own loop: how long the loop once did not come round."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def begin(self) -> None:
        """Measure from now on."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def main(folder: str) -> None:
    """Write 300 letters, stop another run half way, approve all, and make their pages."""
    i18n.speak("ru")
    application = make_application("ru")
    style.dress(application, "light")
    with vaults.create_vault(Path(folder) / "vault", "bench", unlock_seconds=0.05) as vault:
        _fill(vault)
        jobs = Jobs()
        page = GroupPage(Session(vault, jobs, Asking()))
        page.resize(1198, 690)
        page.show()
        found = _measured(application, page, vault)
        jobs.stop()
        page.close()
    print(json.dumps(found), flush=True)


def _measured(application: QApplication, page: GroupPage, vault: Vault) -> dict[str, float]:
    pulse, found = Pulse(), dict[str, float]()
    page.template.show_code(TEMPLATE)
    page._on_template()  # noqa: SLF001 - as if she had chosen it
    page.fields.put("from_day", "1.6.2026")
    page.cases.tick_all()
    page.make.click()
    _wait(application, lambda: page.bar.value() >= CASES // 2)
    began = time.perf_counter()
    page.stop.click()
    _wait(application, lambda: not page._session.jobs.is_running(page._job))  # noqa: SLF001
    _wait(application, lambda: not page.stop.isVisible())
    found["cancel"] = time.perf_counter() - began
    found["write"] = _clicked(application, page, pulse, page.make.click, lambda: page._stack.currentIndex() == MADE)  # noqa: SLF001
    found["wait_write"] = pulse.longest
    found["approve"] = _clicked(application, page, pulse, page.approve.click, lambda: page.basket.isVisible() and not page.stop.isVisible())
    found["wait_approve"] = pulse.longest
    began = time.perf_counter()
    entries = records.every(vault, RegisterEntry)
    for entry in entries:
        letters.pdf_of(entry)
    found["pages"] = time.perf_counter() - began
    if len(entries) != CASES:
        raise ValueError(len(entries))
    return found


def _clicked(application: QApplication, page: GroupPage, pulse: Pulse, click: Callable[[], object], done: Callable[[], bool]) -> float:
    _wait(application, lambda: not page._session.jobs.is_running(page._job))  # noqa: SLF001 - what was looked at again
    pulse.begin()
    began = time.perf_counter()
    click()
    _wait(application, done)
    took = time.perf_counter() - began
    for _ in range(20):
        application.processEvents()
        time.sleep(0.005)
    return took


def _fill(vault: Vault) -> None:
    with vault.transaction():
        for number in range(CASES):
            case = open_case(vault, category=Category.CONTRACT)
            keep_case(vault, replace(case, unit=unit_with(vault, f"000{number % 40:02d}").id, post="стрелок"))
            surname, name, patronymic, sex = _NAMES[number % len(_NAMES)]
            person = Person(id=vault.new_id(), surname=surname, name=name, patronymic=patronymic, sex=Sex(sex), rank="private")
            add_person(vault, person, case.id, Role.CLIENT)


def _wait(application: QApplication, done: Callable[[], bool]) -> None:
    until = time.perf_counter() + 60
    while not done():
        application.processEvents()
        time.sleep(0.001)
        if time.perf_counter() > until:
            raise TimeoutError
    application.processEvents()


if __name__ == "__main__":
    main(*sys.argv[1:])
