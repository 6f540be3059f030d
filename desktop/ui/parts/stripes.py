"""Stripes: one a file, told apart at a glance: by its colour, and by its pattern where colours look alike."""

from functools import cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

WIDTH, HIGH = 6, 16  # of a stripe in a list
_DOT = 8

# As light as a stripe can be on white and as dark as it can be on black: each has a contrast of 3 with either. None is an alarm.
COLOURS = ("#3f7fc0", "#1f8a78", "#9068b8", "#a8762a", "#66883a", "#b0608c", "#2e8ba6", "#857565")
# What is drawn and what is left out, from above, again and again; in pixels.
_CUTS = ((1, 0), (2, 2), (1, 0), (8, 3), (1, 0), (5, 2, 2, 2), (4, 3), (3, 3))
# Which columns of the six are drawn: whole, two rails, the left half.
_WHOLE, _RAILS, _HALF = ((0, 6),), ((0, 2), (4, 2)), ((0, 3),)
_SHAPES = (_WHOLE, _WHOLE, _RAILS, _WHOLE, _HALF, _WHOLE, _RAILS, _HALF)


def paint(painter: QPainter, area: QRect, number: int) -> None:
    """Draw the stripe of a file from the top of this area to its foot, six pixels wide."""
    which = number % len(COLOURS)
    colour, cuts = QColor(COLOURS[which]), _CUTS[which]
    top, turn = area.top(), 0
    while top <= area.bottom():
        long = min(cuts[turn % len(cuts)] if len(cuts) > 2 or cuts[1] else area.height(), area.bottom() + 1 - top)
        if turn % 2 == 0:
            for left, wide in _SHAPES[which]:
                painter.fillRect(area.left() + left, top, wide, long, colour)
        top, turn = top + long, turn + 1


@cache
def icon(number: int | None, dot: str | None = None) -> QIcon:
    """The stripe of a file, as it stands in a list; with `dot`, a colour or empty, there is room for a dot beside it."""
    scale = 2  # sharp on a fine screen, too
    picture = QPixmap((WIDTH if dot is None else HIGH) * scale, HIGH * scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.scale(scale, scale)
    if number is not None:
        paint(painter, QRect(0, 0, WIDTH, HIGH), number)
    if dot:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(dot))
        painter.drawEllipse(WIDTH + 2, (HIGH - _DOT) // 2, _DOT, _DOT)
    painter.end()
    made = QIcon(picture)
    # Else the style would wash the colour out in the chosen row.
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made
