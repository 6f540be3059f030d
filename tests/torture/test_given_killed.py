"""Copies that are written outside when everything goes wrong: killed at any moment, and a disk that fills at any block."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from desktop.domain.errors import DiskFull
from desktop.operations import given_files
from desktop.operations.given_files import Extras, Given, Item
from desktop.storage.place import Place
from desktop.storage.vault import Vault
from tests.operations.giving_case import filled
from tests.torture.counts import count, seeded, tell
from tests.torture.dying import killed

KILLS, STEPS, BLOCK = count(4, 200), count(4, 200), 4096
PASSWORD = "4821-0937-5512-6640-1178-3029"


class Writing:
    """One case, written as a PDF or as a folder under the same name."""

    def __init__(self, vault: Vault, folder: Path) -> None:
        made = filled(vault, folder)
        self._vault = vault
        self._pages = [Item("Рапорт", made.stamped), Item("Отметка", made.photo), Item("Заявление", made.approved)]
        self._all = [*self._pages, Item("Звук", made.sound)]

    def __call__(self, out: Path, *, as_pdf: bool) -> Given:
        if as_pdf:
            return given_files.write_pdf(self._vault, self._pages, out / "a", password=PASSWORD)
        return given_files.write_folder(self._vault, self._all, out / "a", Extras(lambda lines: str(len(lines)), docx=True))


def is_whole(path: Path, given: Given) -> bool:
    """Whether what lies there is what was written another time."""
    if path.is_dir():
        sums = subprocess.run(["sha256sum", "--check", "--strict", "sha256.txt"], cwd=path, capture_output=True, check=False)
        return sums.returncode == 0 and len(list(path.iterdir())) == given.count
    with pypdfium2.PdfDocument(path, password=PASSWORD) as document:
        return len(document) == given.count


def test_killed_at_any_moment_nothing_half_has_the_name_of_a_whole(vault: Vault, tmp_path: Path) -> None:
    write, chance, whole, parts, nothing = Writing(vault, tmp_path), seeded("given"), 0, 0, 0
    longest, given = zip(*(_took(write, tmp_path / f"whole{as_pdf}", as_pdf=as_pdf) for as_pdf in (False, True)), strict=True)

    for number in range(KILLS):
        as_pdf, out = number % 2 == 1, tmp_path / f"out{number}"
        out.mkdir()
        killed(partial(_told, partial(write, out, as_pdf=as_pdf)), longest[as_pdf] * 1.1 * chance.random(), from_ack=1)
        names = [each.name for each in out.iterdir()]
        assert names in ([], ["a.part"], ["a"])
        assert "a" not in names or is_whole(out / "a", given[as_pdf])
        whole, parts, nothing = whole + ("a" in names), parts + ("a.part" in names), nothing + (not names)

    assert parts
    tell(
        f"{KILLS} kills while copies were written: {parts} times a .part, {nothing} times nothing, {whole} times the whole;"
        " a half under its final name: 0"
    )


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk: copies on a full disk were not tried")
def test_wherever_the_disk_is_full_it_is_told_and_nothing_is_left(
    vault: Vault, tmp_path: Path, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, full, fitted = Writing(vault, tmp_path), 0, 0
    monkeypatch.setattr(Place, "need", lambda *_: None)  # the room goes while it is written
    out = small_disk / "out"
    out.mkdir()
    for number in range(STEPS):
        for as_pdf in (False, True):
            room = BLOCK * (1 + number * 60 // STEPS)
            with _only(small_disk, room):
                try:
                    given = write(out, as_pdf=as_pdf)
                except DiskFull:
                    full += 1
                    assert list(out.iterdir()) == []
                else:
                    fitted += 1
                    assert is_whole(out / "a", given)
                    shutil.rmtree(out / "a") if not as_pdf else (out / "a").unlink()

    assert full
    tell(f"a disk full at {full} places of writing copies: told each time, nothing left; {fitted} times there was just enough room")


def _took(write: Writing, out: Path, *, as_pdf: bool) -> tuple[float, Given]:
    out.mkdir()
    began = time.perf_counter()
    given = write(out, as_pdf=as_pdf)
    return time.perf_counter() - began, given


def _told(deed: partial[Given], ack: Callable[[int], None]) -> None:
    ack(0)
    deed()


class _only:  # noqa: N801 - reads as a sentence
    """Leaves so many bytes of a disk free."""

    def __init__(self, disk: Path, room: int) -> None:
        self._filler, self._disk, self._room = disk / "filler", disk, room

    def __enter__(self) -> None:
        found = os.statvfs(self._disk)
        with self._filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, found.f_bavail * found.f_frsize - self._room))

    def __exit__(self, *_: object) -> None:
        self._filler.unlink()
