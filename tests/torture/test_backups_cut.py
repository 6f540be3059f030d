"""A backup that is cut at every hundredth of its way, in four ways: no new name appears, earlier ones stay byte for byte (SECURITY C13)."""

import fcntl
import gc
import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.domain.cases import Case
from desktop.domain.errors import DiskFailed, DiskFull
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up, verify
from desktop.operations.vaults import open_vault
from desktop.storage import meter, place, records
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests.operations.backup_case import fill, tree
from tests.torture.counts import count, tell

HUNDREDTHS = range(0, 100, count(40, 1))
_SOURCE = Path(__file__).parents[2]
_SHUT_DOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN: from now on every access fails, as with a device that is gone

# The name of the new backup is known beforehand, so that the calls to its files alone fail.
_NAME = "copy-c0ffee00-20260514-1200.backup"
_SESSION = """
import sys
from datetime import datetime
from pathlib import Path
from desktop.domain.errors import CaseFileError
from desktop.operations import making
from desktop.operations.backups import back_up
from desktop.operations.vaults import open_vault
from desktop.storage.keys import Keys
from desktop.storage.vault import Ground

making.token_hex = lambda _size: "c0ffee00"
noon = datetime(2026, 5, 14, 12).astimezone()
with open_vault(Path(sys.argv[1]), Keys(bytes.fromhex(sys.argv[2]), sys.argv[3]), ground=Ground(now=lambda: noon)) as vault:
    try:
        back_up(vault, Path(sys.argv[4]))
    except CaseFileError as error:
        print(type(error).__name__)
"""
_CALLS = ("write", "read", "fsync", "openat", "renameat2", "fstat,newfstatat", "mkdirat")


@dataclass
class Cuts:
    """A vault, and a stick with two earlier backups; each try begins with the same stick."""

    folder: Path
    keys: Keys
    stick: Path
    before: dict[str, bytes]

    def as_before(self) -> None:
        """The stick as it was."""
        for each in tuple(self.stick.iterdir()):
            if each.name == "lost+found":
                continue
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        for name, content in self.before.items():
            (self.stick / name).parent.mkdir(exist_ok=True)
            (self.stick / name).write_bytes(content)

    def is_untouched(self) -> bool:
        """Whether no new backup has a name, and every earlier file is as it was."""
        after = tree(self.stick)
        if any(after.get(name) != content for name, content in self.before.items()):
            return False
        names = {name for name in after if ".backup" in name and not name.endswith(".part")}
        return names == {name for name in self.before if ".backup" in name}

    def next_goes_well(self) -> bool:
        """Whether the next backup, uncut, is whole; and the earlier ones still."""
        with open_vault(self.folder, self.keys) as vault:
            made = back_up(vault, self.stick)
        if any(path.name.endswith(".part") for path in self.stick.rglob("*")):
            return False
        return all(verify(path, self.keys.age_identity).ok for path in (made.file, *self.stick.glob("*.backup")))


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meter, "_STEP", 1)


@pytest.fixture
def begin(folder: Path, keys: Keys, tmp_path: Path) -> Callable[[Path], Cuts]:
    """Two backups on a stick, and after them papers of a third of a MiB that the next will have to write."""

    def made(stick: Path) -> Cuts:
        with open_vault(folder, keys) as vault:
            fill(vault, tmp_path, papers=1)
            for _ in range(2):
                back_up(vault, stick)
            before = tree(stick)
            for number in range(5):
                paper = tmp_path / f"paper {number}"
                paper.write_bytes(os.urandom(70_000))
                attach(vault, records.every(vault, Case)[0].id, paper)
        return Cuts(folder, keys, stick, before)

    return made


def calls_of(cuts: Cuts, vault: Vault, other: Path) -> int:
    """How often the next backup reports, tried on another stick like this one."""
    shutil.copytree(cuts.stick, other, ignore=shutil.ignore_patterns("lost+found"))
    calls: list[int] = []
    back_up(vault, other, report=lambda done, total: calls.append(done))
    shutil.rmtree(other)
    return len(calls)


def at_call(number: int, act: Callable[[], object]) -> Callable[[int, int], None]:
    """A report that does something when it is called for that time."""
    calls = iter(range(1_000_000))

    def report(done: int, total: int) -> None:
        if next(calls) == number:
            act()

    return report


