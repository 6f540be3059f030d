"""What is said of a norm as it stood on a day, on the screen and on paper alike."""

from desktop import law_words
from desktop.domain.law import NormVersion, Standing
from desktop.i18n import _
from desktop.operations import law
from desktop.operations.law import Shown, Uses
from desktop.ui.parts.day_words import numbers


def act_words(shown: Shown) -> str:
    """The act in full, with its day and number."""
    act = shown.known.norm.act
    of = _("of {day}").format(day=numbers(act.day)) if act.day else ""
    number = _("No. {number}").format(number=act.number) if act.number else ""
    return " ".join(part for part in (law_words.local(act.titles), of, number) if part)


def span_words(version: NormVersion) -> str:
    """From when until when a version stood."""
    return law_words.span(version.valid_from, version.valid_to) or _("no limit in time is known")


def line_words(shown: Shown) -> str:
    """What the norm says, or that nothing is stated."""
    if shown.version is None:
        return _("It did not stand then.")
    return shown.text or _("The wording was not looked up: nothing is stated. Read the act, then write the line yourself.")


def fact_words(shown: Shown) -> str:
    """Which way it speaks, from when until when, how surely, from where: what a statement of law is never shown without."""
    version = shown.version
    if version is None:
        return law_words.origin_words(shown.known.origin)
    facts = (
        law_words.direction_words(version.direction),
        span_words(version),
        law_words.standing_words(shown.standing, shown.check),
        _("seen in: {source}").format(source=law_words.source_words(version.source)) if version.lines else "",
        _("edition of {day}").format(day=numbers(version.as_of)) if version.as_of else "",
        _("changed by {acts}").format(acts=", ".join(version.amended_by)) if version.amended_by else "",
        law_words.origin_words(shown.known.origin),
    )
    return " · ".join(fact for fact in facts if fact)


def doubt_lines(shown: Shown) -> tuple[str, ...]:
    """Why it is to be read again; nothing where it is not."""
    below = _("The shipped wording is another than the one you changed: compare them.") if shown.known.shipped_changed else ""
    return tuple(sentence for sentence in (law_words.freshness_words(shown.freshness), below) if sentence)


def other_lines(shown: Shown) -> tuple[str, ...]:
    """What it said at other times."""
    return tuple(_other(shown, version) for version in shown.known.norm.versions if version is not shown.version)


def _other(shown: Shown, version: NormVersion) -> str:
    standing = law.standing_of(shown.known, version)
    line = "" if standing is Standing.SLOT else law_words.local(version.lines)
    return f"{span_words(version)}: {line or law_words.standing_words(standing)}"


def use_lines(uses: Uses) -> tuple[str, ...]:
    """The templates and rules that lean on it."""
    return (*(law_words.local(template.titles) for template in uses.templates), *(law_words.local(rule.titles) for rule in uses.rules))
