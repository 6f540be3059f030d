"""The cases: one table, narrowed by typing and by chips, with a preview below, and deeds on several files at once."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from desktop import i18n
from desktop.domain.caseload import (
    NOTHING,
    Axis,
    CaseView,
    Filter,
    Layout,
    turned,
    with_axis,
)
from desktop.domain.cases import Case
from desktop.domain.drafts import Draft
from desktop.i18n import N_, _
from desktop.operations import caseload
from desktop.operations.cases import copy_case
from desktop.storage import records
from desktop.ui.cases import columns, said
from desktop.ui.cases.drop import Drop, Pick
from desktop.ui.cases.frame import NOTHING_YET, Frame
from desktop.ui.cases.listed import Listed
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.keys import Keys
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.cases.asked import Asked
    from desktop.ui.cases.printed import PrintedList

_VISITOR = N_("While a visitor is beside you, only the open case is shown. F8 ends it.")
_NONE_SUCH = N_("No file is like that. Esc takes away what was chosen last.")
ORDERED_BY_KEY = 9  # Alt+1 … Alt+9
# Milliseconds until the rows out of sight are read, for those in sight are drawn first; and then until words can be looked for in them.
READ_AFTER, PREPARED_AFTER = 30, 50


class CasesPage(Frame):
    """Every case by number and pseudonym; no name stands here."""

    case_chosen = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        self.listed = Listed(session)
        super().__init__(session, self.listed.layout)
        self._session, self._is_stale = session, False
        self._forms: list[Asked] = []  # where something is asked for; made when it first is
        self.printed: PrintedList | None = None  # made when she first prints
        self.drop = Drop(self)
        self._listen()
        self._soon, self._rest = (QTimer(self, singleShot=True, interval=after) for after in (PREPARED_AFTER, READ_AFTER))
        self._soon.timeout.connect(self.listed.prepare)
        self._rest.timeout.connect(self._read)
        if self.listed.read_first():
            self._show_read()
        else:
            self._narrow()
            # Counted from the next turn on: on a slow computer this one alone takes as long.
            QTimer.singleShot(0, self._rest, self._rest.start)

    # --- what is done on it

    def _listen(self) -> None:
        head, table = self.head, self.table
        self.print_wanted.connect(self._print)
        self.undo_wanted.connect(self._undo)
        head.typed.connect(lambda words: self.choose(Axis.WORDS, replace(self.listed.filter, words=words)))
        head.entered.connect(self._open)
        head.toggled.connect(self._toggle)
        head.asked.connect(self._show_options)
        head.views_asked.connect(self._show_views)
        head.columns_asked.connect(self._show_columns)
        table.chosen.connect(lambda row: self.case_chosen.emit(row.id))
        table.current_changed.connect(self.preview.show_soon)
        table.key_typed.connect(self._on_key)
        table.ticks_changed.connect(self._show_ticked)
        table.order_asked.connect(self._order_by)
        table.drawn_wider.connect(lambda widths: self._lay_out(columns.widened(self.listed.layout, widths)))
        table.drawn_elsewhere.connect(lambda before, after: self._lay_out(columns.moved(self.listed.layout, before, after)))
        self.preview.copy_asked.connect(self._copy)
        self.ticked.asked.connect(self._on_deed)
        self.drop.closed.connect(self.take_focus)
        self._titles.made.connect(table.redraw)
        self._session.changed.connect(self._on_changed)
        self._session.revealed_changed.connect(self._on_revealed)
        by_number = {f"Alt+{number}": partial(self._order_by, number - 1) for number in range(1, ORDERED_BY_KEY + 1)}
        Keys(self, {
            "Ctrl+G": self.group_wanted.emit, "Ctrl+I": self.table_wanted.emit, "Ctrl+Del": self.bin_wanted.emit, "Ctrl+P": self._print,
            "Ctrl+S": self._ask_view, "F3": self._show_views,
            "F4": head.focus_chips, "F6": self._show_columns, "Ctrl+B": self._go_to_deeds, "Ctrl+Shift+N": self._copy,
            "Escape": self._on_escape, **by_number,
        })  # fmt: skip

    # --- showing

    def take_focus(self) -> None:
        """Put the cursor into the table."""
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what changed while another page was in front."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _on_changed(self) -> None:
        self._is_stale = True
        self.undo.setVisible(bool(self._forms) and self._forms[0].can_be_undone)
        if self.isVisible():
            self._read()

    def _on_revealed(self) -> None:
        self.table.redraw()
        self.preview.show_row(self.table.current())

    def _read(self) -> None:
        if self._session.vault.is_open:
            self.listed.read()
            self._show_read()

    def _show_read(self) -> None:
        self._is_stale = False
        self._rest.stop()
        self._titles.forget()
        self.table.keep_ticks_of({row.id for row in self.listed.rows})
        self._narrow()
        self._soon.start()

    def _narrow(self) -> None:
        listed, shown = self.listed, self.listed.shown()
        self.table.show_rows(shown)
        self.head.show_filter(listed.filter, listed.view.name if listed.view else "")
        self._said.setText(listed.words(len(shown)))
        self._show_ticked()
        if not listed.rows:
            self._empty.say(_(NOTHING_YET if self._session.visit is None else _VISITOR))
        elif not shown:
            self._empty.say(_(_NONE_SUCH))
        self._stack.setCurrentIndex(0 if shown else 1)

    # --- narrowing

    def choose(self, axis: Axis, wanted: Filter) -> None:
        """Choose something on an axis; it holds at once."""
        if wanted == self.listed.filter:
            return
        if self.listed.choose(axis, wanted):
            self._read()
        else:
            self._narrow()

    def _toggle(self, axis: Axis) -> None:
        self.choose(axis, with_axis(self.listed.filter, axis, not getattr(self.listed.filter, axis.value)))

    def _show_options(self, axis: Axis) -> None:
        found = said.options(axis, self.listed.rows, self.listed.filter)
        pick = Pick(said.title(axis), found, said.chosen(self.listed.filter, axis), single=axis is Axis.WITHIN)
        pick.chosen.connect(lambda ids: self.choose(axis, said.with_chosen(self.listed.filter, axis, ids)))
        pick.done.connect(self.drop.leave)
        if axis is Axis.TAG and found and self._session.visit is None:
            pick.add_deed(_("Rename in all files … (Ctrl+R)"), "Ctrl+R", self._ask_new_tag)
        self.drop.open_at(self.head.chips[axis], pick)

    def _ask_new_tag(self, tag: str) -> None:
        self.drop.shut()
        self.asked.ask_new_tag(tag)

    def _on_tag_renamed(self, tag: str, name: str) -> None:
        self.listed.rename_tag(tag, name)
        self._narrow()

    def _on_escape(self) -> None:
        if self._forms and self._forms[0].form is not None:
            self._forms[0].leave()
        elif (less := self.listed.without_last()) is not None:
            self.choose(*less)
        elif self.table.ticked:
            self.table.show_ticked(())
        elif not self.table.hasFocus():
            self.take_focus()
        else:
            self.left.emit()

    def _on_key(self, event: QKeyEvent) -> None:
        text, line = event.text(), self.head.line
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.preview.setVisible(not self.preview.isVisible())
        elif event.key() == Qt.Key.Key_Backspace and line.text():
            line.backspace()
        elif text.isprintable() and text and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            line.setText(line.text() + text)
        else:
            return
        event.accept()

    # --- views, columns, order

    def _show_views(self) -> None:
        from desktop.ui.cases.panels import ViewsPanel

        # A view may be called after a person; beside a visitor none is offered.
        views = caseload.views(self._session.vault) if self._session.visit is None else []
        panel = ViewsPanel(views)
        panel.chosen.connect(self._show_view)
        panel.keep_asked.connect(self._ask_view)
        panel.rename_asked.connect(self._ask_new_name)
        panel.remove_asked.connect(self._remove_view)
        self.drop.open_at(self.head.views, panel)

    def _ask_new_name(self, view: CaseView) -> None:
        self.drop.shut()
        self.asked.ask_new_name(view)

    def _remove_view(self, view: CaseView) -> None:
        self.asked.remove_view(view)
        self.drop.leave()

    def _show_view(self, view: CaseView) -> None:
        self.listed.show_view(view)
        self._lay_out(self.listed.layout)
        self._read()
        self.drop.leave()

    def _ask_view(self) -> None:
        if self._session.visit is not None:
            self.line.say(_("Not while a visitor is beside you: F8 first."), "warning")
            return
        self.drop.shut()
        self.asked.ask_view(self.listed.as_view())

    def _on_view_kept(self, view: CaseView) -> None:
        if (view.filter, view.layout) == (self.listed.filter, self.listed.layout):
            self.listed.view = view
        self._narrow()

    def _show_columns(self) -> None:
        from desktop.ui.cases.panels import ColumnsPanel

        panel = ColumnsPanel(self.listed.layout)
        panel.changed.connect(self._lay_out)
        self.drop.open_at(self.head.columns, panel)

    def _lay_out(self, layout: Layout) -> None:
        """Show these columns in this order, and keep them."""
        self.listed.lay_out(layout)
        self.table.show_columns(columns.columns(layout, self._session.today, self._titles))
        attempt(self.line, lambda: caseload.keep_layout(self._session.vault, layout))
        self._narrow()
        self._soon.start()

    def _order_by(self, place: int) -> None:
        if place < len(self.listed.layout.columns):
            order = turned(self.listed.layout.order, self.listed.layout.columns[place].column)
            self._lay_out(replace(self.listed.layout, order=order))

    # --- deeds

    @property
    def asked(self) -> "Asked":
        """Where something is asked for."""
        if not self._forms:
            # Here and below: what is not shown at first is read when it is asked for, for the list stands sooner without it.
            from desktop.ui.cases.asked import Asked

            column = QVBoxLayout(self._place)
            column.setContentsMargins(0, 0, 0, 0)
            made = Asked(self._session, self.line)
            column.addWidget(made)
            made.done.connect(self._on_done)
            made.left.connect(self.take_focus)
            made.view_kept.connect(self._on_view_kept)
            made.tag_renamed.connect(self._on_tag_renamed)
            self._forms.append(made)
            self._place.show()
        return self._forms[0]

    def _show_ticked(self) -> None:
        ticked = self.table.ticked
        shown = {row.id for row in self.table.model_.rows} if ticked else set()
        self.ticked.show_count(len(ticked), sum(id_ not in shown for id_ in ticked))
        self._ordinary.setVisible(not ticked)
        self.ticked.setVisible(bool(ticked))

    def _on_done(self) -> None:
        self.undo.setVisible(self.asked.can_be_undone)
        self.take_focus()

    def _undo(self) -> None:
        # As Ctrl+Z would: what cannot be taken back stays, and is told.
        title = self._session.history.undo_title
        if attempt(self.line, self._session.undo):
            self.line.say(_("Taken back: {change}").format(change=title))
        self.take_focus()

    def _go_to_deeds(self) -> None:
        if not self.table.ticked:
            self.table.toggle(self.table.current())
        self.ticked.setFocus()

    def _on_deed(self, deed: str) -> None:
        if deed == "untick":
            self.table.show_ticked(())
            self.take_focus()
        elif deed == "print":
            self._print()
        else:
            self.asked.ask(deed, self.table.ticked)

    def _copy(self) -> None:
        row, made = self.table.current(), list[Case]()
        if row is None or self._session.visit is not None:
            return
        vault = self._session.vault
        if attempt(self.line, lambda: made.append(copy_case(vault, records.get(vault, Case, row.id), i18n.language()))):
            self._session.changed.emit()
            self.case_chosen.emit(made[0].id)

    def _open(self) -> None:
        if (row := self.table.current()) is not None:
            self.case_chosen.emit(row.id)

    # --- on paper

    def _print(self) -> None:
        ticked = set(self.table.ticked)
        rows = [row for row in self.listed.rows if row.id in ticked] if ticked else list(self.table.model_.rows)
        if self.printed is None:
            from desktop.ui.cases.printed import PrintedList

            self.printed = PrintedList(self._session)
            self.printed.closed.connect(self._back_from_printing)
            self._sheets.addWidget(self.printed)
        self.printed.open_rows(rows, self.listed.layout, NOTHING if ticked else self.listed.filter)
        self._sheets.setCurrentIndex(1)

    def _back_from_printing(self) -> None:
        self._sheets.setCurrentIndex(0)
        self.take_focus()

    # --- drafts

    def save_draft(self) -> Draft | None:
        """What is being typed for the files that are ticked."""
        fields = self._forms[0].unsaved() if self._forms else {}
        return Draft(id=self._session.vault.new_id(), page="cases", fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed, and the ticks it was for."""
        known = {row.id for row in self.listed.rows}
        self.table.show_ticked(id_ for id_ in draft.fields.get("cases", "").split() if id_ in known)
        self.asked.put_back(dict(draft.fields))
