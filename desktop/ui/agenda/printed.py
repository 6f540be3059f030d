"""The agenda on paper: pseudonyms, kinds and hours; what is to be done only where she wants it, without names and words that hurt."""

from collections.abc import Sequence
from datetime import date

from desktop.documents import risky
from desktop.documents.list_sheet import Column, Listed, render
from desktop.documents.risky import Risk
from desktop.i18n import _
from desktop.operations import wording
from desktop.ui.agenda.entries import Entry, hour_words, kind_words
from desktop.ui.masking import PAGE_BAR, Masks
from desktop.ui.parts.day_words import date_words, numbers, weekday_words
from desktop.ui.parts.fields import Choice, hint, label
from desktop.ui.parts.printed import Printed
from desktop.ui.session import Session

KINDS, WORDS = "kinds", "words"


class PrintedAgenda(Printed):
    """The sheets of what is shown now, and beside them the printer."""

    def __init__(self, session: Session) -> None:
        self._entries: tuple[Entry, ...] = ()
        self._title, self._masks = "", Masks(session.vault)
        choice = ((KINDS, _("pseudonym, kind and hour")), (WORDS, _("what is to be done, too")))
        self.what = Choice(_("What stands in it"), choice)
        told = hint(_("Names are left out, and so are the words on your list of risky words. Look at the sheet before you carry it about."))
        above = (label(_("What stands in it"), self.what), self.what, told)
        super().__init__(session, _("Dates on paper"), _("Back to the dates"), self._pdf, *above)
        self.what.chosen.connect(lambda _code: self.show_sheets())

    def open_entries(self, entries: Sequence[Entry], title: str) -> None:
        """Show these dates as sheets."""
        self._entries, self._title, self._masks = tuple(entries), title, Masks(self._session.vault)
        self.line.clear()
        self.what.show_code(KINDS)
        self.show_sheets()
        self.what.setFocus()

    def _pdf(self) -> bytes:
        return render(listed(self._entries, self._title, self._session, self._masks, with_words=self.what.code == WORDS))


def listed(entries: Sequence[Entry], title: str, session: Session, masks: Masks, *, with_words: bool) -> Listed:
    """The dates as they stand on paper, in the language of the window: nothing of how near a danger is."""
    about = _("As of {day}. Hours by my clock.").format(day=numbers(session.today))
    columns = (Column(_("Day"), 30), Column(_("Hour"), 26), Column(_("Case"), 26), Column(_("Kind"), 22), Column(_("What"), 52))
    risks, days = wording.risks(session.vault), [_day(each, session.today) for each in entries]
    rows = []
    for place, each in enumerate(entries):
        day = "" if place and days[place - 1] == days[place] else days[place]
        cells = [day, hour_words(each), each.row.pseudonym, kind_words(each.row)]
        if with_words:
            cells.append(without_risks(masks.masked(each.row.title, each.row.case, PAGE_BAR), risks))
        rows.append(tuple(cells))
    return Listed(title, about, columns if with_words else columns[:-1], tuple(rows))


def _day(each: Entry, today: date) -> str:
    if each.day is None:
        return _("no day")
    words = _("{weekday}, {day}").format(weekday=weekday_words(each.day), day=date_words(each.day, today))
    return _("{day}\n(overdue)").format(day=words) if each.day < today else words


def without_risks(text: str, risks: Sequence[Risk]) -> str:
    """A text with a bar in the place of each risky word."""
    for hit in reversed(risky.hits(text, risks)):
        text = f"{text[: hit.start]}{PAGE_BAR}{text[hit.end :]}"
    return text
