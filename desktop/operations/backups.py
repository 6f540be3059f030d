"""Backups: made, read back from the medium, opened; only then called a backup."""

import hashlib
import re
import time
from contextlib import suppress
from pathlib import Path

from desktop.devices import drives
from desktop.domain.errors import CaseFileError, NotFound
from desktop.domain.progress import Report, Say, Stage, quiet, silent
from desktop.operations import bin as bins
from desktop.operations import copies, freshness, snapshots
from desktop.operations.copies import Made, made
from desktop.operations.making import ORGANISATION, Making, Proven, Wanted
from desktop.operations.restoring import restore, verify
from desktop.storage import generations, settings
from desktop.storage.container import Plan
from desktop.storage.disk import is_folder, told
from desktop.storage.manifest import encode
from desktop.storage.place import Place
from desktop.storage.vault import DATABASE, PAPERS, Vault

__all__ = ["ORGANISATION", "Made", "Proven", "back_up", "made", "restore", "verify"]

STEM, KEEP, MONTHS = "backup.stem", "backup.keep", "backup.months"
USUAL_STEM, USUAL_KEEP, USUAL_MONTHS = "copy", 5, 3

_STEM = re.compile(r"[^\W_][\w-]{0,39}")


def back_up(
    vault: Vault, to: Path, *, whole: bool = False, report: Report = silent, say: Say = quiet, largest_file: int | None = None
) -> Proven:
    """Make a backup in the folder `to`. `whole` puts the papers into the one file.

    Others may go on writing to the vault meanwhile. Until it is proven no file has the final name, and nothing that was
    there before is touched. Where no file of more than `largest_file` bytes can be (else the file system is asked), it is
    split. Raises NotFound("folder"), VaultUnhealthy, NotProven, DiskFull, DiskFailed, TargetReadOnly, Cancelled.
    """
    began = time.monotonic()
    if not is_folder(to):
        raise NotFound("folder")
    say(Stage.CHECKING)
    # What has been in the bin long enough is carried nowhere any more.
    bins.empty_due_quietly(vault)
    wanted = Wanted(stem(vault), whole, largest_file or drives.largest_file(to), report, say)
    with Place(to) as place:
        with snapshots.sound(vault) as frozen:
            making = Making(vault, frozen, place, wanted)
            name = making.make()
        proven = making.proven(to / name, time.monotonic() - began)
    copies.remember(vault, _made(proven, making.planned))
    say(Stage.OLD)
    # An older copy that cannot be removed is no reason to doubt the new one.
    with suppress(CaseFileError), Place(to) as place:
        if freshness.is_doubted(vault):
            return proven  # perhaps an old copy of the vault: it takes no place of better ones
        keep, months = settings.number(vault, KEEP, USUAL_KEEP), settings.number(vault, MONTHS, USUAL_MONTHS)
        generations.prune(place, wanted.stem, vault.keys, newest=name, keep=keep, months=months)
    return proven


def likely_size(folder: Path, to: Path, beginning: str) -> int:
    """About how many bytes a backup of the vault in `folder` will take in the folder `to`, papers that lie there already left out.

    A moment's work, and never too little by much. Raises DiskFailed where one of them is gone.
    """
    there = to / generations.papers_folder(beginning)
    with told(), Place(folder / PAPERS) as source:
        known = {each.name for each in there.iterdir()} if there.is_dir() else set()
        size = sum(source.size(name) or 0 for name in source.names() if name not in known)
        return size + (folder / DATABASE).stat().st_size


def stem(vault: Vault) -> str:
    """How the names of backups begin."""
    chosen = settings.read(vault, STEM)
    return chosen if is_stem(chosen) else USUAL_STEM


def is_stem(text: str) -> bool:
    """Whether the names of backups may begin so: letters, digits, hyphens, 40 at the most."""
    return bool(_STEM.fullmatch(text))


def _made(proven: Proven, planned: Plan) -> Made:
    sha256 = hashlib.sha256(encode(planned.manifest)).hexdigest()
    return Made(proven.file.name, str(proven.file.parent), planned.manifest.created, proven.bytes, proven.records, proven.papers, sha256)
