"""The knock on the door: one key, and no process holds anything of the vault."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.operations.cases import keep_case, open_case
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.storage.drafts import waiting
from tests.e2e.memory import family, has_come, hits, is_replaced
from tests.e2e.screen import Program, missing_programs, running, screen, until
from tests.torture.counts import count

PASSPHRASE = "kanarienvogel im bergwerk"
STORED, TYPED = "storedcanaryqx", "typedcanaryqx"
# A busy computer takes its time: here that the lock does not wait for its last resort (`lock.Deadline`); half a second is measured by
# "make torture ONLY=tests/e2e/test_lock.py" on a quiet one.
SECONDS = count(2.0, 0.5)

needs_screen = pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may look into the memory of a process that forbids it")


@pytest.fixture
def locked_folder(quick_place: Path) -> Path:
    """A vault with a case in it. Not on a disk: where one is busy another process may take the screen (`test_lock_on_a_bad_disk`)."""
    folder = quick_place / "vault"
    with create_vault(folder, PASSPHRASE, unlock_seconds=0.05) as vault:
        case = open_case(vault, called_by="somebody", about=STORED, matter=STORED)
        keep_case(vault, replace(case, now=STORED))
    return folder


@pytest.fixture
def program(locked_folder: Path, tmp_path: Path) -> Iterator[Program]:
    """The program, waiting for the passphrase."""
    with screen(tmp_path) as env, running(env, "--vault", str(locked_folder), "--lang", "en") as started:
        started.see("Portfel – locked")
        started.take_keyboard()
        yield started


def _unlock(program: Program) -> None:
    program.type(PASSPHRASE)
    program.press("Return")
    program.see("Portfel")
    program.take_keyboard()


def _type_into_a_new_case(program: Program) -> None:
    program.press("ctrl+Next")  # the cases, with the preview of the first
    program.press("ctrl+n")
    program.type(TYPED)


@needs_screen
@needs_root
def test_after_the_panic_key_no_process_holds_anything_of_the_vault(program):
    _unlock(program)
    _type_into_a_new_case(program)
    until(lambda: has_come(program.process.pid, TYPED, STORED), "both words to be in the memory", every=0.05)

    program.press("F12")
    seconds = until(lambda: is_replaced(program.process.pid), "the process to be replaced")
    program.see("Portfel – locked")

    survivors = family(program.process.pid)
    assert survivors == [program.process.pid]
    assert hits(program.process.pid, [STORED, TYPED, PASSPHRASE]) == {STORED: 0, TYPED: 0, PASSPHRASE: 0}
    assert seconds <= SECONDS


@needs_screen
@needs_root
@pytest.mark.parametrize(
    "open_something", [("alt+Down",), ("Escape", "F2"), ("ctrl+k",)], ids=["a list hanging open", "a call", "the search"]
)
def test_the_panic_key_locks_whatever_is_open(program, open_something):
    _unlock(program)
    program.press("ctrl+n")
    program.press("Tab", "Tab", "Tab", "Tab")  # to the list of categories
    program.press(*open_something)

    program.press("F12")

    assert until(lambda: is_replaced(program.process.pid), "the process to be replaced") <= SECONDS
    program.see("Portfel – locked")


@needs_screen
@needs_root
def test_ctrl_l_keeps_what_was_typed_and_brings_it_back(program, locked_folder):
    _unlock(program)
    _type_into_a_new_case(program)
    program.press("ctrl+l")
    until(lambda: is_replaced(program.process.pid), "the process to be replaced")
    program.see("Portfel – locked")
    with open_vault(locked_folder, unlock(locked_folder, PASSPHRASE)) as vault:
        assert [draft.fields["called_by"] for draft in waiting(vault) if draft.page == "new-case"] == [TYPED]

    program.take_keyboard()
    _unlock(program)
    until(lambda: has_come(program.process.pid, TYPED), "the draft to be back", every=0.05)


@needs_screen
@needs_root
def test_the_arguments_and_the_title_never_name_the_vault(program, locked_folder):
    _unlock(program)
    program.press("F12")
    until(lambda: is_replaced(program.process.pid), "the process to be replaced")
    program.see("Portfel – locked")

    assert str(locked_folder).encode() not in Path(f"/proc/{program.process.pid}/cmdline").read_bytes()
    assert str(locked_folder).encode() not in Path(f"/proc/{program.process.pid}/environ").read_bytes()
