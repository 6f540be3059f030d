"""Rows: frozen values in a table, whatever they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from desktop.i18n import _
from desktop.ui.parts import stripes

Index = QModelIndex | QPersistentModelIndex


def _nothing(_value: Any) -> None:
    """No mark, no tone."""


@dataclass(frozen=True)
class Column:
    """A column: its title, and what it shows of a value.

    `width` in pixels at 100 %; 0 takes what is left. `mark_of` gives the colour of a dot before the text, `tone_of` the
    colour of the text; both by name (see `ui.style`), or None.
    """

    title: str
    text_of: Callable[[Any], str]
    width: int = 0
    mark_of: Callable[[Any], str | None] = _nothing
    tone_of: Callable[[Any], str | None] = _nothing
    bold: bool = False
    right: bool = False
    is_ticked: Callable[[Any], bool] | None = None  # draws a box before the text
    stripe_of: Callable[[Any], int | None] = _nothing  # the number of the stripe of a file, before the dot and the text


class Rows(QAbstractTableModel):
    """A table model over a tuple of values. It knows nothing of them but its columns."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Any, ...] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        """The values shown, in order."""
        return self._rows

    def show(self, rows: Sequence[Any]) -> None:
        """Show these values instead of those before."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns instead of those before."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def value(self, index: Index) -> Any:
        """The value at an index; None where there is none."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt asks for a column's title."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section], None)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt asks what stands in a cell."""
        # Seven times for each cell it draws, so what is not answered here leaves first.
        answer = _ANSWERS.get(role)
        if answer is None or (value := self.value(index)) is None:
            return None
        return answer(self.columns[index.column()], value)


def _alignment(column: Column, _value: Any) -> Qt.AlignmentFlag:
    return _RIGHT if column.right else _LEFT


_LEFT, _RIGHT = (side | Qt.AlignmentFlag.AlignVCenter for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight))


def _text(column: Column, value: Any) -> str:
    return column.text_of(value)


def _tick(column: Column, value: Any) -> Any:
    if column.is_ticked is None:
        return None
    return Qt.CheckState.Checked if column.is_ticked(value) else Qt.CheckState.Unchecked


def _mark(column: Column, value: Any) -> Any:
    number, name = column.stripe_of(value), column.mark_of(value)
    if number is None and not name:
        return None
    from desktop.ui.style import colour

    if column.stripe_of is _nothing:
        return _dot(colour(name).name()) if name else None
    return stripes.icon(number, None if column.mark_of is _nothing else colour(name).name() if name else "")


def _tone(column: Column, value: Any) -> Any:
    if not (name := column.tone_of(value)):
        return None
    from desktop.ui.style import colour

    return QBrush(colour(name))


def _font(column: Column, _value: Any) -> Any:
    if not column.bold:
        return None
    font = QFont()
    font.setBold(True)
    return font


def _said(column: Column, value: Any) -> str:
    text = column.text_of(value)
    if column.is_ticked is None:
        return text
    return _("{what}, ticked").format(what=text) if column.is_ticked(value) else _("{what}, not ticked").format(what=text)


@cache
def _dot(colour: str) -> Any:
    from PySide6.QtGui import QIcon, QPainter, QPixmap

    picture = QPixmap(32, 32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(6, 6, 20, 20)
    painter.end()
    icon = QIcon(picture)
    # Else the style would wash the colour out in the chosen row.
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


# Qt asks by number, and a number is looked up faster than a name of an enumeration.
_ANSWERS: dict[int, Callable[[Column, Any], Any]] = {
    int(Qt.ItemDataRole.DisplayRole): _text,
    int(Qt.ItemDataRole.AccessibleTextRole): _said,
    int(Qt.ItemDataRole.CheckStateRole): _tick,
    int(Qt.ItemDataRole.TextAlignmentRole): _alignment,
    int(Qt.ItemDataRole.DecorationRole): _mark,
    int(Qt.ItemDataRole.ForegroundRole): _tone,
    int(Qt.ItemDataRole.FontRole): _font,
}
