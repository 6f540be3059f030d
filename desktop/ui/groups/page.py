"""One document for several clients: files are ticked, each gets a letter of his own, and nothing keeps that they were made together."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.cases import CaseRow
from desktop.domain.drafts import Draft
from desktop.domain.errors import CaseFileError
from desktop.domain.letters import Letter
from desktop.domain.progress import Report
from desktop.i18n import _, language, ngettext
from desktop.operations import groups, templates
from desktop.operations.groups import Group, Made
from desktop.storage import cases
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.jobs import Listener
from desktop.ui.letters.fields import Fields
from desktop.ui.letters.offers import Group as Kind
from desktop.ui.letters.offers import offers
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.table import Table
from desktop.ui.parts.tick_table import TickTable
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain

SIDE = 380
CHOOSING, MADE = range(2)


def _make(vault: Vault, template: str, chosen: tuple[str, ...], fields: Mapping[str, str], report: Report) -> Group:
    with vault.second() as second:
        return groups.make_group(second, template, chosen, fields, second.today(), report)


def _approve(vault: Vault, group: Group, report: Report) -> Group:
    with vault.second() as second:
        return groups.approve_group(second, group, second.today(), report)


def _look(vault: Vault, group: Group, _report: Report) -> Group:
    with vault.second() as second:
        return groups.look_again(second, group, second.today())


class GroupPage(QWidget):
    """First who and what; then what became of each letter. The list is gone with the page: the letters are in their files."""

    letter_chosen = Signal(str, str)  # a case, and the draft or the entry in it
    basket_wanted = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._job, self._is_stale = session, 0, False
        self._rows: list[CaseRow] = []
        self._group: Group | None = None
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Narrow the list: number, pseudonym, unit, stage …"))
        self.filter.setAccessibleName(_("Narrow the list"))
        self.filter.setClearButtonEnabled(True)
        self.cases = TickTable(
            [
                Column(_("Pseudonym"), lambda row: row.pseudonym, 0, bold=True, stripe_of=lambda row: row.colour),
                Column(_("No."), lambda row: row.number, 104),
                Column(_("Unit no."), lambda row: row.unit, 96),
                Column(_("How he serves"), lambda row: choices.word(row.category), 170),
            ],
            _("Files to be written for"),
        )
        self.template = Choice(_("Document"), ())
        self.help = hint("")
        self.fields = Fields(session, title=_("The same for all"))
        self.made = Table(
            [
                Column(_("Pseudonym"), lambda made: made.pseudonym, 220, bold=True),
                Column(_("State"), _state, 0, tone_of=_tone),
            ],
            _("Letters of this run"),
        )
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Writing letters"))
        self.line = Line(name=_("Message"), lines=2)
        self.stop, self.again, self.basket = QPushButton(_("Stop")), QPushButton(_("Another document")), QPushButton(_("Print basket"))
        self.make, self.approve, self.back = QPushButton(), QPushButton(), QPushButton(_("Back"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()
        self._show_templates()
        self._read()
        self._show(CHOOSING)

    def _lay_out(self) -> None:
        for button in (self.make, self.approve):
            set_role(button, "primary")
        self._stack.addWidget(self._choosing())
        self._stack.addWidget(self.made)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.again)
        foot.addWidget(self.line, 1)
        for button in (self.stop, self.basket, self.make, self.approve):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 6)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        column.addLayout(foot)

    def _choosing(self) -> QWidget:
        above = QHBoxLayout()
        above.addWidget(label(_("Document"), self.template))
        above.addWidget(self.template, 1)
        left = QVBoxLayout()
        left.addLayout(above)
        left.addWidget(self.filter)
        left.addWidget(self.cases, 1)
        left.addWidget(hint(_("Space ticks a file, Ctrl+A all that are shown. A letter of his own goes into each file.")))
        area = Scrolled(self.help, self.fields)
        area.setFixedWidth(SIDE)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(left, 1)
        row.addWidget(area)
        return whole

    def _listen(self) -> None:
        self.filter.textChanged.connect(self._narrow)
        self.filter.returnPressed.connect(self.cases.setFocus)
        self.cases.ticks_changed.connect(self._show_count)
        self.cases.chosen.connect(lambda _row: self._begin())
        self.template.chosen.connect(lambda _code: self._on_template())
        self.make.clicked.connect(self._begin)
        self.stop.clicked.connect(lambda: self._session.jobs.cancel(self._job))
        self.again.clicked.connect(self._to_choosing)
        self.back.clicked.connect(self.left)
        self.basket.clicked.connect(self.basket_wanted)
        self.made.chosen.connect(self._open)
        self.approve.clicked.connect(self._approve_ready)
        self._session.changed.connect(self._on_changed)
        Keys(self, {"Ctrl+Return": self._go_on, "Escape": self._escape})

    def take_focus(self) -> None:
        """Put the cursor where the work goes on."""
        if self._is_stale:
            self._read()
        (self.filter if self._stack.currentIndex() == CHOOSING else self.made).setFocus()

    def save_draft(self) -> Draft | None:
        """What was typed for all and not written yet. Who was ticked is kept nowhere."""
        fields = {f"field.{key}": text for key, text in self.fields.values.items()}
        if self._stack.currentIndex() != CHOOSING or not any(self._is_typed(key) for key in self.fields.values):
            return None
        return Draft(id=self._session.vault.new_id(), page="group", fields={"template": str(self.template.code), **fields})

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was typed."""
        self.template.show_code(draft.fields.get("template", ""))
        self._on_template()
        values = {name.removeprefix("field."): text for name, text in draft.fields.items() if name.startswith("field.")}
        self.fields.show_values(values)

    def _is_typed(self, key: str) -> bool:
        return not isinstance(self.fields.inputs[key], Choice)

    # --- choosing

    def _show(self, page: int) -> None:
        self._stack.setCurrentIndex(page)
        busy = self._session.jobs.is_running(self._job)
        self.bar.setVisible(busy)
        self.stop.setVisible(busy)
        self.make.setVisible(page == CHOOSING)
        self.back.setVisible(page == CHOOSING and not busy)
        self.again.setVisible(page == MADE and not busy)
        self.basket.setVisible(page == MADE and bool(self._group and any(made.entry for made in self._group.made)))
        self.approve.setVisible(page == MADE)
        self.template.setEnabled(not busy)
        self._show_count()

    def _show_templates(self) -> None:
        every = offers(templates.catalogue(self._session.vault), day=self._session.today)
        found = [offer.template for offer in every if offer.group is not Kind.ARCHIVE]
        self.template.show_words([(template.id, template.titles[language()]) for template in found])
        self._on_template()

    def _on_template(self) -> None:
        template = templates.find(self._session.vault, str(self.template.code))
        self.help.setText(template.help[language()])
        self.fields.show_fields([field for field in template.fields if not field.own], self.fields.values)
        attempt(self.line, lambda: groups.must_be_for_several(template, self._session.today))
        self._show_count()

    def _read(self) -> None:
        self._is_stale = False
        self._rows = [row for row in cases.rows(self._session.vault) if self._session.shows(row.id)]
        known = {row.id for row in self._rows}
        self.cases.show_ticked(id_ for id_ in self.cases.ticked if id_ in known)
        self._narrow()

    def _narrow(self) -> None:
        words = self.filter.text().casefold().replace("ё", "е").split()
        self.cases.show_rows([row for row in self._rows if all(word in _known(row) for word in words)])

    def _show_count(self) -> None:
        count = len(self.cases.ticked)
        template = templates.find(self._session.vault, str(self.template.code))
        self.make.setText(ngettext("Write {count} letter", "Write {count} letters", count).format(count=count))
        self.make.setEnabled(count > 0 and not template.gated and not self._session.jobs.is_running(self._job))
        ready = sum(made.is_ready for made in self._group.made) if self._group else 0
        words = ngettext("Approve {count} that is ready", "Approve {count} that are ready", ready)
        self.approve.setText(words.format(count=ready))
        self.approve.setEnabled(ready > 0 and not self._session.jobs.is_running(self._job))

    def _to_choosing(self) -> None:
        self._group = None
        self.cases.show_ticked(())
        self.fields.show_values({})
        self.line.clear()
        self._show(CHOOSING)
        self.take_focus()

    # --- writing

    def _begin(self) -> None:
        if self.make.isEnabled():
            work = partial(_make, self._session.vault, str(self.template.code), self.cases.ticked, self.fields.values)
            self._run(work, self._on_made, _("Writing …"))

    def _approve_ready(self) -> None:
        if self._group is not None and self.approve.isEnabled():
            gone = {made.letter.id for made in self._group.made if made.is_ready and made.letter}
            self._session.history.drop(lambda step: isinstance(step.after, Letter) and step.after.id in gone)
            self._run(partial(_approve, self._session.vault, self._group), self._on_approved, _("Approving …"))

    def _run(self, work: partial[Group], done: object, said: str) -> None:
        self.line.say(said)
        self.bar.setRange(0, 0)
        listener = Listener(done=done, failed=self._on_failed, progress=self._on_progress, stopped=self._on_stopped)  # type: ignore[arg-type]
        self._job = self._session.jobs.run(self, work, listener)
        self._show(self._stack.currentIndex())

    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _on_made(self, group: Group) -> None:
        self._group = group
        self._session.changed.emit()
        self.made.show_rows(group.made)
        self._show(MADE)
        count = sum(made.letter is not None for made in group.made)
        words = ngettext("{count} letter is written.", "{count} letters are written.", count).format(count=count)
        alike = _("The texts are alike: make them personal.") if group.alike else ""
        self.line.say(_("{first} {second}").format(first=words, second=alike).strip(), "warning" if alike else "good")
        self.take_focus()

    def _on_approved(self, group: Group) -> None:
        self._on_made(group)
        count = sum(bool(made.entry) for made in group.made)
        words = ngettext("{count} letter is approved and waits in the print basket.",
                         "{count} letters are approved and wait in the print basket.", count)  # fmt: skip
        self.line.say(words.format(count=count), "good")

    def _on_failed(self, error: CaseFileError) -> None:
        self.line.say(explain(error), "error")
        self._show(self._stack.currentIndex())

    def _on_stopped(self) -> None:
        stopped = _("Stopped: no letter was kept.") if self._group is None else _("Stopped: what was approved by then stays so.")
        self.line.say(stopped)
        self._session.changed.emit()
        self._show(self._stack.currentIndex())
        self._look_again()

    def _on_changed(self) -> None:
        self._is_stale = True
        is_idle = self._session.vault.is_open and not self._session.jobs.is_running(self._job)
        if is_idle and self.isVisible() and self._stack.currentIndex() == CHOOSING:
            self._read()

    def showEvent(self, event: object) -> None:
        """What was opened from the list may be ready by now."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._look_again()

    def _look_again(self) -> None:
        if self._group is not None and not self._session.jobs.is_running(self._job):
            work = partial(_look, self._session.vault, self._group)
            self._job = self._session.jobs.run(self, work, Listener(done=self._on_looked, failed=self._on_failed))

    def _on_looked(self, group: Group) -> None:
        if self._group is not None:
            self._group = group
            self.made.show_rows(group.made)
            self._show(self._stack.currentIndex())

    def _open(self, made: Made) -> None:
        if made.letter is not None:
            self.letter_chosen.emit(made.case, made.entry or made.letter.id)

    def _go_on(self) -> None:
        (self.make if self._stack.currentIndex() == CHOOSING else self.approve).click()

    def _escape(self) -> None:
        if self.filter.text():
            self.filter.clear()
        elif not self._session.jobs.is_running(self._job):
            (self.again if self._stack.currentIndex() == MADE else self.back).click()


def _known(row: CaseRow) -> str:
    words = f"{row.number} {row.pseudonym} {row.unit} {choices.word(row.category)} {choices.word(row.stage)}"
    return words.casefold().replace("ё", "е")


def _state(made: Made) -> str:
    if made.problem is not None:
        return explain(made.problem)
    if made.refuses:
        return _("the text refuses: write it in his own file")
    if made.entry:
        return _("approved")
    if made.letter is None:
        return _("removed")
    if made.lacks:
        return _("lacks: {what}").format(what=", ".join(made.lacks))
    if made.is_ready:
        return _("ready")
    return _("forms to be confirmed") if made.doubts else _("wants its own check")


def _tone(made: Made) -> str | None:
    if made.problem is not None or made.refuses:
        return "red"
    return None if made.entry else "green" if made.is_ready else "amber"
