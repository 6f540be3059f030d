"""An old copy of the whole vault in its place is told, every time; a restore is not taken for one (SECURITY C29, C30).

That a crash raises no alarm is counted by `test_kills.py`.
"""

import shutil
from pathlib import Path

import pytest

from desktop.domain.errors import DatabaseForeign
from desktop.operations import freshness, ways_in
from desktop.operations.backups import back_up, restore
from desktop.operations.cases import open_case
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.storage import header
from desktop.storage.keys import Keys
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import tree
from tests.torture.counts import count, seeded, tell

COPIES, RESTORES, HEADERS = count(8, 50), count(5, 60), count(3, 50)


def _work(folder: Path, keys: Keys, saves: int) -> freshness.Older | None:
    with open_vault(folder, keys) as vault:
        found = freshness.look(vault)
        for _ in range(saves):
            open_case(vault)
    return found


def _put_in_place(folder: Path, copy: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(copy, folder)


def test_every_old_copy_is_told_and_can_be_accepted(quick_folder: Path, quick_place: Path, keys: Keys) -> None:
    chance, told, rightly, accepted = seeded("old copies"), 0, 0, 0
    for number in range(COPIES):
        _work(quick_folder, keys, chance.randrange(4))
        shutil.copytree(quick_folder, quick_place / "copy")
        newer = chance.randrange(1, 6)
        for _ in range(newer):
            _work(quick_folder, keys, 1)
        if number % 8 == 0:
            with open_vault(quick_folder, keys) as vault:
                freshness.look(vault)
                ways_in.put_words(vault, bytes([number]) * 32)
        _put_in_place(quick_folder, quick_place / "copy")
        with open_vault(quick_folder, keys) as vault:
            found = freshness.look(vault)
            told += found is not None
            rightly += found is not None and found.code in {"vault-older", "header-older"}
            freshness.accept(vault)
        accepted += _work(quick_folder, keys, 0) is None
        shutil.rmtree(quick_place / "copy")

    tell(f"C29: {COPIES} old copies of the whole vault, {told} told, {rightly} as what they are; accepted {accepted}")
    assert (told, rightly, accepted) == (COPIES, COPIES, COPIES)


def test_a_restore_is_no_old_copy(quick_folder: Path, quick_place: Path, keys: Keys) -> None:
    chance, alarms = seeded("restores"), 0
    (quick_place / "stick").mkdir()
    for number in range(RESTORES):
        with open_vault(quick_folder, keys) as vault:
            alarms += freshness.look(vault) is not None
            made = back_up(vault, quick_place / "stick")
            for _ in range(chance.randrange(3)):
                open_case(vault)
        restored = quick_place / f"restored{number}"
        restore(made.file, PASSPHRASE, restored)
        for saves in (0, chance.randrange(3), 0):
            alarms += _work(restored, keys, saves) is not None
        alarms += _work(quick_folder, keys, 0) is not None
        if chance.random() < 0.5:  # she goes on with the restored one
            _put_in_place(quick_folder, restored)
        shutil.rmtree(restored)

    tell(f"C29: {RESTORES} restores, {alarms} false alarms")
    assert alarms == 0


def test_every_header_of_another_vault_is_named_and_nothing_written(quick_folder: Path, quick_place: Path, keys: Keys) -> None:
    own = {name: (quick_folder / name).read_bytes() for name in header.COPIES}
    with open_vault(quick_folder, keys) as vault:
        open_case(vault)
    named = 0
    for number in range(HEADERS):
        other = quick_place / f"other{number}"
        with create_vault(other, PASSPHRASE, unlock_seconds=0.01) as made:
            key = made.keys
        for name in header.COPIES:
            shutil.copy(other / name, quick_folder / name)
        before = tree(quick_folder)
        assert unlock(quick_folder, PASSPHRASE) == key
        with pytest.raises(DatabaseForeign):
            open_vault(quick_folder, key)
        named += tree(quick_folder) == before
        for name, content in own.items():
            (quick_folder / name).write_bytes(content)
        open_vault(quick_folder, keys).close()

    tell(f"C30: {HEADERS} headers of another vault, {named} named with nothing written")
    assert named == HEADERS
