"""Commands about this computer and this program."""

import argparse

from desktop import computer_words, words
from desktop.cli.terminal import Terminal
from desktop.i18n import _


def _doctor(terminal: Terminal, options: argparse.Namespace) -> int:
    from pathlib import Path

    from desktop import preferences
    from desktop.devices import computer

    vault = options.vault or preferences.load().vault
    measures = [
        {
            "id": measure.id,
            "on": measure.on,
            "sentence": computer_words.measure_sentence(measure.id, measure.on, measure.facts),
            "mend": computer_words.measure_mend(measure.id, measure.on),
        }
        for measure in computer.measures(vault=Path(vault) if vault else None)
    ]
    if options.json:
        terminal.give({"measures": measures})
        return 0
    for measure in measures:
        sign = "+" if measure["on"] else "?" if measure["on"] is None else "!"
        terminal.say(f"{sign} {measure['sentence']}")
        if measure["mend"]:
            terminal.say(f"  {measure['mend']}")
    return 0


def _self_test(terminal: Terminal, _options: argparse.Namespace) -> int:
    from desktop.operations import self_test

    whole = True
    for finding in self_test.run():
        terminal.say(("+ " if finding.ok else "! ") + computer_words.self_test_sentence(finding.id))
        if finding.error is not None:
            terminal.say("  " + words.explain(finding.error))
        whole = whole and finding.ok
    if not whole:
        terminal.warn(_("The program is not whole on this computer: do not work with it, and install it anew."))
    return 0 if whole else 1


COMMANDS = {"doctor": _doctor, "self-test": _self_test}
