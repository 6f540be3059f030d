"""What every test may ask for: a real vault of its own, a clock that stands still, and its keys."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

from desktop import i18n
from desktop.documents.tables import child as tables_child
from desktop.operations import drawing
from desktop.operations.importing import reading as table_reading
from desktop.operations.vaults import create_vault, open_vault
from desktop.storage import apart, kdf
from desktop.storage.keys import Keys
from desktop.storage.vault import Ground, Vault
from tests.at_home import AtHome

_MEMORY = Path("/dev/shm")

# Windows are drawn into memory; tests of the whole program bring a screen of their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# How fast a machine is today is no property of the program; benchmarks measure that.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

NOON = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
PASSPHRASE = 'o\'brien "клён"'


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(autouse=True)
def _english() -> None:
    """Tests read the sentences as they stand in the code, whatever the computer speaks."""
    i18n.speak("en")


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What this computer remembers is the test's own."""
    monkeypatch.setenv("PORTFEL_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _read_at_home(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Damaged files and papers are read in this process, by what the child would read them with: a child takes 0.3 s to start.

    Tests marked `apart`, and those of the whole program, have the child.
    """
    if request.node.get_closest_marker("apart") is None:
        monkeypatch.setattr(apart, "_ask_child", apart.look_through)
        monkeypatch.setattr(drawing, "start", AtHome)
        monkeypatch.setattr(table_reading, "ask_child", lambda request, file, _waiting: tables_child.answered(file.read(), request))


@pytest.fixture(autouse=True)
def _derived_at_home(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key is derived in this process, and once for each passphrase and salt: a child takes 0.2 s to start.

    Tests marked `apart`, and those of the whole program, have the child.
    """
    if request.node.get_closest_marker("apart") is None:
        monkeypatch.setattr(kdf, "_ask_child", _derived)


@cache
def _derived(asked: bytes, _memory: int) -> bytes:
    return kdf._answered(asked)


@pytest.fixture(scope="session")
def empty_vault(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """An empty vault, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("template") / "vault"
    with create_vault(folder, PASSPHRASE, unlock_seconds=0.01) as made:
        return folder, made.keys


@pytest.fixture(scope="session")
def another_empty_vault(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """One of somebody else, with keys of its own; it opens with `PASSPHRASE`, too."""
    folder = tmp_path_factory.mktemp("another") / "vault"
    with create_vault(folder, PASSPHRASE, unlock_seconds=0.01) as made:
        return folder, made.keys


@pytest.fixture
def colleague(another_empty_vault: tuple[Path, Keys], tmp_path: Path, clock: Clock) -> Iterator[Vault]:
    """A colleague's open, empty vault."""
    shutil.copytree(another_empty_vault[0], tmp_path / "colleague")
    with open_vault(tmp_path / "colleague", another_empty_vault[1], ground=Ground(now=clock, random=Random(2))) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    """The clock of `vault`."""
    return Clock()


@pytest.fixture
def folder(empty_vault: tuple[Path, Keys], tmp_path: Path) -> Path:
    """The folder of an empty vault of the test's own; its passphrase is `PASSPHRASE`."""
    copy = tmp_path / "vault"
    shutil.copytree(empty_vault[0], copy)
    return copy


@pytest.fixture
def keys(empty_vault: tuple[Path, Keys]) -> Keys:
    """The keys of `folder`."""
    return empty_vault[1]


@pytest.fixture
def vault(folder: Path, keys: Keys, clock: Clock) -> Iterator[Vault]:
    """An open, empty vault."""
    with open_vault(folder, keys, ground=Ground(now=clock, random=Random(1))) as opened:
        yield opened


@pytest.fixture
def quick_place(tmp_path: Path) -> Iterator[Path]:
    """A folder that need not wait for a disk, where the computer has one: for proofs that are not about the disk."""
    if not _MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=_MEMORY) as place:
        yield Path(place)
