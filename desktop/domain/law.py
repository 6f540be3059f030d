"""Law: norms with their versions, how surely each is known, and what may be said of it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.values import Part, Value


class Mark(StrEnum):
    """How surely a wording is known. The stored letters never change."""

    SEEN = "S"  # seen in a published source, not yet checked by her
    PARTLY = "P"  # partly seen: the wording is to be checked
    RECALLED = "R"  # recalled: the number of the act may be shown, never a statement
    NO_LAW = "-"  # no law at all: a day in a paper, or her own choice


class Direction(StrEnum):
    """Which way a norm speaks. Adverse ones stand beside helpful ones: half a library misleads."""

    FOR = "for"
    AGAINST = "against"
    NEUTRAL = "neutral"


class Source(StrEnum):
    """Where a wording was seen. No names: they would age, and they would tell where somebody looked."""

    TEXT = "text"  # the published text of the act
    OLDER_TEXT = "older_text"
    COMMENTARY = "commentary"
    PRESS = "press"
    COURT = "court"
    RECALLED = "recalled"
    HERS = "hers"


@dataclass(frozen=True, kw_only=True, repr=False)
class Act(Part):
    """A law, a code, a decree: what stands above its articles."""

    kind: str
    titles: Mapping[str, str]
    short: Mapping[str, str]
    number: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class NormVersion(Part):
    """A norm as it stood for a time: one neutral line in each language, empty where the wording is only recalled."""

    lines: Mapping[str, str] = field(default_factory=dict)
    direction: Direction = Direction.NEUTRAL
    valid_from: date | None = None  # None: from before what this library knows
    valid_to: date | None = None  # the last day; None: open
    as_of: date | None = None  # the edition in which the wording was seen
    amended_by: tuple[str, ...] = ()
    mark: Mark = Mark.RECALLED
    source: Source = Source.RECALLED
    checked_by: str = ""
    checked_on: date | None = None
    expires_on: date | None = None

    @property
    def key(self) -> str:
        """What tells this version from others of its norm."""
        return self.valid_from.isoformat() if self.valid_from else ""

    def holds_on(self, day: date) -> bool:
        """Whether the version stood on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True, repr=False)
class Norm(Part):
    """An article or a part of one, with everything it ever said, the earliest version first."""

    id: str
    act: Act
    articles: Mapping[str, str]
    titles: Mapping[str, str]
    versions: tuple[NormVersion, ...]
    cited_in: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()  # norms that must be read with it, above all those that speak the other way

    @property
    def digest(self) -> str:
        """A short fingerprint of the whole norm: tells whether the shipped one was changed since she changed hers."""
        return _digest(self)


@dataclass(frozen=True, kw_only=True, repr=False)
class NormEntry(Value):
    """Her own norm, or her wording of a shipped one. Shipped texts are never overwritten, and never overwrite hers."""

    norm: Norm
    based_on: str = ""  # the digest of the shipped norm she changed; empty for one of her own
    changed_on: date | None = None
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class NormCheck(Value):
    """That a lawyer read one version of a norm: who, when, and until when that is to be relied on."""

    norm: str
    version: str
    digest: str  # of what was read: another text was not checked
    by: str
    on: date
    expires_on: date | None = None
    removed_at: str = ""


class Origin(StrEnum):
    """Whose a norm is."""

    SHIPPED = "shipped"
    CHANGED = "changed"  # shipped, and changed by her
    HERS = "hers"


class Standing(StrEnum):
    """How a version may be shown."""

    CHECKED = "checked"
    SEEN = "seen"
    PARTLY = "partly"
    SLOT = "slot"  # act, number and title; no statement


class Freshness(StrEnum):
    """Whether a version still is what somebody looked at."""

    FRESH = "fresh"
    STALE = "stale"  # its time has run out: amber
    CHANGED = "changed"  # the text is another than the one that was checked: amber


@dataclass(frozen=True, kw_only=True, repr=False)
class Known(Part):
    """A norm of the library: the shipped layer and hers, one above the other."""

    norm: Norm
    origin: Origin
    entry: str = ""  # the id of her entry
    shipped: Norm | None = None  # what lies under hers
    shipped_changed: bool = False  # the shipped norm is another than the one she changed
    checks: tuple[NormCheck, ...] = ()

    def check_of(self, version: NormVersion) -> NormCheck | None:
        """Who read this version last; None where nobody did."""
        found = [check for check in self.checks if check.version == version.key]
        return max(found, key=lambda check: check.on, default=None)


