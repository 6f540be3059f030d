"""What a date may be set as: one list for her, though a hearing and a meeting are kept as one kind with an occasion."""

from enum import StrEnum

from desktop.domain.agenda import Dated, Matter
from desktop.domain.deadlines import Deadline, DeadlineKind, Occasion
from desktop.ui import choices


class Sort(StrEnum):
    """A choice of the list."""

    REMINDER = "reminder"
    TASK = "task"
    MEETING = "meeting"
    HEARING = "hearing"
    CALL = "call"
    DEADLINE = "deadline"


_KINDS = {
    Sort.REMINDER: (DeadlineKind.REMINDER, Occasion.UNSAID),
    Sort.MEETING: (DeadlineKind.APPOINTMENT, Occasion.MEETING),
    Sort.HEARING: (DeadlineKind.APPOINTMENT, Occasion.HEARING),
    Sort.CALL: (DeadlineKind.APPOINTMENT, Occasion.CALL),
    Sort.DEADLINE: (DeadlineKind.DEADLINE, Occasion.UNSAID),
}


def words(*, tasks: bool = True) -> tuple[tuple[Sort, str], ...]:
    """Every choice with its words."""
    return tuple((sort, _word(sort)) for sort in Sort if tasks or sort is not Sort.TASK)


def kind_of(sort: Sort) -> tuple[DeadlineKind, Occasion]:
    """As what a date of this sort is kept."""
    return _KINDS[sort]


def sort_of(value: Dated) -> Sort:
    """Which choice a date or task is; an appointment of which nothing more is known is a meeting."""
    if not isinstance(value, Deadline):
        return Sort.TASK
    if value.kind is DeadlineKind.APPOINTMENT:
        return Sort(value.occasion) if value.occasion else Sort.MEETING
    return Sort(value.kind)


def _word(sort: Sort) -> str:
    return choices.word(Matter.TASK) if sort is Sort.TASK else choices.word(_KINDS[sort][1] or _KINDS[sort][0])
