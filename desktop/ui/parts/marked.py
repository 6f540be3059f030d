"""Text with light markup: bold, lists and quotes by keys, seen as what they are, kept as plain letters."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument, QTextDocumentFragment

from desktop.domain import markup
from desktop.ui.parts.growing import GrowingEdit
from desktop.ui.parts.keys import Keys
from desktop.ui.parts.utf16 import units
from desktop.ui.style import colour

_PARAGRAPH = "\N{PARAGRAPH SEPARATOR}"


class MarkedEdit(GrowingEdit):
    """Ctrl+B makes bold, Ctrl+Shift+L a list, Ctrl+Shift+Q a quote; the same key takes it back. What is pasted becomes plain text."""

    def __init__(self, name: str, question: str = "", *, lines: int = 1) -> None:
        super().__init__(name, question, lines=lines)
        self._look = _Look(self.document())
        Keys(self, {"Ctrl+B": self._bold, "Ctrl+Shift+L": partial(self._lead, markup.ITEM),
                    "Ctrl+Shift+Q": partial(self._lead, markup.QUOTE)})  # fmt: skip

    @property
    def line(self) -> str:
        """The line in which the cursor stands."""
        return self.textCursor().block().text()

    def add_to_line(self, text: str) -> None:
        """Write something at the end of the line in which the cursor stands; Ctrl+Z takes it out again."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        cursor.insertText(text)

    def _bold(self) -> None:
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        if not cursor.selectedText().strip():
            cursor = self.textCursor()
            cursor.insertText(markup.BOLD * 2)
            cursor.movePosition(QTextCursor.MoveOperation.Left, n=len(markup.BOLD))
            self.setTextCursor(cursor)
            return
        self._change(_with_marks(cursor), markup.toggled_bold)

    def _lead(self, lead: str) -> None:
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        begin, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.setPosition(begin)
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self._change(cursor, lambda text: markup.toggled_lead(text, lead) if text else lead, selects=begin != end)

    def _change(self, cursor: QTextCursor, change: Callable[[str], str], *, selects: bool = True) -> None:
        after = change(cursor.selectedText().replace(_PARAGRAPH, "\n"))
        start = cursor.selectionStart()
        cursor.insertText(after)
        if selects:
            cursor.setPosition(start)
            cursor.setPosition(start + units(after), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What was copied elsewhere, without its look."""
        if source.hasText():
            self.insertPlainText(source.text())
        elif source.hasHtml():
            self.insertPlainText(QTextDocumentFragment.fromHtml(source.html()).toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not (is_enter and self._go_on()):
            super().keyPressEvent(event)

    def _go_on(self) -> bool:
        """In a list or a quote the next line goes on; where nothing was written behind the mark, it ends. False where there is none."""
        cursor = self.textCursor()
        lead = markup.lead_of(self.line)
        if self.isReadOnly() or not lead or cursor.hasSelection() or cursor.positionInBlock() < len(lead):
            return False
        if self.line == lead:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            cursor.insertText("\n" + markup.next_lead(self.line))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True


def _with_marks(cursor: QTextCursor) -> QTextCursor:
    """The selection with the marks of bold around it, if it stands between such."""
    wider = QTextCursor(cursor)
    wider.setPosition(max(0, cursor.selectionStart() - len(markup.BOLD)))
    wider.setPosition(cursor.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    wider.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(markup.BOLD))
    text = wider.selectedText()
    is_between = text.startswith(markup.BOLD) and text.endswith(markup.BOLD) and len(text) > 2 * len(markup.BOLD)
    return wider if is_between else cursor


class _Look(QSyntaxHighlighter):
    """Bold is bold, its marks are pale; a quote is pale, and the mark of an item in the colour of the program."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        lead = markup.lead_of(text)
        if lead.startswith(">"):
            self.setFormat(0, units(text), _format("dim"))
        elif lead:
            self.setFormat(0, units(lead), _format("accent", bold=True))
        for start, end in markup.bold_spans(text):
            first, last = units(text[:start]), units(text[:end])
            self.setFormat(first, last - first, _format("", bold=True))
            for mark in (first, last - len(markup.BOLD)):
                self.setFormat(mark, len(markup.BOLD), _format("dim"))


def _format(name: str, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    if name:
        made.setForeground(QColor(colour(name)))
    if bold:
        made.setFontWeight(QFont.Weight.Bold)
    return made
