"""From the facts of the register to the sentences a user reads: what is doubted in an entry, how views are called."""

from collections.abc import Mapping

from desktop.domain.register import Doubted, View
from desktop.i18n import N_, _

_TO_COME = N_("This day is still to come: look at the paper again, and at the date of this computer.")
_BEFORE_APPROVAL = N_("This day lies before the day on which the text was approved: look at the paper again.")

_DOUBTS: Mapping[str, str] = {
    "to-come": _TO_COME,
    "before-approval": _BEFORE_APPROVAL,
    "before-handing-in": N_("The stamp is older than the handing-in: one of the two days is wrong."),
    "before-stamp": N_("The answer is older than the stamp: one of the two days is wrong."),
    "missing": N_("The day of the stamp is missing: without it the time for the answer is not counted from the stamp."),
    "taken": N_("Another document of this unit bears the same number of the same day: compare both papers."),
    "unusual": N_("The post gives out numbers of 14 digits, or two letters, nine digits and two letters: compare it with the receipt."),
    "no-hour": N_("There is no such hour: type it like 18:20."),
}

_VIEWS: Mapping[View, str] = {
    View.WITHOUT_STAMP: N_("Without a stamp: {count}"),
    View.AWAITING: N_("Awaiting an answer: {count}"),
    View.OVERDUE: N_("Overdue: {count}"),
    View.SCAN_WAITS: N_("Scan to come: {count}"),
    View.ALL: N_("All: {count}"),
}


def doubt_words(doubted: Doubted) -> str:
    """What is hardly so, and what to do, as a sentence."""
    return _(_DOUBTS[doubted.code])


def view_words(view: View, count: int) -> str:
    """How a view is called, with how many entries stand in it."""
    return _(_VIEWS[view]).format(count=count)
