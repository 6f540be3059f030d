"""Attempts: do something a user may have to mend, and say so in the page's line."""

from collections.abc import Callable

from desktop.domain.errors import CaseFileError
from desktop.ui.parts.line import Line
from desktop.words import explain


def attempt(line: Line, deed: Callable[[], object]) -> bool:
    """Do it. Where it fails in a way she can mend, the line says what happened and what to do; False then."""
    try:
        deed()
    except CaseFileError as error:
        line.say(explain(error), "error")
        return False
    if line.property("tone") == "error":
        # What was wrong is mended; a word that something else said stays.
        line.clear()
    return True
