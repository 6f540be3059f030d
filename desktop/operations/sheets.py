"""Sheets that belong to no case."""

from desktop.documents import fonts, pdf, visit_sheet
from desktop.documents.setting import NOTE


def visit_pdf(language: str) -> bytes:
    """What to ask for when somebody comes with a search, as a PDF. Raises FontMissing, PageFailed."""
    return pdf.render(visit_sheet.blocks(language), font=fonts.chosen(), style=NOTE)
