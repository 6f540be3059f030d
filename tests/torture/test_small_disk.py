"""A disk that fills up at every place of a save, a change of the header and a backup: nothing that was kept is lost (SECURITY C10)."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.drafts import Draft
from desktop.domain.errors import DiskFull
from desktop.domain.notes import Note
from desktop.operations import ways_in
from desktop.operations.backups import back_up
from desktop.operations.cases import open_case
from desktop.operations.checks import check
from desktop.operations.drafts import keep_drafts
from desktop.operations.notes import add_note
from desktop.operations.restoring import verify
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import kinds, records
from desktop.storage.keys import Keys
from desktop.storage.place import Place
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE
from tests.torture.counts import count, seeded, tell

STEP = 4096  # the room shrinks by one block at a time
TRIED = count(10, 10_000)

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk: saving on a full disk was not tried")


def _note(vault: Vault) -> None:
    (case,) = records.every(vault, kinds.KINDS["case"])
    add_note(vault, case.id, "слово " * 9000)


def _draft(vault: Vault) -> None:
    keep_drafts(vault, [Draft(id=vault.new_id(), page="note", fields={"facts": "слово " * 3000})])


def _way_in(vault: Vault) -> None:
    ways_in.add_words(vault, "ru")


DEEDS: dict[str, Callable[[Vault], None]] = {"a note": _note, "drafts": _draft, "a way in": _way_in}


class _Room:
    """The room left on a disk, down to the block."""

    def __init__(self, disk: Path) -> None:
        self._disk, self._ballast = disk, disk / "ballast"

    def leave(self, size: int) -> None:
        self.free()
        found = os.statvfs(self._disk)
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(STEP, found.f_bavail * found.f_frsize - size))

    def free(self) -> None:
        self._ballast.unlink(missing_ok=True)


@pytest.mark.parametrize("name", DEEDS)
def test_a_save_that_finds_no_room_loses_nothing(small_disk: Path, folder: Path, keys: Keys, name: str) -> None:
    vault_folder, room = small_disk / "vault", _Room(small_disk)
    with open_vault(folder, keys) as vault:
        case = open_case(vault)
        kept = [add_note(vault, case.id, f"{number} " + "слово " * 500) for number in range(5)]
    refused, went_well = 0, 0
    for size in _sizes(name, 512 * 1024):
        shutil.rmtree(vault_folder, ignore_errors=True)
        shutil.copytree(folder, vault_folder)
        with open_vault(vault_folder, keys) as vault:
            room.leave(size)
            try:
                DEEDS[name](vault)
                went_well += 1
            except DiskFull:
                refused += 1
            assert records.of_case(vault, Note, case.id)[:5] == kept
            room.free()
            DEEDS[name](vault)  # she makes room and tries again
        if name == "a way in":
            assert unlock(vault_folder, PASSPHRASE) == keys
        with open_vault(vault_folder, keys) as vault:
            assert records.of_case(vault, Note, case.id)[:5] == kept
            assert check(vault).problems == ()
            assert len(records.every(vault, Draft)) == (name == "drafts")

    tell(f"C10: {name}: {refused} times no room, {went_well} times just enough: 0 lost, 0 damaged")
    assert refused > 0
    assert went_well > 0


def test_a_backup_that_finds_no_room_takes_nothing_away(small_disk: Path, folder: Path, keys: Keys, monkeypatch) -> None:
    # There seemed to be room; another program took it.
    monkeypatch.setattr(Place, "need", lambda *_: None)
    room, stick, refused, made = _Room(small_disk), small_disk / "stick", 0, 0
    stick.mkdir()
    with open_vault(folder, keys) as vault:
        for number in range(3):
            add_note(vault, open_case(vault).id, f"{number} " + "слово " * 9000)
        first = back_up(vault, stick)
        good = first.file.read_bytes()
        for size in _sizes("a backup", 4 * 1024**2, most=count(10, 300)):
            room.leave(size)
            try:
                back_up(vault, stick).file.unlink()
                made += 1
            except DiskFull:
                refused += 1
            room.free()
            assert [path.name for path in stick.glob("*.backup*")] == [first.file.name]
            assert first.file.read_bytes() == good
    assert verify(first.file, PASSPHRASE).ok

    tell(f"C10: a backup: {refused} times no room, {made} times just enough: the earlier one is whole")
    assert refused > 0
    assert made > 0


def _sizes(name: str, largest: int, most: int = TRIED) -> list[int]:
    sizes = list(range(0, largest, STEP))
    seeded(f"small disk {name}").shuffle(sizes)
    return [0, *sizes[: most - 1]]
