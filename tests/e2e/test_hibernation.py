"""While a vault is open the running program keeps the kernel from hibernating; once it is locked it may."""

import os
from pathlib import Path

import pytest

from desktop import guard
from tests.e2e.memory import is_replaced
from tests.e2e.screen import missing_programs, until
from tests.e2e.test_selection import typed

__all__ = ["typed"]

pytestmark = [
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root may look at the descriptors of a process that forbids it"),
]


def _holds_secret_memory(pid: int) -> bool:
    return any("secretmem" in str(link.readlink()) for link in list(Path(f"/proc/{pid}/fd").iterdir()) if link.is_symlink())


def test_secret_memory_is_held_from_unlocking_to_the_lock(typed):
    probe = guard.refuse_hibernation()
    if probe is None:
        pytest.skip("this kernel has no memfd_secret, so holding hibernation off was NOT tested")
    os.close(probe)
    program, _env = typed
    assert _holds_secret_memory(program.process.pid)

    program.press("F12")
    until(lambda: is_replaced(program.process.pid), "the process to be replaced")
    program.see("Portfel – locked")

    assert not _holds_secret_memory(program.process.pid)
    assert "VmSwap:\t       0 kB" in Path(f"/proc/{program.process.pid}/status").read_text()
