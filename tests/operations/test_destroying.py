"""Destroying a case: all of it goes, nothing of others is touched, and whatever ends it half-way is gone on with."""

import os
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from desktop.documents import destruction_act
from desktop.documents.blocks import Paragraph, Title
from desktop.domain.cases import Case
from desktop.domain.errors import CannotBeTaken, CaseOpen, CaseShared, DiskFailed, DiskFull, NotFound
from desktop.domain.people import Person
from desktop.domain.retention import Stub
from desktop.domain.transfers import Coming, Incoming
from desktop.domain.units import Unit
from desktop.operations import acts, destroying, incoming, journal, taking_in
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up, restore
from desktop.operations.checks import check
from desktop.operations.keeping import keep_all
from desktop.operations.vaults import open_vault
from desktop.storage import kinds, records, settings, traces
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import scan, stick
from tests.operations.destruction_case import Canaries, hits, kept, link, others, planted
from tests.operations.transfer_case import fill, handed

CLOSED = "2026-05-12T09:00:00+00:00"


@pytest.fixture
def canaries() -> Canaries:
    """The words that must be nowhere."""
    return Canaries(Random(7))


def closed(vault: Vault) -> Case:
    """A closed case with a note."""
    case = make.case(closed_at=CLOSED)
    keep_all(vault, [case, make.note(case=case.id)])
    return case


def test_no_word_of_it_is_left_and_everything_of_others_is_as_it_was(vault: Vault, canaries: Canaries, monkeypatch) -> None:
    others(vault)
    with monkeypatch.context() as patch:
        case = planted(vault, canaries, patch)
    shared = link(vault, case)
    before = list(kept(vault, case.id))
    assert len(hits(vault, canaries)) > 100

    destroying.destroy(vault, case.id)

    assert hits(vault, canaries) == []
    assert [each for each in before if getattr(each, "id", "") in shared] != []
    gone = {row.id for row in before if getattr(row, "kind", "") in {"person", "unit"}} - {row.id for row in records.stored(vault)}
    assert [each for each in before if getattr(each, "id", getattr(each, "record", "")) not in gone] == list(kept(vault, case.id))
    assert records.find(vault, Person, shared[0]) is not None
    assert records.find(vault, Unit, shared[1]) is not None
    assert check(vault).problems == ()
    assert vault.problems_of_roots() == ()


