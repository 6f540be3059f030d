"""A backup in pieces, for sticks that take no large file: proven as a whole, put together by `cat`, never half there."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.errors import Cancelled
from desktop.operations import backups
from desktop.operations.backups import Proven, back_up, restore, verify
from desktop.operations.settings import set_setting
from desktop.operations.vaults import open_vault
from desktop.storage import lines, meter, volumes
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE, Clock
from tests.operations.backup_case import fill, shell, stick, tree

MOST = 50_000


def split(vault: Vault, tmp_path: Path, **how) -> Proven:
    return back_up(vault, stick(tmp_path), whole=True, largest_file=MOST, **how)


def test_no_piece_is_larger_than_the_stick_takes_and_cat_makes_one_of_them(vault: Vault, tmp_path: Path):
    fill(vault, tmp_path)

    proven = split(vault, tmp_path)

    pieces = sorted(stick(tmp_path).iterdir())
    assert [path.name[-4:] for path in pieces] == [f".{number:03}" for number in range(1, len(pieces) + 1)]
    assert [path.stat().st_size for path in pieces[:-1]] == [MOST] * (len(pieces) - 1)
    assert 0 < pieces[-1].stat().st_size <= MOST
    assert proven.file == pieces[0]
    assert proven.bytes == sum(path.stat().st_size for path in pieces)
    whole = tmp_path / "copy-00000000-20260514-1200.backup"
    whole.write_bytes(shell(f"cat stick/{proven.file.name[:-4]}.*", tmp_path))
    assert verify(whole, vault.keys.age_identity).ok


def test_it_is_verified_and_restored_by_any_of_its_pieces(vault: Vault, tmp_path: Path):
    fill(vault, tmp_path)
    file = split(vault, tmp_path).file.with_suffix(".002")

    verdict = restore(file, PASSPHRASE, tmp_path / "back")

    assert verdict == verify(file, PASSPHRASE)
    with open_vault(tmp_path / "back", vault.keys) as back:
        assert len(list(lines.of_vault(back))) == verdict.records


@pytest.mark.parametrize("harm", ["first", "middle", "last", "cut", "flipped", "swapped"])
def test_a_piece_that_is_not_as_it_was_written_is_told(vault: Vault, tmp_path: Path, harm: str):
    fill(vault, tmp_path)
    file = split(vault, tmp_path).file
    pieces = sorted(stick(tmp_path).iterdir())
    if harm in {"first", "middle", "last"}:
        pieces[{"first": 0, "middle": 1, "last": -1}[harm]].unlink()
    elif harm == "cut":
        pieces[1].write_bytes(pieces[1].read_bytes()[:-1])
    elif harm == "flipped":
        good = pieces[1].read_bytes()
        pieces[1].write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    else:
        one, two = pieces[1].read_bytes(), pieces[2].read_bytes()
        pieces[1].write_bytes(two)
        pieces[2].write_bytes(one)

    verdict = verify(pieces[1] if harm == "first" else file, PASSPHRASE)

    assert not verdict.ok
    assert ("piece-missing" in {problem.code for problem in verdict.problems}) == (harm == "first")


def test_a_small_backup_stays_in_one_file_wherever_it_goes(vault: Vault, tmp_path: Path):
    fill(vault, tmp_path)

    proven = back_up(vault, stick(tmp_path), largest_file=4 * 1024**3 - 1)

    assert proven.file.suffix == ".backup"


def test_cut_short_it_leaves_nothing_and_what_it_left_is_cleared_away(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meter, "_STEP", 1)
    fill(vault, tmp_path)
    first = split(vault, tmp_path)
    before = tree(stick(tmp_path))
    for tenth in (1, 4, 7, 10):

        def stop(done: int, total: int, tenth: int = tenth) -> None:
            if done * 10 >= total * tenth:
                raise Cancelled

        with pytest.raises(Cancelled):
            split(vault, tmp_path, report=stop)
        assert tree(stick(tmp_path)) == before

    # Killed between two names: the first was not given yet, so there is no backup.
    for name in ("copy-00000000-20260514-1200.backup.002", "copy-00000000-20260514-1200.backup.001.part"):
        (stick(tmp_path) / name).write_bytes(b"x")
    split(vault, tmp_path)
    assert not list(stick(tmp_path).glob("copy-00000000*"))
    assert verify(first.file, PASSPHRASE).ok


def test_the_oldest_goes_with_all_its_pieces(vault: Vault, tmp_path: Path, clock: Clock):
    fill(vault, tmp_path)
    set_setting(vault, "backup.keep", "3")
    made = []
    for _ in range(4):
        made.append(split(vault, tmp_path))
        clock.now += timedelta(days=1)

    gone = volumes.whole_name(made[0].file.name)
    assert not list(stick(tmp_path).glob(f"{gone}*"))
    assert all(verify(each.file, PASSPHRASE).ok for each in made[1:])


def test_the_last_of_each_month_stays_beyond_the_newest(vault: Vault, tmp_path: Path, clock: Clock):
    set_setting(vault, "backup.keep", "3")
    set_setting(vault, "backup.months", "2")
    names = []
    for days in (0, 1, 30, 1, 1, 1, 1):  # 14 and 15 May, then five in the middle of June
        clock.now += timedelta(days=days)
        names.append(back_up(vault, stick(tmp_path)).file.name)

    left = sorted(path.name for path in stick(tmp_path).glob("*.backup"))

    assert left == sorted([names[1], *names[-3:]])


def test_how_much_it_will_take_is_known_before(vault: Vault, tmp_path: Path):
    fill(vault, tmp_path)
    first = backups.likely_size(vault.folder, stick(tmp_path), "copy")
    proven = back_up(vault, stick(tmp_path))

    used = sum(path.stat().st_size for path in stick(tmp_path).rglob("*") if path.is_file())

    assert used <= first <= used + 4 * 1024**2
    assert backups.likely_size(vault.folder, stick(tmp_path), "copy") < first - 100_000
    assert proven.papers == 2
