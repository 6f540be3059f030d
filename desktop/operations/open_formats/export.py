"""Writing everything in open formats: sealed into one file that the printed key opens, or as a folder in the clear."""

import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from secrets import token_hex

from desktop.devices import drives
from desktop.domain.errors import CaseFileError, DiskFailed, NotExported, NotFound, TargetReadOnly, VaultReadOnly, VaultUnhealthy
from desktop.domain.journal import Deed
from desktop.domain.progress import Report, Say, Stage, quiet, silent
from desktop.operations import backups, journal, snapshots
from desktop.operations.making import ORGANISATION, told_of_vault
from desktop.operations.open_formats import contacts, dates, files, lines, tables
from desktop.operations.open_formats.source import Member, Source, Wording
from desktop.operations.open_formats.writing import Folder, Sealed, Writing
from desktop.operations.settings import set_setting
from desktop.storage import settings, volumes
from desktop.storage.disk import is_folder, told
from desktop.storage.meter import Meter
from desktop.storage.place import PART, Place
from desktop.storage.vault import DATABASE, PAPERS, Vault

READ_ME = "README.txt"
ENDING = ".tar.age"
BEGUN = "open-formats.begun"  # a setting: the folder in the clear that is being written, so that what a crash leaves of it is known

_NAME = re.compile(r"(.+)-[0-9a-f]{8}-[0-9]{8}-[0-9]{4}(?:\.tar\.age)?")


class Form(StrEnum):
    """How it is written."""

    SEALED = "sealed"
    CLEAR = "clear"


@dataclass(frozen=True)
class Exported:
    """What was written and read back: the file or folder, how many files are in it, their bytes, and how long it took."""

    path: Path
    form: Form
    files: int
    bytes: int
    seconds: float


def export(vault: Vault, to: Path, form: Form, wording: Wording, *, report: Report = silent, say: Say = quiet) -> Exported:
    """Write everything that is not in the bin into the folder `to`, and read it back.

    Others may go on writing to the vault meanwhile. Until it was read back nothing has the final name; whatever stops it before, nothing
    stays. Raises NotFound("folder"), NotExported, NotReadBack, DiskFull, DiskFailed, TargetReadOnly, FontMissing, Cancelled.
    """
    began = time.monotonic()
    if not is_folder(to):
        raise NotFound("folder")
    say(Stage.CHECKING)
    report(0, 1)
    try:
        with Place(to) as place, snapshots.sound(vault) as frozen, told_of_vault():
            writing = _writing(vault, place, to, form, report)
            if form is Form.CLEAR:
                set_setting(vault, BEGUN, str(to / (writing.name + PART)))
            try:
                _write(writing, _members(Source(frozen), wording), say)
            finally:
                if form is Form.CLEAR and _has_gone(place, writing.name + PART):
                    set_setting(vault, BEGUN, "")
    except VaultUnhealthy as error:
        raise NotExported(error.problems) from None
    except VaultReadOnly:
        raise TargetReadOnly from None
    journal.note(vault, Deed.EXPORTED)
    return Exported(to / writing.name, form, writing.files, writing.bytes, round(time.monotonic() - began, 3))


def likely_size(vault: Vault) -> int:
    """About how many bytes an export has: its records about as much as the database with its index, and every paper."""
    with told(), Place(vault.folder / PAPERS) as place:
        return (vault.folder / DATABASE).stat().st_size + sum(place.size(name) or 0 for name in place.names())


def left_over(vault: Vault) -> Path | None:
    """Where a folder lies, half-written and in the clear, that nothing was left to take away; None where none is to be seen."""
    folder = Path(settings.read(vault, BEGUN) or "/")
    return folder if folder.name.endswith(PART) and is_folder(folder) else None


def take_left_over_away(vault: Vault) -> None:
    """Remove that folder. Raises DiskFailed where it stays."""
    folder = left_over(vault)
    if folder is not None:
        with Place(folder.parent) as place:
            place.drop_folder(folder.name)
        if left_over(vault) is not None:
            raise DiskFailed
    set_setting(vault, BEGUN, "")


def sweep(place: Place, stem: str) -> None:
    """Remove what an export that was killed has left half-written."""
    for name in place.names():
        half = volumes.whole_name(name.removesuffix(PART))
        if name.endswith(PART) and (match := _NAME.fullmatch(half)) and match[1] == stem:
            place.drop(name)
            place.drop_folder(name)


def _has_gone(place: Place, name: str) -> bool:
    """Whether nothing of that name is there any more; of a stick that was pulled out nobody can say so."""
    try:
        return name not in place.names()
    except CaseFileError:
        return False


def _writing(vault: Vault, place: Place, to: Path, form: Form, report: Report) -> Writing:
    likely, stem = likely_size(vault), backups.stem(vault)
    sweep(place, stem)
    place.need(likely)
    # Written, and read back.
    meter = Meter(report, 2 * likely)
    name = f"{stem}-{token_hex(4)}-{vault.now().astimezone():%Y%m%d-%H%M}"
    if form is Form.CLEAR:
        return Folder(place, name, meter)
    organisation = settings.read(vault, ORGANISATION)
    keys = (vault.keys.age_identity, *([organisation] if organisation else []))
    return Sealed(place, name + ENDING, meter, keys=keys, likely=likely, largest=drives.largest_file(to))


def _write(writing: Writing, members: Iterator[Member], say: Say) -> None:
    try:
        say(Stage.WRITING)
        writing.write(members)
        say(Stage.READING)
        writing.prove()
        writing.name = writing.settle()
    except BaseException:
        with suppress(CaseFileError):
            writing.take_back()
        raise


def _members(source: Source, wording: Wording) -> Iterator[Member]:
    yield Member(READ_ME, lambda: [wording.read_me.encode()])
    yield from lines.members(source)
    yield from tables.members(source, wording)
    yield dates.member(source, wording)
    yield contacts.member(source, wording)
    yield from files.members(source)
