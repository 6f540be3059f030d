"""Terms: deadlines that a rule counts from an event, and why they fall on their day."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from desktop.domain import law
from desktop.domain.cases import Case
from desktop.domain.counting import STARTED_BY, Counted, Rule, Ruling, Step, count, leads_on
from desktop.domain.days import Day
from desktop.domain.deadlines import Because, Deadline, overridden
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.events import Event
from desktop.domain.law import Known, NormVersion
from desktop.domain.values import Part
from desktop.operations import law as library
from desktop.operations.recounting import again, counted_by, made, recount_following, start_or_none, term_id
from desktop.operations.term_book import book, rules
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
        longer = again(vault, known, replace(deadline, stage=deadline.stage + 1), Because.PROLONGED)
        records.save(vault, longer)
        recount_following(vault, known, longer)
    return longer


def noticed(vault: Vault, id_: str) -> Deadline:
    """She has seen that the term moved by itself: it is not said again."""
    return _keep(vault, replace(records.get(vault, Deadline, id_), was_due=None, changed_because="", changed_at=""))


def why(vault: Vault, deadline: Deadline) -> Why:
    """Why the term falls on its day. Raises NotFound for a date that no rule counts."""
    chosen = book(vault).ruling(deadline.rule)
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


def offers(vault: Vault, event: Event) -> tuple[Rule, ...]:
    """The rules an event may start, as far as they count; which of them it does, she says."""
    starts = STARTED_BY.get(event.kind, ())
    return tuple(each.rule for each in rules(vault) if each.on and each.rule.starts_with in starts)


def start_of_event(vault: Vault, event: Event, rule: Rule) -> Day | datetime:
    """What the rule counts from: the hour of the event where it is known, else its day; for a day in a paper, its last.

    Raises BadInput("start", "start-open").
    """
    start = start_or_none(vault, event, rule)
    if start is None:
        raise BadInput("start", "start-open")
    return start


def _keep(vault: Vault, deadline: Deadline) -> Deadline:
    with vault.transaction():
        records.save(vault, deadline)
    return deadline
