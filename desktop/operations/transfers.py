"""A case to a colleague: chosen cases in a file that she alone can open, signed, written whole or not at all."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex

from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.cases import Case
from desktop.domain.checks import Problem
from desktop.domain.errors import (
    BackupDamaged,
    BadInput,
    DataDamaged,
    FileMissing,
    NoConsent,
    NotFound,
    NotProven,
    TargetReadOnly,
    VaultReadOnly,
)
from desktop.domain.journal import Deed
from desktop.domain.letters import Letter
from desktop.domain.progress import Report, silent
from desktop.domain.transfers import Colleague, OwnCard, Sent
from desktop.operations import journal, letters
from desktop.operations.backups import stem
from desktop.operations.cards import own_card, own_keys
from desktop.storage import age, cards, changes, kinds, lines, migrations, papers, parcel, parcel_check, people, records, rows
from desktop.storage.changes import StoredChange
from desktop.storage.disk import told
from desktop.storage.kinds import ID_IN_JSON, ids_in
from desktop.storage.manifest import Manifest
from desktop.storage.meter import Meter
from desktop.storage.parcel import SHARED, STAYS, Inner
from desktop.storage.place import PART, Place, forget
from desktop.storage.rows import Stored
from desktop.storage.vault import PAPERS, Vault

SUFFIX = ".sealed"
Known = Mapping[str, tuple[str, str | None]]  # id -> kind and case


@dataclass(frozen=True)
class Choice:
    """What is to go: which cases, and how much of each."""

    cases: tuple[str, ...]
    with_papers: bool = True
    with_notes: bool = True
    with_history: bool = False
    copies_only: bool = False  # a paper stays where there is a working copy of it, which goes


@dataclass(frozen=True)
class Consent:
    """What is noted of a client's consent: to whom the case may be handed; empty if nothing is."""

    case: Case

    @property
    def to(self) -> str:
        """As she noted it."""
        return self.case.may_be_handed_to.strip()


@dataclass(frozen=True)
class Outgoing:
    """What would go: lines by kind, the size of the file, and papers too large to go along."""

    counts: dict[str, int]
    papers: int
    bytes: int
    too_large: tuple[Attachment, ...]
    consents: tuple[Consent, ...]


@dataclass(frozen=True)
class Made:
    """A file for a colleague: written, read back, its sum and signature compared. Whether she can open it, only she can try."""

    file: Path
    bytes: int
    sent: Sent


def outgoing(vault: Vault, choice: Choice) -> Outgoing:
    """What would go, without writing anything. Raises BadInput("cases", "empty"), NotFound, DataDamaged."""
    packed = _Packed(vault, choice)
    return Outgoing(packed.planned.counts, len(packed.inner), parcel.weight(packed.planned), packed.too_large, packed.consents)


def send(
    vault: Vault, colleague: Colleague, choice: Choice, folder: Path, *, without_consent: bool = False, report: Report = silent
) -> Made:
    """Make the file for a colleague in `folder`. Nothing has its final name before it was read back and compared.

    Raises NoConsent, BadInput("cases", "empty"), BadInput("card", "missing"), NotFound, DataDamaged, FileMissing, NotProven, DiskFull,
    DiskFailed, TargetReadOnly, Cancelled.
    """
    if own_card(vault) is None:
        raise BadInput("card", "missing")
    if not folder.is_dir():
        raise NotFound("folder")
    packed = _Packed(vault, choice, recipient=colleague.sealing)
    if (missing := tuple(each.case.pseudonym for each in packed.consents if not each.to)) and not without_consent:
        raise NoConsent(missing)
    name = f"{stem(vault)}-{token_hex(4)}-{vault.now().astimezone():%Y%m%d-%H%M}{SUFFIX}"
    with Place(folder) as place:
        try:
            sha256 = _write(packed, place, name, colleague.sealing, report)
            place.settle(name)
        except VaultReadOnly:
            raise TargetReadOnly from None
        size = place.size(name) or 0
    sent = Sent(id=packed.id, at=vault.now().isoformat(), colleague=colleague.id, cases=choice.cases, file=name, sha256=sha256,
                revs=packed.revs)  # fmt: skip
    with vault.transaction():
        records.save(vault, sent)
        for case in choice.cases:
            journal.note(vault, Deed.HANDED_OVER, case=case, subject=sent.id)
    return Made(folder / name, size, sent)


def sent(vault: Vault) -> list[Sent]:
    """The files that were made for colleagues, the latest last."""
    return records.every(vault, Sent)


