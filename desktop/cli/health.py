"""Commands for a vault that is not what it was: save what can be read of it, or accept it as it is."""

import argparse
from dataclasses import asdict

from desktop import words
from desktop.cli.opening import key_file_text, look_at, opened
from desktop.cli.terminal import Terminal, read_file
from desktop.domain.errors import VaultExists
from desktop.i18n import _
from desktop.operations import freshness, health
from desktop.operations.salvage import Salvaged, salvage


def _salvage(terminal: Terminal, options: argparse.Namespace) -> int:
    look_at(options.vault)
    if options.to.exists():
        raise VaultExists
    backup = read_file(options.backup) if options.backup else None
    file = key_file_text(options.key_file)
    secret = terminal.passphrase(_("Passphrase: "))
    done = salvage(options.vault, secret, options.to, key_file_text=file, backup=backup, report=terminal.report())
    if options.json:
        _give(terminal, done)
    else:
        _say(terminal, done)
    return 1 if done.problems else 0


def _give(terminal: Terminal, done: Salvaged) -> None:
    problems = [{**asdict(each), "sentence": words.problem_sentence(each.code, each.where)} for each in done.problems]
    terminal.give(
        {
            "folder": str(done.folder),
            "records": done.records,
            "papers": done.papers,
            "missing": [asdict(each) for each in done.missing],
            "problems": problems,
        }
    )


def _say(terminal: Terminal, done: Salvaged) -> None:
    for each in done.missing:
        terminal.say(words.missing_sentence(each.kind, each.case, each.count))
    for problem in done.problems:
        if problem.code != "record-lost":
            terminal.say(words.problem_sentence(problem.code, problem.where))
    said = _("{records} records and {papers} papers came into the new vault; it opens with what opened the old one.")
    terminal.say(said.format(records=done.records, papers=done.papers))


def _accept(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        older = freshness.look(vault)
        found = health.look_through(vault, terminal.report())
        for problem in found:
            terminal.say(words.problem_sentence(problem.code, problem.where))
        codes = [*(problem.code for problem in found), *([older.code] if older else [])]
        if not codes:
            terminal.say(_("There is nothing to accept: the vault is as it was."))
            return 0
        if not health.can_accept(codes):
            terminal.warn(_("This is damage and no older state, so nothing was accepted: restore a backup, or salvage."))
            return 1
        health.accept(vault, codes)
    terminal.say(_("The vault counts as it is now."))
    return 0


COMMANDS = {"salvage": _salvage, "accept": _accept}
