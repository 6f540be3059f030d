"""The workshop of one draft: fields, text, page; saved at every pause, checked in the page, approved once."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.documents.compose import Composed
from desktop.documents.facts import Doubt
from desktop.documents.gate import Finding
from desktop.domain.cases import Case
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.merging import merged
from desktop.domain.people import Person, Role
from desktop.i18n import _
from desktop.operations import letters, templates
from desktop.storage import people, records
from desktop.ui.letters.check import Check
from desktop.ui.letters.editor import LetterEdit
from desktop.ui.letters.form import Form
from desktop.ui.masking import PAGE_BAR, Names
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.tones import set_role
from desktop.ui.people.forms_panel import FormsPanel
from desktop.ui.session import Session

FORM, PAGE = 300, 440
FORMS = 2  # the place of the six forms at the left, behind the fields and the check
SAVE_PAUSE, PAGE_PAUSE = 800, 40  # milliseconds


class Workshop(QWidget):
    """Fields at the left, the text in the middle, the page at the right."""

    approved = Signal(object)  # RegisterEntry
    person_asked = Signal(str)
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._letter: Letter | None = None
        self._composed: Composed | None = None
        self._names: Names | None = None
        self._next_mark = 0
        self._made = ""  # what the template gave when her text was last brought up to it
        self.form, self.text, self.page = Form(session), LetterEdit(), PdfView(_("The page as it will print"))
        self.check = Check(self._pseudonym, lambda: session.revealed)
        self.forms = FormsPanel(session)
        self.line = Line(name=_("Message"))
        self.back, self.anew = QPushButton(_("All documents")), QPushButton(_("Make the text anew"))
        self.check_button = QPushButton(_("Check"))
        self._left = QStackedWidget()
        self._save_pause = QTimer(self, singleShot=True, interval=SAVE_PAUSE)
        self._page_pause = QTimer(self, singleShot=True, interval=PAGE_PAUSE)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        set_role(self.check_button, "primary")
        self.anew.setToolTip(
            _("Throws away what was typed into the text and makes it from the fields again; Ctrl+Z in the text brings it back.")
        )
        self._left.addWidget(self.form)
        self._left.addWidget(self.check)
        self._left.addWidget(_at_the_top(self.forms))
        self._left.setFixedWidth(FORM)
        self.page.setMinimumWidth(PAGE)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._left)
        row.addWidget(self.text, 1)
        row.addWidget(self.page)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.anew)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.check_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.form.changed.connect(self._on_fields)
        self.form.gap_asked.connect(self._go_to_gap)
        self.form.doubt_asked.connect(self._show_forms)
        self.forms.confirmed.connect(self._leave_check)
        self.forms.closed.connect(self._leave_check)
        self.text.typed.connect(self._on_typed)
        self._save_pause.timeout.connect(self.save)
        self._page_pause.timeout.connect(self._show_page)
        self.back.clicked.connect(self.closed)
        self.anew.clicked.connect(self._make_anew)
        self.check_button.clicked.connect(self.begin_check)
        self.check.closed.connect(self._leave_check)
        self.check.ticked.connect(self._check_again)
        self.check.mend_asked.connect(self._mend)
        self.check.approve_asked.connect(self._approve)
        self._session.revealed_changed.connect(lambda _now: self._show_marks())
        self._session.changed.connect(self._on_changed)
        Keys(self, {"F4": self.next_mark, "F6": self._toggle_page, "Escape": self._escape, "Ctrl+Return": self.begin_check})

    @property
    def letter_id(self) -> str:
        """The draft that is open; empty where none is."""
        return self._letter.id if self._letter else ""

    def open_letter(self, letter: Letter) -> None:
        """Open a draft; the one that stands here is saved first, and stays where it cannot be."""
        if not self.save():
            return
        self._letter = None  # nothing is saved while the fields are filled
        self.text.start_with("")
        self._made = ""
        vault = self._session.vault
        template = templates.of_letter(vault, letter)
        candidates: dict[Role, list[Person]] = {}
        names: dict[str, str] = {}
        for number, (party, person) in enumerate(people.of_case(vault, letter.case), start=1):
            candidates.setdefault(party.role, []).append(person)
            names[person.id] = party.relation or _("{role} {number}").format(role=person.rank or "№", number=number)
        self._names = Names([person for found in candidates.values() for person in found])
        self.form.show_template(template, letter.fields, candidates, letter.people, names)
        self._letter = letter
        self._leave_check()
        self._compose()
        self._show_page()
        if templates.is_gone(vault, letter):
            self.line.say(_("The template of this draft was removed, or is not in this vault: the text stays as it is."), "warning")

    def take_focus(self) -> None:
        """Put the cursor into the first gap, else into the text."""
        self.next_mark()

    def save(self) -> bool:
        """Save the draft as it stands; False where it could not be saved, which the line then says."""
        self.form.settle()
        self._save_pause.stop()
        letter = self._letter
        # A pause may end after the vault was closed: what was typed went into the vault with the lock.
        if letter is None or not self._session.vault.is_open or records.find(self._session.vault, Letter, letter.id) == letter:
            return True
        return attempt(self.line, lambda: letters.keep_letter(self._session.vault, letter))

    def forget(self) -> None:
        """Save, and let go of the draft."""
        self.save()
        self._letter = None

    def next_mark(self) -> None:
        """Go to the next gap or doubtful form, as a spell-check does; into its field where it has one."""
        if self._composed is None:
            return
        places = sorted({(gap.start, gap.end) for gap in self._composed.gaps} | set(self._doubt_places()))
        if not places:
            self.text.setFocus()
            return
        at = self.text.place if self.text.hasFocus() else self._next_mark
        start, end = next((place for place in places if place[0] >= at), places[0])
        self._next_mark = end
        self._go_to_gap(start, end)

    def begin_check(self) -> None:
        """Show what the check finds in the text as it stands."""
        if self._letter is None or not self.save():
            return
        self.check.begin(self._letter.explained)
        self._check_again()
        self._left.setCurrentWidget(self.check)
        self.check_button.hide()
        (self.check.approve if self.check.approve.isEnabled() else self.check.back).setFocus()

    # --- what changes the draft

    def _on_fields(self) -> None:
        if self._letter is not None:
            self._letter = replace(self._letter, fields=self.form.values, people=self.form.chosen_people)
            self._compose()
            # The form has waited for a pause in typing already.
            self._page_pause.stop()
            self._show_page()
            self._save_pause.start()

    def _on_typed(self) -> None:
        if self._letter is not None:
            self._letter = replace(self._letter, text=self.text.toPlainText())
            self._compose()
            self._save_pause.start()

    def _make_anew(self) -> None:
        if self._letter is not None:
            self._letter = replace(self._letter, text="")
            self._compose()
            self.save()

    def _compose(self) -> None:
        letter = self._letter
        if letter is None or not self._session.vault.is_open:
            return

        def compose() -> None:
            self._letter = self._brought_up(letter)
            self._composed = letters.compose_letter(self._session.vault, self._letter)

        if attempt(self.line, compose) and self._composed is not None:
            self.text.show_text(self._composed.text)
            self.form.show_marks(self._composed)
            self.anew.setVisible(bool(self._letter and self._letter.text))
            self._show_marks()

    def _brought_up(self, letter: Letter) -> Letter:
        """The draft with what changed below her own text merged into it: a field, a name, the unit."""
        before, self._made = self._made, letters.compose_letter(self._session.vault, replace(letter, text="")).text
        if letter.text == self._made:
            return replace(letter, text="")
        if not letter.text or not before or before == self._made:
            return letter
        text, whole = merged(letter.text, before, self._made)
        if not whole:
            self.line.say(_("You wrote over that line yourself, so it stays as it is: look whether it still fits."), "warning")
        return replace(letter, text=text)

    def _on_changed(self) -> None:
        """His unit, a confirmed form, an undo: what is kept elsewhere stands in the text at once."""
        letter = self._letter
        if letter is None or not self._session.vault.is_open:
            return
        known = records.find(self._session.vault, Letter, letter.id)
        if known is None or known.removed_at or known.register:
            self._letter = None
            self.closed.emit()
            return
        self._compose()
        if self._left.currentWidget() is self.check:
            self._check_again()
        self._save_pause.start()

    # --- what shows it

    def _show_marks(self) -> None:
        if self._composed is None:
            return
        doubtful = tuple(dict.fromkeys(doubt.form for doubt in self._composed.doubtful))
        self.text.show_marks(None if self._session.revealed else self._names, doubtful)
        self.form.show_marks(self._composed)
        self._page_pause.start()

    def _show_page(self) -> None:
        letter, composed = self._letter, self._composed
        if letter is None or composed is None or not self._session.vault.is_open:
            return
        hidden = self._names is not None and not self._session.revealed
        text = self._names.masked(composed.text, PAGE_BAR) if hidden and self._names else composed.text
        archive = letters.is_archive(self._session.vault, letter)
        attempt(self.line, lambda: self.page.show_pdf(letters.preview_of(text, letter.font, archive=archive)))

    def _doubt_places(self) -> list[tuple[int, int]]:
        if self._composed is None:
            return []
        text = self._composed.text
        return [(place, place + len(doubt.form)) for doubt in self._composed.doubtful if (place := text.find(doubt.form)) >= 0]

    def _doubt_at(self, start: int) -> Doubt | None:
        if self._composed is None:
            return None
        return next((doubt for doubt in self._composed.doubtful if self._composed.text.find(doubt.form) == start), None)

    def _go_to_gap(self, start: int, end: int) -> None:
        doubt = self._doubt_at(start)
        if doubt is not None:
            self.text.select(start, end)
            self._show_forms(doubt.person, doubt.part)
            return
        key = next((gap.key for gap in self._composed.gaps if gap.start == start), "") if self._composed else ""
        self._leave_check()
        if not (key and self.form.go_to(key)):
            self.text.select(start, end)

    def _show_forms(self, person_id: str, part: str) -> None:
        person = records.find(self._session.vault, Person, person_id)
        case = records.find(self._session.vault, Case, self._letter.case) if self._letter else None
        if person is None or case is None:
            self.person_asked.emit(person_id)
            return
        post = case.post if part == "post" and person.id == case.client else ""
        self._left.setCurrentIndex(FORMS)
        self.check_button.show()
        self.forms.show_part(person, part, post)

    def _toggle_page(self) -> None:
        alone = self.text.isVisible()
        self.text.setVisible(not alone)
        self._left.setVisible(not alone)

    def _pseudonym(self) -> str:
        case = records.find(self._session.vault, Case, self._letter.case) if self._letter else None
        return case.pseudonym if case else ""

    # --- the check

    def _check_again(self) -> None:
        if self._letter is None:
            return
        letter = replace(self._letter, explained=self.check.explained)
        allow = self.check.insist.is_ticked
        self.check.show_findings(letters.check_letter(self._session.vault, letter, self._session.today, allow_gaps=allow))

    def _leave_check(self) -> None:
        self._left.setCurrentWidget(self.form)
        self.check_button.show()

    def _escape(self) -> None:
        if self._left.currentWidget() is not self.form:
            self._leave_check()
            self.text.setFocus()
        elif not self.text.isVisible():
            self._toggle_page()
        else:
            self.closed.emit()

    def _mend(self, finding: Finding) -> None:
        self._leave_check()
        if finding.code == "doubtful" and self._composed is not None:
            doubt = next((each for each in self._composed.doubtful if each.form == finding.where), None)
            if doubt is not None:
                self._show_forms(doubt.person, doubt.part)
                return
        if finding.start >= 0:
            self._go_to_gap(finding.start, finding.end)
        else:
            self._find_sign(finding.where)

    def _find_sign(self, name: str) -> None:
        sign = chr(int(name[2:].split(maxsplit=1)[0], 16)) if name.startswith("U+") else ""
        place = self.text.toPlainText().find(sign) if sign else -1
        if place >= 0:
            self.text.select(place, place + 1)

    def _approve(self) -> None:
        letter = self._letter
        if letter is None:
            return
        entry: list[RegisterEntry] = []

        def approve() -> None:
            made = letters.approve_letter(self._session.vault, letter, explained=self.check.explained,
                                          allow_gaps=self.check.insist.is_ticked, today=self._session.today)  # fmt: skip
            entry.append(made)

        if attempt(self.line, approve):
            self._letter = None
            # What was approved cannot be taken back, so neither can what came before it.
            self._session.changed.emit()
            self.approved.emit(entry[0])


def _at_the_top(panel: QWidget) -> QWidget:
    place = QWidget()
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 10, 0)
    column.addWidget(panel)
    column.addStretch(1)
    return place
