"""Telephone numbers as people write them: 8 and +7 are one, and the last four digits are what is remembered."""

import re

LAST = 4
_DIGIT = re.compile(r"\d")
_LOOKS = re.compile(r"\+?[\d\s()./-]+")
_YEAR = re.compile(r"[./-](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d[./-]")
_COUNTRY, _INSIDE = 11, 10  # digits with the country before them, and without


def bare(number: str) -> str:
    """The digits of a number; with 7 for the 8 it begins with, and before the ten digits of a number inside the country."""
    digits = "".join(_DIGIT.findall(number))
    if len(digits) == _COUNTRY and digits[0] == "8":
        return "7" + digits[1:]
    return "7" + digits if len(digits) == _INSIDE else digits


def last_four(number: str) -> str:
    """The last four digits; empty where there are fewer."""
    digits = bare(number)
    return digits[-LAST:] if len(digits) >= LAST else ""


def may_be_one(one: str, other: str) -> bool:
    """Whether two numbers may be the same: one ends as the other does, four digits at the least."""
    shorter, longer = sorted((bare(one), bare(other)), key=len)
    return len(shorter) >= LAST and longer.endswith(shorter)


def as_words(text: str) -> tuple[str, ...]:
    """The words under which a telephone number that somebody searches for may be filed; none where the text is no such number.

    Five digits without a space between them are a unit's, not a telephone's; with a year among them it is a day, or the number of a paper.
    """
    digits = "".join(_DIGIT.findall(text))
    if len(digits) < LAST or not _LOOKS.fullmatch(text.strip()):
        return ()
    if len(digits) in {_INSIDE, _COUNTRY}:
        whole = bare(text)
        return (whole, whole[1:], "8" + whole[1:]) if whole[0] == "7" else (whole,)
    if len(digits) == LAST:
        return (digits,)
    return () if text.strip().isdigit() or _YEAR.search(text) else (digits[-LAST:],)
