"""Copies for the client or a court: what goes along is ticked, then it is closed by a password or laid into a folder, and proven."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind
from desktop.domain.giving_out import Purpose
from desktop.domain.letters import RegisterEntry, WayOut
from desktop.domain.notes import Note
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations import given_files, giving_out
from desktop.operations.events import keep_event
from desktop.operations.given_files import Extras, Given, Item, Leaves, Sizes
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui.case.giving import pieces as offered
from desktop.ui.case.giving import sheets
from desktop.ui.case.giving.choosing import Choosing
from desktop.ui.case.giving.closing import Password
from desktop.ui.case.giving.pieces import Piece
from desktop.ui.committing import into
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.fields import Choice, TextLine, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.long_work import LongWork
from desktop.ui.parts.scrolled import Scrolled
from desktop.ui.parts.ticks import Tick
from desktop.ui.parts.tones import set_role
from desktop.ui.parts.where_to import WhereTo
from desktop.ui.session import Session

PDF, FOLDER = "pdf", "folder"
SIDE, ENDING, NAME = 430, ".pdf", "documents"


class GivingOut(QWidget):
    """Ctrl+Enter writes. What is ticked or typed here outlives a lock; a password never does."""

    closed = Signal()

    def __init__(self, session: Session, case_id: str) -> None:
        super().__init__()
        self._session, self._case_id = session, case_id
        self._given: list[Piece] = []
        self._is_left = False
        self.choosing = Choosing(session, case_id)
        self.form = Choice(_("How"), ((PDF, _("one PDF that a password opens")), (FOLDER, _("a folder that anybody can read"))))
        self.name, self.cover = TextLine(_("Name on the disk")), TextLine(_("Words on the cover"), hint=_("empty: no cover"))
        self.where = WhereTo(session.asking, _("Where shall the copies go?"))
        self.separators = QCheckBox(_("A sheet before each, with its number and title"))
        self.password = Password(session.jobs)
        self.warning = Line(lines=2, name=_("Before you write"))
        self.docx = Tick(_("documents for a word processor, too"))
        self.originals = Tick(_("sealed originals, too, with all that is hidden in them"))
        self.known = Tick(_("I know that anybody who finds the folder can read it"))
        self.line = Line(lines=5, name=_("Message"))
        self.writing = LongWork(session.jobs, self.line, _("Writing the copies"))
        self.write, self.back = QPushButton(), QPushButton(_("All documents"))
        self.noted = QPushButton(_("Into the timeline (Ctrl+T)"))
        self._lay_out()
        self._listen()

    # --- building

    def _lay_out(self) -> None:
        set_role(self.write, "primary")
        set_role(self.noted, "primary")
        fields = QGridLayout()
        self._cover_label = label(_("Cover"), self.cover)
        labels = (label(_("How"), self.form), label(_("Name on the disk"), self.name), self._cover_label)
        for row, (words, field) in enumerate(zip(labels, (self.form, self.name, self.cover), strict=True)):
            fields.addWidget(words, row, 0)
            fields.addWidget(field, row, 1)
        parts = QWidget()
        inside = QVBoxLayout(parts)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.where)
        inside.addLayout(fields)
        for widget in (self.separators, self.password, self.warning, self.docx, self.originals, self.known):
            inside.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.noted)
        foot.addWidget(self.write)
        side = QWidget()
        side.setFixedWidth(SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Scrolled(parts), 1)
        column.addWidget(self.writing)
        column.addWidget(self.line)
        column.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        across.addWidget(self.choosing, 1)
        across.addWidget(side)

    def _listen(self) -> None:
        self.choosing.changed.connect(self._on_changed)
        self.choosing.shut_out.connect(
            lambda: self.line.say(_("This has no pages that can be drawn: it can go along in a folder alone."), "warning")
        )
        self.form.chosen.connect(lambda _code: self._show_form())
        self.known.toggled.connect(lambda _on: self._show_buttons())
        self.where.changed.connect(self._show_buttons)
        self.write.clicked.connect(self._write)
        self.noted.clicked.connect(self._note)
        self.password.changed.connect(self._on_changed)
        self.writing.busy_changed.connect(self._on_busy)
        self.back.clicked.connect(self.leave)
        Keys(self, {"Escape": self.leave, "Ctrl+Return": self.write.click, "Ctrl+T": self._note})

    # --- coming and going

    def begin(self) -> None:
        """Offer what the case has now, as for a court, and draw a new password; while it is written, show what is being written."""
        self._is_left = False
        if self.writing.is_busy:
            return
        for tick in (self.docx, self.originals, self.known):
            tick.show_ticked(False)
        self.separators.setChecked(True)
        self.form.show_code(PDF)
        self.name.put_back(NAME)
        self.cover.clear()
        self.line.clear()
        self.password.draw()
        self.where.look()
        self.choosing.begin()
        self._show_form()

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.choosing.table.setFocus()

    def leave(self) -> None:
        """Go back to the documents; the password is forgotten, once nothing is closed with it any more."""
        self.choosing.stop_counting()
        self._is_left = True
        if not self.writing.is_busy:
            self.password.forget()
        self.closed.emit()

    def unsaved(self) -> dict[str, str]:
        """What is ticked and typed and not written yet; never a password."""
        typed = {"form": str(self.form.code), "cover": self.cover.text(), "name": self.name.text()}
        return {"giving": json.dumps({**typed, **self.choosing.kept()})}

    def put_back(self, texts: Mapping[str, str]) -> None:
        """Put back what was ticked and typed."""
        self.begin()
        kept = json.loads(texts["giving"])
        self.form.show_code(kept["form"])
        self._show_form()
        self.choosing.put_back(kept)
        self.cover.put_back(kept["cover"])
        self.name.put_back(kept["name"])

    # --- how

    @property
    def _is_pdf(self) -> bool:
        return self.form.code == PDF

    def _show_form(self) -> None:
        of_pdf: tuple[QWidget, ...] = (self.password, self._cover_label, self.cover, self.separators)
        for widget in of_pdf:
            widget.setVisible(self._is_pdf)
        for tick in (self.docx, self.originals, self.known):
            tick.setVisible(not self._is_pdf)
        told = _(
            "Names stand in it in full. It holds as long as its password does; without that it tells its size and how many pages it has."
        )
        if not self._is_pdf:
            told = _(
                "Whoever finds the folder reads all of it: names, unit, health. It can be copied without a trace, and what is deleted from"
                " a stick or an SSD can often be brought back. Write it only for somebody who cannot take a PDF with a password."
            )
        self.warning.say(told, "plain" if self._is_pdf else "warning")
        self.choosing.take_only_pages(self._is_pdf)
        self._show_buttons()

    def _on_changed(self) -> None:
        if self._given:
            self._given = []
            self.line.clear()
        self._show_buttons()

    def _on_busy(self, busy: bool) -> None:
        self.password.hold(busy)
        if self._is_left and not busy:
            self.password.forget()
        self._show_buttons()

    def _show_buttons(self) -> None:
        case = records.find(self._session.vault, Case, self._case_id)
        deed = _("Write the PDF") if self._is_pdf else _("Write it readable")
        self.write.setText(into(deed, case.pseudonym if case else ""))
        is_writing = self.writing.is_busy
        self.write.setVisible(not is_writing and not self._given)
        self.noted.setVisible(not is_writing and bool(self._given))
        is_ready = bool(self.choosing.chosen) and self.where.folder is not None and (self._is_pdf or self.known.is_ticked)
        self.write.setEnabled(is_ready and not is_writing)

    # --- writing

    def _write(self) -> None:
        pieces, begun = self.choosing.chosen, list[partial[Given]]()
        self.choosing.stop_counting()
        if attempt(self.line, lambda: begun.append(self._work(pieces))):
            said = _("Writing, and reading back. You can go on working.")
            stopped = _("Stopped. What was written was taken away again; on a stick or an SSD traces of it can stay.")
            self.writing.run(begun[0], partial(self._on_written, pieces), begun=said, stopped=stopped)

    def _work(self, pieces: list[Piece]) -> "partial[Given]":
        """What is to be done, with all that has to be read for it."""
        vault, sizes = self._session.vault, dict(self.choosing.sizes)
        path = giving_out.target(self.where.folder or Path(), self.name.text(), ENDING if self._is_pdf else "")
        items = [Item(self.choosing.title_of(piece), self._content(piece)) for piece in pieces]
        if self._is_pdf:
            return partial(_pdf, vault, items, path, self.password.password, self.cover.text(), self.separators.isChecked(), sizes)
        papers = [piece.content for piece in pieces if isinstance(piece.content, Attachment)]
        sealed = giving_out.originals(vault, self._case_id, papers) if self.originals.is_ticked else None
        return partial(_folder, vault, items, path, Extras(sheets.listing, docx=self.docx.is_ticked, originals=sealed), sizes)

    def _content(self, piece: Piece) -> RegisterEntry | Attachment | Leaves:
        if isinstance(piece.content, Note):
            return sheets.note(self._session, piece.content)
        if piece.content is not None:
            return piece.content
        if piece.id == offered.TIMELINE:
            return sheets.timeline(self._session, self._case_id, with_names=self.choosing.names.is_ticked)
        return sheets.excerpt(self._session, [each.content for each in self.choosing.chosen if isinstance(each.content, RegisterEntry)])

    def _on_written(self, pieces: list[Piece], given: Given) -> None:
        contents = [piece.content for piece in pieces if piece.content is not None]
        way = WayOut.ON_STICK if self.where.is_stick else WayOut.SAVED
        is_noted = attempt(self.line, partial(giving_out.note_given, self._session.vault, self._case_id, contents, way))
        self._session.changed.emit()
        self._given = pieces
        self._show_buttons()
        if is_noted:
            self.line.say(sheets.written_words(given, is_pdf=self._is_pdf), "good")
        self.noted.setFocus()

    def _note(self) -> None:
        """Write down in the timeline that it was given; once, and Ctrl+Z takes it back."""
        if not self._given:
            return
        vault, session = self._session.vault, self._session
        purpose = Purpose(self.choosing.purpose.code)
        title = _given_words(purpose, len(self._given))
        # What passes between her and the client stands on no timeline that leaves.
        kind = EventKind.CONTACT if purpose is Purpose.CLIENT else EventKind.OTHER
        event = Event(id=vault.new_id(), case=self._case_id, kind=kind, day=Day.of(session.today), title=title)
        before = replace(event, removed_at=vault.now().isoformat())
        if attempt(self.line, lambda: session.change(_("Into the timeline"), before, event, partial(keep_event, vault))):
            self._on_changed()
            self.line.say(_("It stands in the timeline. Ctrl+Z takes it back."), "good")
            self.take_focus()


def _given_words(purpose: Purpose, count: int) -> str:
    if purpose is Purpose.COURT:
        words = ngettext("Copies given to a court: {count} document", "Copies given to a court: {count} documents", count)
    else:
        words = ngettext("Copies given to the client: {count} document", "Copies given to the client: {count} documents", count)
    return words.format(count=count)


def _pdf(
    vault: Vault, items: list[Item], path: Path, password: str, cover: str, separators: bool, sizes: Sizes, report: Report
) -> Given:  # fmt: skip
    return given_files.write_pdf(vault, items, path, password=password, cover=cover, separators=separators, sizes=sizes, report=report)


def _folder(vault: Vault, items: list[Item], path: Path, extras: Extras, sizes: Sizes, report: Report) -> Given:
    return given_files.write_folder(vault, items, path, extras, sizes=sizes, report=report)
