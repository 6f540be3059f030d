"""The basket: put off, printed in order, each noted, and nothing left behind."""

from dataclasses import replace

import pytest

from desktop.domain.basket import PutOff
from desktop.domain.cases import Case, Category
from desktop.domain.errors import ArchiveOnly, BadInput
from desktop.domain.letters import Letter, LetterState, Mode, Omitted, RegisterEntry, WayOut
from desktop.operations import basket, letters
from desktop.operations.cases import keep_case, open_case
from desktop.storage import records
from desktop.storage.vault import Vault


@pytest.fixture
def case(vault: Vault) -> Case:
    return keep_case(vault, replace(open_case(vault, category=Category.CONTRACT), pseudonym="Клён"))


def approved(vault: Vault, case: Case, text: str = "# Рапорт\n\nПрошу Васю.", template: str = "r02") -> RegisterEntry:
    letter = letters.keep_letter(vault, replace(letters.begin_letter(vault, case.id, template), text=text))
    return letters.approve_letter(vault, letter, explained=("all",), allow_gaps=True, today=vault.today())


def test_what_was_put_off_waits_in_its_order(vault: Vault, case: Case) -> None:
    first, second = approved(vault, case), approved(vault, case)

    basket.put_off(vault, second, Mode.WITH_REGISTRATION, copies=2)
    basket.put_off(vault, first)

    lines = basket.waiting(vault)
    assert [(line.entry.id, line.put_off.mode, line.put_off.copies, line.pseudonym) for line in lines] == [
        (second.id, "with_registration", 2, "Клён"),
        (first.id, "clean", 1, "Клён"),
    ]
    assert records.get(vault, RegisterEntry, second.id).copies[-1].way is WayOut.PUT_OFF


def test_what_came_out_is_noted_and_leaves_no_trace_in_the_basket(vault: Vault, case: Case) -> None:
    entry = approved(vault, case)
    put = basket.put_off(vault, entry, copies=2)

    basket.came_out(vault, basket.waiting(vault)[0])

    copy = records.get(vault, RegisterEntry, entry.id).copies[-1]
    assert (copy.way, copy.count) == (WayOut.PRINTED, 2)
    assert records.get(vault, Letter, entry.letter).state is LetterState.HANDED_OVER
    assert basket.waiting(vault) == ()
    assert records.revision(vault, put.id) == 0
    assert records.history(vault, put.id) == []


def test_the_register_keeps_the_digest_of_what_left_with_omissions(vault: Vault, case: Case) -> None:
    entry = approved(vault, case)
    omitted = (Omitted(start=entry.text.index("Васю"), end=entry.text.index("Васю") + 4),)
    basket.put_off(vault, entry, Mode.WITH_OMISSIONS, omitted=omitted)

    line = basket.waiting(vault)[0]
    basket.came_out(vault, line)

    copy = records.get(vault, RegisterEntry, entry.id).copies[-1]
    assert copy.mode is Mode.WITH_OMISSIONS
    assert copy.sha256
    assert copy.sha256 != entry.text_sha256
    assert basket.pages_of(line) != letters.pdf_of(entry)


def test_taking_out_can_be_taken_back(vault: Vault, case: Case) -> None:
    put = basket.put_off(vault, approved(vault, case))

    basket.keep(vault, replace(put, removed_at="2026-05-14"))
    assert basket.waiting(vault) == ()
    basket.keep(vault, put)

    assert [line.put_off for line in basket.waiting(vault)] == [put]


@pytest.mark.parametrize("copies", [0, -1, 21])
def test_no_copies_and_too_many_are_refused(vault: Vault, case: Case, copies: int) -> None:
    with pytest.raises(BadInput):
        basket.put_off(vault, approved(vault, case), copies=copies)
    assert basket.waiting(vault) == ()


@pytest.mark.parametrize("mode", [Mode.WITH_REGISTRATION, Mode.BY_HAND])
def test_a_marked_copy_is_not_put_off_for_signing(vault: Vault, case: Case, mode: Mode) -> None:
    with pytest.raises(ArchiveOnly):
        basket.put_off(vault, approved(vault, case, template="r01"), mode)
    assert records.every(vault, PutOff) == []


def test_the_basket_of_a_case_that_is_gone_is_empty(vault: Vault, case: Case) -> None:
    basket.put_off(vault, approved(vault, case))

    keep_case(vault, replace(records.get(vault, Case, case.id), removed_at="2026-05-14"))

    assert basket.waiting(vault) == ()