def test_without_emptying_the_search_the_same_look_finds_words(vault: Vault, canaries: Canaries, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        case = planted(vault, canaries, patch)
    monkeypatch.setattr(records, "forget_words", lambda _vault: None)

    destroying.destroy(vault, case.id)

    assert hits(vault, canaries) != []


def test_what_is_left_is_an_id_alone(vault: Vault) -> None:
    case = closed(vault)

    destroying.destroy(vault, case.id)

    (row,) = [row for row in records.stored(vault) if row.kind == "stub"]
    assert (row.id, row.changed_at, row.case) == (case.id, "", None)
    assert kinds.decode(Stub, row.body) == Stub(id=case.id)
    assert [each for each in journal.lines(vault) if each.case == case.id] == []


def test_what_goes_and_what_stays_is_told_before(vault: Vault) -> None:
    others(vault)
    case = closed(vault)
    alone = make.person()
    keep_all(vault, [alone, make.party(case=case.id, person=alone.id)])
    shared = link(vault, case)

    going = destroying.what_goes(vault, case.id)

    assert going.count("note") == 1
    assert set(going.alone) == {alone.id}
    assert set(shared) <= set(going.shared)


def test_an_open_case_is_not_destroyed_and_nothing_is_changed(vault: Vault) -> None:
    case = make.case()
    keep_all(vault, [case])
    before = list(records.stored(vault))

    with pytest.raises(CaseOpen):
        destroying.destroy(vault, case.id)
    with pytest.raises(NotFound):
        destroying.destroy(vault, "0" * 32)

    assert list(records.stored(vault)) == before


def test_what_came_beside_other_cases_is_to_be_put_away_first(vault: Vault, colleague: Vault, tmp_path: Path) -> None:
    mine = fill(vault, tmp_path, papers=0)
    file = handed(vault, colleague, tmp_path, mine.case.id)
    came = incoming.receive(colleague, file)
    keep_all(colleague, [replace(came, cases=(*came.cases, Coming(case="f" * 32, number="26-FFFFF", pseudonym="Роща")))])
    taking_in.take_in(colleague, records.get(colleague, Incoming, came.id), mine.case.id)
    keep_all(colleague, [replace(records.get(colleague, Case, mine.case.id), closed_at=CLOSED)])

    with pytest.raises(CaseShared):
        destroying.destroy(colleague, mine.case.id)

    incoming.put_away(colleague, came)
    destroying.destroy(colleague, mine.case.id)
    (left,) = records.every(colleague, Incoming)
    assert [each.case for each in left.cases] == ["f" * 32]


def test_a_destroyed_case_does_not_come_back_from_a_colleague(vault: Vault, colleague: Vault, tmp_path: Path) -> None:
    mine = fill(vault, tmp_path, papers=1)
    file = handed(vault, colleague, tmp_path, mine.case.id)
    came = incoming.receive(colleague, file)
    taking_in.take_in(colleague, came, mine.case.id)
    keep_all(colleague, [replace(records.get(colleague, Case, mine.case.id), closed_at=CLOSED)])
    destroying.destroy(colleague, mine.case.id)

    again = incoming.receive(colleague, file)

    with pytest.raises(CannotBeTaken):
        taking_in.take_in(colleague, again, mine.case.id)


def test_papers_are_overwritten_where_they_lie(vault: Vault, tmp_path: Path) -> None:
    case = closed(vault)
    paper = attach(vault, case.id, scan(tmp_path, 1))
    path, link_ = vault.folder / "papers" / paper.sealed.file, tmp_path / "the same file"
    os.link(path, link_)
    before = link_.read_bytes()

    destroying.destroy(vault, case.id)

    assert not path.exists()
    assert len(link_.read_bytes()) == len(before)
    assert not any(link_.read_bytes()[at : at + 32] == before[at : at + 32] for at in range(0, len(before) - 32, 512))


def test_the_journal_of_the_save_is_overwritten_where_it_lies(vault: Vault, tmp_path: Path) -> None:
    case, link_ = closed(vault), tmp_path / "the same journal"

    with traces.watched(vault):
        with vault.transaction():
            records.purge(vault, case.id)
        os.link(vault.folder / "cases.db-journal", link_)

    assert link_.stat().st_size > 0
    assert not any(link_.read_bytes())
    assert not (vault.folder / "cases.db-journal").exists()


def test_what_is_left_half_way_is_gone_on_with_at_the_next_opening(vault: Vault, tmp_path: Path, monkeypatch) -> None:
    case = closed(vault)
    paper = attach(vault, case.id, scan(tmp_path, 1))

    def fails(_vault: Vault) -> None:
        raise DiskFull

    with monkeypatch.context() as patch, pytest.raises(DiskFull):
        patch.setattr(traces, "clear", fails)
        destroying.destroy(vault, case.id)
    assert records.find(vault, Case, case.id) is None
    assert settings.read(vault, destroying.LEFT)
    vault.close()

    with open_vault(vault.folder, vault.keys) as again:
        assert settings.read(again, destroying.LEFT) == ""
        assert not (again.folder / "papers" / paper.sealed.file).exists()
        assert check(again).problems == ()


def test_where_nothing_could_be_written_the_case_is_whole(vault: Vault, monkeypatch) -> None:
    case = closed(vault)
    before = list(records.stored(vault))

    def fails(_vault: Vault) -> None:
        raise DiskFailed

    monkeypatch.setattr(records, "forget_words", fails)
    with pytest.raises(DiskFailed):
        destroying.destroy(vault, case.id)

    assert list(records.stored(vault)) == before


def test_the_stub_knows_the_backups_that_are_younger_than_the_case(vault: Vault, tmp_path: Path, clock) -> None:
    early = back_up(vault, stick(tmp_path))
    case = make.case(opened_at=clock.now.replace(hour=12).isoformat(), closed_at=CLOSED)
    clock.now = clock.now.replace(hour=13)
    keep_all(vault, [case])
    late = back_up(vault, stick(tmp_path))

    destroying.destroy(vault, case.id)

    assert destroying.stubs(vault)[0].backups == (late.file.name,)
    assert early.file.name not in destroying.stubs(vault)[0].backups


def test_the_stub_comes_back_from_a_backup_without_a_day(vault: Vault, tmp_path: Path) -> None:
    case = closed(vault)
    destroying.destroy(vault, case.id)
    made = back_up(vault, stick(tmp_path))

    restore(made.file, PASSPHRASE, tmp_path / "again")

    with open_vault(tmp_path / "again", vault.keys) as again:
        assert [(row.id, row.changed_at) for row in records.stored(again) if row.kind == "stub"] == [(case.id, "")]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_record_counts_and_names_nobody(vault: Vault, tmp_path: Path, language: str) -> None:
    others(vault)
    case = closed(vault)
    client = make.person(surname="Тайнов")
    keep_all(vault, [client, make.party(case=case.id, person=client.id)])
    link(vault, case)
    back_up(vault, stick(tmp_path))

    act = acts.act_of(vault, destroying.what_goes(vault, case.id))
    blocks = list(destruction_act.blocks(act, language))

    text = " ".join(block.text for block in blocks if isinstance(block, Paragraph | Title))
    assert case.number in " ".join(block.subject for block in blocks if isinstance(block, Title))
    assert act.counts["note"] == 1
    assert act.shared >= 2
    assert act.backups == (("stick", 1),)
    assert "Тайнов" not in text
    assert case.pseudonym not in text
    assert acts.act_pdf(act, language).startswith(b"%PDF")
