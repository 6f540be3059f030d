"""The composition root: the one place that knows every part of the program."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import i18n, preferences
from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.ui.window import MainWindow

AFTER_FIRST_PAINT = 30  # milliseconds


TURN = 0.0005  # seconds


def main(arguments: Sequence[str]) -> int:
    """Open the window and stay until it closes; the exit status comes back.

    `__main__` has called the guard before importing this, and knows that the arguments are `--vault` and `--lang` at most.
    """
    options = _options(arguments)
    if not _has_screen():
        i18n.speak(options.get("--lang") or i18n.of_this_computer())
        sys.stderr.write(
            _("There is no screen here to open a window on: sign in at the screen, or give a command (portfel --help).") + "\n"
        )
        return 1
    # While a job is at work the window would otherwise wait 5 ms for each turn of Python it needs, and a save needs a dozen.
    sys.setswitchinterval(TURN)
    return _open_window(options)


def _has_screen() -> bool:
    # Asked before Qt is: where there is none, it aborts without a word that helps.
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _options(arguments: Sequence[str]) -> Mapping[str, str]:
    # Not argparse: importing it costs 10 ms of every start.
    left, found = list(arguments), dict[str, str]()
    while left:
        name, equals, value = left.pop(0).partition("=")
        found[name] = value if equals else left.pop(0)
    return found


def _open_window(options: Mapping[str, str]) -> int:
    # Only what the first page needs is imported before it is painted.
    from PySide6.QtCore import QTimer

    from desktop.ui import handover, style
    from desktop.ui.start import make_application
    from desktop.ui.window import MainWindow

    left = handover.receive()
    kept = preferences.load()
    asked = options.get("--lang") or (left.language if left else "")
    i18n.speak(asked or kept.language or i18n.of_this_computer())
    application = make_application(i18n.language())
    style.dress(application, kept.appearance)
    window = MainWindow(kept, vault=_vault_folder(options, kept, left.vault if left else ""), handover=left, language=asked)
    window.show_first()
    QTimer.singleShot(AFTER_FIRST_PAINT, window, lambda: _furnish(window))
    return application.exec()


def _furnish(window: "MainWindow") -> None:
    """What the window needs from the first key on, not for being seen."""
    from desktop.ui import crash, start
    from desktop.ui.asking import Asking
    from desktop.ui.jobs import Jobs

    start.refuse_native_dialogs()
    asking = Asking()
    crash.install(asking, window, window.tell_problem)
    window.furnish(Jobs(), asking)


def _vault_folder(options: Mapping[str, str], kept: preferences.Preferences, locked: str) -> Path | None:
    """The vault that was locked, else the one named at the start, else the one chosen last."""
    folder = locked or options.get("--vault") or kept.vault
    return Path(folder).expanduser().absolute() if folder else None
