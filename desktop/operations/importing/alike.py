"""Who in the vault, and who among the rows themselves, may be the man of each row: by the name, however it is written, and by a telephone.

The same rules as while one name is typed (`operations.similar`), over an index in memory: thousands of rows are asked at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from desktop.domain import likeness, phones
from desktop.domain.likeness import Named
from desktop.domain.people import Person
from desktop.domain.planned import Deed, Likes, PlannedRow, usual
from desktop.domain.progress import Report, silent
from desktop.storage import records
from desktop.storage.vault import Vault

MOST = 5  # of each: the latest; who has more namesakes than that is looked at in his own card
_WHOLE = 7  # digits: fewer are an extension, or the end of a number


class _Filed:
    """People by what their names and telephones are filed under."""

    def __init__(self) -> None:
        self._names: list[Named] = []
        self._by_surname: dict[str, list[int]] = defaultdict(list)
        self._by_given: dict[str, list[int]] = defaultdict(list)
        self._by_phone: dict[str, list[int]] = defaultdict(list)

    def add(self, name: Named, numbers: Iterable[str]) -> None:
        """File somebody; he is known by his place, from 0."""
        place = len(self._names)
        self._names.append(name)
        for words, filed in ((name.surnames, self._by_surname), (likeness.words(name.name), self._by_given)):
            for key in {key for word in words if len(word) > 1 for key in likeness.near(likeness.key(word))}:
                filed[key].append(place)
        for number in _whole(numbers):
            self._by_phone[number].append(place)

    def like(self, name: Named, numbers: Iterable[str]) -> list[int]:
        """The places of those who may be he, the latest first."""
        keys = {key for word in name.surnames for key in likeness.asked(word)}
        near = {place for key in keys for place in (*self._by_surname.get(key, ()), *self._by_given.get(key, ()))}
        found = {place for number in _whole(numbers) for place in self._by_phone.get(number, ())}
        for place in sorted(near - found, reverse=True):
            if len(found) >= MOST:
                break
            if likeness.may_be_one(name, self._names[place]):
                found.add(place)
        return sorted(found, reverse=True)[:MOST]


def _whole(numbers: Iterable[str]) -> Iterator[str]:
    return (digits for number in numbers if len(digits := phones.bare(number)) >= _WHOLE)


def likes(vault: Vault, rows: Sequence[PlannedRow], report: Report = silent) -> dict[int, Likes]:
    """For each row, by its number, who may be its man; rows of which nobody may be are left out. Raises DataDamaged, Cancelled."""
    here, among = _Filed(), _Filed()
    known = records.every(vault, Person)
    for person in known:
        here.add(likeness.named(person), person.phones)
    found: dict[int, Likes] = {}
    numbers: list[int] = []
    for done, row in enumerate(rows):
        report(done, len(rows))
        if row.person is None or row.is_empty:
            continue
        name = _named(row.person, sex_known=row.sex_known)
        people = tuple(known[place].id for place in here.like(name, row.person.phones))
        earlier = tuple(numbers[place] for place in among.like(name, row.person.phones))
        if people or earlier:
            found[row.number] = Likes(people=people, rows=earlier)
        # One that does not come in itself is nobody to join.
        if usual(row).deed is Deed.NEW:
            among.add(name, row.person.phones)
            numbers.append(row.number)
    return found


def _named(person: Person, *, sex_known: bool) -> Named:
    name = likeness.named(person)
    if sex_known:
        return name
    # What nothing tells must not part two who are one.
    return Named(surname=name.surname, name=name.name, patronymic=name.patronymic, old=name.old, born=name.born)
