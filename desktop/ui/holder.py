"""A window that holds one page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from desktop import preferences
from desktop.preferences import Preferences
from desktop.ui import style

if TYPE_CHECKING:
    # Everything that opens a vault is imported when she has typed her passphrase, not before the first page is painted.
    from PySide6.QtCore import Qt

    from desktop.ui.asking import Asking
    from desktop.ui.clipboard import Clipboard
    from desktop.ui.jobs import Jobs
    from desktop.ui.keyboard import KeyboardWatch

T = TypeVar("T")

_SIZE, _LEAST = QSize(1180, 720), QSize(900, 600)
_SMALL_SCREEN = QSize(1400, 900)


class Holder(QWidget):
    """Keeps the page in sight, whatever has the keyboard, and the looks as the computer or she wants them."""

    def __init__(self, kept: Preferences, language: str = "") -> None:
        super().__init__()
        self._preferences = kept
        self._asked_language = language  # at the start, above what is kept; until she chooses another
        self._jobs: Jobs | None = None
        self._asking: Asking | None = None
        self._keyboard: KeyboardWatch | None = None
        self._clipboard: Clipboard | None = None
        # Where letters are twice as large a page may be larger than the screen: then it is moved about, and nothing is cut off.
        self._area, pages = QScrollArea(self), QWidget()
        self._area.setWidget(pages)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._stack = QStackedLayout(pages)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.setMinimumSize(_LEAST.boundedTo(QGuiApplication.primaryScreen().availableSize()))

    def furnish(self, jobs: Jobs, asking: Asking) -> None:
        """Give the window what it needs for more than being looked at."""
        from PySide6.QtCore import Qt

        from desktop.ui.clipboard import Clipboard
        from desktop.ui.input_hints import InputHints
        from desktop.ui.keyboard import KeyboardWatch

        self._jobs, self._asking = jobs, asking
        self._keyboard = KeyboardWatch(self)
        self._keyboard.changed.connect(self._tell_keyboard)
        self._keyboard.tell()
        self._clipboard = Clipboard(self)
        InputHints(self)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_scheme)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._keep_in_sight)

    @property
    def jobs(self) -> Jobs:
        """Where long work goes."""
        return _there(self._jobs)

    @property
    def asking(self) -> Asking:
        """The door to questions."""
        return _there(self._asking)

    @property
    def preferences(self) -> Preferences:
        """The settings of this computer."""
        return self._preferences

    def keep_preferences(self, changed: Preferences) -> None:
        """Keep the settings of this computer."""
        if changed.language != self._preferences.language:
            self._asked_language = ""
        self._preferences = changed
        preferences.save(changed)

    def come_up(self) -> None:
        """Take the size that suits the screen, and show."""
        screen = QGuiApplication.primaryScreen().availableSize()
        self.resize(_SIZE.boundedTo(screen))
        if screen.width() < _SMALL_SCREEN.width() or screen.height() < _SMALL_SCREEN.height():
            self.showMaximized()
        else:
            self.show()

    def _show(self, page: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        if self._keyboard is not None:
            self._keyboard.tell()

    def _keep_in_sight(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 8, 8)

    def _on_scheme(self, scheme: Qt.ColorScheme) -> None:
        from PySide6.QtCore import Qt

        application = QApplication.instance()
        if self._preferences.appearance == "system" and isinstance(application, QApplication):
            style.follow(application, dark=scheme == Qt.ColorScheme.Dark)

    def _tell_keyboard(self, layout: str, caps: bool) -> None:
        tell = getattr(self._stack.currentWidget(), "tell_keyboard", None)
        if tell is not None:
            tell(layout, caps)

    def _clear_clipboard(self) -> None:
        if self._clipboard is not None:
            self._clipboard.forget()


def _there(thing: T | None) -> T:
    if thing is None:
        raise RuntimeError("the window is not furnished yet")
    return thing
