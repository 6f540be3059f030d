"""A backup held open with what opens it: read from end to end as often as is needed, nothing believed before."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Self

from desktop.domain.attachments import Sealed
from desktop.domain.checks import Problem, Verdict
from desktop.domain.errors import BackupDamaged, DataDamaged, FileMissing, NotFound
from desktop.domain.progress import Report
from desktop.storage import age, apart, contents, generations, opening, papers, parcel, volumes
from desktop.storage.contents import Outside, Take, TakePaper, damaged
from desktop.storage.disk import is_file, told
from desktop.storage.keys import Keys
from desktop.storage.manifest import Manifest
from desktop.storage.meter import Meter
from desktop.storage.opening import Opened
from desktop.storage.place import Place

# What opens it: a text as people type it, the keys of the open vault, or nothing (then only the outside is read).
Secret = str | Keys | None


class Backup:
    """An open backup file with what opens it."""

    def __init__(self, path: Path, secret: Secret, report: Report, key_file_text: str = "") -> None:
        self.path, self._secret, self._report, self._key_file = path, secret, report, key_file_text
        self._kept_open = ExitStack()
        self._shared: list[Place] = []
        self._inside: Iterator[tuple[str, int, Iterator[bytes]]] | None = None

    def __enter__(self) -> Self:
        if not is_file(self.path):
            raise NotFound("file")
        if not is_file(volumes.first_of(self.path)):
            raise damaged("piece-missing", volumes.first_of(self.path).name)
        with ExitStack() as files:
            with told():
                self._file: BinaryIO = files.enter_context(volumes.opened(self.path))
                self.seen: Outside = contents.outside(self._file)
            if not self._secret:
                raise damaged("not-opened")
            self.opened: Opened = self._open(self._secret)
            self._shared = [files.enter_context(Place(each)) for each in generations.papers_folders(self.path)]
            self.meter = Meter(self._report, self.seen.size)
            self._kept_open = files.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._kept_open.close()

    def _open(self, secret: str | Keys) -> Opened:
        if isinstance(secret, Keys):
            return opening.opened_by(self.seen.head, secret)
        return opening.opened(self.seen.head, secret, key_file_text=self._key_file)

    def read(self, take: Take | None = None, take_paper: TakePaper | None = None) -> Manifest:
        """Read all of it once more. Raises BackupDamaged, FileTooNew, DiskFailed."""
        try:
            with told():
                return contents.read(self._file, self.seen, self.opened.identity, self.meter, take=take, take_paper=take_paper)
        except age.KeyDoesNotFit:
            raise self._does_not_fit() from None

    def seen_through(self) -> tuple[Manifest, tuple[Problem, ...]]:
        """Read all of it, and say what is wrong with its records. The first reading is a child's: whatever somebody put into the file,
        nothing happens here.
        """
        try:
            with told():
                return apart.read_backup(self._file, self.seen, self.opened.identity, self.meter)
        except age.KeyDoesNotFit:
            raise self._does_not_fit() from None

    def _does_not_fit(self) -> BackupDamaged:
        # A passphrase has opened the header, so the key is the right one.
        return damaged("key-does-not-fit" if self.opened.keys is None else "sealed-damaged", "data.age")

    def manifest(self) -> Manifest:
        """The manifest alone; `verdict` has seen all of it before."""
        with told():
            return contents.only_manifest(self._file, self.seen, self.opened.identity, self.meter)

    def verdict(self) -> Verdict:
        """Read everything; what is wrong is in the verdict."""
        manifest, problems = self.seen_through()
        if not manifest.is_whole:
            problems += tuple(self._lacking(manifest))
        self.meter.tell()
        return Verdict(problems, manifest.lines, len(manifest.papers), manifest.created, self.opened.way)

    def shared(self, paper: Sealed) -> Place | None:
        """The folder beside the backup in which a paper lies."""
        return next((place for place in self._shared if place.size(paper.file) == paper.size), None)

    def plain_paper(self, paper: Sealed) -> Iterator[bytes]:
        """A paper of the backup, decrypted, a piece at a time. In a whole backup they must be asked for in the order of their names.

        Raises BackupDamaged, DiskFailed.
        """
        try:
            with ExitStack() as files:
                yield from age.resealed(self._sealed_paper(paper, files), self.opened.identity)
        except (age.AgeDamaged, age.KeyDoesNotFit):
            raise damaged("backup-paper-damaged", paper.file) from None

    def _sealed_paper(self, paper: Sealed, files: ExitStack) -> age.Readable:
        place = self.shared(paper)
        if place is not None:
            with told():
                return files.enter_context(place.open(paper.file))
        if self._inside is None:
            window = contents.Window(self._file, self.seen.start, self.seen.size, self.meter)
            self._inside = parcel.members(age.resealed(window, self.opened.identity))
        for name, size, content in self._inside:
            if name == f"papers/{paper.file}":
                return age.Piped(parcel.Stream(content).read, size)
            for _ in content:
                pass
        raise damaged("backup-paper-missing", paper.file)

    def _lacking(self, manifest: Manifest) -> Iterator[Problem]:
        self.meter.expect(sum(paper.size for paper in manifest.papers))
        for paper in manifest.papers:
            place = self.shared(paper.sealed)
            if place is None:
                is_other = any(other.size(paper.id) is not None for other in self._shared)
                yield Problem("backup-paper-damaged" if is_other else "backup-paper-missing", paper.id)
                continue
            try:
                for piece in papers.sealed_pieces(place, paper.sealed, from_medium=True):
                    self.meter.add(len(piece))
            except (DataDamaged, FileMissing):
                yield Problem("backup-paper-damaged", paper.id)
