"""The lock comes true in every scene, for every trigger, with every draft; nothing of the vault is left in any process."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from desktop.domain.cases import Case
from desktop.domain.errors import CaseFileError, VaultInUse
from desktop.operations.demo import make_demo
from desktop.operations.restoring import verify
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import records
from desktop.storage.drafts import waiting
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests import logind
from tests.e2e.memory import family, hits, is_replaced
from tests.e2e.screen import ROOT, until
from tests.torture.counts import count, seeded, tell
from tests.torture.scenes import PASSPHRASE, STORED, TYPED, names

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may look into the memory of a process that forbids it"),
    pytest.mark.skipif(logind.is_missing(), reason="dbus-daemon is not installed: the lock before the sleep was not tried"),
]

_PR_SET_CHILD_SUBREAPER = 36
TRIGGERS = ("f12", "ctrl-l", "idle", "sleep", "lock", "saver", "leave", "lid")
STATES = ("clean", "typed", "question over cases", "open_file over papers", "saving", "printing", "a backup")
CANARIES = (STORED, TYPED, PASSPHRASE)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A vault with three cases in it, made once."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    make_demo(folder, PASSPHRASE, cases=3, unlock_seconds=0.01)
    keys = unlock(folder, PASSPHRASE)
    with open_vault(folder, keys) as vault, vault.transaction():
        case = records.every(vault, Case)[0]
        records.save(vault, case.__class__(**{**{name: getattr(case, name) for name in case.__dataclass_fields__}, "now": STORED}))
    return folder, keys


class Scene:
    """The program in its scene."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path, said: str = "") -> None:
        self.process, self.folder, self.said = process, folder, said

    @property
    def pid(self) -> int:
        """Its process number, before and after the lock."""
        return self.process.pid

    def does(self, what: str) -> None:
        """Let its hands do something."""
        assert self.process.stdin
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()

    def locked(self) -> list[int]:
        """Wait until it is the locked program, or another is in its place; whatever is left of either comes back."""
        until(self._locked, "the locked program")
        return [pid for pid in (self.pid, *self._locked()) if is_alive(pid)]

    def _locked(self) -> list[int]:
        return [pid for pid in family(os.getpid()) if is_alive(pid) and is_replaced(pid)]


def is_alive(pid: int) -> bool:
    """Whether a process has anything left but its number."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def found_in(pid: int) -> int:
    """How many canaries lie in the memory of a process; none where it has ended."""
    try:
        return sum(hits(pid, CANARIES).values())
    except (ProcessLookupError, FileNotFoundError):
        return 0


@pytest.fixture(autouse=True)
def _orphans() -> None:
    """The program that comes in the place of one that a disk holds fast is an orphan: it is ours then."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


