"""Differences: word by word, and both texts can be read out of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.differences import Change, differences

TEXTS = st.lists(st.sampled_from(["ждать", "ответа", " ", "\n", ",", "не", "**", "ехать"]), max_size=14).map("".join)


def test_a_changed_word_is_told_and_not_its_letters():
    pieces = differences("Ждать ответа до 5 мая.", "Ждать решения до 12 мая.")

    assert [(piece.change, piece.text) for piece in pieces] == [
        (Change.SAME, "Ждать"), (Change.GONE, " ответа"), (Change.NEW, " решения"), (Change.SAME, " до"),
        (Change.GONE, " 5"), (Change.NEW, " 12"), (Change.SAME, " мая."),
    ]  # fmt: skip


def test_words_changed_in_a_row_are_one_change():
    assert [piece.text for piece in differences("он не поедет", "она уже уехала")] == ["он не поедет", "она уже уехала"]


@settings(max_examples=40)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_them(before, after):
    pieces = differences(before, after)

    assert "".join(piece.text for piece in pieces if piece.change is not Change.NEW) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.GONE) == after


def test_a_very_long_text_is_compared_line_by_line():
    long = "\n".join(f"строка {number}" for number in range(4000))

    pieces = differences(long, long.replace("строка 1234\n", "строка иная\n"))

    assert [piece.text for piece in pieces if piece.change is not Change.SAME] == ["строка 1234\n", "строка иная\n"]
