"""The copies the vault remembers: what was proven, on which stick it lies, and what a trial restore of it gave."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.devices import drives
from desktop.devices.drives import Drive
from desktop.domain.drafts import Setting
from desktop.domain.journal import Deed
from desktop.operations import journal
from desktop.storage import records, settings
from desktop.storage.disk import is_file, is_folder
from desktop.storage.manifest import Manifest, encode
from desktop.storage.vault import Vault

MADE, STICKS, TRIALS = "backup.made", "backup.sticks", "backup.trials"
REMIND_DAYS, REMIND_CHANGES = "backup.remind_days", "backup.remind_changes"
USUAL_DAYS, USUAL_CHANGES = 3, 200
MOST_REMEMBERED = 200


@dataclass(frozen=True)
class Made:
    """What the vault remembers of a backup: `sha256` is that of its manifest, which names all other sums.

    `stick` is the name of the drive it went to, if that can be carried away; empty for a disk that stays in the computer. `stick_id` is
    what its file system was given when it was made, `within` the folder on it, and `saves` how often this vault had been saved.
    """

    file: str
    folder: str
    when: str
    bytes: int
    records: int
    papers: int
    sha256: str
    stick: str = ""
    stick_id: str = ""
    within: str = ""
    saves: int = 0


@dataclass(frozen=True)
class Trial:
    """What a trial restore gave: when, of which file, what had opened it, and how much came back the same."""

    file: str
    when: str
    way: str
    records: int
    changes: int
    papers: int
    ok: bool


@dataclass(frozen=True)
class Copy:
    """A backup as it can be listed: remembered, or found on a stick that is in now.

    `path` is where it lies now, None where its stick is not in or it was taken away; `is_gone` says the latter.
    """

    made: Made
    stick: str
    path: Path | None
    is_gone: bool = False
    is_remembered: bool = True
    trial: Trial | None = None


@dataclass(frozen=True)
class Freshness:
    """How much would be lost with this computer: whole days since the last proven copy, and saves since; `level` 0 says nothing
    need be done, 1 that it is time, 2 that it is more than time. Without any copy `days` is None.
    """

    days: int | None
    saves: int
    level: int


def made(vault: Vault) -> tuple[Made, ...]:
    """The proven backups the vault remembers, the latest first."""
    return tuple(Made(**each) for each in json.loads(settings.read(vault, MADE, "[]")))


def remember(vault: Vault, one: Made) -> None:
    """Keep what is known of a backup that was just proven."""
    drive = drives.drive_of(Path(one.folder))
    if drive is not None and not drive.is_system_disk:
        within = str(Path(one.folder).resolve().relative_to(drive.path))
        one = replace(one, stick=drive.label or drive.path.name, stick_id=drive.uuid, within=within)
    with vault.transaction():
        # This very saving is none that the copy lacks.
        root = vault.root()
        kept = (replace(one, saves=root.counter + 1 if root else 0), *made(vault))[:MOST_REMEMBERED]
        records.save(vault, Setting(id=MADE, text=json.dumps([asdict(each) for each in kept], ensure_ascii=False)))
        journal.note(vault, Deed.BACKED_UP)


def take_place(vault: Vault, old: str, new: str, size: int, manifest: Manifest | None) -> None:
    """A backup was made anew under another name: it is remembered in place of the old one. Belongs into a transaction."""
    fresh: dict[str, Any] = {"file": new, "bytes": size}
    if manifest is not None:
        fresh |= {"records": manifest.lines, "papers": len(manifest.papers), "sha256": hashlib.sha256(encode(manifest)).hexdigest()}
    kept = [replace(each, **fresh) if each.file == old else each for each in made(vault)]
    records.save(vault, Setting(id=MADE, text=json.dumps([asdict(each) for each in kept], ensure_ascii=False)))
    tried = [each for each in trials(vault).values() if each.file != old]
    records.save(vault, Setting(id=TRIALS, text=json.dumps([asdict(each) for each in tried], ensure_ascii=False)))


def copies_elsewhere(vault: Vault) -> tuple[Made, ...]:
    """The latest proven backup on each stick, the latest first: not what lies in this computer, nor what was taken off its stick.

    A stick that is not plugged in is believed to hold what was proven on it.
    """
    latest: dict[str, Made] = {}
    for each in made(vault):
        folder = Path(each.folder)
        stick = (stick_name(folder) if is_folder(folder) else each.stick) or ""
        if stick and (not is_folder(folder) or is_file(folder / each.file)):
            latest.setdefault(each.folder, replace(each, stick=stick))
    return tuple(latest.values())


def stick_name(folder: Path) -> str:
    """What the drive is called that a folder lies on; empty for a disk that stays in the computer."""
    drive = drives.drive_of(folder)
    return (drive.label or drive.path.name) if drive and not drive.is_system_disk else ""


def nicknames(vault: Vault) -> dict[str, str]:
    """What she calls her sticks, by what their file systems were given."""
    found = json.loads(settings.read(vault, STICKS, "{}"))
    return {str(key): str(name) for key, name in found.items()}


def call_stick(vault: Vault, stick_id: str, name: str) -> None:
    """Keep what she calls a stick; an empty name forgets it. It stands in the vault alone, never on the stick."""
    names = nicknames(vault) | {stick_id: " ".join(name.split())[:40]}
    kept = {key: text for key, text in names.items() if text}
    with vault.transaction():
        records.save(vault, Setting(id=STICKS, text=json.dumps(kept, ensure_ascii=False)))


def called(vault: Vault, drive: Drive) -> str:
    """What a stick is called: by her, else by whoever formatted it."""
    return nicknames(vault).get(drive.uuid, "") or drive.label or drive.path.name


def listed(vault: Vault, there: Iterable[Drive], found: Iterable[Made] = ()) -> tuple[Copy, ...]:
    """All copies, by stick, the latest first: what the vault remembers, and `found` on the sticks that are in now."""
    names, tried, at = nicknames(vault), trials(vault), {drive.uuid: drive for drive in there if drive.uuid}
    known = made(vault)
    rows = [_copy(each, at, names, tried, is_remembered=True) for each in known]
    remembered = {each.file for each in known}
    rows += [_copy(each, at, names, tried, is_remembered=False) for each in found if each.file not in remembered]
    latest: dict[str, str] = {}
    for row in rows:
        latest[row.stick] = max(latest.get(row.stick, ""), row.made.when)
    rows.sort(key=lambda row: row.made.when, reverse=True)
    rows.sort(key=lambda row: (latest[row.stick], row.stick), reverse=True)
    return tuple(rows)


def trials(vault: Vault) -> dict[str, Trial]:
    """The latest trial restore of each backup, by its file name."""
    return {each["file"]: Trial(**each) for each in json.loads(settings.read(vault, TRIALS, "[]"))}


def keep_trial(vault: Vault, trial: Trial) -> None:
    """Keep what a trial restore gave; the latest of each backup stays."""
    kept = [trial, *(each for each in trials(vault).values() if each.file != trial.file)][:MOST_REMEMBERED]
    with vault.transaction():
        records.save(vault, Setting(id=TRIALS, text=json.dumps([asdict(each) for each in kept], ensure_ascii=False)))


def freshness(vault: Vault) -> Freshness:
    """How long ago the last copy was proven and how much was saved since, by what she wants to be reminded of."""
    known, root = made(vault), vault.root()
    if not known:
        return Freshness(None, 0, 2)
    days = max(0, (vault.now() - datetime.fromisoformat(known[0].when)).days)
    saves = max(0, root.counter - known[0].saves) if root and known[0].saves else 0
    after = max(1, settings.number(vault, REMIND_DAYS, USUAL_DAYS))
    most = max(1, settings.number(vault, REMIND_CHANGES, USUAL_CHANGES))
    late = (days > after) + (days > 2 * after + 1)
    much = (saves > most) + (saves > 3 * most)
    return Freshness(days, saves, max(late, much))


def _copy(one: Made, at: dict[str, Drive], names: dict[str, str], tried: dict[str, Trial], *, is_remembered: bool) -> Copy:
    drive = at.get(one.stick_id)
    folder = drive.path / one.within if drive else Path(one.folder)
    stick = names.get(one.stick_id) or one.stick or folder.name
    # Where another stick is mounted now, the old path tells nothing.
    is_here = drive is not None or (not one.stick_id and is_folder(folder))
    path = folder / one.file
    is_there = is_here and is_file(path)
    return Copy(
        one, stick, path if is_there else None, is_gone=is_here and not is_there, is_remembered=is_remembered, trial=tried.get(one.file)
    )
