"""The text of a letter, every word editable: gaps stand out, names are bars until they are revealed."""

from PySide6.QtCore import Signal
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
        self.textChanged.connect(self._on_changed)

    def show_text(self, text: str) -> None:
        """Show the text as it is now, the cursor where it was."""
        if text == self.toPlainText():
            return
        place = self.textCursor().position()
        self._told = text
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(place, len(text)))
        self.setTextCursor(cursor)

    def show_marks(self, names: Names | None, doubtful: tuple[str, ...]) -> None:
        """Hide these names; underline these forms."""
        self._marks.names, self._marks.doubtful = names, doubtful
        self._marks.rehighlight()

    def select(self, start: int, end: int) -> None:
        """Put the cursor over a part of the text."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

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
            self.setFormat(gap.start, gap.end - gap.start, _format(colour("red"), bold=True))
        for form in self.doubtful:
            place = text.find(form)
            while place >= 0:
                self.setFormat(place, len(form), _format(colour("amber"), underlined=True))
                place = text.find(form, place + len(form))
        if self.names is not None:
            for start, length in self.names.places(text):
                self.setFormat(start, length, _format(colour("dim"), bar=True))


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
