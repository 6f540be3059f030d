"""A paper shown inside, drawn by a child that is shut in; a plain word for what cannot be shown. Nothing is written anywhere."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.documents.drawing import LARGEST_SHOWN, PDF, WITH_PAGES, WITH_TEXT, Drawn
from desktop.domain.attachments import Attachment
from desktop.domain.errors import CaseFileError, PaperNotShown
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.operations.attachments import open_paper
from desktop.operations.drawing import OpenPaper, Source
from desktop.paper_words import kind_not_shown
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener, Work
from desktop.ui.parts.drawn_view import DrawnView
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.laid import across
from desktop.ui.session import Session
from desktop.words import explain

Open = Callable[[Vault, Attachment], Source]
_MILLISECONDS_OF_IDLE = 120_000


class PaperView(QWidget):
    """Shows one paper at a time. Its child ends with it, when nobody has looked for two minutes, and at the lock."""

    def __init__(self, session: Session, open_: Open = open_paper) -> None:
        super().__init__()
        self._session, self._open_source = session, open_
        self._job = self._proving = 0
        self._opened: OpenPaper | None = None
        self._is_proved = False
        self._paper: Attachment | None = None
        self.pages, self.text, self.words = DrawnView(_("Pages of the paper")), QPlainTextEdit(), EmptyState("")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text of the paper"))
        self._place = QLabel()
        self._place.setProperty("role", "dim")
        self._stack = QStackedWidget()
        for widget in (self.words, self.pages, self.text):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.words_or_pages = QPushButton()
        self.words_or_pages.setProperty("role", "link")
        self.words_or_pages.clicked.connect(self.turn)
        self.words_or_pages.hide()
        column.addWidget(self._stack, 1)
        column.addWidget(across(self._place, self.words_or_pages))
        self._idle = QTimer(self, singleShot=True, interval=_MILLISECONDS_OF_IDLE)
        self._idle.timeout.connect(self._rest)
        self.pages.shown.connect(self._show_place)
        self.pages.wanted.connect(self._draw)

    def show_paper(self, paper: Attachment | None) -> None:
        """Open a paper beside the page and show it; None shows nothing."""
        self._session.jobs.cancel(self._job)
        self._job, self._paper = 0, paper
        self._let_go()
        self.pages.clear()
        self.text.clear()
        self._place.clear()
        self._offer(words=bool(paper and paper.text and paper.media_type in WITH_PAGES))
        if paper is None:
            self._say("")
        elif paper.media_type not in {*WITH_PAGES, *WITH_TEXT}:
            self._say(kind_not_shown(paper.media_type))
        elif paper.size > LARGEST_SHOWN:
            self._say(explain(PaperNotShown("too-big")))
        else:
            self._open(paper)

    @property
    def shows_words(self) -> bool:
        """Whether the words of the paper are in sight, and no page of it."""
        return self._stack.currentWidget() is self.text

    def turn(self) -> None:
        """Show the words that were read in the pages, or the pages again."""
        if self.words_or_pages.isVisible():
            self.show_words(not self.shows_words)

    def show_words(self, wanted: bool) -> None:
        """Show the words of the paper, where some are known, or its pages."""
        paper = self._paper
        if paper is None or not paper.text or wanted == self.shows_words:
            return
        if not wanted:
            self.show_paper(paper)
            return
        self._session.jobs.cancel(self._job)
        self._show_text(self._opened, paper.text)
        self._offer(words=False)

    def _offer(self, *, words: bool) -> None:
        """The button that turns from pages to words, or back."""
        paper = self._paper
        self.words_or_pages.setVisible(bool(paper and paper.text and paper.media_type in WITH_PAGES))
        self.words_or_pages.setText(_("Words of the paper (T)") if words else _("Pages of the paper (T)"))

    def take_focus(self) -> None:
        """Put the keyboard into what is shown."""
        shown = self._stack.currentWidget()
        if shown is not None:
            shown.setFocus()

    def _open(self, paper: Attachment) -> None:
        self._say(_("Opening …"))
        opened = OpenPaper(paper.media_type, partial(self._open_source, self._session.vault, paper), self._session.drawers.take)
        self._opened = opened
        self._is_proved = False
        if paper.media_type in WITH_PAGES:
            self._run(partial(_guess, opened), partial(self._show_pages, opened, paper.media_type != PDF), partial(self._fail, opened))
        else:
            self._run(partial(_text, opened), partial(self._show_text, opened), partial(self._fail, opened))

    def _run(self, work: Work, done: Callable[[Any], None], failed: Callable[[CaseFileError], None]) -> None:
        self._idle.start()
        self._job = self._session.jobs.run(self, work, Listener(done=done, failed=failed))

    # --- pages

    def _show_pages(self, opened: OpenPaper, is_picture: bool, sizes: tuple[tuple[float, float], ...]) -> None:
        if opened is not self._opened:
            return
        self.pages.show_sizes(sizes, whole=is_picture and len(sizes) == 1)
        self._stack.setCurrentWidget(self.pages)

    def _draw(self, number: int, wide: int, high: int) -> None:
        opened = self._opened
        if opened is None:
            return

        def done(drawn: Drawn) -> None:
            if opened is self._opened:
                self.pages.take(number, drawn)
                self._prove(opened)

        def failed(error: CaseFileError) -> None:
            if not isinstance(error, PaperNotShown):
                self._fail(opened, error)
            elif opened is self._opened:
                self.pages.give_up(number)
                self._place.setText(explain(error))

        self._run(partial(_page, opened, number, wide, high), done, failed)

    def _prove(self, opened: OpenPaper) -> None:
        # What is seen proved itself, part by part. That it is this paper, whole, and how large its other pages are, is looked at
        # while she reads.
        if self._is_proved:
            return
        self._is_proved = True

        def done(sizes: tuple[tuple[float, float], ...]) -> None:
            if opened is self._opened:
                self.pages.correct_sizes(sizes)
                self._session.drawers.get_ready()

        self._proving = self._session.jobs.run(self, partial(_proved, opened), Listener(done=done, failed=partial(self._fail, opened)))

    def _show_place(self) -> None:
        if self._stack.currentWidget() is not self.pages:
            return
        if self.pages.page_count == 1:
            self._place.setText(_("+ larger · - smaller · 0 whole"))
        else:
            self._place.setText(
                _("Page {page} of {count} · + larger · - smaller · 0 whole width").format(
                    page=self.pages.page_in_sight, count=self.pages.page_count
                )
            )

    # --- text

    def _show_text(self, opened: OpenPaper | None, text: str) -> None:
        if opened is not self._opened:
            return
        self.text.setPlainText(text)
        self._stack.setCurrentWidget(self.text)
        self._place.setText(_("The text alone, without what else is in the file."))
        self._let_go()

    # --- nothing

    def _fail(self, opened: OpenPaper, error: CaseFileError) -> None:
        if opened is not self._opened:
            return
        self._job = 0
        self._let_go()
        self._say(explain(error))

    def _say(self, text: str) -> None:
        self.words.say(text)
        self._stack.setCurrentWidget(self.words)

    def _let_go(self) -> None:
        self._session.jobs.cancel(self._proving)
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.rest()

    def _rest(self) -> None:
        # What is on the screen stays; the next page that is asked for starts a child again.
        if self._opened is not None:
            self._opened.rest()
        self._is_proved = False  # the file is opened anew then
        self._session.drawers.rest()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._session.drawers.get_ready()
        self._idle.start()


# Each looks first whether somebody still waits.


def _guess(opened: OpenPaper, report: Report) -> tuple[tuple[float, float], ...]:
    report(0, 1)
    return opened.guess()


def _proved(opened: OpenPaper, report: Report) -> tuple[tuple[float, float], ...]:
    report(0, 1)
    opened.prove()
    report(0, 1)
    return opened.sizes()


def _text(opened: OpenPaper, report: Report) -> str:
    report(0, 1)
    text = opened.text()
    opened.prove()
    return text


def _page(opened: OpenPaper, number: int, wide: int, high: int, report: Report) -> Drawn:
    report(0, 1)
    return opened.page(number, wide, high)
