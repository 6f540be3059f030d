"""What is missing in a case before a letter can be right: said, never demanded."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from desktop.domain.cases import Case, Category
from desktop.domain.people import Person, Role
from desktop.domain.units import Unit


class Lack(StrEnum):
    """Something that is not known yet."""

    CLIENT = "client"
    NAME = "name"
    RANK = "rank"
    CATEGORY = "category"
    UNIT = "unit"
    COMMANDER = "commander"
    POST = "post"
    CONSENT = "consent"
    CODE_WORD = "code_word"
    NEXT_DATE = "next_date"


def lacks(
    case: Case, *, client: Person | None, unit: Unit | None, roles: Collection[Role], code_words: bool, dates: int, today: date
) -> tuple[Lack, ...]:
    """What is missing, the most needed first. `dates` is how many dates are still open."""
    nameless = client is not None and not (client.surname and client.name)
    asked = (
        (Lack.CLIENT, client is None),
        (Lack.NAME, nameless),
        (Lack.CATEGORY, case.category is Category.UNKNOWN),
        (Lack.UNIT, unit is None),
        (Lack.RANK, client is not None and not client.rank),
        (Lack.POST, not case.post),
        (Lack.COMMANDER, Role.COMMANDER not in roles and not (unit and unit.commander_on(today))),
        (Lack.CONSENT, case.lacks_consent),
        (Lack.CODE_WORD, Role.RELATIVE in roles and not code_words),
        (Lack.NEXT_DATE, not dates and not case.closed_at),
    )
    return tuple(lack for lack, missing in asked if missing)
