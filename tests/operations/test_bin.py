"""The bin: what was taken away stays, comes back, and goes for good on its day."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.binned import Stays
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import CaseHeld, StillNamed
from desktop.domain.notes import Note
from desktop.domain.people import Person
from desktop.domain.retention import Retention
from desktop.domain.values import Value
from desktop.operations import bin as bins
from desktop.operations import destroying
from desktop.operations.attachments import attach, keep_paper
from desktop.operations.backups import back_up
from desktop.operations.cases import keep_case, remove_case
from desktop.operations.checks import check
from desktop.operations.keeping import keep_all
from desktop.operations.settings import set_setting
from desktop.storage import changes, records, rows, search
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import Clock
from tests.operations.backup_case import scan, stick


def removed(vault: Vault, value: Any) -> Any:
    """The value, put into the bin."""
    gone = replace(value, removed_at=vault.now().isoformat())
    keep_all(vault, [value])
    keep_all(vault, [gone])
    return gone


def kept(vault: Vault, *values: Value) -> None:
    keep_all(vault, values)


def test_what_was_taken_away_is_in_the_bin_with_the_day_on_which_it_goes(vault: Vault) -> None:
    case = make.case(pseudonym="Ясень")
    kept(vault, case)
    removed(vault, make.note(case=case.id))

    (one,) = bins.contents(vault)

    assert (one.kind, one.pseudonym, one.since, one.goes_on) == ("note", "Ясень", date(2026, 5, 14), date(2026, 6, 13))


def test_the_term_is_hers(vault: Vault) -> None:
    removed(vault, make.person())

    set_setting(vault, bins.DAYS, "7")

    assert bins.contents(vault)[0].goes_on == date(2026, 5, 21)
    set_setting(vault, bins.DAYS, "0")
    assert bins.days(vault) == 3


def test_restoring_brings_it_back_into_lists_and_search(vault: Vault) -> None:
    case = make.case()
    kept(vault, case)
    removed(vault, make.note(case=case.id, blocks={"facts": "Приходила соседка"}))
    assert not search.find(vault, "соседка")

    before, after, keep = bins.restored(vault, bins.contents(vault)[0])
    keep(after)

    assert search.find(vault, "соседка")
    assert bins.contents(vault) == ()
    keep(before)
    assert len(bins.contents(vault)) == 1


def test_what_is_in_a_case_that_was_taken_away_is_not_shown_beside_it(vault: Vault) -> None:
    case = make.case()
    kept(vault, case)
    removed(vault, make.note(case=case.id))

    remove_case(vault, case)

    assert [each.kind for each in bins.contents(vault)] == ["case"]


def test_the_search_knows_nothing_of_a_case_in_the_bin(vault: Vault) -> None:
    case, person = make.case(), make.person(surname="Невидимов")
    kept(vault, case, person, make.party(case=case.id, person=person.id), make.note(case=case.id, blocks={"facts": "Приходила соседка"}))
    assert search.find(vault, "соседка")
    assert search.find(vault, "невидимов")

    remove_case(vault, case)

    assert search.find(vault, "соседка", closed=True) == []
    assert search.find(vault, "невидимов", closed=True) == []


def test_on_its_day_it_goes_with_its_history_and_not_before(vault: Vault, clock: Clock) -> None:
    case = make.case()
    kept(vault, case)
    note = removed(vault, make.note(case=case.id, blocks={"facts": "Исчезающее слово"}))
    clock.now += timedelta(days=29)
    assert bins.empty_due(vault) == 0

    clock.now += timedelta(days=2)

    assert bins.empty_due(vault) == 1
    assert records.find(vault, Note, note.id) is None
    assert changes.of(vault, note.id) == []
    assert check(vault).ok


def test_a_paper_that_goes_takes_its_file_along(vault: Vault, tmp_path: Path, clock: Clock) -> None:
    case = make.case()
    kept(vault, case)
    paper, other = attach(vault, case.id, scan(tmp_path, 1)), attach(vault, case.id, scan(tmp_path, 2))
    keep_paper(vault, replace(paper, removed_at=vault.now().isoformat()))
    clock.now += timedelta(days=31)

    bins.empty_due(vault)

    assert [path.name for path in (vault.folder / "papers").iterdir()] == [other.sealed.file]
    assert check(vault).problems == ()


def test_nothing_goes_while_its_case_is_held(vault: Vault, clock: Clock) -> None:
    case = make.case()
    hold = Retention(id=vault.new_id(), case=case.id, held_since=date(2026, 5, 1), held_because="спор о гонораре")
    kept(vault, case, hold)
    removed(vault, make.note(case=case.id))
    clock.now += timedelta(days=400)

    assert bins.empty_due(vault) == 0
    (one,) = bins.contents(vault)
    assert (one.goes_on, one.stays) == (None, Stays.HELD)
    with pytest.raises(CaseHeld):
        bins.remove_now(vault, one)

    kept(vault, replace(hold, held_since=None))
    assert bins.empty_due(vault) == 1


def test_a_held_case_stays_in_the_bin_itself(vault: Vault, clock: Clock) -> None:
    case = make.case()
    kept(vault, case)
    remove_case(vault, case)
    kept(vault, Retention(id=vault.new_id(), case=case.id, held_since=date(2026, 5, 14), held_because="запрос палаты"))
    clock.now += timedelta(days=400)

    assert bins.empty_due(vault) == 0
    assert [each.stays for each in bins.contents(vault)] == [Stays.HELD]


def test_a_person_somebody_still_names_does_not_go(vault: Vault) -> None:
    case, person = make.case(), make.person()
    kept(vault, case, make.party(case=case.id, person=person.id))
    removed(vault, person)
    (one,) = bins.contents(vault)

    with pytest.raises(StillNamed):
        bins.remove_now(vault, one)

    assert one.stays is Stays.NAMED
    assert records.find(vault, Person, person.id) is not None


def test_a_term_of_a_document_stays_known_as_taken_away(vault: Vault, clock: Clock) -> None:
    case = make.case()
    kept(vault, case)
    term = removed(vault, make.deadline(case=case.id, start_event="e" * 32))
    clock.now += timedelta(days=31)

    assert bins.empty_due(vault) == 0
    assert records.find(vault, Deadline, term.id) is not None


def test_a_case_goes_from_the_bin_as_if_it_were_destroyed(vault: Vault, clock: Clock) -> None:
    case = make.case()
    kept(vault, case, make.note(case=case.id))
    keep_case(vault, replace(case, removed_at=vault.now().isoformat()))
    clock.now += timedelta(days=31)

    assert bins.empty_due(vault) == 1

    assert rows.of_case(vault, case.id) == []
    assert [stub.id for stub in destroying.stubs(vault)] == [case.id]


def test_a_backup_empties_the_bin_of_what_is_due(vault: Vault, tmp_path: Path, clock: Clock) -> None:
    case = make.case()
    kept(vault, case)
    note = removed(vault, make.note(case=case.id))
    clock.now += timedelta(days=31)

    back_up(vault, stick(tmp_path))

    assert records.find(vault, Note, note.id) is None
