"""A backup in numbered pieces, for sticks whose file system takes no large file: `cat` puts them together again."""

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop.domain.errors import CaseFileError
from desktop.storage.place import PART, Place

PIECE = 39 * 1024**3 // 10  # what FAT32 surely takes (its limit is 4 GiB less one byte)
FIRST = ".001"
PATTERNS = f"*.backup *.backup{FIRST}"  # what a file chooser shows

_NUMBER = re.compile(r"\.[0-9]{3}")


def whole_name(name: str) -> str:
    """The name of the backup a file is a piece of; of a backup in one file, its own."""
    return name[:-4] if _NUMBER.fullmatch(name[-4:]) else name


def piece_name(name: str, number: int) -> str:
    """How a piece is called, counted from 1."""
    return f"{name}.{number:03}"


def first_of(path: Path) -> Path:
    """The file a backup is known by: itself, or its first piece."""
    whole = whole_name(path.name)
    return path if whole == path.name else path.with_name(f"{whole}{FIRST}")


def opened(path: Path) -> BinaryIO:
    """A backup to be read, whether it is one file or `path` is any of its pieces. Raises FileNotFoundError, other OSErrors, DiskFailed."""
    with Place(path.parent) as place:
        return opened_in(place, path.name)


def opened_in(place: Place, name: str) -> BinaryIO:
    """A backup in a folder to be read, whole. Raises FileNotFoundError as well."""
    whole = whole_name(name)
    if whole == name:
        return place.open(name)
    with ExitStack() as files:
        pieces = [files.enter_context(place.open(piece)) for piece in _pieces(place, whole)]
        if not pieces:
            raise FileNotFoundError(name)
        found = io.BufferedReader(_Pieces(pieces))
        files.pop_all()
    return found


def size(place: Place, name: str) -> int:
    """The bytes of a backup, all its pieces together."""
    whole = whole_name(name)
    return sum(place.size(each) or 0 for each in ([name] if whole == name else _pieces(place, whole)))


@contextmanager
def part(place: Place, name: str, most: int) -> Iterator[BinaryIO]:
    """A new backup in pieces of `most` bytes, each `<name>.001.part` and so on, to be written and read; all on disk when this ends well."""
    with ExitStack() as parts:
        raw = _Pieces([], most, lambda number: parts.enter_context(place.part(piece_name(name, number))))
        file = io.BufferedRandom(raw)
        yield file
        file.flush()
        raw.keep_open()


@contextmanager
def part_again(place: Place, name: str) -> Iterator[BinaryIO]:
    """The pieces that `part` has written, to be read before they are settled."""
    pieces = []
    with ExitStack() as files:
        for number in range(1, 1000):
            try:
                pieces.append(files.enter_context(place.open(piece_name(name, number) + PART)))
            except FileNotFoundError:
                break
        yield io.BufferedReader(_Pieces(pieces))


def settle(place: Place, name: str) -> str:
    """Give all pieces their names, the first one last: without it there is no backup. Its name comes back."""
    written = sorted(
        each.removesuffix(PART) for each in place.names() if each.endswith(PART) and whole_name(each.removesuffix(PART)) == name
    )
    for piece in reversed(written):
        place.settle(piece)
    return written[0]


def drop(place: Place, name: str) -> None:
    """Remove a backup, or what there is of it, half-written pieces too. The first goes first: what is left is no backup any more."""
    whole = whole_name(name)
    with suppress(CaseFileError):
        for each in place.names():
            if whole_name(each.removesuffix(PART)) == whole:
                place.drop(each)


def wipe(place: Place, name: str) -> None:
    """Overwrite and remove a backup, all its pieces, the first one last: as long as it is there, it is known what was begun."""
    whole = whole_name(name)
    for each in sorted((each for each in place.names() if whole_name(each) == whole), reverse=True):
        place.wipe(each)
    place.sync()


def orphans(place: Place) -> Iterator[str]:
    """Pieces without a first one: a settling that was cut short."""
    names = place.names()
    for name in names:
        whole = whole_name(name)
        if whole != name and f"{whole}{FIRST}" not in names:
            yield name


def _pieces(place: Place, whole: str) -> Iterator[str]:
    for number in range(1, 1000):
        name = piece_name(whole, number)
        if place.size(name) is None:
            return
        yield name


class _Pieces(io.RawIOBase):
    """Several files, one after the other, as one. `more` opens the next when the last has `most` bytes."""

    def __init__(self, files: list[BinaryIO], most: int = 0, more: Callable[[int], BinaryIO] | None = None) -> None:
        super().__init__()
        self._files, self._most, self._more = files, most, more
        self._sizes = [os.fstat(file.fileno()).st_size for file in files]
        self._at = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """Every place can be gone to."""
        return True

    def writable(self) -> bool:
        """Whether it grows."""
        return self._more is not None

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def seek(self, at: int, whence: int = os.SEEK_SET) -> int:
        """Go there."""
        self._at = at + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: sum(self._sizes)}[whence]
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read what lies in one piece."""
        number, within = self._place()
        if number >= len(self._files):
            return 0
        file = self._files[number]
        file.seek(within)
        piece = file.read(min(len(buffer), self._sizes[number] - within))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def write(self, data: memoryview) -> int:  # type: ignore[override]
        """Write what still goes into one piece."""
        if self._more is None:
            raise io.UnsupportedOperation("write")
        number, within = divmod(self._at, self._most)
        if number == len(self._files):
            self._files.append(self._more(number + 1))
            self._sizes.append(0)
        file = self._files[number]
        file.seek(within)
        count = file.write(data[: self._most - within])
        self._sizes[number] = max(self._sizes[number], within + count)
        self._at += count
        return count

    def keep_open(self) -> None:
        """Leave the files to whoever opened them."""
        self._files = []

    def close(self) -> None:
        """Close all that was opened."""
        for file in self._files:
            file.close()
        super().close()

    def _place(self) -> tuple[int, int]:
        left = self._at
        for number, size_ in enumerate(self._sizes):
            if left < size_:
                return number, left
            left -= size_
        return len(self._files), 0
