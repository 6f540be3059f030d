"""What the rows of somebody else's table will become, and what is to be looked at in each before it does."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.cases import Case
from desktop.domain.people import Person
from desktop.domain.values import Part


class Trouble(StrEnum):
    """What is to be looked at in a row; the gravest first."""

    NOTHING = "nothing"  # nothing of what it is to become stands in it
    TWICE = "twice"  # the same cells as an earlier row
    NO_DAY = "no-day"  # kept as it is typed
    NO_CODE = "no-code"  # kept as it is typed
    NO_NAME = "no-name"
    DOUBTFUL_NAME = "doubtful-name"
    ODD_PHONE = "odd-phone"
    ODD_UNIT = "odd-unit"
    YOUNG = "young"
    SEX_TAKEN = "sex-taken"  # nothing tells whether it is a man or a woman
    TOO_LONG = "too-long"  # a tag or the like that is cut; the whole is kept as it is typed


# What keeps something out of its field, and what is only to be looked at.
WRONG = frozenset({Trouble.NO_DAY, Trouble.NO_CODE, Trouble.TOO_LONG})


@dataclass(frozen=True, kw_only=True, repr=False)
class Remark(Part):
    """Something about a row, and about which of its cells."""

    trouble: Trouble
    heading: str = ""
    cell: str = ""
    row: int = 0  # the earlier one, where it is the same


@dataclass(frozen=True, kw_only=True, repr=False)
class Kept(Part):
    """A cell that is kept as it was typed, under its heading."""

    heading: str
    cell: str


@dataclass(frozen=True, kw_only=True, repr=False)
class PlannedRow(Part):
    """A row as it will be: values without ids yet. `number` is that of the file."""

    number: int
    cells: tuple[str, ...]
    case: Case | None = None
    unit: str = ""
    person: Person | None = None
    sex_known: bool = True
    relative: Person | None = None
    relation: str = ""
    goal: str = ""
    kept: tuple[Kept, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it can become anything."""
        return any(remark.trouble is Trouble.NOTHING for remark in self.remarks)


class Deed(StrEnum):
    """What becomes of a row."""

    NEW = "new"  # a man of his own
    SAME = "same"  # somebody who is in the vault already
    AS_ROW = "as-row"  # the man of an earlier row
    LEFT_OUT = "left-out"


@dataclass(frozen=True, kw_only=True, repr=False)
class Decision(Part):
    """What she decided for a row: with `SAME` the id of the person, with `AS_ROW` the number of the row."""

    deed: Deed = Deed.NEW
    person: str = ""
    row: int = 0


@dataclass(frozen=True, kw_only=True, repr=False)
class Likes(Part):
    """Who may be the man of a row: people in the vault, and earlier rows."""

    people: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


def usual(row: PlannedRow) -> Decision:
    """What becomes of a row unless she decides otherwise: never the same man as somebody else."""
    out = any(remark.trouble in {Trouble.NOTHING, Trouble.TWICE} for remark in row.remarks)
    return Decision(deed=Deed.LEFT_OUT if out else Deed.NEW)
