"""People: one man is one person, in however many files he appears."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.days import Day
from desktop.domain.values import Value


class Sex(StrEnum):
    """Asked, never guessed: it decides the grammar of every letter."""

    MALE = "m"
    FEMALE = "f"


class Role(StrEnum):
    """What a person is to a case."""

    CLIENT = "client"
    PAYER = "contracting"  # the one who made the agreement, where that is somebody else
    RELATIVE = "relative"
    COMMANDER = "commander"
    OFFICER = "officer"
    PROSECUTOR = "prosecutor"
    INVESTIGATOR = "investigator"
    WITNESS = "witness"
    COLLEAGUE = "colleague"
    LAWYER = "lawyer"
    OTHER = "other"


# On her side, and on the other one. A witness, a colleague, a lawyer may be on either, and is looked at by her.
_HERS = frozenset({Role.CLIENT, Role.PAYER, Role.RELATIVE})
_OTHERS = frozenset({Role.COMMANDER, Role.OFFICER, Role.PROSECUTOR, Role.INVESTIGATOR})


def may_conflict(here: Role, there: Role) -> bool:
    """Whether one man in these two roles is a reason to look: on her side in one file, on the other side in another."""
    return (here in _HERS and there in _OTHERS) or (here in _OTHERS and there in _HERS)


@dataclass(frozen=True, kw_only=True, repr=False)
class Person(Value):
    """A person, shared between files. Every part of the name may be empty."""

    surname: str = ""
    name: str = ""
    patronymic: str = ""
    sex: Sex = Sex.MALE
    born: Day | None = None
    rank: str = ""  # a code of the rank table
    rank_guards: bool = False
    rank_suffix: str = ""
    post: str = ""
    aliases: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    address: str = ""
    identity_paper: str = ""
    remark: str = ""
    # Forms she has confirmed: part of the name or "post" -> case -> form. They win for ever.
    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: tuple[str, ...] = ()  # parts that do not decline by his papers
    removed_at: str = ""

    @property
    def full_name(self) -> str:
        """Surname, name and patronymic as far as they are known."""
        return " ".join(part for part in (self.surname, self.name, self.patronymic) if part)


@dataclass(frozen=True, kw_only=True, repr=False)
class Party(Value):
    """A person in a case: as what, and how one may speak with him or her."""

    case: str
    person: str
    role: Role = Role.OTHER
    relation: str = ""  # mother, wife, friend
    code_word: str = ""
    may_be_told: str = ""
    may_not_be_told: str = ""
    safe_to_call: str = ""
    removed_at: str = ""
