"""The address book: every person, and every unit with its address."""

from collections.abc import Iterator
from datetime import datetime

from desktop.documents import contact_file
from desktop.domain.people import Person
from desktop.domain.units import Unit
from desktop.operations.open_formats.source import Member, Source, Wording
from desktop.storage.kinds import decode

NAME = "people.vcf"


def member(source: Source, wording: Wording) -> Member:
    """The cards."""
    return Member(NAME, lambda: _cards(source, wording))


def _cards(source: Source, wording: Wording) -> Iterator[bytes]:
    # Where somebody commands, or did last: that is where a letter to him goes.
    offices = dict[str, str]()
    for stored in source.rows(Unit):
        unit = decode(Unit, stored.body)
        name = wording.unit(unit.number)
        offices |= dict.fromkeys((office.person for office in unit.commanders), name)
        yield contact_file.unit(unit, datetime.fromisoformat(stored.changed_at), name=name)
    for stored in source.rows(Person):
        person = decode(Person, stored.body)
        saved = datetime.fromisoformat(stored.changed_at)
        yield contact_file.person(person, saved, shown=wording.nameless, office=offices.get(person.id, ""))
