"""The workshop of one draft: fields, text, page; saved at every pause, checked in the page, approved once."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.documents import risky
from desktop.documents.alike import Shared
from desktop.documents.compose import Composed
from desktop.documents.gate import stops
from desktop.domain.cases import Case
from desktop.domain.letters import Letter, RegisterEntry
from desktop.i18n import _
from desktop.operations import letters, templates, wording
from desktop.operations.alike import shared_with_others
from desktop.storage import people, records
from desktop.ui.letters.beside import Beside
from desktop.ui.letters.check import Check
from desktop.ui.letters.editor import LetterEdit
from desktop.ui.letters.form import Form
from desktop.ui.letters.making import Making
from desktop.ui.letters.strip import CHECKED, DRAFT, Strip
from desktop.ui.letters.walking import Walk
from desktop.ui.masking import PAGE_BAR, Names
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.pages_view import PdfView
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session

FORM, WIDE, TEXT, PAGE = 300, 400, 260, 440
FIELDS, CHECK, FORMS, CARD = range(4)  # what stands at the left
SAVE_PAUSE, PAGE_PAUSE, MARK_PAUSE = 800, 40, 120  # milliseconds; the first counts from the first key that is not saved


class Workshop(QWidget):
    """Fields at the left, the text in the middle, the page at the right."""

    approved = Signal(object)  # RegisterEntry
    person_asked = Signal(str)
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._making = Making(session)
        self._composed: Composed | None = None
        self._names: Names | None = None
        self._gap_keys: dict[str, str] = {}  # what fills a gap, by its name, as long as this draft is open
        undoing = {"Ctrl+Z": self._undo, "Ctrl+Y": self._redo, "Ctrl+Shift+Z": self._redo}
        self.form, self.text, self.page = Form(session, undoing), LetterEdit(), PdfView(_("The page as it will print"))
        self.check = Check(self._pseudonym, lambda: session.revealed)
        self.line = Line(name=_("Message"))
        self.beside = Beside(session, self.form, self.line, self.save)
        self.walk = Walk(session, self.text, self.form, self.line)
        self.strip = Strip()
        self.back, self.anew = QPushButton(_("All documents")), QPushButton(_("Make the text anew"))
        self.check_button = QPushButton(_("Check"))
        self._left = QStackedWidget()
        self._save_pause = QTimer(self, singleShot=True, interval=SAVE_PAUSE)
        self._page_pause = QTimer(self, singleShot=True, interval=PAGE_PAUSE)
        self._mark_pause = QTimer(self, singleShot=True, interval=MARK_PAUSE)
        self._lay_out()
        self._listen()
        Keys(self.text, undoing)
        Keys(self, {**undoing, "F4": self.walk.next_mark, "F6": self._toggle_page, "Escape": self._escape, "Ctrl+Return": self.begin_check,
                    "Alt+Return": self.walk.show_word, "Ctrl+P": self._first_check, "Ctrl+D": self._first_check})  # fmt: skip

    def _lay_out(self) -> None:
        set_role(self.check_button, "primary")
        self.anew.setToolTip(_("Throws away what was typed into the text and makes it from the fields again; Ctrl+Z brings it back."))
        for place in (self.form, self.check, Scrolled(self.walk.forms), Scrolled(self.beside.card)):
            self._left.addWidget(place)
        self._left.setFixedWidth(FORM)
        self.page.setMinimumWidth(PAGE)
        self.text.setMinimumWidth(TEXT)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._left)
        row.addWidget(self.text, 1)
        row.addWidget(self.page)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.anew)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.strip)
        foot.addWidget(self.check_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def _listen(self) -> None:
        self.form.changed.connect(self._on_fields)
        self.form.people.chosen.connect(self._on_person)
        self.beside.role_chosen.connect(self._on_person)
        self.beside.card_shown.connect(lambda: self._show_left(CARD))
        self.walk.forms_shown.connect(lambda: self._show_left(FORMS))
        self.walk.person_asked.connect(self.person_asked)
        forms = self.walk.forms
        for leaving in (forms.closed, forms.confirmed, self.check.closed, self.beside.card_left, self.walk.fields_wanted):
            leaving.connect(self._leave_check)
        self.text.typed.connect(self._on_typed)
        self.text.gap_filled.connect(self._on_gap_filled)
        self._save_pause.timeout.connect(self.save)
        self._page_pause.timeout.connect(self._show_page)
        self._mark_pause.timeout.connect(self._mark)
        self.back.clicked.connect(self.closed)
        self.anew.clicked.connect(self._make_anew)
        self.check_button.clicked.connect(self.begin_check)
        self.check.ticked.connect(self._check_again)
        self.check.mend_asked.connect(self.walk.mend)
        self.check.approve_asked.connect(self._approve)
        self.check.put_off_asked.connect(self.closed)
        self._session.revealed_changed.connect(lambda _now: self._show_marks())
        self._session.changed.connect(self._on_changed)

    @property
    def _letter(self) -> Letter | None:
        return self._making.letter

    @property
    def letter_id(self) -> str:
        """The draft that is open; empty where none is."""
        return self._letter.id if self._letter else ""

    def open_letter(self, letter: Letter) -> None:
        """Open a draft; the one that stands here is saved first, and stays where it cannot be."""
        if not self.save():
            return
        self._making.close()  # nothing is saved while the fields are filled
        self.text.start_with("")
        self._gap_keys = {}
        vault = self._session.vault
        template = templates.of_letter(vault, letter)
        self.beside.open_letter(letter)
        self._names = Names([person for _party, person in people.of_case(vault, letter.case)])
        self.form.show_template(template, letter.fields, letter.font)
        self._making.open(letter)
        self._leave_check()
        self._compose()
        self._show_page()
        if templates.is_gone(vault, letter):
            self.line.say(_("The template of this draft was removed, or is not in this vault: the text stays as it is."), "warning")

    def take_focus(self) -> None:
        """Put the cursor into the first gap, else into the text."""
        self.walk.next_mark()

    def save(self) -> bool:
        """Save the draft as it stands; False where it could not be saved, which the line then says."""
        self.form.fields.settle()
        self.beside.settle()
        self._save_pause.stop()
        return attempt(self.line, self._making.keep)

    def forget(self) -> None:
        """Save, and let go of the draft."""
        self.save()
        self._making.close()

    def unsaved(self) -> dict[str, str]:
        """What could not be saved, or is no whole person yet."""
        saved = self.save()
        forms = self.walk.unsaved() if self._left.currentIndex() == FORMS else {}
        texts = self.beside.unsaved() | forms | ({} if saved else {"text": self.text.toPlainText()})
        return {"letter": self.letter_id, **texts} if texts else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what could not be saved."""
        if "text" in texts:
            self.text.setPlainText(texts["text"])
        self.beside.put_back(texts)
        self.walk.put_back(texts)

    def begin_check(self) -> None:
        """Show what the check finds in the text as it stands."""
        if self._letter is None or not self.save():
            return
        self.check.begin(self._letter.explained, self._shared(self._letter))
        self._check_again()
        self._show_left(CHECK)
        self.check.take_focus()

    def _first_check(self) -> None:
        self.begin_check()
        self.line.say(_("First the check: what is approved can be printed and dictated."))

    # --- what changes the draft

    @property
    def _is_typing(self) -> bool:
        place = QApplication.focusWidget()
        return place is not None and (place is self.text or self.form.isAncestorOf(place))

    def _change(self, **changes: Any) -> None:
        if self._letter is not None:
            self._making.letter = replace(self._letter, **changes)
            self._compose(typing="people" not in changes and self._is_typing)
            if not self._save_pause.isActive():
                self._save_pause.start()

    def _on_fields(self) -> None:
        self._change(fields=self.form.fields.values, font=self.form.chosen_font)
        # The form has waited already.
        self._page_pause.stop()
        self._show_page()

    def _on_typed(self) -> None:
        self._change(text=self.text.toPlainText())

    def _on_person(self, role: str, person: str) -> None:
        if self._letter is not None and self.save():
            self._change(people={**self._letter.people, role: person})
            self.save()

    def _make_anew(self) -> None:
        if self.save():
            self._change(text="")
            self.save()

    def _on_gap_filled(self, label: str, said: str) -> None:
        """What she typed into a gap goes where the gap comes from, as far as it can; else it stays in the text as she typed it."""
        key, open_ = self._gap_keys.get(label, ""), self.text.with_gap
        if self.form.fields.takes(key, said):
            self._change(text=open_)
            self.form.fields.put(key, said)
        elif self.beside.takes(key):
            self._change(text=open_)
            self.beside.fill(key, said)
        self.text.setFocus()
        self.walk.next_mark()

    def _undo(self) -> None:
        self.form.fields.settle()
        said: list[str] = []
        if attempt(self.line, lambda: said.append(self._making.undo())):
            self.line.say(_("Taken back: {change}").format(change=said[0]) if said[0] else _("Nothing to take back."))

    def _redo(self) -> None:
        self.form.fields.settle()
        said: list[str] = []
        if attempt(self.line, lambda: said.append(self._making.redo())):
            self.line.say(_("Done again: {change}").format(change=said[0]) if said[0] else _("Nothing to do again."))

    def _compose(self, *, follow: bool = False, typing: bool = False) -> None:
        if not self._making.is_open:
            return
        brought: list[letters.BroughtUp | None] = []
        if attempt(self.line, lambda: brought.append(self._making.bring_up())) and brought[0] is not None:
            self._composed = brought[0].composed
            self._gap_keys |= {gap.label: gap.key for gap in self._composed.gaps}
            self.text.show_text(self._composed.text, follow=follow)
            self.anew.setVisible(bool(self._letter and self._letter.text))
            if typing:
                # Between two keys there is no time to look through the whole text: the page first, then the marks.
                self._page_pause.start()
                self._mark_pause.start()
            else:
                self._show_marks()
            if not brought[0].whole:
                self.line.say(_("You wrote over those words yourself, so they stay as they are: look whether they still fit."), "warning")

    def _on_changed(self) -> None:
        """His unit, a confirmed form, an undo: what is kept elsewhere stands in the text at once."""
        if not self._making.is_open:
            return
        is_other = self._making.read_again()
        if self._letter is None:
            self.closed.emit()
            return
        if is_other:
            self.form.show_values(self._letter.fields, self._letter.font)
        self._names = Names([person for _party, person in people.of_case(self._session.vault, self._letter.case)])
        self._compose(follow=is_other)
        if self._left.currentWidget() is self.check:
            self._check_again()

    # --- what shows it

    def _show_marks(self) -> None:
        self._mark()
        self._page_pause.start()

    def _mark(self) -> None:
        self._mark_pause.stop()
        if self._composed is None or self._letter is None or not self._session.vault.is_open:
            return
        self.beside.show(self._letter, self._composed)
        self.walk.show(self._letter, self._composed)
        doubtful = tuple(dict.fromkeys(doubt.form for doubt in self._composed.doubtful))
        hits = risky.hits(self._composed.text, wording.risks(self._session.vault))
        self.text.show_marks(None if self._session.revealed else self._names, doubtful, hits)
        self.form.show_marks(self._composed)

    def _show_page(self) -> None:
        letter, composed = self._letter, self._composed
        if letter is None or composed is None or not self._session.vault.is_open:
            return
        hidden = self._names is not None and not self._session.revealed
        text = self._names.masked(composed.text, PAGE_BAR) if hidden and self._names else composed.text
        archive = letters.is_archive(self._session.vault, letter)
        attempt(self.line, lambda: self.page.show_pdf(letters.preview_of(text, letter.font, archive=archive)))

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
        findings = letters.check_letter(self._session.vault, letter, self._session.today, allow_gaps=allow)
        self.check.show_findings(findings)
        self.strip.show_step(DRAFT if stops(findings) else CHECKED)

    def _shared(self, letter: Letter) -> tuple[Shared, ...]:
        """Worked out once for each check. Nobody who sits beside her learns that there are letters like this one."""
        return () if self._session.visit is not None else shared_with_others(self._session.vault, letter)

    def _leave_check(self) -> None:
        self._show_left(FIELDS)

    def _show_left(self, place: int) -> None:
        self._left.setFixedWidth(FORM if place in {FIELDS, CHECK} else WIDE)
        self._left.setCurrentIndex(place)
        self.check_button.setVisible(place != CHECK)
        if place != CHECK:
            self.strip.show_step(DRAFT)

    def _escape(self) -> None:
        if self._left.currentWidget() is not self.form:
            self._leave_check()
            self.text.setFocus()
        elif not self.text.isVisible():
            self._toggle_page()
        else:
            self.closed.emit()

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
            self._making.approved()
            self._session.changed.emit()
            self.approved.emit(entry[0])
