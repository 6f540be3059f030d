"""Bringing the rows of a table in: piece by piece, so that nobody waits for the vault, and all of it or nothing.

Each piece is a transaction with a record of what it made (`ImportPart`). Whatever ends the work before the last piece is kept, what was
brought in goes again: at once where she stops it or it fails, at the next opening where the program was killed.
"""

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from desktop.documents.russian.ranks import RANKS
from desktop.domain import ids
from desktop.domain.caseload import folded
from desktop.domain.cases import Case, Stage
from desktop.domain.days import Day
from desktop.domain.errors import BadInput, CaseFileError
from desktop.domain.events import Event, EventKind
from desktop.domain.imports import ImportPart
from desktop.domain.people import Party, Person, Role
from desktop.domain.planned import Decision, Deed, PlannedRow, usual
from desktop.domain.progress import Report, silent
from desktop.domain.units import Unit
from desktop.domain.values import Part, Value
from desktop.operations.caseload import checked_tag
from desktop.operations.cases import COLOURS
from desktop.operations.importing import parts
from desktop.operations.merging_people import filled
from desktop.storage import cases, records
from desktop.storage.vault import Vault

PIECE = 100  # rows: a tenth of a second
_SHUT = frozenset({Stage.CLOSED, Stage.ARCHIVED})
_TITLE = 200  # letters of the title of an event
_TOLD_ONCE = ("name", "patronymic", "born", "rank", "post", "address", "identity_paper", "remark")  # of a person; the rest adds up


@dataclass(frozen=True, kw_only=True, repr=False)
class Manner(Part):
    """How rows are brought in: out of which file, with which tag, in which language pseudonyms are; and the title of what was kept."""

    file: str = ""
    tag: str = ""
    language: str = "ru"
    kept_title: str = ""


def bring_in(vault: Vault, rows: Sequence[PlannedRow], decisions: Mapping[int, Decision], manner: Manner, report: Report = silent) -> str:
    """Bring in the rows that are not left out; the id of the import. All of it, or nothing.

    Raises BadInput("rows", "empty"), ("tag", "long"), NotFound, DiskFull, DiskFailed, Cancelled.
    """
    wanted = [(row, decided(row, decisions)) for row in rows]
    taken = [(row, decision) for row, decision in wanted if decision.deed is not Deed.LEFT_OUT and not row.is_empty]
    if not taken:
        raise BadInput("rows", "empty")
    tag = checked_tag(manner.tag) if manner.tag.strip() else ""
    work = _Bringing(vault, taken, replace(manner, tag=tag))
    try:
        for done in work.pieces():
            # Once the last piece is in, the import is whole, and nothing can stop it any more.
            if done < len(taken):
                report(done, len(taken))
    except BaseException:
        # What cannot go now, on a disk that is gone, goes at the next opening.
        with suppress(CaseFileError):
            parts.clear_up(vault)
        raise
    return work.whole


def decided(row: PlannedRow, decisions: Mapping[int, Decision]) -> Decision:
    """What becomes of a row: as she decided, else as usual."""
    return decisions.get(row.number) or usual(row)


@dataclass
class _Piece:
    """What one piece makes."""

    values: list[Value] = field(default_factory=list)
    cases: dict[str, int] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    filled: list[Person] = field(default_factory=list)


