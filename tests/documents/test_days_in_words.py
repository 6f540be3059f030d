"""Days in Russian words."""

import pytest

from desktop.documents import days
from desktop.domain.days import Day


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-06-05", "5 июня 2022 г."),
        ("2022-06-05~", "примерно 5 июня 2022 г."),
        ("2022-04", "апреля 2022 г."),
        ("2022-04-XX", "апреля 2022 г."),
        ("2022", "2022 года"),
        ("2022-04-01/2022-05", "с 1 апреля 2022 г. по май 2022 г."),
        ("../2022-05", "по май 2022 г."),
        ("202X", "2020–2029 гг."),
    ],
)
def test_a_day_is_told_as_well_as_it_is_known(edtf, words):
    assert days.in_words(Day(edtf)) == words


def test_the_preposition_stands_behind_the_doubt():
    assert days.since(Day("2022-04~")) == "примерно с апреля 2022 г."
    assert days.until(Day("2022-04~")) == "примерно по апрель 2022 г."
    assert days.until(Day("2022")) == "по 2022 год"
    assert days.in_words(Day("2022-04"), "prepositional") == "апреле 2022 г."


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2022-06-05", "5 июня 2022 г."),
        ("2022-04", "в апреле 2022 г."),
        ("2022~", "примерно в 2022 году"),
        ("2022-04-01/2022-05", "с 1 апреля 2022 г. по май 2022 г."),
    ],
)
def test_when_something_happened_is_told_with_its_preposition(edtf, words):
    assert days.on(Day(edtf)) == words
