"""The head of a note: when, how and with whom they spoke, and whether he could speak freely."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain.notes import Note
from desktop.i18n import _
from desktop.ui.case import note_words
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import Choice, TextLine, label
from desktop.ui.parts.tones import quiet
from desktop.ui.session import Session


class NoteHead(QWidget):
    """The fields above the blocks. F5 notes the time: first the beginning, then the end."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._closed = False
        self.title = QLabel()
        self.began, self.ended = TextLine(_("Began"), hint="18:10"), TextLine(_("Ended"), hint="18:40")
        self.clock = QPushButton(_("Time now (F5)"))
        self.channel = Choice(_("How"), note_words.channels())
        self.alone = Choice(_("Is he alone?"), note_words.yes_no())
        self.free = Choice(_("Free to speak?"), note_words.yes_no())
        self.pro_bono = Choice(_("Free of charge"), note_words.yes_no())
        self.lines = {
            "place": TextLine(_("Where"), hint=_("where you spoke")),
            "present": TextLine(_("Present"), hint=_("roles, not names")),
            "identity_checked": TextLine(_("How it was checked who he is"), hint=_("code word, military ID")),
            "interpreter": TextLine(_("Interpreter")),
        }
        self._hints = {line: line.placeholderText() for line in (self.began, self.ended, *self.lines.values())}
        self._lay_out()
        self.clock.clicked.connect(self.stamp_time)
        for choice in (self.channel, self.alone, self.free, self.pro_bono):
            choice.setMinimumContentsLength(note_words.LONGEST_CHOICE)
            choice.chosen.connect(lambda _code: self.changed.emit())
        for line in (self.began, self.ended, *self.lines.values()):
            line.committed.connect(lambda _text: self.changed.emit())

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        fields: tuple[tuple[str, QWidget], ...] = (
            (_("Is he alone?"), self.alone), (_("Free to speak?"), self.free), (_("How"), self.channel), (_("Began"), self.began),
            (_("Present"), self.lines["present"]), (_("Ended"), self.ended),
            (_("Checked by"), self.lines["identity_checked"]), (_("Interpreter"), self.lines["interpreter"]),
            (_("Where"), self.lines["place"]), (_("Free of charge"), self.pro_bono),
        )  # fmt: skip
        for number, (text, field) in enumerate(fields):
            grid.addWidget(label(text, field), number // 2, number % 2 * 2)
            grid.addWidget(field, number // 2, number % 2 * 2 + 1)
        grid.addWidget(self.clock, 5, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(quiet(self.title))
        column.addLayout(grid)

    def show_note(self, note: Note) -> None:
        """Show the head of a note; a closed one cannot be changed."""
        self._closed = bool(note.signed_at)
        written = moment_words(note.written_at, self._session.today)
        self.title.setText(
            _("Note {number} of {when}, closed for good {signed}").format(
                number=note.number, when=written, signed=moment_words(note.signed_at, self._session.today)
            )
            if note.signed_at
            else _("Note {number} of {when}").format(number=note.number, when=written)
        )
        self.channel.show_code(note.channel)
        self.alone.show_code(note.alone)
        self.free.show_code(note.free_to_speak)
        self.pro_bono.show_code(note.pro_bono)
        for line, text in ((self.began, note.began), (self.ended, note.ended)):
            # A day may stand before the hour; the head has shown it already.
            line.setText(text.partition("T")[2][:5] if "T" in text else text)
            line.mark_saved()
        for name, line in self.lines.items():
            line.setText(getattr(note, name))
            line.mark_saved()
        for line, hint in self._hints.items():
            # In a closed note a pale hour would be taken for one that was noted.
            line.setPlaceholderText("" if self._closed else hint)
        for widget in (self.channel, self.alone, self.free, self.pro_bono, self.began, self.ended, self.clock, *self.lines.values()):
            widget.setEnabled(not self._closed)

    def written_into(self, note: Note) -> Note:
        """The note with what stands in the head."""
        return replace(
            note, channel=str(self.channel.code), alone=str(self.alone.code), free_to_speak=str(self.free.code),
            pro_bono=str(self.pro_bono.code), place=self.lines["place"].text().strip(),
            began=_hour(note.began, self.began.text()), ended=_hour(note.ended, self.ended.text()),
            present=self.lines["present"].text().strip(), identity_checked=self.lines["identity_checked"].text().strip(),
            interpreter=self.lines["interpreter"].text().strip(),
        )  # fmt: skip

    def mark_saved(self) -> None:
        """What stands here is in the note now."""
        for line in (self.began, self.ended, *self.lines.values()):
            line.mark_saved()

    def stamp_time(self) -> None:
        """Note the time: the beginning first, from then on the end."""
        if self._closed:
            return
        now = f"{self._session.vault.now().astimezone():%H:%M}"
        line = self.ended if self.began.text().strip() else self.began
        line.setText(now)
        line.mark_saved()
        self.changed.emit()


def _hour(kept: str, shown: str) -> str:
    """What was kept, as long as it says the same hour as the field."""
    return kept if kept and kept.partition("T")[2][:5] == shown.strip() else shown.strip()
