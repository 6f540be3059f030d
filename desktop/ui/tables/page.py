"""From a table: a file is chosen, its columns matched, its rows looked at, and all of it comes in at once."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.drafts import Draft
from desktop.domain.errors import BadInput
from desktop.domain.imports import Import
from desktop.domain.planned import Decision, Likes, PlannedRow
from desktop.domain.progress import Report
from desktop.domain.tables import Matching, Table, Target
from desktop.i18n import N_, _, language, ngettext
from desktop.operations.importing import alike, bringing, matching, parts, planning, taking_back
from desktop.operations.importing.bringing import Manner
from desktop.operations.importing.reading import read_table
from desktop.operations.importing.taking_back import Outcome
from desktop.storage.vault import Vault
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.tables.columns import ColumnsPane
from desktop.ui.tables.past import PastPane
from desktop.ui.tables.preview import PreviewPane

PAST, COLUMNS, PREVIEW, VISITOR = range(4)
AT_ONCE = 300  # cases: as many are taken back by the common key while she waits
_IN, _BACK = "in", "back"
_TITLES = {PAST: N_("From a table"), COLUMNS: N_("What each column is"), PREVIEW: N_("The rows as they will be")}
Planned = tuple[tuple[PlannedRow, ...], Mapping[int, Likes]]


def _plan(vault: Vault, table: Table, how: Matching, report: Report) -> Planned:
    with vault.second() as own:
        rows = planning.planned(table, how, own.today(), report)
        return rows, alike.likes(own, rows, report)


def _bring(vault: Vault, rows: tuple[PlannedRow, ...], decisions: Mapping[int, Decision], manner: Manner, report: Report) -> str:
    with vault.second() as own:
        return bringing.bring_in(own, rows, decisions, manner, report)


def _turn(vault: Vault, each: Import, report: Report) -> Outcome:
    with vault.second() as own:
        return (taking_back.bring_back if each.taken_back_at else taking_back.take_back)(own, each.id, report)


class TablesPage(QWidget):
    """Three steps: the file, its columns, its rows. Nothing is kept before the last."""

    left = Signal()
    case_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._path: Path | None = None
        self._target = Target.CASES
        self._sum = ""  # of the rows that were read: what she decides of them is meant of no others
        self._restored: tuple[str, dict[int, Decision]] = ("", {})
        self.head = QLabel(_("From a table"))
        self.head.setProperty("role", "head")
        self.line = Line(lines=2, name=_("Message"))
        self.past, self.columns, self.preview = PastPane(session, self.line), ColumnsPane(session), PreviewPane(session)
        self.work = LongWork(session.jobs, self.line, _("Reading, looking, bringing in"))
        self.back, self.on = QPushButton(_("Back")), QPushButton()
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()
        self._show(PAST)

    def _lay_out(self) -> None:
        set_role(self.on, "primary")
        for pane in (self.past, self.columns, self.preview, EmptyState(_("Not while a visitor is beside you: F8 first."))):
            self._stack.addWidget(pane)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.line, 1)
        foot.addWidget(self.on)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 0, 16, 6)
        whole.setSpacing(6)
        whole.addWidget(self.head)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.work)
        whole.addLayout(foot)

    def _listen(self) -> None:
        self.past.file_asked.connect(self._choose)
        self.past.back_asked.connect(self._turn)
        self.columns.reading_asked.connect(self._read)
        self.columns.changed.connect(self._show_buttons)
        self.preview.changed.connect(self._show_buttons)
        self.preview.sex_chosen.connect(self._on_sex)
        self.preview.case_asked.connect(self.case_asked)
        self.work.busy_changed.connect(self._on_busy)
        self.on.clicked.connect(self._go_on)
        self.back.clicked.connect(self._go_back)
        self._session.visit_changed.connect(lambda: self._show(self._step))
        self._session.changed.connect(self._on_changed)
        Keys(self, {"Ctrl+Return": self._go_on, "Escape": self._go_back})

    # --- the steps

    def _show(self, step: int) -> None:
        self._step = step
        self._stack.setCurrentIndex(step if self._session.visit is None else VISITOR)
        if step == PAST:
            self.past.read()
        self._show_buttons()

    def _show_buttons(self) -> None:
        beside, busy = self._session.visit is not None, self.work.isVisible()
        step = VISITOR if beside else self._step
        self.head.setText(_(_TITLES[self._step]) if self._path is None or beside else _("{step}: {file}").format(
            step=_(_TITLES[self._step]), file=self._path.name))  # fmt: skip
        self.on.setVisible(step in {COLUMNS, PREVIEW})
        if step == COLUMNS:
            self.on.setText(_("Look at the rows"))
            self.on.setEnabled(not busy and bool(self.columns.table.rows))
        elif step == PREVIEW:
            count = len(self.preview.coming)
            if self.columns.how.target is Target.CASES:
                self.on.setText(ngettext("Bring in {count} case", "Bring in {count} cases", count).format(count=count))
            else:
                self.on.setText(ngettext("Bring in {count} person", "Bring in {count} people", count).format(count=count))
            self.on.setEnabled(not busy and count > 0)
        self.back.setEnabled(not busy)

    def take_focus(self) -> None:
        """Put the cursor where the work goes on."""
        pane = self._stack.currentWidget()
        if isinstance(pane, PastPane | ColumnsPane | PreviewPane):
            pane.take_focus()

    def _on_busy(self, busy: bool) -> None:
        self._stack.setEnabled(not busy)
        self._show_buttons()

    def _on_changed(self) -> None:
        if self._session.vault.is_open and self._step == PAST:
            self.past.read()

    def _go_back(self) -> None:
        if self.work.isVisible():
            return
        self.line.clear()
        if self._step == PAST or self._session.visit is not None:
            self.left.emit()
            return
        if self._step == COLUMNS:
            self._forget()
        self._show(self._step - 1)
        self.take_focus()

    def _go_on(self) -> None:
        if not self.on.isVisibleTo(self) or not self.on.isEnabled():
            return
        (self._look if self._step == COLUMNS else self._begin)()

    def _forget(self) -> None:
        self._path, self._sum = None, ""
        self.preview.forget()
        self.preview.tag.clear()
        self.columns.show_table(Table(), Target.CASES)

    # --- reading

    def _choose(self) -> None:
        kinds = _("Tables (*.xlsx *.csv *.tsv *.txt)")
        self._session.asking.open_file(self, _("Which table?"), self.read, kinds=f"{kinds};;{_('All files (*)')}")

    def read(self, path: Path) -> None:
        """Read this file, and show its columns."""
        self._open(path, {})

    def _open(self, path: Path, how: Mapping[str, Any]) -> None:
        self._path = path
        self.past.show_file(None)
        self._read(how)

    def _read(self, how: Mapping[str, Any]) -> None:
        path = self._path
        if path is None:
            return

        def work(report: Report) -> Table:
            return read_table(path, **how, report=report)

        self.work.run(work, self._on_read, begun=_("The table is being read."), stopped=_("Stopped. Nothing was read."))

    def _on_read(self, table: Table) -> None:
        self.line.clear()
        self._sum = hashlib.sha256(msgspec.json.encode(table.rows)).hexdigest()
        self.preview.forget()
        if self._restored[0] == self._sum:
            self.preview.decisions = self._restored[1]
        self._restored = "", {}
        self.columns.show_table(table, self._target)
        if not table.rows:
            self.line.say(_("There is nothing on this sheet: choose another one."), "warning")
        self._show(COLUMNS)
        self.columns.take_focus()

    # --- looking

    def _look(self) -> None:
        vault, table, how = self._session.vault, self.columns.table, self.columns.how
        self._target = how.target
        if not attempt(self.line, lambda: matching.remember(vault, table, how)):
            return
        self.work.run(partial(_plan, vault, table, how), self._on_planned, begun=_("The rows are looked at, and who is known already."),
                      stopped=_("Stopped. Nothing was brought in."))  # fmt: skip

    def _on_planned(self, planned: Planned) -> None:
        rows, likes = planned
        self.line.clear()
        if not self.preview.tag.text():
            self.preview.tag.setText(_("from a table {day}").format(day=numbers(self._session.today)))
        self.preview.tag.setEnabled(self.columns.how.target is Target.CASES)
        self.preview.show_rows(self.columns.table, self.columns.how, rows, likes)
        self._show(PREVIEW)
        self.preview.take_focus()

    def _on_sex(self, woman: bool) -> None:
        self.columns.how = replace(self.columns.how, woman=woman)
        self._look()

    # --- bringing in, taking back

    def _begin(self) -> None:
        manner = Manner(
            file=self._path.name if self._path else "", tag=self.preview.tag.text(), language=language(),
            kept_title=_("From a table: what fits nowhere else"),
        )  # fmt: skip
        work = partial(_bring, self._session.vault, self.preview.rows, dict(self.preview.decisions), manner)
        stopped = _("Stopped. All that had come in was taken out again.")
        self.work.run(work, self._on_brought, begun=_("The rows are brought in."), stopped=stopped)

    def _on_brought(self, whole: str) -> None:
        each = next(found for found in parts.imports(self._session.vault) if found.id == whole)
        path = self._path
        self._session.change(_("Out of a table"), _BACK, _IN, partial(_set, self._session.vault, whole))
        self._forget()
        self._show(PAST)
        self.past.show_file(path)
        said = _("{count} came in out of the table.") if not each.cases else ngettext(
            "{count} case came in.", "{count} cases came in.", each.cases)  # fmt: skip
        self.line.say(said.format(count=each.cases or each.people), "good")
        self.past.list.setFocus()

    def _turn(self, each: Import) -> None:
        begun = _("It is brought back.") if each.taken_back_at else _("It is taken back.")
        self.work.run(partial(_turn, self._session.vault, each), self._on_turned, begun=begun,
                      stopped=_("Stopped in the middle: do it once more, and it goes on."))  # fmt: skip

    def _on_turned(self, outcome: Outcome) -> None:
        self._session.changed.emit()
        self._show(PAST)
        text = ngettext("Done: {count} case", "Done: {count} cases", outcome.cases).format(count=outcome.cases)
        if outcome.people:
            people = ngettext("{count} person", "{count} people", outcome.people).format(count=outcome.people)
            text = _("{first}, {second}").format(first=text, second=people)
        if outcome.stayed:
            stayed = ngettext("{count} case was worked on since and stays.", "{count} cases were worked on since and stay.", outcome.stayed)
            text = _("{first}. {second}").format(first=text, second=stayed.format(count=outcome.stayed))
        self.line.say(text, "warning" if outcome.stayed else "good")

    # --- drafts

    def save_draft(self) -> Draft | None:
        """Which file was being looked at, how it was read, and what she decided of its rows; the file itself is read again."""
        if self._path is None:
            return None
        rows, decisions = self._restored if self._restored[0] else (self._sum, self.preview.decisions)
        decided = msgspec.json.encode({str(number): decision for number, decision in decisions.items()}).decode()
        table = self.columns.table
        fields = {
            "path": str(self._path), "tag": self.preview.tag.text(), "decided": decided, "rows": rows, "encoding": table.encoding,
            "separator": table.separator, "sheet": str(table.sheet) if table.sheets else "-1",
        }  # fmt: skip
        return Draft(id=self._session.vault.new_id(), page="tables", fields=fields)

    def restore_draft(self, draft: Draft) -> None:
        """Read the file again, if it is still there. What she decided holds only where it has the same rows."""
        path = Path(draft.fields.get("path", ""))
        self.preview.tag.setText(draft.fields.get("tag", ""))
        try:
            decided = msgspec.json.decode(draft.fields.get("decided", "{}"), type=dict[int, Decision])
        except msgspec.DecodeError:
            decided = {}
        self._restored = draft.fields.get("rows", ""), decided
        how = {"encoding": draft.fields.get("encoding", ""), "separator": draft.fields.get("separator", "")}
        self._open(path, {**how, "sheet": int(draft.fields.get("sheet", "-1"))})


def _set(vault: Vault, whole: str, wanted: str) -> None:
    """Have an import in, or taken back, by the common key. Raises BadInput("import", "large")."""
    each = next((found for found in parts.imports(vault) if found.id == whole), None)
    if each is None or (wanted == _BACK) == bool(each.taken_back_at):
        return
    if each.cases + each.people > AT_ONCE:
        raise BadInput("import", "large")
    (taking_back.take_back if wanted == _BACK else taking_back.bring_back)(vault, whole)
