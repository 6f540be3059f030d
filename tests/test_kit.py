"""The kit for a laptop without a network: it is verified before anything changes, and there is a way back."""

import fcntl
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts import inspection
from tests.torture.counts import count, seeded, tell

SOURCE = Path(__file__).parent.parent
NOBODY = 65534  # root may not install, so these tests become somebody else

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk")


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

    def run(
        self, script: Path, *arguments: str, language: str = "en", more: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run the installer as the user."""
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        env = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": language, **(more or {})}
        return subprocess.run(
            ["sh", script, *arguments], capture_output=True, text=True, check=False, env=env, cwd="/", start_new_session=True, **user
        )

    def install(self, *arguments: str, language: str = "en", more: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
        """Run the installer on the stick."""
        return self.run(self.kit / "install", *arguments, language=language, more=more)

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

    @property
    def current(self) -> str:
        """The folder of the version in use."""
        return (self.versions / "current").resolve().name


@pytest.fixture
def laptop() -> Iterator[Laptop]:
    # In memory, where there is such a place and programs may run from it: an installer waits for the disk often.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() and not os.statvfs("/dev/shm").f_flag & os.ST_NOEXEC else None
    place = Path(tempfile.mkdtemp(prefix="kit Комплект ", dir=memory))
    place.chmod(0o755)
    found = Laptop(place / "дом $HOME 100% `x` \\", place / "флешка & co")
    found.home.mkdir()
    found.stick.mkdir()
    if os.geteuid() == 0:
        os.chown(found.home, NOBODY, NOBODY)
    yield found
    shutil.rmtree(place)


def command_of(entry: str) -> str:
    """What a desktop starts for an entry in the menu, by the rules of freedesktop.org for strings and for Exec."""
    (value,) = re.findall(r"^Exec=(.*)$", entry, re.MULTILINE)
    string = re.sub(r"\\(.)", r"\1", value)
    (quoted,) = re.fullmatch(r'"((?:[^"`$\\]|\\.)*)"', string).groups()
    return re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%")


@contextmanager
def mounted(place: Path, options: str) -> Iterator[None]:
    """An empty disk in memory at this place."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", place], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def test_installed_it_runs_and_stands_in_the_menu(laptop: Laptop):
    laptop.bring("one")

    done = laptop.install()

    assert (done.returncode, laptop.says()) == (0, "one")
    entry = (laptop.home / ".local/share/applications/portfel.desktop").read_text()
    assert command_of(entry) == str(laptop.versions / "current/portfel/portfel")
    assert (laptop.home / ".local/share/icons/hicolor/48x48/apps/portfel.png").exists()
    assert oct((laptop.versions / "current/portfel/parts/text").stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("spoil", ["changed", "missing", "added", "link", "program missing"])
def test_a_kit_that_is_not_as_it_was_made_changes_nothing(laptop: Laptop, spoil: str):
    laptop.bring("one")
    text = laptop.kit / "portfel/parts/text"
    if spoil == "changed":
        text.write_text("two\n")
    elif spoil == "missing":
        text.unlink()
    elif spoil == "program missing":
        (laptop.kit / "portfel/portfel").unlink()
    elif spoil == "added":
        (text.parent / "more.so").write_text("")
    else:
        text.rename(text.with_name("elsewhere"))
        text.symlink_to("elsewhere")

    done = laptop.install()

    assert done.returncode == 1
    assert done.stderr == "The files are not those of the list SHA256SUMS. Do not use this stick. Nothing was changed.\n"
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


@needs_root
def test_on_a_full_disk_the_version_that_is_there_stays(laptop: Laptop):
    with mounted(laptop.home, f"size=512k,uid={NOBODY},gid={NOBODY}"):
        laptop.bring("one")
        laptop.install()
        laptop.bring("two")
        filler = laptop.home / "film"
        filler.write_bytes(bytes(shutil.disk_usage(laptop.home).free - 30_000))

        done = laptop.install()

        assert (done.returncode, laptop.says()) == (1, "one")
        assert done.stderr == "There is no room in your home, or the stick cannot be read. Nothing was changed.\n"
        assert {path.name for path in laptop.versions.iterdir()} == {"current", "install", laptop.current}
        filler.unlink()
        assert (laptop.install().returncode, laptop.says()) == (0, "two")


@needs_root
def test_a_home_from_which_nothing_may_run_is_told_of(laptop: Laptop):
    with mounted(laptop.home, f"size=512k,noexec,uid={NOBODY},gid={NOBODY}"):
        laptop.bring("one")

        done = laptop.install(language="ru_RU.UTF-8")

        assert done.stderr.strip().endswith("нельзя запускать программы из домашней папки. Ничего не изменено.")
        assert list(laptop.versions.iterdir()) == []


@needs_root
def test_a_stick_from_which_nothing_may_run_and_on_which_nothing_can_be_written_serves(laptop: Laptop):
    with mounted(laptop.stick, "size=512k"):
        laptop.bring("one")
        subprocess.run(["mount", "-o", "remount,ro,noexec", laptop.stick], check=True)

        assert (laptop.install().returncode, laptop.says()) == (0, "one")


# Each stands before the program of its name, and ends the whole installation when it is the turn of the one to be killed at.
SHIM = """#!/bin/sh
echo >>"$TURNS"
[ "$(/usr/bin/wc -l <"$TURNS")" -lt "$LAST" ] || kill -KILL 0
exec /usr/bin/{name} "$@"
"""
PROGRAMS = (
    "basename",
    "cat",
    "chmod",
    "cmp",
    "cp",
    "cut",
    "find",
    "flock",
    "ln",
    "mkdir",
    "mv",
    "rm",
    "sed",
    "sha256sum",
    "sort",
    "sync",
    "xargs",
)


def test_wherever_it_is_killed_a_whole_version_is_there(laptop: Laptop, tmp_path: Path):
    shims = laptop.stick.parent / "shims"
    shims.mkdir()
    for name in PROGRAMS:
        (shims / name).write_text(SHIM.format(name=name))
        (shims / name).chmod(0o755)
    turns = laptop.stick.parent / "turns"
    turns.touch()
    turns.chmod(0o666)
    laptop.bring("one")
    laptop.install()
    watched = {"PATH": f"{shims}:/usr/bin:/bin", "TURNS": str(turns)}
    laptop.bring("two")
    laptop.install(more=watched | {"LAST": "100000"})
    places = range(1, len(turns.read_text()) + 1)

    chosen = seeded("kit").sample(places, min(count(4, 1000), len(places)))
    for number, place in enumerate(chosen):
        laptop.bring(f"version {number}")
        before = laptop.says()
        turns.write_text("")
        laptop.install(more=watched | {"LAST": str(place)})
        assert laptop.says() in {before, f"version {number}"}, f"killed at the {place}th program"
        back = laptop.run(laptop.versions / "install", "--back")
        assert back.returncode == 0, back.stderr
        assert laptop.install().returncode == 0
        assert laptop.says() == f"version {number}"
    assert not list(laptop.versions.glob(".*"))
    tell(f"installation killed at {len(chosen)} of {len(places)} places: a whole version each time, and the next installation went through")


def test_two_installations_at_once_do_not_harm_each_other(laptop: Laptop):
    laptop.bring("one")
    laptop.install()

    folder = os.open(laptop.versions, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        done = laptop.install()
    finally:
        os.close(folder)

    assert done.stderr == "Another installer is at work. Wait until it is done.\n"
    assert laptop.says() == "one"


def test_a_linux_that_is_too_old_is_told_of_before_anything_is_copied(laptop: Laptop):
    laptop.bring("one")
    shims = laptop.stick.parent / "shims"
    shims.mkdir()
    (shims / "getconf").write_text("#!/bin/sh\necho glibc 2.31\n")
    (shims / "getconf").chmod(0o755)

    done = laptop.install(more={"PATH": f"{shims}:/usr/bin:/bin"})

    assert done.stderr.startswith("This Linux is too old for the program: it has glibc 2.31, and glibc 2.36 is the least.")
    assert not laptop.versions.exists()


def test_the_least_glibc_is_the_same_wherever_it_is_named():
    least = ".".join(map(str, inspection.OLDEST_GLIBC))

    assert f"\noldest={least}\n" in (SOURCE / "kit/install").read_text()
    for language in ("en", "ru"):
        assert f"glibc {least}" in (SOURCE / f"kit/READ-ME.{language}.txt").read_text()


def test_a_vault_that_lies_among_the_versions_is_never_touched(laptop: Laptop):
    laptop.bring("one")
    laptop.install()
    first = laptop.versions / laptop.current
    vaults = [folder / "vault" for folder in (laptop.versions, first, first / "portfel")]
    for vault in vaults:
        vault.mkdir()
        (vault / "hers").write_text("hers")
        if os.geteuid() == 0:
            os.chown(vault, NOBODY, NOBODY)
    for text in ("two", "three"):
        laptop.bring(text)
        laptop.install()

    laptop.run(laptop.versions / "install", "--remove")

    assert laptop.says() is None
    assert sorted(path for path in laptop.home.rglob("*") if path.is_file()) == sorted(vault / "hers" for vault in vaults)


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
