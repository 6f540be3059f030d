"""The same text in the same typeface is the same bytes: whoever makes the page, wherever and whenever."""

import os
import subprocess
import sys
from pathlib import Path

from desktop.operations import self_test

ROOT = Path(__file__).parents[2]
_SUM = "import sys; sys.path.insert(0, sys.argv[1]); from desktop.operations import self_test; print(self_test.sample_sum())"


def made_by_another(folder: Path, **environment: str) -> str:
    """The sum of the sample page made in a new process, in an environment that has nothing of this one."""
    folder.mkdir()
    there = {"HOME": str(folder), "PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", **environment}
    made = subprocess.run([sys.executable, "-c", _SUM, str(ROOT)], env=there, cwd=folder, capture_output=True, text=True, check=True)
    return made.stdout.strip()


def test_two_processes_of_other_people_at_other_times_set_the_same_page(tmp_path: Path) -> None:
    one = made_by_another(tmp_path / "one", TZ="Pacific/Auckland", LANG="C", PYTHONHASHSEED="1", USER="anna", SOURCE_DATE_EPOCH="0")
    two = made_by_another(tmp_path / "second home", TZ="America/New_York", LANG="ru_RU.UTF-8", PYTHONHASHSEED="2", USER="boris")

    assert one == two == self_test.SAMPLE_SHA256


def test_pages_set_before_leave_no_trace_in_the_next() -> None:
    assert self_test.sample_sum() == self_test.sample_sum() == self_test.SAMPLE_SHA256
