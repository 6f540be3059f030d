"""Backups: made, read back from the medium, opened; only then called a backup."""

import hashlib
import json
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from secrets import token_hex

from desktop.devices import drives
from desktop.domain.attachments import Sealed
from desktop.domain.cases import Case
from desktop.domain.checks import Problem
from desktop.domain.drafts import Setting
from desktop.domain.errors import (
    BackupDamaged,
    CaseFileError,
    DataDamaged,
    FileMissing,
    NotFound,
    NotProven,
    TargetReadOnly,
    VaultReadOnly,
    VaultUnhealthy,
)
from desktop.domain.journal import Deed
from desktop.domain.progress import Report, silent
from desktop.operations import freshness, journal
from desktop.operations.restoring import restore, verify
from desktop.storage import age, container, contents, generations, header, lines, migrations, papers, records, settings, snapshot
from desktop.storage.container import About, Plan
from desktop.storage.disk import told
from desktop.storage.lines import Measured, TextTooLong
from desktop.storage.manifest import encode
from desktop.storage.meter import Meter
from desktop.storage.place import PART, Place
from desktop.storage.records import Stored, StoredChange
from desktop.storage.vault import PAPERS, Vault

__all__ = ["Made", "Proven", "back_up", "made", "restore", "verify"]

STEM, KEEP, MADE, ORGANISATION = "backup.stem", "backup.keep", "backup.made", "organisation.recipient"
USUAL_STEM, USUAL_KEEP = "copy", 5
MOST_REMEMBERED = 200

_STEM = re.compile(r"[^\W_][\w-]{0,39}")


@dataclass(frozen=True)
class Proven:
    """A backup that was read back and opened. `bytes` is the size of the file; papers beside it come on top."""

    file: Path
    bytes: int
    records: int
    papers: int
    seconds: float
    proven: bool = True


@dataclass(frozen=True)
class Made:
    """What the vault remembers of a backup: `sha256` is that of its manifest, which names all other sums.

    `stick` is the name of the drive it went to, if that can be carried away; empty for a disk that stays in the computer.
    """

    file: str
    folder: str
    when: str
    bytes: int
    records: int
    papers: int
    sha256: str
    stick: str = ""


def made(vault: Vault) -> tuple[Made, ...]:
    """The proven backups the vault remembers, the latest first."""
    return tuple(Made(**each) for each in json.loads(settings.read(vault, MADE, "[]")))


def back_up(vault: Vault, to: Path, *, whole: bool = False, report: Report = silent) -> Proven:
    """Make a backup in the folder `to`. `whole` puts the papers into the one file.

    Others may go on writing to the vault meanwhile. Until it is proven no file has the final name, and nothing that was
    there before is touched. Raises NotFound("folder"), VaultUnhealthy, NotProven, DiskFull, DiskFailed, TargetReadOnly, Cancelled.
    """
    began = time.monotonic()
    if not to.is_dir():
        raise NotFound("folder")
    with Place(to) as place, snapshot.room_for_copy(vault) as copy:
        with vault.transaction():
            snapshot.copy(vault, copy)
        if problems := snapshot.findings(vault, copy):
            raise VaultUnhealthy(problems)
        with vault.snapshot(copy) as frozen:
            # An old page put back passes both checks of the library; the sums over all rows show it.
            if problems := frozen.problems_of_roots():
                raise VaultUnhealthy(problems)
            making = _Making(vault, frozen, place, whole=whole, report=report)
            name = making.make()
    proven = making.proven(to / name, time.monotonic() - began)
    _remember(vault, proven, making.planned)
    # An older copy that cannot be removed is no reason to doubt the new one.
    with suppress(CaseFileError), Place(to) as place:
        if freshness.is_doubted(vault):
            return proven  # perhaps an old copy of the vault: it takes no place of better ones
        generations.prune(place, making.stem, vault.keys, newest=name, keep=settings.number(vault, KEEP, USUAL_KEEP))
    return proven


def stem(vault: Vault) -> str:
    """How the names of backups begin."""
    chosen = settings.read(vault, STEM)
    return chosen if is_stem(chosen) else USUAL_STEM


