"""The header: two copies, of which one is always whole."""

import os
import signal
import struct
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import DiskFailed, DiskFull, FileTooNew, HeaderDamaged, HeaderForeign, NotAVault
from desktop.storage import header as headers
from desktop.storage.header import Header, Kdf
from desktop.storage.slots import add, open_with_words, words_secret

VMK = bytes(range(32))
ENTROPY = bytes(range(100, 132))
A, B = "header.a", "header.b"


def a_header(epoch=1, **changes) -> Header:
    made = headers.fresh(Kdf(8 * 1024, 3, 4, bytes(16)))
    return replace(made, epoch=epoch, **changes)


def a_blob(epoch=1) -> bytes:
    return headers.seal(a_header(epoch), VMK)


def with_body(change: Callable[[bytes], bytes]) -> bytes:
    """A copy whose checksum holds, with another body."""
    blob = a_blob()
    body = change(blob[18:-64])
    start = blob[:14] + struct.pack(">I", len(body)) + body
    return start + sha256(start).digest() + bytes(32)


# --- one copy


sixteen = st.binary(min_size=16, max_size=16)
uuids = st.uuids().map(str)
kdfs = st.builds(Kdf, m=st.integers(128, 1 << 20), t=st.integers(1, 30), p=st.integers(1, 16), salt=sixteen)
slots = st.lists(st.binary(min_size=192, max_size=192), min_size=8, max_size=8).map(tuple)


@given(st.builds(Header, vault=uuids, instance=uuids, epoch=st.integers(1, 2**64 - 1), kdf=kdfs, db_salt=sixteen, slots=slots))
def test_what_was_sealed_is_read_back(header):
    sealed = headers.parse(headers.seal(header, VMK))

    assert sealed.check(VMK) == header


@given(st.binary(max_size=400))
def test_anything_else_is_damaged(noise):
    with pytest.raises(HeaderDamaged):
        headers.parse(noise)
    with pytest.raises(HeaderDamaged):
        headers.parse(a_blob() + noise + b"x")


def test_another_master_key_makes_it_foreign():
    sealed = headers.parse(a_blob())

    with pytest.raises(HeaderForeign):
        sealed.check(bytes(32))


def test_an_altered_header_with_a_mended_checksum_is_foreign():
    blob = a_blob(epoch=5)
    start = blob[:6] + struct.pack(">Q", 6) + blob[14:-64]
    altered = start + sha256(start).digest() + blob[-32:]

    with pytest.raises(HeaderForeign):
        headers.parse(altered).check(VMK)


def test_a_newer_format_is_told_from_a_damaged_one():
    blob = a_blob()
    start = blob[:4] + struct.pack(">H", 7) + blob[6:-64]

    with pytest.raises(FileTooNew) as newer:
        headers.parse(start + sha256(start).digest() + blob[-32:])
    with pytest.raises(HeaderDamaged):
        headers.parse(start + blob[-64:])

    assert (newer.value.found, newer.value.known) == (7, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"m":8192', b'"m":1048577'),
        (b'"m":8192', b'"m":31'),
        (b'"m":8192', b'"m":8192.0'),
        (b'"m":8192', b'"m":true'),
        (b'"m":8192', b'"m":"8192"'),
        (b'"t":3', b'"t":31'),
        (b'"t":3', b'"t":0'),
        (b'"t":3', b'"t":-3'),
        (b'"p":4', b'"p":17'),
        (b'"p":4', b'"p":0'),
        (b"argon2id", b"argon2i"),
        (b'"vault":', b'"more":1,"vault":'),
        (b'"vault":', b'"Vault":'),
        (b'"vault":"', b'"vault":"urn:uuid:'),
        (b'"slots":["', b'"slots":["00","'),
        (b'"slots":["', b'"slots":["00'),
        (b'"salt":"00', b'"salt":"'),
        (b'"salt":"00', b'"salt":" 00'),
        (b'"db_salt":"', b'"db_salt":"00'),
        (b'{"db_salt"', b'{ "db_salt"'),
        (b'"kdf":{', b'"kdf":[],"kdf":{'),
    ],
)
def test_a_field_out_of_bounds_is_damage(old, new):
    blob = with_body(lambda body: body.replace(old, new, 1))

    assert new in blob
    with pytest.raises(HeaderDamaged):
        headers.parse(blob)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"[" * 60_000, b"9" * 60_000, b"x" * 65_537])
def test_a_body_of_another_shape_is_damage(body):
    with pytest.raises(HeaderDamaged):
        headers.parse(with_body(lambda _: body))


def test_the_outer_bounds_themselves_are_let_in():
    header = a_header(kdf=Kdf(1 << 20, 30, 16, bytes(16)))

    assert headers.parse(headers.seal(header, VMK)).header.kdf.m == 1 << 20


# --- a folder


def test_a_folder_without_copies_is_no_vault(tmp_path):
    (tmp_path / "cases.db").write_bytes(b"x")

    for folder in (tmp_path, tmp_path / "gone", tmp_path / "cases.db"):
        with pytest.raises(NotAVault):
            headers.read(folder)


def test_both_copies_are_written_alike_and_private(tmp_path):
    blob = a_blob()

    headers.write(tmp_path, blob)

    assert sorted(entry.name for entry in tmp_path.iterdir()) == [A, B]
    assert (tmp_path / A).read_bytes() == (tmp_path / B).read_bytes() == blob
    assert [(tmp_path / name).stat().st_mode & 0o077 for name in (A, B)] == [0, 0]
    assert headers.read(tmp_path).whole


def test_the_higher_epoch_is_found_wherever_it_stands(tmp_path):
    older, newer = a_blob(epoch=1), a_blob(epoch=2)

    for first, second in ((A, B), (B, A)):
        (tmp_path / first).write_bytes(older)
        (tmp_path / second).write_bytes(newer)
        found = headers.read(tmp_path)
        assert (found.sealed.header.epoch, found.whole) == (2, False)


@pytest.mark.parametrize("lost", [A, B])
@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b""), lambda path: os.truncate(path, 1000)])
def test_one_lost_copy_is_healed_from_the_other(tmp_path, lost, damage):
    headers.write(tmp_path, a_blob())
    damage(tmp_path / lost)

    found = headers.read(tmp_path)
    healed = headers.heal(tmp_path, found.check(VMK))

    assert (found.whole, healed) == (False, True)
    assert headers.read(tmp_path).whole
    assert not headers.heal(tmp_path, found.check(VMK))


def test_two_damaged_copies_are_damage_and_not_a_wrong_folder(tmp_path):
    (tmp_path / A).write_bytes(a_blob()[:-1])

    with pytest.raises(HeaderDamaged):
        headers.read(tmp_path)


def test_a_copy_of_a_newer_program_is_not_passed_over(tmp_path):
    headers.write(tmp_path, a_blob(epoch=1))
    blob = a_blob(epoch=2)
    start = blob[:4] + struct.pack(">H", 2) + blob[6:-64]
    (tmp_path / B).write_bytes(start + sha256(start).digest() + bytes(32))

    with pytest.raises(FileTooNew):
        headers.read(tmp_path)


def test_a_forged_copy_with_a_higher_epoch_does_not_hide_the_genuine_one(tmp_path):
    headers.write(tmp_path, a_blob(epoch=1))
    (tmp_path / A).write_bytes(headers.seal(a_header(epoch=9), bytes(32)))

    found = headers.read(tmp_path)
    headers.heal(tmp_path, found.check(VMK))

    assert found.sealed.header.epoch == 9
    assert headers.read(tmp_path).sealed.check(VMK).epoch == 1


def test_every_flipped_bit_is_noticed():
    blob = a_blob()

    for bit in range(len(blob) * 8):
        try:
            sealed = headers.parse(flipped(blob, bit))
        except HeaderDamaged:
            continue
        assert not sealed.is_genuine(VMK)


def test_whatever_bit_of_one_copy_flips_the_vault_opens_and_heals(tmp_path):
    blob = headers.seal(add(a_header(), 3, VMK, words_secret(ENTROPY)), VMK)
    headers.write(tmp_path, blob)

    for place in range(len(blob)):
        (tmp_path / A).write_bytes(flipped(blob, place * 8 + place % 8))
        found = headers.read(tmp_path)
        assert not found.whole
        assert found.check(VMK).blob == blob
        if place % 171 == 0 or place == len(blob) - 1:
            vmk, _ = open_with_words(found.sealed.header, ENTROPY)
            assert headers.heal(tmp_path, found.check(vmk))
            assert (tmp_path / A).read_bytes() == blob


def flipped(blob: bytes, bit: int) -> bytes:
    changed = bytearray(blob)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


# --- writing


