"""One case that came, to be looked at: what is in it, what differs from what is here, and its papers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.transfers import Incoming, shown
from desktop.i18n import _, ngettext
from desktop.operations import arrived
from desktop.operations.arrived import Conflict, Content, Field
from desktop.operations.drawing import Whole
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.case.paper_view import PaperView
from desktop.ui.masking import Names, shown_name
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.rows import Column
from desktop.ui.parts.sizes import size_words
from desktop.ui.parts.table import Table
from desktop.ui.session import Session
from desktop.ui.transfers.words import field_words, record_words, value_words

_BESIDE = 76  # pixels: three lines of what is here, and of what comes


@dataclass(frozen=True)
class Row:
    """One field of one record that differs."""

    conflict: Conflict
    field: Field

    @property
    def id(self) -> str:
        """Which row it is."""
        return f"{self.conflict.id} {self.field.name}"


class Preview(QWidget):
    """Three leaves. Nothing of what is shown is in the vault's lists, and nothing here changes anything."""

    chosen_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._content: Content | None = None
        self._incoming: Incoming | None = None
        self._names = Names(())
        self.theirs: set[str] = set()  # records of which what comes is taken
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("What is in the case"))
        self.differences = Table(
            (
                Column(_("Record"), lambda row: record_words(row.conflict, session.revealed), 190),
                Column(_("Field"), lambda row: field_words(row.field), 140),
                Column(_("Here"), partial(self._value, here=True), 230, bold=False),
                Column(_("Comes"), partial(self._value, here=False)),
                Column(_("Then"), self._then, 130, tone_of=lambda row: "accent" if row.conflict.id in self.theirs else None),
            ),
            _("What is here and comes otherwise"),
        )
        self.here, self.comes = QPlainTextEdit(), QPlainTextEdit()
        self.here.setAccessibleName(_("What is here"))
        self.comes.setAccessibleName(_("What comes"))
        self.papers = Table(
            (Column(_("Paper"), lambda paper: shown(paper.name)), Column(_("Size"), lambda paper: size_words(paper.size), 80, right=True)),
            _("Papers"),
        )
        self.view = PaperView(session, self._opened)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(_("Parts of what came"))
        self._lay_out()
        Keys(self.differences, {"Space": self._turn})
        self.differences.chosen.connect(lambda _row: self._turn())
        self.differences.current_changed.connect(self._show_beside)
        self.papers.current_changed.connect(self._show_paper)
        self._tabs.currentChanged.connect(lambda _number: self._show_paper(self.papers.current()))
        session.revealed_changed.connect(lambda _on: self._show())

    def show_case(self, incoming: Incoming | None, content: Content | None) -> None:
        """Show this case; None shows nothing."""
        is_other = content is None or self._content is None or content.coming.case != self._content.coming.case
        self._incoming, self._content = incoming, content
        self._names = Names([person for _party, person in content.people] if content else ())
        if is_other:
            self.theirs = set()
        self._show()

    def _lay_out(self) -> None:
        leaf = QWidget()
        column = QVBoxLayout(leaf)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(
            hint(_("What is here stays unless you choose what comes (Space). Closed notes, papers and approved texts always stay."))
        )
        column.addWidget(self.differences, 1)
        beside = QHBoxLayout()
        for words in (self.here, self.comes):
            words.setReadOnly(True)
            words.setTabChangesFocus(True)
            words.setFixedHeight(_BESIDE)
            beside.addWidget(words)
        column.addLayout(beside)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.papers)
        split.addWidget(self.view)
        split.setSizes([380, 620])
        for page, title in ((self.text, _("Contents")), (leaf, _("Differences")), (split, _("Papers"))):
            self._tabs.addTab(page, title)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._tabs)

    def _show(self) -> None:
        content = self._content
        self.setEnabled(content is not None)
        self.text.setPlainText("" if content is None else "\n".join(self._lines(content)))
        rows = [] if content is None else [Row(conflict, field) for conflict in content.conflicts for field in conflict.fields]
        self.differences.show_rows(rows)
        self.papers.show_rows([] if content is None else content.papers)
        self._tabs.setTabText(1, _("Differences ({count})").format(count=0 if content is None else len(content.conflicts)))
        self._tabs.setTabText(2, _("Papers ({count})").format(count=0 if content is None else len(content.papers)))

    def _lines(self, content: Content) -> list[str]:
        revealed, case = self._session.revealed, content.case
        lines = [f"{case.pseudonym} · {case.number} · {choices.word(case.category)} · {choices.word(case.stage)}"]
        if content.hidden:
            count = content.hidden
            warning = ngettext(
                "{count} record holds signs nobody sees, which may make a text read otherwise; they are written out here.",
                "{count} records hold signs nobody sees, which may make a text read otherwise; they are written out here.",
                count,
            )
            lines += ["", warning.format(count=count)]
        for each in content.similar:
            words = _("Somebody of the same name is here already: {name}. The same man? Look before you take it in.")
            lines += ["", words.format(name=shown_name(each.here, revealed))]
        for title, text in (
            (_("How it stands"), case.now),
            (_("What happened"), case.matter),
            (_("May be handed to"), case.may_be_handed_to),
        ):
            if text:
                lines += ["", f"{title}: {shown(text if revealed else self._names.masked(text))}"]
        if content.people:
            lines += ["", _("People")]
            lines += [f"  {choices.word(party.role)}: {shown(shown_name(person, revealed))}" for party, person in content.people]
        if content.register:
            lines += ["", _("Register")]
            lines += [f"  {shown(entry.number)}  {shown(entry.title)}" for entry in content.register]
        for letter in content.letters:
            lines += ["", _("Document: {title}").format(title=shown(letter.title)), *self._indented(letter.text)]
        for note in content.notes:
            lines += ["", _("Note of {when}").format(when=moment_words(note.written_at)), *self._indented(note.text)]
        return lines

    def _indented(self, text: str) -> list[str]:
        masked = text if self._session.revealed else self._names.masked(text)
        return [f"    {shown(line)}" for line in masked.split("\n")] if text else []

    def _value(self, row: Row, *, here: bool) -> str:
        return self._whole(row, here=here).replace("\n", " ")

    def _whole(self, row: Row, *, here: bool) -> str:
        text = row.field.here if here else row.field.comes
        words = value_words(row.conflict, row.field, text, self._session.revealed, self._name_of)
        return words if self._session.revealed else self._names.masked(words)

    def _show_beside(self, row: Row | None) -> None:
        self.here.setPlainText("" if row is None else self._whole(row, here=True))
        self.comes.setPlainText("" if row is None else self._whole(row, here=False))

    def _name_of(self, text: str) -> str:
        """The name of whom an id means, if it came along."""
        content = self._content
        found = None if content is None else next((person for _party, person in content.people if person.id == text), None)
        return shown_name(found, self._session.revealed) if found else ""

    def _then(self, row: Row) -> str:
        if row.conflict.fixed:
            return _("stays")
        return _("what comes") if row.conflict.id in self.theirs else _("what is here")

    def _turn(self) -> None:
        row: Row | None = self.differences.current()
        if row is None or row.conflict.fixed:
            return
        self.theirs ^= {row.conflict.id}
        self.differences.viewport().update()
        self.chosen_changed.emit()

    def _show_paper(self, paper: Attachment | None) -> None:
        # Read only when it is looked at: a paper is decrypted for that.
        self.view.show_paper(paper if self._tabs.currentIndex() == 2 else None)

    def _opened(self, vault: Vault, paper: Attachment) -> Whole:
        return Whole(arrived.paper(vault, self._incoming, paper) if self._incoming is not None else b"")
