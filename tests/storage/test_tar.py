"""The plain tar: what any `tar` reads, and nothing else is taken for one."""

import io
import subprocess
import tarfile
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.storage import tar

NAMES = st.from_regex(r"[a-z]{1,20}(/[0-9a-z.]{1,40})?", fullmatch=True)
MEMBERS = st.lists(st.tuples(NAMES, st.binary(max_size=1500)), max_size=5)


class Taken:
    """A sink that keeps everything."""

    def __init__(self) -> None:
        self.members: list[tuple[str, bytes]] = []
        self.ended = 0

    def begin(self, name: str, size: int) -> None:
        self.members.append((name, b""))

    def data(self, piece: bytes) -> None:
        name, held = self.members[-1]
        self.members[-1] = (name, held + piece)

    def end(self) -> None:
        self.ended += 1


def anything(name: str, size: int) -> bool:
    return True


def archive(members: list[tuple[str, bytes]]) -> bytes:
    return b"".join(tar.member(name, content) for name, content in members) + tar.END


def unpacked(data: bytes, step: int = 1000) -> list[tuple[str, bytes]]:
    taken = Taken()
    unpacking = tar.Unpacking(taken, anything)
    for at in range(0, len(data), step):
        unpacking.write(data[at : at + step])
    unpacking.close()
    assert taken.ended == len(taken.members)
    return taken.members


@given(MEMBERS, st.integers(1, 3000))
def test_what_goes_in_comes_out_whatever_the_pieces(members: list[tuple[str, bytes]], step: int):
    assert unpacked(archive(members), step) == members


@given(MEMBERS)
def test_windows_point_at_the_same(members: list[tuple[str, bytes]]):
    data = archive(members)

    found = [(name, data[start : start + size]) for name, start, size in tar.windows(io.BytesIO(data), anything)]

    assert found == members


def test_stock_tar_reads_it_without_a_word(tmp_path):
    (tmp_path / "a.tar").write_bytes(archive([("records/0001.jsonl", b"{}\n" * 700), ("END.json", b"")]))

    done = subprocess.run(["tar", "-xf", "a.tar"], cwd=tmp_path, capture_output=True, check=True)

    assert (done.stdout, done.stderr) == (b"", b"")
    assert (tmp_path / "records/0001.jsonl").read_bytes() == b"{}\n" * 700
    assert (tmp_path / "END.json").read_bytes() == b""


@given(MEMBERS.filter(bool), st.data())
def test_no_flipped_bit_in_head_or_padding_is_overlooked(members: list[tuple[str, bytes]], data: st.DataObject):
    whole = bytearray(archive(members))
    inside = {at for _, start, size in tar.windows(io.BytesIO(bytes(whole)), anything) for at in range(start, start + size)}
    at = data.draw(st.sampled_from([each for each in range(len(whole)) if each not in inside]))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(tar.TarDamaged):
        unpacked(bytes(whole))
    with pytest.raises(tar.TarDamaged):
        list(tar.windows(io.BytesIO(bytes(whole)), anything))


@given(MEMBERS, st.data())
def test_no_cut_is_overlooked(members: list[tuple[str, bytes]], data: st.DataObject):
    whole = archive(members)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]

    with pytest.raises(tar.TarDamaged):
        unpacked(cut)
    with pytest.raises(tar.TarDamaged):
        list(tar.windows(io.BytesIO(cut), anything))


@given(st.binary(min_size=1, max_size=1100))
def test_nothing_may_follow(more: bytes):
    whole = archive([("a", b"x")]) + more

    with pytest.raises(tar.TarDamaged):
        unpacked(whole)
    with pytest.raises(tar.TarDamaged):
        list(tar.windows(io.BytesIO(whole), anything))


def member_of(kind: bytes, name: str = "a", linkname: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, linkname
    return info


STRANGE = {
    "symlink": member_of(tarfile.SYMTYPE, linkname="/etc/passwd"),
    "hardlink": member_of(tarfile.LNKTYPE, linkname="b"),
    "folder": member_of(tarfile.DIRTYPE),
    "device": member_of(tarfile.CHRTYPE),
    "block device": member_of(tarfile.BLKTYPE),
    "fifo": member_of(tarfile.FIFOTYPE),
    "sparse": member_of(tarfile.GNUTYPE_SPARSE),
    "contiguous": member_of(tarfile.CONTTYPE),
    "old file": member_of(tarfile.AREGTYPE),
    "long name": member_of(tarfile.REGTYPE, name="a" * 300),
    "upper folder": member_of(tarfile.REGTYPE, name="../a"),
    "absolute": member_of(tarfile.REGTYPE, name="/a"),
    "letters": member_of(tarfile.REGTYPE, name="ключ"),
}


@pytest.mark.parametrize("format_", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("info", STRANGE.values(), ids=STRANGE)
def test_nothing_but_our_own_plain_files_is_read(info: tarfile.TarInfo, format_: Literal[0, 1, 2]):
    try:
        block = info.tobuf(format_)
    except ValueError:
        pytest.skip("this format cannot say it")

    with pytest.raises(tar.TarDamaged):
        unpacked(block + tar.END)


def test_a_size_in_base_256_is_refused():
    info = tarfile.TarInfo("a")
    info.size = 8 * 1024**3

    assert tar.said_by(info.tobuf(tarfile.GNU_FORMAT)) is None


def test_a_name_is_asked_for_before_its_bytes_are_taken():
    unpacking = tar.Unpacking(Taken(), lambda name, size: size < 10)

    with pytest.raises(tar.TarDamaged):
        unpacking.write(tar.head("a", 10))
