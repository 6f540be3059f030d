"""A file with a table, read by a child that is shut in (`documents.tables.child`)."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from desktop.documents.tables import asked
from desktop.documents.tables.asked import CHILD_ARGUMENT, LARGEST_ANSWER, LARGEST_FILE, Answer, Request
from desktop.domain.errors import NotFound, TableNotRead
from desktop.domain.progress import Report, silent
from desktop.domain.tables import Table
from desktop.storage import children
from desktop.storage.disk import told

_PIECE = 1024 * 1024


def read_table(path: Path, *, encoding: str = "", separator: str = "", sheet: int = -1, report: Report = silent) -> Table:
    """The table in a file; what is not said is guessed. Nothing is written anywhere, and the file stays as it is.

    Raises NotFound("file"), TableNotRead, DiskFailed, Cancelled.
    """
    if not path.is_file():
        raise NotFound("file")
    with told(), path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST_FILE:
            raise TableNotRead("too-big")
        said = ask_child(Request(size=size, encoding=encoding, separator=separator, sheet=sheet), file, lambda: report(0, 0))
    if said.reason:
        raise TableNotRead(said.reason, said.row)
    return Table(
        rows=said.rows, numbers=said.numbers, sheets=said.sheets, sheet=said.sheet, encoding=said.encoding, separator=said.separator,
        hidden_rows=said.hidden_rows, hidden_columns=said.hidden_columns, hidden_sheets=said.hidden_sheets, unworked=said.unworked,
        cleaned=said.cleaned, ragged=said.ragged,
    )  # fmt: skip


def _answer_apart(request: Request, file: BinaryIO, waiting: Callable[[], object]) -> Answer:
    said = children.answer_of(CHILD_ARGUMENT, asked.encoded(request), _pieces(file, request.size), LARGEST_ANSWER, waiting)
    try:
        return asked.answer(said)
    except ValueError:
        return Answer(reason="stopped")


def _pieces(file: BinaryIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(_PIECE, size))):
        size -= len(piece)
        yield piece


# Who reads; tests have it done at home.
ask_child: Callable[[Request, BinaryIO, Callable[[], object]], Answer] = _answer_apart
