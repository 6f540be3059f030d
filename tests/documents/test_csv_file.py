"""Tables: what a reader gets back, and what no spreadsheet may carry out."""

import csv
import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.documents import csv_file
from desktop.documents.csv_file import guarded
from tests.nasty import NASTY, TEXTS, unguarded
from tests.torture.counts import count

HEADINGS = ("фамилия", "имя")


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))
@example([(text, text) for text in NASTY])
@settings(max_examples=count(25, 3000))
def test_every_cell_comes_back(rows):
    head, *cells = read(b"".join(csv_file.table(HEADINGS, rows)))

    assert tuple(head) == HEADINGS
    assert [tuple(map(unguarded, row)) for row in cells] == [tuple(cell.replace("\0", "\ufffd") for cell in row) for row in rows]


@given(TEXTS)
@example("=1")
@example("\n=1")
@example("＋7")
def test_no_cell_begins_like_a_formula(text):
    assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}
    assert unguarded(guarded(text)) == text


def test_a_number_that_begins_with_a_digit_stays_as_it_is():
    assert [guarded(text) for text in ("8 900", "+7 900", "'да'")] == ["8 900", "'+7 900", "''да'"]