def is_stem(text: str) -> bool:
    """Whether the names of backups may begin so: letters, digits, hyphens, 40 at the most."""
    return bool(_STEM.fullmatch(text))


def _remember(vault: Vault, proven: Proven, planned: Plan) -> None:
    now = Made(proven.file.name, str(proven.file.parent), planned.manifest.created, proven.bytes, proven.records, proven.papers,
               hashlib.sha256(encode(planned.manifest)).hexdigest(), _stick(proven.file.parent))  # fmt: skip
    with vault.transaction():
        kept = (now, *made(vault))[:MOST_REMEMBERED]
        records.save(vault, Setting(id=MADE, text=json.dumps([asdict(each) for each in kept], ensure_ascii=False)))
        journal.note(vault, Deed.BACKED_UP)


def copies_elsewhere(vault: Vault) -> tuple[Made, ...]:
    """The latest proven backup on each stick, the latest first: not what lies in this computer, nor what was taken off its stick.

    A stick that is not plugged in is believed to hold what was proven on it.
    """
    latest: dict[str, Made] = {}
    for each in made(vault):
        folder = Path(each.folder)
        stick = (_stick(folder) if folder.is_dir() else each.stick) or ""
        if stick and (not folder.is_dir() or (folder / each.file).is_file()):
            latest.setdefault(each.folder, replace(each, stick=stick))
    return tuple(latest.values())


def _stick(folder: Path) -> str:
    drive = drives.drive_of(folder)
    return (drive.label or drive.path.name) if drive and not drive.is_system_disk else ""


