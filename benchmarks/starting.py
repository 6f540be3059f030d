"""From the command to the first letter in the passphrase field, beside KeePassXC: same screen, each with a file to unlock.

A letter is typed again and again from the moment a window shows; what is measured is the moment at which its dot stands on the screen.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import yardsticks
from benchmarks.measure import Figure, peak_of
from benchmarks.screen import Screen, changed, pixels, screen

TIMES = 11
ROOT = yardsticks.ROOT
BUNDLE = ROOT / "dist" / "portfel" / "portfel"
NEEDS = (yardsticks.KEEPASSXC, yardsticks.SCREEN, yardsticks.KEYS)

_SETTLED = 2.5  # seconds after which nothing moves any more but a cursor
_LONGEST = 60.0
_BETWEEN_KEYS = 0.01
_MOST_KEYS = 24  # more would run out of the field and push the first dot away


@dataclass(frozen=True)
class Started:
    """How long a start took in seconds, and the most memory it took in MiB."""

    seconds: float
    peak_mib: float


@dataclass(frozen=True)
class Dot:
    """How the first letter in a field is seen: the places of its pixels, and what stands there then."""

    places: tuple[int, ...]
    pixels: bytes


class DotNotShown(Exception):
    """A program was started, and no letter came to stand in its field."""


def figures(place: Path) -> list[Figure]:
    """The middle of eleven starts of each, in turn."""
    _build_bundle()
    with screen(place) as shown:
        env = {**os.environ, "DISPLAY": shown.display, "HOME": str(place), "XDG_RUNTIME_DIR": str(place), "TMPDIR": str(place),
               "PORTFEL_HOME": str(place / "portfel"), "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8"}  # fmt: skip
        programs = _programs(place)
        dots = {name: _learned(shown, command, env) for name, command in programs.items()}
        taken: dict[str, list[Started]] = {name: [] for name in programs}
        # One after the other in turn: what the computer does besides falls on all alike.
        for _ in range(TIMES):
            for name, command in programs.items():
                taken[name].append(_start(shown, command, env, dots[name]))
    middle = {name: Started(median(each.seconds for each in runs), median(each.peak_mib for each in runs)) for name, runs in taken.items()}
    theirs = middle.pop("KeePassXC", None)
    lines = []
    for name, ours in middle.items():
        lines += [
            Figure(f"start → a letter in the passphrase field, {name}", ours.seconds * 1000, "ms", "KeePassXC",
                   theirs and theirs.seconds * 1000, most_ratio=1.3),
            Figure(f"peak memory until then, {name}", ours.peak_mib, "MiB", "KeePassXC", theirs and theirs.peak_mib, most_ratio=1),
        ]  # fmt: skip
    return lines


def _build_bundle() -> None:
    if not BUNDLE.exists():
        subprocess.run(["make", "--no-print-directory", "bundle"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _programs(place: Path) -> dict[str, list[str]]:
    vault = place / "vault"
    subprocess.run([sys.executable, "-m", "desktop", "new", "--vault", str(vault), "--unlock-seconds", "0.05"], input=b"x\n", check=True,
                   cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    found = {"source": [sys.executable, "-m", "desktop", "--vault", str(vault)], "bundle": [str(BUNDLE), "--vault", str(vault)]}
    if yardsticks.is_here(yardsticks.KEEPASSXC):
        found["KeePassXC"] = ["keepassxc", "--config", str(_settings(place)), str(_kdbx(place))]
    return found


def _learned(shown: Screen, command: Sequence[str], env: Mapping[str, str]) -> Dot:
    """What the first letter changes on the screen for good. It is also the first start, which reads the files from the disk."""
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as child:
        try:
            time.sleep(2 * _SETTLED)
            before = shown.picture()
            after = []
            for _ in range(4):
                shown.type_x()
                time.sleep(0.7)  # longer than a cursor is seen or not
                after.append(shown.picture())
        finally:
            child.kill()
    time.sleep(0.3)
    moving = set().union(*(changed(one, after[0]) for one in after[1:]))
    places = tuple(sorted(changed(before, after[0]) - moving))
    if not places:
        raise DotNotShown(command[0])
    return Dot(places, pixels(after[0], places))


def _start(shown: Screen, command: Sequence[str], env: Mapping[str, str], dot: Dot) -> Started:
    empty = shown.picture()
    began = time.perf_counter()
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as child:
        try:
            now, typed = empty, 0
            while pixels(now, dot.places) != dot.pixels:
                if time.perf_counter() - began > _LONGEST:
                    raise DotNotShown(command[0])
                if now != empty and typed < _MOST_KEYS:
                    shown.type_x()
                    typed += 1
                time.sleep(_BETWEEN_KEYS)
                now = shown.picture()
            taken = time.perf_counter() - began
            time.sleep(0.5)
            peak = peak_of(child.pid)
        finally:
            child.kill()
    time.sleep(0.3)
    return Started(taken, peak)


def _kdbx(place: Path) -> Path:
    file = place / "x.kdbx"
    subprocess.run(["keepassxc-cli", "db-create", "-p", str(file)], input=b"secret-x\nsecret-x\n", check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    return file


def _settings(place: Path) -> Path:
    settings = place / "keepassxc.ini"
    settings.write_text("[General]\nConfigVersion=2\nUpdateCheckMessageShown=true\n[GUI]\nCheckForUpdates=false\n", "utf-8")
    return settings
