"""How the program starts itself as a child for one piece of work."""

import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

_PIECE, _SECONDS = 1024 * 1024, 0.2


def _nothing() -> None:
    """Nobody wants to hear how long it takes."""


def started(argument: str) -> "subprocess.Popen[bytes]":
    """A child of this program that does what `argument` says, with a pipe to it and one from it; what it complains of is dropped."""
    frozen = getattr(sys, "frozen", False)
    command = [sys.executable, argument] if frozen else [sys.executable, "-m", "desktop", argument]
    program = Path(__file__).resolve().parents[2]  # where `-m desktop` finds it, whatever folder the user stands in
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=program)


def answer_of(argument: str, request: bytes, pieces: Iterable[bytes], most: int, waiting: Callable[[], object] = _nothing) -> bytes:
    """What a child answers to a request and to what follows it, once it has ended well; empty where it did not, or said too much.

    `waiting` is called a few times a second; what it raises ends the child.
    """
    child = started(argument)
    try:
        _feed(child, request, pieces)
        said = _said(child, most, waiting)
        return said if child.wait() == 0 else b""
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
        with suppress(BrokenPipeError):
            for pipe in (child.stdout, child.stdin):
                if pipe is not None:
                    pipe.close()


def _feed(child: "subprocess.Popen[bytes]", request: bytes, pieces: Iterable[bytes]) -> None:
    # A child that has seen enough, or is gone, takes no more; its answer says which.
    if child.stdin is None:
        return
    with suppress(BrokenPipeError):
        child.stdin.write(request)
        for piece in pieces:
            child.stdin.write(piece)
    with suppress(BrokenPipeError):
        child.stdin.close()


def _said(child: "subprocess.Popen[bytes]", most: int, waiting: Callable[[], object]) -> bytes:
    said = bytearray()
    while child.stdout is not None:
        while not select.select([child.stdout], [], [], _SECONDS)[0]:
            waiting()
        piece = os.read(child.stdout.fileno(), _PIECE)
        said += piece
        if not piece:
            break
        if len(said) > most:
            child.kill()
            return b""
    return bytes(said)
