"""The report on paper and as a table of signs: the numbers that are shown now, and nothing of whom they count."""

from collections.abc import Mapping, Sequence
from datetime import date

from desktop.documents import csv_file
from desktop.documents.list_sheet import Column, Listed, render
from desktop.domain.publication import Row
from desktop.i18n import _
from desktop.ui.figures import words
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import hint
from desktop.ui.parts.printed import Printed
from desktop.ui.session import Session


class PrintedFigures(Printed):
    """The sheet as it will come out, and beside it the printer."""

    def __init__(self, session: Session) -> None:
        self._listed = Listed("", "", (Column("", 1),), ())
        told = hint(
            _("Numbers only. Small ones may still point at somebody: what is published should be the form with small numbers hidden.")
        )
        super().__init__(session, _("The report on paper"), _("Back to the report"), self._pdf, told)

    def open_listed(self, listed_: Listed) -> None:
        """Show this report as a sheet."""
        self._listed = listed_
        self.line.clear()
        self.show_sheets()
        self.back.setFocus()

    def _pdf(self) -> bytes:
        return render(self._listed)


def listed(
    rows: Sequence[Row], months: Sequence[date], period: str, categories: Mapping[str, str], today: date, *, published: bool
) -> Listed:  # fmt: skip
    """The report as a sheet; what may be published says below its title what the numbers do not say."""
    about = _("{period}. As of {day}.").format(period=period, day=numbers(today))
    if published:
        about = "\n".join((about, *words.limits()))
    columns = (Column(_("Figure"), 60), *(Column(words.month(month), 9) for month in months), Column(_("Total"), 13))
    texts = tuple((words.title(row, categories), *map(words.number, row.numbers)) for row in rows)
    return Listed(_("Report"), about, columns, texts)


def as_csv(rows: Sequence[Row], months: Sequence[date], categories: Mapping[str, str]) -> bytes:
    """The report as a file for a spreadsheet."""
    titles = (_("Figure"), *(f"{month:%m.%Y}" for month in months), _("Total"))
    lines = ((words.title(row, categories), *map(words.number, row.numbers)) for row in rows)
    return b"".join(csv_file.table(titles, lines, separator=";"))
