"""The recovery words: 24 words of a BIP 39 list, Russian or English, that stand for 32 random bytes."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from mnemonic import Mnemonic

from desktop.domain.errors import BadInput

Language = Literal["ru", "en"]

COUNT = 24
ENOUGH_LETTERS = 4

# One word of the Russian list of release 0.21 is broken in the published package: a letter became two replacement marks.
_MENDED = {"сно\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}а": "снова"}

_LISTS: Mapping[Language, str] = {"ru": "russian", "en": "english"}


def words_from_entropy(entropy: bytes, language: Language) -> tuple[str, ...]:
    """The 24 words for 32 bytes, in the composed form in which people read and type them (й is one letter)."""
    if len(entropy) != 32:
        raise ValueError("24 words stand for 32 bytes")
    decomposed = _bip39(language).to_mnemonic(entropy).split(" ")
    return tuple(unicodedata.normalize("NFC", word) for word in decomposed)


def entropy_from_words(text: str) -> bytes:
    """The 32 bytes behind 24 typed words; the language is found out, capitals and line breaks do not matter.

    Four letters of a word are enough: no two words of a list share them (й counted as one letter). Raises
    BadInput("words", reason), where reason is "count", "unknown:N" for the first word (from 1) that is on no list, or
    "checksum" where all are known but do not belong together: a wrong word, or two in the wrong order.
    """
    typed = text.split()
    if len(typed) != COUNT:
        raise BadInput("words", "count")
    language = _language(typed)
    found = [_list(language).find(word) for word in typed]
    if None in found:
        raise BadInput("words", f"unknown:{found.index(None) + 1}")
    try:
        return bytes(_bip39(language).to_entropy([word for word in found if word is not None]))
    except ValueError:
        raise BadInput("words", "checksum") from None


def known_words(text: str) -> int:
    """How many of the typed words are on the list that fits them best."""
    typed = text.split()
    return max(sum(_list(language).find(word) is not None for word in typed) for language in _LISTS)


def completions(start: str, language: Language) -> tuple[str, ...]:
    """The words of a list that begin so, in order, for completing what is being typed."""
    wanted = _plain(start)
    return tuple(word for word in _list(language).composed if _plain(word).startswith(wanted))


@dataclass(frozen=True)
class _List:
    """A word list with the ways its words may be typed; each leads to the word as the list spells it."""

    composed: tuple[str, ...]
    whole: Mapping[str, str]
    short: Mapping[str, str]
    loose: Mapping[str, str]

    def find(self, typed: str) -> str | None:
        word = _plain(typed)
        # A whole word may be the beginning of another («add», «address»), so it comes first. Last comes и for й.
        return self.whole.get(word) or self._by_beginning(word) or self.loose.get(_loose(word))

    def _by_beginning(self, typed: str) -> str | None:
        word = self.short.get(typed[:ENOUGH_LETTERS])
        return word if word is not None and _plain(word).startswith(typed) else None


@cache
def _bip39(language: Language) -> Mnemonic:
    packaged = Mnemonic(_LISTS[language]).wordlist
    # The library looks words up in NFKD, but its release 0.21 carries the Russian list composed: й would never be found.
    return Mnemonic(_LISTS[language], [unicodedata.normalize("NFKD", _MENDED.get(word, word)) for word in packaged])


@cache
def _list(language: Language) -> _List:
    whole = {_plain(word): word for word in _bip39(language).wordlist}
    return _List(
        composed=tuple(unicodedata.normalize("NFC", word) for word in whole.values()),
        whole=whole,
        short={plain[:ENOUGH_LETTERS]: word for plain, word in whole.items() if len(plain) >= ENOUGH_LETTERS},
        loose={_loose(plain): word for plain, word in whole.items()},
    )


def _language(typed: list[str]) -> Language:
    """The language most of the words are in: one mistyped word must not turn the other 23 into unknown ones."""
    return max(_LISTS, key=lambda language: sum(_list(language).find(word) is not None for word in typed))


def _plain(word: str) -> str:
    """Compatibility forms and capitals levelled, ё as е; composed again, so that й is one of the four letters."""
    levelled = unicodedata.normalize("NFKD", word).casefold()
    return unicodedata.normalize("NFC", levelled).replace("ё", "е")


def _loose(word: str) -> str:
    return word.replace("й", "и")
