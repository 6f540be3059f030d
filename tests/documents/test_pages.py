"""Pages: whatever is typed becomes a page or is refused by name; nothing but the text is in the file."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents import fonts, layout, pages, pdf
from desktop.documents.sheet import recovery_sheet
from desktop.domain.errors import PageFailed
from tests.documents.pages_of import folded, fonts_of, info_of, text_of

LETTER = "> Командиру войсковой части 00001\n\n# Рапорт\n\n{body}\n\n| стрелок\n| рядовой | И. И. Иванов\n| «___» __________ 20__ г.\n"


def render(body: str) -> bytes:
    return pdf.render(layout.blocks(LETTER.format(body=body.replace("{", "{"))))


def test_a_word_of_a_hundred_thousand_letters_becomes_pages() -> None:
    began = time.process_time()
    page = pdf.render(layout.blocks(LETTER.replace("{body}", "ж" * 100_000)))

    assert pages.count(page) > 10
    assert "ж" * 1000 in text_of(page)
    assert time.process_time() - began < 60


@pytest.mark.parametrize(("letter", "name"), [("😀", "GRINNING FACE"), ("\u202e", "RIGHT-TO-LEFT OVERRIDE"), ("א", "HEBREW LETTER ALEF"),
                                              ("\x07", "U+0007"), ("\ud800", "U+D800"), ("漢", "CJK")])  # fmt: skip
def test_a_character_that_cannot_be_shown_is_refused_by_name(letter: str, name: str) -> None:
    (missing,) = fonts.missing_glyphs(f"слово {letter} слово", fonts.SERIF)

    assert name in missing


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_the_layout(text: str) -> None:
    page = pdf.render(layout.blocks(fonts.shown(text, fonts.SERIF)))

    assert pages.count(page) >= 0


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=1, max_value=60), st.integers(min_value=1, max_value=40))
def test_a_signature_never_stands_alone_and_is_never_split(lines: int, words: int) -> None:
    body = "\n".join("слово " * words for _ in range(lines))
    page = pdf.render(layout.blocks(LETTER.replace("{body}", body), second_copy=True))

    with_signature = [number for number in range(pages.count(page)) if "Иванов" in _page_text(page, number)]
    (number,) = with_signature
    text = _page_text(page, number)
    assert "стрелок" in text
    assert "20__" in text
    assert "слово" in text


def _page_text(page: bytes, number: int) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(page)
    try:
        return str(document[number].get_textpage().get_text_bounded())
    finally:
        document.close()


def test_the_same_letter_is_the_same_bytes() -> None:
    assert render("Прошу.") == render("Прошу.")


def test_what_was_set_before_changes_nothing_in_a_letter() -> None:
    usual, strange = "# Рапорт\n\nДокладываю, что здоров.", "# Ѣ, Ө, Ѵ\n\nSéance à Ўзбек, Қаз, Ғ: 5 € † Ѳ."
    first = pdf.render(layout.blocks(usual))

    between = pdf.render(layout.blocks(strange))
    again = pdf.render(layout.blocks(usual))

    assert again == first
    fonts.family.cache_clear()  # a typeface that has cut nothing yet
    assert pdf.render(layout.blocks(strange)) == between
    assert text_of(between) == folded(strange.replace("# ", ""))


def test_every_usual_letter_comes_out_in_every_typeface() -> None:
    for font in fonts.available():
        assert text_of(pdf.render(layout.blocks(f"= {fonts.ALPHABET}"), font=font)) == folded(f"={fonts.ALPHABET}")


def test_bytes_stand_in_the_file_as_bytes() -> None:
    made = pdf.render(layout.blocks("# Рапорт\n\nТекст."))

    assert b"ASCII85Decode" not in made
    assert made.count(b"FlateDecode") >= 3  # a page, two typefaces


def test_the_file_says_nothing_about_itself() -> None:
    page = render("Прошу.")
    info = info_of(page)

    assert info["Title"] == "Document"
    assert not {"Author", "Creator", "Producer", "CreationDate", "ModDate", "Subject", "Keywords"} & set(info)
    assert b"ReportLab" not in page
    assert str(Path.home()).encode() not in page


@pytest.mark.parametrize("font", [fonts.SERIF, fonts.PT_SERIF])
def test_every_typeface_is_inside_and_no_other(font: str) -> None:
    page = pdf.render(layout.blocks(LETTER.replace("{body}", "# не заголовок\nПрошу.")), font=font)

    assert fonts_of(page)
    assert all(inside for _, inside in fonts_of(page))
    assert not [name for name, _ in fonts_of(page) if "Helvetica" in name or "Courier" in name]


def test_a_later_page_has_its_number_and_the_first_has_none() -> None:
    page = render("\n".join(["Прошу рассмотреть. " * 20] * 12))

    assert _page_text(page, 1).strip().splitlines()[0].strip() == "2" or "2" in _page_text(page, 1)[:5] + _page_text(page, 1)[-5:]
    assert not _page_text(page, 0).strip().startswith("1\n")


def test_the_recovery_sheet_is_one_page_with_words_and_key() -> None:
    words = tuple(f"слово{number}" for number in range(24))
    key = "AGE-SECRET-KEY-1" + "Q" * 58

    page = recovery_sheet(words, key, "ru")

    assert pages.count(page) == 1
    assert all(word in text_of(page) for word in words)
    assert folded(key) in text_of(page)
    assert "Portfel" not in text_of(page)


@pytest.mark.parametrize("bad", [b"", b"x", b"%PDF-1.4", bytes(5000)])
def test_what_is_no_pdf_is_said_without_a_fall(bad: bytes) -> None:
    with pytest.raises(PageFailed):
        pages.count(bad)


def test_a_huge_scale_gives_a_picture_that_fits_in_memory() -> None:
    picture = pages.picture(render("Прошу."), 0, 1000)

    assert picture.wide * picture.high <= 1.1 * pages.MOST_PIXELS
    assert len(picture.data) == picture.wide * picture.high * 3


def test_a_page_that_is_not_there_is_said() -> None:
    with pytest.raises(PageFailed):
        pages.picture(render("Прошу."), 5, 1)


def test_what_stands_on_a_page_is_found_with_its_place_even_where_a_word_is_broken() -> None:
    page = render("Докладываю, что прохожу службу в должности стрелка мотострелкового отделения мотострелкового взвода. " * 4)
    word = "должности"

    found = pages.found(page, lambda text: [(match.start(), match.end()) for match in re.finditer(word, text)])

    assert len(found) == 4
    ((wide, high),) = pages.sizes(page)
    assert any(len(boxes) == 2 for _number, boxes in found), "no word was broken: the text must be a longer one"
    for number, boxes in found:
        assert number == 0
        for left, top, right, bottom in boxes:
            assert 0 < left < right < wide
            assert 0 < top < bottom < high
            assert bottom - top < 40


def test_nothing_is_found_on_a_page_of_other_words() -> None:
    assert pages.found(render("Докладываю."), lambda _text: []) == ()
