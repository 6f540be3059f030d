"""Closing and reopening a case, and where a closed one is not seen any more."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.cases import Case, Stage
from desktop.domain.checklists import toggled
from desktop.domain.closing import Closing, Line, Outcome
from desktop.domain.errors import BadInput
from desktop.domain.values import Value
from desktop.operations import checklists, closing
from desktop.operations.backups import back_up, restore
from desktop.operations.cases import change_standing
from desktop.operations.keeping import keep_all
from desktop.operations.notes import add_note
from desktop.operations.vaults import open_vault
from desktop.storage import cases, deadlines, records, search
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import PASSPHRASE, Clock
from tests.operations.backup_case import stick

ON = date(2026, 5, 12)


@pytest.fixture
def case(vault: Vault) -> Case:
    """An open case with a date and a note."""
    made = make.case(stage=Stage.ENGAGED)
    keep_all(vault, [made, make.deadline(case=made.id)])
    add_note(vault, made.id, "Приходила соседка")
    return made


def close(vault: Vault, case: Case) -> list[Value]:
    before, after = closing.changes_of_closing(vault, case.id, Outcome.REACHED, ON, closing.found(vault, case.id, "ru"))
    closing.keep(vault, after)
    return before


def open_lines(vault: Vault, case: Case) -> set[Line]:
    return {each.line for each in closing.found(vault, case.id, "ru") if each.is_open}


def test_a_case_is_closed_whatever_is_open_and_only_codes_of_that_are_kept(vault: Vault, case: Case) -> None:
    close(vault, case)

    closed, noted = records.get(vault, Case, case.id), closing.of_case(vault, case.id)
    assert (closed.stage, closed.closed_at[:10]) == (Stage.CLOSED, "2026-05-12")
    assert (noted.outcome, noted.on) == (Outcome.REACHED, ON)
    assert {"dates", "notes"} <= set(noted.open) <= set(Line)


def test_a_closed_case_leaves_today_the_list_and_the_search_unless_asked(vault: Vault, case: Case) -> None:
    assert search.find(vault, "соседка")
    close(vault, case)

    assert cases.rows(vault) == []
    assert deadlines.until(vault, date.max) == []
    assert search.find(vault, "соседка") == []
    assert [hit.kind for hit in search.find(vault, "соседка", closed=True)] == ["note"]


def test_undo_puts_back_every_value_as_it_was(vault: Vault, case: Case) -> None:
    closing.keep(vault, close(vault, case))

    assert records.get(vault, Case, case.id) == case
    assert records.of_case(vault, Closing, case.id) == []


def test_a_case_that_is_taken_up_again_stands_where_it_stood(vault: Vault, case: Case) -> None:
    close(vault, case)

    _before, after = closing.changes_of_reopening(vault, case.id)
    closing.keep(vault, after)

    reopened = records.get(vault, Case, case.id)
    assert (reopened.stage, reopened.closed_at) == (Stage.ENGAGED, "")
    assert cases.rows(vault)[0].id == case.id


def test_a_day_to_come_is_no_day_to_have_closed_it(vault: Vault, case: Case) -> None:
    with pytest.raises(BadInput) as error:
        closing.changes_of_closing(vault, case.id, Outcome.OTHER, vault.today() + timedelta(days=1), ())

    assert (error.value.field, error.value.reason) == ("closed-on", "future")


def test_a_stage_alone_neither_closes_a_file_nor_takes_it_up_again(vault: Vault, case: Case) -> None:
    with pytest.raises(BadInput) as error:
        change_standing(vault, replace(case, stage=Stage.CLOSED), "", "")
    assert (error.value.field, error.value.reason) == ("stage", "closing")
    close(vault, case)
    closed = records.get(vault, Case, case.id)

    with pytest.raises(BadInput):
        change_standing(vault, replace(closed, stage=Stage.ENGAGED), "", "")

    assert change_standing(vault, replace(closed, stage=Stage.ARCHIVED), "", "").stage is Stage.ARCHIVED


def test_what_she_says_is_done_is_green_until_she_takes_it_back(vault: Vault, case: Case) -> None:
    noted = closing.said(closing.of_case(vault, case.id), Line.INFORMED, vault.today())
    keep_all(vault, [noted])
    assert Line.INFORMED not in open_lines(vault, case)

    keep_all(vault, [closing.said(noted, Line.INFORMED, vault.today())])

    assert Line.INFORMED in open_lines(vault, case)


def test_a_copy_counts_until_the_case_is_changed(vault: Vault, case: Case, tmp_path: Path) -> None:
    other = make.case(number="26-BBBBB")
    assert Line.COPY in open_lines(vault, case)
    back_up(vault, stick(tmp_path))
    keep_all(vault, [other])
    assert Line.COPY not in open_lines(vault, case)

    keep_all(vault, [replace(case, now="Ждём ответа")])

    assert Line.COPY in open_lines(vault, case)


def test_lines_of_checklists_that_are_not_ticked_are_counted(vault: Vault, case: Case) -> None:
    def unticked() -> int:
        return next(each.count for each in closing.found(vault, case.id, "ru") if each.line is Line.LISTS)

    before = unticked()
    (first, _done), *_rest = checklists.lists_of(vault, case, "ru")
    ticks = checklists.ticks_of(vault, case.id)
    checklists.keep_ticks(vault, toggled(ticks, first.id, first.items[0], "2026-05-14T09:00:00+00:00"))

    assert before > 0
    assert unticked() == before - 1


def test_all_of_it_comes_back_from_a_backup(vault: Vault, case: Case, tmp_path: Path, clock: Clock) -> None:
    close(vault, case)
    checklists.keep_list(vault, checklists.new_list(vault, "Мой список"))
    ticks = checklists.ticks_of(vault, case.id)
    checklists.keep_ticks(vault, replace(ticks, aside=("shipped-filed",)))
    made = back_up(vault, stick(tmp_path))

    restore(made.file, PASSPHRASE, tmp_path / "again")

    with open_vault(tmp_path / "again", vault.keys) as again:
        assert closing.of_case(again, case.id) == closing.of_case(vault, case.id)
        assert checklists.ticks_of(again, case.id).aside == ("shipped-filed",)
        assert [each.title for each in checklists.every(again, "ru")][-1] == "Мой список"