def test_killed(begin: Callable[[Path], Cuts], quick_place: Path) -> None:
    (quick_place / "stick").mkdir()
    cuts = begin(quick_place / "stick")
    with open_vault(cuts.folder, cuts.keys) as vault:
        calls = calls_of(cuts, vault, quick_place / "other")

    good = 0
    for hundredth in HUNDREDTHS:
        cuts.as_before()
        child = os.fork()
        if child == 0:
            try:
                with open_vault(cuts.folder, cuts.keys) as vault:
                    back_up(vault, cuts.stick, report=at_call(calls * hundredth // 100, lambda: os.kill(os.getpid(), signal.SIGKILL)))
            finally:
                os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        good += cuts.is_untouched()

    with open_vault(cuts.folder, cuts.keys):
        assert list(cuts.folder.glob("snapshot-*")) == []
    tell(f"C13 killed: {good} of {len(HUNDREDTHS)} left no new name and the earlier two as they were")
    assert good == len(HUNDREDTHS)
    assert cuts.next_goes_well()


def mounted(*command: object) -> None:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"NOT TESTED, this needs root and file systems to mount: {' '.join(map(str, command))}: {done.stderr.strip()}")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A stick in memory whose size a test can change."""
    target = tmp_path / "small"
    target.mkdir()
    mounted("mount", "-t", "tmpfs", "-o", "size=64m,mode=700", "tmpfs", target)
    yield target
    subprocess.run(["umount", "-l", target], check=True)


def used(stick: Path) -> int:
    """The bytes that are taken."""
    found = os.statvfs(stick)
    return (found.f_blocks - found.f_bfree) * found.f_frsize


def test_full(begin: Callable[[Path], Cuts], small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cuts = begin(small)
    # Without the look beforehand it has to notice at the very write that fails.
    monkeypatch.setattr(place, "MARGIN", -(10**9))
    earlier, good = used(small), 0
    with open_vault(cuts.folder, cuts.keys) as vault:
        back_up(vault, small)
        needed = used(small) - earlier
        for hundredth in HUNDREDTHS:
            cuts.as_before()
            subprocess.run(["mount", "-o", f"remount,size={earlier + needed * hundredth // 100}", small], check=True)
            with pytest.raises(DiskFull):
                back_up(vault, small)
            good += cuts.is_untouched()
            subprocess.run(["mount", "-o", "remount,size=64m", small], check=True)

    tell(f"C13 full disk: {good} of {len(HUNDREDTHS)} left no new name and the earlier two as they were")
    assert good == len(HUNDREDTHS)
    assert cuts.next_goes_well()


@pytest.fixture
def device(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A stick as a small ext4 in a file: the file, and where it is mounted."""
    image, target = tmp_path / "image", tmp_path / "device"
    target.mkdir()
    with image.open("wb") as file:
        file.truncate(48 * 1024**2)
    mounted("mkfs.ext4", "-q", "-F", image)
    mounted("mount", "-o", "loop", image, target)
    yield image, target
    subprocess.run(["umount", "-l", target], check=False, capture_output=True)


def test_device_gone(begin: Callable[[Path], Cuts], device: tuple[Path, Path], tmp_path: Path) -> None:
    image, target = device
    cuts = begin(target)

    def pulled_out() -> None:
        subprocess.run(["umount", "-l", target], check=True)

    def dead() -> None:
        folder = os.open(target, os.O_RDONLY)
        fcntl.ioctl(folder, _SHUT_DOWN, struct.pack("I", 2))
        os.close(folder)

    good = 0
    with open_vault(cuts.folder, cuts.keys) as vault:
        calls = calls_of(cuts, vault, tmp_path / "other")
        for hundredth in HUNDREDTHS:
            cuts.as_before()
            os.sync()
            with pytest.raises(DiskFailed):
                back_up(vault, target, report=at_call(calls * hundredth // 100, pulled_out if hundredth % 2 else dead))
            written_under_it = hundredth % 2 and list(target.iterdir())
            # A file that only the error's frames still hold keeps the dead file system alive, and mounting would bring it back.
            gc.collect()
            subprocess.run(["umount", "-l", target], check=False, capture_output=True)
            subprocess.run(["mount", "-o", "loop", image, target], check=True)
            good += cuts.is_untouched() and not written_under_it

    tell(f"C13 device gone: {good} of {len(HUNDREDTHS)} left no new name and the earlier two as they were")
    assert good == len(HUNDREDTHS)
    assert cuts.next_goes_well()


def run(cuts: Cuts, trace: Path, calls: str, failing: int) -> str:
    """Back up under strace, one call to the files of the stick failing (none for 0); what was said."""
    papers = [path.name for path in (cuts.folder / "papers").iterdir()]
    files = ["", _NAME, f"{_NAME}.part", "copy-papers", *(f"copy-papers/{name}{end}" for name in papers for end in ("", ".part"))]
    watched = [word for name in files for word in ("-P", str(cuts.stick / name).rstrip("/"))]
    fails = ["-e", f"inject={calls}:error=EIO:when={failing}"] if failing else []
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", trace, *watched, "-e", f"trace={calls},renameat2", *fails]
    arguments = [sys.executable, "-c", _SESSION, cuts.folder, cuts.keys.vmk.hex(), cuts.keys.vault, cuts.stick]
    done = subprocess.run([*map(str, command), *map(str, arguments)], cwd=_SOURCE, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def before_the_name(trace: Path, calls: str) -> int:
    """How many of these calls came before the new backup had its name, that of the name itself among them."""
    found = 0
    for line in trace.read_text().splitlines():
        found += any(f"{call}(" in line for call in calls.split(","))
        if "renameat2(" in line and f'{_NAME}.part"' in line:
            return found
    raise AssertionError("no backup was made")


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: no call to the stick failed")
def test_a_call_fails(begin: Callable[[Path], Cuts], quick_place: Path) -> None:
    (quick_place / "stick").mkdir()
    cuts, trace = begin(quick_place / "stick"), quick_place / "trace"
    places = [("fsync", 1)]
    if len(HUNDREDTHS) == 100:
        places = []
        for calls in _CALLS:
            cuts.as_before()
            assert run(cuts, trace, calls, 0) == ""
            places += [(calls, number + 1) for number in range(before_the_name(trace, calls))]

    good, passed, wrong = 0, 0, []
    chosen = [places[len(places) * hundredth // 100] for hundredth in range(100)] if len(places) > 100 else places
    for calls, number in chosen:
        cuts.as_before()
        if run(cuts, trace, calls, number):
            is_right = cuts.is_untouched()
            good += is_right
        else:
            # It was of no account: it was asked once more, or the answer did not matter. Then the new one is whole.
            is_right = verify(cuts.stick / _NAME, cuts.keys.age_identity).ok
            passed += is_right
        wrong += [] if is_right else [(calls, number, sorted(tree(cuts.stick).keys() ^ cuts.before.keys()))]

    tell(f"C13 a call fails: {good} of {len(chosen)} refused, nothing new, earlier two as they were; {passed} made whole all the same")
    assert wrong == []
    assert good > 0
    assert cuts.next_goes_well()
