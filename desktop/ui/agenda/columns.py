"""The columns of the agenda: dot and pseudonym, what, when by both clocks, and the kind."""

from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.agenda.entries import Entry, hour_words, kind_words, tone_of, when_words
from desktop.ui.masking import BAR, Masks
from desktop.ui.parts.banded_table import Band
from desktop.ui.parts.rows import Column
from desktop.ui.session import Session

Row = Band | Entry


class Columns:
    """What each column says of a row, by the clock of the vault; names in what is to be done are bars until she reveals them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._masks = Masks(session.vault)

    def forget(self) -> None:
        """Names may have changed: read them anew."""
        self._masks = Masks(self._session.vault)

    def of_dates(self) -> tuple[Column, ...]:
        """The columns of days, weeks and months."""
        return (
            Column("", _first, 190, mark_of=self.dot, tone_of=_band_tone, bold=True, stripe_of=_stripe),
            Column("", self.what),
            Column("", self._when, 260, tone_of=self._when_tone),
            Column("", lambda row: kind_words(row.row) if isinstance(row, Entry) else "", 190, tone_of=lambda _row: "dim"),
        )

    def dot(self, row: Row) -> str | None:
        """How near it is, as the colour of the dot."""
        return tone_of(row, self._session.today) if isinstance(row, Entry) else None

    def what(self, row: Row) -> str:
        """What is to be done."""
        if isinstance(row, Band):
            return ""
        return row.row.title if self._session.revealed else self._masks.masked(row.row.title, row.row.case, BAR)

    def _when(self, row: Row) -> str:
        if isinstance(row, Band):
            return ""
        is_late = row.day is not None and row.day < self._session.today
        return when_words(row, self._session.today) if is_late else hour_words(row)

    def _when_tone(self, row: Row) -> str | None:
        tone = self.dot(row)
        return tone if tone in {"red", "amber"} else None


def of_files() -> tuple[Column, ...]:
    """The columns of the files that have no date."""
    return (
        Column(_("Pseudonym"), lambda row: row.pseudonym, 170, bold=True, stripe_of=lambda row: row.colour),
        Column(_("Number"), lambda row: row.number, 120),
        Column(_("Category"), lambda row: choices.word(row.category), 260),
        Column(_("Stage"), lambda row: choices.word(row.stage)),
    )


def _first(row: Row) -> str:
    return row.title if isinstance(row, Band) else row.row.pseudonym


def _stripe(row: Row) -> int | None:
    return row.row.colour if isinstance(row, Entry) and row.row.case else None


def _band_tone(row: Row) -> str | None:
    return ("red" if row.alarm else "dim") if isinstance(row, Band) else None
