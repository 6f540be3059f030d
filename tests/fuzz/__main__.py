"""Feeds the parsers of the house to a fuzzer: `python -m tests.fuzz SECONDS [NAME…]`, or `keep` in place of the seconds.

What it meets and may be kept lies in build/fuzz; a line in build/fuzz/told.txt says how often each was tried, and how long. `keep`
writes the smallest inputs that reach all lines that were reached into the corpora beside this file.
"""

import hashlib
import importlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path("build", "fuzz")
MEMORY = 600  # MiB
SLOW = 5.0  # seconds of the processor for one input
_LARGEST = 64 * 1024
_RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


class Hang(Exception):
    """An input took too long."""


def main(arguments: list[str]) -> int:
    """Run what was asked for; 1 where something crashed."""
    asked, *names = arguments
    if asked == "child":
        _child(names[0], names[1:])
        return 0
    from tests.fuzz.parsers import PARSERS

    if asked == "keep":
        for name in names or PARSERS:
            _keep(name)
        return 0
    return max(_fuzz(name, int(asked)) for name in names or PARSERS)


def _fuzz(name: str, seconds: int) -> int:
    """Run a fuzzer in a process of its own, which a crash may end. 1 if it did."""
    from tests.fuzz import kept, seeds

    folder = HERE / name
    folder.mkdir(parents=True, exist_ok=True)
    for data in (*seeds.of(name), *kept.of(name)):
        (folder / hashlib.sha256(data).hexdigest()[:20]).write_bytes(data)
    how = (f"-max_total_time={seconds}", f"-rss_limit_mb={MEMORY}", "-timeout=60", f"-max_len={_LARGEST}", "-print_final_stats=1",
           "-verbosity=1", f"-artifact_prefix={HERE}/crash-{name}-", str(folder))  # fmt: skip
    before = os.times()
    ended = subprocess.run([sys.executable, "-m", "tests.fuzz", "child", name, *how], stderr=subprocess.PIPE, text=True, check=False)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    runs = _RUNS.search(ended.stderr)
    line = f"{name}: {int(runs[1]) if runs else 0} runs, {spent:.0f} s of the processor, {'crashed' if ended.returncode else 'no crash'}"
    with (HERE / "told.txt").open("a", encoding="utf-8") as told:
        told.write(line + "\n")
    print(line, flush=True)
    if ended.returncode:
        (HERE / f"crash-{name}.txt").write_text(ended.stderr[-20_000:], "utf-8")
    return min(1, abs(ended.returncode))


def _child(name: str, how: list[str]) -> None:
    atheris = importlib.import_module("atheris")  # not there but after `make fuzz`
    with atheris.instrument_imports(include=["desktop"]):
        from tests.fuzz.parsers import PARSERS
    parse: Callable[[bytes], None] = PARSERS[name]

    def watched(untrusted: bytes) -> None:
        began = time.process_time()
        parse(untrusted)
        if time.process_time() - began > SLOW:
            raise Hang

    atheris.Setup([sys.argv[0], *how], watched)
    atheris.Fuzz()


def _keep(name: str) -> None:
    from tests.fuzz import kept
    from tests.fuzz.reached import smallest

    found = [path.read_bytes() for path in (HERE / name).glob("*")] + kept.of(name)
    chosen = smallest(name, found)
    kept.keep(name, chosen)
    print(f"{name}: {len(chosen)} of {len(found)} kept, {sum(map(len, chosen))} bytes", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
