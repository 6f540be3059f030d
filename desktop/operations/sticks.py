"""The sticks that are in now: which can take a backup, which cannot and why, and what of ours lies on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.devices import drives
from desktop.devices.disks import Disks
from desktop.devices.drives import Drive
from desktop.domain.errors import CaseFileError
from desktop.operations import backups, copies
from desktop.operations.copies import Made
from desktop.storage import generations, volumes
from desktop.storage.keys import Keys
from desktop.storage.place import MARGIN, Place
from desktop.storage.vault import Vault


class Why(StrEnum):
    """Why a stick cannot take a backup."""

    READ_ONLY = "read-only"
    FOREIGN = "foreign"
    FULL = "full"


@dataclass(frozen=True)
class Stick:
    """A stick that is in: its name, how many bytes a backup there takes about, and why it cannot take one, if so.

    `is_other` says that the last copy went to another one.
    """

    drive: Drive
    name: str
    needed: int
    why: Why | None
    is_other: bool


@dataclass(frozen=True)
class Sticks:
    """What is in now. The system's own disk is never among them; `closed` sticks are in, but nobody has opened them."""

    usable: tuple[Stick, ...] = ()
    refused: tuple[Stick, ...] = ()
    closed: int = 0
    found: tuple[Made, ...] = ()  # backups of this vault that lie on them


@dataclass(frozen=True)
class Known:
    """What has to be known of a vault in order to look, read beforehand: looking may wait for a slow stick."""

    keys: Keys
    folder: Path
    stem: str
    names: dict[str, str]
    last: Made | None


def known(vault: Vault) -> Known:
    """What looking needs to know of the vault."""
    made = [each for each in copies.made(vault) if each.stick]
    return Known(vault.keys, vault.folder, backups.stem(vault), copies.nicknames(vault), made[0] if made else None)


def look(about: Known, disks: Disks | None = None) -> Sticks:
    """Look at every stick that is in. It reads them, so it may take a moment."""
    disks = disks or Disks()
    seen = [_stick(about, drive) for drive in drives.drives(disks) if not drive.is_system_disk]
    return Sticks(
        usable=tuple(each for each in seen if each.why is None),
        refused=tuple(each for each in seen if each.why is not None),
        closed=drives.closed_sticks(disks),
        found=tuple(one for each in seen for one in _found(about.keys, each.drive, each.drive.path)),
    )


def _stick(about: Known, drive: Drive) -> Stick:
    try:
        needed = backups.likely_size(about.folder, drive.path, about.stem)
    except (CaseFileError, OSError):
        needed = 0
    name = about.names.get(drive.uuid) or drive.label or drive.path.name
    is_other = about.last is not None and bool(about.last.stick_id) and about.last.stick_id != drive.uuid
    return Stick(drive, name, needed, _why(drive, needed), is_other)


def _why(drive: Drive, needed: int) -> Why | None:
    if drive.is_read_only:
        return Why.READ_ONLY
    if drive.holds_foreign_files:
        return Why.FOREIGN
    return Why.FULL if drive.free_bytes < needed + MARGIN else None


def _found(keys: Keys, drive: Drive, folder: Path) -> Iterable[Made]:
    """The backups of this vault in a folder, as far as their manifests tell; nothing of it is proven by this."""
    try:
        with Place(folder) as place:
            for name in place.names():
                if generations.is_one(name) and (one := generations.generation(place, name, keys)) is not None:
                    about = one.manifest
                    yield Made(
                        one.name, str(folder), about.created, volumes.size(place, name), about.lines, len(about.papers), "",
                        drive.label or drive.path.name, drive.uuid, str(folder.relative_to(drive.path)),
                    )  # fmt: skip
    except CaseFileError:
        return
