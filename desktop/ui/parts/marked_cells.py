"""Cells of a table in which what was found is marked."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemDelegate, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.parts.utf16 import units
from desktop.ui.style import colour

Spans = Callable[[str], Sequence[tuple[int, int]]]  # where to mark a text: beginning and end, in letters
_ELLIPSIS = "…"
_FIRST_LINE = 28  # pixels: a row that is higher has its text in its first line


def mark_format(*, strong: bool = False, bold: bool = False) -> QTextCharFormat:
    """How a mark looks; `strong`: the one where she is."""
    look = QTextCharFormat()
    look.setBackground(colour("accent" if strong else "mark"))
    look.setForeground(colour("on_accent" if strong else "text"))
    if bold:
        look.setFontWeight(QFont.Weight.Bold)
    return look


class MarkedCells(QStyledItemDelegate):
    """Draws every cell as ever, and in bold on a ground of their own the letters that were found. It sees what the cell shows alone:
    what is a bar there is never marked.
    """

    def __init__(self, spans: Spans, before: QAbstractItemDelegate, parent: QObject) -> None:
        super().__init__(parent)
        self._spans, self.before = spans, before

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        line = QStyleOptionViewItem(option)
        line.rect.setHeight(min(line.rect.height(), _FIRST_LINE))
        self.initStyleOption(line, index)
        spans = self._spans(line.text)
        if not spans:
            super().paint(painter, line, index)
            return
        style, text = line.widget.style(), line.text
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, line, line.widget)
        line.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, line, painter, line.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, line, line.widget) + 1
        area.adjust(margin, 0, -margin, 0)
        layout = _laid_out(text, spans, line.font, area.width())
        chosen = bool(line.state & QStyle.StateFlag.State_Selected)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text
        painter.save()
        painter.setClipRect(area)
        painter.setPen(line.palette.color(role))
        high = layout.boundingRect().height()
        layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - high) / 2))
        painter.restore()


def _laid_out(text: str, spans: Sequence[tuple[int, int]], font: QFont, width: int) -> QTextLayout:
    """One line, cut where it is too long."""
    layout = _line(text, spans, font)
    if layout.maximumWidth() <= width:
        return layout
    room = width - _line(_ELLIPSIS, (), font).maximumWidth()
    cut = layout.lineAt(0).xToCursor(max(0.0, room))
    while cut and layout.lineAt(0).cursorToX(cut)[0] > room:  # type: ignore[index]
        cut -= 1
    letters = len(text.encode("utf-16-le", "surrogatepass")[: 2 * cut].decode("utf-16-le", "ignore"))
    return _line(text[:letters] + _ELLIPSIS, [(start, min(end, letters)) for start, end in spans if start < letters], font)


def _line(text: str, spans: Sequence[tuple[int, int]], font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    formats = []
    for start, end in spans:
        part = QTextLayout.FormatRange()
        part.start, part.length = units(text[:start]), units(text[start:end])
        part.format = mark_format(bold=True)
        formats.append(part)
    layout.setFormats(formats)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout
