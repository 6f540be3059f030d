"""Explanations: what is explained to somebody before a text that refuses is printed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from desktop import resources
from desktop.domain.values import Part

_LIST = "warnings.toml"


@dataclass(frozen=True, kw_only=True, repr=False)
class Explanation(Part):
    """A warning: one neutral line in each language, from when it holds, and how surely its wording is known (S, P or R)."""

    id: str
    since: date
    mark: str
    texts: Mapping[str, str]


@cache
def catalogue() -> tuple[Explanation, ...]:
    """All warnings, in the order in which they are shown."""
    read = tomllib.loads((resources.LAW / _LIST).read_text(encoding="utf-8"))
    return tuple(
        Explanation(id=each["id"], since=each["since"], mark=each["mark"], texts={language: each[language] for language in ("ru", "en")})
        for each in read["warning"]
    )


def ids() -> tuple[str, ...]:
    """The ids of all warnings."""
    return tuple(warning.id for warning in catalogue())
