"""What came and is not yet taken in: a colleague's file, or chosen cases of a backup, seen through and kept apart.

It waits as one sealed paper of the vault, so it survives a lock, a crash and the stick that is pulled out; no list and no search
knows what is in it. `arrived` and `taking_in` are what happens next.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import BinaryIO

from desktop.domain import moments
from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.cases import Case
from desktop.domain.checks import Problem
from desktop.domain.errors import BackupDamaged, BadInput, DataDamaged, FileTooNew, NotFound, TransferRefused
from desktop.domain.progress import Report, silent
from desktop.domain.transfers import Coming, Decision, Incoming, Origin
from desktop.operations.cards import Card, changed_cards, colleague_of, own_card, own_keys
from desktop.operations.reading import Backup, Secret
from desktop.operations.transfers import archive, without_links
from desktop.storage import age, apart, cards, kinds, papers, parcel, parcel_check, records
from desktop.storage.changes import StoredChange
from desktop.storage.disk import told
from desktop.storage.kinds import ids_in
from desktop.storage.meter import Meter
from desktop.storage.papers import Written
from desktop.storage.parcel import SHARED, STAYS, Inner
from desktop.storage.place import Place
from desktop.storage.rows import Stored
from desktop.storage.vault import PAPERS, Vault

# What a finding in a backup's shape means in a colleague's file.
_DAMAGED = ("truncated", "appended", "digest", "sealed-damaged", "backup-paper-missing")
_STRANGE = ("record-unknown", "kind-not-sent", "reference-foreign", "hidden-signs")
_MEANS = dict.fromkeys(_DAMAGED, "transfer-damaged") | dict.fromkeys(_STRANGE, "transfer-strange")


class Standing(StrEnum):
    """What is known of whoever signed a file."""

    HERSELF = "herself"
    COMPARED = "compared"  # a known card, compared by voice
    KNOWN = "known"  # a known card that was never compared
    CHANGED = "changed"  # other keys than those known under this name
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Earlier:
    """Why a file is to be looked at twice: it came before (`again`), or a later one of the same sender was taken in (`older`)."""

    again: str = ""  # when it came first
    older: str = ""  # when the later one was made


def receive(vault: Vault, path: Path, report: Report = silent) -> Incoming:
    """See a colleague's file through, twice, and keep it apart. Whatever is wrong with it, nothing of it stays.

    Raises NotFound("file"), BadInput("card", "missing"), TransferRefused, DiskFull, DiskFailed, Cancelled.
    """
    if own_card(vault) is None:
        raise BadInput("card", "missing")
    if not path.is_file():
        raise NotFound("file")
    try:
        with told(), path.open("rb") as file:
            return _seen_twice(vault, file, own_keys(vault).sealing, report)
    except BackupDamaged as error:
        raise TransferRefused(tuple(Problem(_MEANS.get(each.code, each.code)) for each in error.problems)) from None
    except FileTooNew:
        raise TransferRefused((Problem("transfer-too-new"),)) from None
    except (age.KeyDoesNotFit, age.AgeDamaged):
        raise TransferRefused((Problem("meant-for-another"),)) from None


def _seen_twice(vault: Vault, file: BinaryIO, identity: str, report: Report) -> Incoming:
    seen = parcel_check.outside(file)
    with Place(vault.folder / PAPERS) as place:
        place.need(seen.size)
    meter = Meter(report, 2 * seen.size)
    _, problems, sha256 = apart.read_transfer(file, seen, identity, meter)
    if problems:
        raise BackupDamaged(problems)
    return _keep(vault, Origin.COLLEAGUE, parcel_check.of_file(file, seen, identity, meter), sha256)


def _keep(vault: Vault, origin: Origin, source: Iterator[bytes], sha256: str = "") -> Incoming:
    folder = vault.folder / PAPERS
    written = papers.write(folder, source, vault.keys.age_identity)
    try:
        incoming = _described(vault, origin, written, sha256 or written.sha256)
        with vault.transaction():
            records.save(vault, incoming)
    except BaseException:
        papers.remove(folder, written.sealed.file)
        raise
    return incoming


def _described(vault: Vault, origin: Origin, written: Written, sha256: str) -> Incoming:
    if written.sha256 != sha256:
        # A stick that gives other bytes the second time gives none that are believed.
        raise BackupDamaged((Problem("digest"),))
    manifest = parcel.manifest_of(pieces(vault, written.sealed))
    said = manifest.transfer
    if said is None:
        raise BackupDamaged((Problem("digest"),))
    cases = []
    for record in parcel.entries(pieces(vault, written.sealed)):
        if not isinstance(record, Stored):
            continue
        # Only here are the zones of the computer at hand; whoever was shut in could not ask.
        if any(zone and moments.zone(zone) is None for zone in parcel_check.zones_in(record)):
            raise BackupDamaged((Problem("record-unknown"),))
        if record.kind == "case":
            case = kinds.decode(Case, record.body)
            cases.append(Coming(case=case.id, number=case.number, pseudonym=case.pseudonym))
    return Incoming(
        id=vault.new_id(), came_at=vault.now().isoformat(), origin=origin, transfer=said.id, created=manifest.created,
        sender_name=said.name, sender_sealing=said.sealing, sender_verifying=said.verifying, archive=written.sealed, cases=tuple(cases),
    )  # fmt: skip


def pieces(vault: Vault, sealed: Sealed) -> Iterator[bytes]:
    """What waits in a sealed paper of the vault, its file compared first. Raises FileMissing, DataDamaged, DiskFailed."""
    with Place(vault.folder / PAPERS) as place:
        papers.prove(place, sealed)
        with told(), place.open(sealed.file) as file:
            try:
                yield from age.resealed(file, vault.keys.age_identity)
            except (age.AgeDamaged, age.KeyDoesNotFit):
                raise DataDamaged(sealed.file) from None


def kept_apart(vault: Vault) -> list[Incoming]:
    """What came and was not put away, the latest first."""
    return [each for each in records.every(vault, Incoming) if each.archive is not None][::-1]


def again(vault: Vault, incoming: Incoming) -> Incoming:
    """The same as it stands now. Raises NotFound."""
    return records.get(vault, Incoming, incoming.id)


def sender(incoming: Incoming) -> Card:
    """The card that signed it."""
    return Card(incoming.sender_name, incoming.sender_sealing, incoming.sender_verifying)


def standing(vault: Vault, incoming: Incoming) -> Standing:
    """What is known of whoever signed it; the name in the file proves nothing."""
    card = sender(incoming)
    own = own_card(vault)
    if own is not None and (card.sealing, card.verifying) == (own.sealing, own.verifying):
        return Standing.HERSELF
    known = colleague_of(vault, card)
    if known is not None:
        return Standing.COMPARED if known.compared_on else Standing.KNOWN
    return Standing.CHANGED if changed_cards(vault, card) else Standing.UNKNOWN


def earlier(vault: Vault, incoming: Incoming) -> Earlier:
    """Whether this file came before, or is older than what the same sender sent of one of its cases and was taken in."""
    every = records.every(vault, Incoming)
    others = [each for each in every if each.id != incoming.id and each.sender_verifying == incoming.sender_verifying]
    cases = {each.case for each in incoming.cases}
    before = [each.came_at for each in others if each.transfer == incoming.transfer and each.came_at <= incoming.came_at]
    later = [
        each.created
        for each in others
        if each.created > incoming.created and any(coming.case in cases and coming.decision is Decision.TAKEN for coming in each.cases)
    ]
    return Earlier(min(before, default=""), max(later, default=""))


def refuse(vault: Vault, incoming: Incoming, case: str) -> Incoming:
    """Refuse one of the cases; it can be taken in after all until the whole is put away."""
    return _decide(vault, incoming, case, Decision.WAITING, Decision.REFUSED)


def wait_again(vault: Vault, incoming: Incoming, case: str) -> Incoming:
    """Take a refusal back."""
    return _decide(vault, incoming, case, Decision.REFUSED, Decision.WAITING)


def _decide(vault: Vault, incoming: Incoming, case: str, before: Decision, after: Decision) -> Incoming:
    with vault.transaction():
        now = again(vault, incoming)
        moment = vault.now().isoformat() if after is not Decision.WAITING else ""
        cases = tuple(
            replace(each, decision=after, decided_at=moment) if (each.case, each.decision) == (case, before) else each for each in now.cases
        )
        decided = replace(now, cases=cases)
        records.save(vault, decided)
    return decided


def put_away(vault: Vault, incoming: Incoming) -> Incoming:
    """Have done with it: the sealed copy goes, and with it what could be undone. That it came stays known, so a second time is told."""
    now = again(vault, incoming)
    cases = tuple(
        replace(each, decision=Decision.REFUSED if each.decision is Decision.WAITING else each.decision, before=(), after={}, files=())
        for each in now.cases
    )
    away = replace(now, archive=None, cases=cases)
    with vault.transaction():
        records.save(vault, away)
    if now.archive is not None:
        papers.remove(vault.folder / PAPERS, now.archive.file)
    return away


# --- chosen cases of a backup


def from_backup(
    vault: Vault, path: Path, secret: Secret, cases: Collection[str], report: Report = silent, *, key_file_text: str = ""
) -> Incoming:
    """Keep chosen cases of a backup apart, with their papers, to be looked at and taken in like a colleague's.

    Raises BackupDamaged, HeaderForeign, FileTooNew, WrongSecret, BadInput, NotFound, NotEnoughMemory, DiskFull, DiskFailed, Cancelled.
    """
    if not cases:
        raise BadInput("cases", "empty")
    with Backup(path, secret, report, key_file_text) as backup:
        _must_be_whole(backup)
        rows, changes = _chosen(backup, frozenset(cases))
        own = own_keys(vault)
        recipient = cards.of_own(own).sealing
        _, source = archive(vault, rows, changes, _inner(backup, rows), recipient=recipient, own=own, id_=vault.new_id())
        with vault.transaction():
            records.save(vault, own)
        return _keep(vault, Origin.BACKUP, source)


def _must_be_whole(backup: Backup) -> None:
    verdict = backup.verdict()
    if not verdict.ok:
        raise BackupDamaged(verdict.problems)


def _chosen(backup: Backup, cases: frozenset[str]) -> tuple[list[Stored], list[StoredChange]]:
    """The records of these cases and what they name, with their history; nothing that leads to other cases."""
    known: dict[str, tuple[str, str | None]] = {}
    of_cases: list[Stored] = []
    shared: dict[str, Stored] = {}
    changes: list[StoredChange] = []

    def take(record: Stored | StoredChange) -> None:
        if isinstance(record, StoredChange):
            changes.append(record)
            return
        known[record.id] = (record.kind, record.case)
        if record.removed or record.kind in STAYS:
            return
        if record.case in cases:
            of_cases.append(record)
        elif record.kind in SHARED:
            shared[record.id] = record

    backup.read(take)
    named = _named(of_cases, shared)
    named |= _named(list(named.values()), shared)
    going = {row.id: row.case for row in (*named.values(), *of_cases)}
    rows = [replace(row, body=without_links(row.body, row.case, known, going)) for row in (*named.values(), *of_cases)]
    return rows, [
        replace(change, body=without_links(change.body, going[change.record], known, going)) for change in changes if change.record in going
    ]


def _named(rows: Collection[Stored], shared: dict[str, Stored]) -> dict[str, Stored]:
    return {id_: shared[id_] for row in rows for id_ in sorted(ids_in(row.body)) if id_ in shared}


def _inner(backup: Backup, rows: Sequence[Stored]) -> tuple[Inner, ...]:
    wanted = {}
    for row in rows:
        if row.kind == "attachment":
            paper = kinds.decode(Attachment, row.body)
            wanted[paper.sealed.file] = paper
    # In the order in which a whole backup has them, so that it is gone through once.
    return tuple(Inner(file, paper.size, paper.sha256, partial(_plain, backup, paper)) for file, paper in sorted(wanted.items()))


def _plain(backup: Backup, paper: Attachment) -> Iterator[bytes]:
    digest = papers.Digest()
    for piece in backup.plain_paper(paper.sealed):
        digest.write(piece)
        yield piece
    if (digest.size, digest.sha256) != (paper.size, paper.sha256):
        raise BackupDamaged((Problem("backup-paper-damaged", paper.sealed.file),))
