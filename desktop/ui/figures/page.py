"""The report of a year or any other period: numbers only, what each counts, and the records behind it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain import figures as counting
from desktop.domain import publication
from desktop.domain.drafts import Draft
from desktop.domain.figures import Line, Source, Stretch
from desktop.domain.journal import Deed
from desktop.domain.progress import Report
from desktop.domain.publication import Row
from desktop.i18n import _
from desktop.operations import figures, journal
from desktop.storage.disk import write_whole
from desktop.storage.vault import Vault
from desktop.ui.figures import words
from desktop.ui.figures.behind import BehindPanel
from desktop.ui.figures.mine import MyCategories
from desktop.ui.figures.printed import PrintedFigures, as_csv, listed
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import Choice, hint
from desktop.ui.parts.fresh import Fresh
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line as Said
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.words import explain

MOST_MONTHS = 12  # as many columns as the page has room for


class FiguresPage(QWidget):
    """Counts anew whenever something changed. Nothing of it is kept but her categories."""

    record_chosen = Signal(object)  # a Counted
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._day = session.today
        self._source, self._job = Source(), 0
        self._lines: dict[str, Line] = {}
        self._months: tuple[date, ...] = ()
        self.stretch = Choice(_("Period"), words.stretches())
        self.first = DayLine(_("From"), lambda: session.today, exact=True)
        self.last = DayLine(_("To"), lambda: session.today, exact=True)
        self.before, self.after = QPushButton("←"), QPushButton("→")
        self.by_month, self.to_publish = QCheckBox(_("By month (M)")), QCheckBox(_("To be published (H)"))
        self.period = QLabel()
        self.table = self._made_table(())
        self.line = Said(name=_("Message"))
        self.behind, self.mine = BehindPanel(session, self.line), MyCategories(session)
        self.limits = hint("\n".join(f"– {each}" for each in words.limits()))
        self.nothing = EmptyState(_("While a visitor is beside you, only the open case is shown. F8 ends it."))
        self._side, self._stack, self._left = QStackedWidget(), QStackedWidget(), QVBoxLayout()
        self._printed: PrintedFigures | None = None  # made when she first prints
        self._build()
        self._connect()
        self._read()

    def _build(self) -> None:
        set_role(self.period, "head")
        self.before.setAccessibleName(_("Before"))
        self.after.setAccessibleName(_("After"))
        self.stretch.setFixedWidth(150)
        for day in (self.first, self.last):
            day.setFixedWidth(120)
        head = QHBoxLayout()
        head.addWidget(self.period, 1)
        for widget in (self.by_month, self.to_publish, self.stretch, self.first, self.last, self.before, self.after):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._left.addWidget(self.table, 1)
        self._left.addWidget(self.limits)
        for side in (self.behind, self.mine):
            self._side.addWidget(side)
        self._side.setFixedWidth(self.behind.width())
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(self._left, 1)
        across.addWidget(self._side)
        foot = QHBoxLayout()
        foot.addWidget(hint(_("Enter shows the records · ← → another period"), wrap=False))
        foot.addStretch(1)
        for text, deed in ((_("My categories (C)"), self._open_mine), (_("Save as CSV …"), self._ask_to_save),
                           (_("Print …"), self._print)):  # fmt: skip
            button = QPushButton(text)
            button.clicked.connect(deed)
            foot.addWidget(button)
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(24, 4, 16, 8)
        column.addLayout(head)
        column.addLayout(across, 1)
        column.addLayout(foot)
        column.addWidget(self.line)
        self._stack.addWidget(place)
        self._stack.addWidget(self.nothing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.stretch.chosen.connect(lambda _code: self._show())
        self.before.clicked.connect(partial(self._step, -1))
        self.after.clicked.connect(partial(self._step, 1))
        for day in (self.first, self.last):
            day.committed.connect(lambda _day: self._show())
        for box in (self.by_month, self.to_publish):
            box.toggled.connect(lambda _on: self._show())
        self.behind.opened.connect(self.record_chosen)
        self.mine.closed.connect(self._close_mine)
        keys: dict[str, Callable[[], object]] = {
            "Left": partial(self._step, -1), "Right": partial(self._step, 1), "M": self.by_month.toggle, "H": self.to_publish.toggle,
            "C": self._open_mine, "Ctrl+P": self._print, "Ctrl+S": self._ask_to_save, "Escape": self._leave,
        }  # fmt: skip
        Keys(self, keys)
        Fresh(self, self._session, self._read)

    def _made_table(self, months: tuple[date, ...]) -> Table:
        hers = figures.categories(self._session.vault)
        columns = [Column(_("Figure"), lambda row: words.short_title(row, hers))]
        columns += [Column(words.month(month), partial(_number, place), 44, right=True) for place, month in enumerate(months)]
        columns.append(Column(_("Total"), lambda row: words.number(row.total), 64, right=True, bold=True))
        table = Table(columns, _("Figures"), identity=lambda row: (row.group, row.code) if isinstance(row, Row) else row)
        table.current_changed.connect(lambda row: self.behind.show_row(row, self._lines))
        table.chosen.connect(lambda _row: self.behind.table.setFocus())
        return table

    # --- what is shown

    def take_focus(self) -> None:
        """Put the cursor into the figures."""
        self.table.setFocus()

    def save_draft(self) -> Draft | None:
        """What was typed for a category and is not kept."""
        fields = self.mine.unsaved()
        return Draft(id=self._session.vault.new_id(), page="figures", fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed."""
        self._open_mine()
        self.mine.put_back(dict(draft.fields))

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day that are counted; None where she has not said both."""
        if self.stretch.code != Stretch.OWN:
            return counting.period(Stretch(self.stretch.code), self._day)
        first, last = self.first.day, self.last.day
        if first is None or last is None or first.earliest is None or last.earliest is None or last.earliest < first.earliest:
            return None
        return first.earliest, last.earliest

    def _read(self) -> None:
        """Count anew, beside the page: of ten thousand cases it takes some seconds."""
        self._session.jobs.cancel(self._job)
        is_alone = self._session.visit is None
        self._stack.setCurrentIndex(0 if is_alone else 1)
        if not is_alone:
            self._source = Source()
            self._show()
            return
        self.line.say(_("Counting …"))
        listener = Listener(self._on_counted, failed=lambda error: self.line.say(explain(error), "error"))
        self._job = self._session.jobs.run(self, partial(_count, self._session.vault), listener)

    def _on_counted(self, source: Source) -> None:
        self._source = source
        if self.line.text() == _("Counting …"):
            self.line.clear()
        self.behind.forget()
        self._show()

    def _show(self) -> None:
        is_own = self.stretch.code == Stretch.OWN
        for widget in (self.first, self.last):
            widget.setVisible(is_own)
        for button in (self.before, self.after):
            button.setVisible(not is_own)
        self.limits.setVisible(self.to_publish.isChecked())
        days = self.days if self._session.visit is None else None
        if days is None:
            self.period.setText(_("From which day to which?"))
            self.table.show_rows(())
            return
        first, last = days
        hers = figures.categories(self._session.vault)
        self._lines = {line.code: line for line in counting.lines(self._source, first, last, hers)}
        every = counting.months(first, last)
        is_long = len(every) > MOST_MONTHS
        self.by_month.setEnabled(not is_long)
        self._months = every if self.by_month.isChecked() and not is_long else ()
        self.period.setText(words.period(Stretch(self.stretch.code), first, last))
        self._show_table()

    def _rows(self) -> tuple[Row, ...]:
        form = publication.safe if self.to_publish.isChecked() else publication.whole
        return form(self._lines.values(), self._months)

    def _show_table(self) -> None:
        row, had_focus = self.table.currentIndex().row(), self.table.hasFocus()
        new = self._made_table(self._months)
        self._left.replaceWidget(self.table, new)
        self.table.hide()
        self.table.deleteLater()
        self.table = new
        new.show_rows(self._rows())
        new.select(max(row, 0))
        new.show()
        if had_focus:
            new.setFocus()

    # --- what she does

    def _step(self, by: int) -> None:
        if self.stretch.code != Stretch.OWN:
            self._day = counting.moved(Stretch(self.stretch.code), self._day, by)
            self._show()

    def _leave(self) -> None:
        if self.behind.table.hasFocus():
            self.table.setFocus()
        else:
            self.left.emit()

    def _open_mine(self) -> None:
        self._side.setCurrentWidget(self.mine)
        self.mine.open()

    def _close_mine(self) -> None:
        self._side.setCurrentWidget(self.behind)
        self.take_focus()

    def _print(self) -> None:
        if self.days is None:
            return
        if self._printed is None:
            self._printed = PrintedFigures(self._session)
            self._printed.closed.connect(self._back_from_printing)
            self._stack.addWidget(self._printed)
        hers = figures.categories(self._session.vault)
        sheet = listed(self._rows(), self._months, self.period.text(), hers, self._session.today, published=self.to_publish.isChecked())
        self._stack.setCurrentWidget(self._printed)
        self._printed.open_listed(sheet)

    def _back_from_printing(self) -> None:
        self._stack.setCurrentIndex(0)
        self.take_focus()

    def _ask_to_save(self) -> None:
        if self.days is None:
            return
        warning = _("A file can be copied without leaving a trace, and on a stick it cannot be erased for certain. Save it all the same?")
        small = _("Small numbers stand in it as they are: who knows the circumstances may recognise somebody.")
        text = warning if self.to_publish.isChecked() else f"{small} {warning}"
        self._session.asking.question(self, text, _("Save the file"), self._choose_file, dangerous=True)

    def _choose_file(self) -> None:
        self._session.asking.save_file(self, _("Save as CSV …"), "report.csv", self._save, kinds="CSV (*.csv)")

    def _save(self, path: Path) -> None:
        table = as_csv(self._rows(), self._months, figures.categories(self._session.vault))
        if attempt(self.line, lambda: write_whole(path, table)):
            journal.note(self._session.vault, Deed.SAVED)
            self.line.say(_("Saved. Whoever has the file can read it."), "warning")


def _count(vault: Vault, report: Report) -> Source:
    with vault.second() as second:
        return figures.source(second, report)


def _number(place: int, row: Row) -> str:
    return words.number(row.numbers[place])
