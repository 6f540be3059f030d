"""A window in which somebody types without a pause: typist.py VAULT CASE; prints how many letters stand in the text after each key."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from desktop import i18n
from desktop.operations import letters, vaults
from desktop.ui.asking import Asking
from desktop.ui.jobs import Jobs
from desktop.ui.letters.workshop import Workshop
from desktop.ui.session import Session
from desktop.ui.start import make_application

EVERY = 15  # milliseconds


def main(folder: str, case: str) -> None:
    """Open a draft and type into its text until somebody stops the process."""
    i18n.speak("en")
    application = make_application("en")
    vault = vaults.open_vault(Path(folder), vaults.unlock(Path(folder), sys.stdin.readline().rstrip("\n")))
    workshop = Workshop(Session(vault, Jobs(), Asking()))
    workshop.show()
    workshop.open_letter(letters.begin_letter(vault, case, "r06"))
    workshop.text.select(0, 0)
    typed = 0

    def type_on() -> None:
        nonlocal typed
        QTest.keyClick(workshop.text, "a")
        typed += 1
        print(typed, flush=True)

    timer = QTimer(interval=EVERY)
    timer.timeout.connect(type_on)
    timer.start()
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
