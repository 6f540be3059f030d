"""Passphrases: six words by lot, and how long a guesser would need for one."""

import math
import re
import secrets
from collections.abc import Callable
from functools import cache
from typing import Any

from desktop import resources
from desktop.domain.errors import BadInput
from desktop.storage import recovery_words, typed
from desktop.storage.recovery_words import Language

WORDS = 6
BITS = 66  # six words, each one of 2,048: eleven bits
_BITS_BY_LOT = 11.0
_GROUPS, _LATIN_WORDS = 6, 7
# A PDF's own way of slowing a guesser is weak: some ten thousand graphics cards try a thousand million a second, and 60 bits hold
# against them for about eighteen years.
FEWEST_BITS = 60
_LONGEST_PASSWORD = 100  # a reader of PDF cuts it at 127 bytes
_FOR_SIGNS_BETWEEN = 4.0  # which signs stand between words, and what is a capital
_BETWEEN_WORDS = re.compile(r"[^\w]+|_")

# zxcvbn takes longer the longer the text; what is longer than this is judged by its beginning.
_LONGEST = 72
_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
)


def six_words(language: Language) -> str:
    """Six words by lot from a list of 2,048, no two of which begin with the same four letters: 66 bits."""
    words = recovery_words.completions("", language)
    return " ".join(secrets.choice(words) for _ in range(WORDS))


def digits_by_lot() -> str:
    """A password that is easily read out and typed anywhere: six groups of four digits, 79 bits."""
    return "-".join(f"{secrets.randbelow(10_000):04d}" for _ in range(_GROUPS))


def latin_words_by_lot() -> str:
    """A password of seven English words in small letters, 77 bits."""
    words = recovery_words.completions("", "en")
    return "-".join(secrets.choice(words) for _ in range(_LATIN_WORDS))


def check_password(password: str) -> None:
    """Look at a password of hers for a file that leaves the vault: it is tried at full speed, by nobody's leave.

    Raises BadInput("password", "empty" | "signs" | "long" | "weak"). Other than Latin letters not every reader of PDF takes.
    """
    if not password:
        raise BadInput("password", "empty")
    if not (password.isascii() and password.isprintable()) or password != password.strip():
        raise BadInput("password", "signs")
    if len(password) > _LONGEST_PASSWORD:
        raise BadInput("password", "long")
    if bits(password) < FEWEST_BITS:
        raise BadInput("password", "weak")


def bits(passphrase: str) -> float:
    """The logarithm (base 2) of the guesses that somebody needs who knows how people choose, in Russian and in English.

    Words and names of both languages, dates, keyboard rows, repetitions and letters exchanged for signs count as little as they are
    worth; what is typed on the other keyboard layout counts as what it is there. Measured with zxcvbn; the lowest figure counts.
    """
    if not passphrase:
        return 0.0
    return min(min(_bits(text), _bits_of_words(text)) for text in {passphrase, typed.other_layout(passphrase)})


def _bits_of_words(text: str) -> float:
    """As for somebody who knows that it is words with something between them; a word said twice counts once."""
    words = [word for word in _BETWEEN_WORDS.split(text.casefold()) if word]
    between = 0.0 if words == text.split() else _FOR_SIGNS_BETWEEN
    return sum(min(_bits(word), _BITS_BY_LOT if _is_listed(word) else math.inf) for word in set(words)) + between if words else math.inf


def _is_listed(word: str) -> bool:
    return any(word in _listed(language) for language in ("ru", "en"))


@cache
def _listed(language: Language) -> frozenset[str]:
    return frozenset(recovery_words.completions("", language))


def _bits(text: str) -> float:
    found = _zxcvbn()(text[:_LONGEST].replace("ё", "е").replace("Ё", "Е"), max_length=_LONGEST)
    return float(found["guesses_log10"]) * math.log2(10)


@cache
def _zxcvbn() -> Callable[..., dict[str, Any]]:
    # Its word lists take a tenth of a second to load: not before something is judged.
    from zxcvbn import matching, zxcvbn

    russian = (resources.LISTS / "russian-words.txt").read_text("utf-8").split()
    matching.add_frequency_lists({"russian": russian, "russian_in_latin": [word.translate(_LATIN) for word in russian]})
    judge: Callable[..., dict[str, Any]] = zxcvbn
    return judge
