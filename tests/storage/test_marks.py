"""Which letters of a text are marked as found."""

import pytest

from desktop.storage.marks import Marker, in_sight


def _marked(text: str, words: str, *phrases: str) -> list[str]:
    return [text[start:end] for start, end in Marker(words, phrases).spans(text)]


@pytest.mark.parametrize(
    ("words", "text", "marked"),
    [
        ("госпит", "Справка из госпиталя, из Госпиталя.", ["госпиталя", "Госпиталя"]),
        ("зеленая елка", "Стоит ЗЕЛЁНАЯ ёлка", ["ЗЕЛЁНАЯ", "ёлка"]),
        ("ёлка", "елка, неёлка", ["елка"]),
        ("человек", "Двое людей видели", ["людей"]),
        ("писал", "Он пишет, я нет", ["пишет"]),
        ("мать", "форма_мать и мать", ["мать", "мать"]),
        ("", "ничего", []),
        ("!?", "ничего !?", []),
    ],
)
def test_words_are_marked_by_their_beginning_and_by_their_other_forms(words: str, text: str, marked: list[str]) -> None:
    assert _marked(text, words) == marked


def test_letters_made_of_two_signs_are_marked_whole_and_at_their_place() -> None:
    text = "Чей\u0306 и\u0306 е\u0308лка е\u0308 ель"

    assert _marked(text, "елка") == ["е\u0308лка"]
    assert _marked(text, "ель") == ["ель"]


def test_a_phrase_is_marked_as_one_and_only_whole() -> None:
    text = "Мать. Мать звонила, вечером звонила мать"

    assert _marked(text, "", "мать звонила") == ["Мать звонила"]
    assert _marked(text, "вечер", "мать звонила") == ["Мать звонила", "вечером"]


def test_a_word_and_a_phrase_that_share_letters_are_marked_once() -> None:
    assert _marked("Мать звонила", "мать", "мать звонила") == ["Мать", " звонила"]


@pytest.mark.parametrize("typed", ["8 900 123-45-67", "+79001234567", "9001234567"])
def test_a_telephone_is_marked_however_it_is_set(typed: str) -> None:
    text = "Тел. +7 (900) 123-45-67, 89001234567, 900 123 45 68"

    assert _marked(text, typed) == ["+7 (900) 123-45-67", "89001234567"]


def test_the_last_four_digits_of_a_telephone_are_marked() -> None:
    assert _marked("900 123-45-67, 4567, 45678", "4567") == ["45-67", "4567"]


def test_a_mark_never_reaches_over_letters_that_are_hidden() -> None:
    assert in_sight([(0, 4), (5, 9), (10, 12)], [(7, 11)]) == [(0, 4)]


def test_the_first_place_is_that_of_a_beginning_before_that_of_another_form() -> None:
    assert Marker("человек").first("Люди. Человек.") == 6
    assert Marker("человек").first("Много людей.") == 6
