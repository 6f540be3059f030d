"""Urgent: what eight answers become, all of it or nothing."""

from dataclasses import replace

import pytest

from desktop.documents import urgent as words
from desktop.domain.cases import Case, Category, Situation, Threat
from desktop.domain.days import Day
from desktop.domain.errors import BadInput, DiskFull
from desktop.domain.events import Certainty, Event, EventKind
from desktop.domain.letters import Channel, Letter, LetterState
from desktop.domain.people import Role, Sex
from desktop.domain.powers import Power
from desktop.domain.urgent import Asked, Kin, Signer
from desktop.operations import letters, urgent
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person
from desktop.operations.powers import keep_power
from desktop.operations.settings import set_setting
from desktop.operations.units import unit_with
from desktop.operations.urgent import Taken, begin_urgent, freeze_message, taken_down
from desktop.storage import cases, people, records
from tests import make

ASKED = Asked(
    who="Королёв Пётр Ильич", where="в комендатуре гарнизона", by_whom="военная полиция", since="9:40", health="разбита губа",
    contact="телефон забрали", signed="ничего", seen="двое из роты", unit="00001", rank="private", category=Category.CONTRACT,
    caller="Королёва Анна Сергеевна", number="8 900 123-45-67",
    kin=Kin.MOTHER, relation="мать", requests=words.requests(Sex.MALE),
)  # fmt: skip


@pytest.fixture
def lawyer(vault):
    for name, text in (("name", "Чеботарёва Ярослава Олеговна"), ("address", "000000, город, улица, 1"), ("phone", "8 900 000-00-00")):
        set_setting(vault, f"lawyer.{name}", text)


def test_a_new_man_gets_a_file_with_his_people_an_event_and_four_drafts(vault, lawyer):
    made = begin_urgent(vault, ASKED, "told")

    case = records.get(vault, Case, made.case.id)
    assert (case.situation, case.threat, case.where) == (Situation.HELD, Threat.ISOLATION, "в комендатуре гарнизона")
    assert [row.id for row in cases.urgent(vault, 5)] == [case.id]
    roles = people.by_role(vault, case.id)
    assert roles[Role.CLIENT].full_name == "Королёв Пётр Ильич"
    assert (roles[Role.RELATIVE].full_name, roles[Role.RELATIVE].sex) == ("Королёва Анна Сергеевна", Sex.FEMALE)
    assert roles[Role.RELATIVE].phones == ("8 900 123-45-67",)
    (event,) = records.of_case(vault, Event, case.id)
    assert (event.kind, event.day, event.time, event.text, event.certainty) == (
        EventKind.HELD, Day("2026-05-14"), "09:40", "told", Certainty.HEARSAY,
    )  # fmt: skip
    assert [letter.template for letter in made.letters] == ["r13", "r11", "r32", "r22"]
    assert {letter.packet for letter in made.letters} == {made.packet}


def test_the_documents_say_what_was_answered_and_ask_for_the_rest(vault, lawyer):
    made = begin_urgent(vault, ASKED, "told")
    appeal, crime, data, message = (letters.compose_letter(vault, letter) for letter in made.letters)

    for text in (appeal.text, message.text):
        assert "Где находится, по имеющимся сведениям: в комендатуре гарнизона." in text
        assert "разбита губа" in text
    assert "Королёвой Анны Сергеевны" in appeal.text
    assert "мать" in appeal.text
    assert "ничего" not in message.text  # in short: what he signed is for the documents
    assert "Обеспечить его осмотр врачом" in message.text
    assert not message.gaps
    assert [gap.label[:24] for gap in appeal.gaps] == ["кому: военному прокурору"]
    assert "дежурному по войсковой части 00001" in message.text
    assert "14 мая 2026" in crime.text
    assert "С какого времени: 14.05.2026, 09:40." in crime.text
    assert "Кто его увёз или удерживает, по имеющимся сведениям: военная полиция." in crime.text
    assert "Чеботарёва" in data.text
    assert [gap.label for gap in data.gaps] == ["сущность поручения", "орган, в котором оказывается помощь"]


