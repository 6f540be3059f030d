"""The register: every approved document, how it left, its stamp and its answer. It opens on those without a stamp."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import Case
from desktop.domain.drafts import Draft
from desktop.domain.letters import RegisterEntry
from desktop.i18n import N_, _
from desktop.operations import letters
from desktop.operations.register import keep_entry
from desktop.storage import people, records, register
from desktop.ui import choices
from desktop.ui.masking import PAGE_BAR, Names
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import day_words, moment_words
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.register.entry import EntryForm
from desktop.ui.session import Session

_NOTHING = N_("No approved documents yet. They appear by themselves.")
_VISITOR = N_("While a visitor is beside you, only the open case is shown. F8 ends it.")


@dataclass(frozen=True)
class Row:
    """A line of the register, with the pseudonym of its case."""

    entry: RegisterEntry
    pseudonym: str

    @property
    def id(self) -> str:
        """Which entry it is."""
        return self.entry.id


class RegisterPage(QWidget):
    """Approved documents. Below: what became of the one under the cursor, beside its pages as they were frozen."""

    case_chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._in_work = ""  # the entry that was changed last: it stays in sight until she goes elsewhere
        self._open_only = QCheckBox(_("without a stamp"))
        self._open_only.setChecked(True)
        self._count = QLabel()
        self._count.setProperty("role", "sentence")
        self._table = Table(self._columns(), _("Register"))
        self._form = EntryForm(lambda: session.today)
        self._pages = PdfView(_("The text as it was approved"))
        self._line = Line(name=_("Message"))
        self._empty = EmptyState(_(_NOTHING))
        self._stack = QStackedWidget()
        self._build()
        self._open_only.toggled.connect(self._show)
        self._table.current_changed.connect(self._on_current)
        self._table.chosen.connect(lambda _row: self._pages.setFocus())
        self._table.key_typed.connect(self._on_key)
        self._form.kept.connect(self._keep)
        session.changed.connect(self._show)
        session.revealed_changed.connect(lambda _now: self._on_current(self._table.current()))
        self._show()

    def take_focus(self) -> None:
        """Put the cursor into the table; what has got its stamp goes from the list of those without."""
        if self._in_work:
            self._in_work = ""
            self._show()
        self._table.setFocus()

    def save_draft(self) -> Draft | None:
        """What is typed and not kept yet."""
        row, typed = self._table.current(), self._form.unsaved()
        if row is None or not typed:
            return None
        return Draft(id=self._session.vault.new_id(), page="register", subject=row.entry.id, fields=typed)

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        self._open_only.setChecked(False)
        for place, row in enumerate(self._table.model_.rows):
            if row.entry.id == draft.subject:
                self._table.select(place)
                self._form.put_back(draft.fields)

    def _columns(self) -> tuple[Column, ...]:
        today = self._session.today
        return (
            Column(_("Date"), lambda row: moment_words(row.entry.approved_at, today), 158),
            Column(_("Case"), lambda row: row.pseudonym, 120, bold=True),
            Column(_("Number"), lambda row: row.entry.number, 112),
            Column(_("Document"), lambda row: row.entry.title, 0),
            Column(_("To whom"), lambda row: row.entry.addressee, 0),
            Column(_("How it left"), _ways, 120),
            Column(_("Stamp no."), _stamp, 110, tone_of=lambda row: "red" if row.entry.refused_on else None),
            Column(_("Answer by"), lambda row: day_words(row.entry.answer_due, today), 108),
        )

    def _build(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self._open_only)
        left = QVBoxLayout()
        left.addWidget(self._form)
        left.addStretch(1)
        left.addWidget(self._line)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addLayout(left, 1)
        below.addWidget(self._pages, 1)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 2)
        column.addLayout(below, 3)
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 0, 16, 12)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)

    def _show(self) -> None:
        vault = self._session.vault
        names: dict[str, str] = {}
        everything = [entry for entry in register.entries(vault) if self._session.shows(entry.case)]
        for entry in everything:
            if entry.case not in names:
                case = records.find(vault, Case, entry.case)
                names[entry.case] = case.pseudonym if case else ""
        waiting = [entry for entry in everything if _waits(entry)]
        self._count.setText(_("Without a stamp: {count}").format(count=len(waiting)))
        shown = [entry for entry in everything if not self._open_only.isChecked() or _waits(entry) or entry.id == self._in_work]
        self._table.show_rows([Row(entry, names[entry.case]) for entry in shown])
        self._empty.say(_(_NOTHING if self._session.visit is None else _VISITOR))
        self._stack.setCurrentIndex(0 if everything else 1)

    def _on_current(self, row: Row | None) -> None:
        self._form.setEnabled(row is not None)
        self._form.show_entry(row.entry if row else None)
        self._pages.clear()
        if row is None:
            return
        entry = row.entry
        if not self._session.revealed:
            # A list is seen by whoever sits beside her: real names stand on the page only while she reveals them.
            names = Names([person for _party, person in people.of_case(self._session.vault, entry.case)])
            entry = replace(entry, text=names.masked(entry.text, PAGE_BAR))
        attempt(self._line, lambda: self._pages.show_pdf(letters.pdf_of(entry)))

    def _keep(self, changed: RegisterEntry) -> None:
        before = records.get(self._session.vault, RegisterEntry, changed.id)
        # Only what the form holds is taken from it: the rest may have changed meanwhile.
        after = replace(before, **{name: getattr(changed, name) for name in EntryForm.FIELDS})
        if after != before:
            self._in_work = after.id
            kept = attempt(
                self._line,
                lambda: self._session.change(_("Register entry"), before, after, partial(keep_entry, self._session.vault)),
            )
            if kept:
                self._line.say(_("Kept."), "good")

    def _on_key(self, event: QKeyEvent) -> None:
        row = self._table.current()
        deeds: dict[int, Callable[[], object]] = {
            Qt.Key.Key_S: self._form.go_to_stamp,
            Qt.Key.Key_R: self._form.go_to_refusal,
            Qt.Key.Key_A: self._form.go_to_answer,
            Qt.Key.Key_O: lambda: self.case_chosen.emit(row.entry.case),
        }
        # The key, not the letter: on the Russian layout the letters are others.
        deed = deeds.get(event.key()) or deeds.get(_LATIN.get(event.text().lower(), 0))
        if row is not None and deed and not event.modifiers():
            deed()
            event.accept()


_LATIN = {"ы": Qt.Key.Key_S, "к": Qt.Key.Key_R, "ф": Qt.Key.Key_A, "щ": Qt.Key.Key_O}


def _waits(entry: RegisterEntry) -> bool:
    """Whether a document that was handed over still has neither stamp nor refusal."""
    return not (entry.stamp_number or entry.refused_on or entry.withdrawn_on or entry.archive_copy)


def _ways(row: Row) -> str:
    return ", ".join(dict.fromkeys(choices.word(copy.way) for copy in row.entry.copies))


def _stamp(row: Row) -> str:
    if row.entry.refused_on:
        return _("not accepted")
    return row.entry.stamp_number
