"""A child that sees a stranger's file through before anything else reads it: without network, files, or more memory than it was given.

It gets the sealed part through a pipe and says what it found; nothing it read comes back but the manifest. A file made to hang,
to crash or to eat the machine does so there, and is refused.
"""

import sys
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

import msgspec

from desktop import guard
from desktop.domain.checks import Problem
from desktop.domain.errors import BackupDamaged, FileTooNew
from desktop.storage import age, cards, children, contents, header, manifest, papers, parcel_check
from desktop.storage.contents import Window, damaged
from desktop.storage.manifest import MIB, Manifest
from desktop.storage.meter import Meter
from desktop.storage.seen import Seen

CHILD_ARGUMENT = "reading-child"
MEMORY = 1024 * MIB
SECONDS, BYTES_A_SECOND = 60, 4 * MIB  # of work: so many, and one more for each so many bytes

_PIECE = 1024 * 1024
_LARGEST_REQUEST, _LARGEST_ANSWER = 1024 * 1024, 2 * 64 * MIB


class Request(msgspec.Struct, frozen=True):
    """What the child is told: the key, how much comes, and what the unsealed part was."""

    identity: str
    size: int
    how_to: tuple[int, str] | None = None  # of a file for a colleague
    header: str = ""  # of a backup: its bytes, in hex
    digests: dict[str, tuple[int, str]] = {}


class Answer(msgspec.Struct, frozen=True):
    """What the child found; the manifest is the JSON as it stood in the file."""

    problems: tuple[tuple[str, str], ...] = ()
    too_new: int = 0
    key_fits: bool = True
    is_whole: bool = False  # seen from the first byte to the last, whatever the records then say of each other
    manifest: str = ""
    sha256: str = ""  # of the parcel in a file for a colleague


def read_backup(file: BinaryIO, seen: contents.Outside, identity: str, meter: Meter) -> tuple[Manifest, tuple[Problem, ...]]:
    """See a backup through in a child: the manifest, and what its records say of each other that cannot be.

    Raises BackupDamaged, FileTooNew, KeyDoesNotFit, DiskFailed as OSError, Cancelled.
    """
    request = Request(identity, seen.size, header=seen.head.blob.hex(), digests=seen.digests)
    found, problems, _ = _read(request, Window(file, seen.start, seen.size, meter))
    return found, problems


def read_transfer(file: BinaryIO, seen: parcel_check.Outside, identity: str, meter: Meter) -> tuple[Manifest, tuple[Problem, ...], str]:
    """The same for a file for a colleague, with SHA-256 of the parcel in it. Raises as `read_backup`."""
    return _read(Request(identity, seen.size, how_to=seen.how_to), Window(file, seen.start, seen.size, meter))


def _read(request: Request, window: Window) -> tuple[Manifest, tuple[Problem, ...], str]:
    answer = _ask_child(request, window)
    problems = tuple(Problem(code, where) for code, where in answer.problems)
    if not answer.key_fits:
        raise age.KeyDoesNotFit
    if answer.too_new:
        raise FileTooNew(answer.too_new, manifest.FORMAT)
    if not answer.is_whole:
        raise BackupDamaged(problems)
    try:
        return manifest.manifest(answer.manifest.encode("utf-8")), problems, answer.sha256
    except (manifest.ManifestDamaged, manifest.ManifestTooNew):
        raise damaged("reader-stopped") from None


def _ask_child(request: Request, window: Window) -> Answer:
    pieces = iter(partial(window.read, _PIECE), b"")
    said = children.answer_of(CHILD_ARGUMENT, msgspec.json.encode(request) + b"\n", pieces, _LARGEST_ANSWER)
    try:
        return msgspec.json.decode(said, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _NOTHING


_NOTHING = Answer(problems=(("reader-stopped", ""),))


# --- in the child


def run_child() -> int:
    """Read a request and what follows, answer on standard output; for a process of its own, started by `_ask_child`."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    request = msgspec.json.decode(source.readline(_LARGEST_REQUEST), type=Request)
    cards.get_ready()
    guard.shut_in(MEMORY, SECONDS + request.size // BYTES_A_SECOND)
    target.write(msgspec.json.encode(look_through(request, source)))
    target.flush()
    return 0


def look_through(request: Request, source: BinaryIO | Window) -> Answer:
    """What is to be said of what comes from `source`; never raises for anything a file can hold."""
    piped, plain = age.Piped(source.read, request.size), papers.Digest()
    seen: Seen | parcel_check.Seen = Seen() if request.how_to is None else parcel_check.Seen()
    read: Callable[[], Manifest]
    if request.how_to is None:
        outside = contents.Outside(header.parse(bytes.fromhex(request.header)), request.digests, 0, request.size)
        read = partial(contents.read_sealed, piped, outside, request.identity, take=seen)
    else:
        read = partial(parcel_check.read, piped, request.how_to, request.identity, plain, take=seen)
    try:
        found = read()
    except BackupDamaged as error:
        return Answer(problems=tuple((problem.code, problem.where) for problem in error.problems))
    except FileTooNew as error:
        return Answer(too_new=error.found)
    except age.KeyDoesNotFit:
        return Answer(key_fits=False)
    except MemoryError:
        return _NOTHING
    return Answer(problems=seen.problems(found), is_whole=True, manifest=manifest.encode(found).decode("utf-8"), sha256=plain.sha256)
