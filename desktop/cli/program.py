"""From the command line to an exit status: 0 done, 1 for the user to mend, 2 wrong usage, 3 a bug."""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop import i18n, words
from desktop.cli import arguments
from desktop.cli.terminal import Terminal, of_this_process
from desktop.domain.errors import CaseFileError, MemoryShort
from desktop.i18n import _

Command = Callable[[Terminal, argparse.Namespace], int]

DONE, TO_MEND, WRONG_USAGE, BUG = 0, 1, 2, 3
# What a shell reports for a program ended by Ctrl+C, or by a reader that went away.
INTERRUPTED, READER_GONE = 130, 141


def main(argv: Sequence[str] | None = None, *, terminal: Terminal | None = None) -> int:
    """Carry out one command; the exit status comes back. Nothing is raised, and no text of a case reaches a report."""
    given = sys.argv[1:] if argv is None else argv
    i18n.speak(arguments.language_asked_for(given) or i18n.of_this_computer())
    terminal = terminal or of_this_process()
    try:
        options = arguments.read(given)
        return _commands(options.command)[options.command](terminal, options)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_USAGE
    except CaseFileError as error:
        terminal.warn(words.explain(error))
        _flush_or_let_go(terminal)
        return TO_MEND
    except MemoryError:
        terminal.warn(words.explain(MemoryShort()))
        return TO_MEND
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go_of_the_reader()
        return READER_GONE
    except Exception as error:  # the crash hook of this face: what nobody foresaw, told without a word of a case
        terminal.warn(_("The program has a fault and stopped; what was kept before is safe. Please report these lines:"))
        terminal.warn(frames(error))
        return BUG


def frames(error: BaseException) -> str:
    """Where it happened: kinds of errors, files, lines and functions, and never a value."""
    lines: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(lines) < 100:
        lines.append(type(cause).__qualname__)
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(cause.__traceback__)]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


def _commands(name: str) -> Mapping[str, Command]:
    # Each family is imported when it is asked for: `decline` needs no database, and nothing here needs a window.
    if name in {"new", "demo", "check", "recovery-sheet"}:
        from desktop.cli import vaults

        return vaults.COMMANDS
    if name in {"ways", "add-way", "try-way", "name-way", "remove-way", "change-passphrase", "new-keys", "let-go", "six-words"}:
        from desktop.cli import ways

        return ways.COMMANDS
    if name in {"salvage", "accept"}:
        from desktop.cli import health

        return health.COMMANDS
    if name in {"cases", "search", "add-note", "notes", "attach"}:
        from desktop.cli import cases

        return cases.COMMANDS
    if name in {"templates", "letter", "decline"}:
        from desktop.cli import letters

        return letters.COMMANDS
    if name in {"backup", "verify", "restore"}:
        from desktop.cli import backups

        return backups.COMMANDS
    if name in {"hand-over", "journal"}:
        from desktop.cli import danger

        return danger.COMMANDS
    from desktop.cli import computer

    return computer.COMMANDS


def _flush_or_let_go(terminal: Terminal) -> None:
    try:
        terminal.stdout.flush()
    except OSError:
        _let_go_of_the_reader()


def _let_go_of_the_reader() -> None:
    """Let Python's last flush at exit go nowhere: it would complain of the same closed pipe once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
