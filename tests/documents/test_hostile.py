"""Two hundred hostile texts: what comes out of a page is what was typed, or the character was refused by name."""

import unicodedata

import pytest

from desktop.documents import fonts, gate, layout, pages, pdf, templates
from tests.documents.fields_of import TODAY, folded, letter_with, on_page, same_page, stands_in
from tests.documents.hostile import HOSTILE
from tests.documents.letters import extracted
from tests.documents.pages_of import fonts_of

# A complaint to the military court: it has a field of every kind, and places for the client, the unit and the lawyer.
COURT = "r12"


def refused(text: str) -> tuple[str, ...]:
    findings = gate.check(
        text=text, template=templates.find(COURT), doubtful=(), explained=(), letter_date=None, today=TODAY, font=fonts.SERIF
    )  # fmt: skip
    return tuple(finding.where for finding in findings if finding.code == "glyph" and finding.blocking)


def line(text: str) -> str:
    # A word goes before: a line that begins with a mark of the layout is what the mark says.
    return f"Слово {text}"


SHOWN = [text for text in HOSTILE if not fonts.missing_glyphs(text, fonts.SERIF)]
REFUSED = [text for text in HOSTILE if text not in SHOWN]


def test_there_are_two_hundred_and_every_kind_of_them():
    assert len(set(HOSTILE)) >= 200
    assert len(SHOWN) >= 150
    assert len(REFUSED) >= 75
    categories = {unicodedata.category(letter) for text in HOSTILE for letter in text}
    assert {"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me", "Zl", "Zp", "So"} <= categories


@pytest.mark.parametrize("some", [HOSTILE[start::10] for start in range(10)], ids=range(10))
def test_what_is_read_out_of_a_page_is_what_was_typed_or_it_was_refused_by_name(some):
    for text in some:
        named = refused(line(text))
        if named:
            letters = [chr(int(name.removeprefix("U+").split()[0], 16)) for name in named]
            assert set(letters) <= set(unicodedata.normalize("NFC", text)), text
            continue
        page = pdf.render(layout.blocks(line(text)))
        assert same_page(pages.text(page), line(text), pages.count(page)), text


def test_another_reader_finds_the_same_and_every_typeface_is_inside():
    text = "\n".join(map(line, SHOWN))
    page = pdf.render(layout.blocks(text))

    assert same_page(extracted(page, "-raw"), text, pages.count(page))
    assert fonts_of(page)
    assert all(inside for _name, inside in fonts_of(page))


def test_the_preview_of_what_is_refused_shows_a_mark_for_each_sign():
    text = fonts.shown("\n".join(map(line, REFUSED)), fonts.SERIF)

    assert text.count("□") > len(REFUSED)
    assert folded(pages.text(pdf.render(layout.blocks(text)))).count("□") == text.count("□")


def test_a_hostile_text_stands_whole_in_every_kind_of_field():
    template = templates.find(COURT)
    usual, put = letter_with("проба", template)
    places = frozenset(name for name, value in put.items() if stands_in(name, value, on_page(usual)))
    assert {name.split(".", maxsplit=1)[0] for name in places} >= {"field", "client", "unit", "lawyer"}

    for text in HOSTILE:
        letter, put = letter_with(text, template, only=places)
        if refused(letter):
            continue
        page = on_page(letter)
        assert [name for name, value in put.items() if not stands_in(name, value, page)] == [], text


def test_a_mark_that_stands_twice_over_one_letter_is_refused_and_once_is_not():
    assert fonts.missing_glyphs("а\u0301\u0301", fonts.SERIF) == ("U+0301 COMBINING ACUTE ACCENT",)
    assert fonts.missing_glyphs("а\u0301 и\u0301 а\u0301", fonts.SERIF) == ()
