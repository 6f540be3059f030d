"""What may stand behind `portfel` on the command line."""

import argparse
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from desktop.domain.days import NoSuchDay, typed
from desktop.i18n import LANGUAGES, N_, _, ngettext

# The words of argparse itself go through our catalogue.
argparse._ = _  # type: ignore[attr-defined]
argparse.ngettext = ngettext  # type: ignore[attr-defined]
_WORDS_OF_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("ignored explicit argument %r"),
    N_("%(prog)s: error: %(message)s\n"),
)

MOST_CASES = 100_000
_LEFT_OUT = re.compile(r"-[^-]")
_KINDS = ("passphrase", "key-file", "words", "shares", "organisation")
_MAKE_A_VAULT = {"new", "demo"}


def language_asked_for(arguments: Sequence[str]) -> str:
    """The value of `--lang`, before anything else is looked at: help and mistakes are told in it. Empty if none."""
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--lang":
            value = value if equals else "".join(arguments[place + 1 : place + 2])
            return value if value in LANGUAGES else ""
    return ""


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The command and its options. Leaves by SystemExit: 2 with the usage where it is wrong, 0 after help."""
    parser = _parser()
    options = parser.parse_args([*_with_words_left_out(arguments)])
    if options.command is None:
        parser.error(_("a command is missing"))
    if options.needs_vault and options.vault is None:
        parser.error(_("the following arguments are required: %s") % "--vault")
    return options


def _with_words_left_out(arguments: Sequence[str]) -> Iterator[str]:
    """The arguments, those of a search that begin with one minus as words (`-hospital`): every option of it but `-h` has two."""
    is_search = False
    for argument in arguments:
        is_search = is_search or argument == "search"
        yield f" {argument}" if is_search and argument != "-h" and _LEFT_OUT.match(argument) else argument


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="portfel",
        description=_("Case files, letters, notes and backups on one computer, encrypted. Without a command the window opens."),
        epilog=_("The passphrase is the first line of standard input where that is not a terminal; else it is asked for."),
        allow_abbrev=False,
    )
    parser.add_argument("--vault", type=Path, metavar="DIR", help=_("the folder of the vault"))
    _add_language(parser)
    parser.set_defaults(needs_vault=False)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"))
    _add_vaults(commands)
    _add_ways(commands)
    _add_cases(commands)
    _add_letters(commands)
    _add_backups(commands)
    _add_danger(commands)
    _add_computer(commands)
    return parser


_Commands = argparse._SubParsersAction  # noqa: SLF001 - the only name its type has


def _add(
    commands: "_Commands[argparse.ArgumentParser]", name: str, help_: str, *, vault: bool = False, json: bool = False
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help_, description=help_, allow_abbrev=False)
    _add_language(command)
    command.set_defaults(needs_vault=vault)
    if vault:
        # Left out, not None: what stands before the command counts too.
        command.add_argument("--vault", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=_("the folder of the vault"))
        if name not in _MAKE_A_VAULT:
            _add_key_file(command)
    if json:
        command.add_argument("--json", action="store_true", help=_("print one JSON document"))
    return command


def _add_key_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("--key-file", type=Path, metavar=_("FILE"), help=_("the key file, where the passphrase needs one"))


def _add_language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=_("the language to speak (else the computer's)"))


def _add_vaults(commands: "_Commands[argparse.ArgumentParser]") -> None:
    new = _add(commands, "new", _("make an empty vault"), vault=True)
    demo = _add(commands, "demo", _("make a vault with invented cases"), vault=True)
    for command in (new, demo):
        command.add_argument("--unlock-seconds", type=_seconds, default=1.0, metavar="S", help=_("how long one unlocking is to take"))
    demo.add_argument("--cases", type=_count, default=12, metavar="N", help=_("how many cases"))
    demo.add_argument("--seed", type=int, default=1, metavar="K", help=_("the same number makes the same cases"))
    _add(commands, "check", _("read every byte of a vault and say whether it is whole"), vault=True, json=True)
    salvage = _add(commands, "salvage", _("save what can be read of a damaged vault into a new one"), vault=True, json=True)
    salvage.add_argument("--to", type=Path, required=True, metavar="DIR", help=_("the folder for the new vault, which does not exist yet"))
    salvage.add_argument("--backup", type=Path, metavar=_("FILE"), help=_("any backup of it, where both copies of the header are damaged"))
    _add(commands, "accept", _("go on with a vault that is older than it was last seen here"), vault=True)
    sheet = _add(commands, "recovery-sheet", _("write the sheet with the recovery words and the backup key"), vault=True)
    _add_out(sheet)


def _add_ways(commands: "_Commands[argparse.ArgumentParser]") -> None:
    _add(commands, "ways", _("list the ways into the vault"), vault=True, json=True)
    add = _add(commands, "add-way", _("make another way into the vault; what it needs comes from standard input"), vault=True)
    add.add_argument("kind", choices=_KINDS, help=_("what is to open it"))
    add.add_argument("--name", default="", help=_("a name for it, kept inside the vault, or - for a line of standard input"))
    add.add_argument("--needed", type=int, default=2, metavar="K", help=_("how many key parts open the vault"))
    add.add_argument("--total", type=int, default=3, metavar="N", help=_("how many key parts are made"))
    add.add_argument("--out", type=Path, metavar=_("FILE"), help=_("where to write the key file, or the sheets as PDF"))
    try_ = _add(commands, "try-way", _("see whether a secret opens the vault; it is the next line of standard input"), vault=True)
    try_.add_argument("--tried-key-file", type=Path, metavar=_("FILE"), help=_("the key file that belongs to it"))
    name = _add(commands, "name-way", _("give a way in a name, which is kept inside the vault"), vault=True)
    remove = _add(commands, "remove-way", _("take a way into the vault away"), vault=True)
    change = _add(commands, "change-passphrase", _("change the passphrase; the new one is the next line of standard input"), vault=True)
    new = _add(commands, "new-keys", _("give the vault new keys, so that nothing old opens it; the new passphrase comes next"), vault=True)
    let_go = _add(commands, "let-go", _("do not ask any more for a way in that went with the old keys"), vault=True)
    for command in (name, remove):
        command.add_argument("way", type=int, metavar=_("NUMBER"), help=_("the number of the way in"))
    let_go.add_argument("kind", choices=_KINDS, help=_("what opened it"))
    name.add_argument("name", help=_("the name, or - for a line of standard input"))
    for command in (change, new):
        command.add_argument("--unlock-seconds", type=_seconds, default=1.0, metavar="S", help=_("how long one unlocking is to take"))
    _add(commands, "six-words", _("six words by lot for a passphrase"))


def _add_cases(commands: "_Commands[argparse.ArgumentParser]") -> None:
    _add(commands, "cases", _("list the cases"), vault=True, json=True)
    search = _add(commands, "search", _("find words in cases, people, letters, notes and papers"), vault=True, json=True)
    search.add_argument("words", nargs="+", metavar=_("WORDS"), help=_("what to find, or - for a line of standard input"))
    add_note = _add(commands, "add-note", _("keep every further line of standard input as a note, and print its id"), vault=True)
    notes = _add(commands, "notes", _("list the notes of a case"), vault=True, json=True)
    attach = _add(commands, "attach", _("keep a paper, encrypted"), vault=True)
    for command in (add_note, notes, attach):
        _add_case(command)
    attach.add_argument("file", type=Path, metavar=_("FILE"), help=_("the paper"))


def _add_letters(commands: "_Commands[argparse.ArgumentParser]") -> None:
    _add(commands, "templates", _("list the templates"), json=True)
    letter = _add(commands, "letter", _("write a letter and enter it in the register"), vault=True)
    _add_case(letter)
    letter.add_argument("--template", required=True, metavar="ID", help=_("the template"))
    letter.add_argument(
        "--set", action="append", default=[], metavar=_("KEY=VALUE"), help=_("the value of a field, or KEY=- for a line of standard input")
    )
    letter.add_argument("--allow-gaps", action="store_true", help=_("let gaps and unconfirmed forms pass; the register keeps that"))
    letter.add_argument("--explained", default="", metavar=_("ID,…|all"), help=_("what was explained to him"))
    letter.add_argument("--as-of", type=_day, metavar=_("DATE"), help=_("the day of the letter"))
    _add_out(letter)
    decline = _add(commands, "decline", _("the six cases of a name"), json=True)
    decline.add_argument("--sex", required=True, choices=("m", "f"), help=_("asked, never guessed"))
    decline.add_argument("surname", metavar=_("SURNAME"), help=_("a part of the name, or - for a line of standard input"))
    decline.add_argument("name", metavar=_("NAME"))
    decline.add_argument("patronymic", nargs="?", metavar=_("PATRONYMIC"))


def _add_backups(commands: "_Commands[argparse.ArgumentParser]") -> None:
    backup = _add(commands, "backup", _("make a backup, read it back and open it"), vault=True, json=True)
    backup.add_argument("--to", type=Path, required=True, metavar="DIR", help=_("the folder for the backup, on a stick"))
    backup.add_argument("--whole", action="store_true", help=_("put the papers into the one file, too"))
    verify = _add(commands, "verify", _("read a whole backup and say whether it would restore"), json=True)
    _add_key_file(verify)
    restore = _add(commands, "restore", _("make a vault of a backup, in a folder that does not exist yet"), vault=True)
    for command in (verify, restore):
        command.add_argument("file", type=Path, metavar=_("FILE"), help=_("the backup"))


def _add_danger(commands: "_Commands[argparse.ArgumentParser]") -> None:
    hand_over = _add(commands, "hand-over", _("take every passphrase and key file out of a vault, for a journey"), vault=True)
    hand_over.add_argument("--look", action="store_true", help=_("only say who could open it then, and where the key opens all the same"))
    hand_over.add_argument("--copy", action="append", type=Path, default=[], metavar="DIR", help=_("another copy of the vault's folder"))
    journal = _add(commands, "journal", _("show what left the vault in the last 30 days"), vault=True, json=True)
    journal.add_argument("--empty", action="store_true", help=_("take all of it away"))


def _add_computer(commands: "_Commands[argparse.ArgumentParser]") -> None:
    _add(commands, "doctor", _("say what can leak on this computer, and how to mend it"), json=True)
    _add(commands, "self-test", _("make a vault, a letter and a backup, and check them"))


def _add_case(command: argparse.ArgumentParser) -> None:
    command.add_argument("--case", required=True, metavar=_("NUMBER"), help=_("the number of the case"))


def _add_out(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out", type=Path, required=True, metavar=_("FILE.pdf"), help=_("where to write it; a file of that name is replaced")
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.01 <= seconds <= 60:  # nan compares false, and so is refused
        raise argparse.ArgumentTypeError(_("the time for one unlocking is between 0.01 and 60 seconds"))
    return seconds


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < 10 else 0
    if not 1 <= number <= MOST_CASES:
        raise argparse.ArgumentTypeError(_("the number of cases is between 1 and 100,000"))
    return number


def _day(text: str) -> date:
    try:
        day = typed(text, date.max)
    except NoSuchDay:
        day = None
    if day is None or not day.is_exact or day.earliest is None or day.earliest.year == date.max.year:
        raise argparse.ArgumentTypeError(_("a day is given like 2022-05-12 or 12.05.2022"))
    return day.earliest
