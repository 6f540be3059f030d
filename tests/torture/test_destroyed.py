"""A destroyed case is nowhere: canaries in every field, in vaults of chance; and killed at any moment it is whole or on its way to gone."""

import io
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.errors import NoteIsClosed
from desktop.operations import cleansing, destroying
from desktop.operations.attachments import attach_stream, read_paper
from desktop.operations.backups import back_up, restore, verify
from desktop.operations.checks import check
from desktop.operations.keeping import keep_all
from desktop.operations.vaults import open_vault
from desktop.storage import records, rows, traces
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests import make
from tests.conftest import PASSPHRASE
from tests.operations.destruction_case import Canaries, hits, kept, link, others, planted
from tests.torture.counts import LONG, count, seeded, tell
from tests.torture.dying import killed, opened_after_a_kill
from tests.torture.test_backups_random import fill

CLOSED = "2026-05-12T09:00:00+00:00"
VAULTS, KILLS = count(1, 20), count(1, 200)


def test_no_canary_is_left_and_other_cases_are_as_they_were(
    quick_place: Path, empty_vault: tuple[Path, Keys], monkeypatch: pytest.MonkeyPatch
) -> None:
    planted_words = hits_before = left = left_in_copies = equal = blind = 0
    for number in range(VAULTS):
        chance = seeded(f"destroyed {number}")
        folder, stick = quick_place / "vault", quick_place / "stick"
        for each in (folder, stick, quick_place / "again"):
            shutil.rmtree(each, ignore_errors=True)
        shutil.copytree(empty_vault[0], folder)
        stick.mkdir()
        canaries = Canaries(chance)
        with open_vault(folder, empty_vault[1]) as vault:
            if LONG:
                with suppress(NoteIsClosed):  # chance signed a note, and would then have changed it
                    fill(vault, chance)
            others(vault)
            with monkeypatch.context() as patch:
                case = planted(vault, canaries, patch)
            link(vault, case)
            old = back_up(vault, stick, whole=number % 2 == 1)
            hits_before += len(hits(vault, canaries))
            gone = set(destroying.what_goes(vault, case.id).alone)
            before = [row for row in kept(vault, case.id) if getattr(row, "id", getattr(row, "record", "")) not in gone]
            papers = {paper.id: read_paper(vault, paper) for paper in records.every(vault, Attachment) if paper.case != case.id}
            if LONG and number == 0:
                blind = _without_care(vault, case, canaries, quick_place / "careless", monkeypatch)
            destroying.destroy(vault, case.id)
            left += len(hits(vault, canaries))
            assert list(kept(vault, case.id)) == before
            assert {paper.id: read_paper(vault, paper) for paper in records.every(vault, Attachment)} == papers
            assert check(vault).problems == ()
            new = cleansing.rewrite(vault, old.file)
            assert verify(stick / new, vault.keys).ok
            planted_words += len(canaries.words)
            equal += len(before)
        assert restore(stick / new, PASSPHRASE, quick_place / "again", unlock_seconds=0.01).ok
        with open_vault(quick_place / "again", empty_vault[1]) as again:
            left_in_copies += len(hits(again, canaries))
            assert rows.of_case(again, case.id) == []
    assert (left, left_in_copies) == (0, 0)
    assert blind > 0 or not LONG
    tell(
        f"destroyed: {VAULTS} vaults, {planted_words:,} canaries in a case, found {hits_before:,} times before and {left} times after in"
        f" the decrypted pages, journal, papers and names; {left_in_copies} in the rewritten backups; {equal:,} rows of others equal;"
        f" where rows are only deleted the same look finds {blind:,}"
    )


