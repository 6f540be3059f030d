"""Powers and his own consent: what reminds of each, and that a backup brings them back."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.cases import Case, Consent
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.powers import Certifier, Power, PowerKind
from desktop.operations.backups import back_up, restore
from desktop.operations.cases import open_case
from desktop.operations.powers import answer_consent, keep_power, order_journal
from desktop.operations.vaults import open_vault
from desktop.storage import deadlines, records, search
from tests.conftest import PASSPHRASE


@pytest.fixture
def case(vault):
    return open_case(vault)


def _dates(vault, case):
    return [(each.due, each.title) for each in records.of_case(vault, Deadline, case.id)]


def test_the_reminder_follows_the_last_day_and_goes_with_it(vault, case):
    power = Power(id=vault.new_id(), case=case.id, kind=PowerKind.ATTORNEY, valid_until=Day("2026-08-01"))

    kept = keep_power(vault, power, "ends")
    assert _dates(vault, case) == [(date(2026, 7, 18), "ends")]

    moved = keep_power(vault, replace(kept, valid_until=Day("2026-09-01")), "ends later")
    assert _dates(vault, case) == [(date(2026, 8, 18), "ends later")]

    keep_power(vault, replace(moved, ended_on=Day("2026-05-14")), "ends later")
    assert _dates(vault, case) == []


def test_a_reminder_that_was_ticked_off_comes_back_only_with_another_last_day(vault, case):
    kept = keep_power(vault, Power(id=vault.new_id(), case=case.id, valid_until=Day("2026-08-01")), "ends")
    done = replace(records.get(vault, Deadline, kept.reminder), done_at="2026-05-14T09:00:00+00:00")
    with vault.transaction():
        records.save(vault, done)

    kept = keep_power(vault, replace(kept, where="сейф"), "ends")
    assert records.get(vault, Deadline, kept.reminder).done_at

    kept = keep_power(vault, replace(kept, valid_until=Day("2026-09-01")), "ends")
    assert not records.get(vault, Deadline, kept.reminder).done_at


def test_the_journal_knows_the_orders_of_all_files_and_no_other_paper(vault, case):
    other = open_case(vault)
    for where, kind, number in ((case, PowerKind.ORDER, "12"), (other, PowerKind.ORDER, "14"), (case, PowerKind.AGREEMENT, "13")):
        keep_power(vault, Power(id=vault.new_id(), case=where.id, kind=kind, number=number), "")

    assert [line.order.number if line.order else line.first for line in order_journal(vault)] == ["12", 13, "14"]


def test_not_yet_reminds_in_a_week_once_and_yes_ends_it(vault, case):
    waiting = answer_consent(vault, case, Consent.NOT_YET, "ask him")
    again = answer_consent(vault, waiting, Consent.NOT_YET, "ask him")
    assert _dates(vault, case) == [(date(2026, 5, 21), "ask him")]

    answered = answer_consent(vault, again, Consent.YES, "ask him")

    assert (answered.consent, answered.consent_on) == (Consent.YES, Day("2026-05-14"))
    assert deadlines.until(vault, date(2026, 12, 31)) == []
    assert records.get(vault, Deadline, answered.consent_reminder).done_at


def test_a_backup_brings_powers_back_and_the_search_finds_them(vault, case, tmp_path):
    power = Power(id=vault.new_id(), case=case.id, kind=PowerKind.ATTORNEY, number="77-А", certifier=Certifier.NOTARY,
                  valid_until=Day("2026-08-01"), where="папка 3")  # fmt: skip
    kept = keep_power(vault, power, "ends")
    proven = back_up(vault, tmp_path)
    restore(proven.file, PASSPHRASE, tmp_path / "again")

    with open_vault(tmp_path / "again", vault.keys) as again:
        assert records.get(again, Power, kept.id) == kept
        assert records.get(again, Case, case.id) == records.get(vault, Case, case.id)
        assert [hit.kind for hit in search.find(again, "папка")] == ["power"]
