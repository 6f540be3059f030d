"""A card on paper: its name, the digits to compare by voice, and a QR code. It names no program and no profession."""

from collections.abc import Sequence

from desktop.documents import fonts, pdf
from desktop.documents.setting import MM
from desktop.documents.sheet import Page

_TEXTS = {
    "ru": {"compare": "Сверьте эти цифры голосом, прежде чем что-нибудь передать:", "text": "Карточка текстом"},
    "en": {"compare": "Compare these digits by voice before you entrust anything to this card:", "text": "The card as text"},
}


def card_sheet(name: str, digits: Sequence[str], text: str, language: str) -> bytes:
    """The card as a PDF of one page. Raises FontMissing, PageFailed."""
    texts = _TEXTS[language if language in _TEXTS else "en"]
    page = Page(fonts.family(fonts.chosen()))
    page.line(name, 18, bold=True, down=8 * MM)
    page.text(texts["compare"], 12, down=6 * MM)
    page.line("  ".join(digits), 20, bold=True, down=5 * MM)
    page.square(text)
    page.line(texts["text"], 13, bold=True, down=9 * MM)
    for line in text.splitlines():
        page.line(line, 11, down=2 * MM)
    return pdf.draw(page.family, [page.drawing])
