"""What goes along with copies: for whom they are, a tick for each thing, what it will be called, and how much it is."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.giving_out import Purpose
from desktop.domain.letters import RegisterEntry
from desktop.domain.progress import Report
from desktop.i18n import _
from desktop.operations import given_files, giving_out
from desktop.storage.vault import Vault
from desktop.ui.case.giving import pieces as offered
from desktop.ui.case.giving.pieces import Piece
from desktop.ui.jobs import Listener
from desktop.ui.masking import BAR, Masks
from desktop.ui.parts.fields import Choice, TextLine, heading, hint, label
from desktop.ui.parts.rows import Column
from desktop.ui.parts.sizes import size_words
from desktop.ui.parts.tick_table import TickTable
from desktop.ui.parts.ticks import Tick
from desktop.ui.session import Session


class Choosing(QWidget):
    """Space ticks, Enter goes to the name of the line. Pages are counted beside the page, as things are ticked."""

    changed = Signal()
    shut_out = Signal()  # something has no pages, and pages alone are wanted

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._titles: dict[str, str] = {}
        self._pages: dict[str, int] = {}
        self.sizes: dict[str, tuple[tuple[float, float], ...]] = {}  # of papers, as far as they were counted
        self._masks, self._measuring, self._only_pages = Masks(session.vault), 0, True
        self.purpose = Choice(_("For whom"), ((Purpose.COURT, _("for a court")), (Purpose.CLIENT, _("for the client"))))
        self.table = TickTable(
            (
                Column(_("What, as it will be called"), lambda piece: self._masked(self.title_of(piece)), 0),
                Column(_("Details"), lambda piece: self._masked(piece.about), 250, tone_of=lambda _piece: "dim"),
                Column(_("Pages"), self._pages_words, 88, right=True),
                Column(_("Size"), lambda piece: size_words(piece.size) if piece.size else "", 84, right=True),
            ),
            _("What goes along"),
        )
        self.title = TextLine(_("What it is called"))
        self.notes = Tick(_("consultation notes, too: only signed ones, with their fingerprint"))
        self.names = Tick(_("names of others on the timeline"))
        self.counted = hint("")
        self._lay_out()
        self.purpose.chosen.connect(lambda _code: self.offer_anew())
        self.notes.toggled.connect(lambda _on: self._offer())
        self.table.ticks_changed.connect(self._on_ticks)
        self.table.current_changed.connect(self._show_title)
        self.table.chosen.connect(lambda _piece: self.title.setFocus())
        self.title.committed.connect(self._name_it)
        self.title.returnPressed.connect(self.table.setFocus)
        session.revealed_changed.connect(lambda _now: self.table.viewport().update())

    def _lay_out(self) -> None:
        top, under = QHBoxLayout(), QHBoxLayout()
        top.addWidget(heading(_("Copies for the client or a court")))
        top.addStretch(1)
        top.addWidget(label(_("For whom"), self.purpose))
        self.purpose.setMinimumWidth(170)
        top.addWidget(self.purpose)
        under.addWidget(label(_("What it is called"), self.title))
        under.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addLayout(under)
        for widget in (self.names, self.notes, self.counted):
            column.addWidget(widget)
        column.addWidget(hint(_("Space ticks · Enter names it · Ctrl+Enter writes. Drafts, tasks, tags and other files never go along.")))

    # --- what is offered

    def begin(self) -> None:
        """Offer what the case has now, as for a court."""
        self._titles, self._masks = {}, Masks(self._session.vault)
        for tick in (self.notes, self.names):
            tick.show_ticked(False)
        self.purpose.show_code(Purpose.COURT)
        self.offer_anew()

    def offer_anew(self) -> None:
        """Offer everything, with the ticks that are usual for whom it is."""
        has_notes = bool(giving_out.signed_notes(self._session.vault, self._case_id))
        self.notes.setVisible(self.purpose.code == Purpose.CLIENT and has_notes)
        self._offer()
        self.table.show_ticked(piece.id for piece in self.table.model_.rows if piece.ticked and not self._is_shut_out(piece))
        self.table.select(0)

    def _offer(self) -> None:
        with_notes = self.purpose.code == Purpose.CLIENT and self.notes.is_ticked
        rows = offered.pieces(self._session, self._case_id, Purpose(self.purpose.code), with_notes=with_notes)
        self.table.show_rows(rows)
        self.table.keep_ticks_of({piece.id for piece in rows})

    @property
    def chosen(self) -> list[Piece]:
        """What is ticked, in the order of the list."""
        return [piece for piece in self.table.model_.rows if piece.id in self.table.ticked]

    def take_only_pages(self, only: bool) -> None:
        """Say whether only what has pages can go along; ticks of anything else go then."""
        self._only_pages = only
        self._on_ticks()

    def _is_shut_out(self, piece: Piece) -> bool:
        return self._only_pages and piece.is_for_folders

    def _on_ticks(self) -> None:
        out = [piece.id for piece in self.chosen if self._is_shut_out(piece)]
        if out:
            self.table.show_ticked(id_ for id_ in self.table.ticked if id_ not in out)
            self.shut_out.emit()
            return
        self._count()
        self._measure()

    def _count(self) -> None:
        self.counted.setText(offered.counted(self.chosen, self._pages))
        self.changed.emit()

    # --- how many pages

    def stop_counting(self) -> None:
        """Count no more: something more urgent is done."""
        self._session.jobs.cancel(self._measuring)

    def _measure(self) -> None:
        waiting = next((piece for piece in self.chosen if piece.id not in self._pages and _can_be_counted(piece)), None)
        if waiting is None or self._session.jobs.is_running(self._measuring):
            return
        work = partial(_measured, self._session.vault, waiting)
        listener = Listener(done=partial(self._on_measured, waiting), failed=lambda _error: self._on_measured(waiting, ()))
        self._measuring = self._session.jobs.run(self, work, listener)

    def _on_measured(self, piece: Piece, sizes: tuple[tuple[float, float], ...]) -> None:
        if isinstance(piece.content, Attachment) and sizes:  # what failed now is tried again when it is written
            self.sizes[piece.id] = sizes
        self._pages[piece.id] = len(sizes)
        self.table.viewport().update()
        self.counted.setText(offered.counted(self.chosen, self._pages))
        self._measure()

    def _pages_words(self, piece: Piece) -> str:
        count = self._pages.get(piece.id)
        return "" if count is None else str(count) if count else "–"

    # --- what it is called

    def title_of(self, piece: Piece) -> str:
        """What a thing is called where it goes."""
        return self._titles.get(piece.id, piece.title)

    def _masked(self, text: str) -> str:
        return text if self._session.revealed else self._masks.masked(text, self._case_id, BAR)

    def _show_title(self, piece: Piece | None) -> None:
        self.title.mark_saved()
        self.title.show_text(self.title_of(piece) if piece else "")
        self.title.setEnabled(piece is not None)

    def _name_it(self, text: str) -> None:
        piece = self.table.current()
        if piece is not None:
            self._titles[piece.id] = text or piece.title
            self._show_title(piece)
            self.table.viewport().update()
            self.changed.emit()

    # --- drafts

    def kept(self) -> dict[str, object]:
        """What was ticked and typed, for a draft."""
        piece = self.table.current()
        typing = {piece.id: self.title.text()} if piece and self.title.is_touched else {}
        return {"purpose": str(self.purpose.code), "ticked": list(self.table.ticked), "titles": {**self._titles, **typing},
                "notes": self.notes.is_ticked, "names": self.names.is_ticked}  # fmt: skip

    def put_back(self, kept: Mapping[str, object]) -> None:
        """Put back what was ticked and typed."""
        self.purpose.show_code(str(kept["purpose"]))
        self.notes.show_ticked(bool(kept["notes"]))
        self.names.show_ticked(bool(kept["names"]))
        self.offer_anew()
        self._titles = {str(id_): str(title) for id_, title in dict(kept["titles"]).items()}  # type: ignore[call-overload]
        self.table.show_ticked([str(id_) for id_ in kept["ticked"]])  # type: ignore[attr-defined]
        self._show_title(self.table.current())


def _can_be_counted(piece: Piece) -> bool:
    return isinstance(piece.content, RegisterEntry) or (isinstance(piece.content, Attachment) and not piece.is_for_folders)


def _measured(vault: Vault, piece: Piece, report: Report) -> tuple[tuple[float, float], ...]:
    """A pair for each page of it."""
    report(0, 1)
    if isinstance(piece.content, RegisterEntry):
        return ((0.0, 0.0),) * len(given_files.set_pages(piece.content))
    return given_files.sizes_of(vault, [piece.content], report).get(piece.id, ()) if isinstance(piece.content, Attachment) else ()
