"""What the list of cases shows, and in which order, beside a plain recount."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from desktop.domain.caseload import (
    NOTHING,
    Axis,
    ColumnCode,
    Filter,
    Sorting,
    axes,
    folded,
    narrowed,
    ordered,
    turned,
    without,
)
from desktop.domain.cases import CaseRow, Category, Situation, Stage, Threat

TODAY = date(2026, 5, 14)
UNITS, TAGS, WORDS = ("", "00001", "00002"), ("здоровье", "семья", "Ёж"), ("Клён", "клен 2", "Гавань")

_bit = some.integers(0, 1)
_day = some.one_of(some.just(""), some.integers(-5, 40).map(lambda days: (TODAY + timedelta(days=days)).isoformat()))
_rows = some.lists(
    some.builds(
        CaseRow,
        id=some.uuids().map(str), number=some.just("26-KQTRA"), pseudonym=some.sampled_from(WORDS),
        category_code=some.sampled_from([str(code) for code in Category]), unit=some.sampled_from(UNITS),
        stage_code=some.sampled_from([str(code) for code in Stage]), situation_code=some.sampled_from([str(code) for code in Situation]),
        threat_code=some.sampled_from([str(code) for code in Threat]), urgent_by=some.just(""), zone=some.just("Europe/Moscow"),
        next_day=_day, next_title=some.just("Ответ"), colour=some.just(0), closed=_bit, urgent=_bit,
        tag_lines=some.lists(some.sampled_from(TAGS), unique=True).map("\n".join), opened_at=_day, lacks_consent=_bit,
    ),
    max_size=30,
)  # fmt: skip
_filters = some.builds(
    Filter,
    words=some.sampled_from(("", "клен", "2  КЛЁН", "нет такого")),
    categories=some.lists(some.sampled_from(Category), max_size=6, unique=True).map(tuple),
    stages=some.lists(some.sampled_from(Stage), max_size=9, unique=True).map(tuple),
    situations=some.lists(some.sampled_from(Situation), max_size=5, unique=True).map(tuple),
    urgent=some.booleans(), threats=some.lists(some.sampled_from(Threat), max_size=3, unique=True).map(tuple),
    units=some.lists(some.sampled_from(UNITS), unique=True).map(tuple), tags=some.lists(some.sampled_from(TAGS), unique=True).map(tuple),
    within=some.sampled_from((None, -1, 0, 7, 30)), idle=some.booleans(), lacks_consent=some.booleans(), closed=some.booleans(),
)  # fmt: skip


def _known(rows: list[CaseRow]) -> list[str]:
    return [folded(row.pseudonym) for row in rows]


def _passes(row: CaseRow, wanted: Filter) -> bool:
    """The same said once more, one row at a time and one thing after the other."""
    for word in wanted.words.lower().replace("ё", "е").split():
        if word not in row.pseudonym.lower().replace("ё", "е"):
            return False
    if row.closed and not wanted.closed:
        return False
    for value, chosen in (
        (row.category, wanted.categories), (row.stage, wanted.stages), (row.situation, wanted.situations), (row.unit, wanted.units)
    ):  # fmt: skip
        if chosen and value not in chosen:
            return False
    in_danger = (wanted.urgent and row.urgent) or row.threat in wanted.threats
    if (wanted.urgent or wanted.threats) and not in_danger:
        return False
    if wanted.tags and not set(wanted.tags) & set(row.tags):
        return False
    if wanted.within is not None and (not row.next_day or (date.fromisoformat(row.next_day) - TODAY).days > wanted.within):
        return False
    if wanted.idle and row.next_day:
        return False
    return not (wanted.lacks_consent and not row.lacks_consent)


@settings(max_examples=25)
@given(_rows, _filters)
def test_the_list_shows_what_a_plain_recount_finds(rows: list[CaseRow], wanted: Filter) -> None:
    assert narrowed(rows, _known(rows), wanted, TODAY) == [row for row in rows if _passes(row, wanted)]


@settings(max_examples=25)
@given(_rows, _filters)
def test_taking_every_axis_away_leaves_nothing_chosen_and_shows_more_or_as_much(rows: list[CaseRow], wanted: Filter) -> None:
    shown = len(narrowed(rows, _known(rows), wanted, TODAY))
    for axis in axes(wanted):
        less = without(wanted, axis)
        assert axis not in axes(less)
        if axis is not Axis.CLOSED:
            assert len(narrowed(rows, _known(rows), less, TODAY)) >= shown
        wanted, shown = less, len(narrowed(rows, _known(rows), less, TODAY))
    assert wanted == NOTHING


@settings(max_examples=25)
@given(_rows, some.lists(some.builds(Sorting, column=some.sampled_from(ColumnCode), descending=some.booleans()), max_size=2))
def test_an_order_loses_nobody_and_what_is_alike_stays_as_it_was(rows: list[CaseRow], order: list[Sorting]) -> None:
    shown = ordered(rows, order)

    assert sorted(row.id for row in shown) == sorted(row.id for row in rows)
    # Once more in the same order: a stable one moves nothing.
    assert ordered(shown, order) == shown
    if not order:
        assert shown == rows


@settings(max_examples=25)
@given(_rows, some.booleans())
def test_two_levels_are_the_second_within_the_first_and_empty_ones_are_last(rows: list[CaseRow], back: bool) -> None:
    shown = ordered(rows, (Sorting(column=ColumnCode.UNIT, descending=back), Sorting(column=ColumnCode.NEXT)))

    units = [row.unit for row in shown if row.unit]
    assert units == sorted(units, reverse=back)
    assert all(not row.unit for row in shown[len(units) :])
    for unit in UNITS:
        days = [row.next_day for row in shown if row.unit == unit]
        assert days == sorted(days, key=lambda day: (not day, day))


def _named(*names: str) -> list[CaseRow]:
    usual = CaseRow("", "26-KQTRA", "", "unknown", "", "lead", "unknown", "none", "", "", "", "", 0, 0, 0, "", "", 0)
    return [usual._replace(id=name, pseudonym=name) for name in names]


def test_numbers_in_names_count_as_numbers_and_yo_stands_where_ye_does() -> None:
    rows = _named("Клён 10", "Клён 2", "Клен", "Ель", "Ёлка", "Жук")

    assert [row.pseudonym for row in ordered(rows, (Sorting(column=ColumnCode.PSEUDONYM),))] == [
        "Ёлка", "Ель", "Жук", "Клен", "Клён 2", "Клён 10",
    ]  # fmt: skip


def test_stages_have_the_order_in_which_a_case_goes_through_them() -> None:
    rows = [row._replace(stage_code=stage) for row, stage in zip(_named("a", "b", "c"), ("court", "lead", "filed"), strict=True)]

    assert [row.stage for row in ordered(rows, (Sorting(column=ColumnCode.STAGE),))] == [Stage.LEAD, Stage.FILED, Stage.COURT]


def test_the_column_before_becomes_the_second_level_and_the_same_one_turns_round() -> None:
    first = turned((), ColumnCode.UNIT)
    second = turned(first, ColumnCode.STAGE)
    third = turned(second, ColumnCode.NEXT)

    assert [each.column for each in second] == [ColumnCode.STAGE, ColumnCode.UNIT]
    assert [each.column for each in third] == [ColumnCode.NEXT, ColumnCode.STAGE]
    assert turned(second, ColumnCode.STAGE) == (Sorting(column=ColumnCode.STAGE, descending=True), second[1])
    assert turned(second, ColumnCode.UNIT) == (Sorting(column=ColumnCode.UNIT), second[0])


def test_a_row_tells_nobody_s_story() -> None:
    assert repr(_named("Клён")[0]) == "CaseRow"
