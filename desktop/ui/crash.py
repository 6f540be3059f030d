"""When the program itself is wrong: a calm notice, and a report that tells frames and versions but no values."""

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QMetaObject, QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import CaseFileError
from desktop.i18n import _
from desktop.ui.asking import Asking

_MOST_FRAMES = 30


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of the error and where it happened. No message: it might quote what a person typed."""
    frames = traceback.extract_tb(trace)[-_MOST_FRAMES:]
    places = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    versions = f"Portfel 0.1.0, Python {platform.python_version()}, PySide6 {pyside_version}, {platform.system()} {platform.release()}"
    return "\n".join([versions, kind.__name__, *places])


def install(asking: Asking, window: QWidget, tell_problem: Callable[[CaseFileError], None] | None = None) -> None:
    """Let every error nobody expected be shown, wherever it comes up; the program goes on.

    What is no fault of the program, as a damaged record is none, goes to `tell_problem`.
    """
    notice = _Notice(asking, window)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if tell_problem is not None and isinstance(error, CaseFileError) and threading.current_thread() is threading.main_thread():
            tell_problem(error)
            return
        notice.tell(report(kind, trace))

    sys.excepthook = hook
    threading.excepthook = lambda what: hook(what.exc_type, what.exc_value or what.exc_type(), what.exc_traceback)


class _Notice(QObject):
    """Shows one notice at a time; a second error while one is shown is only written to the terminal."""

    def __init__(self, asking: Asking, window: QWidget) -> None:
        super().__init__(window)
        self._asking, self._window = asking, window
        self._waiting: list[str] = []

    def tell(self, text: str) -> None:
        """Show the report; from whatever thread it comes."""
        sys.stderr.write(text + "\n")
        self._waiting.append(text)
        QMetaObject.invokeMethod(self, "_show", Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _show(self) -> None:
        if not self._waiting:
            return
        text, self._waiting = self._waiting[0], []
        self._asking.notice(
            self._window,
            _(
                "Something in the program went wrong. What you saved is safe, and you can go on working."
                " The report names no person and no case."
            ),
            details=text,
        )


def _short(path: str) -> str:
    """The file's place inside the program, without the folders of this computer."""
    for mark in ("/desktop/", "/site-packages/"):
        if mark in path:
            return mark.strip("/") + "/" + path.rpartition(mark)[2]
    return path.rpartition("/")[2]