def killed_while_writing(folder: Path, seconds: float) -> int:
    """Write headers in a process that is killed after a while; the last epoch it said was safe."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            epoch = headers.read(folder).sealed.header.epoch
            while True:
                epoch += 1
                headers.write(folder, a_blob(epoch))
                os.write(writer, struct.pack(">Q", epoch))
        finally:
            os._exit(1)
    os.close(writer)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    said = b""
    while part := os.read(reader, 65536):
        said += part
    os.close(reader)
    return struct.unpack(">Q", said[-8:])[0] if said else 0


def test_killed_at_any_moment_no_acknowledged_header_is_lost(tmp_path):
    started = time.perf_counter()
    headers.write(tmp_path, a_blob())
    one_write = time.perf_counter() - started
    acknowledged = 0

    for kill in range(50):
        acknowledged = max(acknowledged, killed_while_writing(tmp_path, 0.004 + kill % 10 * 0.37 * one_write))
        found = headers.read(tmp_path)
        assert found.sealed.check(VMK).epoch >= acknowledged
        headers.heal(tmp_path, found.sealed)

    assert acknowledged > 10


class Cut(Exception):
    """The power is gone."""


@pytest.fixture
def power(monkeypatch):
    """`power(n)`: what is written ends for good after n more bytes, in the middle of a file if need be."""
    write, truncate, left = os.write, os.ftruncate, [0]

    def cut_write(descriptor, content):
        if left[0] < len(content):
            write(descriptor, content[: left[0]])
            raise Cut
        left[0] -= len(content)
        return write(descriptor, content)

    def cut_truncate(descriptor, length):
        if left[0] == 0:
            raise Cut
        truncate(descriptor, length)

    def after(bytes_written):
        left[0] = bytes_written
        monkeypatch.setattr(os, "write", cut_write)
        monkeypatch.setattr(os, "ftruncate", cut_truncate)

    yield after
    monkeypatch.undo()


@pytest.mark.parametrize("before", ["whole", "a damaged", "b damaged", "a older", "b older"])
def test_a_write_cut_short_anywhere_leaves_the_old_header_or_the_new(tmp_path, monkeypatch, power, before):
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    old, older = a_blob(epoch=2), a_blob(epoch=1)
    new = headers.seal(a_header(epoch=3, kdf=Kdf(1 << 20, 30, 16, bytes(16))), VMK)
    assert len(new) != len(old)
    spoilt = {"damaged": old[:-70] + bytes(70), "older": older}

    for cut in range(0, 2 * len(new) + 1, 41):
        for name in (A, B):
            (tmp_path / name).write_bytes(old)
        if before != "whole":
            (tmp_path / f"header.{before[0]}").write_bytes(spoilt[before[2:]])
        power(cut)
        with suppress(Cut):
            headers.write(tmp_path, new)
        assert headers.read(tmp_path).sealed.check(VMK).epoch in (2, 3)


def test_healing_cut_short_anywhere_never_loses_the_genuine_copy(tmp_path, monkeypatch, power):
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    genuine, forged = a_blob(epoch=1), headers.seal(a_header(epoch=9), bytes(32))

    for cut in range(0, 2 * len(genuine) + 1, 41):
        (tmp_path / A).write_bytes(forged)
        (tmp_path / B).write_bytes(genuine)
        power(cut)
        with suppress(Cut):
            headers.heal(tmp_path, headers.parse(genuine))
        assert headers.read(tmp_path).check(VMK).blob == genuine


def test_each_copy_is_on_the_disk_before_the_next_is_touched(tmp_path, monkeypatch):
    headers.write(tmp_path, a_blob(epoch=1))
    done = []
    write, fsync = os.write, os.fsync

    def named(verb, call):
        def recorded(descriptor, *rest):
            done.append(f"{verb} {Path(f'/proc/self/fd/{descriptor}').readlink().name}")
            return call(descriptor, *rest)

        return recorded

    monkeypatch.setattr(os, "write", named("write", write))
    monkeypatch.setattr(os, "fsync", named("fsync", fsync))
    headers.write(tmp_path, a_blob(epoch=2))

    assert done == [f"write {B}", f"fsync {B}", f"write {A}", f"fsync {A}", f"fsync {tmp_path.name}"]


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(DiskFailed):
        headers.write(tmp_path / "gone", a_blob())


def test_a_link_is_not_written_through(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not a header")
    (tmp_path / A).symlink_to(elsewhere)

    with pytest.raises(DiskFailed):
        headers.write(tmp_path, a_blob())

    assert elsewhere.read_bytes() == b"not a header"


def test_a_full_disk_is_told_and_the_old_header_stays(tmp_path, monkeypatch):
    headers.write(tmp_path, a_blob(epoch=1))

    def full(descriptor, content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(DiskFull):
        headers.write(tmp_path, a_blob(epoch=2))

    assert headers.read(tmp_path).sealed.header.epoch == 1
