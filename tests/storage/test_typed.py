"""Secrets as people type them."""

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.storage.keys import Keys
from desktop.storage.recovery_words import words_from_entropy
from desktop.storage.typed import other_layout, secret_kind

IDENTITY = Keys(bytes(32), "0b3c6f0e-6f5b-4a52-9c66-1f0f6c1d2e3f").age_identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ghbdtn", "привет"),
        ("Ghbdtn? vbh!", "Привет, мир!"),
        ("[jhjij", "хорошо"),
        ("'nj", "это"),
        ("`;br", "ёжик"),
        ("~KRF", "ЁЛКА"),
        ("<jkmijq pfvjr", "Большой замок"),
        ("gfhjkm@#$^&|1%*()-_=+", 'пароль"№;:?/1%*()-_=+'),
        ("j,]tv", "объем"),
        ('{"}<>', "ХЭЪБЮ"),
        ("hello", "руддщ"),
    ],
)
def test_the_same_keys_on_the_other_layout(one, other):
    assert other_layout(one) == other
    assert other_layout(other) == one


@given(st.text(st.sampled_from(string.ascii_letters + string.digits + string.punctuation + " ")))
def test_back_again_it_is_what_it_was(text):
    # Without a letter nothing tells which layout was on.
    if any(letter.isalpha() for letter in text):
        assert other_layout(other_layout(text)) == text


@given(st.text(st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")))
def test_every_russian_letter_is_a_key(text):
    typed = other_layout(text)

    assert typed.isascii()
    assert other_layout(unicodedata.normalize("NFD", text)) == typed


def test_the_layout_may_change_within_a_passphrase():
    assert other_layout("Hello, привет.") == "Руддщб ghbdtn/"


def test_what_is_on_neither_layout_stays():
    assert other_layout("12 🔑 שלום é") == "12 🔑 שלום é"


@pytest.mark.parametrize("typed", [IDENTITY, IDENTITY.lower(), f"  {IDENTITY}\n", " ".join(IDENTITY[i : i + 6] for i in range(0, 74, 6))])
def test_a_printed_key_is_known_by_its_beginning(typed):
    assert secret_kind(typed) == "key"


@pytest.mark.parametrize("language", ["ru", "en"])
def test_recovery_words_are_known_with_slips_in_them(language):
    words = list(words_from_entropy(bytes(range(32)), language))

    assert secret_kind(" ".join(words)) == "words"
    assert secret_kind("\n".join(word[:4].upper() for word in words)) == "words"
    assert secret_kind(" ".join([*words[:20], "ощипка", "typpo", "x", "ы"])) == "words"


@pytest.mark.parametrize(
    "typed",
    ["", "пароль", "abandon " * 12, "abandon " * 23, "abandon " * 25, "слово и дело " * 8, "age1xyz", "AGE SECRET", "x" * 10_000],
)
def test_all_else_is_a_passphrase(typed):
    assert secret_kind(typed) == "passphrase"
