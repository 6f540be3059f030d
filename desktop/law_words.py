"""From the facts of law and terms to the sentences a user reads: steps of a count, cautions, marks, and how long somebody is away."""

from collections.abc import Callable, Mapping
from datetime import date

from desktop.domain.absence import Away
from desktop.domain.contracts import NominalEnd
from desktop.domain.counting import Counted, CountedIn, Rule, Start, Step
from desktop.domain.deadlines import Because, Deadline
from desktop.domain.law import Direction, Freshness, Mark, Norm, NormCheck, Origin, Source, Standing
from desktop.domain.working_days import DayKind, DayOffChoice, DayOffQuestion, YearMark
from desktop.i18n import N_, _, language, ngettext

# The tables hold the words unspoken: the language is chosen later.

# --- steps of a count


def step_words(step: Step) -> str:
    """One step of a count, as a sentence."""
    if step.code in _COUNTED:
        return _COUNTED[step.code](step.number).format(count=step.number, day=_day(step.day), at=_at(step))
    return _(_STEPS.get(step.code, "{day}")).format(day=_day(step.day), at=_at(step))


_STEPS: Mapping[str, str] = {
    "start": N_("It starts with {day}."),
    "start-hour": N_("It starts at {at}, local time."),
    "from-next-day": N_("It is counted from the day after: {day}."),
    "from-same-day": N_("That day is counted in: {day}."),
    "season": N_("The call-up begins on {day}."),
    "fixed-day": N_("For it the last day is {day}."),
    "written": N_("The paper says {day}."),
    "counted-up": N_("It is counted up from {day}, and has no end."),
    "off-weekend": N_("{day} is a weekend."),
    "off-holiday": N_("{day} is a public holiday."),
    "off-moved-off": N_("{day} is a day off that was moved there."),
    "moved": N_("So it ends on the next working day: {day}."),
}

_COUNTED: Mapping[str, Callable[[int], str]] = {
    "calendar-days": lambda number: ngettext(
        "{count} calendar day ends on {day}.", "{count} calendar days end on {day}.", number
    ),
    "working-days": lambda number: ngettext("{count} working day ends on {day}.", "{count} working days end on {day}.", number),
    "months": lambda number: ngettext("{count} month ends on {day}.", "{count} months end on {day}.", number),
    "months-to-end": lambda number: ngettext(
        "{count} month ends on {day}: the month has no such number, so its last day counts.",
        "{count} months end on {day}: the month has no such number, so its last day counts.",
        number,
    ),
    "hours": lambda number: ngettext("{count} hour ends at {at}, local time.", "{count} hours end at {at}, local time.", number),
}  # fmt: skip


# --- what a count leaves open

_CAUTIONS: Mapping[str, str] = {
    "first-day": N_("Whether the first day counts can be read either way. Here it does not; if it does, the term ends a day earlier."),
    "report-terms": N_(
        "This is the term for petitions of citizens. A report in the service may have another one: look into the Disciplinary Charter."
    ),
    "ags-reread": N_("The law on alternative service was changed from 2026 on: read the article again before you rely on this day."),
    "contract-goes-on": N_("Nominal end. Decree No. 647, points 4 and 5, stands beside it: the contract may go on."),
    "registration-unknown": N_(
        "There is no stamp, so it is counted from the day it was handed in. Enter the stamp as soon as you have it."
    ),
    "start-about": N_("The day it starts with is known only roughly. It is counted from {day}."),
    "start-open": N_("The day it starts with is not known, so nothing can be counted."),
    "hour-missing": N_("The hour is missing, so hours cannot be counted."),
    "ends-on-day-off": N_("It ends on a day off, and this rule moves nothing. The next working day is {day}."),
    "rule-of-another-time": N_("This rule held at another time. For {day} the law has to be read anew."),
    "no-such-season": N_("No call-up begins on {day}."),
    "calendar-missing": N_("The calendar of {year} is not here: days off in it were not looked at. Check the day yourself."),
    "transfers-unchecked": N_("Of {year} only weekends and public holidays are known, not what was moved. Check the day yourself."),
}


