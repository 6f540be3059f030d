"""Cards: carried as text, compared by voice, and never taken for another."""

import bech32
import pytest

from desktop.domain.errors import BadInput, FileTooNew
from desktop.domain.transfers import OwnCard, hidden_signs, shown
from desktop.storage import cards
from desktop.storage.cards import Card

OWN = OwnCard(
    id="own-card", name="Анна", sealing="AGE-SECRET-KEY-1NL6P696FLW7AU7QXLTD6DZC7E8JAD5SF6MZZZNC345SJQAQF00CSASUVKR", signing="07" * 32
)
TEXT = """card 1
Анна
age1nzu8rs5zrxvme5xng0fyaycgq3flwghmm4zxrg3ql3n5m9gp0y9q5yru0w
sign1af9xcclzn3fq40h42pa3xtk9lx25wa4wh6l8hyjzrm4xj9zx6gkqvxp2uj
"""


def test_a_card_is_these_four_lines_and_these_digits():
    card = cards.of_own(OWN)

    assert cards.text_of(card) == TEXT
    assert cards.fingerprint(card) == ("34583", "59494", "15006", "05818", "52564", "91411")


def test_what_was_typed_in_groups_and_capitals_is_read():
    lines = TEXT.upper().splitlines()
    typed = "\ufeff\n" + "\r\n".join((lines[0], lines[1].title(), lines[2][:30] + " " + lines[2][30:], "", lines[3][:20], lines[3][20:]))

    assert cards.from_text(typed) == cards.of_own(OWN)


def key(name: str, data: bytes) -> str:
    return bech32.bech32_encode(name, bech32.convertbits(data, 8, 5))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "form"),
        ("x" * 10_000, "form"),
        (TEXT.replace("card 1", "cart 1"), "form"),
        (TEXT.replace("Анна\n", ""), "form"),
        (TEXT.replace("age1", "age2"), "form"),
        (TEXT + "more", "form"),
        (TEXT.replace("Анна", "А\u202eнна"), "name"),
        (TEXT.replace("Анна", "А" * 61), "name"),
        (TEXT.replace("0y9q5", "0y9q4"), "checksum"),
        (TEXT.replace("af9xc", "af9xq"), "checksum"),
        # A point with which every exchange ends in the same secret.
        (f"card 1\nАнна\n{key('age', bytes(32))}\n{TEXT.splitlines()[3]}", "checksum"),
    ],
)
def test_what_is_no_card_is_refused(text: str, reason: str):
    with pytest.raises(BadInput) as refused:
        cards.from_text(text)

    assert (refused.value.field, refused.value.reason) == ("card", reason)


def test_a_newer_card_is_called_newer():
    with pytest.raises(FileTooNew):
        cards.from_text(TEXT.replace("card 1", "card 2"))


def test_a_signature_is_that_of_one_card_and_one_message():
    card, signed = cards.of_own(OWN), cards.signature(OWN, b"message")

    assert cards.is_signed(card, b"message", signed)
    assert not cards.is_signed(card, b"Message", signed)
    assert not cards.is_signed(card, b"message", bytes(64))
    assert not cards.is_signed(Card("Анна", card.sealing, "ab" * 32), b"message", signed)


def test_signs_nobody_sees_are_found_and_written_out():
    assert hidden_signs("Прошу\n\tи") == ()
    assert hidden_signs("а\u202eб\u2066в\x07") == ("\u202e", "\u2066", "\x07")
    assert shown("а\u202eб") == "а[U+202E]б"
