"""Consultation notes as pages: one, or several with a list of contents; and as text."""

from collections.abc import Sequence

from desktop.documents import bundle, fonts, note, pdf, plain_blocks
from desktop.documents.blocks import Block, Heading, Marked, Paragraph, Tick, Title
from desktop.documents.bundle import Piece
from desktop.documents.pdf import Drawing
from desktop.documents.setting import NOTE
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput
from desktop.domain.notes import Note
from desktop.i18n import LANGUAGES
from desktop.operations import law
from desktop.storage import records, settings
from desktop.storage.vault import Vault


def note_pdf(vault: Vault, printed: Note) -> bytes:
    """The note as a PDF, in the language it is kept in. Characters the typeface lacks are boxes. Raises FontMissing, PageFailed."""
    return pdf.draw(fonts.family(fonts.chosen()), drawings(vault, printed))


def set_pdf(vault: Vault, printed: Sequence[Note]) -> bytes:
    """Several notes as one PDF, in their order, with contents and page numbers that go through; of one alone, just that.

    Raises BadInput("notes", "empty"), FontMissing, PageFailed.
    """
    if not printed:
        raise BadInput("notes", "empty")
    if len(printed) == 1:
        return note_pdf(vault, printed[0])
    pieces = [Piece(note.contents_line(each, _language(each)), drawings(vault, each)) for each in printed]
    return bundle.render(pieces, separators=False, font=fonts.chosen())


def note_text(vault: Vault, printed: Note) -> str:
    """All that the printed note says, as text, in the language it is kept in."""
    return "\n".join(plain_blocks.lines(_blocks(vault, printed, pseudonym=True)))


def drawings(vault: Vault, printed: Note, *, pseudonym: bool = True) -> list[Drawing]:
    """The pages of a note; the pseudonym is a code word as well, and stays away from what is given out. Raises FontMissing."""
    language, font = _language(printed), fonts.chosen()
    blocks = tuple(_shown(block, font) for block in _blocks(vault, printed, pseudonym=pseudonym))
    return pdf.drawings(blocks, font=font, style=NOTE, footer=note.footer(settings.read(vault, "lawyer.status"), language))


def _blocks(vault: Vault, printed: Note, *, pseudonym: bool) -> tuple[Block, ...]:
    case = records.get(vault, Case, printed.case)
    language = _language(printed)
    called = law.called(vault, printed.norms, language)
    about = note.About(case_number=case.number, pseudonym=case.pseudonym if pseudonym else "", lawyer=settings.read(vault, "lawyer.name"),
                       zone="", language=language, norms=called)  # fmt: skip
    return note.blocks(printed, about)


def _language(printed: Note) -> str:
    return printed.language if printed.language in LANGUAGES else "ru"


def _shown(block: Block, font: str) -> Block:
    if isinstance(block, Tick):
        return Tick(fonts.shown(block.text, font), ticked=block.ticked)
    if isinstance(block, Marked):
        return Marked(tuple((fonts.shown(piece, font), bold) for piece, bold in block.pieces), mark=block.mark, quoted=block.quoted)
    if isinstance(block, Title | Heading | Paragraph):
        return type(block)(fonts.shown(block.text, font))
    return block
