"""The real workshop on a letter of four pages: from a key to its page on the screen.

workshop.py VAULT TIMES: the passphrase comes by standard input. Prints one line of JSON with seconds: `key`, until a key is dealt with and
the window takes the next one; `text` and `field`, from a key in the text and in a field until the new page is painted, the pauses
included; `pause`, from the end of the pause on.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.measure import once
from desktop import i18n
from desktop.domain.letters import Letter
from desktop.operations import letters, vaults
from desktop.storage import cases
from desktop.storage.vault import Vault
from desktop.ui import style
from desktop.ui.asking import Asking
from desktop.ui.jobs import Jobs
from desktop.ui.letters.workshop import Workshop
from desktop.ui.session import Session
from desktop.ui.start import make_application

PAGES = 4
_SAID = "Докладываю, что у меня нарушен сон, болит голова, кружится при подъёме, а врач медицинского пункта меня не осмотрел. "
_APART = 0.2  # seconds between two keys: she thinks


def main(folder: str, times: str) -> None:
    """Type so many letters into the text, and into a field, and wait each time for the page."""
    secret = sys.stdin.readline().rstrip("\n")
    i18n.speak("ru")
    application = make_application("ru")
    style.dress(application, "light")
    with vaults.open_vault(Path(folder), vaults.unlock(Path(folder), secret)) as vault:
        workshop = Workshop(Session(vault, Jobs(start=lambda work: work()), Asking()))
        workshop.resize(1146, 690)
        workshop.show()
        workshop.open_letter(_letter(vault))
        _wait(application, lambda: workshop.page.page_count == PAGES)
        found = _typed(application, workshop, int(times))
        workshop.close()
    print(json.dumps(found), flush=True)


def _letter(vault: Vault) -> Letter:
    """A draft that fills four pages."""
    draft = letters.draft_letter(vault, cases.rows(vault)[0].id, "r02")
    for lines in range(1, 60):
        draft = replace(draft, fields={"health": f"{_SAID}{_SAID}\n" * lines, "doctor": "therapist"})
        if _pages(vault, draft) == PAGES:
            return letters.keep_letter(vault, draft)
    raise ValueError(f"no letter of {PAGES} pages")


def _pages(vault: Vault, draft: Letter) -> int:
    from benchmarks.letters import pages

    return pages(letters.preview(vault, draft))


def _typed(application: QApplication, workshop: Workshop, times: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {"key": [], "text": [], "field": [], "pause": []}
    field = workshop.form.fields.inputs["health"]
    middle = workshop.text.toPlainText().rindex(_SAID)  # not where the field begins, or her two texts would meet
    workshop.text.select(middle, middle)
    for name, place in (("text", workshop.text), ("field", field)):
        for number in range(times):
            _quiet(application)
            before, key = workshop.page._pdf, Qt.Key.Key_A if number % 2 else Qt.Key.Key_B  # noqa: SLF001 - which page is shown
            began = time.perf_counter()
            QTest.keyClick(place, key)
            application.processEvents()
            found["key"].append(time.perf_counter() - began)
            _wait(application, lambda before=before: workshop.page._pdf != before)  # noqa: SLF001
            workshop.page.grab()
            found[name].append(time.perf_counter() - began)
    for _ in range(times):
        QTest.keyClick(workshop.text, Qt.Key.Key_A)
        workshop._page_pause.stop()  # noqa: SLF001 - what comes after the pause, without it
        found["pause"].append(once(lambda: (workshop._show_page(), workshop.page.grab())))  # noqa: SLF001
    return found


def _quiet(application: QApplication) -> None:
    until = time.perf_counter() + _APART
    _wait(application, lambda: time.perf_counter() > until)


def _wait(application: QApplication, done: Callable[[], bool]) -> None:
    until = time.perf_counter() + 10
    while not done():
        application.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() > until:
            raise TimeoutError


if __name__ == "__main__":
    main(*sys.argv[1:])