def archive(vault: Vault, rows: Sequence[Stored], changes: Sequence[StoredChange], inner: Sequence[Inner], *, recipient: str,
            own: OwnCard, id_: str) -> tuple[Manifest, Iterator[bytes]]:  # fmt: skip
    """A parcel of these rows: its manifest, and its bytes. Raises BadInput("text", "too-long"); DataDamaged while the bytes come."""
    cases = {row.id: row.case for row in rows}
    try:
        every = [*map(lines.of_record, rows), *(lines.of_change(change, cases.get(change.record)) for change in changes)]
    except lines.TextTooLong:
        raise BadInput("text", "too-long") from None
    about = parcel.About(id_, vault.keys.vault, vault.device, vault.now().isoformat(), len(migrations.STEPS), recipient)
    planned = parcel.plan(lines.measure(every), inner, about, cards.of_own(own))
    _must_fit(planned, rows, changes)
    return planned, parcel.archive(planned, every, inner, own)


def _must_fit(planned: Manifest, rows: Iterable[Stored], changes: Iterable[StoredChange]) -> None:
    """What goes is held against the very rules by which it will be judged where it comes."""
    seen = parcel_check.Seen()
    for row in rows:
        seen(row)
    for change in changes:
        seen(change)
    for code, where in seen.problems(planned):
        raise DataDamaged(where or code)


class _Packed:
    """Chosen cases with all they name, ready to be written."""

    def __init__(self, vault: Vault, choice: Choice, recipient: str = "") -> None:
        if not choice.cases:
            raise BadInput("cases", "empty")
        self.id = vault.new_id()
        self._vault, self._choice = vault, choice
        self._own = own_keys(vault)
        self._others: dict[str, frozenset[str]] = {}
        self.consents = tuple(Consent(records.get(vault, Case, case)) for case in choice.cases)
        self.too_large: tuple[Attachment, ...] = ()
        self.inner: tuple[Inner, ...] = ()
        rows = self._rows()
        # The card's own key stands in where only the size is asked for.
        self.planned, self.pieces = archive(
            vault, rows, self._changes(rows) if choice.with_history else (), self.inner, own=self._own, id_=self.id,
            recipient=recipient or cards.of_own(self._own).sealing,
        )  # fmt: skip
        self.revs = {row.id: row.rev for row in rows}

    def _rows(self) -> list[Stored]:
        of_cases = [row for case in self._choice.cases for row in rows.of_case(self._vault, case) if self._goes(row)]
        of_cases = self._with_papers(of_cases)
        units = self._named(of_cases, "unit")
        in_office = {row.id for row in self._named(units, "person")}
        self._others = {case: self._not_of(case, of_cases, in_office) for case in self._choice.cases}
        persons = {row.id: row for row in self._named(units, "person")}
        for case in self._choice.cases:
            named = self._named([row for row in of_cases if row.case == case], "person")
            persons |= {row.id: row for row in named if row.id not in self._others[case]}
        shared = (*units, *persons.values())
        going = frozenset(row.id for row in (*of_cases, *shared))
        return [self._apart(row, going) for row in (*of_cases, *shared)]

    def _not_of(self, case: str, rows: Iterable[Stored], in_office: Collection[str]) -> frozenset[str]:
        """Who is named in this case, stands in another one, and has no part in this: a link to another client, which never leaves."""
        own = [row for row in rows if row.case == case]
        has_part = {id_ for row in own if row.kind in {"case", "party"} for id_ in ids_in(row.body)} | set(in_office)
        named = {row.id for row in self._named(own, "person")} - has_part
        return frozenset(id_ for id_ in named if set(people.cases_of(self._vault, id_)) - {case})

    def _goes(self, row: Stored) -> bool:
        return (
            row.kind not in STAYS
            and not row.removed
            and (self._choice.with_papers or row.kind != "attachment")
            and (self._choice.with_notes or row.kind != "note")
        )

    def _with_papers(self, rows: list[Stored]) -> list[Stored]:
        known = {row.id: kinds.decode(Attachment, row.body) for row in rows if row.kind == "attachment"}
        self.too_large = tuple(paper for paper in known.values() if paper.size > parcel.LARGEST_PAPER)
        left = {paper.id for paper in self.too_large}
        if self._choice.copies_only:
            left |= {id_ for paper in known.values() for id_ in paper.made_of}
            self.too_large = tuple(paper for paper in self.too_large if not any(paper.id in copy.made_of for copy in known.values()))
        # Two entries may stand for one file.
        by_file = {paper.sealed.file: paper for paper in known.values() if paper.id not in left}
        self.inner = tuple(
            Inner(file, paper.size, paper.sha256, partial(plain_pieces, self._vault, paper.sealed, paper.size, paper.sha256))
            for file, paper in sorted(by_file.items())
        )
        return [row for row in rows if row.id not in left]

    def _named(self, going: Iterable[Stored], kind: str) -> list[Stored]:
        ids = {id_ for row in going for id_ in ids_in(row.body)}
        known = records.kinds_and_cases(self._vault, ids)
        found = (rows.of_id(self._vault, id_) for id_ in sorted(known) if known[id_][0] == kind)
        return [row for row in found if row is not None and not row.removed]

    def _apart(self, row: Stored, going: frozenset[str]) -> Stored:
        """The row without what leads to other files."""
        body = self._cut_links(row.body, row.case, going)
        if row.kind == "case":
            # A check against her other clients is hers; the colleague makes his own.
            body = kinds.encode(replace(kinds.decode(Case, body), conflict_checked=""))
        if row.kind == "letter":
            # Made of what goes along, and of nobody else.
            body = kinds.encode(letters.with_text(self._vault, kinds.decode(Letter, body)))
        return replace(row, body=body)

    def _cut_links(self, body: bytes, case: str | None, going: frozenset[str]) -> bytes:
        allowed = going - self._others.get(case, frozenset()) if case else going
        return without_links(body, case, records.kinds_and_cases(self._vault, ids_in(body)), allowed)

    def _changes(self, rows: Iterable[Stored]) -> list[StoredChange]:
        going = frozenset(row.id for row in rows)
        return [
            replace(change, body=self._cut_links(change.body, row.case, going))
            for row in rows
            if row.kind not in kinds.NO_HISTORY
            for change in changes.of(self._vault, row.id)[::-1]
        ]