class _Making:
    """One backup on its way: planned, written, read back."""

    def __init__(self, vault: Vault, frozen: Vault, place: Place, *, whole: bool, report: Report) -> None:
        self._vault, self._frozen, self._place, self._whole = vault, frozen, place, whole
        self.stem = stem(vault)
        self._source = vault.folder / PAPERS
        self._measured = self._measure()
        self.planned = self._plan()
        self._new: list[str] = []
        inside, outside = self.planned.size, 0 if whole else sum(paper.size for paper in self._measured.papers)
        self._meter = Meter(report, 2 * inside + outside)

    def make(self) -> str:
        """Write and prove the backup; its final name comes back."""
        when = self._vault.now().astimezone()
        name = f"{self.stem}-{token_hex(4)}-{when:%Y%m%d-%H%M}.backup"
        generations.sweep(self._place, self.stem)
        try:
            self._place.need(self.planned.size + (0 if self._whole else self._size_of_missing()))
            self._write(name)
            self._prove(name)
            if not self._whole and self._measured.papers:
                self._share_papers()
            self._place.settle(name)
        except BaseException as error:
            self._place.drop(f"{name}{PART}")
            self._take_back()
            if isinstance(error, VaultReadOnly):
                raise TargetReadOnly from None
            raise
        self._meter.finish()
        return name

    def proven(self, file: Path, seconds: float) -> Proven:
        """The answer, once all is done."""
        with told():
            size = file.stat().st_size
        return Proven(file, size, self.planned.manifest.lines, len(self.planned.manifest.papers), round(seconds, 3))

    def _measure(self) -> Measured:
        try:
            measured = lines.measure(lines.of_vault(self._frozen))
        except TextTooLong as error:
            raise VaultUnhealthy((Problem("text-too-long", error.where),)) from None
        except DataDamaged as error:
            raise VaultUnhealthy((Problem("record-damaged", error.where),)) from None
        with Place(self._source) as source:
            if problems := tuple(_lacking(source, measured.papers)):
                raise VaultUnhealthy(problems)
        return measured

    def _plan(self) -> Plan:
        found = header.read(self._vault.folder).sealed
        head = found.check(self._vault.keys.vmk)
        about = About(head.vault, head.instance, head.epoch, self._vault.now().isoformat(), len(migrations.STEPS))
        organisation = settings.read(self._frozen, ORGANISATION)
        return container.plan(self._measured, found.blob, about=about, whole=self._whole, identity=self._vault.keys.age_identity,
                              others=(organisation,) if organisation else ())  # fmt: skip

    def _write(self, name: str) -> None:
        with self._place.part(name) as file, Place(self._source) as source, _told_of_vault():
            container.write(file, self.planned, lambda: lines.of_vault(self._frozen), source, self._meter)

    def _prove(self, name: str) -> None:
        """Read the file from the medium, decrypt it, compare every sum, and open a case of it picked by lot."""
        cases = tuple(self._measured.cases)
        picked = _Picked(self._vault.random.choice(cases) if cases else "")
        try:
            with told(), self._place.open(f"{name}{PART}") as file:
                seen = contents.outside(file)
                manifest = contents.read(file, seen, self.planned.identity, self._meter, take=picked)
        except BackupDamaged as error:
            raise NotProven(error.problems) from None
        except age.KeyDoesNotFit:
            raise NotProven((Problem("sealed-damaged", name),)) from None
        if manifest != self.planned.manifest or not picked.is_whole(self._measured):
            raise NotProven((Problem("digest", name),))

    def _share_papers(self) -> None:
        with self._place.within(generations.papers_folder(self.stem)) as shared, Place(self._source) as source:
            missing = []
            for paper in self._measured.papers:
                if self._is_there(shared, paper):
                    self._meter.add(paper.size)
                else:
                    missing.append(paper)
            self._meter.expect(sum(paper.size for paper in missing))
            self._place.need(sum(paper.size for paper in missing))
            for paper in missing:
                self._copy(source, shared, paper)
            for paper in missing:
                if not self._is_there(shared, paper):
                    raise NotProven((Problem("backup-paper-damaged", paper.file),))
                self._meter.add(paper.size)

    def _size_of_missing(self) -> int:
        """By their sizes alone; what is damaged is found out later."""
        folder = self._place.path / generations.papers_folder(self.stem)
        if not folder.is_dir():
            return sum(paper.size for paper in self._measured.papers)
        with Place(folder) as shared:
            return sum(paper.size for paper in self._measured.papers if shared.size(paper.file) != paper.size)

    def _is_there(self, shared: Place, paper: Sealed) -> bool:
        """Whether the paper lies on the medium, every byte of it."""
        self._meter.tell()
        if shared.size(paper.file) != paper.size:
            return False
        try:
            papers.prove(shared, paper)
        except (DataDamaged, FileMissing):
            return False
        return True

    def _copy(self, source: Place, shared: Place, paper: Sealed) -> None:
        shared.drop(f"{paper.file}{PART}")  # of a backup that was killed
        with shared.part(paper.file) as file, _told_of_vault():
            for piece in papers.sealed_pieces(source, paper):
                file.write(piece)
                self._meter.add(len(piece))
        shared.drop(paper.file)  # only if it was found damaged
        self._new.append(paper.file)
        shared.settle(paper.file)

    def _take_back(self) -> None:
        """The papers that came for a backup that was not made go again."""
        if self._new:
            with suppress(CaseFileError), self._place.within(generations.papers_folder(self.stem)) as shared:
                for file in self._new:
                    shared.drop(file)


class _Picked:
    """Collects one case while a backup is read, and says whether all of it was there and could be opened."""

    def __init__(self, case: str) -> None:
        self._case, self._lines, self._body = case, 0, b""

    def __call__(self, record: Stored | StoredChange) -> None:
        if isinstance(record, StoredChange):
            return
        if record.case == self._case:
            self._lines += 1
        if record.id == self._case:
            self._body = record.body

    def is_whole(self, measured: Measured) -> bool:
        """Whether the case opens and has as many records as went in."""
        if not self._case:
            return True
        return self._lines == measured.cases[self._case] and records.decode(Case, self._body).id == self._case


def _lacking(source: Place, named: Iterable[Sealed]) -> Iterator[Problem]:
    for paper in named:
        size = source.size(paper.file)
        if size != paper.size:
            yield Problem("paper-missing" if size is None else "paper-damaged", paper.file)


@contextmanager
def _told_of_vault() -> Iterator[None]:
    """Inside, what is wrong with the source comes out as VaultUnhealthy."""
    try:
        yield
    except FileMissing as error:
        raise VaultUnhealthy((Problem("paper-missing", error.name),)) from None
    except DataDamaged as error:
        code = "paper-damaged" if papers.NAME.fullmatch(error.where) else "record-damaged"
        raise VaultUnhealthy((Problem(code, error.where),)) from None
