"""How the program starts itself as a child for one piece of work."""

import subprocess
import sys
from pathlib import Path


def started(argument: str) -> "subprocess.Popen[bytes]":
    """A child of this program that does what `argument` says, with a pipe to it and one from it; what it complains of is dropped."""
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, argument] if frozen else [sys.executable, "-m", "desktop", argument]
    program = Path(__file__).resolve().parents[2]  # where `-m desktop` finds it, whatever folder the user stands in
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=program)
