"""Pages on the screen: a PDF drawn from memory, page under page, as it will lie on paper."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.documents import pages

GAP = 12  # between pages, and around them
KEPT = 6  # pictures of pages kept in memory: what can be seen at once, and its neighbours
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
PAPER = QColor(255, 255, 255)  # paper is white in the dark as well


class PdfView(QAbstractScrollArea):
    """Shows the bytes of a PDF. Nothing of it touches a disk, and only pages in sight are drawn."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._pictures: dict[int, QImage] = {}
        self._zoom: float | None = None  # None: as wide as the window
        self._whole_page = False
        self._scale = 1.0

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._sizes)

    @property
    def page_in_sight(self) -> int:
        """The number, from 1, of the page in the middle of the window; 0 where there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        for number, frame in enumerate(self._frames(), start=1):
            if middle <= frame.bottom() + GAP:
                return number
        return self.page_count

    def show_pdf(self, pdf: bytes) -> None:
        """Show these bytes, at the same place where it has the same pages. Raises what `documents.pages` raises."""
        sizes = pages.sizes(pdf)
        moved = len(sizes) != len(self._sizes)
        self._pdf, self._sizes = pdf, sizes
        self._pictures.clear()
        self._measure()
        if moved:
            self.verticalScrollBar().setValue(min(self.verticalScrollBar().value(), self.verticalScrollBar().maximum()))
        self.viewport().update()

    def clear(self) -> None:
        """Forget the pages."""
        self._pdf, self._sizes = b"", ()
        self._pictures.clear()
        self._measure()
        self.viewport().update()

    def fit_width(self) -> None:
        """Make pages as wide as the window."""
        self._zoom, self._whole_page = None, False
        self._redraw()

    def fit_page(self) -> None:
        """Make a whole page fit the window."""
        self._zoom, self._whole_page = None, True
        self._redraw()

    def zoom(self, steps: int) -> None:
        """Larger or smaller by so many steps."""
        near = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self._scale * 0.75))
        self._zoom = ZOOMS[max(0, min(len(ZOOMS) - 1, near + steps))] / 0.75
        self._redraw()

    def _redraw(self) -> None:
        self._pictures.clear()
        self._measure()
        self.viewport().update()

    def _frames(self) -> list[QRect]:
        frames, top = [], GAP
        room = max(self.viewport().width(), self._widest() + 2 * GAP)
        for wide, high in self._sizes:
            size = QSize(round(wide * self._scale), round(high * self._scale))
            frames.append(QRect(QPoint((room - size.width()) // 2, top), size))
            top += size.height() + GAP
        return frames

    def _widest(self) -> int:
        return round(max((wide for wide, _ in self._sizes), default=0) * self._scale)

    def _measure(self) -> None:
        self._scale = self._fitting_scale()
        view = self.viewport().size()
        high = sum(round(high * self._scale) + GAP for _, high in self._sizes) + GAP
        self.verticalScrollBar().setRange(0, max(0, high - view.height()))
        self.verticalScrollBar().setPageStep(max(1, view.height()))
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, self._widest() + 2 * GAP - view.width()))
        self.horizontalScrollBar().setPageStep(max(1, view.width()))

    def _fitting_scale(self) -> float:
        if not self._sizes:
            return 1.0
        if self._zoom is not None:
            return self._zoom
        wide, high = max(wide for wide, _ in self._sizes), max(high for _, high in self._sizes)
        scale = (self.viewport().width() - 2 * GAP) / wide
        if self._whole_page:
            scale = min(scale, (self.viewport().height() - 2 * GAP) / high)
        return max(0.1, scale)

    def _picture(self, number: int) -> QImage:
        if number not in self._pictures:
            ratio = self.devicePixelRatioF()
            drawn = pages.picture(self._pdf, number, self._scale * ratio)
            image = QImage(drawn.rgb, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888).copy()
            image.setDevicePixelRatio(ratio)
            while len(self._pictures) >= KEPT:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[number] = image
        return self._pictures[number]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        shift = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for number, frame in enumerate(self._frames()):
            place = frame.translated(shift)
            if place.intersects(self.viewport().rect()):
                painter.fillRect(place, PAPER)
                painter.drawImage(place, self._picture(number))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        old = self._scale
        self._measure()
        if old != self._scale:
            self._pictures.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"+", "="}:
            self.zoom(1)
        elif event.text() == "-":
            self.zoom(-1)
        elif event.text() == "0":
            self.fit_width()
        elif event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)
