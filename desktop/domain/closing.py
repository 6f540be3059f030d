"""Closing a file: what is still open in it, computed from its records; and with what outcome it was closed.

She decides: a file can be closed whatever is open, and of what was open only codes are kept.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.letters import Keeper, Letter, LetterState, RegisterEntry, WayOut
from desktop.domain.notes import Note
from desktop.domain.powers import Power, PowerKind, PowerState, state
from desktop.domain.register import View, stands_in
from desktop.domain.tasks import Task
from desktop.domain.values import Part, Value


class Line(StrEnum):
    """A line of the closing check. The stored words never change."""

    DATES = "dates"  # open dates and terms
    TASKS = "tasks"
    CALLS = "calls"  # calls to be rung back
    NOTES = "notes"  # notes not signed off
    DRAFTS = "drafts"  # begun and not approved
    NOT_OUT = "not_out"  # approved and not handed out, or put off
    NO_MARK = "no_mark"  # in the register without a mark
    ANSWERS = "answers"  # an answer is still awaited
    ORIGINALS = "originals"  # with the lawyer, not given back
    RECEIPT = "receipt"  # given back, and no receipt for it
    HANDS = "hands"  # where the originals are is not noted
    LISTS = "lists"  # checklists of the case
    POWERS = "powers"  # agreement, order, power of attorney not ended
    MESSAGE = "message"  # the last message
    INFORMED = "informed"  # he knows what was done and what is left
    COPY = "copy"  # in a proven backup


# What no record tells, or not for certain: she says it herself.
BY_HAND = frozenset({Line.POWERS, Line.MESSAGE, Line.INFORMED, Line.HANDS, Line.RECEIPT})


class Outcome(StrEnum):
    """Why a file is closed, in neutral words. The stored words never change."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    ADVICE = "advice"
    BY_CLIENT = "by_client"
    BY_LAWYER = "by_lawyer"
    HANDED_OVER = "handed_over"
    NO_CONTACT = "no_contact"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, repr=False)
