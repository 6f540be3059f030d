"""A table as a file for a spreadsheet: semicolons between the cells, UTF-8 with its mark. No cell is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from desktop.documents.csv_file import guarded


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The file, a line for each row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows(map(guarded, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")
