"""What invented cases tell: sentences from shipped lists, put together by lot."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from desktop.domain.people import Sex
from desktop.operations.demo.lots import Lots
from desktop.operations.demo.names import DEMO, lists

_SLOT = re.compile(r"\{(\w+)\}")
_BY_SEX = re.compile(r"\[([^|\[\]]*)\|([^|\[\]]*)\]")


@dataclass(frozen=True)
class Step:
    """Something that happened: its kind, and between how many days before the case was opened it was."""

    kind: str
    earliest: int
    latest: int
    title: str
    text: str


@dataclass(frozen=True)
class Scenario:
    """One kind of story."""

    code: str
    categories: list[str]
    stages: list[str]
    situations: list[str]
    threats: list[str]
    templates: list[str]
    matter: list[str]
    facts: list[str]
    events: list[Step]
    deadlines: list[str]
    is_urgent: bool
    is_of_women: bool
    is_closing: bool


@dataclass(frozen=True)
class Book:
    """All stories, as one sex tells them."""

    scenarios: list[Scenario]
    weights: list[int]
    roles: list[str]
    posts: list[str]
    peers: list[str]
    hours: list[str]
    common: Mapping[str, list[str]]
    letters: Mapping[str, list[str]]

    def scenario(self, lots: Lots) -> Scenario:
        """One of the scenarios, by weight."""
        return lots.random.choices(self.scenarios, self.weights)[0]

    def one(self, code: str) -> Scenario:
        """The scenario of this code."""
        return next(scenario for scenario in self.scenarios if scenario.code == code)


@cache
def book(sex: Sex) -> Book:
    """The stories for a man, or for a woman."""
    text = _BY_SEX.sub(r"\1" if sex is Sex.MALE else r"\2", (DEMO / "stories.toml").read_text("utf-8"))
    read: dict[str, Any] = tomllib.loads(text)
    chosen = [entry for entry in read["scenario"] if sex is Sex.MALE or entry["code"] not in {"pressed", "service"}]
    return Book(
        scenarios=[_scenario(entry) for entry in chosen],
        weights=[entry["weight"] * (8 if sex is Sex.FEMALE and entry.get("women") else 1) for entry in chosen],
        roles=read["roles"],
        posts=read["posts"],
        peers=read["peers"],
        hours=read["hours"],
        common=read["common"],
        letters=read["letters"],
    )


def _scenario(entry: dict[str, Any]) -> Scenario:
    return Scenario(
        **{
            key: entry[key]
            for key in ("code", "categories", "stages", "situations", "threats", "templates", "matter", "facts", "deadlines")
        },
        events=[Step(*step) for step in entry["events"]],
        is_urgent=entry.get("urgent", False),
        is_of_women=entry.get("women", False),
        is_closing=entry.get("closing", False),
    )


@dataclass(frozen=True)
class Teller:
    """Who tells a story, when; fills the slots of its sentences."""

    lots: Lots
    book: Book
    role: str
    today: date

    def tell(self, text: str) -> str:
        """The sentence, its slots filled, with a capital letter."""
        told = _SLOT.sub(self._slot, text) if "{" in text else text
        return told[:1].upper() + told[1:]

    def tell_all(self, texts: list[str]) -> str:
        """Sentences in a row; a long row in paragraphs."""
        told = [self.tell(text) for text in texts]
        return "\n\n".join(" ".join(told[start : start + 4]) for start in range(0, len(told), 4))

    def _slot(self, match: re.Match[str]) -> str:
        lots = self.lots
        match match[1]:
            case "day":
                return self._day()
            case "role":
                return self.role
            case "post":
                return lots.one(self.book.posts)
            case "peer":
                return lots.one(self.book.peers)
            case "hour":
                return lots.one(self.book.hours)
            case "place":
                return lots.one(lists().places["homes"])
            case "count":
                return str(lots.number(2, 4))
            case "paper":
                return f"{lots.number(100, 9999)}"
        raise KeyError(match[1])

    def _day(self) -> str:
        return f"{self.today - timedelta(days=self.lots.number(1, 90)):%d.%m.%Y}"
