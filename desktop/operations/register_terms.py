"""Terms that the register starts: with the stamp the answer is awaited, and after it the time for the court runs."""

from dataclasses import dataclass, replace

from desktop.documents.templates import Template
from desktop.domain.cases import Case
from desktop.domain.counting import Counted, Step, leads_on
from desktop.domain.days import Day
from desktop.domain.deadlines import Because, Deadline, overridden
from desktop.domain.errors import NotFound, TemplateBroken
from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.domain.register import SETTLED
from desktop.domain.values import Part
from desktop.operations import recounting, shipped_law, templates, term_book
from desktop.operations.term_book import Book
from desktop.storage import records
from desktop.storage.vault import Vault

# A document that was not accepted at the door may still have been sent.
_SENT = frozenset({Channel.POST_REGISTERED, Channel.POST_INVENTORY, Channel.TELEGRAM, Channel.COURIER, Channel.E_RECEPTION})
USUAL_RULE = "D-ANS"
BY_HAND = "register"  # the reason of a day that she typed into the register; `desktop.law_words` has its words


@dataclass(frozen=True, kw_only=True, repr=False)
class _Start(Part):
    """From which day the answer is awaited, and what is unsure about it."""

    day: Day
    cautions: tuple[Step, ...] = ()


def follow_entry(vault: Vault, entry: RegisterEntry, *, was_due: Day | None = None) -> RegisterEntry:
    """Bring the terms of an entry up to it, and the entry's own "answer by" up to them. Belongs into a transaction.

    `was_due` is the "answer by" before this change: another one now is a day she typed, and it stands.
    """
    rule_id = rule_of(vault, entry)
    if not rule_id:
        return entry
    known, start = term_book.book(vault), _start(entry)
    if rule_id not in known.rulings or not known.rulings[rule_id].on:
        return entry
    if start is None:
        return _without(vault, entry, rule_id)
    answer = _answer_term(vault, known, entry, rule_id, start, was_due)
    if answer is None:
        return entry
    _court_term(vault, known, entry, answer)
    due = Day.of(answer.due)
    return entry if entry.answer_due == due else replace(entry, answer_due=due)


def rule_of(vault: Vault, entry: RegisterEntry) -> str:
    """Which rule counts the answer to this document; empty where it asks for none."""
    if entry.archive_copy or entry.template in shipped_law.without_answer():
        return ""
    template = template_of(vault, entry)
    if template is None:
        return USUAL_RULE
    addressee = template.addressee
    if addressee in shipped_law.who_answers_nothing():
        return ""
    return shipped_law.answer_rules().get(addressee, USUAL_RULE if addressee else "")


def template_of(vault: Vault, entry: RegisterEntry) -> Template | None:
    """What the document was made of; None where that is in this vault no more, or cannot be read."""
    try:
        return templates.find(vault, entry.template)
    except (NotFound, TemplateBroken):
        return None


def _start(entry: RegisterEntry) -> _Start | None:
    if entry.removed_at or entry.withdrawn_on:
        return None
    if entry.stamp_number and entry.stamp_on:
        return _Start(day=entry.stamp_on)
    refused = entry.refused_on is not None and entry.handed_in not in _SENT
    if entry.handed_on is None or entry.handed_in is Channel.UNKNOWN or refused:
        return None
    # Without a stamp the day of registration is not known: it counts from the day it was handed in, and says so.
    return _Start(day=entry.handed_on, cautions=(Step(code="registration-unknown"),))


def _answer_term(vault: Vault, known: Book, entry: RegisterEntry, rule_id: str, start: _Start, was_due: Day | None) -> Deadline | None:
    """The term of the answer, kept; None where she took it away herself."""
    old = records.find(vault, Deadline, recounting.term_id(entry.id, rule_id))
    if old is not None and (_removed_by_her(old)):
        return None
    if old is not None and old.done_at and not _done_by_answer(old):
        return old
    fresh = _fresh(vault, known, old, rule_id, start.day, entry, Because.START_MOVED)
    if fresh is None:
        return None
    fresh = replace(fresh, cautions=(*start.cautions, *(step for step in fresh.cautions if step not in start.cautions)))
    fresh = _settled(_typed(fresh, entry, was_due), entry, vault.now().isoformat())
    records.save(vault, fresh)
    return fresh


