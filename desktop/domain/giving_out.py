"""Giving out copies of one case: for whom, what goes along if she says nothing else, and what never does."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.events import Event, EventKind
from desktop.domain.letters import Channel, RegisterEntry


class Purpose(StrEnum):
    """For whom the copies are."""

    COURT = "court"
    CLIENT = "client"


# What she did and thought is nobody's but hers: when they spoke, how she judged the danger, what is aimed at, who was told.
_INTERNAL = frozenset({EventKind.CONSULTATION, EventKind.CONTACT, EventKind.STANDING, EventKind.GOAL, EventKind.DISCLOSURE})
_OF_OTHERS = frozenset({PaperKind.WITNESS_NOTE})


def told_outside(events: Iterable[Event]) -> list[Event]:
    """The events that may stand on a timeline that is given out."""
    return [event for event in events if event.kind not in _INTERNAL]


def was_handed_in(entry: RegisterEntry) -> bool:
    """Whether a document went to somebody, or was turned away there: a stamp, a day, a receipt or a way says so."""
    told = entry.handed_on or entry.stamp_number or entry.refused_on or entry.post_receipt
    return bool(told) or entry.handed_in is not Channel.UNKNOWN


def goes_along(entry: RegisterEntry, purpose: Purpose, *, corrected: bool) -> bool:
    """Whether a document is ticked before she looked: what is past its time, withdrawn, or was replaced before it went out, is not."""
    if entry.archive_copy or entry.withdrawn_on:
        return False
    return was_handed_in(entry) or (purpose is Purpose.CLIENT and not corrected)


def proofs(entries: Iterable[RegisterEntry]) -> dict[str, RegisterEntry]:
    """The papers that prove what became of documents, by their ids: the scan of a stamp, an answer."""
    return {paper: entry for entry in entries for paper in (entry.scan, entry.answer_paper) if paper}


def paper_goes_along(
    paper: Attachment,
    purpose: Purpose,
    *,
    copied: Collection[str],
    proving: Collection[str],
    client: str = "",
    behind: Iterable[Attachment] = (),
) -> bool:
    """Whether a paper is ticked before she looked. `copied` are the papers that have a working copy, which goes in their place.

    For a court those alone that prove the sending of a document that is ticked; for the client his own, and nobody else's, which holds
    for the papers `behind` a working copy, too: it says of itself what its first page was.
    """
    if paper.id in copied:
        return False
    if purpose is Purpose.COURT:
        return paper.id in proving or any(source in proving for source in paper.made_of)
    return all(each.kind not in _OF_OTHERS and each.person in {"", client} for each in (paper, *behind))


def copied(papers: Iterable[Attachment]) -> frozenset[str]:
    """The papers that a working copy was made of."""
    return frozenset(source for paper in papers for source in paper.made_of)


def originals_of(paper: Attachment, papers: Mapping[str, Attachment]) -> tuple[Attachment, ...]:
    """What lies behind a paper, as it came: itself, or what a working copy was made of, as far as it is still there."""
    found, waiting, seen = list[Attachment](), [paper], set[str]()
    while waiting:
        each = waiting.pop(0)
        if each.id in seen:
            continue
        seen.add(each.id)
        if each.is_copy:
            waiting[:0] = (papers[id_] for id_ in each.made_of if id_ in papers)
        else:
            found.append(each)
    return tuple(found)
