"""Valid values with sensible defaults, any field overridable."""

import uuid
from datetime import date
from typing import Any

from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event, EventKind
from desktop.domain.letters import RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.people import Party, Person, Role, Sex
from desktop.domain.tasks import Task
from desktop.domain.units import Unit


def _id() -> str:
    return uuid.uuid4().hex


def _with(usual: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    return usual | fields


def case(**fields: Any) -> Case:
    """An open case."""
    return Case(**_with({"id": _id(), "number": "26-KQTRA", "pseudonym": "Клён"}, fields))


def person(**fields: Any) -> Person:
    """A man."""
    return Person(**_with({"id": _id(), "surname": "Королёв", "name": "Пётр", "patronymic": "Ильич", "sex": Sex.MALE}, fields))


def party(**fields: Any) -> Party:
    """A person in a case."""
    return Party(**_with({"id": _id(), "case": "", "person": "", "role": Role.CLIENT}, fields))


def unit(**fields: Any) -> Unit:
    """A unit."""
    return Unit(**_with({"id": _id(), "number": "00001"}, fields))


def event(**fields: Any) -> Event:
    """An event."""
    return Event(**_with({"id": _id(), "case": "", "kind": EventKind.ORDER_RECEIVED, "day": Day("2022-04-XX")}, fields))


def deadline(**fields: Any) -> Deadline:
    """A date to keep."""
    return Deadline(**_with({"id": _id(), "case": "", "due": date(2026, 5, 20), "title": "Answer due"}, fields))


def task(**fields: Any) -> Task:
    """A thing to do, without a day."""
    return Task(**_with({"id": _id(), "title": "Ring the registry"}, fields))


def note(**fields: Any) -> Note:
    """A consultation note."""
    return Note(**_with({"id": _id(), "case": "", "written_at": "2026-05-14T09:00:00+00:00", "blocks": {"facts": "Звонила мать."}}, fields))


def paper(**fields: Any) -> Attachment:
    """What is known of a paper; its bytes lie nowhere."""
    sealed = Sealed(file="f" * 32, size=1, sha256="c" * 64)
    return Attachment(**_with({"id": _id(), "case": "", "name": "scan", "size": 1, "sha256": "c" * 64, "sealed": sealed}, fields))


def entry(**fields: Any) -> RegisterEntry:
    """An approved document."""
    return RegisterEntry(**_with({"id": _id(), "case": "", "letter": _id(), "number": "26-AAAA"}, fields))
