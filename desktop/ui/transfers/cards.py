"""Cards: her own to be given away, and those of colleagues to be compared."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.transfers import LONGEST_NAME, Colleague
from desktop.i18n import _
from desktop.operations import cards
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.print_panel import PrintPanel
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.transfers.square import Square
from desktop.ui.transfers.words import compared_words, digits_words


class CardsPane(QWidget):
    """Left what is hers, right whom she knows. A card is worth what its digits are worth that were compared by voice."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.name = QLineEdit()
        self.name.setAccessibleName(_("The name on your card"))
        self.name.setPlaceholderText(_("a name your colleagues know you by"))
        self.name.setMaxLength(LONGEST_NAME)
        self.make = QPushButton()
        self.digits = label("")
        self.square = Square(_("Your card as a QR code"))
        self.save, self.print_ = QPushButton(_("Save as a file …")), QPushButton(_("Print …"))
        self.printing = PrintPanel(session.jobs, partial(_sheet, session))
        self.table = Table(
            (
                Column(_("Colleague"), lambda each: each.name, 150, bold=True),
                Column(_("Digits"), lambda each: digits_words(cards.fingerprint(cards.card_of(each)))),
                Column(_("Compared"), compared_words, 120, tone_of=lambda each: None if each.compared_on else "amber"),
                Column(_("Came"), lambda each: moment_words(each.came_at, session.today), 120),
            ),
            _("Cards of colleagues"),
        )
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("A card as text"))
        self.text.setPlaceholderText(_("paste or type a card here: four lines, the first is “card 1”"))
        self.text.setTabChangesFocus(True)
        self.take, self.choose = QPushButton(_("Take the card in")), QPushButton(_("From a file …"))
        self.compared, self.remove = QPushButton(), QPushButton(_("Put away (Del)"))
        self.line = Line(lines=2, name=_("Message"))
        self._lay_out()
        self._listen()
        session.changed.connect(self.show_cards)
        self.show_cards()

    def take_focus(self) -> None:
        """Put the keyboard where the next step is."""
        (self.name if cards.own_card(self._session.vault) is None else self.table).setFocus()

    def _lay_out(self) -> None:
        set_role(self.digits, "sentence")
        self.digits.setWordWrap(True)
        self.text.setFixedHeight(76)
        self.printing.hide()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(heading(_("Your card")))
        left.addWidget(
            hint(_("Give it to whoever may hand cases to you. It holds nothing secret; the secret half never leaves the vault."))
        )
        name = QHBoxLayout()
        name.addWidget(self.name, 1)
        name.addWidget(self.make)
        left.addLayout(name)
        left.addWidget(hint(_("Your digits, to be read out:")))
        for widget in (self.digits, self.square):
            left.addWidget(widget)
        ways = QHBoxLayout()
        ways.addWidget(self.save)
        ways.addWidget(self.print_)
        ways.addStretch(1)
        left.addLayout(ways)
        left.addWidget(self.printing)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(heading(_("Cards of colleagues")))
        right.addWidget(hint(_("Ring her up and have her read her digits to you: whoever carried the card could have swapped it.")))
        right.addWidget(self.table, 1)
        marks = QHBoxLayout()
        marks.addStretch(1)
        marks.addWidget(self.remove)
        marks.addWidget(self.compared)
        right.addLayout(marks)
        right.addWidget(self.text)
        taking = QHBoxLayout()
        taking.addWidget(self.line, 1)
        taking.addWidget(self.choose)
        taking.addWidget(self.take)
        right.addLayout(taking)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        grid.setHorizontalSpacing(28)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)

    def _listen(self) -> None:
        self.make.clicked.connect(self._make)
        self.name.returnPressed.connect(self._make)
        self.save.clicked.connect(self._save)
        self.print_.clicked.connect(self._print)
        self.take.clicked.connect(self._take_text)
        self.choose.clicked.connect(self._choose)
        self.compared.clicked.connect(self._mark)
        self.remove.clicked.connect(self._remove)
        self.table.current_changed.connect(lambda _each: self._show_marks())
        Keys(self.table, {"Del": self._remove, "Space": self._mark})

    def show_cards(self) -> None:
        """Read the cards again and show them."""
        own = cards.own_card(self._session.vault)
        self.make.setText(_("Make my card") if own is None else _("Change the name"))
        for widget in (self.digits, self.square, self.save, self.print_):
            widget.setVisible(own is not None)
        if own is not None:
            if not self.name.hasFocus():
                self.name.setText(own.name)
            groups = cards.fingerprint(own)
            self.digits.setText(f"{digits_words(groups[:3])}\n{digits_words(groups[3:])}")
            self.square.show_text(cards.card_text(self._session.vault))
        # Whoever sits beside her learns nobody's name.
        self.table.show_rows(cards.colleagues(self._session.vault) if self._session.visit is None else [])
        self._show_marks()

    def _show_marks(self) -> None:
        colleague: Colleague | None = self.table.current()
        self.compared.setEnabled(colleague is not None)
        self.remove.setEnabled(colleague is not None)
        is_compared = colleague is not None and bool(colleague.compared_on)
        self.compared.setText(_("Not compared after all") if is_compared else _("Compared with her by voice today (Space)"))

    def _make(self) -> None:
        if attempt(self.line, lambda: cards.put_card(self._session.vault, self.name.text())):
            self._session.changed.emit()
            self.line.say(_("Your card is ready: save it as a file, print it, or let it be photographed."), "good")

    def _save(self) -> None:
        self._session.asking.save_file(self, _("Save your card"), "card.txt", self._write)

    def _write(self, path: Path) -> None:
        if attempt(self.line, lambda: cards.write_card(self._session.vault, path)):
            self.line.say(_("Saved. Whoever has the file learns the name on the card, and nothing else."), "good")

    def _print(self) -> None:
        self.printing.setVisible(not self.printing.isVisible())

    def _choose(self) -> None:
        self._session.asking.open_file(self, _("Which card?"), self._take_file)

    def _take_file(self, path: Path) -> None:
        found: list[cards.Card] = []
        if attempt(self.line, lambda: found.append(cards.read_card(path))):
            self._take(found[0])

    def _take_text(self) -> None:
        found: list[cards.Card] = []
        if attempt(self.line, lambda: found.append(cards.from_text(self.text.toPlainText()))):
            self._take(found[0])

    def _take(self, card: cards.Card) -> None:
        others = cards.changed_cards(self._session.vault, card)
        if not others:
            self._keep(card)
            return
        sentence = _(
            "You have another card of {name}, with other digits ({digits}). Either she made a new one, or somebody wants to be taken for"
            " her. Ring her before you use it."
        )  # fmt: skip
        text = sentence.format(name=others[0].name, digits=digits_words(cards.fingerprint(cards.card_of(others[0]))))
        self._session.asking.question(self, text, _("Take it in all the same"), partial(self._keep, card), dangerous=True)

    def _keep(self, card: cards.Card) -> None:
        kept: list[Colleague] = []
        if not attempt(self.line, lambda: kept.append(cards.take_card(self._session.vault, card))):
            return
        self.text.clear()
        self._session.changed.emit()
        for number, each in enumerate(self.table.model_.rows):
            if each.id == kept[0].id:
                self.table.select(number)
        self.table.setFocus()
        words = _("The card of {name} is here. Now compare its digits with her by voice.")
        self.line.say(words.format(name=card.name), "warning" if not kept[0].compared_on else "good")

    def _mark(self) -> None:
        colleague: Colleague | None = self.table.current()
        if colleague is None:
            return
        if attempt(self.line, lambda: cards.mark_compared(self._session.vault, colleague, compared=not colleague.compared_on)):
            self._session.changed.emit()

    def _remove(self) -> None:
        colleague: Colleague | None = self.table.current()
        if colleague is not None and attempt(self.line, lambda: cards.remove_colleague(self._session.vault, colleague)):
            self._session.changed.emit()
            self.line.say(_("Put away. It can be taken in again at any time."))


def _sheet(session: Session) -> bytes:
    with session.vault.second() as own:
        return cards.card_pdf(own, i18n.language())
