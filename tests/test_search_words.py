"""What the page of help says of the search box, and what is said of a line that was not understood."""

from datetime import date

import pytest

from desktop import i18n, search_words
from desktop.domain.asked import Doubt, Doubtful, Field, parsed

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_field_is_told_and_its_example_is_understood(language: str) -> None:
    i18n.speak(language)
    rows = search_words.help_rows()

    understood = [parsed(example, TODAY) for example, _ in rows]
    assert {piece.field for asked in understood for piece in asked.pieces} == {None, *Field}
    assert all(asked.narrows or asked.left_out or asked.closed or asked.old for asked in understood)
    assert {doubtful.doubt for asked in understood for doubtful in asked.doubts} == {Doubt.NOTHING_WANTED}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_doubt_has_one_sentence_with_what_was_typed(language: str) -> None:
    i18n.speak(language)
    for doubt in Doubt:
        sentence = search_words.doubt_sentence(Doubtful(doubt=doubt, text="фуу"))

        assert sentence.endswith(".")
        assert "{" not in sentence
        assert ("фуу" in sentence) == (doubt not in {Doubt.ENDS_BEFORE_IT_BEGINS, Doubt.NOTHING_WANTED})
