"""Counting terms anew: when what they start with moves, when a rule or the calendar changes."""

import hashlib
import uuid
from dataclasses import replace
from datetime import date, datetime

from desktop import i18n
from desktop.domain.cases import Case
from desktop.domain.counting import Counted, CountedIn, Rule, count, count_from, leads_on
from desktop.domain.days import Day
from desktop.domain.deadlines import Because, Deadline, DeadlineKind, recounted
from desktop.domain.events import Event
from desktop.domain.moments import moment
from desktop.operations.term_book import Book, book
from desktop.storage import records
from desktop.storage.vault import Vault

# What a new count does not find out again: it came with the event.
_STAYING = frozenset({"start-about", "registration-unknown"})


def follow_event(vault: Vault, event: Event) -> None:
    """Count the open terms of an event anew, after it changed. Belongs into a transaction."""
    found = [each for each in open_terms(vault, event.case, event.id) if not each.parent]
    if not found:
        return
    known = book(vault)
    for deadline in found:
        ruled = known.rulings.get(deadline.rule)
        if ruled is None:
            continue
        start = None if event.removed_at else start_or_none(vault, event, ruled.rule)
        if start is None:
            # A term of law is never dropped behind her back: it says that its event is gone.
            gone = replace(deadline, changed_because=Because.START_GONE, changed_at=vault.now().isoformat())
            records.save(vault, gone)
            continue
        fresh = recount(vault, known, not_gone(deadline), start, Because.START_MOVED)
        records.save(vault, fresh)
        recount_following(vault, known, fresh)


def start_or_none(vault: Vault, event: Event, rule: Rule) -> Day | datetime | None:
    """What a rule counts from an event; None where the event says no day."""
    day = event.until if rule.counted_in is CountedIn.WRITTEN else event.day
    if rule.counted_in is not CountedIn.HOURS:
        return day
    # Most events name no zone: then the clock is that of the place where he is.
    case = records.find(vault, Case, event.case)
    return moment(day, event.time, event.zone or (case.zone if case else "")) or day


def term_id(source: str, rule_id: str) -> str:
    """The id of the term that a rule counts from a source: always the same, so that there is one of it."""
    digest = hashlib.blake2b(f"{source}\x1f{rule_id}".encode(), digest_size=16).digest()
    return uuid.UUID(bytes=digest, version=4).hex


def made(rule: Rule, counted: Counted, *, id_: str, case: Case, source: str = "", stage: int = 0) -> Deadline:
    """The deadline a count makes; `counted.due` must not be None."""
    first = counted.steps[0] if counted.steps else None
    return Deadline(
        id=id_, case=case.id, due=counted.due or date.max, counted=counted.due, title=rule.titles.get(i18n.language(), rule.id),
        kind=DeadlineKind.DEADLINE, time=counted.at.strftime("%H:%M") if counted.at else "", zone=case.zone, rule=rule.id,
        rule_version=rule.version, stage=stage, start_event=source, steps=counted.steps, cautions=counted.cautions,
        start_day=first.day or (first.at.date() if first.at else None) if first else None, warn_before=rule.warn_before,
    )  # fmt: skip


def counted_by(known: Book, rule: Rule, start: Day | datetime, stage: int = 0) -> Counted:
    """What a rule counts from a day, as well as it is known, or from a moment."""
    if isinstance(start, datetime):
        return count(rule, start, known.calendar, stage=stage)
    return count_from(rule, start, known.calendar, stage=stage)


def recount(vault: Vault, known: Book, deadline: Deadline, start: Day | datetime, because: Because) -> Deadline:
    """The deadline counted anew from a start; unchanged where its rule is switched off or gone. Keeps nothing."""
    chosen = known.rulings.get(deadline.rule)
    if chosen is None or not chosen.on:
        return deadline
    counted = counted_by(known, chosen.rule, start, deadline.stage)
    day = start.date() if isinstance(start, datetime) else next((step.day for step in counted.steps if step.day), deadline.start_day)
    return recounted(replace(deadline, start_day=day, rule_version=chosen.rule.version), counted, because, vault.now().isoformat())


def recount_following(vault: Vault, known: Book, parent: Deadline) -> None:
    """A term that goes on from another moves with it. Belongs into a transaction."""
    ruled = known.rulings.get(parent.rule)
    start = leads_on(ruled.rule, Counted(due=parent.counted or parent.due)) if ruled else None
    if start is None:
        return
    for deadline in records.of_case(vault, Deadline, parent.case):
        if deadline.parent == parent.id and not deadline.done_at:
            fresh = recount(vault, known, deadline, Day.of(start), Because.START_MOVED)
            records.save(vault, fresh)
            recount_following(vault, known, fresh)


def open_terms(vault: Vault, case: str, source: str) -> list[Deadline]:
    """The terms that began with an event or register entry and are not ticked off."""
    found = records.of_case(vault, Deadline, case)
    return [deadline for deadline in found if deadline.start_event == source and deadline.rule and not deadline.done_at]


def again(vault: Vault, known: Book, deadline: Deadline, because: Because) -> Deadline:
    """The same start, counted anew."""
    at = next((step.at for step in deadline.steps if step.at), None)
    start = at or (Day.of(deadline.start_day) if deadline.start_day else None)
    if start is None:
        return deadline
    staying = tuple(step for step in deadline.cautions if step.code in _STAYING)
    fresh = recount(vault, known, deadline, start, because)
    return fresh if fresh is deadline else replace(fresh, cautions=staying + tuple(c for c in fresh.cautions if c not in staying))


def not_gone(deadline: Deadline) -> Deadline:
    """The deadline whose event is there again."""
    return replace(deadline, changed_because="", changed_at="") if deadline.changed_because == Because.START_GONE else deadline


def recount_open(vault: Vault, because: Because, rule_id: str = "") -> None:
    """Count the open terms anew, all or those of one rule. Belongs into a transaction."""
    known = book(vault)
    for deadline in records.every(vault, Deadline):
        if deadline.rule in known.rulings and not deadline.done_at and rule_id in {"", deadline.rule}:
            fresh = again(vault, known, deadline, because)
            records.save(vault, fresh)
            if fresh.counted != deadline.counted:
                recount_following(vault, known, fresh)
