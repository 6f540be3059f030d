"""A paper shown inside, from memory: a PDF or a picture, and a plain word for everything else."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.errors import CaseFileError, PageFailed
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.operations.attachments import read_paper
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.picture_view import PictureView, read_picture
from desktop.ui.session import Session
from desktop.words import explain

Read = Callable[[Vault, Attachment], bytes]
PICTURES = ("image/jpeg", "image/png")
LARGEST_SHOWN = 200 * 1024 * 1024  # more than that is never held in memory to be looked at


class PaperView(QWidget):
    """Shows one paper at a time. Nothing of it is written anywhere."""

    def __init__(self, session: Session, read: Read = read_paper) -> None:
        super().__init__()
        self._session, self._read = session, read
        self._job = 0
        self.pdf, self.picture = PdfView(_("Pages of the paper")), PictureView(_("Picture"))
        self.words = EmptyState("")
        self._place = QLabel()
        self._place.setProperty("role", "dim")
        self._stack = QStackedWidget()
        for widget in (self.words, self.pdf, self.picture):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._stack, 1)
        column.addWidget(self._place)
        self.pdf.verticalScrollBar().valueChanged.connect(self._show_place)

    def show_paper(self, paper: Attachment | None) -> None:
        """Read a paper beside the page and show it; None shows nothing."""
        self._session.jobs.cancel(self._job)
        self._job = 0
        self.pdf.clear()
        self.picture.clear()
        self._place.clear()
        if paper is None:
            self._say("")
        elif paper.media_type != "application/pdf" and paper.media_type not in PICTURES:
            self._say(_("This kind of file cannot be shown here. It is sealed in the vault as it came."))
        elif paper.size > LARGEST_SHOWN:
            self._say(_("This file is too large to be shown here. It is sealed in the vault as it came."))
        else:
            self._say(_("Opening …"))
            listener = Listener(done=partial(self._show, paper), failed=self._fail)
            self._job = self._session.jobs.run(self, partial(_read, self._read, self._session.vault, paper), listener)

    def _show(self, paper: Attachment, data: bytes) -> None:
        self._job = 0
        try:
            if paper.media_type in PICTURES:
                self.picture.show_image(read_picture(data))
                self._stack.setCurrentWidget(self.picture)
                self._place.setText(_("+ larger · - smaller · 0 whole"))
                return
            self.pdf.show_pdf(data)
        except CaseFileError as error:
            self._fail(error)
            return
        self._stack.setCurrentWidget(self.pdf)
        self._show_place()

    def _fail(self, error: CaseFileError) -> None:
        self._job = 0
        if isinstance(error, PageFailed):
            self._say(_("This PDF cannot be read: the file is damaged, or locked with a password. It is kept as it came."))
        else:
            self._say(explain(error))

    def _say(self, text: str) -> None:
        self.words.say(text)
        self._stack.setCurrentWidget(self.words)

    def _show_place(self, *_args: object) -> None:
        if self._stack.currentWidget() is self.pdf:
            self._place.setText(
                _("Page {page} of {count} · + larger · - smaller · 0 whole width").format(
                    page=self.pdf.page_in_sight, count=self.pdf.page_count
                )
            )


def _read(read: Read, vault: Vault, paper: Attachment, report: Report) -> bytes:
    report(0, 1)
    return read(vault, paper)
