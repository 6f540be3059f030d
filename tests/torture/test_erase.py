"""Destroying the keys: killed at any moment, and looked for on the raw disk."""

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import HeaderDamaged
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.operations.ways_in import add_words, change_passphrase
from desktop.storage import header
from desktop.storage.keys import Keys
from tests.conftest import PASSPHRASE
from tests.torture.counts import LONG, count, seeded, tell
from tests.torture.killed import Deaths

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount an image: the raw disk was not looked through")

DEED = "header.destroy(vault.folder); anchor.destroy(vault.keys, vault.header)"
BEFORE = "from desktop.storage import anchor, header"


def test_killed_at_any_moment_the_vault_opens_as_before_or_not_at_all(folder: Path, keys: Keys, tmp_path: Path):
    deaths = Deaths(DEED, folder, keys, tmp_path, seeded("erase"), before=BEFORE)
    seen: Counter[str] = Counter()
    for _ in range(count(4, 200)):
        left, done = deaths.next()
        state = _state(left, keys)
        assert not done or state == "gone"
        seen[state] += 1

    tell(f"erase, killed {seen.total()} times within {deaths.longest * 1000:.0f} ms: {dict(seen)}")
    assert set(seen) <= {"opens", "gone"}


def _state(folder: Path, keys: Keys) -> str:
    try:
        found = unlock(folder, PASSPHRASE)
    except HeaderDamaged:
        return "gone"
    open_vault(folder, found).close()
    return "opens" if found == keys and header.read(folder).whole else "odd"


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, Path]]:
    """An ext4 of its own in a file: the file, and where it is mounted."""
    image, place = tmp_path / "image", tmp_path / "disk"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(64 * 1024**2)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    command = ["mount", "-o", f"loop,data={request.param}", image, place]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no image can be mounted here: the raw disk was not looked through")
    yield image, place
    subprocess.run(["umount", "-l", place], check=False, capture_output=True)


def _erase(folder: Path, key: Keys) -> None:
    with open_vault(folder, key) as vault:
        header.destroy(vault.folder)


def _only_delete(folder: Path, _key: Keys) -> None:
    """What a file manager does."""
    for name in header.COPIES:
        (folder / name).unlink()


@needs_root
@pytest.mark.parametrize(
    ("disk", "deed", "some"),
    [
        ("ordered", _erase, False),
        pytest.param("ordered", _only_delete, True, id="deleted only, which the search must find"),
        # A journal of all data, which nobody has by default, keeps what was overwritten. The page that says so must stay true.
        pytest.param("journal", _erase, True, id="a journal of all data keeps it"),
    ],
    indirect=["disk"],
)
def test_on_the_raw_disk_no_byte_of_any_header_is_left_by_plain_overwriting(disk: tuple[Path, Path], deed, some: bool):
    image, place = disk
    pieces: set[bytes] = set()
    with create_vault(place / "files", PASSPHRASE, unlock_seconds=0.01) as vault:
        pieces |= _pieces(vault.folder)
        for number in range(count(4, 40)):
            change_passphrase(vault, f"{PASSPHRASE}{number}")
            pieces |= _pieces(vault.folder)
        add_words(vault, "ru")
        pieces |= _pieces(vault.folder)
        folder, key = vault.folder, vault.keys
    os.sync()

    deed(folder, key)
    subprocess.run(["umount", place], check=True)

    content = image.read_bytes()
    found = sum(piece in content for piece in pieces)
    if LONG:
        tell(f"raw ext4, {len(pieces)} pieces of headers, {deed.__name__.strip('_')}, {len(content) >> 20} MiB: {found} found")
    assert (found > 0) is some


def _pieces(folder: Path) -> set[bytes]:
    """What opens a vault: the wrapped key of each slot, as the file spells it, in pieces of 48 hex digits."""
    text = (folder / "header.a").read_bytes()
    slots = header.parse(text).header.slots
    return {slot[at : at + 24].hex().encode() for slot in slots for at in range(0, 72, 24)}