class _Bringing:
    """The work of one import."""

    def __init__(self, vault: Vault, taken: Sequence[tuple[PlannedRow, Decision]], manner: Manner) -> None:
        self.whole = vault.new_id()
        self._vault, self._taken, self._manner = vault, taken, manner
        self._now = vault.now().isoformat()
        self._people = _joined(vault, taken, manner.kept_title)
        self._saved: set[str] = set()
        self._units: dict[str, str] = {}
        self._colours: deque[int] = deque(maxlen=COLOURS // 2)
        self._numbers: set[str] = set()
        self._pseudonyms: set[str] = set()

    def pieces(self) -> Iterator[int]:
        """Keep piece after piece; how many rows are in after each."""
        total = -(-len(self._taken) // PIECE)
        for number in range(total):
            rows = self._taken[number * PIECE : (number + 1) * PIECE]
            with self._vault.transaction():
                self._look()
                piece = _Piece()
                for row, _decision in rows:
                    self._take(row, piece)
                for value in piece.values:
                    records.save(self._vault, value)
                revs = {person.id: records.revision(self._vault, person.id) for person in piece.filled}
                records.save(self._vault, ImportPart(
                    id=self._vault.new_id(), whole=self.whole, number=number, of=total, made_at=self._now, file=self._manner.file,
                    tag=self._manner.tag, cases=piece.cases, people=tuple(piece.people), units=tuple(piece.units),
                    filled=tuple(piece.filled), filled_revs=revs,
                ))  # fmt: skip
            yield min((number + 1) * PIECE, len(self._taken))

    def _look(self) -> None:
        """What is given away by now: others may have opened a case since the last piece."""
        self._numbers, self._pseudonyms = cases.numbers(self._vault), cases.pseudonyms(self._vault)
        self._units = {str(number).casefold(): str(id_) for id_, number in self._vault.rows("SELECT id, number FROM unit_row")}

    def _take(self, row: PlannedRow, piece: _Piece) -> None:
        person = self._people.of_row.get(row.number)
        if person is not None:
            self._take_person(person, piece)
        if row.case is not None:
            self._take_case(row, row.case, person, piece)

    def _take_person(self, id_: str, piece: _Piece) -> None:
        if id_ in self._saved:
            return
        self._saved.add(id_)
        person = self._people.by_id[id_]
        if self._people.is_new[id_]:
            piece.values.append(person)
            piece.people.append(id_)
            return
        before = records.get(self._vault, Person, id_)
        after = _as_one(before, person, self._manner.kept_title)
        if after != before:
            piece.filled.append(before)
            piece.values.append(after)

    def _take_case(self, row: PlannedRow, planned: Case, client: str | None, piece: _Piece) -> None:
        vault, unit = self._vault, self._unit(row.unit, piece)
        before = len(piece.values)
        closed = self._now if planned.stage in _SHUT else ""
        case = replace(
            planned, id=vault.new_id(), number=ids.case_number(vault.today().year, vault.random, self._numbers),
            pseudonym=self._pseudonym(planned.pseudonym), opened_at=planned.opened_at or self._now, client=client or "",
            unit=unit, colour=self._colour(), tags=self._tags(planned.tags), closed_at=closed,
        )  # fmt: skip
        self._numbers.add(case.number)
        if not closed:
            self._pseudonyms.add(case.pseudonym)
        piece.values.append(case)
        if client:
            piece.values.append(Party(id=vault.new_id(), case=case.id, person=client, role=Role.CLIENT))
        people = 0
        if row.relative is not None:
            relative = replace(row.relative, id=vault.new_id())
            piece.values += [
                relative,
                Party(id=vault.new_id(), case=case.id, person=relative.id, role=Role.RELATIVE, relation=row.relation),
            ]
            piece.people.append(relative.id)
            people = 1
        piece.values += self._events(row, case)
        piece.cases[case.id] = len(piece.values) - before - people

    def _events(self, row: PlannedRow, case: Case) -> Iterator[Event]:
        day = Day(case.opened_at[:10])
        if row.goal:
            title, _break, rest = row.goal.partition("\n")
            text = row.goal if len(title) > _TITLE or rest else ""
            yield Event(id=self._vault.new_id(), case=case.id, kind=EventKind.GOAL, day=day, title=title[:_TITLE], text=text)
        if row.kept:
            yield Event(id=self._vault.new_id(), case=case.id, day=day, title=self._manner.kept_title, text=kept_text(row))

    def _unit(self, number: str, piece: _Piece) -> str:
        if not number:
            return ""
        known = self._units.get(number.casefold())
        if known is None:
            unit = Unit(id=self._vault.new_id(), number=number)
            piece.values.append(unit)
            piece.units.append(unit.id)
            known = self._units[number.casefold()] = unit.id
        return known

    def _pseudonym(self, wanted: str) -> str:
        if not wanted:
            return ids.pseudonym(self._manner.language, self._vault.random, self._pseudonyms)
        count, name = 1, wanted
        while name in self._pseudonyms:
            count += 1
            name = f"{wanted} {count}"
        return name

    def _colour(self) -> int:
        """A stripe that none of the cases before it has."""
        colour = self._vault.random.choice([each for each in range(COLOURS) if each not in self._colours])
        self._colours.append(colour)
        return colour

    def _tags(self, tags: Sequence[str]) -> tuple[str, ...]:
        own = self._manner.tag
        return (*tags, own) if own and folded(own) not in map(folded, tags) else tuple(tags)


def kept_text(row: PlannedRow) -> str:
    """What of a row fits into no field, a line each, under its headings."""
    return "\n".join(f"{kept.heading}: {kept.cell}" if kept.heading else kept.cell for kept in row.kept)


@dataclass(frozen=True)
class _People:
    """Who stands in which row, and as whom: what several rows tell of one man is one person."""

    by_id: Mapping[str, Person]
    is_new: Mapping[str, bool]
    of_row: Mapping[int, str]


def _as_one(stays: Person, goes: Person, title: str) -> Person:
    """The first of two who are one man, with what he lacked; what the other tells otherwise stands in his remark, under this title."""
    one, told = filled(stays, goes), list[str]()
    for name in _TOLD_ONCE:
        value = getattr(goes, name)
        if value and value != getattr(one, name):
            said = RANKS[value].title if name == "rank" and value in RANKS else str(getattr(value, "text", value))
            told += [said] if said not in one.remark else []
    return replace(one, remark="; ".join(filter(None, (one.remark, f"{title}: {'; '.join(told)}")))) if told else one


def _joined(vault: Vault, taken: Collection[tuple[PlannedRow, Decision]], title: str) -> _People:
    by_id: dict[str, Person] = {}
    is_new: dict[str, bool] = {}
    of_row: dict[int, str] = {}
    for row, decision in taken:
        if row.person is None and decision.deed is not Deed.SAME:
            continue
        person = row.person or Person(id="")
        if row.case is None:
            # In the address book what fits nowhere is a remark about him.
            person = replace(person, remark="; ".join(filter(None, (person.remark, kept_text(row).replace("\n", "; ")))))
        id_ = decision.person if decision.deed is Deed.SAME else of_row.get(decision.row, "") if decision.deed is Deed.AS_ROW else ""
        is_known = bool(id_)
        id_ = id_ or vault.new_id()
        of_row[row.number] = id_
        if decision.deed is Deed.AS_ROW:
            # Where that row was left out after all, those who were to join it are still one man.
            of_row.setdefault(decision.row, id_)
        is_new.setdefault(id_, not is_known)
        by_id[id_] = _as_one(by_id[id_], person, title) if id_ in by_id else replace(person, id=id_)
    return _People(by_id, is_new, of_row)
