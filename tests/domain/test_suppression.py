"""Small cells: what is hidden cannot be worked out from what is shown. Checked by linear algebra, and by trying every table."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.figures import Counted, Group, Line, months
from desktop.domain.publication import safe, whole
from desktop.domain.suppression import SMALLEST, hidden, with_sums
from tests.torture.counts import count


@st.composite
def tables(draw, most_lines=6, most_columns=6, highest=30):
    lines, columns = draw(st.integers(1, most_lines)), draw(st.integers(1, most_columns))
    number = st.one_of(st.integers(0, 6), st.integers(0, highest))
    return draw(st.lists(st.lists(number, min_size=columns, max_size=columns), min_size=lines, max_size=lines))


def sums(lines, columns):
    """Every sum of the table, as what adds up to nothing: a factor for each cell."""
    for line in range(lines + 1):
        yield {(line, column): 1 if column < columns else -1 for column in range(columns + 1)}
    for column in range(columns + 1):
        yield {(line, column): 1 if line < lines else -1 for line in range(lines + 1)}


def worked_out(cells, equations):
    """The cells whose value follows from the equations alone, by Gauss."""
    order = sorted(cells)
    rows = [[Fraction(equation.get(cell, 0)) for cell in order] for equation in equations]
    reduced, place = [], 0
    for column in range(len(order)):
        pivot = next((row for row in rows[place:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [[value - row[column] * other for value, other in zip(row, pivot, strict=True)] for row in rows]
        reduced = [[value - row[column] * other for value, other in zip(row, pivot, strict=True)] for row in reduced]
        reduced.append(pivot)
        rows.insert(place, pivot)
        place += 1
    return {order[row.index(1)] for row in reduced if sum(1 for value in row if value) == 1}


@settings(max_examples=count(25, 3000))
@given(tables())
def test_no_hidden_cell_follows_from_what_is_shown(table):
    taken = hidden(table)

    assert worked_out(taken, list(sums(len(table), len(table[0])))) == set()


@settings(max_examples=count(25, 3000))
@given(tables())
def test_every_small_cell_is_hidden_and_no_zero_is(table):
    taken = hidden(table)
    cells = {(line, column): value for line, row in enumerate(with_sums(table)) for column, value in enumerate(row)}

    assert {cell for cell, value in cells.items() if 0 < value < SMALLEST} <= taken
    assert not any(cells[cell] == 0 for cell in taken)


@settings(max_examples=count(8, 1000))
@given(tables(most_lines=2, most_columns=2, highest=9))
def test_whoever_tries_every_table_finds_two_that_differ_in_each_hidden_cell(table):
    """Even one who knows that nothing hidden is zero."""
    full, taken = with_sums(table), hidden(table)
    lines, columns = len(table), len(table[0])
    shown = {(line, column): value for line, row in enumerate(full) for column, value in enumerate(row) if (line, column) not in taken}
    inside = [(line, column) for line in range(lines) for column in range(columns)]
    seen = {cell: set() for cell in taken}
    for guess in product(*([shown[cell]] if cell in shown else range(1, 12) for cell in inside)):
        guessed = with_sums([guess[line * columns : (line + 1) * columns] for line in range(lines)])
        if all(guessed[line][column] == value for (line, column), value in shown.items()):
            for line, column in taken:
                seen[line, column].add(guessed[line][column])

    assert all(len(values) > 1 for values in seen.values())


@pytest.mark.parametrize(
    ("table", "taken"),
    [
        ([[0, 0], [0, 0]], set()),
        ([[10, 20], [30, 40]], set()),
        # The 3 alone would follow from its line and from its column: the cheapest circle goes with it.
        ([[3, 20, 20], [20, 30, 6], [20, 20, 20]], {(0, 0), (0, 2), (1, 0), (1, 2)}),
        # One number that is small everywhere: nothing of it is shown.
        ([[2]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
        ([[2], [50]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
    ],
)
def test_as_it_was_worked_out_by_hand(table, taken):
    assert hidden(table) == taken


def test_an_empty_table_hides_nothing():
    assert hidden([]) == frozenset()


# --- the report that is published


@st.composite
def reports(draw):
    first = date(2026, 1, 1)
    wanted = [(Group.CONSULTATIONS, "oral"), (Group.CONSULTATIONS, "written"), (Group.CONSULTATIONS, "unsaid")]
    wanted += [(Group.DOCUMENTS, "reports"), (Group.DOCUMENTS, "claims"), (Group.OTHER, "calls"), (Group.OTHER, "orders")]
    lines = []
    for group, code in wanted:
        days = draw(st.lists(st.integers(0, 89), max_size=draw(st.sampled_from([0, 3, 12, 40]))))
        records = tuple(Counted(day=first + timedelta(days=day), kind="note", id=f"{number}", case="") for number, day in enumerate(days))
        lines.append(Line(code=code, group=group, records=records))
    return lines, months(first, date(2026, 3, 31)) if draw(st.booleans()) else ()


@settings(max_examples=count(15, 2000))
@given(reports())
def test_no_number_of_a_published_report_follows_from_the_others(report):
    lines, columns = report
    rows = safe(lines, columns)
    hidden_cells = {(place, column) for place, row in enumerate(rows) for column, value in enumerate(row.numbers) if value is None}
    width = len(columns) + 1
    equations = [{(place, column): 1 if column < width - 1 else -1 for column in range(width)} for place in range(len(rows)) if columns]
    for group in (Group.CONSULTATIONS, Group.DOCUMENTS):
        places = [place for place, row in enumerate(rows) if row.group is group]
        equations += [{(place, column): -1 if place == places[0] else 1 for place in places} for column in range(width)]

    assert worked_out(hidden_cells, equations) == set()
    for row, same in zip(rows, whole(lines, columns), strict=True):
        assert all(value in (None, number) for value, number in zip(row.numbers, same.numbers, strict=True))
        assert all(value is None or value == 0 or value >= SMALLEST for value in row.numbers)


@given(reports())
@settings(max_examples=count(5, 500))
def test_the_whole_report_adds_up(report):
    lines, columns = report
    rows = whole(lines, columns)

    for group in (Group.CONSULTATIONS, Group.DOCUMENTS):
        together, *inside = [row.numbers for row in rows if row.group is group]
        assert together == tuple(map(sum, zip(*inside, strict=True)))
    assert not columns or all(sum(row.numbers[:-1]) == row.total for row in rows)
