"""The text of a letter, every word editable: gaps stand out, names are bars until they are revealed."""

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QToolTip

from desktop.documents import risky as risk
from desktop.documents.compose import gaps
from desktop.documents.risky import Hit
from desktop.i18n import _, language
from desktop.ui.masking import Names
from desktop.ui.parts.utf16 import units
from desktop.ui.style import colour

_WORD = re.compile(r"\w+(?:-\w+)*")


class LetterEdit(QPlainTextEdit):
    """Says when she typed; what the program puts in is no typing."""

    typed = Signal()
    gap_filled = Signal(str, str)  # the name of the gap, and what she typed into it before Enter

    def __init__(self) -> None:
        super().__init__()
        # Taking back is the draft's: over text, fields and people in one order.
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(_("Text of the document"))
        self.setTabChangesFocus(True)
        self._marks = _Marks(self.document())
        self._risky: tuple[Hit, ...] = ()
        self._told = ""
        self._copied = ("", "")  # as it was given, and as it stands here
        self._gap: tuple[str, str, str] | None = None  # what stood before the gap that is being filled, the gap, what stood behind
        self.textChanged.connect(self._on_changed)

    def show_text(self, text: str, *, follow: bool = False) -> None:
        """Show the text as it is now, the cursor where it was; with `follow`, where the text changed."""
        old = self.toPlainText()
        if text == old:
            return
        start = _same(old, text)
        same = _same(old[start:][::-1], text[start:][::-1])
        self._told, self._gap = text, None
        part = QTextCursor(self.document())
        part.setPosition(units(old[:start]))
        part.setPosition(units(old[: len(old) - same]), QTextCursor.MoveMode.KeepAnchor)
        part.insertText(text[start : len(text) - same])
        if follow:
            self.setTextCursor(part)

    def start_with(self, text: str) -> None:
        """Show the text of another draft."""
        self._told, self._gap = text, None
        self.setPlainText(text)

    @property
    def place(self) -> int:
        """Where the cursor stands, counted in letters of the text."""
        return self._place_of(self.textCursor())

    def _place_of(self, cursor: QTextCursor) -> int:
        return len(self.toPlainText().encode("utf-16-le", "surrogatepass")[: 2 * cursor.position()].decode("utf-16-le", "replace"))

    @property
    def word(self) -> str:
        """The word under the cursor; a double name is one word."""
        text, place = self.toPlainText(), self.place
        return next((match.group() for match in _WORD.finditer(text) if match.start() <= place <= match.end()), "")

    def show_marks(self, names: Names | None, doubtful: tuple[str, ...], risky: tuple[Hit, ...] = ()) -> None:
        """Hide these names; underline these forms, and, with dots, these risky words."""
        text = self.toPlainText()
        self._risky = risky
        self._marks.names, self._marks.doubtful = names, doubtful
        self._marks.risky = tuple((units(text[: hit.start]), units(text[: hit.end])) for hit in risky)
        self._marks.rehighlight()

    def hidden_places(self) -> list[tuple[int, int]]:
        """Where the bars stand: beginning and end of each."""
        found, here = list[tuple[int, int]](), 0
        for line in self.toPlainText().split("\n"):
            places = self._marks.names.places(line) if self._marks.names else ()
            found += [(here + start, here + start + length) for start, length in places]
            here += len(line) + 1
        return found

    def why_at(self, place: int) -> str:
        """Why the word at a place of the text is a risky one; empty where it is none."""
        hit = next((hit for hit in self._risky if hit.start <= place < hit.end), None)
        if hit is None:
            return ""
        return risk.why()[hit.group][language()] if hit.group in risk.why() else _("A word of your own list of risky words.")

    def viewportEvent(self, event: QEvent) -> bool:
        """Say under the mouse why a word is risky."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            why = self.why_at(self._place_of(self.cursorForPosition(event.pos())))
            QToolTip.showText(event.globalPos(), why, self)
            return True
        return super().viewportEvent(event)

    @property
    def selected(self) -> tuple[int, int]:
        """Where the selection begins and ends, counted in letters of the text; both alike where nothing is selected."""
        cursor, encoded = self.textCursor(), self.toPlainText().encode("utf-16-le", "surrogatepass")
        start, end = (len(encoded[: 2 * at].decode("utf-16-le", "replace")) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        return start, end

    def show_left_out(self, pieces: Sequence[tuple[int, int]]) -> None:
        """Strike these places of the text out; none of them reaches over a line."""
        text, lines = self.toPlainText(), dict[int, list[tuple[int, int]]]()
        for start, end in pieces:
            begins = text.rfind("\n", 0, start) + 1
            lines.setdefault(text.count("\n", 0, start), []).append((start - begins, end - begins))
        self._marks.left_out = lines
        self._marks.rehighlight()

    def select(self, start: int, end: int) -> None:
        """Put the cursor over a part of the text."""
        cursor, text = self.textCursor(), self.toPlainText()
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def select_gap(self, start: int, end: int) -> None:
        """Put the cursor over a gap: what is typed now fills it, and Enter says so."""
        text = self.toPlainText()
        self.select(start, end)
        self._gap = (text[:start], text[start:end], text[end:])

    @property
    def typed_into_gap(self) -> str | None:
        """What stands in the place of the gap that is being filled; None where none is, or something else was changed."""
        if self._gap is None:
            return None
        text, (before, gap, behind) = self.toPlainText(), self._gap
        inside = text[len(before) : len(text) - len(behind)]
        whole = text == before + inside + behind and len(before) <= self.place <= len(before + inside)
        return inside if whole and inside != gap and "\n" not in inside else None

    @property
    def with_gap(self) -> str:
        """The text with the gap still open that is being filled."""
        return "".join(self._gap) if self._gap else self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter after something was typed into a gap fills it; everywhere else it begins a line."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and (said := self.typed_into_gap) is not None and self._gap:
            self.gap_filled.emit(self._gap[1][2:-2], said)
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click into a gap takes the whole of it."""
        super().mouseDoubleClickEvent(event)
        place = self.place
        gap = next((gap for gap in gaps(self.toPlainText(), {}) if gap.start <= place <= gap.end), None)
        if gap is not None:
            self.select_gap(gap.start, gap.end)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What Ctrl+C gives to others: while names are bars, bars. Pasting it here again brings the words back."""
        text = self.textCursor().selectedText().replace("\N{PARAGRAPH SEPARATOR}", "\n")
        self._copied = (self._marks.names.masked(text) if self._marks.names else text, text)
        given = QMimeData()
        given.setText(self._copied[0])
        return given

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        self.textCursor().insertText(self._copied[1] if text == self._copied[0] else text)

    def _on_changed(self) -> None:
        # Colours change the document too, and must not count as typing.
        if (text := self.toPlainText()) != self._told:
            self._told = text
            self.typed.emit()


class _Marks(QSyntaxHighlighter):
    """Gaps in red, doubtful forms with waves below, risky words with dots, hidden names as bars."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.names: Names | None = None
        self.doubtful: tuple[str, ...] = ()
        self.risky: tuple[tuple[int, int], ...] = ()  # in the places Qt counts
        self.left_out: Mapping[int, Sequence[tuple[int, int]]] = {}  # by the number of the line

    def highlightBlock(self, text: str) -> None:
        here = self.currentBlock().position()
        for start, end in self.risky:
            if here <= start < here + self.currentBlock().length():
                self.setFormat(start - here, end - start, _format(None, dotted=True))
        for gap in gaps(text, {}):
            self._put(text, gap.start, gap.end, _format(colour("red"), bold=True))
        for form in self.doubtful:
            place = text.find(form)
            while place >= 0:
                self._put(text, place, place + len(form), _format(colour("amber"), underlined=True))
                place = text.find(form, place + len(form))
        for start, end in self.left_out.get(self.currentBlock().blockNumber(), ()):
            self._put(text, start, end, _format(colour("red"), struck=True))
        if self.names is not None:
            for start, length in self.names.places(text):
                self._put(text, start, start + length, _format(colour("dim"), bar=True))

    def _put(self, text: str, start: int, end: int, look: QTextCharFormat) -> None:
        self.setFormat(units(text[:start]), units(text[start:end]), look)


def _same(left: str, right: str) -> int:
    """How many letters two texts begin with alike."""
    return next((place for place, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), min(len(left), len(right)))


def _format(
    tone: QColor | None,
    *,
    bold: bool = False,
    underlined: bool = False,
    bar: bool = False,
    dotted: bool = False,
    struck: bool = False,
) -> QTextCharFormat:
    look = QTextCharFormat()
    if tone is not None:
        look.setForeground(tone)
    if bold:
        look.setFontWeight(600)
    if underlined and tone is not None:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(tone)
    if dotted:
        # No colour of its own: the dots alone tell it from a doubtful form, which waves, and a gap, which is red and bold.
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(colour("red"))
    if bar and tone is not None:
        look.setBackground(tone)
    look.setFontStrikeOut(struck)
    return look
