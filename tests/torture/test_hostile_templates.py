"""Template files altered at random, by the thousand: each is refused in one sentence, or its texts are made; none hangs or swells."""

import subprocess
import sys
from pathlib import Path

from tests.torture.counts import count, tell

MEMORY, SECONDS = 1 << 30, 600  # bytes of address space; seconds of the processor, for all of them together


def test_altered_files_are_refused_or_harmless():
    """Issue 5, point 6: an imported template is treated as hostile."""
    files = count(40, 20_000)

    ended = subprocess.run([sys.executable, "-m", "tests.torture.altered_templates", str(files), str(MEMORY), str(SECONDS)],
                           capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])  # fmt: skip

    assert ended.returncode == 0, ended.stderr[-3000:]
    refused, taken = map(int, ended.stdout.split())
    assert refused + taken == files
    assert taken > files // 20
    assert refused > files // 20
    tell(f"{files} altered template files: {refused} refused in one sentence, of {taken} texts were made; at most {MEMORY >> 20} MiB")
