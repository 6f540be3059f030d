"""Units: numbers, not names; shared between files, with the people in office."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.days import Day
from desktop.domain.values import Part, Value

# Five digits as a rule, four in the National Guard, a letter behind some, "field post" before others.
USUAL_NUMBER = re.compile(r"^(?:полевая почта\s+)?\d{4,5}(?:-?[А-ЯЁA-Z])?$", re.IGNORECASE)


def is_usual_number(number: str) -> bool:
    """Whether a unit number has a form seen before. Others are warned of, never refused."""
    return bool(USUAL_NUMBER.match(number.strip()))


@dataclass(frozen=True, kw_only=True, repr=False)
class Office(Part):
    """Somebody in office: a commander from one day to another."""

    person: str
    post: str = ""
    since: Day | None = None
    until: Day | None = None

    def may_hold(self, day: date) -> bool:
        """Whether it can have been held on this day, as far as its first and last day are known."""
        return (_first(self) or day) <= day <= (_last(self) or day)


def in_office(offices: Iterable[Office], day: date) -> Office | None:
    """Who was in office on a day; None where nobody can have been. Of several it is the one who came last: an acting one, or the next."""
    # One whose first day is known goes before one of whom nothing is.
    held = [(_first(office) or date.min, number, office) for number, office in enumerate(offices) if office.may_hold(day)]
    return max(held)[2] if held else None


def _first(office: Office) -> date | None:
    return office.since.earliest if office.since else None


def _last(office: Office) -> date | None:
    return office.until.latest if office.until else None


@dataclass(frozen=True, kw_only=True, repr=False)
class Unit(Value):
    """A military unit and those who answer for it."""

    number: str
    branch: str = ""
    garrison: str = ""
    address: str = ""
    superior: str = ""
    commanders: tuple[Office, ...] = ()
    # Whole phrases in the case a letter wants them in: she knows them, no program should make them up.
    prosecutor_dative: str = ""
    investigator_dative: str = ""
    court_accusative: str = ""
    remark: str = ""
    removed_at: str = ""

    def commander_on(self, day: date) -> Office | None:
        """Who commanded on a day; None where nobody known can have."""
        return in_office(self.commanders, day)
