"""The documents of invented cases: composed as real ones are, some in the register, some still drafts."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache

from desktop.documents import compose, facts, fonts, layout, templates
from desktop.documents.compose import Composed
from desktop.documents.templates import Template
from desktop.domain import ids
from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.letters import Answer, Channel, Copy, Letter, LetterState, RegisterEntry, WayOut
from desktop.domain.people import Person, Role, Sex
from desktop.operations.demo import stories
from desktop.operations.demo.lots import REFERENCE, Lots, iso
from desktop.operations.demo.world import Place
from desktop.operations.letters import LAWYER

_WAYS = (WayOut.PRINTED, WayOut.PRINTED, WayOut.DICTATED, WayOut.SHOWN, WayOut.PUT_OFF, WayOut.SAVED)
_CHANNELS = (
    Channel.IN_PERSON,
    Channel.IN_PERSON,
    Channel.DUTY_OFFICER,
    Channel.POST_INVENTORY,
    Channel.POST_REGISTERED,
    Channel.E_RECEPTION,
)
_ANSWERS = (Answer.NONE, Answer.NONE, Answer.NONE, Answer.GRANTED, Answer.REFUSED, Answer.FORWARDED, Answer.EXPLAINED)


@dataclass(frozen=True)
class Desk:
    """What a document of one case is made of."""

    lots: Lots
    case: Case
    people: Mapping[str, Person]
    place: Place

    def compose(self, template: Template, fields: Mapping[str, str], day: date) -> Composed:
        """The text, as the workshop would make it."""
        unit = self.place.unit if self.case.unit else None
        lawyer = dict.fromkeys(LAWYER, "")
        return compose.compose(template, facts.of(self.case, self.people, unit, lawyer, fields, day, asked=template.fields))

    def letter(self, template: Template, fields: Mapping[str, str], moment: datetime) -> Letter:
        """A draft of it."""
        return Letter(
            id=self.lots.new_id(),
            case=self.case.id,
            template=template.id,
            template_version=template.version,
            language=template.language,
            title=template.titles[template.language],
            fields=fields,
            font=_font(),
            created_at=iso(moment),
        )

    def entry(self, letter: Letter, template: Template, text: str, moment: datetime) -> RegisterEntry:
        """It, as it was approved."""
        number = "".join(self.lots.one(list(ids.LETTERS)) for _ in range(6))
        return RegisterEntry(
            id=self.lots.new_id(),
            case=self.case.id,
            letter=letter.id,
            number=f"{moment.year % 100:02d}-{number}",
            title=letter.title,
            addressee=layout.addressee(text),
            approved_at=iso(moment),
            template=template.id,
            template_version=template.version,
            law_as_of=moment.date().isoformat(),
            archive_copy=template.archive,
            text=text,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            font=letter.font,
        )


def letters(
    lots: Lots, case: Case, client: Person, place: Place, ids_: list[str], sex: Sex, opened: date
) -> Iterator[Letter | RegisterEntry]:
    """The documents of a case: those whose names nobody has to look at again are in the register, the others wait as drafts."""
    desk = Desk(lots, case, {Role.CLIENT: client, Role.COMMANDER: place.commander}, place)
    for template_id in ids_:
        if lots.chance(0.2):
            continue
        template = templates.find(template_id)
        day = opened + timedelta(days=int((REFERENCE - opened).days * lots.random.random() ** 2))
        written = lots.moment(day)
        fields = _fields(lots, template_id, sex, client, day)
        letter = desk.letter(template, fields, written)
        composed = None if lots.chance(0.3) else desk.compose(template, fields, day)
        if composed is None or composed.gaps or composed.doubtful:
            yield letter
            continue
        yield from _approved(desk, letter, template, composed.text, written + timedelta(minutes=lots.number(10, 90)))


def _approved(desk: Desk, letter: Letter, template: Template, text: str, moment: datetime) -> Iterator[Letter | RegisterEntry]:
    entry = desk.entry(letter, template, text, moment)
    way = desk.lots.one(_WAYS)
    handed = replace(entry, copies=(Copy(way=way, at=iso(moment + timedelta(minutes=5))),))
    left = way is not WayOut.PUT_OFF
    if left and desk.lots.chance(0.8):
        handed = _handed_in(desk.lots, handed, moment.date() + timedelta(days=desk.lots.number(0, 4)))
    state = LetterState.HANDED_OVER if left else LetterState.APPROVED
    yield replace(letter, text=text, state=state, register=entry.id)
    yield handed


def _handed_in(lots: Lots, entry: RegisterEntry, day: date) -> RegisterEntry:
    channel = lots.one(_CHANNELS)
    if lots.chance(0.12):
        return replace(entry, handed_in=channel, refused_on=Day.of(day), refused_note="Не приняли, велели прийти в понедельник.")
    by_post = channel in {Channel.POST_INVENTORY, Channel.POST_REGISTERED}
    answer = lots.one(_ANSWERS) if (REFERENCE - day).days > 30 else Answer.NONE
    return replace(
        entry,
        handed_in=channel,
        handed_to="" if by_post else lots.one(["строевая часть", "дежурный по части", "секретарь", ""]),
        handed_on=Day.of(day),
        stamp_number="" if by_post or lots.chance(0.3) else str(lots.number(12, 2400)),
        stamp_on=None if by_post else Day.of(day),
        post_receipt=f"0000{lots.number(0, 10**9):010d}" if by_post else "",
        answer=answer,
        answer_on=Day.of(day + timedelta(days=lots.number(7, 30))) if answer is not Answer.NONE else None,
        answer_due=Day.of(day + timedelta(days=30)),
    )


def _fields(lots: Lots, template: str, sex: Sex, client: Person, day: date) -> dict[str, str]:
    said = stories.book(sex).letters
    if template == "r03":
        chosen = {
            "facts": ". ".join(lots.some(said["complaint"], 1, 2)),
            "report_day": (day - timedelta(days=lots.number(20, 60))).isoformat() if lots.chance(0.7) else "",
            "report_about": lots.one(said["report_about"]),
            "address": client.address,
            "phone": client.phones[0],
            "against": lots.one(["inaction", "inaction", "actions"]),
        }
    else:
        chosen = {
            "health": lots.one(said["health"]),
            "doctors": lots.one(said["doctors"]),
            "requests": lots.one(said["requests"]),
            "doctor": lots.one(["none", "therapist", "neurologist", "surgeon"]),
            "service": "",
        }
    return {key: value for key, value in chosen.items() if value}


@cache
def _font() -> str:
    return fonts.chosen()
