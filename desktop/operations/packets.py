"""Packets: several documents for one client, begun together, approved as they are ready, printed in one go."""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from desktop import resources
from desktop.documents import gate
from desktop.documents.gate import Finding
from desktop.documents.templates import Field, Kind, Template
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.letters import Letter, Mode, RegisterEntry, WayOut
from desktop.domain.packets import Packet
from desktop.domain.values import Part
from desktop.operations import letters, templates
from desktop.storage import records
from desktop.storage.vault import Vault

_LIST = "packets.toml"


@dataclass(frozen=True, kw_only=True, repr=False)
class Offered(Part):
    """A shipped packet: what it is called in each language, and its documents."""

    names: Mapping[str, str]
    templates: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Member(Part):
    """One document of a packet: the draft, and what still stops it, or the entry it became."""

    letter: Letter
    entry: RegisterEntry | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def id(self) -> str:
        """Which document it is."""
        return self.letter.id

    @property
    def lacks(self) -> tuple[str, ...]:
        """The names of its gaps, each once."""
        return tuple(dict.fromkeys(finding.where for finding in self.findings if finding.code == "gap"))

    @property
    def is_ready(self) -> bool:
        """Whether it can be approved without another look: nothing stops it, and nothing asks. A text that refuses always wants one."""
        wants_a_look = any(finding.asks or finding.code == "refusing" for finding in self.findings)
        return self.entry is None and not gate.stops(self.findings) and not wants_a_look


@cache
def offered() -> tuple[Offered, ...]:
    """The shipped packets."""
    with (resources.LISTS / _LIST).open("rb") as file:
        found = tomllib.load(file)["packet"]
    return tuple(Offered(names={name: each[name] for name in ("ru", "en")}, templates=tuple(each["templates"])) for each in found)


def keep_packet(vault: Vault, packet: Packet) -> Packet:
    """Keep her choice of documents under its name. Raises BadInput("packet", "empty")."""
    if not packet.name.strip() or not packet.templates:
        raise BadInput("packet", "empty")
    with vault.transaction():
        records.save(vault, packet)
    return packet


def shared_fields(chosen: Iterable[Template]) -> tuple[Field, ...]:
    """The fields that are the same in two or more of these documents, in their order: each is asked for once."""
    found: dict[str, list[Field]] = {}
    for template in chosen:
        for field in template.fields:
            found.setdefault(field.key, []).append(field)
    return tuple(
        replace(fields[0], required=any(field.required for field in fields))
        for fields in found.values()
        if len(fields) > 1 and all(_asks_the_same(field, fields[0]) for field in fields)
    )


def _asks_the_same(one: Field, other: Field) -> bool:
    if one.kind is not other.kind or one.labels != other.labels:
        return False
    return one.kind is not Kind.CHOICE or (one.options, one.default) == (other.options, other.default)


def begin_packet(vault: Vault, case: str, chosen: Sequence[str], fields: Mapping[str, str]) -> tuple[Letter, ...]:
    """A draft of each of these documents, in one go, each with the fields it knows. Raises BadInput("packet", "empty"), TemplateBroken."""
    if not chosen:
        raise BadInput("packet", "empty")
    packet, made = vault.new_id(), []
    with vault.transaction():
        for id_ in dict.fromkeys(chosen):
            template = templates.find(vault, id_)
            own = {key: text for key, text in fields.items() if text and template.field(key) is not None}
            made.append(letters.keep_letter(vault, replace(letters.draft_letter(vault, case, id_), fields=own, packet=packet)))
    return tuple(made)


def members(vault: Vault, case: str, packet: str, today: date) -> tuple[Member, ...]:
    """The documents of a packet, in the order they were begun, with what each still lacks. A removed draft is none."""
    found = []
    for letter in records.of_case(vault, Letter, case):
        if letter.packet == packet:
            entry = records.find(vault, RegisterEntry, letter.register) if letter.register else None
            findings = () if entry else letters.check_letter(vault, letter, today)
            found.append(Member(letter=letter, entry=entry, findings=findings))
    return tuple(found)


def approve_ready(vault: Vault, packet: Collection[Member], today: date) -> tuple[RegisterEntry, ...]:
    """Approve those of a packet that are ready, and leave the others as they are. Raises what `approve_letter` raises."""
    return tuple(letters.approve_letter(vault, each.letter, explained=(), today=today) for each in packet if each.is_ready)


@dataclass(frozen=True, kw_only=True, repr=False)
class Printout(Part):
    """One document as it is printed: in which form, and how often."""

    entry: RegisterEntry
    mode: Mode
    copies: int


def printouts(vault: Vault, packet: Iterable[Member]) -> tuple[Printout, ...]:
    """What is printed of the approved ones, in order: as many copies as each template names, the last his own, to be registered."""
    found = []
    for each in packet:
        if each.entry is None:
            continue
        copies, second = _copies(vault, each.letter)
        second = second and not each.entry.archive_copy
        if copies > int(second):
            found.append(Printout(entry=each.entry, mode=Mode.CLEAN, copies=copies - int(second)))
        if second:
            found.append(Printout(entry=each.entry, mode=Mode.WITH_REGISTRATION, copies=1))
    return tuple(found)


def _copies(vault: Vault, letter: Letter) -> tuple[int, bool]:
    try:
        template = templates.find(vault, letter.template, letter.language)
    except NotFound:
        return 1, False
    return max(template.copies, 1), template.registration_mark and template.copies > 1


def came_out(vault: Vault, printout: Printout) -> RegisterEntry:
    """Note in the register that a document was printed."""
    return letters.hand_over(vault, printout.entry, WayOut.PRINTED, mode=printout.mode, count=printout.copies)
