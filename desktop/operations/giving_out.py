"""Giving out copies of one case: what is offered for it, and what the register and the journal keep of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput
from desktop.domain.events import Event
from desktop.domain.giving_out import Purpose, copied, goes_along, originals_of, paper_goes_along, proofs, told_outside
from desktop.domain.journal import Deed
from desktop.domain.letters import RegisterEntry, WayOut
from desktop.domain.notes import Note
from desktop.domain.people import Person, Role
from desktop.domain.units import Unit
from desktop.operations import journal, letters, timeline
from desktop.storage import people, records, register
from desktop.storage.vault import Vault

_NAME = re.compile(r"[\w-][\w -]{0,58}[\w-]|[\w-]")
# Names that FAT and Windows keep for themselves.
_KEPT = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


@dataclass(frozen=True, repr=False)
class Offer:
    """A document or a paper that can go along, and whether it is ticked before she looked.

    `proves` is the document whose stamp or answer a paper shows; `copied`: a working copy goes in its place.
    """

    content: RegisterEntry | Attachment
    ticked: bool
    proves: RegisterEntry | None = None
    copied: bool = False

    @property
    def id(self) -> str:
        """Which one it is."""
        return self.content.id


def offers(vault: Vault, case: str, purpose: Purpose) -> list[Offer]:
    """What can go along: approved documents in the order they were approved, then papers. A draft never can."""
    entries = list(reversed(register.entries(vault, case)))
    every = records.of_case(vault, Attachment, case)
    corrected, with_copy, proving = {entry.corrects for entry in entries}, copied(every), proofs(entries)
    client = people.by_role(vault, case).get(Role.CLIENT)
    done = [Offer(entry, goes_along(entry, purpose, corrected=entry.id in corrected)) for entry in entries]
    sent = {offer.id for offer in done if offer.ticked}
    proves_sent, known = {paper for paper, entry in proving.items() if entry.id in sent}, {paper.id: paper for paper in every}
    his = client.id if client else ""
    for paper in every:
        behind = originals_of(paper, known)
        ticked = paper_goes_along(paper, purpose, copied=with_copy, proving=proves_sent, client=his, behind=behind)
        proved = (proving.get(id_) for id_ in (paper.id, *paper.made_of))
        done.append(Offer(paper, ticked, next(filter(None, proved), None), paper.id in with_copy))
    return done


def originals(vault: Vault, case: str, chosen: Sequence[Attachment]) -> dict[str, tuple[Attachment, ...]]:
    """The sealed originals behind papers, by the ids of these."""
    every = {paper.id: paper for paper in records.of_case(vault, Attachment, case)}
    return {paper.id: originals_of(paper, every) for paper in chosen}


def signed_notes(vault: Vault, case: str) -> list[Note]:
    """The notes that are closed for good and have a fingerprint: no other ever leaves."""
    return [note for note in records.of_case(vault, Note, case) if note.signed_at and note.seal is not None]


def events(vault: Vault, case: str) -> list[Event]:
    """What may stand on a timeline that is given out."""
    return told_outside(timeline.happenings(vault, case))


def others(vault: Vault, case: str) -> list[Person]:
    """Everybody of the case but the client: their names are left out of what is told, unless she wants them."""
    found = [person for party, person in people.of_case(vault, case) if party.role is not Role.CLIENT]
    at = records.find(vault, Case, case)
    unit = records.find(vault, Unit, at.unit) if at and at.unit else None
    in_office = (records.find(vault, Person, office.person) for office in unit.commanders) if unit else ()
    return found + [person for person in in_office if person is not None]


def note_given(vault: Vault, case: str, contents: Sequence[RegisterEntry | Attachment | Note], way: WayOut) -> None:
    """Note that copies left: in the register for each document, in the journal for each thing, by its id alone."""
    with vault.transaction():
        letters.hand_all_over(vault, [each for each in contents if isinstance(each, RegisterEntry)], way)
        for each in contents:
            if not isinstance(each, RegisterEntry):
                journal.note(vault, Deed.SAVED, case=case, subject=each.id)
        journal.note(vault, Deed.SAVED, case=case)


def target(folder: Path, name: str, ending: str = "") -> Path:
    """The file or folder to be written. Raises BadInput("giving", "name") where a stick or Windows could not take the name."""
    stem = name.strip().removesuffix(ending)
    if not _NAME.fullmatch(stem) or _KEPT.fullmatch(stem) or len(stem.encode()) > 100:
        raise BadInput("giving", "name")
    return folder / f"{stem}{ending}"
