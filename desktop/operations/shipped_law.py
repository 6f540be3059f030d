"""The shipped layer of the law: norms, counting rules, regimes and the calendar, read from the files that come with the program."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from desktop import resources
from desktop.domain.counting import CountedIn, DayOff, Doubt, Rule, Season, Start, Whose
from desktop.domain.law import Act, Direction, Mark, Norm, NormVersion, Source
from desktop.domain.values import Part
from desktop.domain.working_days import Calendar, Year, YearMark

LANGUAGES = ("ru", "en")


@dataclass(frozen=True, kw_only=True, repr=False)
class Pack(Part):
    """Which shipped layer this is, and when its wordings turn amber."""

    version: str
    prepared_on: date
    expires_on: date


@dataclass(frozen=True, kw_only=True, repr=False)
class Regime(Part):
    """A time in which a certain law stood: from when, until when (open: None), and the norms to look at."""

    id: str
    since: date
    until: date | None
    titles: Mapping[str, str]
    norms: tuple[str, ...]


@cache
def pack() -> Pack:
    """The shipped layer as a whole."""
    read = _read(resources.LAW / "pack.toml")
    return Pack(
        version=read["version"],
        prepared_on=read["prepared_on"],
        expires_on=read["prepared_on"] + timedelta(days=read["stale_after_days"]),
    )


@cache
def norms() -> tuple[Norm, ...]:
    """All shipped norms, act by act."""
    files = sorted((resources.LAW / "norms").glob("*.toml"))
    return tuple(norm for path in files for norm in _norms(_read(path)))


@cache
def rules() -> tuple[Rule, ...]:
    """All shipped counting rules."""
    read = _read(resources.LAW / "terms.toml")
    return tuple(_rule(each, read["version"]) for each in read["rule"])


@cache
def answer_rules() -> Mapping[str, str]:
    """Which rule counts the answer, by the addressee of a template."""
    return dict(_read(resources.LAW / "terms.toml")["answers"])


@cache
def without_answer() -> frozenset[str]:
    """The templates of documents that ask for no answer."""
    return frozenset(_read(resources.LAW / "terms.toml")["asks_for_nothing"]["templates"])


@cache
def who_answers_nothing() -> frozenset[str]:
    """The addressees of templates from whom no answer is awaited: he himself, her own file, the post."""
    return frozenset(_read(resources.LAW / "terms.toml")["asks_for_nothing"]["addressees"])


@cache
def regimes() -> tuple[Regime, ...]:
    """The times of different law, the earliest first. More than one can stand on a day."""
    return tuple(
        Regime(id=each["id"], since=each["from"], until=each.get("to"), titles=_texts(each["title"]), norms=tuple(each["norms"]))
        for each in _read(resources.LAW / "regimes.toml")["regime"]
    )


def regimes_on(day: date) -> tuple[Regime, ...]:
    """The regimes that stood on a day."""
    return tuple(each for each in regimes() if each.since <= day and (each.until is None or day <= each.until))


@cache
def calendar() -> Calendar:
    """The shipped working-day calendar."""
    holidays = _read(resources.LAW / "calendar" / "holidays.toml")["holiday"]
    days = tuple(day for each in holidays for day in each["days"])
    years = (_year(_read(path), days) for path in sorted((resources.LAW / "calendar").glob("[0-9]*.toml")))
    return Calendar({year.year: year for year in years})


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _norms(read: Mapping[str, Any]) -> tuple[Norm, ...]:
    about = read["act"]
    act = Act(kind=about["kind"], number=about.get("number", ""), day=about.get("day"), titles=_texts(about["title"]),
              short=_texts(about["short"]))  # fmt: skip
    return tuple(
        Norm(
            id=each["id"],
            act=act,
            articles=_texts(each["article"]),
            titles=_texts(each["title"]),
            versions=tuple(_version(version) for version in each["version"]),
            cited_in=tuple(each.get("cited_in", ())),
            beside=tuple(each.get("beside", ())),
        )
        for each in read["norm"]
    )


def _version(read: Mapping[str, Any]) -> NormVersion:
    return NormVersion(
        lines=_texts(read),
        direction=Direction(read.get("direction", "neutral")),
        valid_from=read.get("valid_from"),
        valid_to=read.get("valid_to"),
        as_of=read.get("as_of"),
        amended_by=tuple(read.get("amended_by", ())),
        mark=Mark(read["mark"]),
        source=Source(read.get("source", "recalled")),
        # A wording of the past does not change any more; what stands now may have.
        expires_on=read.get("expires_on") or (None if "valid_to" in read else pack().expires_on),
    )


def _rule(read: Mapping[str, Any], version: str) -> Rule:
    return Rule(
        id=read["id"],
        version=version,
        titles=_texts(read["title"]),
        starts_with=Start(read["starts_with"]),
        counted_in=CountedIn(read["counted_in"]),
        lengths=tuple(read.get("lengths", ())),
        from_next_day=read.get("from_next_day", True),
        day_off=DayOff(read.get("day_off", "stays")),
        whose=Whose(read.get("whose", "theirs")),
        norm=read.get("norm", ""),
        counting_norm=read.get("counting_norm", ""),
        mark=Mark(read["mark"]),
        valid_from=read.get("valid_from"),
        valid_to=read.get("valid_to"),
        seasons=tuple(Season(**season) for season in read.get("season", ())),
        doubts=tuple(Doubt(**doubt) for doubt in read.get("doubt", ())),
        leads_to=read.get("leads_to", ""),
        leads_after=read.get("leads_after", 0),
        warn_before=tuple(read.get("warn_before", ())),
    )


def _year(read: Mapping[str, Any], holidays: tuple[str, ...]) -> Year:
    number = read["year"]
    off = frozenset(date.fromisoformat(f"{number}-{day}") for day in holidays)
    moved = read.get("moved", ())
    return Year(
        year=number,
        mark=YearMark(read["mark"]),
        holidays=off,
        moved_off=frozenset(each["to"] for each in moved),
        # A holiday stays one, wherever its day off went.
        moved_in=frozenset(each["from"] for each in moved) - off,
        source=read["source"],
    )


def _texts(read: Mapping[str, Any]) -> Mapping[str, str]:
    return {language: read[language] for language in LANGUAGES if language in read}
