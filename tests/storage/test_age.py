"""age files, against the age that everybody else uses."""

import io
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.storage import age

ME, OTHER = (str(pyrage.x25519.Identity.generate()) for _ in range(2))

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")


def sealed(content: bytes, *others: str) -> bytes:
    target = io.BytesIO()
    age.seal([content], target, ME, others)
    return target.getvalue()


def opened(data: bytes, identity: str = ME) -> bytes:
    target = io.BytesIO()
    age.open_into(io.BytesIO(data), target, identity)
    return target.getvalue()


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=70_000), max_size=4))
def test_what_is_sealed_opens_again(pieces: list[bytes]):
    target = io.BytesIO()

    age.seal(pieces, target, ME)

    assert opened(target.getvalue()) == b"".join(pieces)


@pytest.mark.parametrize("others", [(), (age.public(OTHER),)])
def test_there_are_always_four_stanzas_of_one_kind_and_length(others: tuple[str, ...]):
    heads = [age.read_head(sealed(b"x", *others)) for _ in range(20)]

    assert {head.kinds for head in heads} == {("X25519",) * 4}
    assert len({head.size for head in heads}) == 1
    assert {len(stanza.body) for head in heads for stanza in head.stanzas} == {32}


def test_an_organisation_opens_it_as_well():
    assert opened(sealed(b"hello", age.public(OTHER)), OTHER) == b"hello"


def test_a_stranger_does_not():
    with pytest.raises(age.KeyDoesNotFit):
        opened(sealed(b"hello"), OTHER)


def test_the_size_is_known_before():
    for size in (0, 1, 65_535, 65_536, 65_537, 200_000):
        data = sealed(bytes(size))
        assert len(data) == age.sealed_size(size, age.read_head(data).size)


@needs_age
def test_stock_age_opens_it(tmp_path: Path):
    (tmp_path / "key.txt").write_text(ME)
    (tmp_path / "a.age").write_bytes(sealed(b"x" * 100_000))

    done = subprocess.run(["age", "-d", "-i", "key.txt", "a.age"], cwd=tmp_path, capture_output=True, check=True)

    assert done.stdout == b"x" * 100_000


@needs_age
def test_what_stock_age_made_is_opened(tmp_path: Path):
    done = subprocess.run(["age", "-r", age.public(ME)], input=b"hello", capture_output=True, check=True)

    assert opened(done.stdout) == b"hello"


@settings(max_examples=60)
@given(st.data())
def test_no_damage_passes(data: st.DataObject):
    whole = bytearray(sealed(b"word " * 30_000))
    way = data.draw(st.sampled_from(["flip", "cut", "more"]))
    if way == "flip":
        whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    elif way == "cut":
        del whole[data.draw(st.integers(0, len(whole) - 1)) :]
    else:
        whole += data.draw(st.binary(min_size=1, max_size=100))

    with pytest.raises((age.AgeDamaged, age.KeyDoesNotFit)):
        opened(bytes(whole))


def test_chunks_in_another_order_do_not_pass():
    whole = sealed(bytes(200_000))
    start = age.read_head(whole).size + 16
    first, second = whole[start : start + 65_552], whole[start + 65_552 : start + 131_104]

    with pytest.raises(age.AgeDamaged):
        opened(whole[:start] + second + first + whole[start + 131_104 :])


def test_a_passphrase_stanza_is_refused_at_once():
    # With the work factor a sender may write there, the library would ask for more memory than a laptop has.
    hostile = b"age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 24\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"

    with pytest.raises(age.AgeDamaged):
        opened(hostile)


@pytest.mark.parametrize("count", [21, 5000])
def test_too_many_stanzas_are_refused(count: int):
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"

    with pytest.raises(age.AgeDamaged):
        opened(b"age-encryption.org/v1\n" + stanza * count + b"--- " + b"A" * 43 + b"\n" + bytes(100))


@given(st.binary(max_size=300))
def test_no_beginning_is_too_strange(tail: bytes):
    with pytest.raises((age.AgeDamaged, age.KeyDoesNotFit)):
        opened(age.MAGIC + tail)


class Full:
    """A disk with little room."""

    def __init__(self) -> None:
        self.taken = 0

    def write(self, piece: bytes, /) -> int:
        self.taken += len(piece)
        if self.taken > 100_000:
            raise OSError(28, "")
        return len(piece)


def test_a_full_disk_comes_out_as_what_it_is():
    with pytest.raises(OSError, match="28"):
        age.seal([bytes(1_000_000)], Full(), ME)
    with pytest.raises(OSError, match="28"):
        age.open_into(io.BytesIO(sealed(bytes(1_000_000))), Full(), ME)


def test_what_is_sealed_anew_is_the_same_inside():
    content = b"word " * 100_000

    assert b"".join(age.resealed(io.BytesIO(sealed(content)), ME)) == content


def test_sealing_anew_may_be_given_up_half_way():
    pieces = age.resealed(io.BytesIO(sealed(bytes(5_000_000))), ME)

    next(pieces)
    pieces.close()


def test_damage_comes_through_sealing_anew():
    whole = bytearray(sealed(bytes(500_000)))
    whole[400_000] ^= 1

    with pytest.raises(age.AgeDamaged):
        list(age.resealed(io.BytesIO(bytes(whole)), ME))
