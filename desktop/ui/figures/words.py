"""The words of the report: what each line is called, what exactly it counts, and what the numbers do not say."""

from collections.abc import Mapping, Sequence
from datetime import date

from desktop.domain.figures import NOT_COUNTED, Counted, Figure, Group, Stretch
from desktop.domain.publication import Row
from desktop.i18n import N_, _, ngettext
from desktop.ui.parts.day_words import date_words, month_words

HIDDEN = "•"

_TITLES: Mapping[str, str] = {
    Figure.ORAL: N_("oral"), Figure.WRITTEN: N_("written"), Figure.UNSAID: N_("neither was said"),
    Figure.FREE: N_("Consultations free of charge"), Figure.CALLS: N_("Calls"), Figure.REPORTS: N_("reports of soldiers"),
    Figure.APPLICATIONS: N_("applications"), Figure.COMPLAINTS: N_("complaints"), Figure.CLAIMS: N_("claims"),
    Figure.MOTIONS: N_("motions"), Figure.OTHER_DOCUMENTS: N_("other documents"), Figure.HANDED_IN: N_("Documents handed in"),
    Figure.HEARINGS: N_("Hearings"), Figure.AGREEMENTS: N_("Agreements"), Figure.ORDERS: N_("Advocate’s orders"),
    Figure.OPENED: N_("Cases opened"), Figure.CLOSED: N_("Cases closed"),
}  # fmt: skip
_GROUPS: Mapping[Group, str] = {Group.CONSULTATIONS: N_("Consultations"), Group.DOCUMENTS: N_("Documents")}
_COUNTS: Mapping[str, str] = {
    Figure.ORAL: N_("Notes of talks in person, by telephone or video, by the day on which the note was begun, and calls that were one-off"
                    " advice; besides, what you counted as oral yourself."),
    Figure.WRITTEN: N_("Notes of advice by letter or text message, and what you counted as written yourself."),
    Figure.UNSAID: N_("Notes in which the way of speaking leaves both open. Enter lists them; 1 and 2 count one as oral or written."),
    Figure.FREE: N_("Notes marked as free of charge. They are among the consultations above, not besides them."),
    Figure.CALLS: N_("Calls that were kept, by the day on which they began, also those of no file."),
    Figure.HANDED_IN: N_("Documents with a day of handing in, by that day; roughly known, by the first day it may have been."),
    Figure.HEARINGS: N_("Dates of the kind “hearing” that were ticked off, by their day."),
    Figure.AGREEMENTS: N_("Agreements among the powers of the cases, by the day they were made."),
    Figure.ORDERS: N_("Orders among the powers of the cases, by their day, without spoilt ones."),
    Figure.OPENED: N_("Cases by the day on which they were opened. What is in the bin is counted nowhere."),
    Figure.CLOSED: N_("Cases by the day on which they were closed last and stayed closed."),
}  # fmt: skip
_RECORDS: Mapping[str, str] = {
    "note": N_("note"), "call": N_("call"), "register": N_("document"), "deadline": N_("hearing"), "power": N_("power"), "case": N_("case"),
}  # fmt: skip


def title(row: Row, categories: Mapping[str, str]) -> str:
    """What a line is called where it stands for itself: `Consultations: oral`."""
    if not row.code or row.group is Group.OTHER:
        return short_title(row, categories)
    return _("{group}: {what}").format(group=_(_GROUPS[row.group]), what=_item(row, categories))


def short_title(row: Row, categories: Mapping[str, str]) -> str:
    """What a line is called below the sum of its group."""
    if not row.code:
        return _("{group}, together").format(group=_(_GROUPS[row.group]))
    return _item(row, categories) if row.group is Group.OTHER else f"    {_item(row, categories)}"


def _item(row: Row, categories: Mapping[str, str]) -> str:
    return _(_TITLES[row.code]) if row.code in _TITLES else categories.get(row.code, "")


def counts(row: Row) -> str:
    """Which records a line counts."""
    if row.code in _COUNTS:
        return _(_COUNTS[row.code])
    if row.code and row.group is Group.CONSULTATIONS:
        return _("Notes and calls that you counted in this category.")
    if row.group is Group.DOCUMENTS:
        return _("Documents approved in the period, by the first word of the title. A corrected version is the same document; copies of"
                 " old documents are left out.")  # fmt: skip
    return _("Every note of a consultation and every call that is one, each once.")


def record(counted: Counted) -> str:
    """What kind of record it is."""
    return _(_RECORDS[counted.kind])


def number(value: int | None) -> str:
    """A cell: its number, a dot where it is not shown."""
    return HIDDEN if value is None else str(value)


def period(stretch: Stretch, first: date, last: date) -> str:
    """What a period is called."""
    if stretch is Stretch.YEAR:
        return _("Year {year}").format(year=first.year)
    if stretch is Stretch.OWN:
        return _("{first} – {last}").format(first=date_words(first), last=date_words(last))
    names = {(Stretch.HALF, 1): N_("First half of {year}"), (Stretch.HALF, 7): N_("Second half of {year}"),
             (Stretch.QUARTER, 1): N_("First quarter of {year}"), (Stretch.QUARTER, 4): N_("Second quarter of {year}"),
             (Stretch.QUARTER, 7): N_("Third quarter of {year}"), (Stretch.QUARTER, 10): N_("Fourth quarter of {year}")}  # fmt: skip
    return _(names[stretch, first.month]).format(year=first.year)


def month(day: date) -> str:
    """The head of a month's column: its first three letters."""
    return month_words(day)[:3]


def stretches() -> tuple[tuple[Stretch, str], ...]:
    """How long a period may be."""
    return ((Stretch.YEAR, _("year")), (Stretch.HALF, _("half-year")), (Stretch.QUARTER, _("quarter")), (Stretch.OWN, _("days of mine")))


def limits() -> tuple[str, ...]:
    """What these numbers do not say: to be read with every table that is published."""
    return (
        _("They count papers and talks, not people: one client may stand behind many, and many who needed help never came."),
        _("They show how much was done, not how often something happens: a rise may mean more work, more fear, or better notes."),
        _("“{dot}” is a number from 1 to 4, or one that would give such a number away. Zero is shown as zero.").format(dot=HIDDEN),
        _("Do not publish two tables whose periods overlap: one taken from the other may show what each hides."),
    )


def categories(slots: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """As what a note or call may be counted, with the key of each."""
    first = [(str(each), _(_TITLES[each])) for each in (Figure.ORAL, Figure.WRITTEN)]
    named = [(code, _("{key} {what}").format(key=key, what=what)) for key, (code, what) in enumerate([*first, *slots], start=1) if what]
    return (("", _("by the way of speaking")), *named, (NOT_COUNTED, _("0 no consultation")))


def code_of_key(key: int, slots: Sequence[tuple[str, str]]) -> str | None:
    """What a key from 0 to 9 counts something as; None where it has no category."""
    if key == 0:
        return NOT_COUNTED
    code, title = [(str(Figure.ORAL), "1"), (str(Figure.WRITTEN), "2"), *slots][key - 1]
    return code if title else None


def behind(count: int) -> str:
    """How many records stand behind a number."""
    return ngettext("{count} record", "{count} records", count).format(count=count)
