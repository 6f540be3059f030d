"""One backup on its way: planned, written, read back from the medium, opened; only then it has its name."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from desktop.domain.attachments import Sealed
from desktop.domain.cases import Case
from desktop.domain.checks import Problem
from desktop.domain.errors import (
    BackupDamaged,
    CaseFileError,
    DataDamaged,
    FileMissing,
    NotProven,
    TargetReadOnly,
    VaultReadOnly,
    VaultUnhealthy,
)
from desktop.domain.progress import Report, Say, Stage
from desktop.storage import age, container, contents, generations, header, kinds, lines, migrations, papers, settings, volumes
from desktop.storage.changes import StoredChange
from desktop.storage.container import About, Plan
from desktop.storage.disk import is_folder, told
from desktop.storage.lines import Measured, TextTooLong
from desktop.storage.meter import Meter
from desktop.storage.place import PART, Place
from desktop.storage.rows import Stored
from desktop.storage.vault import PAPERS, Vault

ORGANISATION = "organisation.recipient"


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
class Wanted:
    """How a backup is to be made. `largest_file` is what the file system of the place takes, in bytes; None: anything."""

    stem: str
    whole: bool
    largest_file: int | None
    report: Report
    say: Say


def new_name(stem: str, when: datetime) -> str:
    """A name for a backup of this moment that no other has."""
    return f"{stem}-{token_hex(4)}-{when.astimezone():%Y%m%d-%H%M}.backup"


class Making:
    """One backup on its way: planned, written, read back."""

    def __init__(self, vault: Vault, frozen: Vault, place: Place, wanted: Wanted, *, source: Path | None = None) -> None:
        self._vault, self._frozen, self._place, self._wanted, self._whole = vault, frozen, place, wanted, wanted.whole
        self._source = source or vault.folder / PAPERS
        self._measured = self._measure()
        self.planned = self._plan()
        self._new: list[str] = []
        inside, outside = self.planned.size, 0 if self._whole else sum(paper.size for paper in self._measured.papers)
        # Written and read back; of an ordinary file system the largest file is no matter.
        self._is_split = wanted.largest_file is not None and inside > min(wanted.largest_file, volumes.PIECE)
        self._meter = Meter(wanted.report, 2 * inside + outside)

    def make(self) -> str:
        """Write and prove the backup; its final name comes back."""
        name = self._name()
        generations.sweep(self._place, self._wanted.stem)
        try:
            self._place.need(self.planned.size + (0 if self._whole else self._size_of_missing()))
            self._wanted.say(Stage.WRITING)
            self._write(name)
            self._wanted.say(Stage.READING)
            self._prove(name)
            if not self._whole and self._measured.papers:
                self._wanted.say(Stage.PAPERS)
                self._share_papers()
            # The last moment at which it can be cancelled.
            self._meter.finish()
            final = self._settle(name)
        except BaseException as error:
            volumes.drop(self._place, name)
            self._take_back()
            if isinstance(error, VaultReadOnly):
                raise TargetReadOnly from None
            raise
        return final

    def _name(self) -> str:
        return new_name(self._wanted.stem, self._vault.now())

    def proven(self, file: Path, seconds: float) -> Proven:
        """The answer, once all is done."""
        size = volumes.size(self._place, file.name)
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
        written = volumes.part(self._place, name, self._piece) if self._is_split else self._place.part(name)
        with written as file, Place(self._source) as source, told_of_vault():
            container.write(file, self.planned, lambda: lines.of_vault(self._frozen), source, self._meter)

    def _prove(self, name: str) -> None:
        """Read the file from the medium, decrypt it, compare every sum, and open a case of it picked by lot."""
        cases = tuple(self._measured.cases)
        picked = _Picked(self._vault.random.choice(cases) if cases else "")
        try:
            with told(), self._written(name) as file:
                seen = contents.outside(file)
                manifest = contents.read(file, seen, self.planned.identity, self._meter, take=picked)
        except BackupDamaged as error:
            raise NotProven(error.problems) from None
        except age.KeyDoesNotFit:
            raise NotProven((Problem("sealed-damaged", name),)) from None
        if manifest != self.planned.manifest or not picked.is_whole(self._measured):
            raise NotProven((Problem("digest", name),))

    def _written(self, name: str) -> AbstractContextManager[BinaryIO]:
        return volumes.part_again(self._place, name) if self._is_split else self._place.open(f"{name}{PART}")

    def _settle(self, name: str) -> str:
        if self._is_split:
            return volumes.settle(self._place, name)
        self._place.settle(name)
        return name

    @property
    def _piece(self) -> int:
        return min(self._wanted.largest_file or volumes.PIECE, volumes.PIECE)

    def _share_papers(self) -> None:
        with self._place.within(generations.papers_folder(self._wanted.stem)) as shared, Place(self._source) as source:
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
        folder = self._place.path / generations.papers_folder(self._wanted.stem)
        if not is_folder(folder):
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
        with shared.part(paper.file) as file, told_of_vault():
            for piece in papers.sealed_pieces(source, paper):
                file.write(piece)
                self._meter.add(len(piece))
        shared.drop(paper.file)  # only if it was found damaged
        self._new.append(paper.file)
        shared.settle(paper.file)

    def _take_back(self) -> None:
        """The papers that came for a backup that was not made go again."""
        if self._new:
            with suppress(CaseFileError), self._place.within(generations.papers_folder(self._wanted.stem)) as shared:
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
        return self._lines == measured.cases[self._case] and kinds.decode(Case, self._body).id == self._case


def _lacking(source: Place, named: Iterable[Sealed]) -> Iterator[Problem]:
    for paper in named:
        size = source.size(paper.file)
        if size != paper.size:
            yield Problem("paper-missing" if size is None else "paper-damaged", paper.file)


@contextmanager
def told_of_vault() -> Iterator[None]:
    """Inside, what is wrong with the source comes out as VaultUnhealthy."""
    try:
        yield
    except FileMissing as error:
        raise VaultUnhealthy((Problem("paper-missing", error.name),)) from None
    except DataDamaged as error:
        code = "paper-damaged" if papers.NAME.fullmatch(error.where) else "record-damaged"
        raise VaultUnhealthy((Problem(code, error.where),)) from None