def _court_term(vault: Vault, known: Book, entry: RegisterEntry, answer: Deadline) -> None:
    """The term that goes on from the answer: from the day it came, or from the day after it was due."""
    rule = known.ruling(answer.rule).rule
    if rule.leads_to not in known.rulings or not known.rulings[rule.leads_to].on:
        return
    old = records.find(vault, Deadline, recounting.term_id(answer.id, rule.leads_to))
    if old is not None and (_removed_by_her(old) or old.done_at):
        return
    answered = entry.answer in SETTLED and entry.answer_on is not None
    silence = leads_on(rule, Counted(due=answer.counted or answer.due))
    start = entry.answer_on if answered else Day.of(silence) if silence else None
    if entry.answer is Answer.GRANTED or start is None:
        _drop(vault, old, Because.ANSWER_CAME)
        return
    because = Because.ANSWER_CAME if answered else Because.START_MOVED
    fresh = _fresh(vault, known, old, rule.leads_to, start, entry, because, parent=answer.id)
    if fresh is not None:
        records.save(vault, fresh)


def _fresh(
    vault: Vault, known: Book, old: Deadline | None, rule_id: str, start: Day, entry: RegisterEntry, because: Because, parent: str = ""
) -> Deadline | None:
    """The term counted for the first time, or anew; None where no day can be counted."""
    if old is not None and not old.removed_at:
        return recounting.recount(vault, known, recounting.not_gone(old), start, because)
    rule = known.ruling(rule_id).rule
    counted = recounting.counted_by(known, rule, start)
    if counted.due is None:
        return None
    case = records.get(vault, Case, entry.case)
    id_ = recounting.term_id(parent or entry.id, rule_id)
    return replace(recounting.made(rule, counted, id_=id_, case=case, source=entry.id), parent=parent)


def _typed(deadline: Deadline, entry: RegisterEntry, was_due: Day | None) -> Deadline:
    """The day she typed into the register stands, until she types the counted one."""
    said = entry.answer_due
    if said is None or said == was_due or not said.is_exact or said.earliest is None:
        return deadline
    return overridden(deadline, said.earliest, "" if said.earliest == deadline.counted else BY_HAND)


def _settled(deadline: Deadline, entry: RegisterEntry, at: str) -> Deadline:
    """An answer ticks its term off; one that was taken back opens it again."""
    if entry.answer in SETTLED:
        return deadline if deadline.done_at else replace(deadline, done_at=at, changed_because=Because.ANSWER_CAME, changed_at=at)
    return replace(deadline, done_at="", changed_because="", changed_at="") if _done_by_answer(deadline) else deadline


def _without(vault: Vault, entry: RegisterEntry, rule_id: str) -> RegisterEntry:
    """The document was not handed in after all: what was awaited is not awaited."""
    answer = records.find(vault, Deadline, recounting.term_id(entry.id, rule_id))
    if answer is None or answer.removed_at:
        return entry
    for following in records.of_case(vault, Deadline, entry.case):
        if following.parent == answer.id and not following.done_at:
            _drop(vault, following, Because.START_GONE)
    _drop(vault, answer, Because.START_GONE)
    return replace(entry, answer_due=None) if entry.answer_due == Day.of(answer.due) else entry


def _drop(vault: Vault, deadline: Deadline | None, because: Because) -> None:
    if deadline is not None and not deadline.removed_at:
        now = vault.now().isoformat()
        records.save(vault, replace(deadline, removed_at=now, changed_because=because, changed_at=now))


def _removed_by_her(deadline: Deadline) -> bool:
    return bool(deadline.removed_at) and deadline.changed_because not in {Because.START_GONE, Because.ANSWER_CAME}


def _done_by_answer(deadline: Deadline) -> bool:
    return bool(deadline.done_at) and deadline.changed_because == Because.ANSWER_CAME
