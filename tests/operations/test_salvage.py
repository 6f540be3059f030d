"""Salvage: what can be read comes into a new vault, and what cannot is listed."""

import io
import shutil
from pathlib import Path
from random import Random

import pytest

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.checks import Problem
from desktop.domain.errors import DataDamaged, HeaderDamaged, VaultExists, WrongSecret
from desktop.domain.notes import Note
from desktop.operations import backups, freshness, ways_in
from desktop.operations.attachments import attach_stream, read_paper
from desktop.operations.cases import open_case
from desktop.operations.checks import check
from desktop.operations.notes import add_note
from desktop.operations.salvage import salvage
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import connection, records, snapshot
from desktop.storage.keys import Keys
from desktop.storage.vault import DATABASE
from tests.conftest import PASSPHRASE
from tests.torture.counts import count

PAGE = connection.PAGE


@pytest.fixture
def filled(folder: Path, keys: Keys) -> Path:
    """The folder of a closed vault with ten cases, forty notes and three papers."""
    with open_vault(folder, keys) as vault:
        freshness.look(vault)
        for number in range(10):
            case = open_case(vault, about=f"дело {number}")
            for line in range(4):
                add_note(vault, case.id, f"{number}.{line} " + "слово " * 400)
            if number < 3:
                attach_stream(vault, case.id, io.BytesIO(b"%PDF-" + bytes(5000)), name="a.pdf", size=5005)
    return folder


def bodies(folder: Path, keys: Keys) -> dict[str, bytes]:
    with open_vault(folder, keys) as vault:
        return {each.id: each.body for each in records.stored(vault)}


def damage(folder: Path, page: int, pages: int = 1) -> None:
    with (folder / DATABASE).open("r+b") as file:
        file.seek(page * PAGE)
        file.write(bytes(pages * PAGE))


def test_a_whole_vault_comes_over_whole(filled: Path, keys: Keys, tmp_path: Path) -> None:
    before = bodies(filled, keys)

    done = salvage(filled, PASSPHRASE, tmp_path / "new")

    assert (done.problems, done.lost) == ((), ())
    assert (done.records, done.papers) == (len(before), 3)
    assert unlock(tmp_path / "new", PASSPHRASE) == keys
    assert bodies(tmp_path / "new", keys) == before
    with open_vault(tmp_path / "new", keys) as new:
        assert check(new).problems == ()
        assert [way.kind for way in ways_in.ways_in(new)] == ["passphrase"]
        assert freshness.look(new) is None


def test_with_any_one_page_lost_the_rest_comes_over(filled: Path, keys: Keys, tmp_path: Path) -> None:
    before, whole = bodies(filled, keys), (filled / DATABASE).read_bytes()
    pages = range(0, len(whole) // PAGE, count(5, 1))  # the first one holds what makes it a database
    untouched, listed = 0, 0

    for page in pages:
        (filled / DATABASE).write_bytes(whole)
        damage(filled, page)
        done = salvage(filled, PASSPHRASE, tmp_path / f"new{page}")

        after = bodies(tmp_path / f"new{page}", keys)
        lost = before.keys() - after.keys() - {ways_in.SLOTS}
        assert all(after[id_] == before[id_] for id_ in after if id_ != ways_in.SLOTS), page
        assert len(lost) < 25, page
        # What is lost is listed, each with its kind or at least its id; without the first page only how much is.
        assert Problem("pages-lost", "1") in done.problems
        assert {each.id for each in done.lost} - {ways_in.SLOTS} == (lost if page else set()), page
        assert all(each.kind for each in done.lost), page
        untouched += not lost
        listed += bool(done.lost)
        with open_vault(tmp_path / f"new{page}", keys) as new:
            assert snapshot.findings(new, DATABASE) == ()
            assert new.problems_of_roots() == ()
        shutil.rmtree(tmp_path / f"new{page}")

    assert listed >= count(1, 3)
    assert untouched >= count(2, 10)  # indexes, lists and the search are made anew


def test_a_file_cut_in_half_gives_what_its_half_holds(filled: Path, keys: Keys, tmp_path: Path) -> None:
    before, whole = bodies(filled, keys), (filled / DATABASE).read_bytes()
    (filled / DATABASE).write_bytes(whole[: len(whole) // 2 + 777])

    done = salvage(filled, PASSPHRASE, tmp_path / "new")

    after = bodies(tmp_path / "new", keys)
    assert 0 < len(after) < len(before)
    assert len(done.lost) + len(done.problems) > 0
    assert all(after[id_] == before[id_] for id_ in after if id_ != ways_in.SLOTS)


def test_what_is_lost_is_told_by_kind_and_case(filled: Path, keys: Keys, tmp_path: Path) -> None:
    with open_vault(filled, keys) as vault:
        case = records.every(vault, Case)[0]
        victim = records.of_case(vault, Note, case.id)[0]
        with vault.transaction():
            vault.run("UPDATE record SET digest = zeroblob(32) WHERE id = :id", id=victim.id)

    done = salvage(filled, PASSPHRASE, tmp_path / "new")

    assert done.problems == (Problem("record-lost", f"note {case.number}"),)
    assert done.lost_kinds == {"note": 1}


def test_papers_that_are_missing_or_damaged_are_named(filled: Path, keys: Keys, tmp_path: Path) -> None:
    first, second, _ = sorted((filled / "papers").iterdir())
    first.unlink()
    good = second.read_bytes()
    second.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))

    done = salvage(filled, PASSPHRASE, tmp_path / "new")

    assert done.papers == 1
    assert sorted(done.problems, key=repr) == sorted(
        [Problem("paper-missing", first.name), Problem("paper-damaged", second.name)], key=repr
    )
    with open_vault(tmp_path / "new", keys) as new:
        whole = [paper for paper in records.every(new, Attachment) if paper.sealed.file not in {first.name, second.name}]
        assert [read_paper(new, paper) for paper in whole] == [b"%PDF-" + bytes(5000)]


def test_a_backup_lends_its_header(filled: Path, keys: Keys, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with open_vault(filled, keys) as vault:
        made = backups.back_up(vault, tmp_path / "stick")
        add_note(vault, records.every(vault, Case)[0].id, "после копии")
    before = bodies(filled, keys)
    for name in ("header.a", "header.b"):
        (filled / name).write_bytes(b"")

    with pytest.raises(HeaderDamaged):
        salvage(filled, PASSPHRASE, tmp_path / "new")
    salvage(filled, PASSPHRASE, tmp_path / "new", backup=made.file)

    assert bodies(tmp_path / "new", keys) == before


def test_the_damaged_vault_is_only_read(filled: Path, keys: Keys, tmp_path: Path) -> None:
    damage(filled, 7, pages=5)
    before = {path: path.read_bytes() for path in filled.rglob("*") if path.is_file()}

    salvage(filled, PASSPHRASE, tmp_path / "new")

    assert {path: path.read_bytes() for path in filled.rglob("*") if path.is_file()} == before


def test_nothing_is_made_where_nothing_can_be_read(filled: Path, tmp_path: Path) -> None:
    (filled / DATABASE).write_bytes(Random(1).randbytes(40 * PAGE))

    try:
        done = salvage(filled, PASSPHRASE, tmp_path / "new")
    except DataDamaged:
        assert not (tmp_path / "new").exists()
    else:
        assert done.records == 0

    with pytest.raises(WrongSecret):
        salvage(filled, "wrong", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_nothing_is_written_over(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()

    with pytest.raises(VaultExists):
        salvage(filled, PASSPHRASE, tmp_path / "there")
