"""Telephone numbers: however they are written, one is found by its end."""

import pytest

from desktop.domain.phones import as_words, bare, last_four, may_be_one


@pytest.mark.parametrize("written", ["8 900 123-45-67", "+7 (900) 123 45 67", "79001234567", "900 123 45 67", "8(900)1234567"])
def test_one_number_written_five_ways_is_one(written):
    assert bare(written) == "79001234567"
    assert last_four(written) == "4567"
    assert may_be_one(written, "+7 900 123-45-67")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("4567", "8 900 123-45-67", True),
        ("23-45-67", "8 900 123-45-67", True),
        ("8 901 123-45-67", "8 900 123-45-67", False),
        ("567", "8 900 123-45-67", False),
        ("", "", False),
        ("мать", "8 900 123-45-67", False),
    ],
)
def test_what_is_known_of_both_must_agree_and_be_enough(one, other, same):
    assert may_be_one(one, other) is same
    assert may_be_one(other, one) is same


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("4567", ("4567",)),
        ("45-67", ("4567",)),
        ("123-45-67", ("4567",)),
        ("8 900 123 45 67", ("79001234567", "9001234567", "89001234567")),
        ("9001234567", ("79001234567", "9001234567", "89001234567")),
        ("12345", ()),  # a unit
        ("26-KQTRA", ()),
        ("10 дней", ()),
        ("123 20 26", ("2026",)),
        ("123 2026", ("2026",)),
        ("12.05.2026", ()),  # a day, and the number of an order
        ("2026-05-12", ()),
        ("15/2024", ()),
        ("567", ()),
        ("", ()),
    ],
)
def test_what_looks_like_a_number_is_looked_for_as_one(typed, words):
    assert as_words(typed) == words
