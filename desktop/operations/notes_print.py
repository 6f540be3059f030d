"""A consultation note as pages."""

from desktop.documents import fonts, note, pdf
from desktop.documents.blocks import Block, Heading, Paragraph, Tick, Title
from desktop.documents.setting import NOTE
from desktop.domain.cases import Case
from desktop.domain.notes import Note
from desktop.i18n import LANGUAGES
from desktop.storage import records, settings
from desktop.storage.vault import Vault


def note_pdf(vault: Vault, printed: Note) -> bytes:
    """The note as a PDF, in the language it is kept in. Characters the typeface lacks are boxes. Raises FontMissing, PageFailed."""
    case = records.get(vault, Case, printed.case)
    language = printed.language if printed.language in LANGUAGES else "ru"
    about = note.About(case_number=case.number, pseudonym=case.pseudonym, lawyer=settings.read(vault, "lawyer.name"),
                       zone="", language=language)  # fmt: skip
    font = fonts.chosen()
    blocks = tuple(_shown(block, font) for block in note.blocks(printed, about))
    return pdf.render(blocks, font=font, style=NOTE, footer=note.footer(settings.read(vault, "lawyer.status"), language))


def _shown(block: Block, font: str) -> Block:
    if isinstance(block, Tick):
        return Tick(fonts.shown(block.text, font), ticked=block.ticked)
    if isinstance(block, Title | Heading | Paragraph):
        return type(block)(fonts.shown(block.text, font))
    return block
