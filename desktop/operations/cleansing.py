"""Destroying everywhere: a kept backup that holds a destroyed case is made anew without it, proven, and only then the old one goes.

The backup is read into a scratch vault whose key is written nowhere; what the case named alone is taken out there as it was taken
out of the vault; what is left is written beside the old file, under the old header and with the old moment, read back from the
medium and opened. Whatever ends this half-way, the old backup or the new one is whole, and the next time goes on.
"""

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from desktop.devices import drives
from desktop.domain.drafts import Setting
from desktop.domain.errors import BackupDamaged, BadInput, CaseFileError, FileTooNew, HeaderForeign, NotFound, WrongSecret
from desktop.domain.progress import Report, Say, quiet, silent
from desktop.domain.retention import Stub
from desktop.operations import copies, destroying, trial
from desktop.operations.copies import Copy
from desktop.operations.destroying import Going
from desktop.operations.making import ORGANISATION, Making, Wanted, new_name
from desktop.operations.reading import Backup, Secret
from desktop.operations.restoring import PaperFiles
from desktop.storage import changes, container, generations, header, migrations, records, rows, settings, volumes
from desktop.storage import vault as vaults
from desktop.storage.changes import StoredChange
from desktop.storage.container import About, Plan
from desktop.storage.disk import is_file, is_folder
from desktop.storage.keys import Keys
from desktop.storage.manifest import Manifest
from desktop.storage.place import Place
from desktop.storage.rows import Stored
from desktop.storage.vault import PAPERS, Ground, Vault

CLEAN = "destroyed.clean"  # backups the vault does not remember that were read through and hold nothing of it
REPLACED = "destroyed.replaced"  # how the new backup is to be called, by the old one: once it has that name it is proven
_MOST_CLEAN = 400