_UNSURE = N_("Check this day yourself.")


def caution_words(step: Step) -> str:
    """What a count leaves open, as a sentence."""
    return _(_CAUTIONS.get(step.code, _UNSURE)).format(day=_day(step.day), year=step.number)


def count_words(counted: Counted) -> str:
    """A whole count, a line for each step and each caution, and the last day at the end."""
    lines = [*(step_words(step) for step in counted.steps), *(caution_words(step) for step in counted.cautions)]
    if counted.due is not None:
        lines.append(_("The last day: {day}.").format(day=_day(counted.due)))
    return "\n".join(line for line in lines if line)


def doubt_words(code: str) -> str:
    """What a rule leaves open, whatever it counts, as a sentence."""
    return _(_CAUTIONS.get(code, _UNSURE))


# --- rules


def length_words(rule: Rule, stage: int = 0) -> str:
    """How long a term is; empty where it has no length."""
    if not rule.lengths or rule.counted_in not in _LENGTHS:
        return _(_NO_LENGTH[rule.counted_in]) if rule.counted_in in _NO_LENGTH else ""
    length = rule.lengths[min(stage, len(rule.lengths) - 1)]
    return _LENGTHS[rule.counted_in](length).format(count=length)


_LENGTHS: Mapping[CountedIn, Callable[[int], str]] = {
    CountedIn.CALENDAR_DAYS: lambda number: ngettext("{count} calendar day", "{count} calendar days", number),
    CountedIn.WORKING_DAYS: lambda number: ngettext("{count} working day", "{count} working days", number),
    CountedIn.MONTHS: lambda number: ngettext("{count} month", "{count} months", number),
    CountedIn.HOURS: lambda number: ngettext("{count} hour", "{count} hours", number),
}

_NO_LENGTH: Mapping[CountedIn, str] = {
    CountedIn.YEARLY: N_("a fixed day of the year"),
    CountedIn.WRITTEN: N_("as the paper says"),
    CountedIn.UP: N_("counted up, without an end"),
}

_STARTS: Mapping[Start, str] = {
    Start.RECEIVED: N_("the petition arrived"),
    Start.REGISTERED: N_("the stamp of registration"),
    Start.WRONG_BODY: N_("registered in the wrong office"),
    Start.LEARNED: N_("he learned of the breach"),
    Start.COURT_RECEIVED: N_("the court received the claim"),
    Start.FINAL_TEXT: N_("the final text of the judgment"),
    Start.IN_FORCE: N_("the judgment came into force"),
    Start.CRIME_REPORTED: N_("the report of the crime came in"),
    Start.COMPLAINT_RECEIVED: N_("the complaint was received"),
    Start.COMPLAINT_TO_JUDGE: N_("the judge received the complaint"),
    Start.DECIDED: N_("the decision was made"),
    Start.CALL_UP: N_("the call-up begins"),
    Start.APPLICATIONS_CLOSED: N_("the time to apply ended"),
    Start.ABSENCE_BEGAN: N_("the lawful absence ended"),
    Start.LEAVE_ENDS: N_("the end of leave on the leave card"),
    Start.CONTRACT_ENDS: N_("the end that the contract names"),
    Start.BORN: N_("the day of birth"),
    Start.BREACH_KNOWN: N_("the commander learned of the breach"),
    Start.RUNS_OUT: N_("the last day that the paper names"),
    Start.CHECKED: N_("the norm was checked"),
}


def start_words(start: Start) -> str:
    """What a term starts with."""
    return _(_STARTS[start])


_BECAUSE: Mapping[Because, str] = {
    Because.START_MOVED: N_("Changed, because the day it starts with changed."),
    Because.START_GONE: N_("The event it starts with is gone: check whether this term still runs."),
    Because.ANSWER_CAME: N_("Changed, because an answer came."),
    Because.RULE_CHANGED: N_("Changed, because the rule changed."),
    Because.CALENDAR_CHANGED: N_("Changed, because the calendar of days off changed."),
    Because.PROLONGED: N_("Prolonged."),
}


