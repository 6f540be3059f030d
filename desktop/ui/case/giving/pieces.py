"""What can go along with copies, line by line: what it is called there, what it is, how many pages and how large."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.documents.drawing import WITH_PAGES
from desktop.domain.attachments import Attachment
from desktop.domain.giving_out import Purpose, was_handed_in
from desktop.domain.letters import RegisterEntry
from desktop.domain.notes import Note
from desktop.i18n import _, ngettext
from desktop.operations import giving_out
from desktop.operations.giving_out import Offer
from desktop.operations.working_copies import can_be_copied
from desktop.ui import choices
from desktop.ui.parts.day_words import day_typed, moment_words
from desktop.ui.parts.sizes import size_words
from desktop.ui.session import Session

REGISTER, TIMELINE = "register", "timeline"


@dataclass(frozen=True)
class Piece:
    """A line: which thing, what it is called if she calls it nothing else, and what is told of it."""

    id: str
    title: str
    about: str
    content: RegisterEntry | Attachment | Note | None = None  # None is made of many: the register, the timeline
    ticked: bool = False
    size: int = 0

    @property
    def is_for_folders(self) -> bool:
        """Whether it has no pages, so that it can go into a folder alone."""
        return isinstance(self.content, Attachment) and not can_be_copied(self.content)


def pieces(session: Session, case: str, purpose: Purpose, *, with_notes: bool) -> list[Piece]:
    """Everything that can go along: documents, papers, the register, the timeline; signed notes where she wants them."""
    vault = session.vault
    found = [_offered(offer) for offer in giving_out.offers(vault, case, purpose)]
    if any(isinstance(piece.content, RegisterEntry) for piece in found):
        found.append(Piece(REGISTER, _("Documents and what became of them"), _("of the documents that are ticked, from the register")))
    if giving_out.events(vault, case):
        about = _("without talks and judgements of your own")
        found.append(Piece(TIMELINE, _("Timeline"), about, ticked=purpose is Purpose.CLIENT))
    if with_notes:
        found += [_noted(session, note) for note in giving_out.signed_notes(vault, case)]
    return found


def _offered(offer: Offer) -> Piece:
    content = offer.content
    if isinstance(content, RegisterEntry):
        return Piece(content.id, content.title, _of_entry(content), content, offer.ticked)
    return Piece(content.id, _title(offer, content), _of_paper(offer, content), content, offer.ticked, content.size)


def _of_entry(entry: RegisterEntry) -> str:
    told = [_("No. {number}").format(number=entry.number)]
    if entry.withdrawn_on:
        told.append(_("withdrawn"))
    elif entry.archive_copy:
        told.append(_("marked copy for the file"))
    elif entry.stamp_number:
        told.append(_("stamp no. {number}").format(number=entry.stamp_number))
    elif not was_handed_in(entry):
        told.append(_("not handed in"))
    return " · ".join(told)


def _title(offer: Offer, paper: Attachment) -> str:
    """What it is called outside: never by the name of its file, which may tell who and what."""
    if offer.proves is not None:
        answers = offer.proves.answer_paper in {paper.id, *paper.made_of}
        words = _("Answer to: {title}") if answers else _("Mark of receipt: {title}")
        return words.format(title=offer.proves.title)
    kind = choices.word(paper.kind).capitalize()
    return _("{kind} of {day}").format(kind=kind, day=day_typed(paper.day)) if paper.day else kind


def _of_paper(offer: Offer, paper: Attachment) -> str:
    told = [paper.name]
    if paper.is_copy:
        told.append(_("working copy"))
    elif offer.copied:
        told.append(_("a working copy stands for it"))
    if not can_be_copied(paper):
        told.append(_("too large to be drawn: in a folder, as it came") if paper.media_type in WITH_PAGES else _("in a folder, as it came"))
    return " · ".join(told)


def _noted(session: Session, note: Note) -> Piece:
    title = _("Note no. {number}").format(number=note.number) if note.number else _("Note")
    return Piece(note.id, title, _("{when}, with its fingerprint").format(when=moment_words(note.written_at, session.today)), note)


def counted(ticked: list[Piece], pages: Mapping[str, int]) -> str:
    """How much is ticked, as far as it is known."""
    words = [ngettext("{count} thing is ticked", "{count} things are ticked", len(ticked)).format(count=len(ticked))]
    known = sum(pages.get(piece.id, 0) for piece in ticked)
    if known:
        is_all = all(piece.id in pages for piece in ticked)
        said = (
            ngettext("{count} page", "{count} pages", known)
            if is_all
            else ngettext("at least {count} page", "at least {count} pages", known)
        )
        words.append(said.format(count=known))
    size = sum(piece.size for piece in ticked)
    if size:
        words.append(_("papers: {size}").format(size=size_words(size)))
    return ", ".join(words)
