"""Children that die by SIGKILL in the middle of their work, and a key derivation that takes no time."""

import hashlib
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.domain.errors import VaultInUse
from desktop.operations import new_keys
from desktop.operations.vaults import open_vault
from desktop.storage import kdf, slots
from desktop.storage.kdf import Kdf
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault


def quick_keys(patch: pytest.MonkeyPatch) -> None:
    """These proofs are about what is written, not about what a guess costs: no child process for a derivation."""
    patch.setattr(slots, "derive", lambda passphrase, cost: hashlib.blake2b(passphrase, key=cost.salt, digest_size=32).digest())
    patch.setattr(kdf, "calibrate", lambda _seconds: Kdf(64, 1, 4, os.urandom(16)))
    assert new_keys.kdf is kdf


def opened_after_a_kill(folder: Path, keys: Keys) -> Vault:
    """The vault, once nobody has it open. A child of the killed one that was just being started lets go of its lock in a moment."""
    for _ in range(200):
        with suppress(VaultInUse):
            return open_vault(folder, keys)
        time.sleep(0.01)
    return open_vault(folder, keys)


def killed(work: Callable[[Callable[[int], None]], None], after: float, *, from_ack: int = 0) -> list[int]:
    """Run `work` in a child and kill it `after` seconds from the start, or from its `from_ack`-th word.

    What it had said by then comes back: `work` is given a way to say that a step is done.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with suppress(BaseException):
            work(lambda number: os.write(writing, number.to_bytes(4, "big")) and None)
        os._exit(0)
    os.close(writing)
    said = b"".join(os.read(reading, 4) for _ in range(from_ack))
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    return [int.from_bytes(said[start : start + 4], "big") for start in range(0, len(said) - len(said) % 4, 4)]
