"""Backups damaged in many ways, in one file or with papers beside it: none is taken for whole, and each is named."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from desktop.domain.errors import BackupDamaged, CaseFileError
from desktop.operations.backups import back_up
from desktop.operations.restoring import restore, verify
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from desktop.words import problem_sentence
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import fill, stick
from tests.torture.counts import count, seeded, tell

TIMES = count(1, 313)  # of each way, for each of two backups
RESTORES = count(1, 20)  # of each way, so many are also tried to be restored
Damage = Callable[[bytes, Random], bytes]


def _at(data: bytes, chance: Random) -> int:
    """A place: half of the time in the little that is not sealed, which would hardly be met otherwise."""
    return chance.randrange(len(data) if chance.random() < 0.5 else min(len(data), 12_000))


def _flip(data: bytes, chance: Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _blot(data: bytes, chance: Random) -> bytes:
    """A run of bytes is zeros, or rubbish, as a bad sector is."""
    at, length = _at(data, chance), chance.choice((16, 512, 4096))
    return data[:at] + (bytes(length) if chance.random() < 0.5 else chance.randbytes(length)) + data[at + length :]


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: _at(data, chance)]


def _lose(data: bytes, chance: Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + data[at + chance.choice((1, 2, 512, 4096)) :]


def _insert(data: bytes, chance: Random) -> bytes:
    at, length = _at(data, chance), chance.choice((1, 512, 4096))
    return data[:at] + chance.randbytes(length) + data[at:]


def _repeat(data: bytes, chance: Random) -> bytes:
    at, length = _at(data, chance) // 512 * 512, 512 * chance.randrange(1, 9)
    return data[: at + length] + data[at : at + length] + data[at + length :]


def _swap(data: bytes, chance: Random) -> bytes:
    """Two blocks change places, as on a stick whose table of files is broken."""
    one, two = sorted(chance.sample(range(len(data) // 512), 2))
    blocks = [data[start : start + 512] for start in range(0, len(data), 512)]
    blocks[one], blocks[two] = blocks[two], blocks[one]
    return b"".join(blocks)


def _append(data: bytes, chance: Random) -> bytes:
    return data + chance.choice((b"\0", bytes(512), bytes(10_240), chance.randbytes(100), data[-1024:], data))


WAYS: dict[str, Damage] = {
    "bit flipped": _flip, "blotted": _blot, "cut": _cut, "bytes lost": _lose, "bytes put in": _insert, "blocks repeated": _repeat,
    "blocks swapped": _swap, "appended": _append,
}  # fmt: skip


@dataclass(frozen=True)
class Patient:
    """A backup, and the file of it that is damaged."""

    backup: Path
    file: Path

    def damaged(self, way: Damage, chance: Random) -> None:
        """Damage the file, so that it is not what it was."""
        good = self.file.read_bytes()
        bad = good
        while bad == good:
            bad = way(good, chance)
        self.file.write_bytes(bad)


def test_no_damaged_backup_is_taken_for_whole_and_each_is_named(vault: Vault, keys: Keys, tmp_path: Path) -> None:
    chance, named, restored = seeded("damaged backups"), Counter[str](), 0
    (tmp_path / "whole").mkdir()
    with_papers, in_one_file = stick(tmp_path), stick(tmp_path / "whole")
    fill(vault, tmp_path)
    back_up(vault, with_papers)
    back_up(vault, in_one_file, whole=True)
    for folder in (with_papers, in_one_file):
        shutil.copytree(folder, folder.with_name(f"{folder.name}.good"))
        for way in WAYS.values():
            for number in range(TIMES):
                shutil.rmtree(folder)
                shutil.copytree(folder.with_name(f"{folder.name}.good"), folder)
                (backup,) = folder.glob("*.backup")
                papers = sorted(folder.glob("*-papers/*"))
                patient = Patient(backup, chance.choice(papers) if papers and chance.random() < 0.3 else backup)
                patient.damaged(way, chance)
                found = [problem.code for problem in verify(backup, keys.age_identity).problems]
                assert found, (folder.name, number, way.__name__)
                assert all(problem_sentence(code, "x") for code in found)
                named.update(found[:1])
                if number < RESTORES:
                    _is_not_restored(backup, tmp_path)
                    restored += 1

    tries = named.total()
    assert tries == TIMES * len(WAYS) * 2
    codes = ", ".join(f"{code} {times:,}" for code, times in named.most_common())
    tell(f"damaged backups: {tries:,}, 0 taken for whole, each named ({codes}); of {restored} restored: 0")


def _is_not_restored(backup: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(CaseFileError) as refused:
        restore(backup, PASSPHRASE, tmp_path / "again")
    assert isinstance(refused.value, BackupDamaged) or type(refused.value).__name__ in {"WrongSecret", "HeaderForeign", "FileTooNew"}
    assert sorted(tmp_path.iterdir()) == before
