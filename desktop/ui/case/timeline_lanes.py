"""The list of events and, beside it in one scroll, the lanes: what lasted, what happened, and where nobody knows where he was."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QLineF, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from desktop.domain.events import Event, EventKind
from desktop.domain.timeline import Gap, Lane
from desktop.domain.timeline_picture import Bar, Hole, Mark, Picture, Scale, laid_out
from desktop.i18n import _
from desktop.ui.case.timeline_words import LANES
from desktop.ui.parts.rows import Column
from desktop.ui.parts.table import ROW_HEIGHT, Table
from desktop.ui.style import colour

DRAGGED = "application/x-portfel-undated"  # a number in the tray: nothing of the case leaves with it
_NARROW = 800  # pixels; with the form beside it only the lane of where he was has room
_GAP = 48.0
_STEPS = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # pixels for each day
_HIGHEST = 400_000.0  # pixels: no view scrolls farther
_DOT = 4.0


class TopLine(QStyledItemDelegate):
    """Draws the text of a row into its first line, however high the row is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        line = QStyleOptionViewItem(option)
        line.rect.setHeight(min(line.rect.height(), ROW_HEIGHT))
        super().paint(painter, line, index)


class Lanes(Table):
    """Rows are as high as the picture wants them. A click on a mark, a bar or a gap says which it was."""

    gap_chosen = Signal(object)  # a Gap
    dropped = Signal(int, int)  # a number in the tray, and the row before which it was let go

    def __init__(
        self, columns: Sequence[Column], name: str, *,
        whole_words: Callable[[Event], str], place_words: Callable[[Event], str], gap_words: Callable[[Gap], str],
    ) -> None:  # fmt: skip
        titles = [Column(_(LANES[lane]), _no_words, 60) for lane in Lane]
        super().__init__([*columns, *titles], name)
        self._listed = len(columns)
        self._whole_words, self._place_words, self._gap_words = whole_words, place_words, gap_words
        self._events: dict[str, Event] = {}
        self._picture = Picture()
        self._per_day = 0.0
        self.setItemDelegate(TopLine(self))
        self.setAcceptDrops(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setStretchLastSection(False)

    # --- what is shown

    @property
    def picture(self) -> Picture:
        """What is drawn."""
        return self._picture

    @property
    def per_day(self) -> float:
        """How many pixels each day between two events takes at least."""
        return self._per_day

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events, all of which have a day."""
        self._events = {event.id: event for event in events}
        self.show_rows(events)
        self._lay_out(self._drawn(self._per_day))

    def zoom(self, by: int) -> None:
        """Stretch time a step more or less; the row under the cursor stays where it is."""
        finer = [step for step in _STEPS if (step > self._per_day if by > 0 else step < self._per_day)]
        if finer:
            self._stretch(finer[0] if by > 0 else finer[-1])

    def fit(self) -> None:
        """Stretch time until the picture fills the window, or let it be as short as it can."""
        room, low, high = float(self.viewport().height()), 0.0, float(self.viewport().height())
        for _halved in range(24):
            middle = (low + high) / 2
            low, high = (middle, high) if self._drawn(middle).height <= room else (low, middle)
        self._stretch(low if self._drawn(low).height <= room else 0.0)

    def next_gap(self) -> Gap | None:
        """Go to the next gap below the row under the cursor, or to the first; None where there is none."""
        if not self._picture.holes:
            return None
        here = self._picture.rows[max(0, self.currentIndex().row())].at
        hole = next((hole for hole in self._picture.holes if hole.bottom > here + 1), self._picture.holes[0])
        row = next((place for place, row in enumerate(self._picture.rows) if row.at >= hole.bottom - 0.5), len(self._picture.rows) - 1)
        self.select(row)
        self.scrollTo(self.currentIndex(), Table.ScrollHint.PositionAtCenter)
        return hole.gap

    def _drawn(self, per_day: float) -> Picture:
        return laid_out(self._events.values(), Scale(row=ROW_HEIGHT, gap=_GAP, per_day=per_day))

    def _stretch(self, per_day: float) -> None:
        picture = self._drawn(per_day)
        if picture.height > _HIGHEST:
            return
        row = max(0, self.currentIndex().row())
        place = self.rowViewportPosition(row)
        self._per_day = per_day
        self._lay_out(picture)
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(row) - place)

    def _lay_out(self, picture: Picture) -> None:
        self._picture = picture
        header = self.verticalHeader()
        self.setUpdatesEnabled(False)
        for place, row in enumerate(self._picture.rows):
            height = round(row.top + row.height) - round(row.top)
            if header.sectionSize(place) != height:
                header.resizeSection(place, height)
        self.updateGeometries()  # at once: what is scrolled to next must be within the bar
        self.setUpdatesEnabled(True)

    # --- where the lanes are

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lanes share what the list leaves, the one of where he was takes two parts."""
        super().resizeEvent(event)
        header, wide = self.horizontalHeader(), self.viewport().width()
        shares = {lane: 2 if lane is Lane.WHERE else int(wide >= _NARROW) for lane in Lane}
        edge = float(sum(self.model_.columns[place].width for place in range(self._listed)))
        part = max(0.0, wide - edge) / sum(shares.values())
        for number, share in enumerate(shares.values(), start=self._listed):
            self.setColumnHidden(number, not share)
            if share:
                header.resizeSection(number, max(header.minimumSectionSize(), round(edge + part * share) - round(edge)))
                edge += part * share

    @property
    def _lanes(self) -> list[Lane]:
        """The lanes that are in sight."""
        return [lane for number, lane in enumerate(Lane, start=self._listed) if not self.isColumnHidden(number)]

    def _edges(self, lane: Lane) -> tuple[float, float]:
        column = self._listed + list(Lane).index(lane)
        left = self.columnViewportPosition(column)
        return float(left), float(left + self.columnWidth(column))

    def _middle(self, lane: Lane) -> float:
        left, right = self._edges(lane)
        return left + 12 if lane is Lane.WHERE else (left + right) / 2

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and over them the lanes as far as they are in sight."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        offset = self.verticalScrollBar().value()
        painter.translate(0, -offset)
        top, bottom = offset + event.rect().top() - ROW_HEIGHT, offset + event.rect().bottom() + ROW_HEIGHT
        self._draw_edges(painter, top, bottom)
        seen = self._lanes
        for bar in self._picture.bars:
            if bar.lane in seen and bar.top <= bottom and bar.bottom >= top:
                self._draw_bar(painter, bar, float(offset))
        for hole in self._picture.holes:
            if hole.top <= bottom and hole.bottom >= top:
                self._draw_hole(painter, hole)
        self._draw_marks(painter, [mark for mark in self._picture.marks if mark.lane in seen and mark.top <= bottom and mark.bottom >= top])
        painter.end()

    def _draw_edges(self, painter: QPainter, top: float, bottom: float) -> None:
        painter.setPen(QPen(colour("line"), 1))
        for lane in self._lanes:
            x = self._edges(lane)[0] + 0.5
            painter.drawLine(QLineF(x, top, x, min(bottom, self._picture.height)))

    def _draw_bar(self, painter: QPainter, bar: Bar, offset: float) -> None:
        left, right = self._edges(bar.lane)
        event = self._events[bar.event]
        if bar.lane is not Lane.WHERE:
            middle = self._middle(bar.lane)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(_tone(bar.lane)))
            painter.drawRect(QRectF(middle - 1.5, bar.top, 3, bar.bottom - bar.top))
            return
        frame = QRectF(left + 5, bar.top, right - left - 10, bar.bottom - bar.top)
        is_away = event.kind is EventKind.AWAY and not bar.back
        painter.setPen(QPen(colour("dim" if is_away else "accent"), 1, Qt.PenStyle.DashLine if is_away else Qt.PenStyle.SolidLine))
        painter.setBrush(Qt.BrushStyle.NoBrush if is_away else QBrush(colour("selected")))
        painter.drawRoundedRect(frame, 2, 2)
        words = "" if bar.back else self._place_words(event)
        # The name stays in sight while its bar is scrolled.
        at = min(max(bar.top, offset), bar.bottom - 18)
        if words and bar.bottom - bar.top >= 18:
            painter.setPen(colour("text"))
            room = QRectF(left + 20, at, right - left - 28, 18)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.fontMetrics().elidedText(words, _RIGHT, int(room.width())))

    def _draw_hole(self, painter: QPainter, hole: Hole) -> None:
        left, right = self._edges(Lane.WHERE)
        frame = QRectF(left + 5, hole.top + 1, right - left - 10, hole.bottom - hole.top - 2)
        painter.setPen(QPen(colour("amber"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(colour("amber"), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(frame)
        font = QFont(self.font())
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() + 1.5)
        painter.save()
        painter.setFont(font)
        words, flags = self._gap_words(hole.gap), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        plate = painter.boundingRect(frame.adjusted(4, 0, -4, 0), flags, words)
        painter.fillRect(plate.adjusted(-4, -1, 4, 1), colour("base"))
        painter.setPen(colour("amber"))
        painter.drawText(plate, flags, words)
        painter.restore()

    def _draw_marks(self, painter: QPainter, marks: Iterable[Mark]) -> None:
        for mark in marks:
            tone, x = colour(_tone(mark.lane)), self._middle(mark.lane)
            if mark.bottom > mark.top:
                painter.setPen(QPen(tone, 1.4, Qt.PenStyle.DotLine))
                painter.drawLine(QLineF(x, mark.top, x, mark.bottom))
            painter.setPen(QPen(tone, 1.6))
            painter.setBrush(tone if mark.certain else colour("base"))
            painter.drawEllipse(QPointF(x, mark.at), _DOT, _DOT)

    # --- the mouse

    def _under(self, place: QPoint) -> Event | Gap | None:
        """What is drawn at a place of the view."""
        x, y = place.x(), place.y() + self.verticalScrollBar().value()
        lane = next((lane for lane in self._lanes if self._edges(lane)[0] <= x < self._edges(lane)[1]), None)
        if lane is None:
            return None
        for mark in self._picture.marks:
            if mark.lane is lane and abs(mark.at - y) <= 2 * _DOT and abs(self._middle(lane) - x) <= 3 * _DOT:
                return self._events[mark.event]
        if lane is Lane.WHERE and (hole := next((hole for hole in self._picture.holes if hole.top < y < hole.bottom), None)):
            return hole.gap
        bar = next((bar for bar in reversed(self._picture.bars) if bar.lane is lane and bar.top <= y <= bar.bottom), None)
        return self._events[bar.event] if bar else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on what is drawn opens it; elsewhere it puts the cursor on a row."""
        under = self._under(event.position().toPoint()) if event.button() == Qt.MouseButton.LeftButton else None
        if isinstance(under, Event):
            self.select(next(place for place, each in enumerate(self.model_.rows) if each.id == under.id))
            self.chosen.emit(under)
        elif isinstance(under, Gap):
            self.gap_chosen.emit(under)
        else:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it stretches time."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """What the mouse rests on says all it has to say."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def _tip(self, place: QPoint) -> str:
        under = self._under(place)
        if isinstance(under, Gap):
            return self._gap_words(under)
        row = under or self.model_.value(self.indexAt(place))
        return self._whole_words(row) if row is not None else ""

    # --- undated events are dragged in between

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only what comes from the tray."""
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the list."""
        if event.mimeData().hasFormat(DRAGGED):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was let go, and before which row."""
        if not event.mimeData().hasFormat(DRAGGED):
            return
        event.acceptProposedAction()
        y = event.position().y() + self.verticalScrollBar().value()
        before = sum(row.at < y for row in self._picture.rows)
        self.dropped.emit(int(bytes(event.mimeData().data(DRAGGED).data())), before)


_RIGHT = Qt.TextElideMode.ElideRight


def _no_words(_event: Event) -> str:
    """The lanes are drawn, not written: every word of them stands in the list."""
    return ""


def _tone(lane: Lane) -> str:
    return "red" if lane is Lane.PRESSURE else "accent"
