"""What a command speaks through: standard input, output and error, secrets and files."""

import getpass
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, TextIO

from desktop.domain.errors import BadInput, DiskFailed, NotFound, TargetReadOnly
from desktop.domain.progress import Report, silent
from desktop.i18n import _
from desktop.storage.disk import meaning, write_whole

FROM_INPUT = "-"


@dataclass(frozen=True)
class Terminal:
    """Where a command reads and writes. `stdin` is bytes, since only UTF-8 is text here, whatever the locale says."""

    stdin: BinaryIO
    stdout: TextIO
    stderr: TextIO

    @property
    def is_asked(self) -> bool:
        """Whether somebody sits there who can be asked."""
        return self.stdin.isatty()

    def say(self, text: str) -> None:
        """A line for the one who reads, at once: what was said is done, and whoever waits for it may know.

        Raises DiskFull, DiskFailed where standard output is a file that takes no more, BrokenPipeError where the reader went away.
        """
        try:
            self.stdout.write(text + "\n")
            self.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise meaning(error) from error

    def give(self, answer: object) -> None:
        """The answer as one JSON document."""
        self.say(json.dumps(answer, ensure_ascii=False, indent=1))

    def warn(self, sentence: str) -> None:
        """A sentence on standard error."""
        # Where nobody listens the exit status still tells.
        with suppress(OSError):
            self.stderr.write(sentence + "\n")
            self.stderr.flush()

    def lines(self) -> Iterator[str]:
        """The rest of standard input, line by line, without line ends. Raises BadInput("stdin", "utf-8")."""
        while (line := self._line()) is not None:
            yield line

    def passphrase(self, question: str) -> str:
        """An existing passphrase: the first line of standard input, or asked for. Raises BadInput."""
        if not self.is_asked:
            return _not_empty(self._line())
        return _not_empty(_asked(question))

    def secret(self, question: str) -> str | None:
        """As `passphrase`, and None where nothing is given."""
        return (_asked(question) if self.is_asked else self._line()) or None

    def new_passphrase(self) -> str:
        """A new passphrase: a line of standard input, or asked for twice. Raises BadInput, also if the two differ."""
        if not self.is_asked:
            return _not_empty(self._line())
        first = _not_empty(_asked(_("New passphrase: ")))
        if _asked(_("The same passphrase again: ")) != first:
            raise BadInput("passphrase", "differs")
        return first

    def passphrase_beside_key(self) -> str | None:
        """A new passphrase to go with a printed key, None if it did not come: a slip in the key is to be told first. Raises BadInput."""
        return self.new_passphrase() if self.is_asked else self._line()

    def value(self, given: str) -> str:
        """What an argument says, or the next line of standard input where it is `-`. Raises BadInput."""
        if given != FROM_INPUT:
            return sound(given)
        line = self._line()
        if line is None:
            raise BadInput("stdin", "missing")
        return line

    def report(self) -> Report:
        """How far long work is, in one line that is written over; silence where nobody looks."""
        return self._show_progress if self.stderr.isatty() else silent

    def _show_progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{100 * done // total if total else 100:3d} %" + ("\r     \r" if done >= total else ""))
        self.stderr.flush()

    def _line(self) -> str | None:
        # A line at a time: the next one may not be written yet, and its note is not to wait for the end of the input.
        line = self.stdin.readline()
        if not line:
            return None
        try:
            return line.decode("utf-8").removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError:
            raise BadInput("stdin", "utf-8") from None


def of_this_process() -> Terminal:
    """The terminal this process was started from."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Programs that read us expect UTF-8; a screen gets what it can show.
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    # A stream that was closed before the start is None.
    stdin = sys.stdin.buffer if sys.stdin else BytesIO()
    return Terminal(stdin, sys.stdout or _nowhere(), sys.stderr or _nowhere())


def sound(text: str) -> str:
    """The text, if it is one: arguments that are not UTF-8 arrive as halves of surrogates. Raises BadInput("argument", "encoding")."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise BadInput("argument", "encoding") from None
    return text


def look_at_place(path: Path) -> None:
    """Say what keeps a file from being written there. Raises NotFound("folder"), BadInput("out", "folder"), TargetReadOnly."""
    if path.is_dir():
        raise BadInput("out", "folder")
    if not path.parent.is_dir():
        raise NotFound("folder")
    if not os.access(path.parent, os.W_OK):
        raise TargetReadOnly


def write_file(path: Path, contents: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all, in place of what had its name.

    Raises as `look_at_place`, and DiskFull, TargetReadOnly, DiskFailed.
    """
    look_at_place(path)
    write_whole(path, contents)


def read_file(path: Path) -> Path:
    """The path, once it is sure that a file is there to be read. Raises NotFound("file"), BadInput("file", "folder"), DiskFailed."""
    if path.is_dir():
        raise BadInput("file", "folder")
    if not path.exists():
        raise NotFound("file")
    if not os.access(path, os.R_OK):
        raise BadInput("file", "closed")
    if not path.is_file():
        raise DiskFailed
    return path


def _asked(question: str) -> str | None:
    try:
        return getpass.getpass(question)
    except EOFError:
        return None
    except UnicodeDecodeError:
        raise BadInput("stdin", "utf-8") from None


def _not_empty(passphrase: str | None) -> str:
    if passphrase is None:
        raise BadInput("passphrase", "missing")
    if not passphrase:
        raise BadInput("passphrase", "empty")
    return passphrase


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
