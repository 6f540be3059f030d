"""Seals: the digest of a signed note or addendum, over its own text and over what was signed before it in the case.

What is digested is spelled here, byte for byte as docs/file-format.md says; it holds whatever fields later versions add.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.notes import Addendum, Note, Seal
from desktop.domain.values import Part

_NOTE, _ADDENDUM = b"cv1/note", b"cv1/note-addendum"
_NOT_DIGESTED = frozenset({"seal", "addenda"})


class Verdict(StrEnum):
    """What a look at a signed text found."""

    UNCHANGED = "unchanged"
    ALTERED = "altered"  # it is not what was signed
    BROKEN = "broken"  # it is, but something signed before it is not there any more
    UNSEALED = "unsealed"  # closed by a version of the program that made no seals


@dataclass(frozen=True, kw_only=True, repr=False)
class Signed(Part):
    """A signed text: a note, or an addendum to it (counted from 1; 0 is the note itself)."""

    note: Note
    addendum: int
    digest: str
    verdict: Verdict

    @property
    def at(self) -> str:
        """When it was signed."""
        return self.note.addenda[self.addendum - 1].at if self.addendum else self.note.signed_at


def sealed(note: Note, ends: Collection[str]) -> Note:
    """A note whose every field is as it stays, with its seal; `ends` are the ends of the chain of its case."""
    previous = tuple(sorted(ends))
    return replace(note, seal=Seal(previous=previous, digest=_note_digest(note, previous)))


def sealed_addendum(note: Note, addendum: Addendum, ends: Collection[str]) -> Addendum:
    """An addendum to a sealed note, with its seal."""
    previous = tuple(sorted(ends))
    return replace(addendum, seal=Seal(previous=previous, digest=_addendum_digest(note, addendum, previous)))


def ends(notes: Iterable[Note]) -> tuple[str, ...]:
    """The digests after which nothing was signed yet in this case."""
    seals = [seal for note in notes for seal in _seals(note)]
    followed = {digest for seal in seals for digest in seal.previous}
    return tuple(sorted({seal.digest for seal in seals} - followed))


def chain(notes: Iterable[Note]) -> tuple[Signed, ...]:
    """All that was signed in one case, in the order of signing, each compared with its seal and its seal with those before it."""
    notes = tuple(note for note in notes if note.signed_at)
    known = {seal.digest for note in notes for seal in _seals(note)}
    found = [signed for note in notes for signed in _signed(note, known)]
    return tuple(sorted(found, key=lambda signed: (signed.at, signed.addendum)))


def canonical(fields: Mapping[str, object]) -> bytes:
    """The JSON that is digested: keys sorted, no spaces, UTF-8, nothing that is empty."""
    return json.dumps(_without_empty(fields), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _signed(note: Note, known: Collection[str]) -> Iterable[Signed]:
    if note.seal is None:
        yield Signed(note=note, addendum=0, digest="", verdict=Verdict.UNSEALED)
    else:
        yield Signed(note=note, addendum=0, digest=note.seal.digest,
                     verdict=_judged(note.seal, _note_digest(note, note.seal.previous), known))  # fmt: skip
    for number, addendum in enumerate(note.addenda, start=1):
        seal, earlier = addendum.seal, note.addenda[: number - 1]
        if seal is None:
            # A sealed note takes no addendum without a seal.
            yield Signed(note=note, addendum=number, digest="", verdict=Verdict.ALTERED if note.seal else Verdict.UNSEALED)
        elif any(other == addendum or other.at > addendum.at for other in earlier):
            yield Signed(note=note, addendum=number, digest=seal.digest, verdict=Verdict.ALTERED)
        else:
            yield Signed(note=note, addendum=number, digest=seal.digest,
                         verdict=_judged(seal, _addendum_digest(note, addendum, seal.previous), known))  # fmt: skip


def _judged(seal: Seal, digest: str, known: Collection[str]) -> Verdict:
    if seal.digest != digest:
        return Verdict.ALTERED
    return Verdict.UNCHANGED if all(each in known for each in seal.previous) else Verdict.BROKEN


def _seals(note: Note) -> Iterable[Seal]:
    return (seal for seal in (note.seal, *(addendum.seal for addendum in note.addenda)) if seal is not None)


def _note_digest(note: Note, previous: Iterable[str]) -> str:
    fields = {name: value for name, value in vars(note).items() if name not in _NOT_DIGESTED}
    return _digest(_NOTE, previous, fields)


def _addendum_digest(note: Note, addendum: Addendum, previous: Iterable[str]) -> str:
    fields = {name: value for name, value in vars(addendum).items() if name not in _NOT_DIGESTED}
    # One to a note that was closed before there were seals stands on its id alone.
    return _digest(_ADDENDUM, previous, {**fields, "note": note.seal.digest if note.seal else note.id})


def _digest(what: bytes, previous: Iterable[str], fields: Mapping[str, object]) -> str:
    before = b"".join(digest.encode() + b"\n" for digest in previous)
    return hashlib.sha256(what + b"\n" + before + canonical(fields)).hexdigest()


def _without_empty(value: object) -> object:
    if isinstance(value, Part):
        value = vars(value)
    if isinstance(value, Mapping):
        kept = {name: _without_empty(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if each not in (None, "", 0, False, [], {})}
    if isinstance(value, list | tuple):
        return [_without_empty(each) for each in value]
    return value
