"""The knock on the door while the disk is full, has become read-only, or does not answer at all."""

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.operations.cases import keep_case, open_case
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.storage import reserve
from tests.e2e.memory import family, has_come, hits, is_replaced
from tests.e2e.screen import Program, missing_programs, running, screen, until
from tests.e2e.test_lock import PASSPHRASE, STORED, TYPED, _type_into_a_new_case, _unlock
from tests.storage.test_reserve import fill

pytestmark = [
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk: the lock on a bad disk was not tried"),
]

_libc = ctypes.CDLL(None, use_errno=True)
_DETACH = 2


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A disk of 96 MiB, with a vault on it: a real one, or (`indirect`) one in memory, which no other program holds up."""
    place, image = tmp_path / "disk", tmp_path / "image"
    place.mkdir()
    with image.open("wb") as file:
        file.truncate(96 * 1024**2)
    subprocess.run(["mkfs.ext4", "-q", image], check=True)
    in_memory = getattr(request, "param", "") == "in memory"
    how = ["-t", "tmpfs", "-o", "size=96m", "none"] if in_memory else ["-o", "loop", image]
    if subprocess.run(["mount", *how, place], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here: the lock on a bad disk was not tried")
    with create_vault(place / "vault", PASSPHRASE, unlock_seconds=0.05) as vault:
        case = open_case(vault, called_by="somebody", about=STORED, matter=STORED)
        keep_case(vault, replace(case, now=STORED))
    yield place
    subprocess.run(["fsfreeze", "-u", place], capture_output=True, check=False)
    _libc.umount2(str(place).encode(), _DETACH)


@contextmanager
def typing(disk: Path, home: Path) -> Iterator[Program]:
    """The program, with something typed that is in no vault yet."""
    with screen(home) as env, running(env, "--vault", str(disk / "vault"), "--lang", "en") as program:
        program.see("Portfel – locked")
        program.take_keyboard()
        _unlock(program)
        until((disk / "vault" / reserve.SPARE).exists, "the room for drafts to be laid")
        yield program


@pytest.mark.parametrize("disk", ["in memory"], indirect=True)
def test_on_a_full_disk_what_was_typed_is_there_after_unlocking(tmp_path, disk):
    with typing(disk, tmp_path) as program:
        fill(disk)
        _type_into_a_new_case(program)
        program.press("F12")
        until(lambda: is_replaced(program.process.pid), "the process to be replaced")
        program.see("Portfel – locked")
        assert hits(program.process.pid, [STORED, TYPED]) == {STORED: 0, TYPED: 0}
        program.take_keyboard()

        _unlock(program)
        program.press("Return")  # the empty page: there is a draft

        until(lambda: has_come(program.process.pid, TYPED), "the draft to be back", every=0.05)
        assert not (disk / "vault" / reserve.SPARE).exists()
    with open_vault(disk / "vault", unlock(disk / "vault", PASSPHRASE)) as vault:
        assert vault.problems_of_roots() == ()


def test_on_a_disk_that_became_read_only_the_lock_wins_and_says_so(tmp_path, disk):
    with typing(disk, tmp_path) as program:
        subprocess.run(["mount", "-o", "remount,ro,abort", disk], capture_output=True, check=False)
        _type_into_a_new_case(program)

        program.press("F12")

        until(lambda: is_replaced(program.process.pid), "the process to be replaced")
        program.see("Portfel – locked")
        assert hits(program.process.pid, [STORED, TYPED, PASSPHRASE]) == {STORED: 0, TYPED: 0, PASSPHRASE: 0}


def test_on_a_disk_that_does_not_answer_the_screen_and_the_memory_are_given_up(tmp_path, disk):
    with typing(disk, tmp_path) as program:
        _type_into_a_new_case(program)
        subprocess.run(["fsfreeze", "-f", disk], check=True)
        others: list[int] = []
        try:
            program.press("F12")

            program.see("Portfel – locked")
            assert "Portfel" not in program.titles()
            others = family(program.process.pid)
            assert all(not sum(hits(pid, [STORED, TYPED, PASSPHRASE]).values()) for pid in others)
        finally:
            subprocess.run(["fsfreeze", "-u", disk], check=True)
            for pid in others:
                if pid != program.process.pid:
                    os.kill(pid, 9)
        program.process.wait(timeout=20)
