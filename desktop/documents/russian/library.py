"""The second opinion: what the pytrovich library makes of a word."""

import logging
from functools import cache
from typing import Any

from desktop.documents.russian.cases import CASES


def forms_of(word: str, part: str, sex: str) -> tuple[str, ...]:
    """The six forms pytrovich gives one word of a surname, name or patronymic, in the order of CASES."""
    enums = _enums()
    kind = {"surname": enums.NamePart.LASTNAME, "name": enums.NamePart.FIRSTNAME, "patronymic": enums.NamePart.MIDDLENAME}[part]
    gender = enums.Gender.MALE if sex == "m" else enums.Gender.FEMALE
    maker = _maker()
    return tuple(maker.make(kind, gender, enums.Case[case.upper()], word) for case in CASES)


@cache
def _enums() -> Any:
    # It writes the names it meets into its debug log; loaded late, because only letters need it.
    logging.getLogger("pytrovich").setLevel(logging.CRITICAL + 1)
    from pytrovich import enums

    return enums


@cache
def _maker() -> Any:
    from pytrovich.maker import PetrovichDeclinationMaker

    return PetrovichDeclinationMaker()