def moved_words(deadline: Deadline) -> str:
    """Why a term moved by itself, and from which day; empty where it did not."""
    because = next((each for each in Because if each == deadline.changed_because), None)
    if because is None:
        return ""
    if deadline.was_due is None:
        return _(_BECAUSE[because])
    return _("{why} Until then it was {day}.").format(why=_(_BECAUSE[because]), day=_day(deadline.was_due))


def override_words(deadline: Deadline) -> str:
    """Why she set the day herself, and what was counted; empty where she did not."""
    if not deadline.is_overridden:
        return ""
    reason = _("typed into the register") if deadline.override_reason == "register" else deadline.override_reason
    return _("Set by hand: {reason}. Counted: {day}.").format(reason=reason, day=_day(deadline.counted))


# --- norms


def local(texts: Mapping[str, str]) -> str:
    """The text in the language of the window; another where there is none in it."""
    return texts.get(language()) or next(iter(texts.values()), "")


def named(norm: Norm) -> str:
    """How a norm is called: the act, and the article."""
    return ", ".join(part for part in (local(norm.act.short), local(norm.articles)) if part)


def span(since: date | None, until: date | None) -> str:
    """From when until when; empty where neither is known."""
    if since and until:
        return _("from {since} to {until}").format(since=_day(since), until=_day(until))
    if since:
        return _("since {since}").format(since=_day(since))
    return _("until {until}").format(until=_day(until)) if until else ""


_STANDINGS: Mapping[Standing, str] = {
    Standing.CHECKED: N_("Checked"),
    Standing.SEEN: N_("Seen in a published source, not yet checked by your lawyer"),
    Standing.PARTLY: N_("Partly seen: check the wording"),
    Standing.SLOT: N_("Not looked up yet: number and title only"),
}


def standing_words(standing: Standing, check: NormCheck | None = None) -> str:
    """How surely a norm is known, and who read it when."""
    if standing is Standing.CHECKED and check is not None:
        return _("Checked by {name} on {day}").format(name=check.by, day=_day(check.on))
    return _(_STANDINGS[standing])


_SHORT: Mapping[Standing, str] = {
    Standing.SEEN: N_("seen, not checked"),
    Standing.PARTLY: N_("partly seen: check it"),
    Standing.SLOT: N_("number and title only"),
}


def standing_short(standing: Standing, check: NormCheck | None = None) -> str:
    """How surely a norm is known, as it fits into a column."""
    if standing is Standing.CHECKED:
        return _("checked on {day}").format(day=_day(check.on)) if check is not None else _(_STANDINGS[standing])
    return _(_SHORT[standing])


_MARKS: Mapping[Mark, str] = {
    Mark.SEEN: N_("seen in a published source"),
    Mark.PARTLY: N_("partly seen"),
    Mark.RECALLED: N_("recalled, not looked up"),
    Mark.NO_LAW: N_("no rule of law"),
}
_DIRECTIONS: Mapping[Direction, str] = {
    Direction.FOR: N_("in his favour"),
    Direction.AGAINST: N_("against him"),
    Direction.NEUTRAL: N_("neutral"),
}
_FRESHNESS: Mapping[Freshness, str] = {
    Freshness.FRESH: "",
    Freshness.STALE: N_("Out of date: read it again."),
    Freshness.CHANGED: N_("The text was changed after it was checked: read it again."),
}
_ORIGINS: Mapping[Origin, str] = {
    Origin.SHIPPED: N_("came with the program"),
    Origin.CHANGED: N_("changed by you"),
    Origin.HERS: N_("your own"),
}
_SOURCES: Mapping[Source, str] = {
    Source.TEXT: N_("the published text"),
    Source.OLDER_TEXT: N_("an older published text"),
    Source.COMMENTARY: N_("a commentary"),
    Source.PRESS: N_("the press"),
    Source.COURT: N_("a court decision"),
    Source.RECALLED: N_("from memory"),
    Source.HERS: N_("your own words"),
}
_CITED: Mapping[str, str] = {
    "refusal": N_("refusal"),
    "discharge": N_("discharge"),
    "complaint": N_("complaint"),
    "claim": N_("claim"),
    "warnings": N_("what is explained"),
    "notes": N_("notes"),
}


