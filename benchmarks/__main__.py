"""`make bench`: measures the parts that are asked for, all if none is named, and prints one table."""

import os
import shutil
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks import table, yardsticks
from benchmarks.measure import Figure

# Short parts first: what is wrong shows early.
PARTS = ("starting", "letters", "papers", "searching")
README = Path(__file__).with_name("README.md")
PLACE = yardsticks.ROOT / "build" / "bench"


def main(asked: Sequence[str]) -> int:
    """Measure, print, and write the table into the README if it is whole.

    The exit status: 0, 1 if a part could not be measured, 2 for a part nobody knows.
    """
    unknown = [name for name in asked if name not in PARTS]
    if unknown:
        print(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    began, load = time.monotonic(), os.getloadavg()[0]
    parts = {name: _measured(name) for name in PARTS if not asked or name in asked}
    minutes = (time.monotonic() - began) / 60
    written = f"{table.heading(datetime.now(UTC).date(), load, os.getloadavg()[0], minutes)}\n\n{table.table(parts)}"
    print(written)
    if not all(parts.values()):
        return 1
    if len(parts) == len(PARTS):
        table.write(README, written)
        print(f"\nWritten into {README.name}.", file=sys.stderr)
    return 0


def _measured(name: str) -> list[Figure]:
    """The figures of a part; none where it could not be measured, which spoils no other part."""
    part = import_module(f"benchmarks.{name}")
    print(f"Measuring: {name} …", file=sys.stderr, flush=True)
    yardsticks.need(*part.NEEDS)
    with _place(name) as place:
        try:
            return list(part.figures(place))
        except Exception:
            traceback.print_exc()
            return []


@contextmanager
def _place(name: str) -> Iterator[Path]:
    """A folder for what a part makes, gone at the end, whatever happens."""
    place = PLACE / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(PLACE, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
