"""Commands for the day somebody may come: handing over the key, and the journal."""

import argparse

from desktop.cli.opening import opened
from desktop.cli.terminal import Terminal
from desktop.domain.cases import Case
from desktop.i18n import _
from desktop.leaving_words import deed_word, elsewhere_words, left_words
from desktop.operations import handing_over, journal
from desktop.storage import records
from desktop.words import way_words


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


def _hand_over(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        copies = handing_over.copies(vault, options.copy)
        left = handing_over.left_over(vault) if options.look else handing_over.hand_over(vault)
    for each in left:
        terminal.say(left_words(way_words(each.way.kind, each.way.needed, each.way.total), each.way.name, each.tested_at))
    for copy in copies:
        terminal.warn(elsewhere_words(copy.stick, copy.path, copy.opens))
    return 0


COMMANDS = {"hand-over": _hand_over, "journal": _journal}
