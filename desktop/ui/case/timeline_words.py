"""What the timeline says, on the screen and on paper: lanes, days of an event, and how long a gap is."""

from collections.abc import Mapping

from desktop.domain.events import Event
from desktop.domain.timeline import Gap, Lane
from desktop.i18n import N_, _, ngettext
from desktop.ui.parts.day_words import day_words, numbers

LANES: Mapping[Lane, str] = {
    Lane.SERVICE: N_("Service"),
    Lane.ORDERS: N_("Orders"),
    Lane.WHERE: N_("Where he was"),
    Lane.LETTERS: N_("Letters"),
    Lane.PRESSURE: N_("Pressure"),
    Lane.ANSWERS: N_("Answers"),
}


def span_words(event: Event) -> str:
    """The day of an event, from when until when, and the hour, as well as they are known."""
    last = event.until.latest or event.until.earliest if event.until else None
    # The year is said once where both are of one.
    words = day_words(event.day, last) or _("no date")
    if event.until:
        words = _("{first} to {last}").format(first=words, last=day_words(event.until))
    return _("{day}, {time}").format(day=words, time=event.time) if event.time else words


def gap_words(gap: Gap) -> str:
    """How long a gap is."""
    if gap.at_least:
        return ngettext("at least {count} day", "at least {count} days", gap.days).format(count=gap.days)
    return ngettext("{count} day", "{count} days", gap.days).format(count=gap.days)


def gap_sentence(gap: Gap) -> str:
    """Which days a gap holds."""
    return _("From {first} to {last} nobody wrote down where he was: {days}.").format(
        first=numbers(gap.first), last=numbers(gap.last), days=gap_words(gap)
    )
