"""The form of an event: what happened, when as well as it is known, and how it is known."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.days import Day
from desktop.domain.events import Certainty, Event, EventKind, Order
from desktop.i18n import _
from desktop.ui import choices
from desktop.ui.case.order_fields import OrderFields
from desktop.ui.committing import IntoFile
from desktop.ui.parts.day_line import DayLine
from desktop.ui.parts.fields import Choice, TextLine, Typed, label
from desktop.ui.parts.fields import put_back as put_back_into
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session


class EventForm(QWidget):
    """One event, new or known. It says what is to be kept; nothing in it is required."""

    keep_asked = Signal(object, object)  # the event, and the order it is, or None
    remove_asked = Signal(object)
    term_asked = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session = session
        self._event: Event | None = None
        self._shown: dict[str, str] = {}
        self.title_line = QLabel()
        self.kind = Choice(_("What happened"), choices.words(EventKind))
        self.day = DayLine(_("Day"), lambda: session.today)
        self.until = DayLine(_("Until"), lambda: session.today)
        self.time = TextLine(_("Time"), hint=_("02:10"))
        self.headline = TextLine(_("In a few words"))
        self.text = GrowingEdit(_("As he tells it"), _("In his words. No positions, no weapons, no losses."), lines=3, most_lines=8)
        self.place = TextLine(_("Place"), hint=_("as his papers write it"))
        self.actor = TextLine(_("Who did it"), hint=_("post or role: company commander"))
        self.certainty = Choice(_("How it is known"), choices.words(Certainty))
        self.source = TextLine(_("From whom"), hint=_("he himself, his mother, the order"))
        self.proof = Choice(_("Proved by"), (("", _("no paper")),))
        self.order = OrderFields()
        self.keep = IntoFile(session, _("Keep event"), case_id)
        self.cancel, self.remove = QPushButton(_("Cancel")), QPushButton(_("Remove"))
        self.term = QPushButton(_("It starts a term …"))
        self._fields: dict[str, Typed] = {
            "day": self.day, "until": self.until, "time": self.time, "headline": self.headline, "text": self.text,
            "place": self.place, "actor": self.actor, "source": self.source,
        }  # fmt: skip
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.keep.clicked.connect(self._keep)
        self.cancel.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit, "Ctrl+Return": self._keep})
        self.term.clicked.connect(lambda: self.term_asked.emit(self._event))
        self.remove.clicked.connect(lambda: self.remove_asked.emit(self._event))

    def _lay_out(self) -> None:
        set_role(self.title_line, "band")
        set_role(self.term, "link")
        fields = QWidget()
        grid = QGridLayout(fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("What happened"), self.kind), (_("Day"), self.day), (_("Until"), self.until), (_("Time"), self.time),
            (_("In a few words"), self.headline), (_("As he tells it"), self.text), (_("Place"), self.place),
            (_("Who did it"), self.actor), (_("How it is known"), self.certainty), (_("From whom"), self.source),
            (_("Proved by"), self.proof),
        )  # fmt: skip
        for row, (text, field) in enumerate(rows):
            grid.addWidget(label(text, field, top=True), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 0)
        column.addWidget(self.title_line)
        column.addWidget(Scrolled(fields, self.order, self.term, spacing=5), 1)
        column.addLayout(buttons)

    def offer(self, papers: Iterable[Attachment]) -> None:
        """Offer these papers as proof."""
        self.proof.show_words([("", _("no paper")), *((paper.id, paper.name) for paper in papers)])

    @property
    def event_id(self) -> str:
        """The id of what is being edited; empty where nothing is."""
        return self._event.id if self._event else ""

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not kept."""
        return self._event is not None and self._texts() != self._shown

    def show_event(self, event: Event, *, new: bool, starts: bool = False, order: Order | None = None) -> None:
        """Open the form on an event and the order it is; `starts` tells whether a term can begin with it."""
        self.term.setVisible(starts)
        self._event = event
        self.title_line.setText(_("New event") if new else _("Event"))
        self.remove.setVisible(not new)
        self.kind.show_code(event.kind)
        self.certainty.show_code(event.certainty)
        self.proof.show_code(event.proof)
        for field, day in ((self.day, event.day), (self.until, event.until)):
            field.put_back("")
            field.show_day(None)
            field.show_day(day)
        for name, value in (
            ("time", event.time), ("headline", event.title), ("text", event.text), ("place", event.place),
            ("actor", event.actor), ("source", event.source),
        ):  # fmt: skip
            self._fields[name].put_back(value)
        self.order.show_order(order)
        self._on_kind()
        self._shown = self._texts()

    def forget(self) -> None:
        """Nothing is being edited any more."""
        self._event = None

    def unsaved(self) -> dict[str, str]:
        """What was typed and is not kept, with the event it belongs to."""
        return {"event": self.event_id, **self._texts()} if self.is_touched else {}

    def put_back(self, texts: dict[str, str]) -> None:
        """Put back what was being typed into the event that is open."""
        put_back_into(self._fields, texts)
        self.kind.show_code(texts.get("kind", self.kind.code))
        self.certainty.show_code(texts.get("certainty", self.certainty.code))
        self.proof.show_code(texts.get("proof", self.proof.code))
        self.order.put_back(texts)

    @property
    def _is_order(self) -> bool:
        return self.kind.code == EventKind.ORDER_RECEIVED

    def _on_kind(self, _index: int = 0) -> None:
        self.order.setVisible(self._is_order)

    def _texts(self) -> dict[str, str]:
        return (
            {name: field.typed_text for name, field in self._fields.items()}
            | {
                "kind": str(self.kind.code),
                "certainty": str(self.certainty.code),
                "proof": str(self.proof.code),
            }
            | (self.order.texts() if self._is_order else {})
        )

    def _keep(self) -> None:
        if self._event is None:
            return
        for field in (self.day, self.until):
            if not field.check():
                field.line.setFocus()
                return
        event = self._as_typed(self._event, self.day.day, self.until.day)
        self.keep_asked.emit(event, self.order.order(event, self._session.vault.new_id()) if self._is_order else None)

    def _as_typed(self, event: Event, day: Day | None, until: Day | None) -> Event:
        return replace(
            event, kind=EventKind(self.kind.code), day=day, until=until, time=self.time.text().strip(), title=self.headline.text().strip(),
            text=self.text.toPlainText().strip(), place=self.place.text().strip(), actor=self.actor.text().strip(),
            certainty=Certainty(self.certainty.code), source=self.source.text().strip(),
            proof=str(self.proof.code),
        )  # fmt: skip
