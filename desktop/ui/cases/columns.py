"""The columns of the list of cases: what each says, and how wide it usually is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from desktop.domain.caseload import ColumnCode, Layout, Shown, Sorting
from desktop.domain.cases import CaseRow
from desktop.i18n import N_, _
from desktop.ui import choices
from desktop.ui.parts.day_words import date_words
from desktop.ui.parts.rows import Column

NARROWEST, WIDEST, STEP, LEFT_OVER = 48, 600, 12, 260  # pixels
USUAL = Layout(
    columns=(
        Shown(column=ColumnCode.NUMBER, width=118),
        Shown(column=ColumnCode.PSEUDONYM, width=150),
        Shown(column=ColumnCode.CATEGORY, width=150),
        Shown(column=ColumnCode.UNIT, width=84),
        Shown(column=ColumnCode.STAGE, width=170),
        Shown(column=ColumnCode.SITUATION, width=150),
        Shown(column=ColumnCode.NEXT),
        Shown(column=ColumnCode.DAYS, width=64),
    )
)
_WIDTHS: Mapping[ColumnCode, int] = {
    **{each.column: each.width for each in USUAL.columns},
    ColumnCode.TAGS: 170,
    ColumnCode.OPENED: 104,
}
_TITLES: Mapping[ColumnCode, str] = {
    ColumnCode.NUMBER: N_("No."),
    ColumnCode.PSEUDONYM: N_("Pseudonym"),
    ColumnCode.CATEGORY: N_("How he serves"),
    ColumnCode.UNIT: N_("Unit no."),
    ColumnCode.STAGE: N_("Stage"),
    ColumnCode.SITUATION: N_("Where"),
    ColumnCode.NEXT: N_("Next date"),
    ColumnCode.DAYS: N_("Days"),
    ColumnCode.TAGS: N_("Tags"),
    ColumnCode.OPENED: N_("Opened"),
}
TitleOf = Callable[[CaseRow], str]  # the title of the next date, as it may be shown now


def title(code: ColumnCode) -> str:
    """What a column is called."""
    return _(_TITLES[code])


def width(code: ColumnCode) -> int:
    """How wide a column is that was not shown before."""
    return _WIDTHS[code]


def layout_or_usual(layout: Layout) -> Layout:
    """The layout as it was kept; the usual columns where none were."""
    return layout if layout.columns else replace(layout, columns=USUAL.columns)


def widened(layout: Layout, widths: Sequence[int]) -> Layout:
    """The layout with these widths."""
    shown = zip(layout.columns, widths, strict=True)
    return replace(layout, columns=tuple(replace(each, width=width) for each, width in shown))


def moved(layout: Layout, before: int, after: int) -> Layout:
    """The layout with a column in another place."""
    shown = list(layout.columns)
    shown.insert(after, shown.pop(before))
    return replace(layout, columns=tuple(shown))


def columns(layout: Layout, today: date, title_of: TitleOf) -> tuple[Column, ...]:
    """The columns of this layout, the order told in their titles."""
    makers: Mapping[ColumnCode, Callable[[], Column]] = {
        ColumnCode.NUMBER: lambda: Column("", lambda row: row.number),
        ColumnCode.PSEUDONYM: lambda: Column(
            "",
            lambda row: row.pseudonym,
            bold=True,
            mark_of=lambda row: "red" if row.urgent else None,
            tone_of=_faded,
            stripe_of=lambda row: row.colour,
        ),
        ColumnCode.CATEGORY: lambda: Column("", lambda row: choices.word(row.category)),
        ColumnCode.UNIT: lambda: Column("", lambda row: row.unit),
        ColumnCode.STAGE: lambda: Column("", lambda row: choices.word(row.stage)),
        ColumnCode.SITUATION: lambda: Column("", lambda row: choices.word(row.situation)),
        ColumnCode.NEXT: lambda: Column("", lambda row: next_words(row, today, title_of(row))),
        ColumnCode.DAYS: lambda: Column("", lambda row: days_words(row, today), right=True, tone_of=lambda row: _tone(row, today)),
        ColumnCode.TAGS: lambda: Column("", lambda row: ", ".join(row.tags)),
        ColumnCode.OPENED: lambda: Column("", lambda row: opened_words(row, today)),
    }
    return tuple(replace(makers[each.column](), title=_headed(each.column, layout), width=each.width) for each in layout.columns)


def _headed(code: ColumnCode, layout: Layout) -> str:
    for place, sorting in enumerate(layout.order):
        if sorting.column is code:
            arrow = "↓" if sorting.descending else "↑"
            return _("{title} {arrow}").format(title=title(code), arrow=arrow if place == 0 else f"{arrow}{place + 1}")
    return title(code)


def order_words(order: tuple[Sorting, ...]) -> str:
    """By what the list is ordered, in words; empty where the latest file is first."""
    said = [_("{column}, backwards").format(column=title(each.column)) if each.descending else title(each.column) for each in order]
    return ", ".join(said)


def next_words(row: CaseRow, today: date, next_title: str) -> str:
    """The next date of a case, and what it is."""
    if not row.next_day:
        return _("nothing scheduled") if not row.closed else ""
    day = date_words(date.fromisoformat(row.next_day), today)
    return _("{day}: {title}").format(day=day, title=next_title) if next_title else day


def days_words(row: CaseRow, today: date) -> str:
    """How many days are left until the next date."""
    left = _left(row, today)
    return "" if left is None else str(left)


def opened_words(row: CaseRow, today: date) -> str:
    """The day a case was opened, by this computer's zone."""
    return date_words(datetime.fromisoformat(row.opened_at).astimezone().date(), today) if row.opened_at else ""


def _left(row: CaseRow, today: date) -> int | None:
    return (date.fromisoformat(row.next_day) - today).days if row.next_day else None


def _tone(row: CaseRow, today: date) -> str | None:
    left = _left(row, today)
    return None if left is None or left > 3 else "red" if left <= 0 else "amber"


def _faded(row: CaseRow) -> str | None:
    return "dim" if row.closed else None
