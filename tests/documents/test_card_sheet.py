"""A card on paper: everything a colleague needs of it, and nothing of the program."""

import pypdfium2

from desktop.documents.card_sheet import card_sheet

LINES = ("card 1", "Анна", "age1" + "q" * 58, "sign1" + "p" * 58)


def test_the_sheet_holds_name_digits_and_text_on_one_page():
    document = pypdfium2.PdfDocument(card_sheet("Анна", ("12345", "67890"), "\n".join(LINES) + "\n", "ru"))

    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    for line in (*LINES, "12345", "67890"):
        assert line in text
    assert "portfel" not in text.lower()
