"""From the codes of checklists, closing and keeping to what a person reads."""

from collections.abc import Mapping

from desktop.domain.checklists import Place
from desktop.domain.closing import Found, Line, Outcome
from desktop.domain.retention import Kept
from desktop.i18n import N_, _

# What a line says while it is open, and once it is well.
_LINES: Mapping[Line, tuple[str, str]] = {
    Line.DATES: (N_("Open dates and terms"), N_("No date or term is open")),
    Line.TASKS: (N_("Tasks not done"), N_("No task is open")),
    Line.CALLS: (N_("Calls to be rung back"), N_("Nobody waits to be rung back")),
    Line.NOTES: (N_("Notes not signed off"), N_("All notes are signed off")),
    Line.DRAFTS: (N_("Drafts not approved"), N_("No draft is left")),
    Line.NOT_OUT: (N_("Approved and not handed out"), N_("What was approved was handed out")),
    Line.NO_MARK: (N_("In the register without a mark"), N_("Every document has its mark")),
    Line.ANSWERS: (N_("An answer is still awaited"), N_("No answer is awaited")),
    Line.ORIGINALS: (N_("Originals are with you"), N_("No original is with you")),
    Line.RECEIPT: (N_("Originals given back without a receipt"), N_("Originals: receipt there, or none was given back")),
    Line.HANDS: (N_("Where the signed sheets are is not noted"), N_("What is in whose hands is noted")),
    Line.LISTS: (N_("Lines of checklists not ticked"), N_("The checklists are ticked off")),
    Line.POWERS: (N_("Have the powers ended?"), N_("The powers have ended")),
    Line.MESSAGE: (N_("The last message was not sent"), N_("The last message was sent")),
    Line.INFORMED: (N_("Does he know what was done and what is left?"), N_("He knows what was done and what is left")),
    Line.COPY: (N_("Not in a proven backup as it is now"), N_("In a proven backup as it is now")),
}
_OUTCOMES: Mapping[Outcome, str] = {
    Outcome.REACHED: N_("reached what he wanted"),
    Outcome.PARTLY: N_("reached in part"),
    Outcome.NOT_REACHED: N_("not reached"),
    Outcome.ADVICE: N_("one-off consultation"),
    Outcome.BY_CLIENT: N_("ended by the client"),
    Outcome.BY_LAWYER: N_("ended by the lawyer"),
    Outcome.HANDED_OVER: N_("handed over to a colleague"),
    Outcome.NO_CONTACT: N_("no contact any more"),
    Outcome.OTHER: N_("another reason"),
}
_PLACES: Mapping[Place, str] = {
    Place.NOWHERE: "",
    Place.OVERVIEW: N_("Overview"),
    Place.TIMELINE: N_("Timeline"),
    Place.LETTERS: N_("Letters"),
    Place.NOTES: N_("Notes"),
    Place.PAPERS: N_("Papers"),
    Place.PEOPLE: N_("People"),
    Place.REGISTER: N_("Register"),
    Place.BACKUPS: N_("Backup"),
}
_KEPT: Mapping[Kept, str] = {
    Kept.CASE: N_("the whole file"),
    Kept.NOTE: N_("notes"),
    Kept.PAPER: N_("papers"),
    Kept.MEDICAL: N_("medical papers"),
}


def line_words(found: Found) -> str:
    """A line of the closing check, as it stands."""
    open_, well = _LINES[found.line]
    if not found.is_open:
        return _(well)
    return _("{what}: {count}").format(what=_(open_), count=found.count) if found.subjects or found.line is Line.LISTS else _(open_)


def was_open_words(code: str) -> str:
    """What was open when a case was closed."""
    return _(_LINES[Line(code)][0]) if code in set(Line) else code


def outcome_words(outcome: Outcome) -> str:
    """Why a case was closed."""
    return _(_OUTCOMES[outcome])


def outcomes() -> tuple[tuple[Outcome, str], ...]:
    """Every outcome with its words."""
    return tuple((outcome, _(text)) for outcome, text in _OUTCOMES.items())


def place_words(place: Place) -> str:
    """Where "do it now" leads."""
    return _(_PLACES[place]) if _PLACES[place] else ""


def places() -> tuple[tuple[Place, str], ...]:
    """Every place "do it now" can lead to, with its words."""
    return tuple((place, place_words(place) or _("nowhere")) for place in Place)


def kept_words(kept: Kept) -> str:
    """What of a file is meant."""
    return _(_KEPT[kept])
