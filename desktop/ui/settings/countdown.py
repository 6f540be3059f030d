"""Five seconds over the whole window, which any key stops, before something that cannot be taken back."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.parts.fields import hint
from desktop.ui.parts.tones import set_role, set_tone

SECONDS = 5
_SECOND = 1000
_STOPS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
        QEvent.Type.WindowDeactivate,
    }
)


class Countdown(QWidget):
    """Covers the window. `ended` comes after the last second, `stopped` when anything at all was touched before."""

    ended = Signal()
    stopped = Signal()

    def __init__(self, over: QWidget, *sentences: str) -> None:
        super().__init__(over.window())
        self._over = over.window()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("countdown")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.left = SECONDS
        self._number, self._what = QLabel(), QLabel()
        set_role(self._number, "count")
        set_role(self._what, "head")
        set_tone(self._what, "error")
        stop = QLabel(_("Any key stops it, and so does a click."))
        set_role(stop, "sentence")
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        for words in (self._number, self._what, stop, *(hint(sentence) for sentence in sentences)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            words.setWordWrap(True)
            column.addWidget(words)
        column.addStretch(3)
        self._timer = QTimer(self, interval=_SECOND)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Cover the window and begin to count."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        self.setFocus()
        self._show_left()
        # Whatever window or field an event is meant for: it is seen here first.
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._timer.start()

    def tick(self) -> None:
        """One second has gone."""
        self.left -= 1
        if self.left > 0:
            self._show_left()
        else:
            self._leave()
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop at anything somebody does; the key that began it may still be held down."""
        if event.type() not in _STOPS or (isinstance(event, QKeyEvent) and event.isAutoRepeat()):
            return False
        self._leave()
        self.stopped.emit()
        return True

    def _leave(self) -> None:
        self._timer.stop()
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.hide()
        self.deleteLater()

    def _show_left(self) -> None:
        self._number.setText(str(self.left))
        text = ngettext("The keys are destroyed in {count} second", "The keys are destroyed in {count} seconds", self.left)
        self._what.setText(text.format(count=self.left))
        self.setAccessibleName(self._what.text())
