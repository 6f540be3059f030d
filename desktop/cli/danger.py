"""Commands for the day somebody may come: the journal."""

import argparse

from desktop.cli.opening import opened
from desktop.cli.terminal import Terminal
from desktop.domain.cases import Case
from desktop.i18n import _
from desktop.operations import journal
from desktop.storage import records
from desktop.words import deed_word


def _journal(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        if options.empty:
            journal.empty(vault)
        cases = {case.id: case.number for case in records.every(vault, Case)}
        lines = [(line.at, line.deed, cases.get(line.case), line.subject or None) for line in journal.lines(vault)]
    if options.json:
        terminal.give([{"at": at, "deed": deed, "case": case, "id": subject} for at, deed, case, subject in lines])
        return 0
    for at, deed, case, _subject in lines:
        terminal.say("\t".join((at, deed_word(deed), case or "")))
    if options.empty:
        terminal.say(_("The journal is empty."))
    return 0


COMMANDS = {"journal": _journal}