@dataclass(frozen=True)
class Holding:
    """A backup that holds, or may hold, what was to be destroyed: how many cases, and why it could not be written anew, by a code."""

    copy: Copy
    cases: int
    why: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it can be written anew now."""
        return self.copy.path is not None


def holding(vault: Vault, listed: Iterable[Copy]) -> tuple[Holding, ...]:
    """Which of these copies hold what was to be destroyed; nothing where no case ever was."""
    stubs = destroying.stubs(vault)
    if not stubs:
        return ()
    clean, found = _clean(vault), []
    for copy in listed:
        file = copy.made.file
        held = [stub for stub in stubs if file in stub.backups or (not copy.is_remembered and file not in clean)]
        if held and not copy.is_gone:
            found.append(Holding(copy, len(held), next((stub.cannot[file] for stub in held if file in stub.cannot), "")))
    return tuple(found)


def strike_off(vault: Vault, files: Collection[str]) -> None:
    """These backups are gone: taken off their stick, or the stick itself is no more."""
    gone = set(files)
    with vault.transaction():
        for stub in destroying.stubs(vault):
            if gone & set(stub.backups):
                destroying.keep_stub(vault, _without(stub, gone))


def strike_off_gone(vault: Vault, listed: Iterable[Copy]) -> None:
    """Forget the backups that are not on their stick any more, and those of which only the name is known: one that turns up again
    is looked into like any other the vault does not remember. Writes nothing where there is none.
    """
    there = tuple(listed)
    kept = {copy.made.file for copy in there if not copy.is_gone}
    if gone := {file for stub in destroying.stubs(vault) for file in stub.backups} - kept:
        strike_off(vault, gone)


def rewrite(
    vault: Vault, path: Path, *, secret: Secret | None = None, key_file_text: str = "", report: Report = silent, say: Say = quiet
) -> str:
    """Make a backup anew without the cases that were destroyed; the name of the new one, empty where it held nothing of them.

    Opens it with the vault's keys, or with `secret`. Why it cannot is kept and shown: raises WrongSecret where the keys do not fit,
    BackupDamaged, FileTooNew; and DiskFull, DiskFailed, TargetReadOnly, NotProven, Cancelled, after which the old one is as it was.
    """
    first = volumes.first_of(path)
    name = first.name
    if not is_file(first):
        raise NotFound("file")
    if generations.stem_of(name) is None:
        raise BadInput("backup", "renamed")
    with Place(path.parent) as place:
        new = _there(place, _replaced(vault).get(name, ""))
        if not new:
            try:
                new = _made_anew(vault, place, first, (secret or vault.keys, key_file_text), report, say)
            except (WrongSecret, HeaderForeign, BackupDamaged, FileTooNew) as error:
                _note_why(vault, name, error)
                raise
        if new:
            _take_place(vault, place, name, new)
            generations.take_away(place, name, vault.keys)
    _note(vault, name, new)
    return new


def _made_anew(vault: Vault, place: Place, path: Path, way: tuple[Secret, str], report: Report, say: Say) -> str:
    """The new backup, proven, beside the old one; empty where the old one holds nothing of a destroyed case."""
    with Backup(path, way[0], report, way[1]) as backup:
        verdict = backup.verdict()
        if not verdict.ok:
            raise BackupDamaged(verdict.problems)
        manifest = backup.manifest()
        with trial.scratch(vault.folder) as half:
            head = replace(header.fresh(backup.seen.head.header.kdf), vault=backup.seen.head.header.vault)
            vmk = os.urandom(32)  # written nowhere
            vaults.lay(half, head, vmk)
            made_at = datetime.fromisoformat(manifest.created)
            with vaults.open_with(half, Keys(vmk, head.vault), ground=Ground(now=lambda: made_at)) as copy:
                _fill(copy, backup, half, whole=manifest.is_whole)
                if not _take_out(copy, destroying.stubs(vault)):
                    return ""
                stem = generations.stem_of(path.name) or ""
                beside = place.path / generations.papers_folder(stem)
                source = beside if not manifest.is_whole and is_folder(beside) else half / PAPERS
                wanted = Wanted(stem, manifest.is_whole, drives.largest_file(place.path), report, say)
                name = new_name(stem, made_at)
                # Kept before it is there: whatever ends this in between, the next time knows it for what it is.
                _intend(vault, path.name, name)
                old = _Old(name, manifest, backup.seen.head.blob, backup.opened.identity)
                return _Remaking(copy, place, wanted, source, old).make()


def _fill(copy: Vault, backup: Backup, half: Path, *, whole: bool) -> None:
    with copy.transaction():
        if whole:
            with Place(half / PAPERS) as papers, PaperFiles(papers) as files:
                backup.read(partial(_insert, copy), files)
        else:
            backup.read(partial(_insert, copy))


def _insert(copy: Vault, record: Stored | StoredChange) -> None:
    if isinstance(record, Stored):
        rows.insert(copy, record)
    else:
        changes.insert(copy, record)


def _take_out(copy: Vault, stubs: Iterable[Stub]) -> bool:
    """Whether anything of these cases was there; it is not any more, and a stub stands for it."""
    was_there = False
    for stub in stubs:
        row = rows.of_id(copy, stub.id)
        going: Going = destroying.what_goes(copy, stub.id)
        if (row is not None and row.kind == "stub") or not (going.own or destroying.is_named(copy, stub.id)):
            continue
        was_there = True
        with copy.transaction():
            destroying.take_out(copy, going)
            destroying.keep_stub(copy, Stub(id=stub.id))
    return was_there


@dataclass(frozen=True)
class _Old:
    """What the new backup has of the old one, and the name it gets."""

    name: str
    manifest: Manifest
    head: bytes
    identity: str


class _Remaking(Making):
    """The same backup once more: the moment, the header and the keys of the old one."""

    def __init__(self, copy: Vault, place: Place, wanted: Wanted, source: Path, old: _Old) -> None:
        self._old = old
        super().__init__(copy, copy, place, wanted, source=source)

    def _name(self) -> str:
        return self._old.name

    def _plan(self) -> Plan:
        old = self._old.manifest
        about = About(old.vault, old.instance, old.epoch, old.created, len(migrations.STEPS))
        organisation = settings.read(self._frozen, ORGANISATION)
        return container.plan(self._measured, self._old.head, about=about, whole=self._whole, identity=self._old.identity,
                              others=(organisation,) if organisation else ())  # fmt: skip


# --- what the vault keeps of it


def _clean(vault: Vault) -> list[str]:
    return [str(each) for each in json.loads(settings.read(vault, CLEAN, "[]"))]


def _without(stub: Stub, files: Collection[str]) -> Stub:
    return replace(stub, backups=tuple(each for each in stub.backups if each not in files),
                   cannot={file: why for file, why in stub.cannot.items() if file not in files})  # fmt: skip


def _replaced(vault: Vault) -> dict[str, str]:
    return {str(old): str(new) for old, new in json.loads(settings.read(vault, REPLACED, "{}")).items()}


def _there(place: Place, name: str) -> str:
    """The backup of this name, or its first piece; empty where neither is there."""
    return next((each for each in (name, f"{name}{volumes.FIRST}") if name and place.size(each) is not None), "")


def _intend(vault: Vault, old: str, new: str) -> None:
    with vault.transaction():
        records.save(vault, Setting(id=REPLACED, text=json.dumps({**_replaced(vault), old: new})))


def _take_place(vault: Vault, place: Place, old: str, new: str) -> None:
    """The new backup is remembered in place of the old one."""
    one = generations.generation(place, new, vault.keys)
    with vault.transaction():
        copies.take_place(vault, old, new, volumes.size(place, new), one.manifest if one else None)


def _note(vault: Vault, old: str, new: str) -> None:
    """The old backup is gone, or was clean: nobody waits for it any more."""
    with vault.transaction():
        for stub in destroying.stubs(vault):
            if old in stub.backups:
                destroying.keep_stub(vault, _without(stub, {old}))
        replaced = {file: name for file, name in _replaced(vault).items() if file != old}
        records.save(vault, Setting(id=REPLACED, text=json.dumps(replaced)))
        clean = list(dict.fromkeys((new or old, *_clean(vault))))[:_MOST_CLEAN]
        records.save(vault, Setting(id=CLEAN, text=json.dumps(clean)))


def _note_why(vault: Vault, name: str, error: CaseFileError) -> None:
    why = {WrongSecret: "other-keys", HeaderForeign: "other-keys", FileTooNew: "too-new"}.get(type(error), "damaged")
    with vault.transaction():
        for stub in destroying.stubs(vault):
            known = stub if name in stub.backups else replace(stub, backups=(*stub.backups, name))
            destroying.keep_stub(vault, replace(known, cannot={**known.cannot, name: why}))
