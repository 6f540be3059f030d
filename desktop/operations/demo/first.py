"""The first invented case: the soldier of a newspaper report of June 2022, as far as it tells."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from desktop.documents import templates
from desktop.domain.cases import Case, Category, Consent, Contract, Situation, Stage, Threat
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Certainty, Event, EventKind, Order, OrderForm
from desktop.domain.letters import Channel, Copy, LetterState, WayOut
from desktop.domain.notes import BLOCKS, Note
from desktop.domain.people import Party, Person, Role
from desktop.domain.values import Value
from desktop.operations.demo.lots import Lots, iso
from desktop.operations.demo.names import DEMO
from desktop.operations.demo.papers import Desk
from desktop.operations.demo.world import World

_TEMPLATE = "r01"


def first_case(world: World) -> Iterator[Value]:
    """All values of case 1."""
    read: dict[str, Any] = tomllib.loads((DEMO / "first.toml").read_text("utf-8"))
    lots = Lots(world.seed, "case 1")
    client = Person(id=lots.new_id(), post=read["case"]["post"], **read["client"])
    case = _case(world, lots, read["case"], client)
    commander = world.places[0].commander
    yield client
    yield case
    yield Party(id=lots.new_id(), case=case.id, person=client.id, role=Role.CLIENT, code_word="клён", safe_to_call="вечером, звонит сам")
    yield Party(id=lots.new_id(), case=case.id, person=commander.id, role=Role.COMMANDER)
    for told in read["event"]:
        yield from _event(lots, case, told)
    for number, told in enumerate(read["note"], start=1):
        yield _note(lots, case, number, told)
    yield from _letter(Desk(lots, case, {Role.CLIENT: client, Role.COMMANDER: commander}, world.places[0]), read["letter"])
    for told in read["deadline"]:
        yield Deadline(id=lots.new_id(), case=case.id, due=date.fromisoformat(told["due"]), title=told["title"])


def _case(world: World, lots: Lots, told: dict[str, Any], client: Person) -> Case:
    opened = datetime.fromisoformat(told["opened"])
    return Case(
        id=lots.new_id(),
        number=world.number(lots, opened.date()),
        pseudonym=world.pseudonym(0),
        opened_at=iso(opened),
        category=Category(told["category"]),
        stage=Stage(told["stage"]),
        situation=Situation(told["situation"]),
        threat=Threat(told["threat"]),
        client=client.id,
        consent=Consent.YES,
        called_by=told["called_by"],
        about=told["about"],
        where=told["where"],
        matter=told["matter"],
        now=told["now"],
        unit=world.places[0].unit.id,
        subunit=told["subunit"],
        post=told["post"],
        branch=told["branch"],
        service_began=Day(told["service_began"]),
        contract=Contract(signed_on=Day(told["contract_signed"]), ends=Day(told["contract_ends"])),
        colour=1,
        conflict_checked="нет, 25.04.2022",
    )


def _event(lots: Lots, case: Case, told: dict[str, Any]) -> Iterator[Value]:
    day = Day(told["day"])
    event = Event(
        id=lots.new_id(),
        case=case.id,
        kind=EventKind(told["kind"]),
        day=day,
        until=Day(told["until"]) if "until" in told else None,
        title=told["title"],
        text=told["text"],
        actor=told.get("actor", ""),
        source=told.get("source", "со слов"),
        certainty=Certainty(told.get("certainty", "first_hand")),
    )
    yield event
    if "order" in told:
        form, by, wording = OrderForm(told["order"]), told["given_by"], told["wording"]
        yield Order(id=lots.new_id(), case=case.id, event=event.id, given_by=by, form=form, day=day, wording=wording)


def _note(lots: Lots, case: Case, number: int, told: dict[str, Any]) -> Note:
    return Note(
        id=lots.new_id(),
        case=case.id,
        written_at=told["written"],
        number=number,
        signed_at=told["written"],
        retold=True,
        blocks={block: told[block] for block in BLOCKS if block in told},
        **{key: told[key] for key in ("began", "ended", "channel", "present", "alone", "free_to_speak") if key in told},
    )


def _letter(desk: Desk, told: dict[str, Any]) -> Iterator[Value]:
    template, moment = templates.find(_TEMPLATE), datetime.fromisoformat(told["approved"])
    letter = desk.letter(template, told["fields"], moment)
    text = desk.compose(template, told["fields"], moment.date()).text
    entry = replace(
        desk.entry(letter, template, text, moment),
        copies=(Copy(way=WayOut.DICTATED, at=iso(moment)),),
        handed_in=Channel.IN_PERSON,
        handed_to="штаб части",
        handed_on=Day(told["stamp_on"]),
        stamp_number=told["stamp_number"],
        stamp_on=Day(told["stamp_on"]),
    )
    yield replace(letter, text=text, state=LetterState.HANDED_OVER, register=entry.id)
    yield entry
