"""The six cases of Russian, and a phrase that may have been put into one wrongly."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.values import Part

CASES = ("nominative", "genitive", "dative", "accusative", "instrumental", "prepositional")
OBLIQUE = CASES[1:]


@dataclass(frozen=True, kw_only=True, repr=False)
class Form(Part):
    """A phrase in one case; `doubtful` where no firm rule made it and a person should look."""

    text: str
    doubtful: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class Forms(Part):
    """The six cases of one part of a name; `doubtful` where a person should look before it is printed."""

    nominative: str
    genitive: str
    dative: str
    accusative: str
    instrumental: str
    prepositional: str
    doubtful: bool

    def of(self, case: str) -> str:
        """The form in that case; a case that is none of the six is a ValueError."""
        return str(getattr(self, checked(case)))


def checked(case: str) -> str:
    """The case itself, if it is one of the six; else a ValueError."""
    if case not in CASES:
        raise ValueError(case)
    return case


def forms(texts: Mapping[str, str], *, doubtful: bool) -> Forms:
    """Six forms by the names of their cases."""
    return Forms(**{case: texts[case] for case in CASES}, doubtful=doubtful)
