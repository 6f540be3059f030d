"""Measuring: the same thing several times, ours and theirs in turn, and the middle of it."""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Event, Thread

MIB = 1024 * 1024
_LOOK = 0.02  # seconds between two looks at the memory of a program


@dataclass(frozen=True)
class Figure:
    """One line of the table. Less is better in every one: `most` is what ours may be in its unit, `most_ratio` ours by theirs."""

    what: str
    ours: float
    unit: str
    yardstick: str = ""
    theirs: float | None = None
    most: float | None = None
    most_ratio: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours by theirs; None without a yardstick."""
        return self.ours / self.theirs if self.theirs else None

    @property
    def reached(self) -> bool | None:
        """Whether it is what it is to be; None where nothing is to be reached, or the yardstick is not here to tell."""
        said = [] if self.most is None else [self.ours <= self.most]
        if self.most_ratio is not None:
            said.append(None if self.ratio is None else self.ratio <= self.most_ratio)
        if False in said:
            return False
        return None if None in said or not said else True


@dataclass(frozen=True)
class Run:
    """A program that was run: seconds, the peak memory of it and its children together in MiB, and what it said."""

    seconds: float
    peak_mib: float
    said: bytes = b""


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The middle of several runs, in seconds."""
    return median(once(work) for _ in range(times))


def once(work: Callable[[], object]) -> float:
    """How long it takes, in seconds."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def spread(taken: Sequence[float]) -> tuple[float, float]:
    """Half of what was measured, and nineteen in twenty, is not above these."""
    in_order = sorted(taken)
    return median(in_order), in_order[min(len(in_order) - 1, int(len(in_order) * 0.95))]


def in_turn(works: Mapping[str, Callable[[], float]], times: int) -> dict[str, list[float]]:
    """What each measured, one after the other in turn, so that what the computer does besides falls on all alike.

    A first round, in which files are read for the first time, does not count.
    """
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(times + 1):
        for name, work in works.items():
            found = work()
            if number:
                taken[name].append(found)
    return taken


def program(
    command: Sequence[str], *, given: bytes = b"", folder: Path | None = None, env: Mapping[str, str] | None = None, out: Path | None = None
) -> Run:
    """Run a program to its end; what it prints comes back, or goes into the file `out`. Raises CalledProcessError."""
    began = time.perf_counter()
    target = out.open("wb") if out else subprocess.PIPE
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=target, stderr=subprocess.DEVNULL, cwd=folder,
                          env={**os.environ, **(env or {})}) as child:  # fmt: skip
        over, peak = Event(), [0.0]
        watch = Thread(target=_watch, args=(child.pid, over, peak))
        watch.start()
        try:
            assert child.stdin
            with suppress(BrokenPipeError):
                child.stdin.write(given)
                child.stdin.close()
            said = child.stdout.read() if child.stdout else b""
            child.wait()
            taken = time.perf_counter() - began
        finally:
            over.set()
            watch.join()
            if out:
                target.close()
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command[0])
    return Run(taken, peak[0], said)


def peak_of(pid: int) -> float:
    """The most memory that a program and each of the children it has now ever held, together, in MiB. What they share counts for each.

    (What the system tells of a child that has ended includes what this process held when it began the child.)
    """
    total = 0.0
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
            if line.startswith("VmHWM:"):
                total += int(line.split()[1]) / 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text("utf-8").split():
                total += peak_of(int(child))
    return total


def _watch(pid: int, over: Event, peak: list[float]) -> None:
    is_over = False
    while not is_over:
        peak[0] = max(peak[0], peak_of(pid))
        is_over = over.wait(_LOOK)
