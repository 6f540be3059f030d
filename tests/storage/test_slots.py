"""Slots: several ways to one master key, none of them visible."""

import unicodedata
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import BadInput, WrongSecret
from desktop.storage import header as headers
from desktop.storage import slots
from desktop.storage.header import Header, Kdf
from desktop.storage.keys import passphrase_bytes
from desktop.storage.slots import Secret

VMK = bytes(range(32))
KDF = Kdf(64, 1, 4, bytes(range(16)))  # the least there is: these tests are not about time


@pytest.fixture
def header() -> Header:
    return headers.fresh(KDF)


def test_a_fresh_header_opens_with_nothing(header):
    with pytest.raises(WrongSecret):
        slots.open_with_words(header, bytes(32))
    with pytest.raises(WrongSecret):
        slots.open_with_passphrase(header, b"")


@given(index=st.integers(0, 7), entropy=st.binary(min_size=32, max_size=32), vmk=st.binary(min_size=32, max_size=32))
def test_what_a_slot_was_given_it_gives_back(index, entropy, vmk):
    header = headers.fresh(KDF)

    filled = slots.add(header, index, vmk, slots.words_secret(entropy))

    assert slots.open_with_words(filled, entropy) == (vmk, index)
    assert filled.epoch == header.epoch + 1
    assert [a == b for a, b in zip(filled.slots, header.slots, strict=True)].count(False) == 1


@pytest.mark.parametrize("passphrase", ['о\'кей "да"; -- %s', "пароль йогурт ёж", " ", "x" * 10_000, "שלום", "🔑"])
def test_a_passphrase_opens_however_its_letters_are_composed(header, passphrase):
    decomposed, composed = (passphrase_bytes(unicodedata.normalize(form, passphrase)) for form in ("NFD", "NFC"))

    filled = slots.add(header, 5, VMK, slots.passphrase_secret(header, decomposed))

    assert slots.open_with_passphrase(filled, composed) == (VMK, 5)
    with pytest.raises(WrongSecret):
        slots.open_with_passphrase(filled, composed + b" ")


def test_each_way_in_opens_alone(header):
    words, passphrase = slots.words_secret(bytes(32)), slots.passphrase_secret(header, b"one")
    filled = slots.add(slots.add(header, 2, VMK, words), 6, VMK, passphrase)

    without_words, without_passphrase = slots.remove(filled, 2), slots.remove(filled, 6)

    assert slots.open_with(without_words, passphrase) == (VMK, 6)
    assert slots.open_with(without_passphrase, words) == (VMK, 2)
    with pytest.raises(WrongSecret):
        slots.open_with(without_words, words)
    with pytest.raises(WrongSecret):
        slots.open_with(without_passphrase, passphrase)


def test_two_passphrases_share_one_derivation(header):
    first, second = slots.passphrase_secret(header, b"one"), slots.passphrase_secret(header, b"two")
    filled = slots.add(slots.add(header, 0, VMK, first), 1, VMK, second)

    assert [slots.open_with(filled, secret)[1] for secret in (first, second)] == [0, 1]


def test_the_kinds_are_kept_apart(header):
    material = bytes(32)
    filled = slots.add(header, 0, VMK, Secret(material, "cv1/slot/passphrase"))

    with pytest.raises(WrongSecret):
        slots.open_with_words(filled, material)


def test_a_slot_opens_in_no_other_vault(header):
    filled = slots.add(header, 0, VMK, slots.words_secret(bytes(32)))

    with pytest.raises(WrongSecret):
        slots.open_with_words(replace(headers.fresh(KDF), slots=filled.slots), bytes(32))


def test_a_place_is_drawn_by_lot_among_the_unused(header):
    drawn = Counter(slots.free_slot(used={0, 1, 2, 3, 5}) for _ in range(200))

    assert set(drawn) == {4, 6, 7}


def test_when_no_place_is_named_used_ones_stay(header):
    words = slots.words_secret(bytes(32))

    filled = slots.add(header, None, VMK, words, used=range(7))

    assert slots.open_with(filled, words) == (VMK, 7)


def test_eight_are_enough(header):
    with pytest.raises(BadInput) as full:
        slots.add(header, None, VMK, slots.words_secret(bytes(32)), used=range(8))

    assert full.value.reason == "full"


@pytest.mark.parametrize("index", [-1, 8])
def test_there_is_no_ninth(header, index):
    with pytest.raises(ValueError, match="slot"):
        slots.remove(header, index)


def test_a_used_slot_looks_like_an_unused_one(header):
    filled = slots.add(header, 0, VMK, slots.words_secret(bytes(32)))
    again = slots.add(header, 0, VMK, slots.words_secret(bytes(32)))

    assert {len(entry) for entry in filled.slots} == {192}
    # No byte is the same in two wrappings of the same thing but by chance (192/256 on average).
    assert sum(a == b for a, b in zip(filled.slots[0], again.slots[0], strict=True)) < 12


def test_a_secret_is_never_shown():
    assert "\\x07" not in repr(slots.words_secret(bytes([7] * 32)))
