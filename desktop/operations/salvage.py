"""Salvage: what can be read of a damaged vault goes into a new one, and what is missing is listed."""

import os
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.domain.attachments import Sealed
from desktop.domain.cases import Case
from desktop.domain.checks import Problem
from desktop.domain.errors import CaseFileError, DataDamaged, FileMissing, HeaderDamaged, VaultExists
from desktop.domain.progress import Report, silent
from desktop.operations.vaults import open_vault
from desktop.operations.ways_in import Kind, only_way_in, ways_in
from desktop.storage import changes, contents, header, indexes, kinds, papers, records, rows, salvaging, typed, unlocking, volumes
from desktop.storage import vault as vaults
from desktop.storage.disk import told
from desktop.storage.header import Sealed as SealedHeader
from desktop.storage.keys import Keys
from desktop.storage.meter import Meter
from desktop.storage.place import Place, new_folder
from desktop.storage.rows import Stored
from desktop.storage.salvaging import Lost, Wreck
from desktop.storage.vault import DATABASE, PAPERS, Vault


@dataclass(frozen=True)
class Missing:
    """So many records of one kind are missing in one case. The kind is empty where it is not known; so is the case's number."""

    kind: str
    case: str
    count: int


@dataclass(frozen=True)
class Salvaged:
    """What came into the new vault, and what is missing: records, papers, and how many of each kind."""

    folder: Path
    records: int
    papers: int
    problems: tuple[Problem, ...]
    lost: tuple[Lost, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def lost_kinds(self) -> dict[str, int]:
        """How many records of each kind are missing; those of which not even the kind is known stand under the empty word."""
        return dict(Counter(each.kind for each in self.lost))


def salvage(
    folder: Path, secret: str, to: Path, *, key_file_text: str = "", backup: Path | None = None, report: Report = silent
) -> Salvaged:
    """Read what can be read of the vault in `folder` into a new vault at `to`, which opens with what opened the old one.

    The damaged vault is only read. Where both copies of its header are damaged, that of any backup of it serves: `backup`.
    Raises VaultExists, NotAVault, HeaderDamaged, WrongSecret, BadInput, FileMissing, DataDamaged where nothing can be read at
    all, DiskFull, DiskFailed, Cancelled, NotEnoughMemory.
    """
    if os.path.lexists(to):
        raise VaultExists
    vmk, slot, sealed = _opened(folder, backup, secret, key_file_text)
    if not (folder / DATABASE).exists():
        raise FileMissing(DATABASE)
    with new_folder(to) as half:
        head = header.next_epoch(replace(sealed.header, instance=str(uuid.uuid4())))
        vaults.lay(half, head, vmk)
        key = Keys(vmk, head.vault)
        done = _Salvaging(folder, half, key, report).run()
        with open_vault(half, key) as new:
            if not ways_in(new):
                # The memory of them is lost; the one that was used is known.
                only_way_in(new, slot, _kind(secret, key_file_text))
    return replace(done, folder=to)


def _opened(folder: Path, backup: Path | None, secret: str, key_file_text: str) -> tuple[bytes, int, SealedHeader]:
    try:
        copies = header.read(folder).copies
    except HeaderDamaged:
        if backup is None:
            raise
        with told(), volumes.opened(backup) as file:
            copies = (contents.outside(file).head,)
    opened = unlocking.opened_slot(copies[0].header, secret, key_file_text=key_file_text)
    # A header whose own proof is damaged still has whole slots; what they gave is proven by the database.
    return opened.vmk, opened.slot, copies[0]


def _kind(secret: str, key_file_text: str) -> Kind:
    kind = typed.secret_kind(secret)
    return "organisation" if kind == "key" else "key-file" if kind == "passphrase" and key_file_text else kind


class _Salvaging:
    """One salvage on its way."""

    def __init__(self, folder: Path, half: Path, key: Keys, report: Report) -> None:
        self._source, self._half, self._key = folder, half, key
        self._meter = Meter(report, 2 * (folder / DATABASE).stat().st_size + _size_of_papers(folder))
        self._named: dict[str, Sealed] = {}
        self._lost: list[Lost] = []
        self._problems: list[Problem] = []
        self._missing = Counter[tuple[str, str]]()
        self._count = 0

    def run(self) -> Salvaged:
        """Read the database around its damage, and take the papers that are whole."""
        database = self._source / DATABASE
        with vaults.open_with(self._half, self._key) as new:
            wreck = Wreck(database, new)
            if wreck.is_hopeless:
                raise DataDamaged(DATABASE)
            self._meter.add(database.stat().st_size)
            self._records(new, wreck, salvaging.remembered(database, new))
            self._changes(new, wreck)
            self._say_what_is_lost(new)
            if wreck.pages_lost:
                self._problems.append(Problem("pages-lost", str(wreck.pages_lost)))
        came = self._papers()
        self._meter.finish()
        missing = tuple(Missing(kind, number, count) for (kind, number), count in sorted(self._missing.items()))
        return Salvaged(self._half, self._count, came, tuple(self._problems), tuple(self._lost), missing)

    def _records(self, new: Vault, wreck: Wreck, remembered: dict[int, Lost]) -> None:
        with new.transaction():
            for number, found in wreck.records():
                remembered.pop(number, None)
                if isinstance(found, Lost):
                    self._lost.append(found)
                else:
                    self._take(new, found)
        self._lost += (remembered[number] for number in sorted(remembered))

    def _take(self, new: Vault, found: Stored) -> None:
        self._meter.add(len(found.body))
        try:
            value = kinds.decode(kinds.KINDS[found.kind], found.body)
        except DataDamaged:
            self._lost.append(Lost(found.id, found.kind, found.case or ""))
            return
        indexes.put(new, rows.insert(new, found), value, is_new=True)
        self._named.update({paper.file: paper for paper in papers.named_in(found.body)})
        self._count += 1

    def _changes(self, new: Vault, wreck: Wreck) -> None:
        with new.transaction():
            for change in wreck.changes():
                if records.revision(new, change.record):
                    changes.insert(new, change)
                    self._named.update({paper.file: paper for paper in papers.named_in(change.body)})

    def _say_what_is_lost(self, new: Vault) -> None:
        for each in self._lost:
            case = records.find(new, Case, each.case) if each.case else None
            self._missing[each.kind, case.number if case else ""] += 1
            what = " ".join(filter(None, (each.kind or "record", case.number if case else each.id)))
            self._problems.append(Problem("record-lost", what))

    def _papers(self) -> int:
        came = 0
        if not (self._source / PAPERS).is_dir():
            self._problems += [Problem("paper-missing", paper) for paper in self._named]
            return came
        with Place(self._source / PAPERS) as source, Place(self._half / PAPERS) as target:
            for paper in self._named.values():
                try:
                    self._copy(source, target, paper)
                    came += 1
                except FileMissing:
                    self._problems.append(Problem("paper-missing", paper.file))
                except DataDamaged:
                    self._problems.append(Problem("paper-damaged", paper.file))
        return came

    def _copy(self, source: Place, target: Place, paper: Sealed) -> None:
        with target.part(paper.file) as file:
            for piece in papers.sealed_pieces(source, paper):
                file.write(piece)
                self._meter.add(len(piece))
        target.settle(paper.file)


def _size_of_papers(folder: Path) -> int:
    return sum(size for size in _sizes(folder / PAPERS))


def _sizes(folder: Path) -> Iterator[int]:
    if folder.is_dir():
        with Place(folder) as place, suppress(CaseFileError):
            for name in place.names():
                yield place.size(name) or 0
