"""Versions of a note: what changed between two of them word by word, one put back, all of the earlier ones forgotten on purpose."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from desktop.domain.differences import Change, Piece, differences
from desktop.domain.errors import CaseFileError
from desktop.domain.notes import BLOCKS, Note
from desktop.domain.progress import Report
from desktop.i18n import _, ngettext
from desktop.operations.note_versions import Version, forget_versions, keep_apart, restored, versions
from desktop.storage.vault import Vault
from desktop.ui.case import note_words
from desktop.ui.history import concerns
from desktop.ui.jobs import Listener
from desktop.ui.parts.attempt import attempt
from desktop.ui.parts.day_words import moment_words
from desktop.ui.parts.fields import Choice, heading, hint, label
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.line import Line
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import Table
from desktop.ui.parts.tones import set_role
from desktop.ui.session import Session
from desktop.ui.style import colour
from desktop.words import explain

_SIDE = 400
NOW, BEFORE = "now", "before"


class VersionsPage(QWidget):
    """At the left the versions, the latest above; at the right what changed. Enter puts one back, Escape goes back to the note."""

    closed = Signal()
    changed = Signal()  # another text stands in the note

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._note_id = ""
        self._versions: tuple[Version, ...] = ()
        self.table = Table(
            (Column(_("Stood there"), self._when, 170), Column(_("Changed"), self._size, 0)), _("Versions of the note")
        )  # fmt: skip
        self.with_ = Choice(_("Compared with"), ((NOW, _("what stands there now")), (BEFORE, _("the version before it"))))
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("What changed"))
        self.line = Line(lines=2, name=_("Message"))
        self.back, self.restore = QPushButton(_("Back to the note")), QPushButton(_("Put this version back"))
        self.forget = QPushButton(_("Forget earlier versions …"))
        self._question = QLabel()
        self.forget_yes, self.forget_no = QPushButton(), QPushButton(_("Keep them"))
        self._asking = self._make_asking()
        set_role(self.restore, "primary")
        self._lay_out()
        self.table.current_changed.connect(lambda _version: self._show_difference())
        self.table.chosen.connect(lambda _version: self._restore())
        self.with_.chosen.connect(lambda _code: self._show_difference())
        self.restore.clicked.connect(self._restore)
        self.forget.clicked.connect(self._ask_to_forget)
        self.forget_yes.clicked.connect(self._forget)
        self.forget_no.clicked.connect(self._asking.hide)
        self.back.clicked.connect(self.closed)
        Keys(self, {"Escape": self.closed.emit})
        session.changed.connect(self._on_changed)

    def _make_asking(self) -> QFrame:
        frame = QFrame()
        self._question.setWordWrap(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.forget_no)
        row.addWidget(self.forget_yes)
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 4, 0, 4)
        column.addWidget(self._question)
        column.addLayout(row)
        frame.hide()
        return frame

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(heading(_("Versions of the note")))
        left.addWidget(self.table, 1)
        left.addWidget(label(_("Compared with"), self.with_))
        left.addWidget(self.with_)
        left.addWidget(hint(_("Underlined: what is new. Crossed out: what is gone.")))
        left.addWidget(self._asking)
        left.addWidget(self.line)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(side)
        across.addWidget(self.text, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addWidget(self.forget)
        foot.addStretch(1)
        foot.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(across, 1)
        column.addLayout(foot)

    def open_note(self, note: Note) -> None:
        """Show the versions of a note. Raises DataDamaged."""
        self._note_id = note.id
        self.line.clear()
        self._asking.hide()
        self._read()
        self.table.select(1 if len(self._versions) > 1 else 0)
        self.table.setFocus()

    def _on_changed(self) -> None:
        if self.isVisible():
            attempt(self.line, self._read)

    def _read(self) -> None:
        self._versions = versions(self._session.vault, self._note_id)
        self.table.show_rows(self._versions)
        self.forget.setEnabled(len(self._versions) > 1)
        self._show_difference()

    def _when(self, version: Version) -> str:
        return _("until {when}").format(when=moment_words(version.until, self._session.today)) if version.until else _("now")

    def _size(self, version: Version) -> str:
        before = self._before(version)
        if before is None:
            return _("the first one kept")
        gone, new = _counted(before.note, version.note)
        return _("+{new} −{gone} letters").format(new=new, gone=gone)

    def _before(self, version: Version) -> Version | None:
        place = self._versions.index(version) + 1
        return self._versions[place] if place < len(self._versions) else None

    def _show_difference(self) -> None:
        version = self.table.current()
        self.text.clear()
        if version is None:
            return
        is_open = not self._versions[0].note.signed_at
        self.restore.setEnabled(bool(version.until) and is_open)
        if version.until and not is_open:
            self.line.say(_("The note is closed for good, so no version of it comes back."))
        before = self._before(version)
        older, newer = (version, self._versions[0]) if self.with_.code == NOW else (before or version, version)
        cursor = self.text.textCursor()
        for block in BLOCKS:
            one, other = older.note.blocks.get(block, ""), newer.note.blocks.get(block, "")
            if one or other:
                _write_block(cursor, note_words.block_title(block), differences(one, other))
        if others := note_words.changed_fields(older.note, newer.note):
            _write_block(cursor, _("Changed, too"), (Piece(change=Change.SAME, text=", ".join(others)),))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _restore(self) -> None:
        version, now, vault = self.table.current(), self._versions[0].note, self._session.vault
        if version is None or not self.restore.isEnabled():
            return
        after = restored(now, version)
        if attempt(self.line, lambda: self._session.change(_("Version put back"), now, after, partial(keep_apart, vault))):
            self.changed.emit()
            self.line.say(_("Put back. What stood there is a version now; Ctrl+Z brings it back, too."), "good")

    def _ask_to_forget(self) -> None:
        count = len(self._versions) - 1
        sentence = ngettext(
            "This takes {count} earlier version out of the vault for good, and nothing brings it back. What stands there now stays. "
            "Copies on sticks made before have it still.",
            "This takes {count} earlier versions out of the vault for good, and nothing brings them back. What stands there now stays. "
            "Copies on sticks made before have them still.",
            count,
        )
        self._question.setText(sentence.format(count=count))
        self.forget_yes.setText(ngettext("Forget {count} version for good", "Forget {count} versions for good", count).format(count=count))
        self._asking.show()
        self.forget_no.setFocus()

    def _forget(self) -> None:
        self._asking.hide()
        self.forget.setEnabled(False)
        self.table.setFocus()
        self.line.say(_("Forgetting: the search index is being written anew …"))
        work = partial(_forget_apart, self._session.vault, self._note_id)
        self._session.jobs.run(self, work, Listener(done=self._on_forgotten, failed=self._on_failed))

    def _on_forgotten(self, _count: int) -> None:
        self._session.history.drop(partial(concerns, id_=self._note_id))
        self._session.changed.emit()
        self.changed.emit()
        self.line.say(_("Forgotten. Only what stands there now is left."), "good")

    def _on_failed(self, error: CaseFileError) -> None:
        self.forget.setEnabled(True)
        self.line.say(explain(error), "error")


def _forget_apart(vault: Vault, note_id: str, _report: Report) -> int:
    with vault.second() as second:
        return forget_versions(second, note_id)


def _counted(before: Note, after: Note) -> tuple[int, int]:
    """How many letters are gone, and how many are new."""
    gone = new = 0
    for block in BLOCKS:
        for piece in differences(before.blocks.get(block, ""), after.blocks.get(block, "")):
            gone += len(piece.text) * (piece.change is Change.GONE)
            new += len(piece.text) * (piece.change is Change.NEW)
    return gone, new


def _write_block(cursor: QTextCursor, title: str, pieces: tuple[Piece, ...]) -> None:
    if cursor.position():
        cursor.insertBlock()
    space = QTextBlockFormat()
    space.setTopMargin(8)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    cursor.setBlockFormat(space)
    cursor.insertText(title, bold)
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    for piece in pieces:
        cursor.insertText(piece.text, _look(piece.change))


def _look(change: Change) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontUnderline(change is Change.NEW)
    made.setFontStrikeOut(change is Change.GONE)
    if change is not Change.SAME:
        made.setForeground(QColor(colour("green" if change is Change.NEW else "red")))
    return made
