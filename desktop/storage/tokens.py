"""Words as the search compares them: small letters, е for ё, nothing longer than an index entry may be."""

import re
import unicodedata

LONGEST = 64  # letters: index entries must not overflow
WORD = re.compile(r"\w+")
_PHONE = re.compile(r"\d+")


def plain(text: str) -> str:
    """The text as it is compared, letter for letter as long as its NFC form."""
    whole = unicodedata.normalize("NFC", text)
    small = whole.lower()
    if len(small) != len(whole):
        # A few letters grow when they are made small (İ); they stay as they are, so that places keep their numbers.
        small = "".join(low if len(low := letter.lower()) == 1 else letter for letter in whole)
    return small.replace("ё", "е")


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return [word[:LONGEST] for word in WORD.findall(plain(text).replace("_", " "))]


def spaced(text: str) -> str:
    """The words of a text, a space between."""
    return " ".join(words(text))


def phone(number: str) -> str:
    """A telephone number as it is found: as typed, its digits with 7 for 8, and the last four."""
    digits = "".join(_PHONE.findall(number))
    if len(digits) == 11 and digits[0] == "8":
        digits = "7" + digits[1:]
    return f"{number} {digits} {digits[-4:]}" if len(digits) > 4 else number
