"""Hostile texts in every place of every letter: what two readers find on the pages is what was typed, or it was refused by name."""

from desktop.documents import fonts, layout, pages, pdf, templates
from tests.documents.fields_of import letter_with, on_page, same_page, stands_in
from tests.documents.hostile import HOSTILE
from tests.documents.letters import extracted
from tests.documents.pages_of import fonts_of
from tests.torture.counts import count, seeded, tell


def test_every_hostile_text_in_every_place_of_every_letter_comes_out_or_is_refused() -> None:
    random = seeded("hostile text")
    shipped = templates.catalogue()
    chosen = random.sample(shipped, count(3, len(shipped)))
    made = refused = places = 0
    for template in chosen:
        usual, put = letter_with("проба", template)
        there = frozenset(name for name, value in put.items() if stands_in(name, value, on_page(usual)))
        places += len(there)
        for text in random.sample(HOSTILE, count(4, len(HOSTILE))):
            letter, put = letter_with(text, template, only=there)
            if fonts.missing_glyphs(letter, fonts.SERIF):
                refused += 1
                continue
            made += 1
            assert [name for name, value in put.items() if not stands_in(name, value, on_page(letter))] == [], (template.id, text)
            page = pdf.render(layout.blocks(letter))
            sheets = pages.count(page)
            assert same_page(pages.text(page), letter, sheets), (template.id, text)
            assert same_page(extracted(page, "-raw"), letter, sheets), (template.id, text)
            assert all(inside for _name, inside in fonts_of(page)), (template.id, text)

    tell(f"hostile texts: {len(chosen)} documents with {places} places in all, {made} letters read by two readers as they were typed, "
         f"{refused} refused by name, 0 otherwise")  # fmt: skip
