"""What is said of a table of others: why it is not read, and what was read that she may not see."""

from collections.abc import Mapping
from typing import Any

from desktop.domain.tables import Table
from desktop.i18n import N_, _, ngettext

_NOT_READ: Mapping[str, str] = {
    "empty": N_("There is nothing in this table: choose another file, or another sheet."),
    "damaged": N_("This file is damaged, so nothing was read from it: open it where it was made, and save it anew as XLSX or CSV."),
    "locked": N_("This table is locked with a password: open it where it was made, and save it without one as XLSX or CSV."),
    "old-excel": N_("This table is in an older form of Excel: open it in a spreadsheet program, and save it as XLSX or CSV."),
    "open-document": N_("This table is in the form of LibreOffice (ODS): open it there, and save it as XLSX or CSV."),
    "no-table": N_("This is no table: choose a file in XLSX or CSV."),
    "too-big": N_("This table is too big to be read at once: divide it into several files."),
    "too-many-rows": N_("This table has more than 20,000 rows: divide it into several files, and bring in one after the other."),
    "too-many-columns": N_("There are more than 200 columns in row {row}: take out what is not needed, or choose another separator."),
    "long-cell": N_(
        "A cell in row {row} has more than 20,000 letters: shorten it; or a quotation mark is not closed there, or the separator is wrong."
    ),
    "open-quote": N_("A quotation mark in row {row} is never closed, so everything behind it would be one cell: close it, or take it out."),
    "stopped": N_("Reading this file took too much time or memory, so it was stopped and nothing was taken from it: divide the table."),
}


def not_read(error: Any) -> str:
    """Why a table was not read, and what to do."""
    return _(_NOT_READ.get(error.reason, _NOT_READ["damaged"])).format(row=error.row)


def oddities(table: Table) -> tuple[str, ...]:
    """What she would not see in the rows: what is hidden, what has no value, what was taken out."""
    sheets, rows, columns = table.hidden_sheets, table.hidden_rows, table.hidden_columns
    said = []
    if sheets:
        said.append(ngettext("{count} sheet is hidden.", "{count} sheets are hidden.", sheets).format(count=sheets))
    if rows:
        text = ngettext("{count} hidden row is shown here, too.", "{count} hidden rows are shown here, too.", rows)
        said.append(text.format(count=rows))
    if columns:
        text = ngettext("{count} hidden column is shown here, too.", "{count} hidden columns are shown here, too.", columns)
        said.append(text.format(count=columns))
    if count := table.unworked:
        text = ngettext("{count} formula has no value: save the file anew in a spreadsheet program.",
                        "{count} formulas have no value: save the file anew in a spreadsheet program.", count)  # fmt: skip
        said.append(text.format(count=count))
    if count := table.cleaned:
        text = ngettext("Signs that nobody sees were taken out of {count} cell.",
                        "Signs that nobody sees were taken out of {count} cells.", count)  # fmt: skip
        said.append(text.format(count=count))
    if count := table.ragged:
        text = ngettext("{count} row has more or fewer cells than the others: is the separator right?",
                        "{count} rows have more or fewer cells than the others: is the separator right?", count)  # fmt: skip
        said.append(text.format(count=count))
    return tuple(said)
