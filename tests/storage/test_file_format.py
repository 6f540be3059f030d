"""The example on the page, and what the program writes today, opened by the second reader."""

import json
import re
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.storage.second_reader import Header

PAGE = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text("utf-8")
GOLDEN = Path(__file__).parent / "golden" / "header-format-1"
PASSPHRASE = "Клён и 'rain'"
VMK = bytes(range(32))
BECH32 = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"


def test_the_example_opens_by_the_page_with_the_passphrase():
    reader = Header(GOLDEN.read_bytes())

    vmk = reader.opened(reader.stretched(PASSPHRASE), "cv1/slot/passphrase")

    assert vmk == VMK
    assert reader.is_genuine(VMK)
    assert reader.opened(reader.stretched(PASSPHRASE + "x"), "cv1/slot/passphrase") is None


def test_the_example_opens_by_the_page_with_the_words():
    reader = Header(GOLDEN.read_bytes())

    assert reader.opened(bytes.fromhex("7f" * 32), "cv1/slot/words") == VMK


def test_the_keys_are_those_on_the_page():
    reader = Header(GOLDEN.read_bytes())

    for name in ("cv1/db", "cv1/hdr", "cv1/row", "cv1/anchor"):
        assert f"| `{name}` | `{reader.key(VMK, name).hex()}` |" in PAGE


def test_the_backup_identity_is_the_one_on_the_page():
    private = Header(GOLDEN.read_bytes()).key(VMK, "cv1/backup-id")
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    assert data_of_bech32(re.search(r"AGE-SECRET-KEY-1([A-Z0-9]{50,})", PAGE)[1]) == private  # type: ignore[index]
    assert data_of_bech32(re.search(r"age1([a-z0-9]{50,})", PAGE)[1].upper()) == public  # type: ignore[index]


def data_of_bech32(text: str) -> bytes:
    bits = "".join(f"{BECH32.index(letter):05b}" for letter in text[:-6])
    return int(bits[:256], 2).to_bytes(32, "big")


def test_the_body_has_the_fields_of_the_page_in_canonical_form():
    reader = Header(GOLDEN.read_bytes())

    assert sorted(reader.body) == re.findall(r"^\| `(\w+)` \| (?:16 bytes|UUID|`m` memory|eight)", PAGE, re.MULTILINE)
    assert sorted(reader.body["kdf"]) == ["m", "name", "p", "salt", "t"]
    assert json.dumps(reader.body, sort_keys=True, separators=(",", ":")).encode() == reader.blob[18:-64]
    assert len(reader.body["slots"]) == 8


def test_what_the_program_writes_today_opens_by_the_page(tmp_path):
    from desktop.storage import header, slots
    from desktop.storage.kdf import Kdf
    from desktop.storage.keys import passphrase_bytes

    made = header.fresh(Kdf(64, 1, 4, bytes(16)))
    made = slots.add(made, None, VMK, slots.passphrase_secret(made, passphrase_bytes(PASSPHRASE + "\r\n")))
    header.write(tmp_path, header.seal(made, VMK))

    for name in ("header.a", "header.b"):
        reader = Header((tmp_path / name).read_bytes())
        assert reader.opened(reader.stretched(PASSPHRASE), "cv1/slot/passphrase") == VMK
        assert reader.is_genuine(VMK)
        assert (reader.format, reader.epoch) == (1, 2)


def test_the_program_reads_what_it_wrote_in_format_1():
    from desktop.storage import header, slots
    from desktop.storage.keys import Keys, passphrase_bytes
    from desktop.storage.recovery_words import entropy_from_words

    sealed = header.parse(GOLDEN.read_bytes())
    words = re.search(r"\| recovery words \| ([a-z ]+) \|", PAGE)
    assert words is not None

    assert slots.open_with_passphrase(sealed.header, passphrase_bytes(PASSPHRASE)) == (VMK, 6)
    assert slots.open_with_words(sealed.header, entropy_from_words(words[1])) == (VMK, 1)
    assert sealed.check(VMK).epoch == 3
    assert Keys(VMK, sealed.header.vault).age_identity in PAGE
