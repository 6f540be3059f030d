"""One page while it is put right: drawn whole, with what is cut off in the shade. A frame drawn with the mouse says what stays."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.documents.drawing import Drawn

Cut = tuple[float, float, float, float]
NOTHING: Cut = (0.0, 0.0, 0.0, 0.0)
_SHADE = QColor(0, 0, 0, 120)
_LEAST = 0.05  # of the page that a frame must have each way; less was a click


class CutView(QWidget):
    """Shows a page and its cut. `resized` asks for a page that fits, `cut` brings the frame that was drawn."""

    resized = Signal()
    cut = Signal(tuple)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 120)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.setAutoFillBackground(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._image = QImage()
        self._cut = NOTHING
        self._from: QPointF | None = None

    def show_page(self, drawn: Drawn) -> None:
        """Show this page."""
        self._image = QImage(drawn.data, drawn.wide, drawn.high, drawn.wide * 3, QImage.Format.Format_RGB888).copy()
        self.update()

    def show_cut(self, cut: Cut) -> None:
        """Shade what is cut off: the share at the left, top, right, bottom."""
        self._cut = cut
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._image, self._cut = QImage(), NOTHING
        self.update()

    @property
    def room(self) -> tuple[int, int]:
        """How many pixels there are for a page each way."""
        ratio = self.devicePixelRatioF()
        return max(1, int(self.width() * ratio)), max(1, int(self.height() * ratio))

    def _place(self) -> QRect:
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, size.width(), size.height())

    def _frame(self) -> QRectF:
        place, (left, top, right, bottom) = QRectF(self._place()), self._cut
        return place.adjusted(left * place.width(), top * place.height(), -right * place.width(), -bottom * place.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self._place()
        painter.drawImage(place, self._image)
        if self._cut != NOTHING:
            inside = self._frame().toAlignedRect()
            for shade in (
                QRect(place.left(), place.top(), place.width(), inside.top() - place.top()),
                QRect(place.left(), inside.bottom() + 1, place.width(), place.bottom() - inside.bottom()),
                QRect(place.left(), inside.top(), inside.left() - place.left(), inside.height()),
                QRect(inside.right() + 1, inside.top(), place.right() - inside.right(), inside.height()),
            ):
                painter.fillRect(shade, _SHADE)
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRect(inside)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._image.isNull():
            self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self._cut = self._between(self._from, event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        drawn, self._from = self._between(self._from, event.position()), None
        left, top, right, bottom = drawn
        self.cut.emit(drawn if 1 - left - right >= _LEAST and 1 - top - bottom >= _LEAST else NOTHING)

    def _between(self, one: QPointF, other: QPointF) -> Cut:
        place = QRectF(self._place())
        across = sorted(min(1.0, max(0.0, (point.x() - place.left()) / max(1.0, place.width()))) for point in (one, other))
        down = sorted(min(1.0, max(0.0, (point.y() - place.top()) / max(1.0, place.height()))) for point in (one, other))
        return round(across[0], 3), round(down[0], 3), round(1 - across[1], 3), round(1 - down[1], 3)
