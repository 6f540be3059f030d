"""The text of a letter, every word editable: gaps stand out, names are bars until they are revealed."""

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from desktop.documents.compose import gaps
from desktop.i18n import _
from desktop.ui.masking import Names
from desktop.ui.style import colour


class LetterEdit(QPlainTextEdit):
    """Says when she typed; what the program puts in is no typing."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Text of the document"))
        self.setTabChangesFocus(True)
        self._marks = _Marks(self.document())
        self._told = ""
        self._copied = ("", "")  # as it was given, and as it stands here
        self.textChanged.connect(self._on_changed)

    def show_text(self, text: str) -> None:
        """Show the text as it is now, the cursor where it was."""
        if text == self.toPlainText():
            return
        line, scrolled = self.textCursor().blockNumber(), self.verticalScrollBar().value()
        self._told = text
        if self.toPlainText():
            # One step of the editor's own undo: Ctrl+Z in the text brings back what stood here.
            whole = QTextCursor(self.document())
            whole.select(QTextCursor.SelectionType.Document)
            whole.insertText(text)
        else:
            self.setPlainText(text)
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(min(line, self.blockCount() - 1))))
        self.verticalScrollBar().setValue(scrolled)

    def start_with(self, text: str) -> None:
        """Show the text of another draft: nothing of the one before can be brought back."""
        self._told = text
        self.setPlainText(text)

    @property
    def place(self) -> int:
        """Where the cursor stands, counted in letters of the text."""
        return len(
            self.toPlainText().encode("utf-16-le", "surrogatepass")[: 2 * self.textCursor().position()].decode("utf-16-le", "replace")
        )

    def show_marks(self, names: Names | None, doubtful: tuple[str, ...]) -> None:
        """Hide these names; underline these forms."""
        self._marks.names, self._marks.doubtful = names, doubtful
        self._marks.rehighlight()

    def select(self, start: int, end: int) -> None:
        """Put the cursor over a part of the text."""
        cursor, text = self.textCursor(), self.toPlainText()
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

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
    """Gaps in red, doubtful forms underlined, hidden names as bars."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.names: Names | None = None
        self.doubtful: tuple[str, ...] = ()

    def highlightBlock(self, text: str) -> None:
        for gap in gaps(text, {}):
            self._put(text, gap.start, gap.end, _format(colour("red"), bold=True))
        for form in self.doubtful:
            place = text.find(form)
            while place >= 0:
                self._put(text, place, place + len(form), _format(colour("amber"), underlined=True))
                place = text.find(form, place + len(form))
        if self.names is not None:
            for start, length in self.names.places(text):
                self._put(text, start, start + length, _format(colour("dim"), bar=True))

    def _put(self, text: str, start: int, end: int, look: QTextCharFormat) -> None:
        self.setFormat(_units(text[:start]), _units(text[start:end]), look)


def _units(text: str) -> int:
    """How many places Qt counts in a text: an emoji is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _format(tone: QColor, *, bold: bool = False, underlined: bool = False, bar: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(tone)
    if bold:
        look.setFontWeight(600)
    if underlined:
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(tone)
    if bar:
        look.setBackground(tone)
    return look
