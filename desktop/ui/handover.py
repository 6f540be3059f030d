"""What a program that was locked leaves for the one that takes its place."""

import os
from dataclasses import dataclass

VARIABLE = "PORTFEL_LOCKED"  # holds the number of a descriptor, nothing else
_LARGEST = 64 * 1024


@dataclass(frozen=True)
class Handover:
    """What the locked program is told: where the vault is, which key locked it, what could not be kept (page words).

    `other` says that she locked it to open another vault: then nothing is told of this one. `language` is the one asked for at the
    start, where one was.
    """

    vault: str = ""
    panic: bool = False
    lost: tuple[str, ...] = ()
    other: bool = False
    salvages: bool = False  # she wants to read out of the vault what can still be read
    language: str = ""


def receive() -> Handover | None:
    """What the program that was locked left for this one; None at an ordinary start."""
    number = os.environ.pop(VARIABLE, "")
    if not number.isdecimal():
        return None
    import json

    try:
        descriptor = int(number)
        untrusted = json.loads(os.pread(descriptor, _LARGEST, 0))
        os.close(descriptor)
        lost = tuple(str(word) for word in untrusted["lost"])
        other, salvages = bool(untrusted.get("other")), bool(untrusted.get("salvages"))
        language = str(untrusted.get("language", ""))
        return Handover(str(untrusted["vault"]), bool(untrusted["panic"]), lost, other, salvages, language)
    except (ValueError, OSError, KeyError, TypeError, AttributeError):
        return None
