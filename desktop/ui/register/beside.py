"""The frozen text, and beside it the paper that is bound to it."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.letters import RegisterEntry
from desktop.i18n import _
from desktop.operations import letters
from desktop.storage import records
from desktop.ui.case.paper_view import PaperView
from desktop.ui.masking import PAGE_BAR, Masks
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import hint
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.session import Session


class Beside(QWidget):
    """The pages as they were frozen. A scan cannot be masked, so it stands here only where nothing else is read."""

    def __init__(self, session: Session, line: Line) -> None:
        super().__init__()
        self._session, self._line = session, line
        self.pages, self.scan = PdfView(_("The text as it was approved")), PaperView(session)
        self._back = hint(_("Esc: back to the list · F9: names"), wrap=False)
        self._back.hide()
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.pages, 1)
        across.addWidget(self.scan, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(across, 1)
        column.addWidget(self._back)
        self.scan.hide()
        self.setFocusProxy(self.pages)

    def show_entry(self, entry: RegisterEntry | None, masks: Masks) -> None:
        """Show the pages, with bars over names until she reveals them."""
        self.pages.clear()
        if entry is None:
            return
        if not self._session.revealed:
            entry = replace(entry, text=masks.masked(entry.text, entry.case, PAGE_BAR))
        shown = entry
        attempt(self._line, lambda: self.pages.show_pdf(letters.pdf_of(shown)))

    def show_paper(self, paper_id: str, *, wide: bool) -> None:
        """Show a paper beside the pages, which are all that is shown where it is `wide`; nothing where there is none."""
        self._back.setVisible(wide)
        paper = records.find(self._session.vault, Attachment, paper_id) if paper_id else None
        self.scan.setVisible(paper is not None)
        self.scan.show_paper(paper)
