"""What is said of what lies in the bin: its kind, what it was, and when it goes."""

from collections.abc import Callable
from typing import Any

from desktop.domain.attachments import Attachment
from desktop.domain.binned import Binned, Stays
from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.checklists import OwnList
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event
from desktop.domain.letters import Letter
from desktop.domain.note_templates import NoteTemplate
from desktop.domain.notes import Note
from desktop.domain.packets import Packet
from desktop.domain.people import Party, Person
from desktop.domain.powers import Power
from desktop.domain.tasks import Task
from desktop.domain.templates import OwnTemplate
from desktop.domain.units import Unit
from desktop.i18n import N_, _
from desktop.storage.vault import Vault
from desktop.ui import choices
from desktop.ui.masking import shown_name
from desktop.ui.parts.day_words import date_words, day_words, moment_words

KINDS = {
    "case": N_("case"),
    "note": N_("note"),
    "letter": N_("draft"),
    "attachment": N_("paper"),
    "event": N_("event"),
    "deadline": N_("date"),
    "party": N_("person in a case"),
    "person": N_("person"),
    "unit": N_("unit"),
    "call": N_("call"),
    "task": N_("task"),
    "template": N_("template"),
    "packet": N_("packet"),
    "checklist": N_("checklist"),
    "power": N_("power of a case"),
    "sheet": N_("sheet of questions"),
    "note-template": N_("template of a note"),
}
_STAYS = {
    Stays.HELD: N_("stays: the case is under a hold"),
    Stays.NAMED: N_("stays: something still names it"),
    Stays.FOLLOWS: N_("with its document"),
}


def kind_words(binned: Binned) -> str:
    """What sort of thing it is."""
    return _(KINDS[binned.kind])


def goes_words(binned: Binned, vault: Vault) -> str:
    """The day on which it goes for good, or why it stays."""
    if binned.stays is not None:
        return _(_STAYS[binned.stays])
    return date_words(binned.goes_on, vault.today()) if binned.goes_on else ""


def what_words(binned: Binned, vault: Vault, revealed: bool) -> str:
    """What it was, in one line. The text of a note is not told, nor a name before she reveals it."""
    value = binned.value
    tell = _WHAT.get(type(value))
    if isinstance(value, Person):
        return shown_name(value, revealed)
    return tell(value, vault) if tell else ""


def _note(note: Note, vault: Vault) -> str:
    return _("note of {when}").format(when=moment_words(note.written_at, vault.today()))


def _event(event: Event, vault: Vault) -> str:
    day = day_words(event.day, vault.today())
    kind = choices.word(event.kind)
    return _("{kind}, {day}").format(kind=kind, day=day) if day else kind


def _deadline(deadline: Deadline, vault: Vault) -> str:
    return _("{day}: {what}").format(day=date_words(deadline.due, vault.today()), what=deadline.title or choices.word(deadline.kind))


def _call(call: Call, vault: Vault) -> str:
    return _("{kind}, {day}").format(kind=call.who or call.about or call.line, day=moment_words(call.began, vault.today()))


_WHAT: dict[type, Callable[[Any, Vault], str]] = {
    Case: lambda case, _vault: f"{case.pseudonym} · {case.number}",
    Note: _note,
    Letter: lambda letter, _vault: letter.title,
    Attachment: lambda paper, _vault: paper.name,
    Event: _event,
    Deadline: _deadline,
    Party: lambda party, _vault: party.relation or choices.word(party.role),
    Unit: lambda unit, _vault: unit.number,
    Call: _call,
    Task: lambda task, _vault: task.title,
    OwnTemplate: lambda template, _vault: template.title,
    OwnList: lambda own, _vault: own.title,
    NoteTemplate: lambda template, _vault: template.title,
    Packet: lambda packet, _vault: packet.name,
    Power: lambda power, _vault: f"{choices.word(power.kind)} {power.number}".strip(),
}
