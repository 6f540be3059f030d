"""The caseload on paper: the files that are listed now, by pseudonym; no name and no word of danger can get onto it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from desktop.documents.list_sheet import Column, Listed, render
from desktop.domain.caseload import Axis, ColumnCode, Filter, Layout
from desktop.domain.cases import CaseRow
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.cases import columns, said
from desktop.ui.jobs import Listener
from desktop.ui.masking import PAGE_BAR, Masks
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import hint
from desktop.ui.parts.printed import Printed
from desktop.ui.parts.ticks import Tick
from desktop.ui.session import Session
from desktop.words import explain

_NARROW = 64  # pixels: what a column without a width of its own counts as, four times over
_SHORT = frozenset({ColumnCode.NUMBER, ColumnCode.UNIT, ColumnCode.DAYS, ColumnCode.OPENED})


@dataclass(frozen=True)
class Wishes:
    """What she ticked: units, and her own words (what is due, tags)."""

    units: bool = False
    own_words: bool = False


class PrintedList(Printed):
    """The sheets as they will come out, and beside them the printer."""

    def __init__(self, session: Session) -> None:
        self._rows: tuple[CaseRow, ...] = ()
        self._layout, self._filter = Layout(), Filter()
        self._made, self._job = b"", 0
        self.units = Tick(_("with the numbers of the units"))
        self.own_words = Tick(_("with words of your own: what is due, tags. Names in them are barred."))
        told = hint(_("Pseudonyms stand on the sheets, and the columns as they are shown. Names and dangers never do."))
        super().__init__(session, _("The list on paper"), _("Back to the list"), lambda: self._made, told, self.units, self.own_words)
        for tick in (self.units, self.own_words):
            tick.toggled.connect(lambda _ticked: self._set())

    def open_rows(self, rows: Sequence[CaseRow], layout: Layout, wanted: Filter) -> None:
        """Show these files as sheets, in these columns; `wanted` says by what they were chosen. Nothing is ticked at first."""
        self._rows, self._layout, self._filter = tuple(rows), layout, wanted
        self.line.clear()
        for tick in (self.units, self.own_words):
            tick.box.blockSignals(True)
            tick.show_ticked(False)
            tick.box.blockSignals(False)
        self._set()
        self.units.setFocus()

    @property
    def wishes(self) -> Wishes:
        """What is ticked now."""
        return Wishes(units=self.units.is_ticked, own_words=self.own_words.is_ticked)

    def _set(self) -> None:
        """Set the sheets anew, beside the page: thousands of files take seconds."""
        jobs = self._session.jobs
        jobs.cancel(self._job)
        self._can_leave(False)
        work = partial(_sheets, self._session.vault, self._rows, self._layout, self._filter, self._session.today, self.wishes)
        self._job = jobs.run(self, work, Listener(done=self._on_made, failed=lambda error: self.line.say(explain(error), "error")))

    def _on_made(self, pdf: bytes) -> None:
        self._made = pdf
        self._can_leave(True)
        self.show_sheets()

    def _can_leave(self, can: bool) -> None:
        for part in (self.printing, self.save):
            part.setEnabled(can)


def _sheets(vault: Vault, rows: Sequence[CaseRow], layout: Layout, wanted: Filter, today: date, wishes: Wishes, report: Report) -> bytes:
    with vault.second() as second:
        return render(listed(rows, layout, wanted, today, wishes, Masks(second), report))


def listed(rows: Sequence[CaseRow], layout: Layout, wanted: Filter, today: date, wishes: Wishes, masks: Masks, report: Report) -> Listed:
    """The files as they stand on paper, in the language of the window."""
    left_out = {ColumnCode.UNIT} if not wishes.units else set()
    left_out |= {ColumnCode.TAGS} if not wishes.own_words else set()
    shown = [each for each in layout.columns if each.column not in left_out]
    secret = {Axis.WORDS, Axis.DANGER, *([] if wishes.units else [Axis.UNIT]), *([] if wishes.own_words else [Axis.TAG])}
    chosen = said.filter_words(wanted, leave_out=secret)
    about = said.count_words(len(rows), len(rows))
    about = _("{count}: {chosen}").format(count=about, chosen=chosen) if chosen else about
    texts = []
    for number, row in enumerate(rows):
        report(number, len(rows))
        texts.append(tuple(_text(each.column, row, today, wishes, masks) for each in shown))
    heads = tuple(Column(columns.title(each.column), each.width or 4 * _NARROW, is_short=each.column in _SHORT) for each in shown)
    return Listed(_("Cases"), _("{about}. As of {day}.").format(about=about, day=numbers(today)), heads, tuple(texts))


def _text(code: ColumnCode, row: CaseRow, today: date, wishes: Wishes, masks: Masks) -> str:
    def own(text: str) -> str:
        return masks.masked(text, row.id, PAGE_BAR) if wishes.own_words and text else ""

    texts = {
        ColumnCode.NUMBER: lambda: row.number,
        ColumnCode.PSEUDONYM: lambda: row.pseudonym,
        ColumnCode.CATEGORY: lambda: choices.word(row.category),
        ColumnCode.UNIT: lambda: row.unit,
        ColumnCode.STAGE: lambda: choices.word(row.stage),
        ColumnCode.SITUATION: lambda: choices.word(row.situation),
        ColumnCode.NEXT: lambda: columns.next_words(row, today, own(row.next_title)),
        ColumnCode.DAYS: lambda: columns.days_words(row, today),
        ColumnCode.TAGS: lambda: own(", ".join(row.tags)),
        ColumnCode.OPENED: lambda: columns.opened_words(row, today),
    }
    return texts[code]()
