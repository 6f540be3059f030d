"""Answers of a sheet land where they belong, and nowhere a second time."""

from dataclasses import replace

import pytest

from desktop.domain.cases import Case, Category, Contract
from desktop.domain.days import Day
from desktop.domain.events import Certainty, Event, EventKind
from desktop.domain.people import Party, Person, Role, Sex
from desktop.domain.sheets import Form, Sheet, Way, question, sections
from desktop.operations import asking
from desktop.operations.backups import back_up, restore
from desktop.operations.cases import keep_case, open_case
from desktop.operations.events import keep_event
from desktop.operations.keeping import keep_all
from desktop.operations.people import add_person
from desktop.operations.vaults import open_vault
from desktop.storage import people, records, search
from tests import make
from tests.conftest import PASSPHRASE


@pytest.fixture
def case(vault):
    return open_case(vault)


def _answer(vault, case, key, answer):
    before, after = asking.changes_of_answer(vault, case.id, question(key), answer)
    keep_all(vault, after)
    return before


def _known(vault, case, key):
    return asking.read(vault, case.id).of(question(key))


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("called_by", "мать"), ("category", Category.MOBILISED), ("subunit", "2 рота"), ("oath_on", Day("2022-04-10~")),
        ("contract_ends", Day("2027-05")), ("contract_number", "12"), ("sex", Sex.FEMALE), ("born", Day("2003")), ("rank", "private"),
        ("unit", "00001"), ("code_word", "ромашка"), ("alone", "нет"), ("data_consent", "yes"), ("where", "в части"),
    ],
)  # fmt: skip
def test_an_answer_is_kept_at_its_home_read_back_and_taken_back(vault, case, key, answer):
    before = _answer(vault, case, key, answer)
    assert _known(vault, case, key) == answer

    keep_all(vault, before)

    assert _known(vault, case, key) != answer


def test_what_has_a_home_is_not_kept_a_second_time(vault, case):
    for key, answer in (("name", "Королёв Пётр Ильич"), ("unit", "00001"), ("contract_number", "12"), ("safe_to_call", "после 20")):
        _answer(vault, case, key, answer)

    assert records.every(vault, Sheet) == []
    client = people.by_role(vault, case.id)[Role.CLIENT]
    kept = records.get(vault, Case, case.id)
    assert (client.surname, client.name, client.patronymic, kept.client) == ("Королёв", "Пётр", "Ильич", client.id)
    assert kept.contract == Contract(number="12")
    assert len(records.every(vault, Person)) == 1  # the one who rings is he himself

    _answer(vault, case, "contract_number", "")
    assert records.get(vault, Case, case.id).contract is None


def test_the_first_answer_about_him_can_be_taken_back_with_the_man(vault, case):
    before = _answer(vault, case, "name", "Королёв Пётр")

    keep_all(vault, before)

    assert (people.of_case(vault, case.id), records.get(vault, Case, case.id).client) == ([], "")


def test_a_relative_is_another_than_the_man(vault, case):
    keep_all(vault, asking.changes_of_form(vault, case.id, Form.RELATIVE)[1])
    _answer(vault, case, "relation", "мать")
    _answer(vault, case, "may_be_told", "что подано")
    _answer(vault, case, "name", "Королёв Пётр")

    parties = records.of_case(vault, Party, case.id)
    assert sorted((party.role, party.relation, party.may_be_told) for party in parties) == [
        (Role.CLIENT, "", ""), (Role.RELATIVE, "мать", "что подано"),
    ]  # fmt: skip


def test_another_sheet_loses_no_answer(vault, case):
    _answer(vault, case, "alone", "нет")
    before, after = asking.changes_of_form(vault, case.id, Form.RELATIVE)
    keep_all(vault, after)
    assert asking.read(vault, case.id).form is Form.RELATIVE
    assert _known(vault, case, "alone") == "нет"

    keep_all(vault, before)
    assert asking.read(vault, case.id).form is Form.CONTRACT


def test_how_surely_a_statement_is_known_is_kept_beside_it(vault, case):
    for certainty in (Certainty.SEEN, None):
        keep_all(vault, asking.changes_of_certainty(vault, case.id, question("unit"), certainty)[1])
        assert asking.read(vault, case.id).sheet.certainty.get("unit") == certainty


def test_events_are_the_events_of_the_case_whoever_entered_them(vault, case):
    keep_event(vault, make.event(case=case.id, kind=EventKind.PRESSURE, day=None, text="без дня"))
    keep_event(vault, make.event(case=case.id, kind=EventKind.PRESSURE, day=Day("2022-04"), text="в апреле"))
    keep_event(vault, make.event(case=case.id, kind=EventKind.LEAVE))
    answers = asking.read(vault, case.id)

    assert [event.text for event in answers.events_of(question("pressure"))] == ["в апреле", "без дня"]

    told = asking.event_answer(None, vault, answers, question("pressure"), text="грозили")
    assert (told.kind, told.certainty, told.source, told.removed_at) == (EventKind.PRESSURE, Certainty.FIRST_HAND, "", "")
    assert asking.event_answer(told, vault, answers, question("pressure"), text="").removed_at


def test_what_a_relative_tells_is_hearsay_of_the_relative(vault, case):
    keep_case(vault, replace(case, called_by="мать"))

    told = asking.event_answer(None, vault, asking.read(vault, case.id), question("held"), text="увезли")

    assert (told.certainty, told.source) == (Certainty.HEARSAY, "мать")


def test_a_backup_brings_the_sheet_back_and_the_search_finds_its_words(vault, case, tmp_path):
    _answer(vault, case, "family", "двое детей, мать-инвалид")
    keep_all(vault, asking.changes_of_certainty(vault, case.id, question("family"), Certainty.HEARSAY)[1])
    proven = back_up(vault, tmp_path)
    restore(proven.file, PASSPHRASE, tmp_path / "again")

    with open_vault(tmp_path / "again", vault.keys) as again:
        assert asking.read(again, case.id).sheet == asking.read(vault, case.id).sheet
        assert [hit.kind for hit in search.find(again, "инвалид")] == ["sheet"]


def test_every_question_can_be_read_of_an_empty_file_and_of_a_full_one(vault, case):
    for full in (False, True):
        if full:
            add_person(vault, make.person(), case.id, Role.CLIENT)
        answers = asking.read(vault, case.id)
        for form in Form:
            for each in (each for section in sections(form) for each in section.questions):
                if each.way is Way.EVENTS:
                    assert answers.events_of(each) == ()
                else:
                    answers.of(each)
    assert records.every(vault, Event) == []
