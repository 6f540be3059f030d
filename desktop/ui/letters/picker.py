"""Which document? Those that refuse nothing come first, what does not fit him is folded away, the archive of 2022 stands apart."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import law_words
from desktop.documents.templates import Template
from desktop.domain.cases import Case
from desktop.i18n import _
from desktop.operations import template_marks, templates
from desktop.storage import records
from desktop.ui.committing import IntoFile
from desktop.ui.letters.offer_view import OfferView
from desktop.ui.letters.offers import Group, Offer, offers
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import TextLine
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

SIDE, WHY, STATE = 390, 116, 148


class Picker(QWidget):
    """A list of documents, with what is to be known of the one under the cursor."""

    picked = Signal(object)  # Template
    closed = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._offers: tuple[Offer, ...] = ()
        self.words = TextLine(_("Find a document"), hint=_("words of the title or the explanation: отпуск, ВВК, прокурор"))
        self.table = Table(
            (
                Column(_("Document"), lambda offer: law_words.local(offer.template.titles), 0, bold=True),
                Column("", lambda offer: _why(offer.group), WHY, tone_of=lambda offer: _TONES[offer.group]),
                Column(_("Text"), _state, STATE, tone_of=lambda offer: "dim" if offer.is_checked else "amber"),
            ),
            _("Which document?"),
        )
        self.view = OfferView(session)
        self.others, self.archive = QCheckBox(), QCheckBox()
        self.begin, self.back = IntoFile(session, _("Begin this document"), case_id), QPushButton(_("Back"))
        self.line = Line(name=_("Message"))
        self._nothing = EmptyState("")
        self._left = QStackedWidget()
        self._lay_out()
        self._listen()
        self._read()

    def _lay_out(self) -> None:
        title = QLabel(_("Which document? First those that refuse nothing."))
        set_role(title, "band")
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self.words, 1)
        top.addWidget(self.others)
        top.addWidget(self.archive)
        self._left.addWidget(self.table)
        self._left.addWidget(self._nothing)
        self.view.setFixedWidth(SIDE)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(self._left, 1)
        across.addWidget(self.view)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addLayout(top)
        column.addLayout(across, 1)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.words.textChanged.connect(lambda _text: self._show())
        self.others.toggled.connect(lambda _on: self._show())
        self.archive.toggled.connect(lambda _on: self._show())
        self.table.current_changed.connect(self.view.show_offer)
        self.table.chosen.connect(lambda offer: self.picked.emit(offer.template))
        self.table.key_typed.connect(self._on_key)
        self.view.mark_asked.connect(self._mark)
        self.view.unmark_asked.connect(self._unmark)
        self.begin.clicked.connect(self._begin)
        self.back.clicked.connect(self.closed)
        self._session.changed.connect(self._on_changed)
        Keys(self, {"Escape": self._escape})
        Keys(self.words, {"Down": self.table.setFocus, "Return": self._begin})

    def take_focus(self) -> None:
        """Put the cursor into the list, as it is now. What is typed there finds a document."""
        self.words.clear()
        self._read()
        self.table.setFocus()

    def _on_changed(self) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        vault = self._session.vault
        case = records.find(vault, Case, self._case_id)
        marks = template_marks.marks(vault)
        found = offers(templates.catalogue(vault), case.category if case else "", self._session.today)
        self._offers = tuple(Offer(offer.template, offer.group, marks.get(offer.id)) for offer in found)
        self._show()

    def _show(self) -> None:
        words = _folded(self.words.text()).split()
        found = [offer for offer in self._offers if all(word in _told(offer.template) for word in words)]
        count = {group: sum(offer.group is group for offer in found) for group in Group}
        self.others.setText(_("not for him ({count})").format(count=count[Group.NOT_FOR_HIM]))
        self.archive.setText(_("archive of 2022 ({count})").format(count=count[Group.ARCHIVE]))
        unfolded = {Group.NOT_FOR_HIM: self.others.isChecked(), Group.ARCHIVE: self.archive.isChecked()}
        rows = [offer for offer in found if unfolded.get(offer.group, True)]
        self.table.show_rows(rows)
        hidden = len(found) - len(rows)
        self._nothing.say(
            _("No document has all these words. Above, more can be shown: {count}.").format(count=hidden)
            if hidden
            else _("No document has all these words.")
        )
        self._left.setCurrentIndex(0 if rows else 1)
        self.begin.setEnabled(bool(rows))

    # --- what she does

    def _on_key(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() == Qt.Key.Key_Backspace and self.words.text():
            self.words.backspace()
        elif text.isprintable() and (self.words.text() + text).strip() and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.words.setText(self.words.text() + text)
        else:
            return
        event.accept()

    def _escape(self) -> None:
        if self.words.text():
            self.words.clear()
        else:
            self.closed.emit()

    def _begin(self) -> None:
        if (offer := self.table.current()) is not None:
            self.picked.emit(offer.template)

    def _mark(self, by: str, on: date) -> None:
        offer = self.table.current()
        if offer is None:
            return
        vault = self._session.vault

        def mark() -> None:
            made = template_marks.new_mark(vault, offer.template, by, on)
            before = offer.mark or template_marks.taken_back(vault, made)
            self._session.change(_("Text checked"), before, made, partial(template_marks.keep_mark, vault))

        if attempt(self.line, mark):
            self.line.say(_("Kept. It stands on no paper; another version or a change of the text takes it away."), "good")

    def _unmark(self) -> None:
        offer, vault = self.table.current(), self._session.vault
        if offer is None or offer.mark is None:
            return
        gone = template_marks.taken_back(vault, offer.mark)
        if attempt(self.line, lambda: self._session.change(_("Text checked"), offer.mark, gone, partial(template_marks.keep_mark, vault))):
            self.line.say(_("Taken back. Ctrl+Z brings it back."))


_TONES = {Group.FITS: None, Group.MAY_REFUSE: "amber", Group.NOT_FOR_HIM: "dim", Group.ARCHIVE: "dim"}


def _why(group: Group) -> str:
    return {
        Group.FITS: "",
        Group.MAY_REFUSE: _("may refuse"),
        Group.NOT_FOR_HIM: _("not for him"),
        Group.ARCHIVE: _("archive"),
    }[group]


def _state(offer: Offer) -> str:
    if offer.is_checked and offer.mark is not None:
        return _("checked {day}").format(day=numbers(offer.mark.on))
    return _("not checked")


def _told(template: Template) -> str:
    labels = " ".join(label for field in template.fields for label in field.labels.values())
    return _folded(" ".join((*template.titles.values(), *template.help.values(), *template.attachments.values(), labels)))


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")
