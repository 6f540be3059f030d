"""Files that are put into a folder whole or not at all."""

import ctypes
import errno
import os
from pathlib import Path

import pytest

from desktop.domain.errors import DiskFailed, DiskFull
from desktop.storage.place import Place


def put(folder: Path, name: str, content: bytes) -> None:
    with Place(folder) as opened:
        with opened.part(name) as file:
            file.write(content)
        opened.settle(name)


def refuse(code: int):
    """A system that answers so to renaming without replacing."""

    class Libc:
        def renameat2(self, *_: object) -> int:
            ctypes.set_errno(code)
            return -1

    return lambda *_, **__: Libc()


@pytest.mark.parametrize("modern", [True, False])
def test_a_file_gets_its_name_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, modern: bool):
    if not modern:
        monkeypatch.setattr(ctypes, "CDLL", refuse(errno.EINVAL))

    put(tmp_path, "a", b"whole")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"whole"}


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("modern", [True, False])
def test_a_name_that_is_taken_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, modern: bool, links: bool):
    (tmp_path / "a").write_bytes(b"first")
    if not modern:
        monkeypatch.setattr(ctypes, "CDLL", refuse(errno.EINVAL))
    if not links:
        monkeypatch.setattr(os, "link", _no_links)

    with pytest.raises(DiskFailed):
        put(tmp_path, "a", b"second")

    assert (tmp_path / "a").read_bytes() == b"first"


def _no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "")


def test_a_file_system_without_either_is_written_to_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ctypes, "CDLL", refuse(errno.EINVAL))
    monkeypatch.setattr(os, "link", _no_links)

    put(tmp_path, "a", b"whole")

    assert (tmp_path / "a").read_bytes() == b"whole"


def test_what_breaks_half_way_leaves_nothing(tmp_path: Path):
    with pytest.raises(DiskFull), Place(tmp_path) as opened, opened.part("a") as file:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_longer_there_gets_no_name(tmp_path: Path):
    folder = tmp_path / "stick"
    folder.mkdir()
    with Place(folder) as opened:
        with opened.part("a") as file:
            file.write(b"x")
        folder.rename(tmp_path / "elsewhere")
        folder.mkdir()

        with pytest.raises(DiskFailed):
            opened.settle("a")

    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["a.part"]
    assert list(folder.iterdir()) == []


def test_a_link_is_not_followed(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").symlink_to("/etc/hostname")

    with Place(tmp_path) as opened:
        with pytest.raises(DiskFailed):
            opened.within("link")
        with pytest.raises(OSError, match="file"):
            opened.open("file")


def test_room_is_asked_for_with_a_margin(tmp_path: Path):
    free = os.statvfs(tmp_path)
    with Place(tmp_path) as opened:
        opened.need(0)
        with pytest.raises(DiskFull):
            opened.need(free.f_bavail * free.f_frsize)
