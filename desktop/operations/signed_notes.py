"""Proving a signed note: what a typed fingerprint stands for, and whether it is what was signed."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain import fingerprints, seals
from desktop.domain.cases import Case
from desktop.domain.notes import Note
from desktop.domain.seals import Signed
from desktop.domain.values import Part
from desktop.storage import notes, records
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Found(Part):
    """A signed text with its case, and its place among all that was signed there, counted from 1."""

    signed: Signed
    case: Case
    place: int
    total: int


@dataclass(frozen=True, kw_only=True, repr=False)
class Answer(Part):
    """What a typed fingerprint is: `letters` as they were meant. Where no signed text has it, `near` are those that one slip leads to."""

    letters: str
    found: Found | None = None
    near: tuple[Found, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it could be a fingerprint: as many letters as it has, and the check letter agrees."""
        return fingerprints.is_whole(self.letters)


def chain(vault: Vault, case: str) -> tuple[Signed, ...]:
    """All that was signed in a case, in order, each compared with its seal. Raises DataDamaged."""
    return seals.chain(records.of_case(vault, Note, case))


def check_sheet(vault: Vault, typed: str) -> Answer:
    """Which signed text a fingerprint from a printed sheet belongs to, and whether it is unchanged. Raises DataDamaged."""
    letters = fingerprints.read(typed)
    known = {fingerprints.read(fingerprints.fingerprint(digest)): (digest, note) for digest, note in notes.digests(vault)}
    if letters in known and fingerprints.is_whole(letters):
        return Answer(letters=letters, found=_found(vault, *known[letters]))
    near = (known[other] for other in fingerprints.near(letters) if other in known)
    return Answer(letters=letters, near=tuple(_found(vault, *each) for each in near))


def _found(vault: Vault, digest: str, note_id: str) -> Found:
    case = records.get(vault, Case, records.get(vault, Note, note_id).case)
    signed = chain(vault, case.id)
    return Found(signed=_of_digest(signed, digest), case=case, place=1 + [each.digest for each in signed].index(digest), total=len(signed))


def _of_digest(signed: Iterable[Signed], digest: str) -> Signed:
    return next(each for each in signed if each.digest == digest)
