"""Keys: one master key, many derived ones, and the passphrase as bytes."""

import hmac
import subprocess
import unicodedata
from dataclasses import replace
from uuid import UUID

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import BadInput
from desktop.storage import keys
from desktop.storage.keys import Keys

VAULT = "0b3c6f0e-6f5b-4a52-9c66-1f0f6c1d2e3f"
KEYS = Keys(bytes(range(32)), VAULT)


def test_each_key_is_hkdf_by_the_book():
    extracted = hmac.digest(UUID(VAULT).bytes, KEYS.vmk, "sha256")

    expected = [hmac.digest(extracted, f"cv1/{name}\x01".encode(), "sha256") for name in ("db", "hdr", "row", "anchor")]

    assert [KEYS.db, KEYS.hdr, KEYS.row, KEYS.anchor] == expected


def test_another_vault_has_other_keys():
    assert replace(KEYS, vault="0b3c6f0e-6f5b-4a52-9c66-1f0f6c1d2e40").db != KEYS.db


def test_the_master_key_is_never_shown():
    assert KEYS.vmk.hex()[:8] not in repr(KEYS)
    assert "\\x" not in repr(KEYS)


def test_a_master_key_of_another_length_is_a_bug():
    with pytest.raises(ValueError, match="32"):
        Keys(bytes(31), VAULT)


def test_stock_age_opens_what_is_for_the_backup_identity(tmp_path):
    (tmp_path / "key").write_text(KEYS.age_identity + "\n")
    sealed = pyrage.encrypt(b"paper", [pyrage.x25519.Recipient.from_str(KEYS.age_recipient)])

    opened = subprocess.run(["age", "-d", "-i", tmp_path / "key"], input=sealed, capture_output=True, check=True).stdout
    public = subprocess.run(["age-keygen", "-y", tmp_path / "key"], capture_output=True, check=True).stdout

    assert opened == b"paper"
    assert public.decode().strip() == KEYS.age_recipient


def test_the_printed_key_may_be_typed_in_groups_and_small_letters():
    typed = "  ".join(KEYS.age_identity[i : i + 5] for i in range(0, 74, 5)).lower() + "\n"

    assert keys.identity_from_text(typed) == KEYS.age_identity


@given(place=st.integers(16, 73), letter=st.sampled_from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"))
def test_a_slip_in_the_printed_key_is_noticed(place, letter):
    identity = KEYS.age_identity
    slipped = identity[:place] + letter + identity[place + 1 :]

    if slipped == identity:
        return
    with pytest.raises(BadInput) as slip:
        keys.identity_from_text(slipped)

    assert (slip.value.field, slip.value.reason) == ("key", "checksum")


@pytest.mark.parametrize("typed", ["", "AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1" + "Q" * 59, KEYS.age_recipient])
def test_a_printed_key_of_another_length_is_told(typed):
    with pytest.raises(BadInput) as slip:
        keys.identity_from_text(typed)

    assert slip.value.reason == "length"


# --- the passphrase


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("пароль", "пароль".encode()),
        ('о\'брайен "x" ; --', b"\xd0\xbe'" + 'брайен "x" ; --'.encode()),
        ("  spaces stay  ", b"  spaces stay  "),
        ("line\n", b"line"),
        ("line\r\n", b"line"),
        ("line\n\n", b"line\n"),
        ("line\r", b"line\r"),
        ("\n", b""),
    ],
)
def test_a_passphrase_is_taken_as_it_is_but_for_one_line_end(typed, meant):
    assert keys.passphrase_bytes(typed) == meant


@given(st.text(st.characters(codec="utf-8")))
def test_however_it_is_composed_it_is_the_same_passphrase(text):
    assert keys.passphrase_bytes(unicodedata.normalize("NFD", text)) == keys.passphrase_bytes(text)


def test_half_a_letter_is_bad_input():
    with pytest.raises(BadInput):
        keys.passphrase_bytes("\ud800")


# --- the database key


def test_the_database_key_is_key_and_salt_in_hex():
    key = keys.database_key(KEYS, bytes(range(16)))

    assert key == f"x'{KEYS.db.hex()}000102030405060708090a0b0c0d0e0f'"
    assert len(key) == len("x''") + 96


@pytest.mark.parametrize("salt", [b"", bytes(15), bytes(17)])
def test_a_salt_of_another_length_would_be_taken_for_a_passphrase(salt):
    with pytest.raises(ValueError, match="96"):
        keys.database_key(KEYS, salt)
