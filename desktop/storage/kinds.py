"""The kinds of records: the code word of each, and how a value becomes JSON and comes back."""

import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

import msgspec

from desktop.domain.attachments import Attachment
from desktop.domain.basket import PutOff
from desktop.domain.calls import Call
from desktop.domain.caseload import CaseView
from desktop.domain.cases import Case
from desktop.domain.checklists import OwnList, Ticks
from desktop.domain.closing import Closing
from desktop.domain.counting import RuleEntry
from desktop.domain.days import Day, NoSuchDay
from desktop.domain.deadlines import Deadline
from desktop.domain.drafts import Draft, Setting
from desktop.domain.errors import DataDamaged
from desktop.domain.events import Event, Order
from desktop.domain.figures import NoteMark
from desktop.domain.imports import ImportPart
from desktop.domain.law import NormCheck, NormEntry
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.note_templates import NoteTemplate
from desktop.domain.notes import Note
from desktop.domain.packets import Packet
from desktop.domain.people import Party, Person
from desktop.domain.powers import Power
from desktop.domain.retention import Retention, Stub
from desktop.domain.searches import KeptSearch
from desktop.domain.sheets import Sheet
from desktop.domain.tasks import Task
from desktop.domain.template_marks import TemplateMark
from desktop.domain.templates import OwnTemplate
from desktop.domain.transfers import Colleague, Incoming, OwnCard, Sent
from desktop.domain.units import Unit
from desktop.domain.values import Value
from desktop.domain.working_days import OwnDay

V = TypeVar("V", bound=Value)

# The code words of the interface; they stand in backups and never change.
KINDS: Mapping[str, type[Value]] = {
    "case": Case, "person": Person, "party": Party, "unit": Unit, "call": Call, "event": Event, "order": Order,
    "deadline": Deadline, "letter": Letter, "register": RegisterEntry, "note": Note, "attachment": Attachment,
    "draft": Draft, "setting": Setting, "norm": NormEntry, "norm-check": NormCheck, "rule": RuleEntry, "day-off": OwnDay,
    "put-off": PutOff, "template": OwnTemplate, "template-mark": TemplateMark, "packet": Packet,
    "case-view": CaseView,
    "search": KeptSearch,
    "own-card": OwnCard, "colleague": Colleague, "sent": Sent, "incoming": Incoming, "task": Task, "note-mark": NoteMark,
    "retention": Retention, "stub": Stub, "checklist": OwnList, "ticks": Ticks, "closing": Closing,
    "power": Power, "sheet": Sheet,
    "note-template": NoteTemplate, "import-part": ImportPart,
}  # fmt: skip
KIND_OF: Mapping[type[Value], str] = {type_: kind for kind, type_ in KINDS.items()}
NO_HISTORY = frozenset({"draft", "setting", "put-off", "case-view", "search", "own-card", "sent", "incoming", "stub", "import-part"})

# A text of 32 hex digits and nothing else: an id, or the name of a sealed file.
ID_IN_JSON = re.compile(rb'"([0-9a-f]{32})"')


def encode(value: Value) -> bytes:
    """The value as canonical JSON."""
    return msgspec.json.encode(value, enc_hook=_to_json, order="sorted")


def decode(type_: type[V], body: bytes) -> V:
    """The value a body stands for. Raises DataDamaged if it is not one of this kind."""
    try:
        return _decoder(type_).decode(body)
    except (msgspec.DecodeError, NoSuchDay, UnicodeDecodeError):
        raise DataDamaged(KIND_OF[type_]) from None


def case_of(value: Value) -> str | None:
    """The id of the case a value belongs to; None for what cases share."""
    if isinstance(value, Case):
        return value.id
    return getattr(value, "case", "") or None


def ids_in(body: bytes) -> set[str]:
    """What stands in a record's JSON as a text of 32 hex digits, and nothing else: ids, and names of sealed files."""
    return {found.decode("ascii") for found in ID_IN_JSON.findall(body)}


def field_names(kind: str) -> frozenset[str]:
    """The fields a value of this kind may have: a backup with others is not one of ours."""
    return frozenset(field.name for field in fields(KINDS[kind]))


def _to_json(value: object) -> object:
    if isinstance(value, Day):
        return value.text
    raise TypeError(type(value).__name__)


def _from_json(type_: type[Any], value: object) -> object:
    if type_ is Day and isinstance(value, str):
        return Day(value)
    raise TypeError(type_.__name__)


_decoders: dict[type[Value], msgspec.json.Decoder[Any]] = {}


def _decoder(type_: type[V]) -> "msgspec.json.Decoder[V]":
    if type_ not in _decoders:
        _decoders[type_] = msgspec.json.Decoder(type_, dec_hook=_from_json)
    return _decoders[type_]
