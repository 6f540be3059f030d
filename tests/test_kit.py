"""The kit for a laptop without a network: it is verified before anything changes, and there is a way back."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent
NOBODY = 65534  # root may not install, so these tests become somebody else


@dataclass(frozen=True)
class Laptop:
    """A home and a stick, owned by an ordinary user."""

    home: Path
    stick: Path

    def bring(self, text: str) -> None:
        """Put a kit on the stick, whose program says `text`."""
        bundle = self.stick / "made"
        shutil.rmtree(bundle, ignore_errors=True)
        (bundle / "parts").mkdir(parents=True)
        (bundle / "portfel").write_text('#!/bin/sh\nexec cat "$(dirname "$(readlink -f "$0")")/parts/text"\n')
        (bundle / "portfel").chmod(0o755)
        (bundle / "parts/text").write_text(f"{text}\n")
        subprocess.run([SOURCE / "scripts/kit", self.stick, bundle], check=True, capture_output=True)
        for path in self.stick.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)  # a stick forgets who may run what

    def run(self, script: Path, *arguments: str, language: str = "en") -> "subprocess.CompletedProcess[str]":
        """Run the installer as the user."""
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        env = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": language}
        return subprocess.run(["sh", script, *arguments], capture_output=True, text=True, check=False, env=env, cwd="/", **user)

    def install(self, *arguments: str, language: str = "en") -> "subprocess.CompletedProcess[str]":
        """Run the installer on the stick."""
        return self.run(self.kit / "install", *arguments, language=language)

    def says(self) -> str | None:
        """What the installed program says; None where none is installed."""
        program = self.home / ".local/bin/portfel"
        return subprocess.check_output([program], text=True).strip() if program.exists() else None

    @property
    def kit(self) -> Path:
        return self.stick / "portfel-kit"

    @property
    def versions(self) -> Path:
        return self.home / ".local/lib/portfel"


@pytest.fixture
def laptop() -> Iterator[Laptop]:
    place = Path(tempfile.mkdtemp(prefix="kit-"))
    place.chmod(0o755)
    found = Laptop(place / "home", place / "stick")
    found.home.mkdir()
    found.stick.mkdir()
    if os.geteuid() == 0:
        os.chown(found.home, NOBODY, NOBODY)
    yield found
    shutil.rmtree(place)


def test_installed_it_runs_and_stands_in_the_menu(laptop: Laptop):
    laptop.bring("one")

    done = laptop.install()

    assert (done.returncode, laptop.says()) == (0, "one")
    entry = (laptop.home / ".local/share/applications/portfel.desktop").read_text()
    assert f'Exec="{laptop.versions}/current/portfel/portfel"' in entry
    assert (laptop.home / ".local/share/icons/hicolor/48x48/apps/portfel.png").exists()
    assert oct((laptop.versions / "current/portfel/parts/text").stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("spoil", ["changed", "missing", "added", "link"])
def test_a_kit_that_is_not_as_it_was_made_changes_nothing(laptop: Laptop, spoil: str):
    laptop.bring("one")
    text = laptop.kit / "portfel/parts/text"
    if spoil == "changed":
        text.write_text("two\n")
    elif spoil == "missing":
        text.unlink()
    elif spoil == "added":
        (text.parent / "more.so").write_text("")
    else:
        text.rename(text.with_name("elsewhere"))
        text.symlink_to("elsewhere")

    done = laptop.install()

    assert done.returncode == 1
    assert "Do not use this stick" in done.stderr
    assert laptop.says() is None
    assert list(laptop.versions.iterdir()) == []


def test_a_program_that_does_not_work_here_changes_nothing(laptop: Laptop):
    laptop.bring("one")
    laptop.install()
    laptop.bring("two")
    (laptop.stick / "made/portfel").write_text("#!/bin/sh\nexit 1\n")
    (laptop.stick / "made/portfel").chmod(0o755)
    subprocess.run([SOURCE / "scripts/kit", laptop.stick, laptop.stick / "made"], check=True, capture_output=True)

    done = laptop.install()

    assert (done.returncode, laptop.says()) == (1, "one")


def test_a_newer_version_keeps_the_one_before_and_there_is_a_way_back(laptop: Laptop):
    laptop.bring("one")
    laptop.install()
    laptop.bring("two")
    laptop.install()
    assert laptop.says() == "two"

    shutil.rmtree(laptop.stick)
    done = laptop.run(laptop.versions / "install", "--back")

    assert (done.returncode, laptop.says()) == (0, "one")


def test_only_one_version_before_is_kept(laptop: Laptop):
    for text in ("one", "two", "three"):
        laptop.bring(text)
        laptop.install()

    assert len([path for path in laptop.versions.iterdir() if path.is_dir() and not path.is_symlink()]) == 2
    laptop.run(laptop.versions / "install", "--back")
    assert laptop.says() == "two"


def test_installing_the_same_again_mends_it(laptop: Laptop):
    laptop.bring("one")
    laptop.install()
    (laptop.versions / "current/portfel/parts/text").write_text("broken\n")

    laptop.install()

    assert laptop.says() == "one"


def test_removed_it_leaves_nothing_of_the_program(laptop: Laptop):
    laptop.bring("one")
    laptop.install()
    vault = laptop.home / "vault"
    vault.mkdir()

    laptop.run(laptop.versions / "install", "--remove")

    assert [path for path in laptop.home.rglob("*") if not path.is_dir()] == []
    assert vault.exists()


def test_it_speaks_russian(laptop: Laptop):
    laptop.bring("one")

    assert "Установлено" in laptop.install(language="ru_RU.UTF-8").stdout


def test_a_folder_that_is_no_kit_is_left_alone(laptop: Laptop):
    laptop.bring("one")
    other = laptop.stick / "other/portfel-kit"
    other.mkdir(parents=True)
    (other / "letter").write_text("mine")

    done = subprocess.run([SOURCE / "scripts/kit", other.parent, laptop.stick / "made"], check=False, capture_output=True)

    assert done.returncode == 1
    assert (other / "letter").read_text() == "mine"
