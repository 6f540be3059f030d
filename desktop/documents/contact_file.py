"""People and units as vCards 4.0 (RFC 6350).

4.0 and not 3.0, because 3.0 has no place for a birthday of which only the year is known, for the sex that letters ask for, nor for a
card that is an office. Programs that know only 3.0 pass over what is new in these cards.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from desktop.documents import content_lines
from desktop.documents.content_lines import moment, text
from desktop.domain.days import Day
from desktop.domain.people import Person, Sex
from desktop.domain.units import Unit

_SEXES = {Sex.MALE: "M", Sex.FEMALE: "F"}
_KNOWN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:-XX)*$")


def person(one: Person, saved: datetime, *, shown: str, office: str = "") -> bytes:
    """The card of a person. `shown` is the name where none is known; remarks and identity papers are no matter for an address book."""
    names = (one.surname, one.name, one.patronymic)
    said = _begin(one.id, "individual", one.full_name or next(iter(one.aliases), "") or shown)
    said += [f"N:{';'.join(map(text, names))};;", *(f"NICKNAME:{text(alias)}" for alias in one.aliases)]
    said += [f"GENDER:{_SEXES[one.sex]}", *([born(one.born)] if one.born else [])]
    said += [f"TEL:{text(phone)}" for phone in one.phones]
    said += [*_address(one.address), *_named("TITLE", text(one.post)), *_named("ORG", text(office))]
    return content_lines.lines(_ended(said, saved))


def unit(one: Unit, saved: datetime, *, name: str) -> bytes:
    """The card of a unit, under the name that is said of it."""
    said = [*_begin(one.id, "org", name), f"ORG:{text(name)}", *_address(one.address)]
    return content_lines.lines(_ended(said, saved))


def born(day: Day) -> str:
    """A birthday: a date, a month or a year where that is what is known, else the words of ISO 8601-2 as they stand in the records."""
    match = _KNOWN.match(day.text)
    if match is None:
        return f"BDAY;VALUE=text:{text(day.text)}"
    year, month, of_month = match.groups()
    return f"BDAY:{year}{month}{of_month}" if of_month else f"BDAY:{year}-{month}" if month else f"BDAY:{year}"


def _begin(id_: str, kind: str, name: str) -> list[str]:
    return ["BEGIN:VCARD", "VERSION:4.0", f"UID:{UUID(id_).urn}", f"KIND:{kind}", f"FN:{text(name)}"]


def _ended(said: Iterable[str], saved: datetime) -> tuple[str, ...]:
    return (*said, f"REV:{moment(saved)}", "END:VCARD")


def _named(name: str, value: str) -> list[str]:
    return [f"{name}:{value}"] if value else []


def _address(address: str) -> list[str]:
    # She keeps it as one text; where in it the town ends, no program should guess.
    return [f"ADR:;;{text(address)};;;;"] if address else []
