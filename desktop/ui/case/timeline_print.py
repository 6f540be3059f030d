"""The timeline on paper: on one page or on as many as it takes, with pseudonyms unless she wants names."""

from collections.abc import Callable, Sequence

from desktop.documents.timeline_sheet import Chronology, Told, render
from desktop.domain.cases import Case
from desktop.domain.events import Certainty, Event
from desktop.i18n import _
from desktop.storage import records
from desktop.ui import choices
from desktop.ui.case import timeline_words as words
from desktop.ui.case.dates import event_words
from desktop.ui.masking import PAGE_BAR, Masks
from desktop.ui.parts.day_words import numbers
from desktop.ui.parts.fields import Choice, hint, label
from desktop.ui.parts.printed import NAMES, PSEUDONYMS, Printed, whose_choice
from desktop.ui.session import Session

ONE, MANY = "one", "many"


class PrintedTimeline(Printed):
    """The sheets of one case."""

    def __init__(self, session: Session, case_id: str) -> None:
        self._case_id = case_id
        self._events: tuple[Event, ...] = ()
        self._masks = Masks(session.vault)
        self.how = Choice(_("How many pages"), ((ONE, _("on one page")), (MANY, _("on as many as it takes"))))
        self.whose, self.told = whose_choice(), hint("")
        above = (label(_("How many pages"), self.how), self.how, label(_("Who stands in it"), self.whose), self.whose, self.told)
        super().__init__(session, _("The timeline on paper"), _("Back to the timeline"), self.pdf, *above)
        for choice in (self.how, self.whose):
            choice.chosen.connect(lambda _code: self.show_sheets())

    def open_events(self, events: Sequence[Event], masks: Masks) -> None:
        """Show these events as sheets."""
        self._events, self._masks = tuple(events), masks
        self.line.clear()
        self.whose.show_code(PSEUDONYMS)
        self.show_sheets()

    def show_sheets(self) -> None:
        """Draw the sheets, and say where one page was too few."""
        super().show_sheets()
        too_long = self.how.code == ONE and self.pages.page_count > 1
        self.told.setText(_("On one page the letters would be too small to read.") if too_long else "")

    def take_focus(self) -> None:
        """Put the keyboard where it is said how many pages."""
        self.how.setFocus()

    def pdf(self) -> bytes:
        """The sheets. Raises FontMissing, PageFailed."""
        return render(self._chronology(), self._events, one_page=self.how.code == ONE)

    def _chronology(self) -> Chronology:
        case = records.get(self._session.vault, Case, self._case_id)
        about = _("{pseudonym} · {number}. As of {day}. Hatched: nobody wrote down where he was.").format(
            pseudonym=case.pseudonym, number=case.number, day=numbers(self._session.today)
        )
        return chronology(about, self._events, self._shown)

    def _shown(self, text: str) -> str:
        return text if self.whose.code == NAMES else self._masks.masked(text, self._case_id, PAGE_BAR)


def chronology(about: str, events: Sequence[Event], shown: Callable[[str], str]) -> Chronology:
    """Everything the sheets say; `shown` is what may be read of a text of hers."""
    what = {event.id: shown(_what(event)) for event in events}
    return Chronology(
        title=_("Timeline"),
        about=about,
        lanes={lane: _(title) for lane, title in words.LANES.items()},
        told={event.id: Told(day=words.span_words(event), what=what[event.id], place=shown(_place(event))) for event in events},
        gap_words=words.gap_words,
        undated_title=_("Without a day"),
        undated=tuple(what[event.id] for event in events if event.day is None),
    )


def _what(event: Event) -> str:
    known = "" if event.certainty is Certainty.FIRST_HAND else choices.word(event.certainty)
    return " · ".join(part for part in (event_words(event), event.actor, known) if part)


def _place(event: Event) -> str:
    return event.place or choices.word(event.kind)
