"""Measuring: the same thing several times, and the middle of it."""

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, ours, the yardstick's, and what is to be reached."""

    what: str
    ours: float
    unit: str
    yardstick: str = ""
    theirs: float | None = None
    reach: str = ""
    reached: bool | None = None

    @property
    def ratio(self) -> float | None:
        """Ours by theirs; None without a yardstick."""
        return self.ours / self.theirs if self.theirs else None


@dataclass(frozen=True)
class Run:
    """A program that was run: seconds and peak memory in MiB."""

    seconds: float
    peak_mib: float


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The middle of several runs, in seconds."""
    return median(_once(work) for _ in range(times))


def spread(work: Sequence[Callable[[], object]]) -> tuple[float, float]:
    """Half of the runs, and nineteen in twenty, are as fast as this: seconds."""
    taken = sorted(_once(each) for each in work)
    return taken[len(taken) // 2], taken[min(len(taken) - 1, int(len(taken) * 0.95))]


def program(command: Sequence[str], *, given: bytes = b"", folder: Path | None = None, env: dict[str, str] | None = None) -> Run:
    """Run a program to its end. Raises CalledProcessError."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
                          env={**os.environ, **(env or {})}) as child:  # fmt: skip
        assert child.stdin
        child.stdin.write(given)
        child.stdin.close()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    taken = time.perf_counter() - began
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command[0])
    return Run(taken, usage.ru_maxrss / 1024)


def own_peak_mib() -> float:
    """The peak memory of this process, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
