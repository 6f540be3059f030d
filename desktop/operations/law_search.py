"""Norms for the search box: found by words as everything is found there, the shipped ones with hers above them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from desktop.domain import law
from desktop.domain.law import Known, Norm, NormCheck, NormEntry, Standing
from desktop.domain.values import Part
from desktop.operations import shipped_law
from desktop.storage import records, tokens, word_forms
from desktop.storage.vault import Vault

MOST = 8


@dataclass(frozen=True, kw_only=True, repr=False)
class Found(Part):
    """A norm, and how surely it is known as it stands today; `standing` is None where it does not stand any more, or not yet."""

    known: Known
    standing: Standing | None
    check: NormCheck | None


def find(vault: Vault, text: str) -> tuple[Found, ...]:
    """The first norms in which every word of `text` begins a word, or is another form of one.

    It is looked for in the number, the article, the title and the lines that are stated.
    """
    wanted = tokens.words(text)
    if not wanted:
        return ()
    entries = records.every(vault, NormEntry)
    words = _shipped() | {entry.norm.id: _words(entry.norm) for entry in entries}
    known = law.library(shipped_law.norms(), entries, records.every(vault, NormCheck))
    found = islice((each for each in known if _has(words[each.norm.id], wanted)), MOST)
    return tuple(_as_of_today(each, vault) for each in found)


def _as_of_today(known: Known, vault: Vault) -> Found:
    version = law.version_on(known.norm, vault.today())
    if version is None:
        return Found(known=known, standing=None, check=None)
    check = known.check_of(version)
    return Found(known=known, standing=law.standing(version, check), check=check)


@cache
def _shipped() -> dict[str, frozenset[str]]:
    return {norm.id: _words(norm) for norm in shipped_law.norms()}


def _words(norm: Norm) -> frozenset[str]:
    words = tokens.words(law.told(norm))
    return frozenset(words).union(*map(word_forms.stems, words))


def _has(words: frozenset[str], wanted: Iterable[str]) -> bool:
    return all(any(word.startswith(start) for word in words) or not words.isdisjoint(word_forms.stems(start)) for start in wanted)
