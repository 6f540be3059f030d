"""Views that are kept, and deeds on several files at once, which one step takes back."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from desktop.domain.caseload import (
    MOST_TAGS,
    Axis,
    CaseView,
    ColumnCode,
    Filter,
    Layout,
    Shown,
    Sorting,
    axes,
)
from desktop.domain.cases import Case, Category, Situation, Stage, Threat
from desktop.domain.closing import Closing, Line, Outcome
from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.domain.errors import BadInput
from desktop.domain.events import Event, EventKind
from desktop.domain.tasks import Task
from desktop.operations import caseload, closing
from desktop.operations.backups import back_up, restore
from desktop.operations.caseload import Changes
from desktop.operations.cases import copy_case
from desktop.operations.keeping import keep_all
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import cases, changes, records
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import stick

VIEW = CaseView(
    id="e" * 32,
    name="Госпиталь",
    filter=Filter(words="клён", categories=(Category.CONTRACT,), threats=(Threat.VERBAL,), units=("",), tags=("здоровье",), within=7),
    layout=Layout(
        columns=(Shown(column=ColumnCode.TAGS, width=90), Shown(column=ColumnCode.NEXT)),
        order=(Sorting(column=ColumnCode.UNIT, descending=True), Sorting(column=ColumnCode.NEXT)),
    ),
)


@pytest.fixture
def some(vault: Vault) -> list[Case]:
    """Six files: some with tags, one closed, one with a date, one with a task, one urgent."""
    made = [make.case(number=f"26-AAAA{letter}", tags=("семья",) * (place % 2), stage=Stage.FILED) for place, letter in enumerate("ABCDEF")]
    made[1] = replace(made[1], closed_at="2026-05-01T09:00:00+00:00", stage=Stage.CLOSED)
    made[2] = replace(made[2], urgent_by="18:00")
    with vault.transaction():
        for case in made:
            records.save(vault, case)
        records.save(vault, make.deadline(case=made[3].id))
        records.save(vault, Task(id="f" * 32, case=made[4].id, title="Позвонить"))
    return made


def _ids(files: list[Case]) -> list[str]:
    return [case.id for case in files]


def _do(vault: Vault, changes: Changes) -> None:
    keep_all(vault, changes.after)


def _all(vault: Vault) -> dict[str, object]:
    """Every value that is there, and every line of the list."""
    values = {value.id: value for _number, value in records.numbered(vault) if not getattr(value, "removed_at", "")}
    return {**values, "rows": cases.rows(vault, closed=True)}


def _stand(vault: Vault, ids: list[str]) -> Changes:
    return caseload.changes_of_standing(vault, ids, (Stage.COURT, Situation.HELD), lambda was, now: (f"{was}", f"{now}"))


def _close(vault: Vault, ids: list[str]) -> Changes:
    return caseload.changes_of_closing(vault, ids, Outcome.REACHED, "ru")


def test_one_step_takes_any_deed_back_and_every_value_is_equal(vault: Vault, some: list[Case]) -> None:
    ids = _ids(some)
    deeds = (
        partial(caseload.changes_of_tagging, vault, ids, "здоровье"),
        partial(caseload.changes_of_untagging, vault, ids, "Семья"),
        partial(caseload.changes_of_renaming_tag, vault, "семья", "родные"),
        partial(_stand, vault, ids),
        partial(caseload.changes_of_dating, vault, ids, due=vault.today(), title="Позвонить"),
        partial(caseload.changes_of_tasking, vault, ids, due=None, title="Позвонить"),
        partial(_close, vault, ids),
    )
    before = _all(vault)
    for deed in deeds:
        changes = deed()
        _do(vault, changes)
        after = _all(vault)
        assert after != before
        keep_all(vault, changes.before)
        assert _all(vault) == before
        # Done again and taken back again, as Ctrl+Shift+Z and Ctrl+Z do.
        _do(vault, changes)
        assert _all(vault) == after
        keep_all(vault, changes.before)


def test_a_tag_is_set_once_however_it_is_written(vault: Vault, some: list[Case]) -> None:
    changes = caseload.changes_of_tagging(vault, _ids(some), "  СЕМЬЯ ")
    _do(vault, changes)

    assert changes.cases == frozenset(_ids(some)[::2])
    assert [row.tags for row in cases.rows(vault, closed=True)] == [("семья",), ("СЕМЬЯ",)] * 3


def test_a_tag_renamed_to_another_one_becomes_one_with_it_in_files_and_views(vault: Vault, some: list[Case]) -> None:
    _do(vault, caseload.changes_of_tagging(vault, _ids(some[:2]), "родные"))
    caseload.keep_view(vault, replace(VIEW, filter=Filter(tags=("семья", "здоровье"))))

    _do(vault, caseload.changes_of_renaming_tag(vault, "семья", "родные"))

    assert {row.tags for row in cases.rows(vault, closed=True)} == {("родные",), ()}
    assert caseload.views(vault)[0].filter.tags == ("родные", "здоровье")


def test_several_tags_are_set_in_one_deed(vault: Vault, some: list[Case]) -> None:
    _do(vault, caseload.changes_of_tagging(vault, _ids(some), "семья, здоровье,,Здоровье"))

    assert {row.tags for row in cases.rows(vault, closed=True)} == {("семья", "здоровье")}
    _do(vault, caseload.changes_of_untagging(vault, _ids(some), "здоровье, СЕМЬЯ"))
    assert {row.tags for row in cases.rows(vault, closed=True)} == {()}
    assert cases.tags(vault) == []


@pytest.mark.parametrize(("text", "reason"), [(" \n", "empty"), (",", "empty"), ("ж" * 61, "long")])
def test_a_tag_is_a_few_words(vault: Vault, some: list[Case], text: str, reason: str) -> None:
    with pytest.raises(BadInput) as error:
        caseload.changes_of_tagging(vault, _ids(some), text)

    assert (error.value.field, error.value.reason) == ("tag", reason)


def test_a_file_with_too_many_tags_stops_the_whole_deed(vault: Vault, some: list[Case]) -> None:
    with vault.transaction():
        records.save(vault, replace(some[0], tags=tuple(map(str, range(MOST_TAGS)))))

    with pytest.raises(BadInput):
        caseload.changes_of_tagging(vault, _ids(some), "новая")


def test_a_stage_set_for_several_is_an_event_in_each_and_a_closed_file_keeps_its_own(vault: Vault, some: list[Case]) -> None:
    changes = caseload.changes_of_standing(vault, _ids(some[:2]), (Stage.COURT,), lambda was, now: (f"now {now}", f"was {was}"))
    _do(vault, changes)

    assert [case.stage for case in records.those(vault, Case, _ids(some[:2]))] == [Stage.COURT, Stage.CLOSED]
    (event,) = records.every(vault, Event)
    assert (event.case, event.kind, event.title, event.text) == (some[0].id, EventKind.STANDING, "now court", "was filed")


def test_a_date_and_a_task_are_each_file_s_own(vault: Vault, some: list[Case]) -> None:
    _do(vault, caseload.changes_of_dating(vault, _ids(some[:3]), due=vault.today(), title=" Позвонить ", kind=DeadlineKind.APPOINTMENT))
    _do(vault, caseload.changes_of_tasking(vault, _ids(some[:3]), due=vault.today(), title="Спросить"))

    dates = [date for date in records.every(vault, Deadline) if date.title == "Позвонить"]
    assert [date.case for date in dates] == [some[0].id, some[2].id]
    assert {date.kind for date in dates} == {DeadlineKind.APPOINTMENT}
    assert [task.case for task in records.every(vault, Task) if task.title == "Спросить"] == [some[0].id, some[2].id]
    for deed in (caseload.changes_of_dating, caseload.changes_of_tasking):
        with pytest.raises(BadInput):
            deed(vault, _ids(some), due=vault.today(), title=" ")


def test_only_what_has_nothing_left_to_be_done_is_closed_with_others(vault: Vault, some: list[Case]) -> None:
    assert [case.id for case, _lines in caseload.closable(vault, _ids(some), "ru")] == [some[0].id, some[5].id]

    closing.keep(vault, _close(vault, _ids(some)).after)

    closed = {row.number for row in cases.rows(vault, closed=True) if row.closed}
    assert closed == {some[0].number, some[1].number, some[5].number}
    noted = {each.case: each for each in records.every(vault, Closing)}
    assert set(noted) == {some[0].id, some[5].id}
    assert Line.INFORMED in noted[some[0].id].open  # what only she can say stays noted as open


def test_no_deed_writes_into_anything_but_files_their_dates_tasks_and_events(vault: Vault, some: list[Case]) -> None:
    ids = _ids(some)
    with_letters = (
        caseload.changes_of_tagging(vault, ids, "здоровье"), caseload.changes_of_untagging(vault, ids, "семья"),
        caseload.changes_of_renaming_tag(vault, "семья", "родные"), _stand(vault, ids), _close(vault, ids),
        caseload.changes_of_dating(vault, ids, due=vault.today(), title="x"),
        caseload.changes_of_tasking(vault, ids, due=None, title="x"),
    )  # fmt: skip

    assert {type(value) for changes in with_letters for value in changes.after} == {Case, Closing, Deadline, Task, Event}


def test_what_is_in_the_bin_is_left_there(vault: Vault, some: list[Case]) -> None:
    with vault.transaction():
        records.save(vault, replace(some[0], removed_at="2026-05-02T09:00:00+00:00"))

    assert caseload.changes_of_tagging(vault, [some[0].id], "здоровье") == Changes()


def test_a_view_keeps_its_choice_its_columns_and_its_order_through_a_backup(vault: Vault, tmp_path: Path) -> None:
    caseload.keep_view(vault, VIEW)
    caseload.keep_layout(vault, VIEW.layout)

    restore(back_up(vault, stick(tmp_path)).file, PASSPHRASE, tmp_path / "new")

    with open_vault(tmp_path / "new", unlock(tmp_path / "new", PASSPHRASE)) as new:
        assert caseload.views(new) == [VIEW]
        assert caseload.list_as_left(new).layout == VIEW.layout
    assert axes(VIEW.filter) == (Axis.WORDS, Axis.CATEGORY, Axis.DANGER, Axis.UNIT, Axis.TAG, Axis.WITHIN)


def test_the_list_as_it_was_left_is_one_and_no_view(vault: Vault) -> None:
    caseload.keep_layout(vault, VIEW.layout)
    caseload.keep_layout(vault, Layout())

    assert len(records.every(vault, CaseView)) == 1
    assert caseload.views(vault) == []
    assert list(changes.every(vault)) == []


def test_two_views_have_two_names(vault: Vault) -> None:
    caseload.keep_view(vault, VIEW)

    for name, reason in (("", "empty"), ("ж" * 61, "long"), ("ГОСПИТАЛЬ", "taken")):
        with pytest.raises(BadInput) as error:
            caseload.keep_view(vault, replace(VIEW, id="a" * 32, name=name))
        assert error.value.reason == reason

    caseload.keep_view(vault, replace(VIEW, removed_at="2026-05-02T09:00:00+00:00"))
    assert caseload.keep_view(vault, replace(VIEW, id="a" * 32)).name == "Госпиталь"


def test_a_copy_has_unit_and_category_and_nothing_of_the_people_or_the_story(vault: Vault) -> None:
    full = make.case(
        unit="d" * 32, category=Category.CONTRACT, client="c" * 32, contracting="b" * 32, matter="x", now="x", about="x", called_by="x",
        where="x", post="x", tags=("x",), stage=Stage.COURT, threat=Threat.VERBAL,
    )  # fmt: skip
    with vault.transaction():
        records.save(vault, full)

    made = copy_case(vault, full, "en")

    assert (made.unit, made.category) == (full.unit, full.category)
    assert made.number != full.number
    assert made.pseudonym != full.pseudonym
    fresh = Case(id=made.id, number=made.number, pseudonym=made.pseudonym, opened_at=made.opened_at, colour=made.colour,
                 unit=full.unit, category=full.category)  # fmt: skip
    assert records.get(vault, Case, made.id) == fresh
