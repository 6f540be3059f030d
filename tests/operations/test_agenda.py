"""Tasks and dates in one agenda: kept, ticked off, moved with their note, carried in a backup."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.deadlines import Deadline, Every, Occasion
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.figures import NoteMark
from desktop.domain.notes import Note
from desktop.domain.tasks import Task
from desktop.operations.agenda import changes_of_finishing
from desktop.operations.backups import back_up
from desktop.operations.cases import close_case, open_case, reopen_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.figures import keep_mark, mark_of
from desktop.operations.keeping import keep_all
from desktop.operations.moving import changes_of_moving
from desktop.operations.notes import add_note
from desktop.operations.restoring import restore
from desktop.operations.taking_in import take_in
from desktop.operations.tasks import add_task, keep_task
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import deadlines, records
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import NOON, PASSPHRASE
from tests.operations.transfer_case import fill, received

TODAY = date(2026, 5, 14)
YEAR_END = date(2026, 12, 31)


@pytest.fixture
def case(vault):
    return open_case(vault)


def titles(rows):
    return [row.title for row in rows]


def test_a_task_with_a_day_stands_among_the_dates_and_one_without_waits(vault, case):
    add_task(vault, " ring ", case=case.id, due=TODAY)
    add_task(vault, "think", case=case.id)

    assert titles(deadlines.until(vault, YEAR_END)) == ["ring"]
    assert titles(deadlines.undated(vault)) == ["think"]


def test_a_task_of_no_case_stands_there_too(vault):
    add_task(vault, "pay the chamber", due=TODAY)

    assert [(row.title, row.pseudonym) for row in deadlines.until(vault, YEAR_END)] == [("pay the chamber", "")]


def test_a_task_says_what_is_to_be_done(vault):
    with pytest.raises(BadInput):
        add_task(vault, "  ")


def test_only_a_day_cares_for_a_case(vault, case):
    assert deadlines.has_none(vault, case.id)

    task = add_task(vault, "think", case=case.id)
    assert deadlines.has_none(vault, case.id)

    keep_task(vault, replace(task, due=TODAY))
    assert not deadlines.has_none(vault, case.id)


def test_what_belongs_to_a_closed_case_is_not_due(vault, case):
    add_task(vault, "ring", case=case.id, due=TODAY)
    add_task(vault, "think", case=case.id)
    closed = close_case(vault, case)

    assert deadlines.until(vault, YEAR_END) == deadlines.undated(vault) == []

    reopen_case(vault, closed)
    assert titles(deadlines.until(vault, YEAR_END)) == ["ring"]


def test_ticked_off_it_is_gone_and_comes_back_with_one_step(vault, case):
    task = add_task(vault, "ring", case=case.id, due=TODAY)
    before, after = changes_of_finishing(vault, task.id)

    keep_all(vault, after)
    assert deadlines.until(vault, YEAR_END) == []
    assert records.get(vault, Task, task.id).done_at == NOON.isoformat()

    keep_all(vault, before)
    assert titles(deadlines.until(vault, YEAR_END)) == ["ring"]


def test_a_reminder_that_comes_again_stands_on_its_next_day_and_undo_takes_both_back(vault, case):
    keep_deadline(vault, make.deadline(id="1" * 32, case=case.id, due=date(2026, 5, 1), title="how is he", every=Every.MONTH))
    before, after = changes_of_finishing(vault, "1" * 32)

    keep_all(vault, after)
    assert [(row.title, row.day) for row in deadlines.until(vault, YEAR_END)] == [("how is he", date(2026, 6, 1))]

    keep_all(vault, before)
    assert [row.day for row in deadlines.until(vault, YEAR_END)] == [date(2026, 5, 1)]


def test_what_is_not_there_cannot_be_ticked_off(vault):
    with pytest.raises(NotFound):
        changes_of_finishing(vault, "0" * 32)


def test_an_hour_is_told_by_the_clock_it_was_set_for(vault, case):
    keep_deadline(vault, make.deadline(case=case.id, due=TODAY, time="10:00", zone="Asia/Irkutsk", occasion=Occasion.HEARING))
    keep_deadline(vault, make.deadline(case=case.id, due=TODAY, time="11:00"))

    assert [(row.zone, row.occasion) for row in deadlines.until(vault, TODAY)] == [
        ("Asia/Irkutsk", Occasion.HEARING),
        ("Europe/Moscow", Occasion.UNSAID),
    ]


def test_a_note_in_another_file_takes_its_tasks_along(vault, case):
    other, note = open_case(vault), add_note(vault, case.id, "Позвонить в часть")
    task = add_task(vault, "Позвонить в часть", case=case.id, note=note.id)
    stays = add_task(vault, "другое", case=case.id)

    keep_all(vault, changes_of_moving(vault, note, other.id)[1])

    assert records.get(vault, Task, task.id).case == other.id
    assert records.get(vault, Task, stays.id).case == case.id


def test_tasks_come_back_from_a_backup(vault: Vault, tmp_path):
    case = open_case(vault)
    task = add_task(vault, "ring", case=case.id, due=TODAY, note="n")
    date_ = keep_deadline(vault, make.deadline(case=case.id, every=Every.WEEK, since=TODAY, occasion=Occasion.CALL))
    made = back_up(vault, tmp_path)

    restore(made.file, PASSPHRASE, tmp_path / "new", unlock_seconds=0.01)
    with open_vault(tmp_path / "new", unlock(tmp_path / "new", PASSPHRASE)) as restored:
        assert records.get(restored, Task, task.id) == task
        assert records.get(restored, Deadline, date_.id) == date_
        assert titles(deadlines.until(restored, YEAR_END)) == ["ring", "Answer due"]


def test_tasks_and_marks_go_along_with_their_case(vault, colleague, tmp_path):
    sent = fill(vault, tmp_path, papers=0)
    task = add_task(vault, "ring", case=sent.case.id, due=TODAY)
    add_task(vault, "of the other", case=sent.other.id)
    add_task(vault, "of none")
    (note,) = records.of_case(vault, Note, sent.case.id)
    mark = replace(mark_of(vault, note), counted_as="written")
    keep_mark(vault, mark)

    take_in(colleague, received(vault, colleague, tmp_path, sent.case.id), sent.case.id)

    assert records.every(colleague, Task) == [task]
    assert records.every(colleague, NoteMark) == [mark]
