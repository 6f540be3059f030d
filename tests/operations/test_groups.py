"""Groups: one document for several clients, a letter for each, and nothing kept that says so."""

import json
from dataclasses import replace

import pytest

from desktop.domain.cases import Case, Category
from desktop.domain.errors import BadInput, Cancelled, NotForSeveral
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.people import Role, Sex
from desktop.operations import basket, groups
from desktop.operations.cases import keep_case, open_case
from desktop.operations.letters import keep_letter
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records
from tests import make


def _case(vault, unit="00001", **person) -> Case:
    opened = open_case(vault, category=Category.CONTRACT)
    kept = keep_case(vault, replace(opened, unit=unit_with(vault, unit).id if unit else "", post="стрелок"))
    add_person(vault, make.person(**{"rank": "private", **person}), kept.id, Role.CLIENT)
    return kept


@pytest.fixture
def cases(vault) -> list[Case]:
    return [
        _case(vault, "00001", surname="Королёв", name="Пётр", patronymic="Ильич"),
        _case(vault, "00002", surname="Иванова", name="Анна", patronymic="Ивановна", sex=Sex.FEMALE, rank="senior_sergeant"),
        _case(vault, "", surname="Лесной", name="Олег", patronymic="Ильич"),
    ]


def _run(vault, cases, template="r05", **fields) -> groups.Group:
    return groups.make_group(vault, template, [case.id for case in cases], {"from_day": "1.6.2026", **fields}, vault.today())


def test_each_gets_a_letter_of_his_own_with_his_own_name_rank_sex_and_unit(vault, cases):
    group = _run(vault, cases)

    drafts = {case.id: records.of_case(vault, Letter, case.id) for case in cases}
    assert [len(found) for found in drafts.values()] == [1, 1, 1]
    first, second, third = (groups.letters.compose_letter(vault, drafts[case.id][0]).text for case in cases)
    assert "рядовому Королёву Петру Ильичу, проходящему" in first
    assert "старшему сержанту Ивановой Анне Ивановне, проходящей" in second
    assert "00002" in second
    assert [made.is_ready for made in group.made] == [True, True, False]
    assert group.made[2].lacks == ("номер войсковой части",)
    assert "Лесному" in third


@pytest.mark.parametrize("template", ["r01", "r02", "r45"])
def test_a_document_that_may_refuse_or_is_past_its_time_is_refused_for_several(vault, cases, template):
    with pytest.raises(NotForSeveral):
        _run(vault, cases, template)

    assert records.every(vault, Letter) == []


def test_a_field_that_makes_the_final_text_refuse_makes_no_letter_at_all(vault, cases):
    group = _run(vault, cases, requests="От выполнения приказа отказываюсь.")

    assert all(made.refuses and made.letter is None for made in group.made)
    assert records.every(vault, Letter) == []


def test_a_letter_that_refuses_by_now_is_not_approved_with_the_others(vault, cases):
    group = _run(vault, cases)
    changed = group.made[0].letter
    assert changed is not None
    keep_letter(vault, replace(changed, text="# Рапорт\n\nОт участия отказываюсь."))

    after = groups.approve_group(vault, group, vault.today())

    assert [bool(made.entry) for made in after.made] == [False, True, False]
    assert after.made[0].refuses


def test_those_that_are_ready_are_approved_and_wait_in_the_basket(vault, cases):
    group = _run(vault, cases)

    after = groups.approve_group(vault, group, vault.today())

    assert [bool(made.entry) for made in after.made] == [True, True, False]
    assert len(records.every(vault, RegisterEntry)) == 2
    assert {waiting.entry.case for waiting in basket.waiting(vault)} == {cases[0].id, cases[1].id}
    assert groups.approve_group(vault, after, vault.today()) == after


def test_what_is_kept_says_nothing_of_the_others(vault, cases):
    group = _run(vault, cases)
    groups.approve_group(vault, group, vault.today())
    ids = {case.id for case in cases}
    theirs = [json.loads(row.body) | {"case": row.case} for row in records.stored(vault) if row.kind in {"letter", "register", "put-off"}]

    for value in theirs:
        text = json.dumps(value, ensure_ascii=False)
        assert sum(id_ in text for id_ in ids) == 1
        assert "packet" not in value or value["packet"] == ""
    # No word that two of them share could tie them together: ids, numbers, tokens.
    longest = [{word for value in theirs if value["case"] == case for word in map(str, value.values()) if len(word) == 32} for case in ids]
    assert not set.intersection(*longest)


def test_a_run_that_is_cancelled_leaves_no_letter(vault, cases):
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        groups.make_group(vault, "r05", [case.id for case in cases], {}, vault.today(), stop)

    assert records.every(vault, Letter) == []


def test_words_that_are_the_same_in_all_letters_are_told_of(vault, cases):
    assert not _run(vault, cases).alike
    assert _run(vault, cases, requests="Предоставить отпуск с выездом.").alike
    assert not _run(vault, cases[:1], requests="Предоставить отпуск с выездом.").alike


def test_a_case_of_which_a_letter_cannot_be_made_says_why_and_the_others_get_theirs(vault, cases):
    group = _run(vault, cases, leave="no such leave")

    assert all(made.problem is not None for made in group.made)
    assert len(_run(vault, cases).made) == 3


def test_what_was_changed_or_removed_meanwhile_is_seen(vault, cases):
    group = _run(vault, cases)
    keep_case(vault, replace(cases[2], unit=unit_with(vault, "00003").id, client=records.get(vault, Case, cases[2].id).client))
    first = group.made[0].letter
    assert first is not None
    keep_letter(vault, replace(first, removed_at=vault.now().isoformat()))

    after = groups.look_again(vault, group, vault.today())

    assert after.made[0].letter is None
    assert after.made[2].is_ready


def test_nobody_chosen_is_nobody_written_for(vault):
    with pytest.raises(BadInput):
        groups.make_group(vault, "r05", [], {}, vault.today())


def test_his_own_words_are_never_the_same_for_several(vault, cases):
    group = _run(vault, cases, reason="Болен отец.")

    assert len(group.made) == 3
    for case in cases:
        assert records.of_case(vault, Letter, case.id)[0].fields == {"from_day": "1.6.2026"}
