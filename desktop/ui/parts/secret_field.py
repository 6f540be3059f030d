"""A field for a secret: an eye, and which letters the keyboard gives, as far as that can be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from desktop import resources
from desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent

_AFTER_FIRST_PAINT = 60  # milliseconds


class SecretField(QLineEdit):
    """Hides what is typed. Input methods are told to learn nothing from it."""

    submitted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("secret")
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(4096)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "dim")
        self._hint.setAccessibleName(_("Keyboard"))
        self._eye = QToolButton(self)
        self._eye.setCheckable(True)
        self._eye.setIconSize(QSize(22, 22))
        self._eye.setAutoRaise(True)
        self._eye.setAccessibleName(_("Show what is typed"))
        self._eye.setToolTip(_("Show what is typed"))
        self._eye.toggled.connect(self._on_eye)
        # Qt looks for all plugins of pictures before it shows the first: not before the field stands.
        QTimer.singleShot(_AFTER_FIRST_PAINT, self, self._show_eye)
        self._layout_name, self._caps = "", False
        self.returnPressed.connect(self.submitted)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Learn from each letter which layout is on, and whether Caps Lock is."""
        from PySide6.QtCore import Qt

        text = event.text()
        if len(text) == 1 and text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell("РУ" if "а" <= text.lower() <= "я" or text.lower() == "ё" else "EN", text.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._tell(self._layout_name, not self._caps)
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye and the hint inside, at the right."""
        super().resizeEvent(event)
        self._place()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """No menu: nothing of a secret is to be copied."""
        event.accept()

    def tell_keyboard(self, layout: str, *, caps: bool) -> None:
        """Show what the computer itself says of its keyboard: `РУ`, `EN` or nothing."""
        self._tell(layout, caps)

    def _tell(self, layout: str, caps: bool) -> None:
        if (layout, caps) == (self._layout_name, self._caps):
            return
        self._layout_name, self._caps = layout, caps
        self._hint.setText(" · ".join(part for part in (_("CAPS") if caps else "", layout) if part))
        self._hint.setProperty("tone", "warning" if caps else None)
        self._hint.style().unpolish(self._hint)
        self._hint.style().polish(self._hint)
        self._place()

    def _place(self) -> None:
        self._hint.adjustSize()
        self._eye.resize(32, 32)
        right, middle = self.width() - 8, self.height() // 2
        self._eye.move(right - self._eye.width(), middle - self._eye.height() // 2)
        self._hint.move(self._eye.x() - self._hint.width() - 4, middle - self._hint.height() // 2)
        self.setTextMargins(0, 0, self.width() - self._hint.x(), 0)

    def _on_eye(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        if shown:
            from PySide6.QtCore import Qt

            # Qt itself sets these for a hidden field, and takes them away with the dots.
            hints = Qt.InputMethodHint
            self.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhNoAutoUppercase)
        self._show_eye()

    def _show_eye(self) -> None:
        from PySide6.QtGui import QIcon

        self._eye.setIcon(QIcon(str(resources.ICONS / ("eye.png" if self._eye.isChecked() else "eye-crossed.png"))))
