"""The law library: every norm with how surely it is known, as it stood on any day; hers above the shipped ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import law_words
from desktop.domain.days import Day
from desktop.domain.drafts import Draft
from desktop.domain.law import Direction, Norm, NormCheck, Origin, Standing
from desktop.i18n import _, language
from desktop.operations import law, shipped_law
from desktop.operations.law import Shown
from desktop.storage.vault import Vault
from desktop.ui.library.norm_filter import filters, fits
from desktop.ui.library.norm_form import NormForm
from desktop.ui.library.norm_print import PrintedNorms
from desktop.ui.library.norm_view import NormView
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.empty import EmptyState
from desktop.ui.parts.fields import Choice, TextLine, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.session import Session

SIDE = 430
_DIRECTION_TONES = {Direction.AGAINST: "red", Direction.FOR: None, Direction.NEUTRAL: "dim"}


@dataclass(frozen=True)
class Row:
    """A norm as the list shows it."""

    shown: Shown

    @property
    def id(self) -> str:
        """Which norm it is."""
        return self.shown.known.norm.id


@dataclass(frozen=True)
class Wording:
    """A change that undo can take back: her wording of a norm, or none."""

    norm_id: str
    norm: Norm | None


@dataclass(frozen=True)
class Reading:
    """A change that undo can take back: who read a version, or nobody."""

    norm_id: str
    version: str
    check: NormCheck | None


class NormsPage(QWidget):
    """Norms at the left, the one under the cursor at the right; above them words to find and the day to look at."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = TextLine(_("Find a norm"), hint=_("number or words: 332, отпуск, ВВК"))
        self.day = DayLine(_("As of"), lambda: session.today, exact=True)
        self.today_button = QPushButton(_("Today"))
        self.which = Choice(_("Which norms"), filters())
        self.times = hint("")
        self.table = Table(
            (
                Column(_("Norm"), _number, 214, bold=True),
                Column(_("About"), lambda row: law_words.local(row.shown.known.norm.titles), 0),
                Column(_("Speaks"), _direction, 112, tone_of=_direction_tone),
                Column(_("How sure"), _standing, 196, tone_of=_tone),
            ),
            _("Norms"),
        )
        self.view, self.form = NormView(session), NormForm(session)
        self.add, self.sheets = QPushButton(_("Add a norm …")), QPushButton(_("Print …"))
        self.printed = PrintedNorms(session)
        self._desk, self._whole = QWidget(), QStackedWidget()
        self.line = Line(name=_("Message"))
        self._right, self._left = QStackedWidget(), QStackedWidget()
        self._empty = EmptyState(_("No norm holds all these words."))
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        self.day.setFixedWidth(120)
        self.which.setFixedWidth(210)
        top = QHBoxLayout()
        top.setSpacing(8)
        for widget in (self.words, self.which, label(_("As of"), self.day.line, top=True), self.day, self.today_button):
            top.addWidget(widget, 1 if widget is self.words else 0, Qt.AlignmentFlag.AlignTop)
        self._left.addWidget(self.table)
        self._left.addWidget(self._empty)
        self._right.addWidget(self.view)
        self._right.addWidget(self.form)
        self._right.setFixedWidth(SIDE)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(self._left, 1)
        across.addWidget(self._right)
        foot = QHBoxLayout()
        foot.addWidget(self.line, 1)
        foot.addWidget(self.sheets)
        foot.addWidget(self.add)
        self.sheets.setToolTip(_("Ctrl+P"))
        column = QVBoxLayout(self._desk)
        column.setContentsMargins(16, 0, 16, 12)
        column.addLayout(top)
        column.addWidget(self.times)
        column.addLayout(across, 1)
        column.addLayout(foot)
        self._whole.addWidget(self._desk)
        self._whole.addWidget(self.printed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._whole)

    def _listen(self) -> None:
        self.words.textChanged.connect(lambda _text: self._show())
        self.which.chosen.connect(lambda _code: self._show())
        self.day.committed.connect(self._on_day)
        self.today_button.clicked.connect(lambda: self._on_day(None))
        self.table.current_changed.connect(self._on_current)
        self.table.chosen.connect(lambda _row: self._edit())
        self.view.norm_asked.connect(self.show_norm)
        self.view.mark_asked.connect(self._mark)
        self.view.unmark_asked.connect(self._unmark)
        self.view.edit_asked.connect(self._edit)
        self.view.drop_asked.connect(self._drop)
        self.form.kept.connect(self._keep)
        self.form.closed.connect(self._close_form)
        self.add.clicked.connect(self._add)
        self.sheets.clicked.connect(self._print)
        self.printed.closed.connect(self._leave_sheets)
        Keys(self._desk, {"Ctrl+P": self._print})
        self._session.changed.connect(self._show)
        Keys(self.table, {"E": self._edit, "M": self.view.take_focus})
        Keys(self.words, {"Down": self.table.setFocus, "Return": self.table.setFocus})

    @property
    def as_of(self) -> date:
        """The day that is looked at."""
        day = self.day.day
        return day.earliest if day and day.earliest else self._session.today

    def take_focus(self) -> None:
        """Put the cursor where words to find are typed."""
        (self.words if self._whole.currentWidget() is self._desk else self.printed.what).setFocus()

    def show_norm(self, norm_id: str) -> None:
        """Go to a norm, whatever was filtered."""
        self._whole.setCurrentWidget(self._desk)
        if norm_id not in {row.id for row in self.table.model_.rows}:
            self.words.setText("")
            self.which.show_code("all")
            self._show()
        for place, row in enumerate(self.table.model_.rows):
            if row.id == norm_id:
                self.table.select(place)
                self.table.setFocus()

    def save_draft(self) -> Draft | None:
        """What is typed about a norm and not kept yet."""
        fields = self.form.unsaved() if self._right.currentWidget() is self.form else {}
        return Draft(id=self._session.vault.new_id(), page="library", subject=self.form.norm_id, fields=fields) if fields else None

    def restore_draft(self, draft: Draft) -> None:
        """Put back what was being typed about a norm."""
        if draft.subject:
            self.show_norm(draft.subject)
            self._edit()
        else:
            self._add()
        self.form.put_back(draft.fields)

    # --- what is shown

    def _show(self) -> None:
        rows = [Row(each) for each in law.as_of(self._session.vault, self.as_of, language(), words=self.words.text())]
        shown = [row for row in rows if fits(row.shown, str(self.which.code))]
        self.table.show_rows(shown)
        self._left.setCurrentIndex(0 if shown else 1)
        self.times.setText(self._times())
        if not shown:
            self.view.show_nothing()

    def _times(self) -> str:
        """Which law stood on the day, and that another day than today is looked at."""
        titles = [law_words.local(regime.titles) for regime in shipped_law.regimes_on(self.as_of)]
        stood = "; ".join(titles) if titles else _("nothing special is known of this day")
        said = _("As of {day}: {what}.") if self.as_of != self._session.today else _("Today, {day}: {what}.")
        return said.format(day=self.as_of.strftime("%d.%m.%Y"), what=stood)

    def _on_current(self, row: Row | None) -> None:
        if row is None:
            self.view.show_nothing()
        elif self._right.currentWidget() is not self.form:
            self.view.show_norm(row.shown, self.as_of)

    def _on_day(self, day: Day | None) -> None:
        self.day.line.put_back(day.earliest.strftime("%d.%m.%Y") if day and day.earliest else "")
        self.day.line.mark_saved()
        self._show()

    # --- on paper

    def _print(self) -> None:
        """What is listed now, and the norm under the cursor, as sheets."""
        rows = [row.shown for row in self.table.model_.rows]
        chosen = (self.which.currentText() if self.which.code != "all" else "", self.words.text().strip())
        which = ", ".join(part for part in chosen if part)
        left_out = _("Only these norms: {which}. Others are left out, also such as speak the other way.")
        narrowed = left_out.format(which=which) if which else ""
        self.printed.open_norms(rows, self._current(), self.as_of, times=self._times(), narrowed=narrowed)
        self._whole.setCurrentWidget(self.printed)
        self.printed.what.setFocus()

    def _leave_sheets(self) -> None:
        self._whole.setCurrentWidget(self._desk)
        self.table.setFocus()

    # --- what she does

    def _current(self) -> Shown | None:
        row = self.table.current()
        return row.shown if row else None

    def _change(self, title: str, before: object, after: object, keep: Callable[[object], object]) -> bool:
        return attempt(self.line, lambda: self._session.change(title, before, after, keep))

    def _mark(self, by: str, on: date, days: int) -> None:
        shown = self._current()
        if shown is None or shown.version is None:
            return
        vault, before = self._session.vault, Reading(shown.known.norm.id, shown.version.key, shown.check)

        def mark() -> None:
            made = law.reading(vault, before.norm_id, before.version, by, on, days=days)
            self._session.change(_("Norm checked"), before, replace(before, check=made), partial(_keep_reading, vault))

        if attempt(self.line, mark):
            self.line.say(_("Kept."), "good")

    def _unmark(self) -> None:
        shown = self._current()
        if shown is not None and shown.version is not None and shown.check is not None:
            before = Reading(shown.check.norm, shown.check.version, shown.check)
            self._change(_("Norm checked"), before, replace(before, check=None), partial(_keep_reading, self._session.vault))

    def _edit(self) -> None:
        shown = self._current()
        if shown is not None:
            self.form.show_norm(shown.known.norm, self.as_of, own=shown.known.origin is Origin.HERS)
            self._right.setCurrentWidget(self.form)
            self.form.take_focus()

    def _add(self) -> None:
        self.form.show_new(law.own_id(self._session.vault), self._session.today)
        self._right.setCurrentWidget(self.form)
        self.form.take_focus()

    def _keep(self, changed: Norm) -> None:
        known = next((each for each in law.library(self._session.vault) if each.norm.id == changed.id), None)
        before = Wording(changed.id, known.norm if known and known.entry else None)
        if self._change(_("Norm"), before, Wording(changed.id, changed), partial(_keep_wording, self._session.vault)):
            self._close_form()
            self.show_norm(changed.id)
            self.line.say(_("Kept. The text is to be checked until somebody marks it."), "good")

    def _drop(self) -> None:
        shown = self._current()
        if shown is not None and shown.known.entry:
            before = Wording(shown.known.norm.id, shown.known.norm)
            self._change(_("Norm"), before, replace(before, norm=None), partial(_keep_wording, self._session.vault))

    def _close_form(self) -> None:
        self.form.forget()
        self._right.setCurrentWidget(self.view)
        self._on_current(self.table.current())
        self.table.setFocus()


def _number(row: Row) -> str:
    return law_words.named(row.shown.known.norm)


def _direction(row: Row) -> str:
    return law_words.direction_words(row.shown.version.direction) if row.shown.version else ""


def _direction_tone(row: Row) -> str | None:
    return _DIRECTION_TONES[row.shown.version.direction] if row.shown.version else "dim"


def _standing(row: Row) -> str:
    shown = row.shown
    if shown.version is None:
        return _("did not stand then")
    if shown.is_amber:
        return _("to be read again")
    return law_words.standing_short(shown.standing, shown.check)


def _tone(row: Row) -> str | None:
    if row.shown.version is None or row.shown.standing is Standing.SLOT:
        return "dim"
    return "amber" if row.shown.is_amber or row.shown.standing is Standing.PARTLY else None


def _keep_wording(vault: Vault, wording: object) -> None:
    if isinstance(wording, Wording):
        law.set_wording(vault, wording.norm_id, wording.norm)


def _keep_reading(vault: Vault, reading: object) -> None:
    if isinstance(reading, Reading):
        law.set_reading(vault, reading.norm_id, reading.version, reading.check)
