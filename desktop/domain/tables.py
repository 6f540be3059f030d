"""Tables of others: the cells of one sheet as they were read, and what each column of them can become."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.values import Part


@dataclass(frozen=True, kw_only=True, repr=False)
class Table(Part):
    """The cells as text, every row as wide as the others; `numbers` says which row of the file each is."""

    rows: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[int, ...] = ()
    sheets: tuple[str, ...] = ()  # none in a file of text
    sheet: int = 0
    encoding: str = ""  # of a file of text, as the next
    separator: str = ""
    hidden_rows: int = 0
    hidden_columns: int = 0
    hidden_sheets: int = 0
    unworked: int = 0  # formulas without a value
    cleaned: int = 0  # cells with signs that nobody sees
    ragged: int = 0  # rows with more or fewer cells than most

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0


class Target(StrEnum):
    """What each row becomes."""

    CASES = "cases"
    PEOPLE = "people"


class Field(StrEnum):
    """What a column becomes."""

    LEFT_OUT = "left_out"
    FULL_NAME = "full_name"
    SURNAME = "surname"
    NAME = "name"
    PATRONYMIC = "patronymic"
    SEX = "sex"
    BORN = "born"
    PHONE = "phone"
    ADDRESS = "address"
    RANK = "rank"
    POST = "post"
    IDENTITY = "identity"
    ALIASES = "aliases"
    RELATIVE = "relative"
    RELATION = "relation"
    RELATIVE_PHONE = "relative_phone"
    PSEUDONYM = "pseudonym"
    CATEGORY = "category"
    UNIT = "unit"
    SUBUNIT = "subunit"
    STAGE = "stage"
    SITUATION = "situation"
    OPENED = "opened"
    SERVICE_BEGAN = "service_began"
    CONTRACT_SIGNED = "contract_signed"
    CONTRACT_ENDS = "contract_ends"
    CALLED_BY = "called_by"
    MATTER = "matter"
    NOW = "now"
    GOAL = "goal"
    TAGS = "tags"
    NUMBER = "number"  # the one it had elsewhere: kept as text
    NOTE = "note"


OF_PERSON = frozenset({
    Field.FULL_NAME, Field.SURNAME, Field.NAME, Field.PATRONYMIC, Field.SEX, Field.BORN, Field.PHONE, Field.ADDRESS, Field.RANK,
    Field.POST, Field.IDENTITY, Field.ALIASES, Field.NOTE,
})  # fmt: skip
DATES = frozenset({Field.BORN, Field.OPENED, Field.SERVICE_BEGAN, Field.CONTRACT_SIGNED, Field.CONTRACT_ENDS})
CODED = frozenset({Field.SEX, Field.RANK, Field.CATEGORY, Field.STAGE, Field.SITUATION})
# Several columns may become one of these; each other field is one column's.
JOINED = frozenset({Field.LEFT_OUT, Field.NOTE, Field.MATTER, Field.PHONE, Field.RELATIVE_PHONE, Field.TAGS, Field.ALIASES, Field.ADDRESS,
                    Field.IDENTITY})  # fmt: skip
# What may stand on the screen while names are hidden.
PLAIN = CODED | DATES - {Field.BORN} | {Field.UNIT, Field.SUBUNIT, Field.TAGS, Field.PSEUDONYM}


class DateOrder(StrEnum):
    """In which order the numbers of a date stand, where they alone do not tell."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


class Century(StrEnum):
    """What a year of two digits means."""

    NEAREST = "nearest"
    NINETEEN = "19"
    TWENTY = "20"


@dataclass(frozen=True, kw_only=True, repr=False)
class Column(Part):
    """What a column becomes, how its dates are read, and what its words mean as codes: by the folded word; an empty code keeps the word."""

    becomes: Field = Field.LEFT_OUT
    order: DateOrder = DateOrder.DAY_FIRST
    century: Century = Century.NEAREST
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, repr=False)
class Matching(Part):
    """How a table is read: in which row the headings stand (from 0; -1 where there are none), and what each column becomes."""

    heading: int = 0
    target: Target = Target.CASES
    columns: tuple[Column, ...] = ()
    woman: bool = False  # what he or she is taken for where nothing tells
