"""Terms: deadlines that a rule counts from an event, why they fall on their day, and what moves them."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop import i18n
from desktop.domain import law
from desktop.domain.cases import Case
from desktop.domain.counting import STARTED_BY, Counted, CountedIn, Rule, RuleEntry, Ruling, Step, count, count_from, leads_on, rulings
from desktop.domain.days import Day
from desktop.domain.deadlines import Because, Deadline, DeadlineKind, overridden, recounted
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.events import Event
from desktop.domain.law import Known, Mark, NormVersion
from desktop.domain.moments import moment
from desktop.domain.values import Part
from desktop.domain.working_days import Calendar, OwnDay
from desktop.operations import law as library
from desktop.operations import shipped_law
from desktop.storage import records
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Basis(Part):
    """A norm behind a term, as it stood on the day the term began; no version where none is known for that day."""

    known: Known
    version: NormVersion | None
    standing: law.Standing
    freshness: law.Freshness


@dataclass(frozen=True, kw_only=True, repr=False)
class Why(Part):
    """Why a term falls on its day: the rule, where its length and its way of counting come from, each step, each caution."""

    deadline: Deadline
    ruling: Ruling
    length: Basis | None
    counting: Basis | None
    steps: tuple[Step, ...]
    cautions: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class Foreseen(Part):
    """A term that would go on from another, if nothing happens before."""

    rule: Rule
    counted: Counted


@dataclass(frozen=True, kw_only=True, repr=False)
class Book(Part):
    """Everything a count needs: the rules and the calendar, hers above the shipped ones."""

    rulings: Mapping[str, Ruling]
    calendar: Calendar

    def ruling(self, rule_id: str) -> Ruling:
        """The rule with this id. Raises NotFound."""
        if rule_id not in self.rulings:
            raise NotFound("rule")
        return self.rulings[rule_id]


# What a new count does not find out again: it came with the event.
_STAYING = frozenset({"start-about", "registration-unknown"})


# --- rules and calendar, hers above the shipped ones


def book(vault: Vault) -> Book:
    """The rules and the calendar as they stand."""
    return Book(rulings={each.rule.id: each for each in rules(vault)}, calendar=calendar(vault))


def rules(vault: Vault) -> tuple[Ruling, ...]:
    """All rules, and whether each counts."""
    return rulings(shipped_law.rules(), records.every(vault, RuleEntry))


def ruling(vault: Vault, rule_id: str) -> Ruling:
    """The rule with this id. Raises NotFound."""
    return book(vault).ruling(rule_id)


def calendar(vault: Vault) -> Calendar:
    """The working-day calendar with her own days above it."""
    own = {each.day: each.works for each in records.every(vault, OwnDay)}
    return Calendar(shipped_law.calendar().years, own)


def keep_rule(vault: Vault, rule: Rule, *, on: bool, checked_by: str = "", checked_on: date | None = None) -> RuleEntry:
    """Keep her version of a rule, switched on or off, and count the open terms it counts anew.

    A rule that was only recalled can be switched on once it has a length and somebody who checked it.
    Raises BadInput("lengths" | "checked_by", "empty").
    """
    if on and rule.mark is Mark.RECALLED:
        if not rule.lengths and not rule.seasons:
            raise BadInput("lengths", "empty")
        if not checked_by.strip():
            raise BadInput("checked_by", "empty")
    shipped = next((each for each in shipped_law.rules() if each.id == rule.id), None)
    with vault.transaction():
        old = next((each for each in records.every(vault, RuleEntry) if each.rule.id == rule.id), None)
        entry = RuleEntry(id=old.id if old else vault.new_id(), rule=rule, on=on, checked_by=checked_by.strip(), checked_on=checked_on,
                          based_on=shipped.version if shipped else "")  # fmt: skip
        records.save(vault, entry)
        _recount_open(vault, Because.RULE_CHANGED, rule.id)
    return entry


def drop_rule(vault: Vault, rule_id: str) -> None:
    """Go back to the shipped rule. Raises NotFound where she has none of her own."""
    own = next((each for each in records.every(vault, RuleEntry) if each.rule.id == rule_id), None)
    if own is None:
        raise NotFound("rule")
    with vault.transaction():
        records.save(vault, replace(own, removed_at=vault.now().isoformat()))
        _recount_open(vault, Because.RULE_CHANGED, rule_id)


def keep_day(vault: Vault, day: date, *, works: bool, remark: str = "") -> OwnDay:
    """Keep a day she set herself, off or worked on, and count all open terms anew."""
    with vault.transaction():
        old = next((each for each in records.every(vault, OwnDay) if each.day == day), None)
        own = OwnDay(id=old.id if old else vault.new_id(), day=day, works=works, remark=remark.strip())
        records.save(vault, own)
        _recount_open(vault, Because.CALENDAR_CHANGED)
    return own


def drop_day(vault: Vault, day: date) -> None:
    """Go back to the shipped calendar for a day."""
    with vault.transaction():
        for own in [each for each in records.every(vault, OwnDay) if each.day == day]:
            records.save(vault, replace(own, removed_at=vault.now().isoformat()))
        _recount_open(vault, Because.CALENDAR_CHANGED)


# --- one term


def try_count(vault: Vault, rule_id: str, start: Day | datetime, *, stage: int = 0) -> Counted:
    """What the rule would count, keeping nothing. Raises NotFound."""
    known = book(vault)
    return counted_by(known, known.ruling(rule_id).rule, start, stage)


def start_term(vault: Vault, case_id: str, rule_id: str, start: Day | datetime, *, source: str = "", stage: int = 0) -> Deadline:
    """Count a term and keep it. `source` is the event or register entry it starts with: then it follows that.

    The same rule on the same source is one term, however often it is started. Raises NotFound, and BadInput: ("rule", "off"), or
    ("start", code) where no day can be counted; the code is that of the caution.
    """
    known = book(vault)
    chosen = known.ruling(rule_id)
    if not chosen.on:
        raise BadInput("rule", "off")
    counted = counted_by(known, chosen.rule, start, stage)
    if counted.due is None:
        raise BadInput("start", counted.cautions[0].code if counted.cautions else "no-end")
    with vault.transaction():
        case = records.get(vault, Case, case_id)
        id_ = term_id(source, rule_id) if source else vault.new_id()
        deadline = made(chosen.rule, counted, id_=id_, case=case, source=source, stage=stage)
        records.save(vault, deadline)
    return deadline


def start_next(vault: Vault, deadline: Deadline) -> Deadline:
    """Keep the term that goes on from this one; it moves with it. Raises NotFound where none does."""
    with vault.transaction():
        foreseen = next(iter(foresee(vault, deadline)), None)
        if foreseen is None:
            raise NotFound("rule")
        case = records.get(vault, Case, deadline.case)
        made_ = made(foreseen.rule, foreseen.counted, id_=term_id(deadline.id, foreseen.rule.id), case=case, source=deadline.start_event)
        following = replace(made_, parent=deadline.id)
        records.save(vault, following)
    return following


def foresee(vault: Vault, deadline: Deadline) -> tuple[Foreseen, ...]:
    """The terms that would go on from this one, one after another, as far as they can be counted. Nothing is kept."""
    known = book(vault)
    chain: list[Foreseen] = []
    last, rule = Counted(due=deadline.counted or deadline.due), known.rulings.get(deadline.rule)
    while rule is not None and (start := leads_on(rule.rule, last)) is not None:
        rule = known.rulings.get(rule.rule.leads_to)
        if rule is None or not rule.on or any(each.rule.id == rule.rule.id for each in chain):
            break
        last = count(rule.rule, start, known.calendar)
        chain.append(Foreseen(rule=rule.rule, counted=last))
    return tuple(chain)


def override(vault: Vault, id_: str, due: date, reason: str) -> Deadline:
    """Set a term to a day of her own, with the reason. Raises BadInput("reason", "empty")."""
    if not reason.strip():
        raise BadInput("reason", "empty")
    return _keep(vault, overridden(records.get(vault, Deadline, id_), due, reason))


def follow_count(vault: Vault, id_: str) -> Deadline:
    """Take her own day back: the term falls where the rule says."""
    return _keep(vault, overridden(records.get(vault, Deadline, id_), date.min, ""))


def prolong(vault: Vault, id_: str) -> Deadline:
    """Count with the next longer length, after the office gave notice. Raises BadInput("stage", "last")."""
    deadline, known = records.get(vault, Deadline, id_), book(vault)
    rule = known.ruling(deadline.rule).rule
    if deadline.stage + 1 >= len(rule.lengths):
        raise BadInput("stage", "last")
    with vault.transaction():
        longer = _again(vault, known, replace(deadline, stage=deadline.stage + 1), Because.PROLONGED)
        records.save(vault, longer)
        recount_following(vault, known, longer)
    return longer


def noticed(vault: Vault, id_: str) -> Deadline:
    """She has seen that the term moved by itself: it is not said again."""
    return _keep(vault, replace(records.get(vault, Deadline, id_), was_due=None, changed_because="", changed_at=""))


def why(vault: Vault, deadline: Deadline) -> Why:
    """Why the term falls on its day. Raises NotFound for a date that no rule counts."""
    chosen = ruling(vault, deadline.rule)
    known = {each.norm.id: each for each in library.library(vault)}
    day = deadline.start_day or deadline.due

    def basis(norm_id: str) -> Basis | None:
        if norm_id not in known:
            return None
        version = law.version_on(known[norm_id].norm, day)
        check = known[norm_id].check_of(version) if version else None
        return Basis(
            known=known[norm_id],
            version=version,
            standing=law.standing(version, check) if version else law.Standing.SLOT,
            freshness=law.freshness(version, vault.today(), check) if version else law.Freshness.FRESH,
        )

    return Why(deadline=deadline, ruling=chosen, length=basis(chosen.rule.norm), counting=basis(chosen.rule.counting_norm),
               steps=deadline.steps, cautions=deadline.cautions)  # fmt: skip


# --- following what they start with


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
        start = None if event.removed_at else _start_or_none(vault, event, ruled.rule)
        if start is None:
            # A term of law is never dropped behind her back: it says that its event is gone.
            gone = replace(deadline, changed_because=Because.START_GONE, changed_at=vault.now().isoformat())
            records.save(vault, gone)
            continue
        fresh = recount(vault, known, not_gone(deadline), start, Because.START_MOVED)
        records.save(vault, fresh)
        recount_following(vault, known, fresh)


def offers(vault: Vault, event: Event) -> tuple[Rule, ...]:
    """The rules an event may start, as far as they count; which of them it does, she says."""
    starts = STARTED_BY.get(event.kind, ())
    return tuple(each.rule for each in rules(vault) if each.on and each.rule.starts_with in starts)


def start_of_event(vault: Vault, event: Event, rule: Rule) -> Day | datetime:
    """What the rule counts from: the hour of the event where it is known, else its day; for a day in a paper, its last.

    Raises BadInput("start", "start-open").
    """
    start = _start_or_none(vault, event, rule)
    if start is None:
        raise BadInput("start", "start-open")
    return start


def _start_or_none(vault: Vault, event: Event, rule: Rule) -> Day | datetime | None:
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


def _again(vault: Vault, known: Book, deadline: Deadline, because: Because) -> Deadline:
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


def _recount_open(vault: Vault, because: Because, rule_id: str = "") -> None:
    known = book(vault)
    for deadline in records.every(vault, Deadline):
        if deadline.rule in known.rulings and not deadline.done_at and rule_id in {"", deadline.rule}:
            fresh = _again(vault, known, deadline, because)
            records.save(vault, fresh)
            if fresh.counted != deadline.counted:
                recount_following(vault, known, fresh)


def _keep(vault: Vault, deadline: Deadline) -> Deadline:
    with vault.transaction():
        records.save(vault, deadline)
    return deadline
