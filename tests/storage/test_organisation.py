"""An organisation's slot: stock age opens it, and it looks like any other."""

import subprocess
from collections import Counter
from pathlib import Path

import pyrage
import pytest

from desktop.domain.errors import BadInput, WrongSecret
from desktop.storage import disguise, header, organisation, slots
from desktop.storage.header import Kdf

VMK = bytes(range(32))
P = 2**255 - 19


@pytest.fixture
def identity() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


def test_stock_age_opens_what_a_slot_stands_for(identity, tmp_path: Path):
    (tmp_path / "key").write_text(f"{identity}\n")
    entry = organisation.wrap(VMK, str(identity.to_public()))

    opened = subprocess.run(["age", "-d", "-i", tmp_path / "key"], input=organisation.age_file(entry), capture_output=True, check=True)

    assert opened.stdout == VMK


def test_only_its_own_key_opens_it(identity):
    made = header.fresh(Kdf(64, 1, 4, bytes(16)))
    made = slots.put(made, 3, organisation.wrap(VMK, str(identity.to_public())))

    assert slots.open_with_identity(made, str(identity)) == (VMK, 3)
    with pytest.raises(WrongSecret):
        slots.open_with_identity(made, str(pyrage.x25519.Identity.generate()))


def is_on_the_curve(share: bytes) -> bool:
    """Whether some point of Curve25519 has this coordinate: v² = u³ + 486662u² + u has a root."""
    u = int.from_bytes(share, "little")
    return u < P and pow((u**3 + 486662 * u**2 + u) % P, (P - 1) // 2, P) in {0, 1}


def test_every_kind_of_slot_ends_in_a_share_with_its_top_bit_by_lot(identity):
    made = header.fresh(Kdf(64, 1, 4, bytes(16)))
    recipient = str(identity.to_public())
    kinds = {
        "unused": header.blank,
        "words": lambda: slots.wrapped(made, VMK, slots.words_secret(bytes(32))),
        "organisation": lambda: organisation.wrap(VMK, recipient),
    }

    for name, make in kinds.items():
        ends = [make()[-32:] for _ in range(64)]
        assert all(is_on_the_curve(disguise.plain(end)) for end in ends), name
        assert 12 < Counter(end[-1] >> 7 for end in ends)[1] < 52, name
    # Without the decoys half of the unused ones would give themselves away.
    assert not all(is_on_the_curve(disguise.plain(header.token_bytes(32))) for _ in range(64))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "reason"), [("age1", "length"), ("age1" + "q" * 58, "checksum"), ("", "length")])
def test_a_slip_in_the_recipient_is_named(text, reason):
    with pytest.raises(BadInput) as error:
        organisation.recipient_from_text(text)

    assert (error.value.field, error.value.reason) == ("recipient", reason)
