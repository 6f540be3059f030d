"""A trial restore: a backup restored whole into a vault nobody can open, compared, and thrown away; what it gave is kept."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from desktop.domain.attachments import Attachment
from desktop.domain.checks import Problem
from desktop.domain.errors import BackupDamaged, DataDamaged, FileMissing
from desktop.domain.progress import Report, silent
from desktop.operations import copies
from desktop.operations.copies import Trial
from desktop.operations.reading import Backup, Secret
from desktop.operations.restoring import Restoring
from desktop.operations.vaults import open_vault
from desktop.storage import age, header, keys, lines, records, volumes
from desktop.storage.contents import damaged
from desktop.storage.disk import told
from desktop.storage.keys import Keys
from desktop.storage.papers import Digest
from desktop.storage.place import Place
from desktop.storage.vault import PAPERS, TRIAL, Vault


@dataclass(frozen=True)
class Rehearsed:
    """What came of it: the result as the vault keeps it, and what was wrong with the backup."""

    trial: Trial
    problems: tuple[Problem, ...] = ()


def rehearse(vault: Vault, path: Path, secret: Secret, report: Report = silent, *, key_file_text: str = "") -> Rehearsed:
    """Restore the backup into a scratch vault beside this one's database, compare all of it with the backup, take it away again.

    The scratch vault is encrypted under a key that is written nowhere. This vault is only written to in order to keep the result.
    Raises NotFound, WrongSecret, BadInput, FileTooNew, HeaderForeign, NotEnoughMemory, DiskFull, DiskFailed, Cancelled.
    """
    with Backup(path, secret, report, key_file_text) as backup:
        now, name, way = vault.now().isoformat(), volumes.first_of(path).name, backup.opened.way
        try:
            with scratch(vault.folder) as half:
                trial = replace(_tried(backup, half), file=name, when=now, way=way)
        except BackupDamaged as error:
            trial = Trial(name, now, way, 0, 0, 0, ok=False)
            copies.keep_trial(vault, trial)
            return Rehearsed(trial, error.problems)
    copies.keep_trial(vault, trial)
    return Rehearsed(trial)


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """An empty folder on the disk of the vault; gone afterwards. What a kill leaves goes when the vault is opened next."""
    half = folder / f"{TRIAL}{token_hex(8)}"
    with told():
        half.mkdir(mode=0o700)
    try:
        yield half
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _tried(backup: Backup, half: Path) -> Trial:
    verdict = backup.verdict()
    if not verdict.ok:
        raise BackupDamaged(verdict.problems)
    old, vmk = backup.seen.head.header, os.urandom(keys.VMK_BYTES)
    # None of its eight slots was ever filled, so its key ends with this call.
    head = replace(header.fresh(old.kdf), vault=old.vault)
    manifest = Restoring(backup, half).fill(head, vmk)
    with open_vault(half, Keys(vmk, head.vault)) as vault:
        named = records.every(vault, Attachment)
        with Place(half / PAPERS) as sealed:
            for paper in named:
                _compare(sealed, paper, backup.opened.identity)
    changes = manifest.counts.get(lines.CHANGE, 0)
    return Trial("", "", "", manifest.lines - changes, changes, len(manifest.papers), ok=True)


def _compare(sealed: Place, paper: Attachment, identity: str) -> None:
    """Open a paper and compare it with what was put in once."""
    plain = Digest()
    try:
        with told(), sealed.open(paper.sealed.file) as file:
            age.open_into(file, plain, identity)
    except (age.AgeDamaged, age.KeyDoesNotFit, DataDamaged, FileMissing):
        raise damaged("backup-paper-damaged", paper.sealed.file) from None
    if (plain.size, plain.sha256) != (paper.size, paper.sha256):
        raise damaged("backup-paper-damaged", paper.sealed.file)
