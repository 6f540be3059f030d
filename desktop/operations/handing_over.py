"""Handing over the key: the carrier's own ways in go, so that only a colleague, the organisation or the sheet can open.

The next passphrase puts it back. Nothing else is remembered: a vault without a passphrase is one whose key was handed over.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from desktop.devices import drives
from desktop.domain.errors import CaseFileError, NotAVault, NoTestedWay, NothingToHandOver
from desktop.operations.copies import made
from desktop.operations.ways_in import WayIn, remove_way_in, ways_in
from desktop.storage import contents, header, volumes
from desktop.storage.disk import told
from desktop.storage.vault import Vault

CARRIED = ("passphrase", "key-file")

Opens = Literal["now", "earlier", "unseen"]


@dataclass(frozen=True)
class Left:
    """A way in that stays, and when it was last seen to open; empty if never."""

    way: WayIn
    tested_at: str


@dataclass(frozen=True)
class Elsewhere:
    """A copy of the header outside this vault: a backup, or another copy of the folder.

    `opens` says by what of hers: `now` what she would hand over, `earlier` nothing of that, so at most something she had before;
    `unseen`: it is not here to be looked at, and was made since she has what she would hand over.
    """

    path: Path
    kind: Literal["backup", "folder"]
    opens: Opens
    when: str = ""
    stick: str = ""


def carried(vault: Vault) -> tuple[WayIn, ...]:
    """What she carries with her, in her head or in her bag: passphrases and key files."""
    return tuple(way for way in ways_in(vault) if way.kind in CARRIED)


def is_handed_over(vault: Vault) -> bool:
    """Whether nothing the carrier has opens the vault."""
    return not carried(vault)


def left_over(vault: Vault) -> tuple[Left, ...]:
    """The ways in that would stay, the last tested first."""
    left = [Left(way, way.tried_at) for way in ways_in(vault) if way.kind not in CARRIED]
    return tuple(sorted(left, key=lambda each: each.tested_at, reverse=True))


def hand_over(vault: Vault) -> tuple[Left, ...]:
    """Take every passphrase and key file out of the vault, all in one writing of the header; what can open it comes back.

    Close the vault next. Copies of the header elsewhere still open: `copies` names them.
    Raises NothingToHandOver, NoTestedWay, DiskFailed, DiskFull, VaultReadOnly.
    """
    mine, left = carried(vault), left_over(vault)
    if not mine:
        raise NothingToHandOver
    if not any(each.tested_at for each in left):
        raise NoTestedWay
    remove_way_in(vault, *(way.slot for way in mine))
    return left


def copies(vault: Vault, folders: Iterable[Path] = ()) -> tuple[Elsewhere, ...]:
    """Where a header lies that her key may open: backups the vault knows of or that are on a stick now, and these folders."""
    mine, head = carried(vault), header.read(vault.folder).check(vault.keys.vmk).header
    entries = {head.slots[way.slot] for way in mine}
    since = min((way.made_at for way in mine), default="")
    found = {each.path: each for each in _on_sticks(vault, entries)}
    for backup in made(vault):
        path = Path(backup.folder) / backup.file
        if path.is_file():
            found[path] = Elsewhere(path, "backup", _opens(_slots_of_backup(vault, path), entries), backup.when, backup.stick)
        elif not path.parent.is_dir():
            found[path] = Elsewhere(path, "backup", "unseen" if backup.when >= since else "earlier", backup.when, backup.stick)
    for folder in folders:
        with suppress(CaseFileError):
            found[folder] = copy_in(vault, folder)
    return tuple(sorted(found.values(), key=lambda each: (each.opens != "now", each.opens != "unseen", each.kind, str(each.path))))


def copy_in(vault: Vault, folder: Path) -> Elsewhere:
    """A folder she named: what of hers opens the copy of this vault in it. Raises NotAVault where there is none, HeaderDamaged."""
    found = header.read(folder)
    if found.sealed.header.vault != vault.keys.vault or folder.resolve() == vault.folder.resolve():
        raise NotAVault
    head = header.read(vault.folder).check(vault.keys.vmk).header
    entries = {head.slots[way.slot] for way in carried(vault)}
    return Elsewhere(folder, "folder", _opens([slot for copy in found.copies for slot in copy.header.slots], entries))


def _on_sticks(vault: Vault, entries: set[bytes]) -> Iterator[Elsewhere]:
    for drive in drives.drives():
        with suppress(OSError):
            for path in sorted((*drive.path.glob("*.backup"), *drive.path.glob(f"*.backup{volumes.FIRST}"))):
                if slots := _slots_of_backup(vault, path):
                    yield Elsewhere(path, "backup", _opens(slots, entries), stick=drive.label)


def _slots_of_backup(vault: Vault, path: Path) -> Sequence[bytes]:
    """The entries of the header in a backup of this vault; none where it is another's, or cannot be read."""
    try:
        with told(), volumes.opened(path) as file:
            head = contents.outside(file).head.header
    except CaseFileError:
        return ()
    return head.slots if head.vault == vault.keys.vault else ()


def _opens(slots: Sequence[bytes], entries: set[bytes]) -> Opens:
    return "now" if entries.intersection(slots) else "earlier"
