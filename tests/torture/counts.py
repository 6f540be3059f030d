"""How often a proof tries, and where it tells what it counted."""

import os
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TypeVar

LONG = os.environ.get("PORTFEL_TORTURE") == "1"
# One line for each long proof, newest last; docs/evidence.md is written from it.
TOLD = Path(__file__).parents[2] / "build" / "torture.txt"
N = TypeVar("N", int, float)
_SEED = 20261126


def count(short: N, long: N) -> N:
    """How often to try: `short` inside `make test`, `long` where the environment has PORTFEL_TORTURE=1."""
    return long if LONG else short


def seeded(name: str) -> Random:
    """The chance of one proof: the same in every run."""
    return Random(f"{_SEED} {name}")


def tell(what: str) -> None:
    """Print what was counted, and keep it with the time if this is the long form."""
    print(what)
    if LONG:
        TOLD.parent.mkdir(exist_ok=True)
        with TOLD.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M} {what}\n")
