"""Units: numbers, not names; shared between files, with the people in office."""

import re
from dataclasses import dataclass

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
