"""Passphrases: drawn by lot, and judged as somebody judges who guesses them."""

import time

import pytest

from desktop.operations.passphrases import BITS, bits, six_words

GUESSED = [
    "пароль", "Пароль1", "ghbdtn", "привет", "privet", "йцукен", "qwerty", "йцукенгшщз", "1234567890", "aaaaaaaaaaaaaaaaaaaa",
    "Саша1987", "12.05.1987", "любовь навсегда", "я люблю тебя", "Qwerty123!", "собака собака собака собака", "п@р0ль", "🔑",
]  # fmt: skip


@pytest.mark.parametrize("weak", GUESSED)
def test_what_people_choose_is_worth_little_in_either_language(weak):
    assert bits(weak) < 38


@pytest.mark.parametrize("language", ["ru", "en"])
def test_six_words_by_lot_are_worth_what_the_lot_gives_and_no_more(language):
    for _ in range(20):
        assert 30 < bits(six_words(language)) <= BITS


def test_the_keyboard_layout_makes_no_difference():
    assert bits("ghbdtn vbh") == bits("привет мир")


def test_the_words_are_drawn_anew_each_time():
    assert len({six_words("ru") for _ in range(50)}) == 50


def test_nothing_is_worth_nothing():
    assert bits("") == 0


@pytest.mark.parametrize("odd", ["x" * 5000, "שלום", "'; drop table --", "\x00", "a" * 40 + "б" * 40])
def test_whatever_is_typed_is_judged_at_once(odd):
    bits("warm")
    began = time.process_time()

    assert bits(odd) >= 0
    assert time.process_time() - began < 5
