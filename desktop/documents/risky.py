"""Risky words: what can hurt him in a letter, each with a line why. They are shown, and stop nothing."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from re import Pattern
from typing import Any

from desktop import resources
from desktop.documents import phrases
from desktop.documents.compose import gaps
from desktop.domain.values import Part

_LIST = "risky.toml"
HERS = "hers"


@dataclass(frozen=True, kw_only=True, repr=False)
class Risk(Part):
    """A phrase of the list, and the group it stands in; `hers` for one she added."""

    phrase: str
    group: str = HERS


@dataclass(frozen=True, kw_only=True, repr=False)
class Hit(Part):
    """A risky word: where it stands in the text, its words there, and the group that says why."""

    start: int
    end: int
    words: str
    group: str


@cache
def why() -> Mapping[str, Mapping[str, str]]:
    """One neutral line for each group, in each language."""
    return {each["id"]: {language: each[language] for language in ("ru", "en")} for each in _read()}


@cache
def shipped() -> tuple[Risk, ...]:
    """The shipped list, group by group."""
    return tuple(Risk(phrase=phrase, group=each["id"]) for each in _read() for phrase in each["words"])


def hits(text: str, risks: Iterable[Risk]) -> tuple[Hit, ...]:
    """Where risky words stand in a text, in its order; of two at one place, the longer. Gaps are not looked into."""
    found, excused = _patterns(tuple(risks))
    skipped = [(gap.start, gap.end) for gap in gaps(text, {})]
    places = []
    for reading in phrases.readings(text):
        skipped += [reading.span(*match.span()) for match in (excused.finditer(reading.text) if excused else ())]
        places += [(*reading.span(*match.span()), group) for group, pattern in found for match in pattern.finditer(reading.text)]
    kept: list[tuple[int, int, str]] = []
    for start, end, group in sorted(places, key=lambda place: (place[0], -place[1])):
        hidden = any(first <= start and end <= last for first, last in skipped)
        if not hidden and (not kept or start >= kept[-1][1]):
            kept.append((start, end, group))
    return tuple(Hit(start=start, end=end, words=text[start:end], group=group) for start, end, group in kept)


@lru_cache(maxsize=8)
def _patterns(risks: tuple[Risk, ...]) -> tuple[tuple[tuple[str, Pattern[str]], ...], Pattern[str] | None]:
    groups = dict.fromkeys(risk.group for risk in risks)
    found = ((group, phrases.pattern(_of(risks, group))) for group in groups)
    return tuple((group, pattern) for group, pattern in found if pattern), phrases.pattern(
        risk.phrase[1:] for risk in risks if risk.phrase.startswith("-")
    )


def _of(risks: tuple[Risk, ...], group: str) -> Iterable[str]:
    return (risk.phrase for risk in risks if risk.group == group and not risk.phrase.startswith("-"))


@cache
def _read() -> list[dict[str, Any]]:
    return list(tomllib.loads((resources.LISTS / _LIST).read_text(encoding="utf-8"))["group"])