class Closing(Value):
    """How a case is, or was, closed. `by_hand` are lines she says are done, with the day; `open` what was open at closing, codes only."""

    case: str
    outcome: Outcome = Outcome.OTHER
    on: date | None = None
    by_hand: Mapping[str, date] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    stage_before: str = ""
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Found(Part):
    """One line of the check: how many things are open in it, which (ids), and whether she said herself that it is done."""

    line: Line
    count: int = 0
    subjects: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is red."""
        return self.count > 0 and not self.by_hand


@dataclass(frozen=True, kw_only=True, repr=False)
class Records(Part):
    """What the check reads: the records of the case that are not in the bin, and what is known around them."""

    case: Case
    deadlines: tuple[Deadline, ...] = ()
    tasks: tuple[Task, ...] = ()
    calls: tuple[Call, ...] = ()
    notes: tuple[Note, ...] = ()
    letters: tuple[Letter, ...] = ()
    register: tuple[RegisterEntry, ...] = ()
    without_mark: Collection[str] = ()  # entries of which none is asked for a mark
    put_off: Collection[str] = ()  # entries that wait in the basket
    powers: tuple[Power, ...] = ()
    unticked: int = 0
    copied: bool = False  # a proven backup holds the case as it is now
    receipts: Collection[str] = ()  # templates of receipts for originals
    farewells: Collection[str] = ()  # templates of the last message
    by_hand: Mapping[str, date] = field(default_factory=dict)


def check(read: Records, today: date) -> tuple[Found, ...]:
    """Every line of the check, red and green, in the order in which one goes through a file."""
    return tuple(
        Found(line=line, count=count, subjects=subjects, by_hand=line in BY_HAND and line in read.by_hand)
        for line, (count, subjects) in ((line, _open(line, read, today)) for line in Line)
    )


def _open(line: Line, read: Records, today: date) -> tuple[int, tuple[str, ...]]:
    if line in _UNTOLD:
        return _UNTOLD[line](read), ()
    if line is Line.POWERS and not _powers(read):
        return 1, ()  # none is noted: whether there was one, she knows
    subjects = tuple(_SUBJECTS[line](read, today))
    return len(subjects), subjects


def _drafts(read: Records, _today: date) -> Iterator[str]:
    return (each.id for each in read.letters if each.state is LetterState.DRAFT and not each.register)


def _not_out(read: Records, _today: date) -> Iterator[str]:
    for entry in _live(read):
        left = [copy for copy in entry.copies if copy.way is not WayOut.PUT_OFF]
        if not left or entry.id in read.put_off:
            yield entry.id


def _no_mark(read: Records, today: date) -> Iterator[str]:
    for entry in read.register:
        asks = entry.id not in read.without_mark
        if stands_in(entry, View.WITHOUT_STAMP, today, asks_for_mark=asks, corrected=entry.id in _corrected(read)):
            yield entry.id


def _answers(read: Records, today: date) -> Iterator[str]:
    return (entry.id for entry in read.register if stands_in(entry, View.AWAITING, today))


def _with_lawyer(read: Records, _today: date) -> Iterator[str]:
    return (entry.id for entry in read.register if any(each.keeper is Keeper.LAWYER and each.count for each in entry.originals))


def _unsaid(read: Records, _today: date) -> Iterator[str]:
    """Documents that left on paper, and where the signed sheets are nobody noted."""
    return (entry.id for entry in _live(read) if any(copy.way in _ON_PAPER for copy in entry.copies) and not entry.originals)


def _live(read: Records) -> Iterator[RegisterEntry]:
    """Documents that count: not taken back, not past their time, not replaced by a newer version."""
    corrected = _corrected(read)
    return (each for each in read.register if not each.archive_copy and not each.withdrawn_on and each.id not in corrected)


def _corrected(read: Records) -> frozenset[str]:
    return frozenset(each.corrects for each in read.register if each.corrects)


def _is_out(read: Records, templates: Collection[str]) -> bool:
    """Whether a document of one of these templates has left."""
    return any(entry.template in templates and entry.copies for entry in _live(read))


_ON_PAPER = frozenset({WayOut.PRINTED, WayOut.ON_STICK, WayOut.COPIED_BY_HAND})
_SUBJECTS: Mapping[Line, Callable[[Records, date], Iterator[str]]] = {
    Line.DATES: lambda read, _today: (each.id for each in read.deadlines if not each.done_at),
    Line.TASKS: lambda read, _today: (each.id for each in read.tasks if not each.done_at),
    Line.CALLS: lambda read, _today: (each.id for each in read.calls if each.ring_back and not each.done_at),
    Line.NOTES: lambda read, _today: (each.id for each in read.notes if not each.signed_at),
    Line.DRAFTS: _drafts,
    Line.NOT_OUT: _not_out,
    Line.NO_MARK: _no_mark,
    Line.ANSWERS: _answers,
    Line.ORIGINALS: _with_lawyer,
    Line.HANDS: _unsaid,
    Line.POWERS: lambda read, today: (each.id for each in _powers(read) if state(each, today) is not PowerState.OVER),
}
_UNTOLD: Mapping[Line, Callable[[Records], int]] = {
    Line.RECEIPT: lambda read: int(_has_given_back(read) and not _is_out(read, read.receipts)),
    Line.LISTS: lambda read: read.unticked,
    Line.MESSAGE: lambda read: int(not _is_out(read, read.farewells)),
    Line.INFORMED: lambda _read: 1,
    Line.COPY: lambda read: int(not read.copied),
}


def _powers(read: Records) -> tuple[Power, ...]:
    """By what she acts: a consent to the processing of data is no power."""
    return tuple(each for each in read.powers if each.kind is not PowerKind.DATA_CONSENT)


def _has_given_back(read: Records) -> bool:
    return any(each.keeper in {Keeper.CLIENT, Keeper.RELATIVE} for entry in read.register for each in entry.originals)
