"""The timeline as a picture: events into rows, bars, marks and gaps, each with its height. The window and the paper draw the same values.

Time runs down the page and is not to one scale: every event has room for its line, every gap for its length, and `per_day` stretches
what lies between.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from desktop.domain.events import Certainty, Event
from desktop.domain.timeline import LANES, Gap, Lane, Stay, first_day, gaps, in_order, last_day, stays
from desktop.domain.values import Part

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, repr=False)
class Scale(Part):
    """How high things are, in the unit of the drawing: the line of an event, a gap, what ends between two lines, and each day more."""

    row: float = 28.0
    gap: float = 44.0
    step: float = 12.0
    per_day: float = 0.0
    rows: Mapping[str, float] = field(default_factory=dict)  # events whose line is higher


@dataclass(frozen=True, kw_only=True, repr=False)
class Row(Part):
    """The line of an event; `at` is the height of its mark."""

    event: str
    top: float
    height: float
    at: float


@dataclass(frozen=True, kw_only=True, repr=False)
class Mark(Part):
    """That something happened, at this height. What is known only roughly may be anywhere from `top` to `bottom`."""

    lane: Lane
    event: str
    at: float
    top: float
    bottom: float
    certain: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class Bar(Part):
    """That something lasted. `open`: nothing ends it, and it runs to the end of the picture."""

    lane: Lane
    event: str
    top: float
    bottom: float
    open: bool = False
    back: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class Hole(Part):
    """A gap in the lane of where he was."""

    gap: Gap
    top: float
    bottom: float


@dataclass(frozen=True, kw_only=True, repr=False)
class Picture(Part):
    """Everything that is to be drawn."""

    rows: tuple[Row, ...] = ()
    marks: tuple[Mark, ...] = ()
    bars: tuple[Bar, ...] = ()
    holes: tuple[Hole, ...] = ()
    height: float = 0.0


def laid_out(events: Iterable[Event], scale: Scale) -> Picture:
    """The picture of all events that have a day, as high as `scale` makes it."""
    dated = [event for event in in_order(events) if event.day is not None]
    if not dated:
        return Picture()
    where, missing = stays(dated), gaps(dated)
    heights = _Heights(dated, where, missing, scale)
    rows = heights.rows()
    at = {row.event: row.at for row in rows}
    whole = rows[-1].top + rows[-1].height
    return Picture(
        rows=rows,
        marks=tuple(_marks(dated, heights, at)),
        bars=(*_stays(where, heights, at, whole), *_lasting(dated, heights, at)),
        holes=tuple(Hole(gap=gap, top=heights.of(known), bottom=heights.of(again)) for gap, (known, again) in heights.missing),
        height=whole,
    )


class _Heights:
    """The height of every day that matters, rising with time: the lines first, then what lies between two of them."""

    def __init__(self, events: Sequence[Event], where: Sequence[Stay], missing: Sequence[Gap], scale: Scale) -> None:
        self._scale, self._events = scale, events
        self._keys = [first_day(event) or date.max for event in events]
        # A gap is drawn from the last day of which something is known to the next one.
        self.missing = [(gap, (gap.first - _DAY, gap.last + _DAY)) for gap in missing]
        ends = {day for event in events if (day := last_day(event)) is not None}
        ends |= {stay.last for stay in where if stay.last is not None}
        self._gap_steps = dict(_shared(self.missing, sorted(ends.union(self._keys)), scale.gap))
        self._at: dict[date, float] = {}
        self._marks: list[float] = []
        self._tops: list[float] = []
        self._set(sorted(ends))

    def _set(self, ends: Sequence[date]) -> None:
        top = 0.0
        for place, (event, key) in enumerate(zip(self._events, self._keys, strict=True)):
            line = self._line(event)
            self._tops.append(top)
            self._marks.append(top + self._scale.row / 2)
            self._at.setdefault(key, self._marks[-1])
            following = self._keys[place + 1] if place + 1 < len(self._keys) else None
            if following == key:
                top += line
                continue
            inside = ends[bisect_right(ends, key) : bisect_left(ends, following) if following else None]
            reached = self._between(key, inside, following, self._marks[-1], line)
            # The next mark stands as far below the top of its line as this one.
            top = max(top + line, reached - self._scale.row / 2)

    def _line(self, event: Event) -> float:
        return max(self._scale.row, self._scale.rows.get(event.id, 0.0))

    def _between(self, key: date, inside: Sequence[date], following: date | None, start: float, line: float) -> float:
        """Give the days between two lines their heights; where the next line's mark may stand at the earliest comes back."""
        days = [key, *inside, *([following] if following else [])]
        steps = [self._step(first, last) for first, last in pairwise(days)]
        wanted = sum(steps)
        if following and wanted < line:
            # Room is left: what lies between shares it, a gap first.
            steps = [step * line / wanted for step in steps]
        height = start
        for day, step in zip(days[1:], steps, strict=True):
            height += step
            if day != following:
                self._at[day] = height
        return height

    def _step(self, first: date, last: date) -> float:
        return max(self._gap_steps.get(first, self._scale.step), self._scale.per_day * (last - first).days)

    def of(self, day: date) -> float:
        """The height of a day on which something begins or ends."""
        return self._at[day]

    def rows(self) -> tuple[Row, ...]:
        """The lines, each down to the next; the last down to the end of what lies below it."""
        bottom = max(max(self._at.values()) + self._scale.row / 2, self._tops[-1] + self._line(self._events[-1]))
        ends = [*self._tops[1:], bottom]
        return tuple(
            Row(event=event.id, top=top, height=end - top, at=mark)
            for event, top, end, mark in zip(self._events, self._tops, ends, self._marks, strict=True)
        )


def _shared(missing: Iterable[tuple[Gap, tuple[date, date]]], days: Sequence[date], least: float) -> Iterable[tuple[date, float]]:
    """The least height below each day within a gap: together they have room for its length."""
    for _gap, (known, again) in missing:
        inside = [day for day in days if known <= day < again]
        yield from ((day, least / len(inside)) for day in inside)


def _marks(events: Sequence[Event], heights: _Heights, at: Mapping[str, float]) -> Iterable[Mark]:
    for event in events:
        here, day = at[event.id], event.day.latest if event.day else None
        bottom = max(here, heights.of(day)) if day is not None and day != first_day(event) and event.until is None else here
        for lane in LANES.get(event.kind, ()):
            yield Mark(lane=lane, event=event.id, at=here, top=here, bottom=bottom, certain=event.certainty is not Certainty.HEARSAY)


def _stays(where: Sequence[Stay], heights: _Heights, at: Mapping[str, float], whole: float) -> Iterable[Bar]:
    for stay in where:
        top = heights.of(stay.first) if stay.back else at[stay.event]
        bottom = at[stay.following] if stay.following else whole if stay.last is None else heights.of(stay.last)
        if bottom > top:
            yield Bar(lane=Lane.WHERE, event=stay.event, top=top, bottom=bottom, open=stay.last is None, back=stay.back)


def _lasting(events: Sequence[Event], heights: _Heights, at: Mapping[str, float]) -> Iterable[Bar]:
    for event in events:
        last = last_day(event) if event.until else None
        for lane in LANES.get(event.kind, ()) if last else ():
            if lane is not Lane.WHERE and last is not None and heights.of(last) > at[event.id]:
                yield Bar(lane=lane, event=event.id, top=at[event.id], bottom=heights.of(last))
