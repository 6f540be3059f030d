"""Backups read again: verified from the first byte to the last, and restored into a new folder."""

import json
import os
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO, Self

from desktop.domain.attachments import Sealed
from desktop.domain.checks import Problem, Verdict
from desktop.domain.drafts import Setting
from desktop.domain.errors import BackupDamaged, BadInput, FileTooNew, HeaderForeign, VaultExists
from desktop.domain.progress import Report, silent
from desktop.operations.reading import Backup, Secret
from desktop.operations.vaults import SLOTS, open_vault
from desktop.storage import age, changes, header, kdf, keys, lines, papers, records, rows, slots, snapshot
from desktop.storage import vault as vaults
from desktop.storage.changes import StoredChange
from desktop.storage.contents import damaged
from desktop.storage.disk import told
from desktop.storage.header import Header
from desktop.storage.keys import Keys
from desktop.storage.manifest import Entry, Manifest, is_record
from desktop.storage.place import Place, new_folder
from desktop.storage.rows import Stored
from desktop.storage.vault import PAPERS, Vault

# Settings that speak of the ways into a vault: false once it has new ones.
_ABOUT_WAYS_IN = (SLOTS, "recovery.checked_at")


def verify(path: Path, secret: Secret, report: Report = silent, *, key_file_text: str = "") -> Verdict:
    """Read the whole backup and its papers, and say whether it would restore.

    Without a secret only the outside is read, and the verdict says so. Raises NotFound, WrongSecret, BadInput for a slip
    in words or key, NotEnoughMemory, DiskFailed, Cancelled.
    """
    try:
        with Backup(path, secret, report, key_file_text) as backup:
            return backup.verdict()
    except BackupDamaged as error:
        return Verdict(error.problems)
    except FileTooNew:
        return Verdict((Problem("too-new"),))
    except HeaderForeign:
        return Verdict((Problem("header-foreign", "header"),))


def restore(
    path: Path,
    secret: str,
    folder: Path,
    new_passphrase: str | None = None,
    report: Report = silent,
    *,
    key_file_text: str = "",
    unlock_seconds: float = 1.0,
) -> Verdict:
    """Make a vault of a backup, in a folder that does not exist yet; then check it from end to end.

    With the printed key the vault gets new keys, and `new_passphrase` opens it. Nothing is left behind if it fails. Raises
    VaultExists, BackupDamaged, HeaderForeign, FileTooNew, WrongSecret, BadInput, NotFound, DiskFull, DiskFailed, Cancelled.
    """
    if os.path.lexists(folder):
        raise VaultExists
    with Backup(path, secret, report, key_file_text) as backup:
        if backup.opened.keys is None and not keys.passphrase_bytes(new_passphrase or ""):
            raise BadInput("new-passphrase", "missing")
        verdict = backup.verdict()
        if not verdict.ok:
            raise BackupDamaged(verdict.problems)
        with new_folder(folder) as half:
            _restore(backup, half, new_passphrase or "", unlock_seconds)
    return verdict


def _restore(backup: Backup, half: Path, new_passphrase: str, unlock_seconds: float) -> None:
    known, head = backup.opened.keys, backup.seen.head.header
    if known is not None:
        Restoring(backup, half).fill(header.next_epoch(replace(head, instance=str(uuid.uuid4()))), known.vmk)
        return
    vmk = os.urandom(keys.VMK_BYTES)
    head, slot = _new_header(head, vmk, new_passphrase, unlock_seconds)
    Restoring(backup, half).fill(head, vmk, reseals=True, before_check=partial(_forget_ways_in, slot=slot))


