"""Small cells of a table that is to be published: which must be hidden so that none of them can be worked out from the rest.

A cell of 1 to 4 is hidden (a few people may be recognised); then as many others as it takes. Cells of a table with all its sums are
the edges of a graph between its lines and its columns, the sums being a line and a column of their own. What is hidden cannot be
worked out exactly where each hidden edge lies on a circle of hidden edges: along the circle one may add and take away one by turns,
and every sum that is shown stays (D. Gusfield, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17, 1988).
Zeros are shown, and are no part of a circle, so no cell on it is taken below nothing.
"""

import heapq
from collections.abc import Mapping, Sequence

SMALLEST = 5  # the smallest number that is shown, but for zero
_OF_A_SUM = 10  # so many times dearer it is to hide a sum

Cell = tuple[int, int]  # line and column, counted from 0; the sums stand behind the last of each
_Vertex = tuple[str, int]


def with_sums(table: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """The table with a column of sums behind it and a line of sums below."""
    lines = [(*line, sum(line)) for line in table]
    return (*lines, tuple(map(sum, zip(*lines, strict=True)))) if lines else ()


def hidden(table: Sequence[Sequence[int]]) -> frozenset[Cell]:
    """The cells of a table and of its sums that must not be shown. Numbers are 0 or more; every line is of one length, 1 or more."""
    full = with_sums(table)
    values = {(line, column): value for line, row in enumerate(full) for column, value in enumerate(row) if value}
    found = {cell for cell, value in values.items() if value < SMALLEST}
    last = (len(full) - 1, len(full[0]) - 1) if full else (0, 0)
    while (bridge := _bridge(found)) is not None:
        found |= _way_round(bridge, values, found, last)
    return frozenset(found)


def _ends(cell: Cell) -> tuple[_Vertex, _Vertex]:
    return ("line", cell[0]), ("column", cell[1])


def _bridge(found: set[Cell]) -> Cell | None:
    """A hidden cell that lies on no circle of hidden cells; None where there is none."""
    for cell in sorted(found):
        start, goal = _ends(cell)
        if not _is_joined(start, goal, _neighbours(found - {cell})):
            return cell
    return None


def _neighbours(cells: set[Cell]) -> Mapping[_Vertex, list[tuple[_Vertex, Cell]]]:
    known: dict[_Vertex, list[tuple[_Vertex, Cell]]] = {}
    for cell in sorted(cells):
        line, column = _ends(cell)
        known.setdefault(line, []).append((column, cell))
        known.setdefault(column, []).append((line, cell))
    return known


def _is_joined(start: _Vertex, goal: _Vertex, known: Mapping[_Vertex, list[tuple[_Vertex, Cell]]]) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        vertex = waiting.pop()
        if vertex == goal:
            return True
        for following, _cell in known.get(vertex, ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return False


def _way_round(cell: Cell, values: Mapping[Cell, int], found: set[Cell], last: Cell) -> set[Cell]:
    """The cells of the cheapest way between the ends of a cell that does not use it: hidden ones cost nothing, others their number.

    There is always one, over the three sums of the cell, none of which is zero where the cell is not.
    """
    known = _neighbours(set(values) - {cell})
    start, goal = _ends(cell)
    waiting: list[tuple[int, _Vertex, tuple[Cell, ...]]] = [(0, start, ())]
    settled: set[_Vertex] = set()
    while waiting:
        cost, vertex, way = heapq.heappop(waiting)
        if vertex == goal:
            return set(way)
        if vertex in settled:
            continue
        settled.add(vertex)
        for following, next_cell in known.get(vertex, ()):
            if following not in settled:
                heapq.heappush(waiting, (cost + _cost(next_cell, values, found, last), following, (*way, next_cell)))
    raise AssertionError(cell)


def _cost(cell: Cell, values: Mapping[Cell, int], found: set[Cell], last: Cell) -> int:
    if cell in found:
        return 0
    is_sum = cell[0] == last[0] or cell[1] == last[1]
    return values[cell] * (_OF_A_SUM if is_sum else 1)
