"""Somebody is being taken away: eight questions, asked in the order in which a frightened relative can answer them."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from desktop.domain.cases import Category
from desktop.domain.days import Day, NoSuchDay, typed
from desktop.domain.people import Sex
from desktop.domain.values import Part

QUESTIONS = ("who", "where", "by_whom", "since", "health", "contact", "signed", "seen")
_HOUR = re.compile(r"\b(\d{1,2})[:.](\d{2})\b(?![.\d])")


class Signer(StrEnum):
    """Who signs the documents: the one who is held may not be able to."""

    RELATIVE = "relative"
    CLIENT = "client"


class Kin(StrEnum):
    """What the relative is to him; the stored words are those of the template of a relative's appeal."""

    MOTHER = "mother"
    FATHER = "father"
    WIFE = "wife"
    HUSBAND = "husband"
    SISTER = "sister"
    BROTHER = "brother"
    KIN = "kin"


SEX_OF = {Kin.MOTHER: Sex.FEMALE, Kin.WIFE: Sex.FEMALE, Kin.SISTER: Sex.FEMALE}


@dataclass(frozen=True, kw_only=True, repr=False)
class Asked(Part):
    """What is known: the eight answers as they were given, and who gave them. Everything may be empty."""

    who: str = ""  # the name of a man who is in no file yet
    where: str = ""
    by_whom: str = ""
    since: str = ""
    health: str = ""
    contact: str = ""
    signed: str = ""
    seen: str = ""
    sex: Sex = Sex.MALE
    rank: str = ""  # a code of the rank table
    category: Category = Category.UNKNOWN
    unit: str = ""
    caller: str = ""
    number: str = ""
    kin: Kin = Kin.KIN
    relation: str = ""  # the same in her words
    signer: Signer = Signer.RELATIVE
    requests: str = ""  # what the telephone message asks for, a line each


def hour_meant(text: str, now: datetime) -> tuple[Day, str]:
    """Since when, as far as it can be read from the answer: the day, and the hour as `HH:MM` or nothing. `now` is aware.

    `2:10` is the last time a clock showed that; `13.5 22:00` is that day; words alone are today.
    """
    match = _HOUR.search(text)
    hour = time(int(match[1]), int(match[2])) if match and int(match[1]) < 24 and int(match[2]) < 60 else None
    rest = (text[: match.start()] + text[match.end() :] if match and hour else text).strip(" ,;.")
    try:
        day = typed(rest, now.date())
    except NoSuchDay:
        said = rest.lower()
        today = "сегодня" in said or "today" in said
        yesterday = "вчера" in said or "yesterday" in said or (hour is not None and hour > now.time() and not today)
        day = Day.of(now.date() - timedelta(days=1) if yesterday else now.date())
    return day, f"{hour:%H:%M}" if hour else ""
