"""The register as it is looked at: which entries wait for what, and what in an entry should be looked at again."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from desktop.domain.days import Day
from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.domain.values import Part

SETTLED = frozenset({Answer.GRANTED, Answer.REFUSED, Answer.PARTLY, Answer.EXPLAINED, Answer.RETURNED})
POST = frozenset({Channel.POST_REGISTERED, Channel.POST_INVENTORY})

# Fourteen digits inside the country; letters, nine digits and the country outside it (UPU S10).
_RECEIPT = re.compile(r"^(?:\d{14}|[A-Z]{2}\d{9}[A-Z]{2})$")
# He may be eleven hours ahead of her clock, or behind it.
_HIS_CLOCK = timedelta(days=1)


class View(StrEnum):
    """What of the register is looked at."""

    WITHOUT_STAMP = "without_stamp"
    AWAITING = "awaiting"
    OVERDUE = "overdue"
    SCAN_WAITS = "scan_waits"
    ALL = "all"


def stands_in(entry: RegisterEntry, view: View, today: date, *, asks_for_mark: bool = True, corrected: bool = False) -> bool:
    """Whether an entry stands in a view. `corrected`: a newer version of it was approved."""
    if view is View.ALL:
        return True
    if entry.archive_copy or entry.withdrawn_on:
        return False
    if view is View.WITHOUT_STAMP:
        never_left = corrected and entry.handed_in is Channel.UNKNOWN and entry.handed_on is None
        return asks_for_mark and not (entry.stamp_number or entry.refused_on or never_left)
    if view is View.SCAN_WAITS:
        return bool(entry.stamp_number) and not entry.scan
    awaiting = entry.answer_due is not None and entry.answer not in SETTLED
    return awaiting and (view is View.AWAITING or is_overdue(entry, today))


def is_overdue(entry: RegisterEntry, today: date) -> bool:
    """Whether the day by which an answer was due has passed without one."""
    due = entry.answer_due.latest if entry.answer_due else None
    return due is not None and due < today and entry.answer not in SETTLED and not entry.withdrawn_on


def is_unchanged(entry: RegisterEntry) -> bool:
    """Whether the text is, letter by letter, the one that was approved: its SHA-256 is made anew and compared."""
    return digest_of(entry.text) == entry.text_sha256


def digest_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def in_groups(digest: str) -> str:
    """A digest in groups of four, to be read over the telephone."""
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))


@dataclass(frozen=True, kw_only=True, repr=False)
class Doubted(Part):
    """Something to look at again: which field, and what about it. Nothing of it is ever refused."""

    field: str
    code: str


def doubts(entry: RegisterEntry, today: date, *, stamp_is_taken: bool = False) -> tuple[Doubted, ...]:
    """What in an entry is hardly so. `stamp_is_taken`: another document of the unit bears this number of the same day."""
    return tuple(_doubts(entry, today, stamp_is_taken=stamp_is_taken))


def _doubts(entry: RegisterEntry, today: date, *, stamp_is_taken: bool) -> Iterable[Doubted]:
    approved = approved_on(entry)
    for name in ("stamp_on", "handed_on", "refused_on", "answer_on", "withdrawn_on"):
        day: Day | None = getattr(entry, name)
        if _is_before(day, approved):
            yield Doubted(field=name, code="before-approval")
        elif day is not None and day.earliest is not None and day.earliest > today + _HIS_CLOCK:
            yield Doubted(field=name, code="to-come")
    if _is_before(entry.stamp_on, entry.handed_on.earliest if entry.handed_on else None):
        yield Doubted(field="stamp_on", code="before-handing-in")
    if entry.answer is not Answer.NONE and _is_before(entry.answer_on, entry.stamp_on.earliest if entry.stamp_on else None):
        yield Doubted(field="answer_on", code="before-stamp")
    if entry.stamp_number and entry.stamp_on is None:
        yield Doubted(field="stamp_on", code="missing")
    if stamp_is_taken:
        yield Doubted(field="stamp_number", code="taken")
    if entry.post_receipt and not is_usual_receipt(entry.post_receipt):
        yield Doubted(field="post_receipt", code="unusual")
    if entry.refused_hour and not is_hour(entry.refused_hour):
        yield Doubted(field="refused_hour", code="no-hour")


def is_usual_receipt(number: str) -> bool:
    """Whether a receipt number has one of the two forms the post gives out."""
    return bool(_RECEIPT.match(re.sub(r"[\s-]", "", number).upper()))


def is_hour(text: str) -> bool:
    """Whether a text is an hour of the day: `9:05`, `18.20`."""
    match = re.match(r"^(\d{1,2})[:.](\d{2})$", text.strip())
    return bool(match) and int(match[1]) < 24 and int(match[2]) < 60  # type: ignore[index]


def stamps(entries: Iterable[RegisterEntry], units: Mapping[str, str]) -> Mapping[tuple[str, str, str], int]:
    """How many entries bear each stamp; `units` are the units of the cases by their ids."""
    found: dict[tuple[str, str, str], int] = {}
    for entry in entries:
        if (key := stamp_key(entry, units)) is not None:
            found[key] = found.get(key, 0) + 1
    return found


def stamp_key(entry: RegisterEntry, units: Mapping[str, str]) -> tuple[str, str, str] | None:
    """What makes a stamp the same one: the unit, the number and the day; None where one of them is not known."""
    unit = units.get(entry.case, "")
    if not (unit and entry.stamp_number and entry.stamp_on):
        return None
    return unit, re.sub(r"\s", "", entry.stamp_number).casefold(), entry.stamp_on.text


def typed_stamp(text: str) -> tuple[str, str]:
    """Number and day of a stamp as people type both at once: `117`, `вх. № 117 от 14.5`, `117 14.05.2026`.

    The day is given as it was typed, empty where there is none.
    """
    bare = re.sub(r"^\s*(?:вх(?:од)?(?:\.|(?=[\s№]))|in\.(?=\s))?\s*(?:№|no\.|N(?=\s))?\s*", "", text, flags=re.IGNORECASE)
    if match := re.match(r"^(\S.*?)\s+(?:от|of|on)\s+(\S.*)$", bare):
        return match[1].strip(), match[2].strip().removesuffix("г.").strip()
    # Without a word between them the last piece is a day only where it looks like one: numbers have dots and dashes, too.
    if match := re.match(r"^(\S.*?)[\s,]+(\d{1,2}\.\d{1,2}(?:\.\d{2,4})?)$", bare):
        return match[1].strip(), match[2]
    return bare.strip(), ""


def approved_on(entry: RegisterEntry) -> date | None:
    """The day of approval by this computer's zone."""
    return datetime.fromisoformat(entry.approved_at).astimezone().date() if entry.approved_at else None


def to_whom(entry: RegisterEntry) -> str:
    """The addressee alone: what was approved before stood there with whoever wrote it."""
    return entry.addressee.partition(" от ")[0]


def _is_before(day: Day | None, first: date | None) -> bool:
    """Whether a day lies before another for certain, wherever he is."""
    return day is not None and day.latest is not None and first is not None and day.latest < first - _HIS_CLOCK
