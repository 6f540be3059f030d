"""Argon2id in a short-lived child process: its memory goes back to the system, and the window stays alive."""

import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_bytes

from desktop.domain.errors import Cancelled, NotEnoughMemory
from desktop.storage import children

CHILD_ARGUMENT = "kdf-child"

SALT_BYTES = 16
KEY_BYTES = 32
LANES = 4
MIB = 1024  # Argon2 counts memory in KiB
FEWEST_PASSES = 3
MOST_MEMORY, MOST_PASSES, MOST_LANES = 1024 * MIB, 30, 16

# Under this the request is a test's, and memory may go below the low-memory profile of RFC 9106 (64 MiB).
SERIOUS_SECONDS = 0.5
LEAST_MEMORY, LEAST_MEMORY_SERIOUS = 8 * MIB, 64 * MIB

# What the child reads: what to do, m, t, p, seconds, the salt; then the passphrase to the end.
_REQUEST = struct.Struct(f">cIIId{SALT_BYTES}s")
_DERIVE, _CALIBRATE = b"D", b"C"
_ANSWER_CALIBRATED = struct.Struct(">II")
_EXIT_NO_MEMORY = 3
_KILLED = -9  # the system's answer to a process that asks for too much


@dataclass(frozen=True)
class Kdf:
    """The cost of Argon2id: `m` in KiB, `t` passes, `p` lanes, and the salt."""

    m: int
    t: int
    p: int
    salt: bytes

    def is_within_limits(self) -> bool:
        """False for values no honest vault has; deriving with them could eat the machine."""
        return (
            8 * self.p <= self.m <= MOST_MEMORY
            and 1 <= self.t <= MOST_PASSES
            and 1 <= self.p <= MOST_LANES
            and len(self.salt) == SALT_BYTES
        )


@dataclass(frozen=True)
class Memory:
    """The machine's memory in KiB."""

    total: int
    available: int


_running: set["subprocess.Popen[bytes]"] = set()


def derive(passphrase: bytes, kdf: Kdf) -> bytes:
    """32 bytes from the passphrase, after about a second in a child process.

    Raises NotEnoughMemory before it starts if the machine could not bear it, and Cancelled after `stop()`.
    """
    if not kdf.is_within_limits():
        raise ValueError("Argon2id parameters out of range")
    memory = free_memory()
    if memory is not None and memory.available < kdf.m:
        raise _not_enough(kdf.m)
    request = _REQUEST.pack(_DERIVE, kdf.m, kdf.t, kdf.p, 0.0, kdf.salt)
    key = _ask_child(request + passphrase, kdf.m)
    if len(key) != KEY_BYTES:
        raise RuntimeError("the key derivation returned a key of the wrong length")
    return key


def calibrate(seconds: float = 1.0) -> Kdf:
    """Parameters with a fresh salt that take about `seconds` on this machine; takes two or three times as long.

    Raises NotEnoughMemory where not even the least is free.
    """
    least = LEAST_MEMORY_SERIOUS if seconds >= SERIOUS_SECONDS else LEAST_MEMORY
    most = _memory_to_use(free_memory(), least)
    salt = token_bytes(SALT_BYTES)
    request = _REQUEST.pack(_CALIBRATE, most, least, LANES, seconds, salt)
    m, t = _ANSWER_CALIBRATED.unpack(_ask_child(request, most))
    return Kdf(m, t, LANES, salt)


def stop() -> None:
    """End every derivation under way: the lock does not wait for one. Safe to call from any thread."""
    for child in tuple(_running):
        _running.discard(child)
        child.kill()


def free_memory() -> Memory | None:
    """What the kernel says of the machine's memory; None where it does not say."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    kib = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
    if "MemTotal" not in kib or "MemAvailable" not in kib:
        return None
    return Memory(kib["MemTotal"], kib["MemAvailable"])


def run_child() -> int:
    """The child's whole life: read the request, write the answer. Returns the exit status."""
    try:
        answer = _answered(sys.stdin.buffer.read())
    except MemoryError:
        return _EXIT_NO_MEMORY
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


def _answered(untrusted: bytes) -> bytes:
    what, m, t, p, seconds, salt = _REQUEST.unpack_from(untrusted)
    if what == _DERIVE:
        return _argon2(untrusted[_REQUEST.size :], Kdf(m, t, p, salt))
    return _ANSWER_CALIBRATED.pack(*fit(_seconds_of_one_run, seconds, most=m, least=t))


def fit(seconds_of: Callable[[int, int], float], wanted: float, most: int, least: int) -> tuple[int, int]:
    """Memory (KiB) and passes whose run takes about `wanted` seconds; `seconds_of(m, t)` measures one run.

    Memory comes first, as that is what an attacker pays for: it is halved only while three passes take too long.
    """
    t = FEWEST_PASSES
    expected = seconds_of(least, t) / least
    m = most
    while m // 2 >= least and m * expected > 1.2 * wanted:
        m //= 2
    took = seconds_of(m, t)
    while m // 2 >= least and took > 1.2 * wanted:
        m //= 2
        took = seconds_of(m, t)
    best, missed_by = t, abs(took - wanted)
    for _ in range(4):
        if missed_by <= 0.1 * wanted:
            break
        t = min(MOST_PASSES, max(FEWEST_PASSES, round(t * wanted / took)))
        if t == best:
            break
        took = seconds_of(m, t)
        if abs(took - wanted) < missed_by:
            best, missed_by = t, abs(took - wanted)
    return m, best


def _seconds_of_one_run(m: int, t: int) -> float:
    started = time.perf_counter()
    _argon2(b"calibration", Kdf(m, t, LANES, bytes(SALT_BYTES)))
    return time.perf_counter() - started


def _argon2(passphrase: bytes, kdf: Kdf) -> bytes:
    # Imported here because only the child needs it.
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(salt=kdf.salt, length=KEY_BYTES, iterations=kdf.t, lanes=kdf.p, memory_cost=kdf.m).derive(passphrase)


def _ask_child(request: bytes, m: int) -> bytes:
    child = children.started(CHILD_ARGUMENT)
    _running.add(child)
    try:
        answer, _ = child.communicate(request)
    finally:
        was_stopped = child not in _running
        _running.discard(child)
        if child.poll() is None:
            child.kill()
    if was_stopped:
        raise Cancelled
    if child.returncode == 0:
        return answer
    if child.returncode in (_EXIT_NO_MEMORY, _KILLED):
        raise _not_enough(m)
    raise RuntimeError(f"the key derivation ended with status {child.returncode}")


def _memory_to_use(memory: Memory | None, least: int) -> int:
    if memory is None:
        return LEAST_MEMORY_SERIOUS
    gib = 1024 * MIB
    # A machine sold with 4 GiB reports a little less: the kernel and the graphics take their part first.
    m = 256 * MIB if memory.total >= 3.5 * gib else 128 * MIB if memory.total >= 1.75 * gib else 64 * MIB
    while m > memory.available and m // 2 >= least:
        m //= 2
    if m > memory.available:
        raise _not_enough(m)
    return m


def _not_enough(m: int) -> NotEnoughMemory:
    return NotEnoughMemory(-(-m // MIB))
