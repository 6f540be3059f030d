"""Other programs of the computer, started without a shell or a terminal."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What a program said, and its exit status (127 where there is no such program)."""

    status: int
    said: str


def run(command: Sequence[str], sent: bytes = b"", patience_seconds: float = 60) -> Answer:
    """Run `command` with `sent` on its standard input, and wait. What takes longer than `patience_seconds` has status 124.

    It speaks English in UTF-8, so that its words can be compared.
    """
    try:
        done = subprocess.run(command, input=sent, capture_output=True, check=False, timeout=patience_seconds, env=clean_environment())
    except FileNotFoundError:
        return Answer(127, "")
    except subprocess.TimeoutExpired:
        return Answer(124, "")
    return Answer(done.returncode, done.stdout.decode("utf-8", "replace"))


def clean_environment() -> dict[str, str]:
    """The environment for a program that is not ours."""
    environment = dict(os.environ)
    environment["LC_ALL"] = "C.UTF-8"
    environment.pop("LANGUAGE", None)
    return environment
