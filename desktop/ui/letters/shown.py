"""Showing: the page fills the screen for his telephone's camera."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.tones import set_role


class FullPage(QDialog):
    """One page at a time, as large as the screen allows."""

    shown_to_him = Signal()

    def __init__(self, parent: QWidget, pdf: bytes) -> None:
        super().__init__(parent)
        self.setWindowTitle("Portfel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.pages = PdfView(_("The page to be photographed"))
        self.done_button, self.leave = QPushButton(_("Photographed")), QPushButton(_("Close"))
        set_role(self.done_button, "primary")
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addWidget(hint(_("A telephone may send its pictures to a cloud: let him switch that off first. Page Down: next page.")), 1)
        foot.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 8)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)
        self.pages.show_pdf(pdf)
        self.pages.fit_page()
        self.leave.clicked.connect(self.close)
        self.done_button.clicked.connect(self._done)
        Keys(self, {"Escape": self.close, "Ctrl+Return": self._done})
        self.pages.setFocus()

    def _done(self) -> None:
        self.shown_to_him.emit()
        self.close()
