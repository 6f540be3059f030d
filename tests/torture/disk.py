"""A disk that is cut off: what a program wrote, as the kernel saw it, and what of it may be there afterwards.

`record` runs a Python program under strace. `Disk` plays its calls back. What was not flushed with fsync by then may be
missing, torn at 512 bytes or at 4 KiB, or garbage, in any order; so may names that were made, taken away or changed before their folder
was flushed. Nothing weaker is promised by any file system.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SOURCE = Path(__file__).parents[2]
_CALLS = (
    "openat,open,creat,close,read,lseek,write,pwrite64,writev,ftruncate,fallocate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,link,linkat"
)
_LINE = re.compile(r"^(\w+)\((.*)\)\s+= (-?\d+|\?)(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_GONE = " (deleted)"  # what strace adds to the path of a file that has no name any more
_SECTOR, _BLOCK = 512, 4096


@dataclass(frozen=True)
class Call:
    """One call that changed something: `write`, `size`, `flush`, `make`, `move`, `drop`, or `said` for a line on standard output."""

    what: str
    path: str = ""
    at: int = 0
    data: bytes = b""
    to: str = ""


def record(program: str, arguments: list[str], trace: Path, *, env: dict[str, str], roots: list[Path]) -> list[Call]:
    """Run a program and give what it did under these folders, in order."""
    watched = ["strace", "-ff", "-xx", "-s", "4000000", "-y", "-e", f"trace={_CALLS}", "-o", str(trace)]
    command = [*watched, sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, cwd=SOURCE, env=os.environ | env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    # The program itself has the lowest number; its children derive keys and write nothing.
    first = min(trace.parent.glob(f"{trace.name}.*"), key=lambda path: int(path.suffix[1:]))
    told = _Told([str(root) for root in roots])
    return [call for line in first.read_text("ascii").splitlines() for call in told.calls(line)]


class _Told:
    """Understands what strace says, line by line. Files are followed by descriptor, for the place of an ordinary write."""

    def __init__(self, roots: list[str]) -> None:
        self._roots = roots
        self._places: dict[int, int] = {}

    def calls(self, line: str) -> Iterator[Call]:
        """What one line did that counts."""
        match = _LINE.match(line)
        if match is None or match[3] == "?" or int(match[3]) < 0:
            return
        name, rest, result = match[1], match[2], int(match[3])
        if name in {"open", "openat", "creat"}:
            yield from self._opened(rest, result, match[4])
        elif name in {"lseek", "read"}:
            self._moved(name, rest, result)
        elif name in {"write", "pwrite64"}:
            yield from self._written(name, rest, result)
        elif name.startswith(("rename", "unlink")):
            yield from self._named(name, rest)
        elif name != "close":
            yield from self._other(name, rest)

    def _is_inside(self, path: str) -> bool:
        return not path.endswith(_GONE) and any(path == root or path.startswith(f"{root}/") for root in self._roots)

    def _opened(self, rest: str, descriptor: int, shown: str) -> Iterator[Call]:
        self._places[descriptor] = 0
        path = _path_after(shown) or _texts(rest)[0].decode()
        if self._is_inside(path):
            if "O_CREAT" in rest:
                yield Call("make", path)
            if "O_TRUNC" in rest:
                yield Call("size", path, 0)

    def _moved(self, name: str, rest: str, result: int) -> None:
        descriptor, _path = _descriptor(rest)
        self._places[descriptor] = result + (self._places.get(descriptor, 0) if name == "read" else 0)

    def _written(self, name: str, rest: str, size: int) -> Iterator[Call]:
        descriptor, path = _descriptor(rest)
        if descriptor == 1:
            yield Call("said", data=_texts(rest)[0])
        elif self._is_inside(path):
            data = _texts(rest)[0][:size]
            assert len(data) == size, "strace cut a write short"
            at = _last_number(rest) if name == "pwrite64" else self._places.get(descriptor, 0)
            if name == "write":
                self._places[descriptor] = at + size
            yield Call("write", path, at, data)

    def _named(self, name: str, rest: str) -> Iterator[Call]:
        first, *others = _paths(rest)
        if name.startswith("unlink") and self._is_inside(first):
            yield Call("drop", first)
        elif others and (self._is_inside(first) or self._is_inside(others[0])):
            yield Call("move", first, to=others[0])

    def _other(self, name: str, rest: str) -> Iterator[Call]:
        _number, path = _descriptor(rest)
        if not self._is_inside(path):
            return
        assert name in {"ftruncate", "fsync", "fdatasync"}, f"{name} is not played back"
        yield Call("size", path, _last_number(rest)) if name == "ftruncate" else Call("flush", path)


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _path_after(shown: str) -> str:
    """The path strace gives after a descriptor."""
    match = re.match(r"<((?:\\x[0-9a-f]{2})*|[^>]*)>", shown)
    return _shown(match[1]) if match else ""


def _shown(path: str) -> str:
    return _plain(path).decode() if path.startswith("\\x") else path


def _descriptor(rest: str) -> tuple[int, str]:
    match = re.match(r"(\d+)<([^>]*)>", rest)
    return (int(match[1]), _shown(match[2])) if match else (-1, "")


def _texts(rest: str) -> list[bytes]:
    return [_plain(text) for text in _TEXT.findall(rest)]


def _last_number(rest: str) -> int:
    return int(rest.rsplit(", ", 1)[1])


def _paths(rest: str) -> list[str]:
    """The paths of a call: each relative to the descriptor before it, if there is one."""
    folders = [_shown(shown) for shown in re.findall(r"(?:AT_FDCWD|\d+)<([^>]*)>", rest)]
    names = [text.decode() for text in _texts(rest)]
    return [name if name.startswith("/") else f"{folder}/{name}" for name, folder in zip(names, folders or [""] * len(names), strict=False)]


@dataclass
class _File:
    flushed: bytearray = field(default_factory=bytearray)
    waiting: list[Call] = field(default_factory=list)

    def now(self) -> bytearray:
        return _played(bytearray(self.flushed), self.waiting)


@dataclass
class Disk:
    """The files under the recorded folders: what is flushed, and what still waits."""

    files: dict[int, _File] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)  # as the program sees them
    kept: dict[str, int] = field(default_factory=dict)  # as they are on the disk for certain
    waiting: list[dict[str, int | None]] = field(default_factory=list)  # changes of names, each whole: None takes one away

    @classmethod
    def of(cls, roots: list[Path]) -> "Disk":
        """A disk on which these folders lie, all of it flushed."""
        disk = cls()
        for root in roots:
            for path in sorted(root.rglob("*")):
                if path.is_file():
                    number = len(disk.files)
                    disk.files[number] = _File(bytearray(path.read_bytes()))
                    disk.names[str(path)] = disk.kept[str(path)] = number
        return disk

    def play(self, call: Call) -> None:
        """Take one call."""
        if call.what == "make" and call.path not in self.names:
            self.files[len(self.files)] = _File()
            self._name({call.path: len(self.files) - 1})
        elif call.what in {"write", "size"}:
            self.files[self.names[call.path]].waiting.append(call)
        elif call.what == "flush":
            self._flush(call.path)
        elif call.what == "drop":
            self._name({call.path: None})
        elif call.what == "move":
            self._name({call.to: self.names[call.path], call.path: None})

    def _name(self, change: dict[str, int | None]) -> None:
        self.waiting.append(change)
        _rename(self.names, change)

    def _flush(self, path: str) -> None:
        if path in self.names:
            file = self.files[self.names[path]]
            file.flushed, file.waiting = file.now(), []
            return
        here = [change for change in self.waiting if any(name.rpartition("/")[0] == path for name in change)]
        for change in here:
            _rename(self.kept, change)
        self.waiting = [change for change in self.waiting if change not in here]

    @property
    def is_waiting(self) -> bool:
        """Whether anything could be lost if the power went now."""
        return bool(self.waiting) or any(file.waiting for file in self.files.values())

    def contents(self) -> dict[str, bytes]:
        """Every file as the program sees it."""
        return {path: bytes(self.files[number].now()) for path, number in self.names.items()}

    def cut(self, chance: Random) -> dict[str, bytes]:
        """The power goes: what is on the disk afterwards, one of many possibilities."""
        names = dict(self.kept)
        mood = chance.random()
        for change in self.waiting:
            if mood < 0.25 or (mood > 0.5 and chance.random() < 0.5):
                _rename(names, change)
        found = {}
        for path, number in names.items():
            file = self.files[number]
            found[path] = bytes(_played(bytearray(file.flushed), list(_survivors(file.waiting, chance))))
        return found


def _rename(names: dict[str, int], change: dict[str, int | None]) -> None:
    for path, number in change.items():
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number


def _survivors(waiting: list[Call], chance: Random) -> Iterator[Call]:
    """What of the waiting writes came onto the disk: all, none, some, torn, or garbage in their places."""
    mood = chance.choice(("all", "none", "some", "some", "torn", "garbage"))
    order = list(waiting)
    if mood in {"some", "torn"} and all(call.what == "write" for call in order):
        chance.shuffle(order)
    for call in order:
        if mood == "all":
            yield call
        elif mood == "none" or (mood == "some" and chance.random() < 0.5):
            continue
        elif call.what == "size" or mood == "some":
            if mood == "some" or chance.random() < 0.5:
                yield call
        else:
            yield from _pieces(call, chance, garbage=mood == "garbage")


def _pieces(call: Call, chance: Random, *, garbage: bool) -> Iterator[Call]:
    """A write by its sectors: some came, some did not, and some came as something else."""
    size = chance.choice((_SECTOR, _BLOCK))
    first = call.at // size * size
    for start in range(first, call.at + len(call.data), size):
        begin, end = max(start, call.at), min(start + size, call.at + len(call.data))
        fate = chance.random()
        if garbage and fate < 0.3:
            yield Call("write", call.path, begin, chance.randbytes(end - begin))
        elif fate < 0.65:
            yield Call("write", call.path, begin, call.data[begin - call.at : end - call.at])


def _played(content: bytearray, calls: list[Call]) -> bytearray:
    for call in calls:
        if call.what == "size":
            del content[call.at :]
            content.extend(bytes(call.at - len(content)))
        else:
            content.extend(bytes(max(0, call.at - len(content))))
            content[call.at : call.at + len(call.data)] = call.data
    return content