def without_links(body: bytes, case: str | None, known: Known, going: Collection[str]) -> bytes:
    """A record's JSON without the ids of what belongs to another case, and of people and units that do not go along: made empty."""
    foreign = {
        id_
        for id_ in ids_in(body)
        if id_ in known and known[id_][1] != case and not (known[id_][0] in SHARED and id_ in going)
    }  # fmt: skip
    return ID_IN_JSON.sub(lambda found: b'""' if found.group(1).decode("ascii") in foreign else found.group(), body) if foreign else body


def plain_pieces(vault: Vault, sealed: Sealed, size: int, sha256: str) -> Iterator[bytes]:
    """A paper of the vault, decrypted, a piece at a time. Raises FileMissing, DiskFailed, and at the end DataDamaged."""
    digest = papers.Digest()
    with Place(vault.folder / PAPERS) as place:
        if place.size(sealed.file) is None:
            raise FileMissing(sealed.file)
        with told(), place.open(sealed.file) as file:
            try:
                for piece in age.resealed(file, vault.keys.age_identity):
                    digest.write(piece)
                    yield piece
            except (age.AgeDamaged, age.KeyDoesNotFit):
                raise DataDamaged(sealed.file) from None
    if (digest.size, digest.sha256) != (size, sha256):
        raise DataDamaged(sealed.file)


def _write(packed: _Packed, place: Place, name: str, recipient: str, report: Report) -> str:
    weight = parcel.weight(packed.planned)
    place.need(weight)
    meter = Meter(report, 2 * weight)
    try:
        with place.part(name) as file:
            sha256 = parcel.write_file(file, _metered(packed.pieces, meter), recipient)
        _prove(place, name, sha256, meter)
    except BaseException:
        place.drop(f"{name}{PART}")
        raise
    meter.finish()
    return sha256


def _metered(pieces: Iterable[bytes], meter: Meter) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        meter.add(len(piece))


def _prove(place: Place, name: str, sha256: str, meter: Meter) -> None:
    """Read the file from the medium and compare it with what was sealed. To decrypt it is beyond us, and meant to be."""
    digest = hashlib.sha256()
    try:
        with told(), place.open(f"{name}{PART}") as file:
            forget(file)
            seen = parcel_check.outside(file)
            file.seek(seen.start)
            left = seen.size
            while left and (piece := file.read(min(left, papers.PIECE))):
                digest.update(piece)
                left -= len(piece)
                meter.add(len(piece))
    except BackupDamaged as error:
        raise NotProven(error.problems) from None
    if digest.hexdigest() != sha256:
        raise NotProven((Problem("transfer-damaged", name),))
