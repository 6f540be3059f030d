"""The backups in one folder: which are of this vault, which are kept, and which papers they share."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import CaseFileError
from desktop.domain.progress import silent
from desktop.storage import contents, papers, volumes
from desktop.storage.disk import is_folder, told
from desktop.storage.keys import Keys
from desktop.storage.manifest import Manifest
from desktop.storage.meter import Meter
from desktop.storage.place import PART, Place

LEAST_KEPT = 3

_NAME = re.compile(r"(.+)-[0-9a-f]{8}-[0-9]{8}-[0-9]{4}\.backup")


@dataclass(frozen=True)
class Generation:
    """A backup of this vault, as far as its manifest tells; not proven by this."""

    name: str
    manifest: Manifest


def stem_of(name: str) -> str | None:
    """The stem of a backup's file name, or of a piece of one; None if it is not named like that."""
    found = _NAME.fullmatch(volumes.whole_name(name))
    return found.group(1) if found else None


def is_one(name: str) -> bool:
    """Whether a file is a backup, or the first piece of one."""
    return stem_of(name) is not None and (name.endswith(volumes.FIRST) or volumes.whole_name(name) == name)


def papers_folder(stem: str) -> str:
    """The folder beside the backups in which they share their papers."""
    return f"{stem}-papers"


def papers_folders(file: Path) -> list[Path]:
    """Where the papers of a backup may lie: in the folder of its stem first, in others beside it if it was renamed."""
    stem = stem_of(file.name)
    named = [file.parent / papers_folder(stem)] if stem else []
    with told():
        others = sorted(path for path in file.parent.glob("*-papers") if path not in named)
    return [path for path in (*named, *others) if is_folder(path)]


def sweep(place: Place, stem: str) -> None:
    """Remove what an interrupted backup of this stem left half-written."""
    for name in place.names():
        if name.endswith(PART) and stem_of(name.removesuffix(PART)) == stem:
            place.drop(name)
    for name in volumes.orphans(place):
        if stem_of(name) == stem:
            place.drop(name)


def found(place: Place, stem: str, keys: Keys) -> Iterator[Generation | None]:
    """Every backup of this stem in the folder; None for one that is another vault's, or cannot be read."""
    for name in place.names():
        if is_one(name) and stem_of(name) == stem:
            yield generation(place, name, keys)


def generation(place: Place, name: str, keys: Keys) -> Generation | None:
    """What the manifest of a backup of this vault tells; None where it is another vault's, or cannot be read."""
    try:
        with told(), volumes.opened_in(place, name) as file:
            outside = contents.outside(file)
            if outside.head.header.vault != keys.vault:
                return None
            outside.head.check(keys.vmk)
            return Generation(name, contents.only_manifest(file, outside, keys.age_identity, Meter(silent, 0)))
    except CaseFileError:
        return None


def prune(place: Place, stem: str, keys: Keys, *, newest: str, keep: int, months: int = 0) -> list[str]:
    """Remove this vault's oldest backups beyond `keep`, then papers that none left names. `newest` was just proven.

    The last one of each of the `months` latest months in which there was one stays, too. A paper goes only when every backup of the
    stem could be read, or when it was named by one that went.
    """
    every = list(found(place, stem, keys))
    known = {each.name: each for each in every if each is not None}
    instance = known[newest].manifest.instance if newest in known else ""
    own = sorted((each for each in known.values() if each.manifest.instance == instance), key=lambda each: each.manifest.created)
    older = [each for each in own if each.name != newest]
    of_month = {each.manifest.created[:7]: each.name for each in own}
    stay = {of_month[month] for month in sorted(of_month)[-months:]} if months else set()
    gone = [each for each in older[: max(0, len(older) + 1 - max(keep, LEAST_KEPT))] if each.name not in stay]
    for each in gone:
        volumes.drop(place, each.name)
    place.sync()
    left = [each for each in known.values() if each not in gone]
    _prune_papers(place, stem, gone, left, all_readable=None not in every)
    return [each.name for each in gone]


def take_away(place: Place, name: str, keys: Keys) -> None:
    """Overwrite and remove one backup, and then the papers that it alone named. Raises DiskFailed, VaultReadOnly."""
    stem = stem_of(name) or ""
    gone = [one] if (one := generation(place, name, keys)) is not None else []
    volumes.wipe(place, name)
    left = list(found(place, stem, keys))
    known = [each for each in left if each is not None]
    _prune_papers(place, stem, gone, known, all_readable=None not in left, drop=Place.wipe)


def _prune_papers(
    place: Place,
    stem: str,
    gone: list[Generation],
    left: list[Generation],
    *,
    all_readable: bool,
    drop: Callable[[Place, str], object] = Place.drop,
) -> None:
    if not is_folder(place.path / papers_folder(stem)):
        return
    kept = {paper.id for each in left for paper in each.manifest.papers}
    named_by_gone = {paper.id for each in gone for paper in each.manifest.papers}
    with place.within(papers_folder(stem)) as shared:
        for name in shared.names():
            is_paper = papers.NAME.fullmatch(name.removesuffix(PART))
            if is_paper and name not in kept and (all_readable or name in named_by_gone or name.endswith(PART)):
                drop(shared, name)
        shared.sync()
