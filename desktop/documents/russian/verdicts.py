"""What the rules say of one word of a name: its paradigm, and how surely."""

import re
from dataclasses import dataclass
from functools import cache

from desktop import resources
from desktop.domain.values import Part

VOWELS = "аеёиоуыэюя"
_LIST = "name-words.tsv"


@dataclass(frozen=True, kw_only=True, repr=False)
class Verdict(Part):
    """A paradigm for a word. `sure`: the rule is firmly known. `overrules`: the library is known to be wrong here."""

    paradigm: str
    sure: bool
    overrules: bool


@dataclass(frozen=True)
class Rule:
    """The verdict on every word that ends so."""

    ending: str
    verdict: Verdict


def sure(ending: str, paradigm: str) -> Rule:
    """A firm rule, as long as the library does not disagree."""
    return _rule(ending, paradigm, sure=True)


def overrule(ending: str, paradigm: str) -> Rule:
    """A firm rule where the library is known to be wrong."""
    return _rule(ending, paradigm, sure=True, overrules=True)


def ask(ending: str, paradigm: str) -> Rule:
    """The likeliest paradigm, where usage or family tradition decides and a person must look."""
    return _rule(ending, paradigm, sure=False)


def first_match(rules: tuple[Rule, ...], key: str) -> Verdict:
    """The verdict of the first rule that fits; with none, the word stays as it is and is doubted."""
    for rule in rules:
        if _pattern(rule.ending).search(key):
            return rule.verdict
    return UNKNOWN


def syllables(key: str) -> int:
    """How many vowels a word has."""
    return sum(letter in VOWELS for letter in key)


def key_of(word: str) -> str:
    """How a word is looked up: small letters, ё as е."""
    return word.lower().replace("ё", "е")


def listed(part: str, sex: str, key: str) -> Verdict | None:
    """The verdict of our own list of words, if it has the word."""
    words = _words()
    return words.get((part, sex, key)) or words.get((part, "-", key))


def stays_in_front(key: str) -> bool:
    """Whether a word never declines as the first part of a compound: particles, titles, Tuvan and Buryat names."""
    return ("first", "-", key) in _words()


UNKNOWN = Verdict(paradigm="same", sure=False, overrules=True)


def _rule(ending: str, paradigm: str, *, sure: bool, overrules: bool = False) -> Rule:
    return Rule(ending, Verdict(paradigm=paradigm, sure=sure, overrules=overrules))


@cache  # compiled when first met: an import should cost nothing
def _pattern(ending: str) -> re.Pattern[str]:
    return re.compile(f"(?:{ending})$")


@cache
def _words() -> dict[tuple[str, str, str], Verdict]:
    words: dict[tuple[str, str, str], Verdict] = {}
    for line in (resources.LISTS / _LIST).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            part, sex, paradigm, certainty, entries, _why = line.split("\t")
            verdict = Verdict(paradigm=paradigm, sure=certainty == "sure", overrules=True)
            words |= {(part, sex, key_of(entry)): verdict for entry in entries.split()}
    return words
