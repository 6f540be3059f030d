"""Somebody is being taken away: the answers become a file, an event, three documents and a telephone message, in one go."""

from dataclasses import dataclass, replace

from desktop.documents import urgent as words
from desktop.domain import likeness
from desktop.domain.cases import URGENT_THREATS, Case, Category, Situation, Threat
from desktop.domain.days import Day
from desktop.domain.errors import BadInput
from desktop.domain.events import Certainty, Event, EventKind
from desktop.domain.letters import Channel, Letter, RegisterEntry
from desktop.domain.moments import zone as zone_named
from desktop.domain.people import Person, Role
from desktop.domain.powers import Power, PowerKind
from desktop.domain.urgent import QUESTIONS, SEX_OF, Asked, hour_meant
from desktop.domain.values import Part
from desktop.operations import letters, templates
from desktop.operations.cases import keep_case, open_case
from desktop.operations.events import keep_event
from desktop.operations.people import add_person
from desktop.operations.register import keep_entry
from desktop.operations.units import unit_with
from desktop.storage import people, records, settings
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Made(Part):
    """What became of the answers: the file, the drafts, and which of them is read out."""

    case: Case
    letters: tuple[Letter, ...]
    message: Letter

    @property
    def packet(self) -> str:
        """The word that all its documents bear."""
        return self.message.packet


def begin_urgent(vault: Vault, asked: Asked, told: str, *, case_id: str = "", language: str = "ru") -> Made:
    """Make everything the answers are good for, all or nothing. `told` is how they stand in the event; no `case_id`: a new file.

    Raises BadInput("urgent", "empty") where nothing was answered, NotFound, TemplateBroken.
    """
    if not any(getattr(asked, name).strip() for name in QUESTIONS):
        raise BadInput("urgent", "empty")
    with vault.transaction():
        case = records.get(vault, Case, case_id) if case_id else _new_case(vault, asked, language)
        _put_people(vault, case.id, asked)
        now = vault.now()
        there = now.astimezone(zone_named(case.zone))
        day, hour = hour_meant(asked.since, there)
        case = keep_case(vault, _standing(vault, records.get(vault, Case, case.id), asked, f"{there:%Y-%m-%dT%H:%M}"))
        keep_event(vault, _event(vault, case, asked, told, day, hour))
        made = _drafts(vault, case, words.dated(asked, day, hour, there.date()), day)
    return Made(case=case, letters=made, message=made[-1])


def _new_case(vault: Vault, asked: Asked, language: str) -> Case:
    return open_case(vault, called_by=asked.caller, about=asked.who, where=asked.where, language=language)


def _put_people(vault: Vault, case_id: str, asked: Asked) -> None:
    """The man himself and whoever rings, where the file has nobody as that yet."""
    known = people.by_role(vault, case_id)
    named = likeness.named_in(asked.who)
    if Role.CLIENT not in known and named.surname:
        himself = Person(id=vault.new_id(), surname=named.surname, name=named.name, patronymic=named.patronymic, sex=asked.sex,
                         rank=asked.rank)  # fmt: skip
        add_person(vault, himself, case_id, Role.CLIENT)
    if asked.caller.strip() and not {Role.RELATIVE, Role.PAYER} & known.keys():
        caller = likeness.named_in(asked.caller)
        sex = SEX_OF.get(asked.kin, Person(id="").sex)
        phones = (asked.number.strip(),) if asked.number.strip() else ()
        relative = Person(id=vault.new_id(), surname=caller.surname, name=caller.name, patronymic=caller.patronymic, sex=sex, phones=phones)
        add_person(vault, relative, case_id, Role.RELATIVE, relation=asked.relation)


def _standing(vault: Vault, case: Case, asked: Asked, now: str) -> Case:
    """First on Today from now on. Nothing that was known is overwritten by nothing."""
    return replace(
        case,
        category=asked.category if case.category is Category.UNKNOWN else case.category,
        where=asked.where.strip() or case.where,
        unit=case.unit or (unit_with(vault, asked.unit).id if asked.unit.strip() else ""),
        situation=Situation.HELD,
        threat=case.threat if case.threat in URGENT_THREATS else Threat.ISOLATION,
        urgent_by=case.urgent_by or now,
    )


def _event(vault: Vault, case: Case, asked: Asked, told: str, day: Day, hour: str) -> Event:
    certainty = Certainty.HEARSAY if asked.caller.strip() else Certainty.FIRST_HAND
    return Event(id=vault.new_id(), case=case.id, kind=EventKind.HELD, day=day, time=hour, zone=case.zone, text=told,
                 place=asked.where.strip(), actor=asked.by_whom.strip(), source=asked.caller.strip(), certainty=certainty)  # fmt: skip


def _drafts(vault: Vault, case: Case, asked: Asked, since: Day) -> tuple[Letter, ...]:
    address, phone = (settings.read(vault, name) for name in ("lawyer.address", "lawyer.phone"))
    agreements = [power for power in records.of_case(vault, Power, case.id) if power.kind is PowerKind.AGREEMENT]
    packet, made = vault.new_id(), []
    for template in (*words.templates(asked.signer), words.MESSAGE):
        agreement = agreements[-1] if agreements else None
        filled = words.fields(template, asked, since=since, address=address, phone=phone, agreement=agreement)
        asks = templates.find(vault, template)
        known = {key: text for key, text in filled.items() if asks.field(key) is not None}
        made.append(letters.keep_letter(vault, replace(letters.draft_letter(vault, case.id, template), fields=known, packet=packet)))
    return tuple(made)


def freeze_message(vault: Vault, message: Letter) -> RegisterEntry:
    """The telephone message as it is read out: approved as it stands, its gaps noted, and in the register. Raises NotReady."""
    known = records.get(vault, Letter, message.id)
    if known.register:
        return records.get(vault, RegisterEntry, known.register)
    return letters.approve_letter(vault, known, explained=(), allow_gaps=True, today=vault.today())


@dataclass(frozen=True, kw_only=True, repr=False)
class Taken(Part):
    """Who took a telephone message down: post, surname, the hour on her clock, and the number of the record if one was named."""

    post: str = ""
    surname: str = ""
    hour: str = ""
    number: str = ""


def taken_down(vault: Vault, entry: RegisterEntry, taken: Taken, said: str) -> RegisterEntry:
    """Note who took the message down, in the register and among the events; `said` is both in words. Raises BadInput("taken", "empty")."""
    if not (taken.post.strip() or taken.surname.strip()):
        raise BadInput("taken", "empty")
    today = Day.of(vault.today())
    who = ", ".join(part for part in (taken.post.strip(), taken.surname.strip()) if part)
    event = Event(id=vault.new_id(), case=entry.case, kind=EventKind.DOCUMENT_FILED, day=today, time=taken.hour.strip(), title=entry.title,
                  text=said, actor=who)  # fmt: skip
    with vault.transaction():
        keep_event(vault, event)
        known = records.get(vault, RegisterEntry, entry.id)
        return keep_entry(vault, replace(known, handed_in=Channel.PHONE, handed_to=said, handed_on=today))