@contextmanager
def scene(name: str, place: Path, made: tuple[Path, Keys], computer: logind.Computer, *, says: str = "ready") -> Iterator[Scene]:
    """The program, brought into a scene on a copy of the vault, as soon as it says this word."""
    folder = Path(shutil.copytree(made[0], place / "vault"))
    env = {**os.environ, **computer.env, "QT_QPA_PLATFORM": "offscreen", "PORTFEL_HOME": str(place / "home"), "HOME": str(place)}
    command = [sys.executable, "-m", "tests.torture.scenes", str(folder), name]
    with subprocess.Popen(command, env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            assert said.startswith(says), name
            yield Scene(process, folder, said)
        finally:
            process.kill()
            for pid in (pid for pid in family(os.getpid()) if pid != os.getpid() and is_alive(pid) and is_replaced(pid)):
                os.kill(pid, signal.SIGKILL)
                with suppress(ChildProcessError):
                    os.waitpid(pid, 0)


def drafts(folder: Path, keys: Keys) -> set[str]:
    """What waits to be typed on, once the program is gone."""
    # A process that a disk held fast lets go of the vault when it ends.
    opened: list[Vault] = []

    def opens() -> bool:
        with suppress(VaultInUse):
            opened.append(open_vault(folder, keys))
        return bool(opened)

    until(opens, "the vault to be free")
    with opened[0] as vault:
        return {text for draft in waiting(vault) for text in draft.fields.values()}


def lock_in(name: str, trigger: str, place: Path, made: tuple[Path, Keys]) -> None:
    """Lock one scene by one trigger, and look at what is left."""
    with logind.computer(place) as computer, scene(name, place, made, computer) as found:
        before, children = hits(found.pid, CANARIES), [pid for pid in family(found.pid) if pid != found.pid]
        assert all(before[word] for word in CANARIES if word != TYPED or name != "clean"), "the eyes of this test are shut"

        found.does(trigger) if trigger in {"f12", "ctrl-l", "idle"} else computer.does(trigger)
        left = found.locked()

        until(lambda: not any(found_in(pid) for pid in left), f"the memory to be clean after «{name}», {trigger}", patience=5)
        assert not any(is_alive(child) for child in children), name
    assert name == "clean" or TYPED in drafts(found.folder, made[1])
    stick = found.folder.parent / "stick"
    # What has its last name is whole; what was cut short has none.
    for backup in stick.glob("*.backup"):
        assert verify(backup, PASSPHRASE).ok, backup.name


def test_the_lock_comes_true_whatever_is_open(quick_place, made):
    chance, every = seeded("scenes"), names()
    tried = chance.sample(every, count(2, len(every)))
    failed = []
    for number, name in enumerate(tried):
        place, trigger = quick_place / f"{number}", TRIGGERS[number % len(TRIGGERS)]
        place.mkdir()
        try:
            lock_in(name, trigger, place, made)
        except (AssertionError, CaseFileError, OSError) as error:
            failed.append(f"{name}, {trigger}: {error!r}")
        shutil.rmtree(place)

    tell(f"locked in {len(tried) - len(failed)} of {len(tried)} scenes ({len(every)} there are), by {len(TRIGGERS)} triggers in turn")
    assert failed == []


def test_the_sleep_waits_until_nothing_is_in_memory_any_more(quick_place, made):
    seconds = []
    for number in range(count(2, 210)):
        name, place = STATES[number % len(STATES)], quick_place / f"{number}"
        place.mkdir()
        with logind.computer(place) as computer, scene(name, place, made, computer) as found:
            computer.hears("inhibited")
            computer.looks_at(found.pid, CANARIES)
            computer.does("sleep")
            _what, begun = computer.hears("does")
            released, hits_then, is_old = computer.hears("released")
            assert (is_old, hits_then) == ("0", "0"), f"{name}: still in memory when the computer went to sleep"
            seconds.append(float(released) - float(begun))
            found.locked()
        assert name == "clean" or TYPED in drafts(found.folder, made[1]), name
        shutil.rmtree(place)

    seconds.sort()
    p99 = seconds[int(len(seconds) * 0.99)]
    tell(f"{len(seconds)} of {len(seconds)} suspends locked before the inhibitor went: median {seconds[len(seconds) // 2]:.3f} s, "
         f"p99 {p99:.3f} s, longest {seconds[-1]:.3f} s; drafts lost 0")  # fmt: skip


def test_a_window_that_hangs_is_locked_before_the_sleep_all_the_same(tmp_path, made):
    with logind.computer(tmp_path) as computer, scene("typed", tmp_path, made, computer) as found:
        computer.hears("inhibited")
        computer.looks_at(found.pid, CANARIES)
        found.does("deaf")
        time.sleep(0.2)

        computer.does("sleep")

        _what, begun = computer.hears("does")
        released, hits_then, is_old = computer.hears("released")
        assert (is_old, hits_then) == ("0", "0")
        assert float(released) - float(begun) < 4
        found.locked()


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_while_unlocked_leaves_no_core_anywhere(tmp_path, made, number):
    places = [Path(ROOT), tmp_path, Path("/var/crash"), Path("/var/lib/systemd/coredump"), Path("/tmp")]
    cores = lambda: {file for place in places if place.is_dir() for file in place.glob("*core*")}  # noqa: E731
    before = cores()
    with logind.computer(tmp_path) as computer, scene("typed", tmp_path, made, computer) as found:
        found.does(f"die {int(number)}")

        assert found.process.wait(timeout=20) == -number
    assert cores() == before
