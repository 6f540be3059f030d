"""Input methods are told, in every field, to learn nothing from what is typed."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

QUIET = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class InputHints(QObject):
    """Sees each field that gets the keyboard, whoever made it. The guard has chosen a quiet input method; a system may force another."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
            self._on_focus(None, application.focusWidget())

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            now.setInputMethodHints(now.inputMethodHints() | QUIET)
