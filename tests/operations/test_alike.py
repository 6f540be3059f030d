"""What a letter shares with letters of other people: counted, named by nobody, kept nowhere."""

from dataclasses import replace
from datetime import date

from desktop.domain.cases import Case, Category
from desktop.domain.letters import Letter
from desktop.domain.people import Role
from desktop.operations.alike import shared_with_others
from desktop.operations.cases import keep_case, open_case
from desktop.operations.letters import approve_letter, begin_letter, keep_letter
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage.vault import Vault
from tests import make

STORY = "Сплю по два часа, просыпаюсь от любого шума и долго не могу понять, где нахожусь."


def opened(vault: Vault, surname: str) -> Case:
    case = keep_case(vault, replace(open_case(vault, category=Category.CONTRACT), unit=unit_with(vault, "00001").id, post="стрелок"))
    add_person(vault, make.person(surname=surname, name="Пётр", patronymic="Ильич", rank="private"), case.id, Role.CLIENT)
    return case


def letter(vault: Vault, case: Case, health: str) -> Letter:
    return keep_letter(vault, replace(begin_letter(vault, case.id, "r04"), fields={"health": health}))


def test_the_same_story_is_found_in_a_draft_and_in_an_approved_letter(vault: Vault) -> None:
    first, second, third = (opened(vault, surname) for surname in ("Смирнов", "Иванов", "Петров"))
    approve_letter(vault, letter(vault, first, STORY), explained=(), today=date(2026, 5, 14))
    letter(vault, second, f"Болит спина. {STORY}")
    mine = letter(vault, third, f"С апреля болит голова. {STORY.replace('ё', 'е')}")

    (run,) = shared_with_others(vault, mine)

    assert run.words.startswith("Сплю по два часа")
    assert run.words.endswith("где нахожусь")
    assert run.letters == 2


def test_what_the_template_brings_and_what_another_letter_of_his_says_counts_nowhere(vault: Vault) -> None:
    first, second = opened(vault, "Смирнов"), opened(vault, "Иванов")
    letter(vault, first, "Болит спина после падения.")
    letter(vault, second, STORY)

    assert shared_with_others(vault, letter(vault, second, STORY)) == ()
    assert shared_with_others(vault, letter(vault, first, "Кашель третий месяц.")) == ()


def test_a_turn_of_speech_is_no_likeness(vault: Vault) -> None:
    letter(vault, opened(vault, "Смирнов"), "С апреля 2026 г. сильно болит спина.")

    assert shared_with_others(vault, letter(vault, opened(vault, "Иванов"), "С апреля 2026 г. сильно болит голова.")) == ()


def test_looking_keeps_nothing(vault: Vault) -> None:
    letter(vault, opened(vault, "Смирнов"), STORY)
    mine = letter(vault, opened(vault, "Иванов"), STORY)
    before = [bytes(row[0]) for row in vault.rows("SELECT digest FROM record ORDER BY id")]

    assert shared_with_others(vault, mine)

    assert before == [bytes(row[0]) for row in vault.rows("SELECT digest FROM record ORDER BY id")]
