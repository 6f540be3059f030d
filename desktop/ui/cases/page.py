"""The cases: one table, narrowed by typing and by chips, with a preview below, and deeds on several files at once."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.caseload import (
    NOTHING,
    Axis,
    CaseView,
    Filter,
    Layout,
    Shown,
    axes,
    folded,
    narrowed,
    ordered,
    turned,
    with_axis,
    without,
)
from desktop.domain.cases import Case, CaseRow, Category, Situation, Stage
from desktop.domain.drafts import Draft
from desktop.i18n import N_, _
from desktop.operations import caseload
from desktop.operations.cases import copy_case
from desktop.storage import cases, records
from desktop.ui import choices
from desktop.ui.cases import columns, said
from desktop.ui.cases.asked import Asked
from desktop.ui.cases.drop import Drop, Pick
from desktop.ui.cases.head import Head
from desktop.ui.cases.panels import ColumnsPanel, ViewsPanel
from desktop.ui.cases.preview import Preview
from desktop.ui.cases.table import CaseTable
from desktop.ui.cases.ticked import Ticked
from desktop.ui.cases.titles import LateTitles
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.tones import quiet
from desktop.ui.session import Session

if TYPE_CHECKING:
    from desktop.ui.cases.printed import PrintedList

_NOTHING = N_("No files yet. Ctrl+N new file, F2 a call without a file.")
_VISITOR = N_("While a visitor is beside you, only the open case is shown. F8 ends it.")
_NONE_SUCH = N_("No file is like that. Esc takes away what was chosen last.")
ORDERED_BY_KEY = 9  # Alt+1 … Alt+9


class CasesPage(QWidget):
    """Every case by number and pseudonym; no name stands here."""

    case_chosen = Signal(str)
    new_wanted = Signal()
    group_wanted = Signal()
    left = Signal()
    bin_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._is_stale = session, False
        self._filter, self._given = NOTHING, list[Axis]()  # what is chosen, and on which axes, one after the other
        self._view: CaseView | None = None
        self._rows: list[CaseRow] = []
        self._known: list[str] = []  # what each row is known by, made once the list stands
        self._titles = LateTitles(session, self)
        self._layout = columns.layout_or_usual(caseload.list_as_left(session.vault).layout)
        self.head, self._said = Head(), QLabel()
        self.table = CaseTable(columns.columns(self._layout, session.today, self._titles), _("Cases"))
        self.preview = Preview(session, self._titles)
        self._empty = EmptyState(_(_NOTHING))
        self.line = Line(name=_("Message"))
        self._place, self._forms = QWidget(), list[Asked]()  # where something is asked for; made when it first is
        self.ticked = Ticked()
        self._stack, self._sheets, self._ordinary = QStackedWidget(), QStackedWidget(), QWidget()
        self.printed: PrintedList | None = None  # made when she first prints
        self._build()
        self.drop = Drop(self)
        self._listen()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._prepare)
        self._read()

    # --- building

    def _build(self) -> None:
        # From outside inwards: each part that is put into another place is dressed anew, with all that is in it.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._sheets)
        listing, filled = QWidget(), QWidget()
        self._sheets.addWidget(listing)
        whole = QVBoxLayout(listing)
        whole.setContentsMargins(16, 0, 16, 4)
        whole.setSpacing(4)
        whole.addWidget(self.head)
        tools = QHBoxLayout()
        tools.setSpacing(10)
        whole.addLayout(tools)
        tools.addWidget(self.head.line, 1)
        tools.addWidget(self._ordinary)
        tools.addWidget(self.ticked, 4)
        whole.addWidget(self._place)
        whole.addWidget(self._said)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.line)
        self._fill_ordinary()
        self._place.hide()
        self._stack.addWidget(filled)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.preview)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        quiet(self._said)

    def _fill_ordinary(self) -> None:
        buttons: tuple[tuple[str, str, Any], ...] = (
            (_("Print …"), "Ctrl+P", self._print),
            (_("Bin"), _("What was removed, until it goes for good (Ctrl+Del)"), self.bin_wanted.emit),
            (_("For several …"), _("One document for several clients, a letter of his own for each (Ctrl+G)"), self.group_wanted.emit),
            (_("New case"), "Ctrl+N", self.new_wanted.emit),
        )
        row = QHBoxLayout(self._ordinary)
        row.setContentsMargins(0, 0, 0, 0)
        for text, tip, deed in buttons:
            button = QPushButton(text)
            button.setToolTip(tip)
            button.clicked.connect(lambda _checked, deed=deed: deed())
            row.addWidget(button)
        button.setProperty("role", "primary")

    def _listen(self) -> None:
        head, table = self.head, self.table
        head.typed.connect(lambda words: self._choose(Axis.WORDS, replace(self._filter, words=words)))
        head.entered.connect(self._open)
        head.toggled.connect(self._toggle)
        head.asked.connect(self._show_options)
        head.views_asked.connect(self._show_views)
        head.columns_asked.connect(self._show_columns)
        table.chosen.connect(lambda row: self.case_chosen.emit(row.id))
        table.current_changed.connect(self.preview.show_row)
        table.key_typed.connect(self._on_key)
        table.ticks_changed.connect(self._show_ticked)
        table.order_asked.connect(self._order_by)
        table.drawn_wider.connect(self._on_drawn_wider)
        table.drawn_elsewhere.connect(self._on_drawn_elsewhere)
        self.preview.copy_asked.connect(self._copy)
        self.ticked.asked.connect(self._on_deed)
        self.drop.closed.connect(self.take_focus)
        self._titles.made.connect(table.viewport().update)
        self._session.changed.connect(self._on_changed)
        self._session.revealed_changed.connect(self._on_revealed)
        by_number = {f"Alt+{number}": partial(self._order_by, number - 1) for number in range(1, ORDERED_BY_KEY + 1)}
        Keys(self, {
            "Ctrl+G": self.group_wanted.emit, "Ctrl+Del": self.bin_wanted.emit, "Ctrl+P": self._print,
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
        if self.isVisible():
            self._read()

    def _on_revealed(self) -> None:
        self.table.viewport().update()
        self.preview.show_row(self.table.current())

    def _read(self) -> None:
        self._is_stale = False
        rows = cases.rows(self._session.vault, closed=self._filter.closed)
        if self._session.visit is not None:
            rows = [row for row in rows if self._session.shows(row.id)]
        self._rows = ordered(rows, self._layout.order)
        self._known = []
        self._titles.forget()
        self.table.keep_ticks_of({row.id for row in self._rows})
        self._narrow()
        self._soon.start()

    def _prepare(self) -> None:
        """What is looked for in the rows is made once the list stands, so that no key waits for it."""
        if not self._known:
            self._known = _known(self._rows)

    def _narrow(self) -> None:
        if self._filter.words:
            self._prepare()
        shown = narrowed(self._rows, self._known, self._filter, self._session.today)
        self.table.show_rows(shown)
        self.head.show_filter(self._filter, self._view.name if self._view else "")
        self._show_words(len(shown))
        self._show_ticked()
        if not self._rows:
            self._empty.say(_(_NOTHING if self._session.visit is None else _VISITOR))
        elif not shown:
            self._empty.say(_(_NONE_SUCH))
        self._stack.setCurrentIndex(0 if shown else 1)

    def _show_words(self, count: int) -> None:
        words = said.count_words(count, len(self._rows))
        if chosen := said.filter_words(self._filter):
            words = _("{count}: {chosen}").format(count=words, chosen=chosen)
        if last := self._last_axis():
            words = _("{words}. Esc takes away: {what}").format(words=words, what=said.title(last))
        self._said.setText(words)

    # --- narrowing

    def _choose(self, axis: Axis, wanted: Filter) -> None:
        if wanted == self._filter:
            return
        reads = wanted.closed != self._filter.closed
        self._given = [each for each in self._given if each is not axis] + [axis]
        self._filter, self._view = wanted, self._view_like(wanted)
        if reads:
            self._read()
        else:
            self._narrow()

    def _toggle(self, axis: Axis) -> None:
        self._choose(axis, with_axis(self._filter, axis, not getattr(self._filter, axis.value)))

    def _last_axis(self) -> Axis | None:
        on = axes(self._filter)
        return next((axis for axis in reversed(self._given) if axis in on), on[-1] if on else None)

    def _show_options(self, axis: Axis) -> None:
        found = said.options(axis, self._rows, self._filter)
        pick = Pick(said.title(axis), found, said.chosen(self._filter, axis), single=axis is Axis.WITHIN)
        pick.chosen.connect(lambda ids: self._choose(axis, said.with_chosen(self._filter, axis, ids)))
        pick.done.connect(self.drop.leave)
        if axis is Axis.TAG and found and self._session.visit is None:
            pick.add_deed(_("Rename in all files … (Ctrl+R)"), "Ctrl+R", self._ask_new_tag)
        self.drop.open_at(self.head.chips[axis], pick)

    def _ask_new_tag(self, tag: str) -> None:
        self.drop.shut()
        self.asked.ask_new_tag(tag)

    def _on_escape(self) -> None:
        if (axis := self._last_axis()) is not None:
            self._choose(axis, without(self._filter, axis))
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
        self._filter, self._given, self._view = view.filter, list(axes(view.filter)), view
        self._lay_out(columns.layout_or_usual(view.layout))
        self.drop.leave()

    def _ask_view(self) -> None:
        if self._session.visit is not None:
            self.line.say(_("Not while a visitor is beside you: F8 first."), "warning")
            return
        self.drop.shut()
        name = self._view.name if self._view else ""
        self.asked.ask_view(CaseView(id="", name=name, filter=self._filter, layout=self._layout))

    def _on_view_kept(self, view: CaseView) -> None:
        if (view.filter, view.layout) == (self._filter, self._layout):
            self._view = view
        self._narrow()

    def _view_like(self, wanted: Filter) -> CaseView | None:
        view = self._view
        return view if view is not None and view.filter == wanted else None

    def _show_columns(self) -> None:
        panel = ColumnsPanel(self._layout)
        panel.changed.connect(self._lay_out)
        self.drop.open_at(self.head.columns, panel)

    def _lay_out(self, layout: Layout) -> None:
        """Show these columns in this order, and keep them."""
        self._layout = layout
        self.table.show_columns(columns.columns(layout, self._session.today, self._titles))
        attempt(self.line, lambda: caseload.keep_layout(self._session.vault, layout))
        self._read()

    def _order_by(self, place: int) -> None:
        if place < len(self._layout.columns):
            order = turned(self._layout.order, self._layout.columns[place].column)
            self._lay_out(replace(self._layout, order=order))

    def _on_drawn_wider(self, widths: Sequence[int]) -> None:
        shown = tuple(replace(each, width=width) for each, width in zip(self._layout.columns, widths, strict=True))
        self._lay_out(replace(self._layout, columns=shown))

    def _on_drawn_elsewhere(self, before: int, after: int) -> None:
        shown: list[Shown] = list(self._layout.columns)
        shown.insert(after, shown.pop(before))
        self._lay_out(replace(self._layout, columns=tuple(shown)))

    # --- deeds

    @property
    def asked(self) -> Asked:
        """Where something is asked for."""
        if not self._forms:
            column = QVBoxLayout(self._place)
            column.setContentsMargins(0, 0, 0, 0)
            made = Asked(self._session, self.line)
            column.addWidget(made)
            made.done.connect(self.take_focus)
            made.left.connect(self.take_focus)
            made.view_kept.connect(self._on_view_kept)
            self._forms.append(made)
            self._place.show()
        return self._forms[0]

    def _show_ticked(self) -> None:
        ticked = self.table.ticked
        shown = {row.id for row in self.table.model_.rows} if ticked else set()
        self.ticked.show_count(len(ticked), sum(id_ not in shown for id_ in ticked))
        self._ordinary.setVisible(not ticked)
        self.ticked.setVisible(bool(ticked))

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
            self.asked.ask(deed, self.table.ticked, self._tags())

    def _tags(self) -> list[str]:
        return sorted({tag for row in self._rows if row.tag_lines for tag in row.tags}, key=folded)

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
        rows = [row for row in self._rows if row.id in ticked] if ticked else list(self.table.model_.rows)
        if self.printed is None:
            # Read with its first sheet: the list stands sooner without what draws pages.
            from desktop.ui.cases.printed import PrintedList

            self.printed = PrintedList(self._session)
            self.printed.closed.connect(self._back_from_printing)
            self._sheets.addWidget(self.printed)
        self.printed.open_rows(rows, self._layout, NOTHING if ticked else self._filter)
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
        known = {row.id for row in self._rows}
        self.table.show_ticked(id_ for id_ in draft.fields.get("cases", "").split() if id_ in known)
        self.asked.put_back(dict(draft.fields), self._tags())


def _known(rows: Sequence[CaseRow]) -> list[str]:
    # Ten thousand rows speak of a few dozen stages: each is translated once. All are folded as one text.
    categories, stages, situations = ({str(code): text for code, text in choices.words(kind)} for kind in (Category, Stage, Situation))
    texts = [
        f"{row.number} {row.pseudonym} {row.unit} {row.next_title} {row.tag_lines} {categories[row.category_code]}"
        f" {stages[row.stage_code]} {situations[row.situation_code]}".replace("\n", " ")
        for row in rows
    ]
    return folded("\n".join(texts)).split("\n")
