"""Check a sheet: its fingerprint is typed, and the page says which note it is, and whether that is still what was signed."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain import fingerprints
from desktop.domain.drafts import Draft
from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.domain.seals import Verdict
from desktop.i18n import _, ngettext
from desktop.operations.signed_notes import Answer, Found, check_sheet
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import TextLine, hint
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line, Tone
from desktop.ui.parts.middle import set_in_the_middle
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain

_WIDTH, _NEAR = 720, 3


def _check(vault: Vault, typed: str, _report: Report) -> Answer:
    with vault.second() as second:
        return check_sheet(second, typed)


class CheckSheetPage(QWidget):
    """Enter checks what is typed, and opens the note once it is found; Escape leaves."""

    note_chosen = Signal(str, str)  # a case, and the note in it
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._answer: Answer | None = None
        title = QLabel(_("Check a sheet"))
        set_role(title, "head")
        self.letters = TextLine(_("Fingerprint"), hint="АВЕК МОРС ТУХА ВЕКМ ОРСТ")
        set_role(self.letters, "big")
        self.said = Line(lines=1, name=_("What is said of the sheet"))
        self.more = hint("")
        self.near = Table(
            (Column(_("Nearest"), self._which, 0, bold=True), Column(_("Where it differs"), self._where, 330)), _("Nearest"),
            identity=lambda found: found.signed.digest,
        )  # fmt: skip
        self.near.setFixedHeight((_NEAR + 1) * ROW_HEIGHT)
        self.check, self.open, self.back = QPushButton(_("Check")), QPushButton(_("Open the note")), QPushButton(_("Back"))
        self._lay_out(title)
        self.letters.textEdited.connect(lambda _text: self._on_typed())
        self.near.chosen.connect(self._open)
        self.check.clicked.connect(self._start)
        self.open.clicked.connect(lambda: self._open(self._answer.found if self._answer else None))
        self.back.clicked.connect(self.left)
        Keys(self.letters, {"Return": self._on_enter, "Down": self.near.setFocus})
        Keys(self, {"Escape": self.left.emit})
        session.visit_changed.connect(self._forget)
        self._forget()

    def _lay_out(self, title: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.check)
        buttons.addWidget(self.open)
        set_role(self.check, "primary")
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(hint(_(
            "Twenty letters stand on the sheet of a closed note, and at the end of each addendum. Russian or English keyboard, "
            "large or small, with spaces or without: it is all the same."
        )))  # fmt: skip
        column.addWidget(self.letters)
        column.addWidget(self.said)
        column.addWidget(self.more)
        column.addWidget(self.near)
        column.addLayout(buttons)
        column.addStretch(1)
        set_in_the_middle(self, column, _WIDTH, 24)

    def take_focus(self) -> None:
        """Put the keyboard where the letters are typed."""
        self.letters.setFocus()

    def save_draft(self) -> Draft | None:
        """The letters that are being typed from a sheet."""
        text = self.letters.text().strip()
        fields = {"letters": text}
        return Draft(id=self._session.vault.new_id(), page="sheet-check", fields=fields) if text and self._answer is None else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        self.letters.put_back(draft.fields.get("letters", ""))
        self._on_typed()

    def _forget(self) -> None:
        """What was found belongs to somebody: it does not stay when a visitor comes."""
        self._answer = None
        self.letters.put_back("")
        self._show_answer()

    def _on_typed(self) -> None:
        self._answer = None
        self._show_answer()
        letters = fingerprints.read(self.letters.text())
        if strange := fingerprints.strange(letters):
            said = _("{letters} stands in no fingerprint: only {known} do.")
            self.said.say(said.format(letters=", ".join(strange), known=" ".join(fingerprints.LETTERS)), "warning")
        elif fingerprints.is_whole(letters):
            self._start()
        elif letters:
            self.said.say(_count(fingerprints.lacks(letters)))

    def _on_enter(self) -> None:
        if self._answer is None:
            self._start()
        elif self._answer.found:
            self._open(self._answer.found)

    def _start(self) -> None:
        if fingerprints.read(self.letters.text()):
            work = partial(_check, self._session.vault, self.letters.text())
            self._session.jobs.run(self, work, Listener(done=self._on_answer, failed=self._on_failed))

    def _on_failed(self, error: CaseFileError) -> None:
        self.said.say(explain(error), "error")

    def _on_answer(self, answer: Answer) -> None:
        if answer.letters == fingerprints.read(self.letters.text()):
            self._answer = answer
            self._show_answer()

    def _show_answer(self) -> None:
        answer = self._answer
        near = [found for found in answer.near if self._session.shows(found.case.id)] if answer else []
        self.near.show_rows(near[:_NEAR])
        self.near.setVisible(bool(near))
        self.open.setVisible(bool(answer and answer.found and self._session.shows(answer.found.case.id)))
        self.check.setVisible(not self.open.isVisibleTo(self))
        self.more.hide()
        if answer is None:
            self.said.clear()
            return
        self.said.say(*self._told(answer, bool(near)))
        if answer.found and self._session.shows(answer.found.case.id):
            self.more.setText(_("Number {place} of {total} that were signed in this file.").format(
                place=answer.found.place, total=answer.found.total))  # fmt: skip
            self.more.show()

    def _told(self, answer: Answer, has_near: bool) -> tuple[str, Tone]:
        found = answer.found
        if found is not None and not self._session.shows(found.case.id):
            return _("It belongs to another file: not shown while a visitor is beside you."), "warning"
        if found is not None:
            sentences: dict[Verdict, tuple[str, Tone]] = {
                Verdict.UNCHANGED: (_("{which}: unchanged. It is what was signed."), "good"),
                Verdict.BROKEN: (_("{which}: its own text is what was signed, but something signed before it is missing."), "error"),
            }
            sentence, tone = sentences.get(found.signed.verdict, (_("{which}: CHANGED. It is not what was signed."), "error"))
            return sentence.format(which=self._which(found)), tone
        if has_near:
            return _("No sheet has these letters. One slip of the pen away is:"), "warning"
        if answer.is_whole:
            said = _("No signed note of this vault has this fingerprint: it is from another vault, or its file was destroyed.")
            return said, "warning"
        if lacks := fingerprints.lacks(answer.letters):
            return _count(lacks), "warning"
        return _("The check letter does not agree: more than one letter is wrong. Have it read again."), "warning"

    def _which(self, found: Found) -> str:
        note, when = found.signed.note, moment_words(found.signed.at)
        if found.signed.addendum:
            return _("Addendum {count} to note {number} of {pseudonym}, {when}").format(
                count=found.signed.addendum, number=note.number, pseudonym=found.case.pseudonym, when=when)  # fmt: skip
        return _("Note {number} of {pseudonym}, closed {when}").format(number=note.number, pseudonym=found.case.pseudonym, when=when)

    def _where(self, found: Found) -> str:
        right = fingerprints.read(fingerprints.fingerprint(found.signed.digest))
        typed = fingerprints.read(self.letters.text())
        place = fingerprints.first_difference(typed, right)
        return _("letter {place} on: {right}, typed {typed}").format(
            place=place, right=fingerprints.grouped(right[place - 1 : place + 1]), typed=typed[place - 1 : place + 1] or "–")  # fmt: skip

    def _open(self, found: Found | None) -> None:
        if found is not None:
            self.note_chosen.emit(found.case.id, found.signed.note.id)


def _count(lacks: int) -> str:
    if lacks > 0:
        return ngettext("{count} letter is still missing.", "{count} letters are still missing.", lacks).format(count=lacks)
    return ngettext("There is {count} letter too many.", "There are {count} letters too many.", -lacks).format(count=-lacks)