def _without_care(vault: Vault, case: Case, canaries: Canaries, place: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often canaries are found where the rows alone are taken away: the look is not blind."""
    shutil.copytree(vault.folder, place)
    with monkeypatch.context() as patch:
        patch.setattr(records, "forget_words", lambda _vault: None)
        patch.setattr(traces, "clear", lambda _vault: None)
        with open_vault(place, vault.keys) as other:
            other.rows("PRAGMA secure_delete=OFF")
            destroying.destroy(other, case.id)
            return len(hits(other, canaries))


@pytest.fixture
def two(quick_place: Path, empty_vault: tuple[Path, Keys]) -> tuple[Path, Path, Keys]:
    """A vault with a closed case beside another one, both with papers; its folder, a stick with two backups of it, its keys."""
    folder, stick = quick_place / "vault", quick_place / "stick"
    shutil.copytree(empty_vault[0], folder)
    stick.mkdir()
    with open_vault(folder, empty_vault[1]) as vault:
        for case in (
            make.case(id="a" * 32, number="26-AAAAA", closed_at="2026-05-12T09:00:00+00:00"),
            make.case(id="b" * 32, number="26-BBBBB"),
        ):
            keep_all(vault, [case, *(make.note(case=case.id, blocks={"facts": f"канарейка {case.number} " * 2000}) for _ in range(12))])
            for number in range(4):
                attach_stream(vault, case.id, io.BytesIO(b"%PDF-" + case.number.encode() * 20_000), name=f"{number}.pdf", size=160_005)
        for _ in range(2):
            back_up(vault, stick)
    return folder, stick, empty_vault[1]


def _fresh(source: Path, name: str) -> Path:
    target = source.with_name(name)
    shutil.rmtree(target, ignore_errors=True)
    return Path(shutil.copytree(source, target))


def test_killed_at_any_moment_a_case_is_whole_or_goes_at_the_next_opening(two: tuple[Path, Path, Keys]) -> None:
    source, _stick, keys = two
    chance, whole, gone, half_way = seeded("killed destructions"), 0, 0, 0

    def destroy(done: Callable[[int], None], folder: Path) -> None:
        with open_vault(folder, keys) as vault:
            done(0)
            destroying.destroy(vault, "a" * 32)
            done(1)

    folder = _fresh(source, "timed")
    began = time.perf_counter()
    destroy(lambda _step: None, folder)
    took = time.perf_counter() - began
    with open_vault(source, keys) as vault:
        before, others_ = list(records.stored(vault)), list(kept(vault, "a" * 32))

    for _ in range(KILLS):
        folder = _fresh(source, "killed")
        killed(lambda done, folder=folder: destroy(done, folder), chance.uniform(0, 1.1 * took), from_ack=1)  # type: ignore[misc]
        half_way += (folder / "cases.db-journal").exists()
        with opened_after_a_kill(folder, keys) as vault:
            assert check(vault).ok
            assert vault.problems_of_roots() == ()
            assert list(kept(vault, "a" * 32)) == others_
            if records.find(vault, Case, "a" * 32) is None:
                gone += 1
                assert rows.of_case(vault, "a" * 32) == []
                assert [stub.id for stub in destroying.stubs(vault)] == ["a" * 32]
                assert len(list((folder / "papers").iterdir())) == 4
                assert not (folder / "cases.db-journal").exists()
            else:
                whole += 1
                assert [row for row in records.stored(vault) if row.kind != "setting"] == [row for row in before if row.kind != "setting"]
                assert len(list((folder / "papers").iterdir())) == 8
    tell(
        f"killed destructions: {KILLS} kills, {whole} times whole, {gone} times gone, never between; {half_way} with a journal left behind"
    )


def test_killed_at_any_moment_of_making_a_backup_anew_one_of_the_two_is_whole(two: tuple[Path, Path, Keys]) -> None:
    source, stick, keys = two
    with open_vault(source, keys) as vault:
        destroying.destroy(vault, "a" * 32)
        old = sorted(destroying.stubs(vault)[0].backups)
    chance, states, took = seeded("killed rewritings"), {"old": 0, "new": 0, "both": 0}, 0.0

    def rewrite(done: Callable[[int], None], folder: Path, place: Path) -> None:
        with open_vault(folder, keys) as vault:
            done(0)
            cleansing.rewrite(vault, place / old[0])
            done(1)

    for number in range(KILLS + 1):
        folder, place = _fresh(source, "killed"), _fresh(stick, "killed stick")
        if number == 0:
            began = time.perf_counter()
            rewrite(lambda _step: None, folder, place)
            took = time.perf_counter() - began
            continue
        killed(lambda done, folder=folder, place=place: rewrite(done, folder, place), chance.uniform(0, 1.1 * took), from_ack=1)  # type: ignore[misc]
        sound = {path.name for path in place.glob("*.backup") if verify(path, keys).ok}
        assert old[1] in sound
        new = sound - set(old)
        assert new or old[0] in sound
        states["both" if new and old[0] in sound else "new" if new else "old"] += 1
        with opened_after_a_kill(folder, keys) as vault:
            if old[0] in destroying.stubs(vault)[0].backups and (place / old[0]).exists():
                cleansing.rewrite(vault, place / old[0])
            elif not (place / old[0]).exists():
                cleansing.strike_off(vault, [old[0]])
            assert old[0] not in destroying.stubs(vault)[0].backups
            cleansing.rewrite(vault, place / old[1])
            assert check(vault).ok
        names = sorted(path.name for path in place.glob("*.backup*"))
        assert len(names) == 2
        assert set(names).isdisjoint(old)
        assert all(verify(place / name, keys).ok for name in names)
        assert len(list((place / "copy-papers").iterdir())) == 4
        assert list(folder.glob("trial-*")) == []
    tell(
        f"killed rewritings of a backup: {KILLS} kills, the old one whole {states['old']} times, the new one {states['new']}, both"
        f" {states['both']}, neither 0; gone on with each time: two new backups, nothing of the case, no paper too many"
    )
