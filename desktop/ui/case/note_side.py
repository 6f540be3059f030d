"""Beside a note: the warnings to tick, and the note of the talk before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.documents import explanations
from desktop.domain.notes import BLOCKS, Note
from desktop.i18n import _
from desktop.ui.case import note_words
from desktop.ui.explaining import explanation_words
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import heading, hint
from desktop.ui.parts.ticks import Tick
from desktop.ui.session import Session


class NoteSide(QScrollArea):
    """Ticks for what was explained; only their ids are kept."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kept: tuple[str, ...] = ()
        self.ticks = {each.id: Tick(explanation_words(each.id)) for each in explanations.catalogue()}
        self._before, self._before_title = hint(""), heading(_("The talk before"))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(6)
        column.addWidget(heading(_("What was explained")))
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _on: self.changed.emit())
            column.addWidget(tick)
        column.addWidget(self._before_title)
        column.addWidget(self._before)
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Beside the note"))

    @property
    def explained(self) -> tuple[str, ...]:
        """The ids ticked, and those kept from before that are not offered any more."""
        return (
            *(id_ for id_, tick in self.ticks.items() if tick.is_ticked),
            *(id_ for id_ in self._kept if id_ not in self.ticks),
        )

    def show_note(self, note: Note, before: Note | None) -> None:
        """Show the ticks of a note, and the note of the talk before."""
        self._kept = note.explained
        for id_, tick in self.ticks.items():
            tick.show_ticked(id_ in note.explained)
            tick.box.setEnabled(not note.signed_at)
        self._before_title.setVisible(before is not None)
        self._before.setVisible(before is not None)
        if before is not None:
            parts = [
                _("Note {number} of {when}").format(number=before.number, when=moment_words(before.written_at, self._session.today)),
                *(
                    _("{block}: {text}").format(block=note_words.block_title(block), text=before.blocks[block])
                    for block in BLOCKS
                    if before.blocks.get(block)
                ),
            ]
            self._before.setText("\n\n".join(parts))
