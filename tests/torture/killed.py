"""A deed on a vault, done by a process of its own that is killed at a moment drawn by lot."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from desktop.storage.keys import Keys
from tests.torture.counts import count

SOURCE = Path(__file__).parents[2]
READY, DONE = "ready", "done"
_PROGRAM = """
import sys
from pathlib import Path
from desktop.operations.vaults import open_vault
from desktop.storage.keys import Keys
from tests.torture.counts import count
{before}
folder, vmk, vault_id = sys.stdin.readline().split("\\t")
vault = open_vault(Path(folder), Keys(bytes.fromhex(vmk), vault_id.strip()))
print("ready", flush=True)
{deed}
print("done", flush=True)
sys.stdin.readline()
"""


def do(deed: str, before: str, folder: Path, keys: Keys, seconds: float | None) -> tuple[bool, float]:
    """Do it, and kill the process so many seconds after it began; without a number, when it has done.

    Whether it said that it had done, and how long it took until then or until the kill.
    """
    program = _PROGRAM.format(before=before, deed=deed)
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=SOURCE) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{folder}\t{keys.vmk.hex()}\t{keys.vault}\n")
        child.stdin.flush()
        assert child.stdout.readline().strip() == READY
        began = time.perf_counter()
        if seconds is None:
            assert child.stdout.readline().strip() == DONE
        else:
            time.sleep(seconds)
        took = time.perf_counter() - began
        child.kill()
        return DONE in child.stdout.read() or seconds is None, took


class Deaths:
    """Kills spread over the whole of one deed, more of them near its beginning; each on a fresh copy of the vault."""

    def __init__(self, deed: str, original: Path, keys: Keys, place: Path, chance: Random, *, before: str = "") -> None:
        self._deed, self._before, self._original, self._keys = deed, before, original, keys
        self._place, self._chance = place, chance
        self.longest = max(do(deed, before, self._fresh("whole"), keys, None)[1] for _ in range(count(1, 3)))

    def next(self) -> tuple[Path, bool]:
        """The folder after one more kill, and whether the deed had said that it was done."""
        folder = self._fresh("killed")
        done, _took = do(self._deed, self._before, folder, self._keys, 1.1 * self.longest * self._chance.random() ** 2)
        return folder, done

    def _fresh(self, name: str) -> Path:
        folder = self._place / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._original, folder)
        return folder
