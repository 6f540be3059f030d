"""Terms of her own: closed files are looked at on their day, one under a hold is not, and nothing goes by itself."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.domain.attachments import Attachment, PaperKind, Sealed
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput, CaseHeld
from desktop.domain.retention import Kept
from desktop.operations import retention
from desktop.operations.cases import remove_case
from desktop.operations.keeping import keep_all
from desktop.operations.settings import set_setting
from desktop.storage import records, settings
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import Clock

CLOSED = "2023-05-12T09:00:00+00:00"


@pytest.fixture
def case(vault: Vault) -> Case:
    """A case that was closed three years ago, with a note and a medical paper."""
    made = make.case(closed_at=CLOSED)
    paper = Attachment(id=vault.new_id(), case=made.id, name="справка", size=1, sha256="0" * 64, kind=PaperKind.MEDICAL,
                       sealed=Sealed(file="a" * 32, size=1, sha256="0" * 64))  # fmt: skip
    keep_all(vault, [made, make.note(case=made.id), paper, make.case(number="26-BBBBB")])
    return made


def due(vault: Vault) -> list[tuple[str, Kept]]:
    return [(each.case, each.kept) for each in retention.due(vault)]


def test_without_a_term_of_hers_nothing_is_ever_to_be_looked_at(vault: Vault, case: Case, clock: Clock) -> None:
    assert due(vault) == []
    clock.now += timedelta(days=10_000)

    assert due(vault) == []


def test_a_closed_file_is_due_so_many_months_after_closing(vault: Vault, case: Case, clock: Clock) -> None:
    retention.set_months(vault, Kept.CASE, "37")
    assert due(vault) == []

    clock.now = clock.now.replace(month=6, day=12)

    assert due(vault) == [(case.id, Kept.CASE)]


def test_each_class_has_a_term_of_its_own_and_only_what_is_there_counts(vault: Vault, case: Case) -> None:
    for kept, months in ((Kept.NOTE, "24"), (Kept.MEDICAL, "12"), (Kept.PAPER, "12")):
        retention.set_months(vault, kept, months)

    assert due(vault) == [(case.id, Kept.MEDICAL), (case.id, Kept.NOTE)]


def test_her_own_day_goes_before_the_term(vault: Vault, case: Case) -> None:
    retention.set_months(vault, Kept.CASE, "12")
    assert due(vault) != []

    retention.keep_retention(vault, retention.postponed(retention.of_case(vault, case.id), Kept.CASE, date(2027, 5, 1)))

    assert due(vault) == []


def test_under_a_hold_nothing_is_due(vault: Vault, case: Case) -> None:
    retention.set_months(vault, Kept.CASE, "12")
    held = replace(retention.of_case(vault, case.id), held_since=date(2026, 5, 1), held_because="запрос палаты")

    retention.keep_retention(vault, held)
    assert due(vault) == []
    retention.keep_retention(vault, replace(held, held_since=None))

    assert due(vault) == [(case.id, Kept.CASE)]


def test_a_hold_without_a_reason_is_refused(vault: Vault, case: Case) -> None:
    with pytest.raises(BadInput) as error:
        retention.keep_retention(vault, replace(retention.of_case(vault, case.id), held_since=date(2026, 5, 1), held_because=" "))

    assert (error.value.field, error.value.reason) == ("hold", "empty")


def test_a_case_under_a_hold_does_not_go_into_the_bin(vault: Vault, case: Case) -> None:
    retention.keep_retention(vault, replace(retention.of_case(vault, case.id), held_since=date(2026, 5, 1), held_because="спор"))

    with pytest.raises(CaseHeld):
        remove_case(vault, case)

    assert not records.get(vault, Case, case.id).removed_at


def test_until_the_next_day_no_case_is_read_again(vault: Vault, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    retention.set_months(vault, Kept.CASE, "48")
    assert due(vault) == []
    assert settings.read(vault, retention.NEXT) == "2027-05-12"

    monkeypatch.setattr(records, "those", lambda *_args: pytest.fail("it read every closed case"))

    assert due(vault) == []
    set_setting(vault, "anything", "else")
    assert due(vault) == []


def test_an_open_case_has_no_term(vault: Vault, case: Case) -> None:
    retention.set_months(vault, Kept.CASE, "1")
    keep_all(vault, [replace(case, closed_at="")])
    with vault.transaction():
        retention.look_again(vault)

    assert due(vault) == []