def mark_words(mark: Mark) -> str:
    """How surely a rule is known."""
    return _(_MARKS[mark])


def direction_words(direction: Direction) -> str:
    """Which way a norm speaks."""
    return _(_DIRECTIONS[direction])


def freshness_words(freshness: Freshness) -> str:
    """Why a norm is amber; empty where it is not."""
    return _(_FRESHNESS[freshness]) if _FRESHNESS[freshness] else ""


def origin_words(origin: Origin) -> str:
    """Whose wording it is."""
    return _(_ORIGINS[origin])


def source_words(source: Source) -> str:
    """Where the wording was seen."""
    return _(_SOURCES[source])


def cited_words(kind: str) -> str:
    """In which documents a norm is cited."""
    return _(_CITED[kind]) if kind in _CITED else kind


# --- days off

_KINDS: Mapping[DayKind, str] = {
    DayKind.WORKING: N_("a working day"),
    DayKind.WEEKEND: N_("a weekend"),
    DayKind.HOLIDAY: N_("a public holiday"),
    DayKind.MOVED_OFF: N_("a day off that was moved there"),
    DayKind.MOVED_IN: N_("a weekend on which people work"),
    DayKind.UNKNOWN: N_("a day of which the calendar knows nothing"),
}


def day_kind_words(kind: DayKind) -> str:
    """What a day is."""
    return _(_KINDS[kind])


def question_words(asked: DayOffQuestion) -> str:
    """The question about a date on a day off."""
    return _(_QUESTIONS[asked.kind]).format(day=_day(asked.day))


_QUESTIONS: Mapping[DayKind, str] = {
    DayKind.WEEKEND: N_("{day} is a weekend. Which day shall it be?"),
    DayKind.HOLIDAY: N_("{day} is a public holiday. Which day shall it be?"),
    DayKind.MOVED_OFF: N_("{day} is a day off that was moved there. Which day shall it be?"),
}


def choice_words(asked: DayOffQuestion, choice: DayOffChoice) -> str:
    """One way to answer it, with its day; empty where the calendar does not reach."""
    day = {DayOffChoice.KEEP: asked.day, DayOffChoice.NEXT: asked.next, DayOffChoice.PREVIOUS: asked.previous}[choice]
    return _(_CHOICES[choice]).format(day=_day(day)) if day else ""


_CHOICES: Mapping[DayOffChoice, str] = {
    DayOffChoice.KEEP: N_("Keep {day}"),
    DayOffChoice.NEXT: N_("Next working day, {day}"),
    DayOffChoice.PREVIOUS: N_("Working day before, {day}"),
}


def year_words(year: int, mark: YearMark | None) -> str:
    """What is to be said of a year of the calendar; empty where it is whole."""
    code = {None: "calendar-missing", YearMark.STATUTORY: "transfers-unchecked"}.get(mark)
    return caution_words(Step(code=code, number=year)) if code else ""


# --- away, and the end of a contract


def away_words(away: Away) -> str:
    """How long somebody is away, counted up. Never what is left."""
    if away.about:
        return ngettext("away from the unit for about {count} h", "away from the unit for about {count} h", away.hours).format(
            count=away.hours
        )
    return ngettext("away from the unit for {count} h", "away from the unit for {count} h", away.hours).format(count=away.hours)


def risk_words() -> str:
    """What stands beside an absence."""
    return _("Every hour raises the risk.")


def nominal_end_words(end: NominalEnd) -> str:
    """What is said of the end a contract names."""
    if end.norms:
        return _("Nominal end. Decree No. 647, points 4 and 5, stands beside it: the contract may go on.")
    return _("Nominal end, as the contract says.")


def _day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""


def _at(step: Step) -> str:
    return step.at.strftime("%d.%m.%Y %H:%M") if step.at else ""
