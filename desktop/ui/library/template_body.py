"""The body of a template as it is written: placeholders and the marks of lines stand out, and the line that is wrong is marked."""

import re

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from desktop.documents import layout
from desktop.documents.placeholders import CURSOR
from desktop.i18n import _
from desktop.ui.parts.utf16 import units
from desktop.ui.style import colour

# None of them looks far for its end: a line of nothing but braces is coloured as fast as any other.
_VALUE, _CONTROL = re.compile(r"\{\{[^{}]*\}\}"), re.compile(r"\{%(?:[^%]|%(?!\})){0,600}%\}")
_REMARK, _GAP = re.compile(r"\{#.{0,600}?#\}"), re.compile(r"\[\[[^\[\]]*\]\]")
_MARK = re.compile(rf"^\s*[{re.escape(layout.MARKS + '+')}]+(?=\s|$)|^Приложени[ея]:")


class BodyEdit(QPlainTextEdit):
    """Says when something was typed; what the program puts in by itself is no typing."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Text of the template"))
        self.setTabChangesFocus(True)
        self._look = _Look(self.document())
        self._told = ""
        self.textChanged.connect(self._on_changed)

    def start_with(self, text: str) -> None:
        """Show the body of another template: nothing of the one before can be brought back."""
        self._told = text
        self.setPlainText(text)
        self.mark_line(0)

    def replace_all(self, text: str) -> None:
        """Put another text in place of all; Ctrl+Z brings back what stood here."""
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.insertText(text)

    def insert(self, placeholder: str) -> None:
        """Put a placeholder where the cursor is; one that goes around something takes in what is selected."""
        cursor = self.textCursor()
        inside = cursor.selectedText().replace("\N{PARAGRAPH SEPARATOR}", "\n") if CURSOR in placeholder else ""
        before, has_place, after = placeholder.partition(CURSOR)
        cursor.insertText(before + inside + after)
        if has_place:
            cursor.setPosition(cursor.position() - units(after))
        self.setTextCursor(cursor)
        self.setFocus()

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the beginning of a line, counted from 1."""
        block = self.document().findBlockByNumber(max(0, min(line, self.blockCount()) - 1))
        self.setTextCursor(QTextCursor(block))
        self.centerCursor()
        self.setFocus()

    def mark_line(self, line: int) -> None:
        """Mark the line in which something is wrong; 0 for none."""
        if self._look.wrong != line - 1:
            self._look.wrong = line - 1
            self._look.rehighlight()

    @property
    def line(self) -> int:
        """The line of the cursor, counted from 1."""
        return self.textCursor().blockNumber() + 1

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Only the words of what is pasted."""
        self.textCursor().insertText(source.text())

    def _on_changed(self) -> None:
        # Colours change the document too, and must not count as typing.
        if (text := self.toPlainText()) != self._told:
            self._told = text
            self.typed.emit()


class _Look(QSyntaxHighlighter):
    """Placeholders in the accent colour, conditions dim, marks of lines bold, the wrong line underlined."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.wrong = -1

    def highlightBlock(self, text: str) -> None:
        for pattern, look in (
            (_MARK, _format(colour("text"), bold=True)),
            (_VALUE, _format(colour("accent"))),
            (_CONTROL, _format(colour("dim"), bold=True)),
            (_REMARK, _format(colour("dim"))),
            (_GAP, _format(colour("red"), bold=True)),
        ):
            for match in pattern.finditer(text):
                self.setFormat(units(text[: match.start()]), units(match.group()), look)
        if self.currentBlock().blockNumber() == self.wrong:
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(colour("red"))
            look.setForeground(colour("red"))
            self.setFormat(0, max(units(text), 1), look)


def _format(tone: QColor, *, bold: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(tone)
    if bold:
        look.setFontWeight(600)
    return look