def version_on(norm: Norm, day: date) -> NormVersion | None:
    """The version that stood on a day; None where there was none yet or no more. Of two, the later."""
    return next((version for version in reversed(norm.versions) if version.holds_on(day)), None)


def standing(version: NormVersion, check: NormCheck | None = None) -> Standing:
    """How a version may be shown. A check counts only for the text that was read."""
    if not any(version.lines.values()):
        return Standing.SLOT
    if version.checked_by or _checks(check, version):
        return Standing.CHECKED
    return {Mark.SEEN: Standing.SEEN, Mark.PARTLY: Standing.PARTLY}.get(version.mark, Standing.SLOT)


def statement(version: NormVersion, language: str, check: NormCheck | None = None) -> str:
    """What may be stated of a version; nothing where it is a slot."""
    if standing(version, check) is Standing.SLOT:
        return ""
    return version.lines.get(language) or next(iter(version.lines.values()))


def freshness(version: NormVersion, today: date, check: NormCheck | None = None) -> Freshness:
    """Whether a version turns amber."""
    if check is not None and not _checks(check, version):
        return Freshness.CHANGED
    expires = check.expires_on if check is not None else version.expires_on
    return Freshness.STALE if expires is not None and today > expires else Freshness.FRESH


def review_on(checked_on: date, days: int) -> date:
    """Until when a check is relied on, so many days after it was made."""
    return checked_on + timedelta(days=days)


def version_digest(version: NormVersion) -> str:
    """A fingerprint of what a reader of this version reads."""
    return _digest((sorted(version.lines.items()), version.valid_from, version.valid_to, version.direction.value))


def library(shipped: Iterable[Norm], entries: Sequence[NormEntry], checks: Sequence[NormCheck]) -> tuple[Known, ...]:
    """The shipped norms with hers above them, then those she added herself."""
    hers = {entry.norm.id: entry for entry in entries}
    known = [_known(norm, hers.pop(norm.id, None), checks) for norm in shipped]
    return (*known, *(_own(entry, checks) for entry in hers.values()))


def found(known: Iterable[Known], words: str) -> tuple[Known, ...]:
    """The norms in which every one of the words stands: in number, title or line, in any language, е for ё."""
    wanted = _flat(words).split()
    return tuple(each for each in known if all(word in _flat(told(each.norm)) for word in wanted))


def told(norm: Norm) -> str:
    """Everything a norm may be found by: number, title and lines in every language. A line that is only recalled is no statement."""
    lines = (line for version in norm.versions if version.mark is not Mark.RECALLED for line in version.lines.values())
    act = norm.act
    parts = (norm.id, act.number, *act.titles.values(), *act.short.values(), *norm.articles.values(), *norm.titles.values(), *lines)
    return " ".join(parts)


def _known(norm: Norm, entry: NormEntry | None, checks: Sequence[NormCheck]) -> Known:
    of_norm = tuple(check for check in checks if check.norm == norm.id)
    if entry is None:
        return Known(norm=norm, origin=Origin.SHIPPED, checks=of_norm)
    return Known(
        norm=entry.norm, origin=Origin.CHANGED, entry=entry.id, shipped=norm, shipped_changed=entry.based_on != norm.digest, checks=of_norm
    )


def _own(entry: NormEntry, checks: Sequence[NormCheck]) -> Known:
    # Her wording of a norm that is shipped no more stays, as her own.
    of_norm = tuple(check for check in checks if check.norm == entry.norm.id)
    return Known(norm=entry.norm, origin=Origin.HERS, entry=entry.id, shipped_changed=bool(entry.based_on), checks=of_norm)


def _checks(check: NormCheck | None, version: NormVersion) -> bool:
    return check is not None and check.digest == version_digest(version)


def _flat(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _digest(value: object) -> str:
    return hashlib.sha256(_spelled(value).encode()).hexdigest()[:32]


def _spelled(value: object) -> str:
    """A value with everything in it: its own `repr` tells nothing, by design."""
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_spelled(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_spelled, value)) + "]"
    if isinstance(value, Part):
        return _spelled(vars(value))
    return repr(value.value if isinstance(value, StrEnum) else value)
