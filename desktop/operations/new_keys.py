"""New keys for a vault: all of it written anew, so that an old header, or an old passphrase, opens nothing of it any more."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from desktop.domain.attachments import Sealed
from desktop.domain.checks import Problem
from desktop.domain.drafts import Setting
from desktop.domain.errors import BadInput, CaseFileError, DataDamaged, DiskFailed, VaultUnhealthy
from desktop.domain.journal import Deed, Line
from desktop.domain.progress import Report, silent
from desktop.operations.ways_in import ORGANISATION, SLOTS, Kind, WayIn, only_way_in, ways_in
from desktop.storage import (
    age,
    anchor,
    changes,
    header,
    indexes,
    journal,
    kdf,
    key_file,
    keys,
    kinds,
    papers,
    records,
    renewal,
    rows,
    settings,
    slots,
    snapshot,
)
from desktop.storage import vault as vaults
from desktop.storage.anchor import Anchor
from desktop.storage.disk import told
from desktop.storage.header import Header
from desktop.storage.keys import Keys
from desktop.storage.meter import Meter
from desktop.storage.place import Place
from desktop.storage.rows import Stored
from desktop.storage.vault import DATABASE, PAPERS, Vault

T = TypeVar("T")

FORMER = "renewed.former"  # the ways in there were before: to be made again, or let go
LEFT = "renewed.left"  # papers under the old keys are still to be taken away
CHECKED = "recovery.checked_at"

# So many records are one transaction of a database that nobody uses yet.
_BATCH = 1000
# Beside its body a record costs about this much, for the progress shown.
_ROW = 1000
_NEWER_THAN_ANYTHING = 2**63 - 1


def renew_keys(
    folder: Path, key: Keys, passphrase: str, *, key_file_text: str = "", unlock_seconds: float = 1.0, report: Report = silent
) -> Keys:
    """Give the vault new keys, which `passphrase` opens (with the key file, if one is given). The vault must be closed.

    Every record and every paper is written anew; nobody who knew the old keys can open what is there afterwards. Until the
    last moment the old vault stays as it was; from then on the new one is there, whatever happens. All other ways in are gone:
    `to_make_again` names them. Old backups still open with what opened them when they were made.
    Raises BadInput, VaultUnhealthy, VaultInUse, DiskFull, DiskFailed, Cancelled, NotEnoughMemory, and as `open_vault`.
    """
    content = keys.passphrase_bytes(passphrase)
    if not content:
        raise BadInput("passphrase", "empty")
    file = key_file.secret_from_text(key_file_text) if key_file_text else None
    with vaults.open_with(folder, key) as old:
        clear_up(old)
        coming = _coming(old, content, file, unlock_seconds)
        _Renewing(old, coming, report).run()
    with vaults.open_with(folder, coming.keys) as new:
        clear_up(new)
    return coming.keys


def to_make_again(vault: Vault) -> tuple[WayIn, ...]:
    """The ways in that went with the old keys and are not made again yet."""
    former = [WayIn(**entry) for entry in json.loads(settings.read(vault, FORMER) or "[]")]
    if not former:
        return ()  # asked after every save, and mostly there is nothing
    present = [way.kind for way in ways_in(vault)]
    missing = []
    for way in former:
        if way.kind in present:
            present.remove(way.kind)
        else:
            missing.append(way)
    return tuple(missing)


def let_go(vault: Vault, way: WayIn) -> None:
    """Do not ask for this former way in any more."""
    rest = [each for each in to_make_again(vault) if each != way]
    with vault.transaction():
        records.save(vault, Setting(id=FORMER, text=_as_text(rest)))


def clear_up(vault: Vault) -> None:
    """Take away what a renewal left: of one that was cut short its new files, of one that came through the old ones."""
    is_cut_short = renewal.is_under_way(vault.folder)
    with suppress(CaseFileError):  # where records are damaged nobody knows what they name: then nothing is taken away
        if not is_cut_short and not settings.read(vault, LEFT):
            return
        named = {paper.file for body in _bodies(vault) for paper in papers.named_in(body)}
        with Place(vault.folder / PAPERS) as place:
            for name in place.names():
                if papers.NAME.fullmatch(name) and name not in named:
                    place.drop(name)
            place.sync()
        if is_cut_short:
            renewal.give_up(vault.folder)
        else:
            with vault.transaction():
                records.purge(vault, LEFT)


@dataclass(frozen=True)
class _Coming:
    """What the vault will be opened with."""

    head: Header
    keys: Keys
    slot: int
    secret: slots.Secret
    with_file: bool


def _coming(old: Vault, passphrase: bytes, file: bytes | None, unlock_seconds: float) -> _Coming:
    was = header.read(old.folder).check(old.keys.vmk).header
    fresh = replace(header.fresh(kdf.calibrate(unlock_seconds)), vault=was.vault, instance=was.instance, epoch=was.epoch)
    secret = slots.passphrase_secret(fresh, passphrase)
    if file is not None:
        secret = slots.with_key_file(secret, file)
    vmk, slot = os.urandom(keys.VMK_BYTES), slots.free_slot(())
    head = slots.put(fresh, slot, slots.wrapped(fresh, vmk, secret))
    return _Coming(head, Keys(vmk, head.vault), slot, secret, file is not None)


class _Renewing:
    """One renewal on its way: papers, records, the check of both, and the header."""

    def __init__(self, old: Vault, coming: _Coming, report: Report) -> None:
        self._old, self._coming = old, coming
        self._folder = old.folder / PAPERS
        named = {paper.file: paper for body in _bodies(old) for paper in papers.named_in(body)}
        self._papers = list(named.values())
        self._renamed: dict[str, Sealed] = {}
        weight = sum(len(body) + _ROW for body in _bodies(old))
        self._meter = Meter(report, weight + sum(paper.size for paper in self._papers))

    def run(self) -> None:
        """Make everything new, then let it count."""
        self._old_is_whole()
        with Place(self._old.folder) as place:
            place.need(3 * (place.size(DATABASE) or 0) + sum(paper.size for paper in self._papers))
        try:
            with self._old.coming(self._coming.keys, self._coming.head) as new:
                # The new database's file is there before the first new paper: it is the sign by which an end half-way is known.
                self._seal_papers()
                self._fill(new)
            self._new_is_whole()
            renewal.make_last(self._old.folder)
            self._meter.finish()
        except BaseException:
            self._take_back()
            raise
        self._let_it_count()

    def _old_is_whole(self) -> None:
        with snapshot.room_for_copy(self._old) as copy:
            with self._old.transaction():
                snapshot.copy(self._old, copy)
            problems = snapshot.findings(self._old, copy) or self._old.problems_of_roots()
        if problems:
            raise VaultUnhealthy(problems)

    def _seal_papers(self) -> None:
        with Place(self._folder) as place:
            for paper in self._papers:
                try:
                    papers.prove(place, paper)
                    with told(), place.open(paper.file) as file:
                        written = papers.write(
                            self._folder, age.resealed(file, self._old.keys.age_identity), self._coming.keys.age_identity
                        )
                except DataDamaged as error:
                    raise VaultUnhealthy((Problem("paper-damaged", error.where),)) from None
                self._renamed[paper.file] = written.sealed
                self._meter.add(paper.size)

    def _fill(self, new: Vault) -> None:
        for batch in _batches(records.stored(self._old)):
            with new.transaction():
                for stored in batch:
                    self._insert(new, stored)
            self._meter.tell()
        for replaced in _batches(changes.every(self._old)):
            with new.transaction():
                for change in replaced:
                    changes.insert(new, replace(change, body=papers.renamed_in(change.body, self._renamed)))
                    self._meter.add(len(change.body) + _ROW)
        former = list(ways_in(self._old))
        kind: Kind = "key-file" if self._coming.with_file else "passphrase"
        with new.transaction():
            only_way_in(new, self._coming.slot, kind, head=self._coming.head)
            for name, text in ((FORMER, _as_text(former)), (LEFT, "yes"), (CHECKED, ""), (ORGANISATION, "")):
                records.save(new, Setting(id=name, text=text))
            for line in reversed(journal.lines(self._old)):
                journal.add(new, line)
            journal.add(new, Line(self._old.now().isoformat(timespec="minutes"), Deed.KEYS_CHANGED))

    def _insert(self, new: Vault, stored: Stored) -> None:
        self._meter.add(len(stored.body) + _ROW)
        body = papers.renamed_in(stored.body, self._renamed)
        number = rows.insert(new, replace(stored, body=body))
        indexes.put(new, number, kinds.decode(kinds.KINDS[stored.kind], body), is_new=True)

    def _new_is_whole(self) -> None:
        """Read the new database as if it were another's: both checks, every digest, every sum, as many rows as before."""
        with self._old.beside(renewal.COMING, self._coming.keys, self._coming.head) as new:
            problems = snapshot.findings(new, renewal.COMING) or new.problems_of_roots()
            own = {SLOTS, FORMER, LEFT, CHECKED, ORGANISATION}
            before, after = ({each.id: each.rev for each in records.stored(vault) if each.id not in own} for vault in (self._old, new))
            same = before == after and sum(1 for _ in changes.every(self._old)) == sum(1 for _ in changes.every(new))
        if problems or not same or slots.open_with(self._coming.head, self._coming.secret) != (self._coming.keys.vmk, self._coming.slot):
            raise DiskFailed

    def _let_it_count(self) -> None:
        old_head = self._old.header
        header.write(self._old.folder, header.seal(self._coming.head, self._coming.keys.vmk))
        # Under the old keys this computer remembers that all there is of them is old.
        superseded = Anchor(_NEWER_THAN_ANYTHING, _NEWER_THAN_ANYTHING, bytes(32), max(0, int(self._old.now().timestamp())))
        anchor.write(self._old.keys, old_head, superseded)

    def _take_back(self) -> None:
        with suppress(CaseFileError), Place(self._folder) as place:
            for paper in self._renamed.values():
                place.drop(paper.file)
        renewal.give_up(self._old.folder)


def _bodies(vault: Vault) -> Iterator[bytes]:
    for stored in records.stored(vault):
        yield stored.body
    for change in changes.every(vault):
        yield change.body


def _batches(values: Iterator[T]) -> Iterator[list[T]]:
    while batch := list(islice(values, _BATCH)):
        yield batch


def _as_text(ways: list[WayIn]) -> str:
    return json.dumps([{name: value for name, value in asdict(way).items() if value or name == "slot"} for way in ways], ensure_ascii=False)
