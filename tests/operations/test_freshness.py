"""An old copy of a vault is told for what it is; a crash or a restore raises no alarm."""

import random
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from desktop import preferences
from desktop.operations import backups, freshness, ways_in
from desktop.operations.cases import open_case
from desktop.operations.vaults import open_vault
from desktop.storage import header
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE


def day_of_work(folder: Path, keys: Keys, cases: int = 1) -> freshness.Older | None:
    with open_vault(folder, keys) as vault:
        found = freshness.look(vault)
        for _ in range(cases):
            open_case(vault)
    return found


def code(found: freshness.Older | None) -> str:
    return found.code if found else ""


def test_a_vault_opened_again_raises_no_alarm(folder: Path, keys: Keys) -> None:
    assert [day_of_work(folder, keys, cases) for cases in (1, 0, 3, 0, 1)] == [None] * 5


def test_last_weeks_copy_of_the_whole_vault_is_told_until_it_is_accepted(folder: Path, keys: Keys, tmp_path: Path) -> None:
    """SECURITY C29, short."""
    chance = random.Random(29)
    for number in range(10):
        assert day_of_work(folder, keys, chance.randrange(3)) is None
        shutil.copytree(folder, tmp_path / f"copy{number}")
        newer = chance.randrange(1, 4)
        day_of_work(folder, keys, newer)
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / f"copy{number}", folder)

        with open_vault(folder, keys) as vault:
            found = freshness.look(vault)
            assert code(found) == "vault-older"
            assert found is not None
            assert found.saves == newer
        # Working on, however long, does not hide it.
        assert code(day_of_work(folder, keys, 9)) in {"vault-older", "vault-other"}
        with open_vault(folder, keys) as vault:
            assert freshness.look(vault) is not None
            assert freshness.accept(vault)
        assert day_of_work(folder, keys) is None


def test_an_old_header_is_told(folder: Path, keys: Keys, tmp_path: Path) -> None:
    shutil.copy(folder / "header.a", tmp_path / "old")
    with open_vault(folder, keys) as vault:
        freshness.look(vault)
        ways_in.change_passphrase(vault, "другая")
    for name in header.COPIES:
        shutil.copy(tmp_path / "old", folder / name)

    assert code(day_of_work(folder, keys)) == "header-older"


def test_two_ways_from_one_copy_are_told_apart(folder: Path, keys: Keys, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "other")
    day_of_work(folder, keys)
    with open_vault(tmp_path / "other", keys) as vault:
        open_case(vault)

    assert code(day_of_work(tmp_path / "other", keys)) == "vault-other"


WORKS_AND_IS_KILLED = """
import os, random, sys
from pathlib import Path
from desktop.operations import freshness
from desktop.operations.cases import open_case
from desktop.operations.vaults import open_vault
from desktop.storage.keys import Keys
chance = random.Random(int(sys.argv[4]))
vault = open_vault(Path(sys.argv[1]), Keys(bytes.fromhex(sys.argv[2]), sys.argv[3]))
if freshness.look(vault):
    os._exit(7)
for _ in range(chance.randrange(6)):
    open_case(vault)
    if chance.random() < 0.4:
        freshness.remember(vault)
os.kill(os.getpid(), 9)
"""


def test_a_crash_raises_no_alarm(folder: Path, keys: Keys) -> None:
    for seed in range(6):
        ended = subprocess.run([sys.executable, "-c", WORKS_AND_IS_KILLED, folder, keys.vmk.hex(), keys.vault, str(seed)], check=False)

        assert ended.returncode == -9
        assert day_of_work(folder, keys) is None


def test_a_restored_vault_raises_no_alarm(folder: Path, keys: Keys, tmp_path: Path) -> None:
    day_of_work(folder, keys)
    with open_vault(folder, keys) as vault:
        freshness.look(vault)
        (tmp_path / "stick").mkdir()
        made = backups.back_up(vault, tmp_path / "stick")
        open_case(vault)

    backups.restore(made.file, PASSPHRASE, tmp_path / "restored")

    assert [day_of_work(tmp_path / "restored", keys) for _ in range(3)] == [None] * 3
    assert day_of_work(folder, keys) is None


def test_what_is_remembered_tells_nothing(folder: Path, keys: Keys) -> None:
    day_of_work(folder, keys)

    (file,) = preferences.state_folder().iterdir()

    assert len(file.name) == 32
    assert file.stat().st_size < 150
    assert keys.vault.encode() not in file.read_bytes()


@pytest.mark.parametrize("what", ["flip", "empty", "gone"])
def test_a_damaged_memory_is_no_memory(folder: Path, keys: Keys, what: str) -> None:
    day_of_work(folder, keys)
    (file,) = preferences.state_folder().iterdir()
    blob = bytearray(file.read_bytes())
    blob[20] ^= 1
    file.write_bytes(blob if what == "flip" else b"")
    if what == "gone":
        file.unlink()

    assert day_of_work(folder, keys) is None


def test_a_folder_that_cannot_be_written_is_no_hindrance(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(preferences.HOME, "/proc/nowhere")

    assert freshness.look(vault) is None
    assert freshness.remember(vault) is False


def test_the_clock_may_stand_anywhere(vault: Vault, clock) -> None:
    for years in (-60, -10, 50):
        clock.now += timedelta(days=366 * years)
        assert freshness.accept(vault)
        assert freshness.look(vault) is None
