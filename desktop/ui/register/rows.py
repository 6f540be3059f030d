"""A line of the register, and what its columns say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.attachments import Attachment
from desktop.domain.cases import CaseRow
from desktop.domain.letters import Answer, Channel, Keeper, RegisterEntry
from desktop.domain.register import SETTLED, approved_on, is_overdue, to_whom
from desktop.i18n import _, ngettext
from desktop.ui import choices
from desktop.ui.parts.day_words import date_words, day_typed, day_words, moment_words
from desktop.ui.parts.rows import Column


class Order(StrEnum):
    """In which order the lines stand."""

    DATE = "date"
    CASE = "case"
    DUE = "due"


class Period(StrEnum):
    """Of which time documents are shown, by the day of approval."""

    ALL = "all"
    THIS_MONTH = "this_month"
    LAST_30 = "last_30"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"


@dataclass(frozen=True)
class Row:
    """An entry, with the number and the pseudonym of its case."""

    entry: RegisterEntry
    pseudonym: str
    case_number: str = ""
    asks_for_mark: bool = True
    corrected: bool = False
    colour: int | None = None  # of the stripe of its case

    @property
    def id(self) -> str:
        """Which entry it is."""
        return self.entry.id


def row(entry: RegisterEntry, case: CaseRow | None, asks_for_mark: bool, corrected: bool) -> Row:
    """The line of an entry; its case may be in the bin."""
    return Row(entry, case.pseudonym if case else "", case.number if case else "", asks_for_mark, corrected, case.colour if case else None)


def columns(today: date, addressee: Callable[[Row], str]) -> tuple[Column, ...]:
    """The columns of the register; `addressee` says to whom, as it may be shown now."""
    return (
        Column(_("Date"), lambda row: day_of(row, today), 92),
        Column(_("Case"), lambda row: row.pseudonym, 96, bold=True, stripe_of=lambda row: row.colour),
        Column(_("Number"), lambda row: row.entry.number, 104),
        Column(_("Document"), lambda row: row.entry.title, 0),
        Column(_("To whom"), addressee, 0),
        Column(_("How it left"), ways, 100),
        Column(_("Stamp no."), lambda row: stamp_words(row, today), 134, tone_of=stamp_tone),
        Column(_("Answer"), lambda row: due_words(row, today), 214, tone_of=lambda row: due_tone(row, today)),
        Column(_("Originals"), originals_words, 100, tone_of=lambda row: "red" if has_lost(row) else None),
    )


STAMP_COLUMN = 6


def day_of(row: Row, today: date) -> str:
    """The day of approval, as a list shows it."""
    day = approved_on(row.entry)
    return date_words(day, today) if day else ""


def is_of(entry: RegisterEntry, period: Period, today: date) -> bool:
    """Whether a document was approved in a time."""
    day = approved_on(entry)
    if period is Period.ALL or day is None:
        return period is Period.ALL
    if period is Period.LAST_30:
        return (today - day).days <= 30
    if period is Period.THIS_MONTH:
        return (day.year, day.month) == (today.year, today.month)
    return day.year == today.year - (period is Period.LAST_YEAR)


def ordered(rows: Iterable[Row], order: Order) -> list[Row]:
    """The lines in an order; the latest first within it."""
    latest_first = sorted(rows, key=lambda row: row.entry.approved_at, reverse=True)
    if order is Order.CASE:
        return sorted(latest_first, key=lambda row: (row.pseudonym.casefold(), row.case_number))
    if order is Order.DUE:
        return sorted(latest_first, key=_due_key)
    return latest_first


def _due_key(row: Row) -> tuple[bool, date]:
    due = row.entry.answer_due.latest if row.entry.answer_due else None
    settled = row.entry.answer in SETTLED or bool(row.entry.withdrawn_on)
    return (due is None or settled, due or date.max)


def known_by(row: Row) -> str:
    """What typed words are looked for in."""
    entry = row.entry
    day = approved_on(entry)
    parts = (
        entry.number, row.pseudonym, row.case_number, entry.title, to_whom(entry), entry.stamp_number, entry.post_receipt,
        f"{day:%d.%m.%Y}" if day else "", *(day_typed(each) for each in (entry.stamp_on, entry.handed_on, entry.answer_due)),
        choices.word(entry.answer) if entry.answer is not Answer.NONE else "",
    )  # fmt: skip
    return folded(" ".join(parts))


def folded(text: str) -> str:
    """A text as it is compared: small letters, е for ё."""
    return text.casefold().replace("ё", "е")


def ways(row: Row) -> str:
    """How it left, each way once."""
    return ", ".join(dict.fromkeys(choices.word(copy.way) for copy in row.entry.copies))


def channel(entry: RegisterEntry) -> str:
    """How it was handed in; empty where it was not yet."""
    return "" if entry.handed_in is Channel.UNKNOWN else choices.word(entry.handed_in)


def ways_at_length(entry: RegisterEntry, today: date) -> str:
    """How it left and when, a line each."""
    return "\n".join(_left(copy_words, moment_words(at, today)) for copy_words, at in _copies(entry))


def _copies(entry: RegisterEntry) -> list[tuple[str, str]]:
    found = []
    for copy in entry.copies:
        word = choices.word(copy.way)
        found.append((_("{way} ×{count}").format(way=word, count=copy.count) if copy.count > 1 else word, copy.at))
    return found


def _left(way: str, when: str) -> str:
    return _("{way} {when}").format(way=way, when=when)


def stamp_words(row: Row, today: date) -> str:
    """The stamp, or why there is none."""
    entry = row.entry
    if entry.stamp_number:
        day = day_words(entry.stamp_on, today)
        return _("{number} of {day}").format(number=entry.stamp_number, day=day) if day else entry.stamp_number
    if entry.withdrawn_on:
        return _("withdrawn")
    if entry.refused_on:
        return _("not accepted")
    if entry.archive_copy or not row.asks_for_mark:
        return "–"
    return "№ ________"


def stamp_tone(row: Row) -> str | None:
    """The colour of the stamp: red where it was refused, quiet where there is nothing to note."""
    if row.entry.stamp_number:
        return None
    return "red" if row.entry.refused_on and not row.entry.withdrawn_on else "dim"


def due_words(row: Row, today: date) -> str:
    """By when an answer is due, said in words, or the answer."""
    entry = row.entry
    if entry.answer is not Answer.NONE:
        return choices.word(entry.answer)
    due = entry.answer_due.latest if entry.answer_due else None
    if due is None or entry.withdrawn_on:
        return ""
    left = (due - today).days
    day = day_words(entry.answer_due, today)
    if left < 0:
        late = ngettext("{day}: {days} day late", "{day}: {days} days late", -left)
        return late.format(day=day, days=-left)
    if left == 0:
        return _("{day}: today").format(day=day)
    return ngettext("{day}: in {days} day", "{day}: in {days} days", left).format(day=day, days=left)


def due_tone(row: Row, today: date) -> str | None:
    """The colour of it: red once it is late, amber in the last three days."""
    entry = row.entry
    due = entry.answer_due.latest if entry.answer_due else None
    if due is None or entry.withdrawn_on or entry.answer is not Answer.NONE:
        return None
    return "red" if is_overdue(entry, today) else "amber" if (due - today).days <= 3 else None


def originals_words(row: Row) -> str:
    """Where the originals are, the shortest way."""
    pieces = []
    for original in row.entry.originals:
        word = choices.word(original.keeper)
        pieces.append(_("{where} {count}").format(where=word, count=original.count) if original.count > 1 else word)
    return ", ".join(pieces)


def has_lost(row: Row) -> bool:
    """Whether an original is lost."""
    return any(original.keeper is Keeper.LOST for original in row.entry.originals)


def paper_words(paper: Attachment) -> str:
    """A paper as a list of papers names it."""
    day = day_words(paper.day)
    return _("{name}, {day}").format(name=paper.name, day=day) if day else paper.name
