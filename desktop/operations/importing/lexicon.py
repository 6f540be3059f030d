"""Words of others and what they mean here: headings and fields, cells and codes; read from lists, never from the code."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop import resources
from desktop.documents.russian.ranks import RANKS, SUFFIXES

_SIGN = re.compile(r"[^\w№#?]+|_")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")


def folded(text: str) -> str:
    """Words with one space between them, small letters, е for ё, without points and dashes."""
    return " ".join(_SIGN.sub(" ", text.casefold().replace("ё", "е")).split())


@dataclass(frozen=True)
class Lexicon:
    """What words mean: by the whole text, else by the longest line of words that all stand in it."""

    whole: Mapping[str, str]
    parts: tuple[tuple[tuple[str, ...], str], ...]

    def meaning(self, text: str) -> str:
        """What a text means; empty where nothing is known of it."""
        for said in dict.fromkeys((folded(text), folded(_ASIDE.sub(" ", text)))):
            if said in self.whole:
                return self.whole[said]
            words = said.split()
            best = max((line for line in self.parts if _all_stand(line[0], words)), key=_weight, default=None)
            if best is not None:
                return best[1]
        return ""


def _weight(line: tuple[tuple[str, ...], str]) -> tuple[int, int]:
    return len(line[0]), len("".join(line[0]))


def _all_stand(line: tuple[str, ...], words: list[str]) -> bool:
    left = list(words)
    for part in line:
        found = next((word for word in left if (word.startswith(part[:-1]) if part.endswith("*") else word == part)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _lexicon(lines: Mapping[str, Mapping[str, Iterable[str]]]) -> Lexicon:
    whole = {folded(text): code for code, said in lines.items() for text in said.get("whole", ())}
    # A star stands for the rest of a word, so it stays.
    parts = tuple(
        (tuple(folded(word.rstrip("*")) + "*" * word.endswith("*") for word in text.split()), code)
        for code, said in lines.items()
        for text in said.get("parts", ())
    )
    return Lexicon(whole, parts)


@cache
def headings() -> Lexicon:
    """What headings of columns mean: the code of a field."""
    return _lexicon(_read("headings.toml"))


@cache
def cells(field: str) -> Lexicon:
    """What cells mean where a field has codes: "sex", "category", "stage", "situation" or "rank"."""
    lines: dict[str, Any] = _read("cell-words.toml")[field]
    if field == "rank":
        titles = {code: [rank.title, rank.english] for code, rank in RANKS.items()}
        lines = {code: {"whole": [*said, *lines.get(code, {}).get("whole", ())]} for code, said in titles.items()}
    return _lexicon(lines)


def rank_in(text: str) -> tuple[str, bool, str]:
    """The code of a rank, whether it is of the guards, and the code of what stands behind it; an empty code where it is none."""
    words = folded(text)
    is_guards = bool(re.match(r"(?:гвардии|гв) ", words))
    words = re.sub(r"^(?:гвардии|гв) | (?:гвардии|гв)$", "", words)
    suffix = next((code for code, said in SUFFIXES.items() if words.endswith(f" {said}")), "")
    return cells("rank").meaning(words.removesuffix(f" {SUFFIXES[suffix]}") if suffix else words), is_guards, suffix


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.LISTS / name).read_text("utf-8"))