class Restoring:
    """One restoring on its way: header, papers, records, then the check."""

    def __init__(self, backup: Backup, half: Path) -> None:
        self._backup, self._half, self._reseals = backup, half, False
        self._renamed: dict[str, Sealed] = {}

    def fill(self, head: Header, vmk: bytes, *, reseals: bool = False, before_check: Callable[[Vault], object] | None = None) -> Manifest:
        """Fill the empty folder with a vault of this header, and compare every record with the backup, and every paper's file.

        Papers are sealed anew for its keys only where `reseals`. Raises BackupDamaged, DiskFull, DiskFailed, Cancelled.
        """
        self._reseals = reseals
        vaults.lay(self._half, head, vmk)
        own = Keys(vmk, head.vault)
        manifest = self._papers(own)
        with open_vault(self._half, own) as vault:
            self._records(vault)
            self._compare(vault, manifest)
            if before_check is not None:
                before_check(vault)
        with open_vault(self._half, own) as vault:
            if problems := snapshot.findings(vault, vaults.DATABASE):
                raise BackupDamaged(problems)
        return manifest

    def _papers(self, own: Keys) -> Manifest:
        """Copy every paper, and seal it anew where the keys are new ones."""
        folder = self._half / PAPERS
        manifest = self._backup.manifest()
        with Place(folder) as target:
            target.need(self._backup.seen.size + sum(paper.size for paper in manifest.papers))
            if manifest.is_whole:
                with PaperFiles(target) as files:
                    self._backup.read(take_paper=files)
            else:
                for paper in manifest.papers:
                    self._copy(paper.sealed, target)
            for paper in manifest.papers:
                papers.prove(target, paper.sealed)
            if self._reseals:
                for paper in manifest.papers:
                    self._renamed[paper.id] = self._seal_anew(folder, target, paper.sealed, own)
        return manifest

    def _copy(self, paper: Sealed, target: Place) -> None:
        source = self._backup.shared(paper)
        if source is None:
            raise damaged("backup-paper-missing", paper.file)
        with target.part(paper.file) as file:
            for piece in papers.sealed_pieces(source, paper):
                file.write(piece)
                self._backup.meter.add(len(piece))
        target.settle(paper.file)

    def _seal_anew(self, folder: Path, target: Place, paper: Sealed, own: Keys) -> Sealed:
        try:
            with told(), target.open(paper.file) as file:
                written = papers.write(folder, age.resealed(file, self._backup.opened.identity), own.age_identity)
        except (age.AgeDamaged, age.KeyDoesNotFit):
            raise damaged("backup-paper-damaged", paper.file) from None
        target.drop(paper.file)
        return written.sealed

    def _records(self, vault: Vault) -> None:
        """Take in every record as it was, revisions and all, and make lists and search from them."""
        with vault.transaction():
            self._backup.read(partial(self._insert, vault))
            records.reindex(vault)

    def _insert(self, vault: Vault, record: Stored | StoredChange) -> None:
        body = papers.renamed_in(record.body, self._renamed) if self._renamed else record.body
        if isinstance(record, Stored):
            rows.insert(vault, replace(record, body=body))
        else:
            changes.insert(vault, replace(record, body=body))

    def _compare(self, vault: Vault, manifest: Manifest) -> None:
        """Read the new vault as if to back it up, and compare with what the backup said."""
        measured = lines.measure(lines.of_vault(vault))
        expected = tuple(entry for entry in manifest.entries if is_record(entry.name))
        if measured.counts != manifest.counts or (not self._renamed and measured.entries != expected):
            raise damaged("digest", "records")


class PaperFiles:
    """Writes the papers inside a whole backup to the new vault, one after the other."""

    def __init__(self, target: Place) -> None:
        self._target, self._open = target, ExitStack()
        self._name = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._open.__exit__(*error)  # type: ignore[arg-type]
        if error[0] is None:
            self._settle()

    def __call__(self, entry: Entry) -> BinaryIO:
        """Where the bytes of the next paper go."""
        self._open.close()
        self._settle()
        self._name = entry.name.removeprefix("papers/")
        return self._open.enter_context(self._target.part(self._name))

    def _settle(self) -> None:
        if self._name:
            self._target.settle(self._name)
            self._name = ""


def _new_header(old: Header, vmk: bytes, passphrase: str, unlock_seconds: float) -> tuple[Header, int]:
    """A header with new keys for the same vault, opened by the passphrase alone; and the slot it is in."""
    fresh = replace(header.fresh(kdf.calibrate(unlock_seconds)), vault=old.vault, epoch=old.epoch)
    slot = slots.free_slot(())
    secret = slots.passphrase_secret(fresh, keys.passphrase_bytes(passphrase))
    return slots.add(fresh, slot, vmk, secret), slot


def _forget_ways_in(vault: Vault, *, slot: int) -> None:
    with vault.transaction():
        for name in _ABOUT_WAYS_IN:
            records.purge(vault, name)
        records.save(vault, Setting(id=SLOTS, text=json.dumps({str(slot): "passphrase"})))
