"""The scaffold of the long proofs itself."""

import os
import subprocess
import sys
from pathlib import Path

from tests.torture.counts import seeded

SOURCE = Path(__file__).parents[2]


def _counted(torture: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", "from tests.torture.counts import count; print(count(2, 2000))"],
        check=True, capture_output=True, text=True, cwd=SOURCE, env=os.environ | {"PORTFEL_TORTURE": torture},
    ).stdout.strip()  # fmt: skip


def test_the_environment_says_how_long():
    assert (_counted(""), _counted("1")) == ("2", "2000")


def test_chance_is_the_same_in_every_run_and_another_for_every_proof():
    assert seeded("kills").random() == seeded("kills").random() != seeded("flips").random()
