"""Commands that make, fill and check a vault."""

import argparse
from pathlib import Path

from desktop import words
from desktop.cli.opening import key_file_text, look_at, opened
from desktop.cli.terminal import Terminal, write_file
from desktop.domain.checks import Verdict
from desktop.domain.errors import VaultExists
from desktop.i18n import _, language
from desktop.operations import vaults


def _new(terminal: Terminal, options: argparse.Namespace) -> int:
    _refuse_what_is_there(options.vault)
    vaults.create_vault(options.vault, terminal.new_passphrase(), unlock_seconds=options.unlock_seconds).close()
    terminal.say(_("The vault is made."))
    return 0


def _demo(terminal: Terminal, options: argparse.Namespace) -> int:
    from desktop.operations import demo

    _refuse_what_is_there(options.vault)
    passphrase = terminal.new_passphrase()
    demo.make_demo(
        options.vault,
        passphrase,
        cases=options.cases,
        seed=options.seed,
        language=language(),
        unlock_seconds=options.unlock_seconds,
        report=terminal.report(),
    )
    terminal.say(_("The vault with invented cases is made."))
    return 0


def _check(terminal: Terminal, options: argparse.Namespace) -> int:
    from desktop.operations import checks

    look_at(options.vault)
    secret = terminal.passphrase(_("Passphrase: "))
    file = key_file_text(options.key_file)
    return tell_verdict(terminal, checks.check_vault(options.vault, secret, terminal.report(), key_file_text=file), json=options.json)


def _recovery_sheet(terminal: Terminal, options: argparse.Namespace) -> int:
    from desktop.operations import recovery

    with opened(terminal, options) as vault:
        _words, pdf = recovery.make_recovery_sheet(vault, "ru" if language() == "ru" else "en")
        write_file(options.out, pdf)
    terminal.warn(_("This sheet opens everything in the vault and in every backup: print it, put it under lock, and erase the file."))
    terminal.say(str(options.out))
    return 0


def tell_verdict(terminal: Terminal, verdict: Verdict, *, json: bool) -> int:
    """Say what a check found: as JSON, or line by line. The exit status comes back."""
    problems = [
        {"code": problem.code, "where": problem.where, "sentence": words.problem_sentence(problem.code, problem.where)}
        for problem in verdict.problems
    ]
    if json:
        terminal.give({"ok": verdict.ok, "problems": problems})
    else:
        for problem in problems:
            terminal.say(problem["sentence"])
        if verdict.ok:
            terminal.say(_("All of it was read and is whole."))
    if not verdict.ok:
        terminal.warn(_("It is not proven to be whole: each thing that was found says what to do about it."))
    return 0 if verdict.ok else 1


def _refuse_what_is_there(folder: Path) -> None:
    # Before a passphrase is typed twice for nothing.
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise VaultExists


COMMANDS = {"new": _new, "demo": _demo, "check": _check, "recovery-sheet": _recovery_sheet}
