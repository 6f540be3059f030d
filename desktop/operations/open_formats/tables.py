"""Tables for a spreadsheet: cases, people, units, dates and tasks, the register, events, calls, papers."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desktop.documents import csv_file
from desktop.domain.agenda import Matter
from desktop.domain.attachments import Attachment
from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event
from desktop.domain.letters import RegisterEntry
from desktop.domain.people import Party, Person
from desktop.domain.tasks import Task
from desktop.domain.units import Office, Unit
from desktop.domain.values import Value
from desktop.operations.open_formats.files import entry_file, paper_file
from desktop.operations.open_formats.source import Member, Source, Wording


@dataclass(frozen=True)
class Table:
    """One table: whose values stand in it, and which columns it has."""

    name: str
    kinds: tuple[type[Value], ...]
    columns: tuple[str, ...]


TABLES = (
    Table("cases", (Case,), (
        "number", "pseudonym", "client", "contracting", "category", "stage", "situation", "threat", "urgent_by", "unit", "subunit", "post",
        "consent", "consent_on", "called_by", "about", "where", "matter", "now", "oath_on", "service_began", "contract_number",
        "contract_begins", "contract_ends", "zone", "languages", "tags", "opened_at", "closed_at", "folder",
    )),
    Table("people", (Person,), (
        "surname", "name", "patronymic", "sex", "born", "rank", "post", "aliases", "phones", "address", "identity_paper", "remark",
        "in_cases",
    )),
    Table("units", (Unit,), (
        "unit_number", "branch", "garrison", "address", "superior", "commanders", "prosecutor_dative", "investigator_dative",
        "court_accusative", "remark",
    )),
    Table("dates", (Deadline, Task), (
        "case", "pseudonym", "date_kind", "occasion", "due", "time", "zone", "title", "every", "counted", "override_reason", "done_at",
    )),
    Table("register", (RegisterEntry,), (
        "document_number", "version", "case", "pseudonym", "title", "addressee", "approved_at", "copies_left", "handed_in", "handed_to",
        "handed_on", "stamp_number", "stamp_on", "refused_on", "refused_hour", "refused_by", "refused_witnesses", "post_receipt", "answer",
        "answer_on", "answer_due", "forwarded_to", "withdrawn_on", "file", "text_sha256",
    )),
    Table("events", (Event,), (
        "case", "pseudonym", "kind", "day", "until", "time", "zone", "title", "text", "place", "actor", "source", "certainty",
    )),
    Table("calls", (Call,), (
        "began", "ended", "case", "pseudonym", "who", "about", "phone", "line", "ring_back", "zone", "done_at",
    )),
    Table("papers", (Attachment,), (
        "case", "pseudonym", "file", "paper_name", "kind", "day", "origin", "certainty", "remark", "added_at", "size", "sha256",
    )),
)  # fmt: skip


def members(source: Source, wording: Wording) -> Iterator[Member]:
    """One file for each table. What is looked up elsewhere is read once, for all of them."""
    cells = Cells(source, wording)
    for table in TABLES:
        yield Member(f"tables/{table.name}.csv", lambda table=table: cells.table(table))  # type: ignore[misc]


class Cells:
    """Words every cell. Names, numbers and offices that stand in other records are kept at hand."""

    def __init__(self, source: Source, wording: Wording) -> None:
        self._source, self._wording = source, wording
        self._people = {person.id: person.full_name for person in source.values(Person)}
        self._units = {unit.id: unit.number for unit in source.values(Unit)}
        self._parts = defaultdict[str, list[str]](list)
        for party in source.values(Party):
            role = wording.word(party.role)
            said = f"{role} ({party.relation})" if party.relation else role
            self._parts[party.person].append(f"{self._number(party)}: {said}")
        # A column is a field of its record, unless it stands here.
        self._made: Mapping[str, Callable[[Any], object]] = {
            "case": self._number,
            "pseudonym": self._pseudonym,
            "client": lambda case: self._people.get(case.client, ""),
            "contracting": lambda case: self._people.get(case.contracting, ""),
            "unit": lambda case: self._units.get(case.unit, ""),
            "contract_number": lambda case: case.contract.number if case.contract else "",
            "contract_begins": lambda case: case.contract.begins if case.contract else None,
            "contract_ends": lambda case: case.contract.ends if case.contract else None,
            "folder": lambda case: source.cases[case.id].folder,
            "rank": lambda person: wording.rank(person.rank),
            "in_cases": lambda person: tuple(self._parts.get(person.id, ())),
            "unit_number": lambda unit: unit.number,
            "commanders": lambda unit: tuple(self._in_office(office) for office in unit.commanders),
            "date_kind": lambda one: Matter.TASK if isinstance(one, Task) else one.kind,
            "due": lambda one: None if one.due == date.max else one.due,
            "document_number": lambda entry: entry.number,
            "copies_left": lambda entry: tuple(f"{copy.at} {wording.word(copy.way)} × {copy.count}" for copy in entry.copies),
            "file": self._file,
            "phone": lambda call: call.number,
            "paper_name": lambda paper: paper.name,
        }

    def table(self, table: Table) -> Iterator[bytes]:
        """The bytes of a table."""
        return csv_file.table(map(self._wording.heading, table.columns), self._rows(table))

    def _rows(self, table: Table) -> Iterator[Iterable[str]]:
        for kind in table.kinds:
            for value in self._source.values(kind):
                yield (self._cell(self._made[code](value) if code in self._made else getattr(value, code, "")) for code in table.columns)

    def _cell(self, value: object) -> str:
        if isinstance(value, StrEnum):
            return self._wording.word(value)
        if isinstance(value, Day):
            return value.text
        if isinstance(value, tuple):
            return "; ".join(map(self._cell, value))
        return "" if value is None else str(value)

    def _number(self, value: Any) -> str:
        named = self._source.cases.get(value.case)
        return named.number if named else ""

    def _pseudonym(self, value: Any) -> str:
        named = self._source.cases.get(value.id if isinstance(value, Case) else value.case)
        return named.pseudonym if named else ""

    def _in_office(self, office: Office) -> str:
        since, until = (day.text if day else "" for day in (office.since, office.until))
        name = self._people.get(office.person, "")
        return f"{name}, {office.post}, {since}–{until}".replace(", , ", ", ").strip(" ,–")

    def _file(self, value: RegisterEntry | Attachment) -> str:
        named = self._source.cases.get(value.case)
        if named is None:
            return ""
        return entry_file(named.folder, value, "pdf") if isinstance(value, RegisterEntry) else paper_file(named.folder, value)
