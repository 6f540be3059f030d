"""Letters: from a case to a text, to a page, to the register, and never changed again."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.documents import explanations, gate
from desktop.domain.cases import Case, Category
from desktop.domain.days import Day
from desktop.domain.errors import AlreadyApproved, ArchiveOnly, NotReady
from desktop.domain.letters import Letter, LetterState, RegisterEntry, WayOut
from desktop.domain.people import Role
from desktop.operations import letters, register
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person
from desktop.operations.settings import set_setting
from desktop.operations.units import unit_with
from desktop.storage import records, search
from desktop.storage.vault import Vault
from tests import make

TODAY = date(2026, 5, 14)
WORDS = {"health": "плохо сплю, не могу сосредоточиться"}


@pytest.fixture
def case(vault: Vault) -> Case:
    """A case from which a letter can be made."""
    opened = open_case(vault, category=Category.CONTRACT)
    unit = unit_with(vault, "00001")
    case = keep_case(vault, replace(opened, unit=unit.id, post="стрелок", subunit="1 мотострелковая рота"))
    add_person(vault, make.person(surname="Монгуш", name="Айдын", patronymic="Кара-оолович", rank="private"), case.id, Role.CLIENT)
    add_person(vault, make.person(surname="Петров", rank="colonel"), case.id, Role.COMMANDER)
    return records.get(vault, Case, case.id)


def draft(vault: Vault, case: Case, template: str = "r02", **fields: str) -> Letter:
    return letters.keep_letter(vault, replace(letters.begin_letter(vault, case.id, template), fields=WORDS | fields))


def approve(vault: Vault, letter: Letter, **more: object) -> RegisterEntry:
    return letters.approve_letter(vault, letter, **({"explained": (), "today": TODAY} | more))  # type: ignore[arg-type]


def test_a_letter_says_who_he_is_in_the_right_cases(vault: Vault, case: Case) -> None:
    text = letters.compose_letter(vault, draft(vault, case)).text

    assert "я, рядовой Монгуш Айдын Кара-оолович, прохожу военную службу по контракту" in text
    assert "в войсковой части 00001 в должности стрелка 1 мотострелковой роты" in text
    assert "полковнику Петрову П. И." in text.replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_missing_is_a_gap_and_stops_the_letter(vault: Vault) -> None:
    letter = letters.begin_letter(vault, open_case(vault).id, "r02")

    with pytest.raises(NotReady) as stopped:
        approve(vault, letter)

    assert "gap" in stopped.value.codes
    assert "[[воинское звание]]" in letters.compose_letter(vault, letter).text


def test_gaps_may_be_insisted_on_and_the_register_keeps_that(vault: Vault) -> None:
    letter = letters.begin_letter(vault, open_case(vault).id, "r02")

    assert approve(vault, letter, allow_gaps=True).gaps_allowed


def test_a_letter_without_a_gap_does_not_claim_one(vault: Vault, case: Case) -> None:
    assert not approve(vault, draft(vault, case), allow_gaps=True).gaps_allowed


def test_approving_freezes_the_text_whatever_the_case_says_later(vault: Vault, case: Case) -> None:
    entry = approve(vault, draft(vault, case))
    before = letters.pdf_of(entry)

    keep_case(vault, replace(case, post="водитель"))

    kept = records.get(vault, RegisterEntry, entry.id)
    assert kept == entry
    assert letters.pdf_of(kept) == before


def test_an_approved_letter_takes_no_change(vault: Vault, case: Case) -> None:
    letter = draft(vault, case)
    approve(vault, letter)

    with pytest.raises(AlreadyApproved):
        letters.keep_letter(vault, replace(letter, text="другое"))
    with pytest.raises(AlreadyApproved):
        approve(vault, letter)


def test_the_register_never_takes_another_text(vault: Vault, case: Case) -> None:
    entry = approve(vault, draft(vault, case))

    register.keep_entry(vault, replace(entry, text="другое", number="1", stamp_number="15"))

    kept = records.get(vault, RegisterEntry, entry.id)
    assert (kept.text, kept.number, kept.stamp_number) == (entry.text, entry.number, "15")


def test_a_text_that_refuses_waits_for_every_explanation(vault: Vault, case: Case) -> None:
    letter = draft(vault, case, refusal="yes")

    with pytest.raises(NotReady) as stopped:
        approve(vault, letter, explained=("w-332",))

    assert stopped.value.codes == ("refusing",)
    assert "w-332" not in stopped.value.warnings
    assert "w-332" in approve(vault, letter, explained=(gate.ALL,)).explained


def test_a_refusal_typed_by_hand_is_seen_as_well(vault: Vault, case: Case) -> None:
    letter = draft(vault, case)
    text = letters.compose_letter(vault, letter).text
    letter = letters.keep_letter(vault, replace(letter, text=text.replace("Прошу", "Выполнять этот приказ не буду. Прошу", 1)))

    with pytest.raises(NotReady):
        approve(vault, letter)


def test_an_old_date_does_not_let_a_refusal_through(vault: Vault, case: Case) -> None:
    letter = replace(draft(vault, case, refusal="yes"), letter_date=Day("2022-06-01"))

    with pytest.raises(NotReady):
        approve(vault, letter)


def test_her_own_phrases_count(vault: Vault, case: Case) -> None:
    set_setting(vault, "refusing.phrases", "в командировку меня не отправляйте")
    letter = draft(vault, case, requests="В командировку меня не отправляйте")

    with pytest.raises(NotReady):
        approve(vault, letter)
    assert letters.approve_letter(vault, letter, explained=("all",), today=vault.today()).explained == explanations.ids()


def test_a_neutral_text_keeps_nothing_of_what_was_explained(vault: Vault, case: Case) -> None:
    assert approve(vault, draft(vault, case), explained=(gate.ALL,)).explained == ()


def test_the_edition_of_2022_is_only_ever_a_marked_copy(vault: Vault, case: Case) -> None:
    entry = approve(vault, draft(vault, case, "r01"), explained=(gate.ALL,), allow_gaps=True)

    assert entry.archive_copy
    with pytest.raises(ArchiveOnly):
        letters.pdf_of(entry, letters.WITH_REGISTRATION)


def test_a_correction_names_what_it_corrects(vault: Vault, case: Case) -> None:
    first = approve(vault, draft(vault, case))
    second = approve(vault, letters.revise_letter(vault, first))

    assert (second.version, second.corrects) == (2, first.id)
    assert second.number != first.number


def test_each_way_out_is_kept(vault: Vault, case: Case) -> None:
    entry = approve(vault, draft(vault, case))
    letters.hand_over(vault, entry, WayOut.DICTATED)
    kept = letters.hand_over(vault, entry, WayOut.PRINTED)

    assert [copy.way for copy in kept.copies] == [WayOut.DICTATED, WayOut.PRINTED]
    assert records.get(vault, Letter, entry.letter).state is LetterState.HANDED_OVER


def test_an_approved_document_is_found_once_by_its_words(vault: Vault, case: Case) -> None:
    approve(vault, draft(vault, case))

    assert [hit.kind for hit in search.find(vault, "сосредоточиться")] == ["register"]


def test_register_numbers_follow_the_scheme_and_never_repeat(vault: Vault, case: Case) -> None:
    set_setting(vault, register.SCHEME, "Д-{count}")
    numbers = [approve(vault, draft(vault, case)).number for _ in range(3)]

    assert numbers == ["Д-1", "Д-2", "Д-3"]


def test_she_may_choose_who_stands_in_the_letter(vault: Vault, case: Case) -> None:
    other = make.person(surname="Белов", name="Иван", patronymic="", rank="major")
    add_person(vault, other, case.id, Role.COMMANDER)
    letter = letters.keep_letter(vault, replace(draft(vault, case), people={"commander": other.id}))

    assert "майору Белову" in letters.compose_letter(vault, letter).text.replace("\N{NO-BREAK SPACE}", " ")