def test_he_signs_himself_with_the_complaint_and_a_woman_is_spoken_of_as_one(vault, lawyer):
    made = begin_urgent(vault, replace(ASKED, signer=Signer.CLIENT, sex=Sex.FEMALE, who="Королёва Ольга Ильинична"), "told")

    assert [letter.template for letter in made.letters][:2] == ["r03", "r11"]
    complaint = letters.compose_letter(vault, made.letters[0]).text
    assert "её увёз или удерживает" in complaint
    assert "Какие бумаги подписывала" in complaint


def test_a_file_that_is_there_keeps_its_people_its_unit_and_what_it_knows(vault):
    opened = open_case(vault, where="в части")
    case = keep_case(vault, replace(opened, unit=unit_with(vault, "00002").id, threat=Threat.VIOLENCE, urgent_by="2026-05-14T06:00"))
    add_person(vault, make.person(), case.id, Role.CLIENT)
    add_person(vault, make.person(surname="Королёва"), case.id, Role.RELATIVE)

    keep_power(vault, Power(id=vault.new_id(), case=case.id, number="7/26", made_on=Day("2026-05-01")), "")

    made = begin_urgent(vault, replace(ASKED, where="", unit="00009"), "told", case_id=case.id)

    kept = records.get(vault, Case, case.id)
    assert (made.case.id, kept.unit, kept.threat, kept.urgent_by, kept.where) == (
        case.id, case.unit, Threat.VIOLENCE, "2026-05-14T06:00", "в части",
    )  # fmt: skip
    assert len(people.of_case(vault, case.id)) == 2
    assert "соглашение № 7/26 от 01.05.2026." in letters.compose_letter(vault, made.letters[2]).text


def test_no_document_says_today_or_yesterday(vault):
    for said, told in (("вчера 22:40", "13.05.2026, 22:40"), ("вчера вечером", "вчера вечером (сообщено 14.05.2026)")):
        made = begin_urgent(vault, replace(ASKED, since=said), "told")
        assert f"С какого времени: {told}." in letters.compose_letter(vault, made.message).text


def test_a_lone_answer_is_enough_and_none_is_refused(vault):
    assert len(begin_urgent(vault, Asked(health="плохо"), "told").letters) == 4
    with pytest.raises(BadInput):
        begin_urgent(vault, Asked(caller="мать", number="4567"), "told")


def test_where_the_last_document_cannot_be_kept_nothing_is(vault, monkeypatch):
    keep, count = letters.keep_letter, []

    def full(vault, letter):
        count.append(letter)
        if len(count) == 4:
            raise DiskFull
        return keep(vault, letter)

    monkeypatch.setattr(urgent.letters, "keep_letter", full)
    with pytest.raises(DiskFull):
        begin_urgent(vault, ASKED, "told")

    assert (records.every(vault, Case), records.every(vault, Event), records.every(vault, Letter)) == ([], [], [])


def test_the_message_is_frozen_once_with_its_gaps_and_who_took_it_is_in_register_and_timeline(vault):
    made = begin_urgent(vault, Asked(health="плохо", requests="Вызвать врача"), "told")

    entry = freeze_message(vault, made.message)
    assert (freeze_message(vault, made.message).id, entry.gaps_allowed) == (entry.id, True)
    assert records.get(vault, Letter, made.message.id).state is LetterState.APPROVED
    with pytest.raises(BadInput):
        taken_down(vault, entry, Taken(hour="02:15"), "02:15")

    kept = taken_down(vault, entry, Taken(post="дежурный", surname="Смирнов", hour="02:15", number="12"), "дежурный, Смирнов, 02:15")

    assert (kept.handed_in, kept.handed_to, kept.handed_on) == (Channel.PHONE, "дежурный, Смирнов, 02:15", Day("2026-05-14"))
    assert kept.answer_due is None  # nobody owes an answer to a telephone message
    event = records.of_case(vault, Event, made.case.id)[-1]
    assert (event.kind, event.actor, event.time) == (EventKind.DOCUMENT_FILED, "дежурный, Смирнов", "02:15")
