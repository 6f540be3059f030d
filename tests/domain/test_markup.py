"""Light markup: read line by line, and put on or taken off by one key."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import markup
from desktop.domain.markup import Kind


def test_lines_are_read_for_what_they_are():
    read = [markup.line(text) for text in ("- раз **два**", "2) три", "> «нет»", ">нет", "просто ** не жирно **", "-5 градусов")]

    assert [each.kind for each in read] == [Kind.ITEM, Kind.NUMBER, Kind.QUOTE, Kind.QUOTE, Kind.PLAIN, Kind.PLAIN]
    assert [each.mark for each in read] == ["•", "2)", "", "", "", ""]
    assert read[0].pieces == (("раз ", False), ("два", True))
    assert read[4].pieces == (("просто ** не жирно **", False),)


def test_bold_is_put_on_and_taken_off_and_keeps_what_a_line_begins_with():
    assert markup.toggled_bold("- ждать ответа\nи **не** ехать ") == "- **ждать ответа**\n**и не ехать** "
    assert markup.toggled_bold("- **ждать ответа**\n**и не ехать** ") == "- ждать ответа\nи не ехать "


def test_a_list_and_a_quote_take_the_place_of_each_other():
    assert markup.toggled_lead("раз\n\nдва", markup.ITEM) == "- раз\n\n- два"
    assert markup.toggled_lead("- раз\n- два", markup.QUOTE) == "> раз\n> два"
    assert markup.toggled_lead("> раз\n> два", markup.QUOTE) == "раз\nдва"


def test_a_list_goes_on_in_the_next_line():
    assert [markup.next_lead(text) for text in ("- раз", "9. раз", "> раз", "раз")] == ["- ", "10. ", "> ", ""]


@settings(max_examples=40)
@given(st.text(alphabet="аб *->1. \n", max_size=40))
def test_no_letter_is_lost_whatever_was_typed(text):
    bare = str.maketrans("", "", "*->1. \n")

    assert markup.plain(text).translate(bare) == text.translate(bare)
    assert markup.toggled_bold(text).translate(bare) == text.translate(bare)
    assert markup.toggled_lead(text, "- ").translate(bare) == text.translate(bare)
