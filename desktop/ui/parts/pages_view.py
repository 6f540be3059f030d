"""Pages on the screen, page under page, as they will lie on paper; and our own PDF drawn so from memory."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.documents import pages
from desktop.documents.drawing import Drawn
from desktop.domain.errors import PageFailed

GAP = 12  # between pages, and around them
KEPT = 8  # pictures of pages kept in memory: what can be seen at once, and its neighbours
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
PAPER = QColor(255, 255, 255)  # paper is white in the dark as well
MARK, STRONG = QColor(246, 231, 168), QColor(130, 205, 220)


class PagesView(QAbstractScrollArea):
    """Shows pages of which the sizes are known; whoever inherits it brings their pictures. Only what is in sight is drawn."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._frames: tuple[QRect, ...] = ()
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
        for number, frame in enumerate(self._frames, start=1):
            if middle <= frame.bottom() + GAP:
                return number
        return self.page_count

    def clear(self) -> None:
        """Forget the pages."""
        self._show_pages(())

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

    def _show_pages(self, sizes: tuple[tuple[float, float], ...]) -> None:
        moved = len(sizes) != len(self._sizes)
        self._sizes = sizes
        self._pictures.clear()
        self._measure()
        if moved:
            self.verticalScrollBar().setValue(min(self.verticalScrollBar().value(), self.verticalScrollBar().maximum()))
        self.viewport().update()

    def _redraw(self) -> None:
        self._drop_pictures()
        self._measure()
        self.viewport().update()

    def _drop_pictures(self) -> None:
        """The pages have another size now."""
        self._pictures.clear()

    def _picture(self, number: int) -> QImage | None:
        """The picture of a page in sight; None where there is none yet."""
        raise NotImplementedError

    def _keep(self, number: int, drawn: Drawn) -> QImage:
        image = QImage(drawn.data, drawn.wide, drawn.high, drawn.wide * 3, QImage.Format.Format_RGB888).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._pictures.pop(number, None)
        while len(self._pictures) >= KEPT:
            self._pictures.pop(next(iter(self._pictures)))
        self._pictures[number] = image
        return image

    def _framed(self) -> tuple[QRect, ...]:
        frames, top = [], GAP
        room = max(self.viewport().width(), self._widest() + 2 * GAP)
        for wide, high in self._sizes:
            size = QSize(round(wide * self._scale), round(high * self._scale))
            frames.append(QRect(QPoint((room - size.width()) // 2, top), size))
            top += size.height() + GAP
        return tuple(frames)

    def _widest(self) -> int:
        return round(max((wide for wide, _ in self._sizes), default=0) * self._scale)

    def _measure(self) -> None:
        self._scale = self._fitting_scale()
        self._frames = self._framed()
        view = self.viewport().size()
        high = self._frames[-1].bottom() + 1 + GAP if self._frames else GAP
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
        scale = (self.viewport().width() - 2 * GAP) / max(1.0, wide)
        if self._whole_page:
            scale = min(scale, (self.viewport().height() - 2 * GAP) / max(1.0, high))
        return max(0.01, scale)

    def _in_sight(self) -> list[int]:
        """The pages that can be seen now, by number from 0."""
        seen = self.viewport().rect().translated(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return [number for number, frame in enumerate(self._frames) if frame.intersects(seen)]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        shift = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for number in self._in_sight():
            place = self._frames[number].translated(shift)
            painter.fillRect(place, PAPER)
            picture = self._picture(number)
            if picture is not None:
                painter.drawImage(place, picture)
                self._paint_over(painter, number, place)
        painter.end()

    def _paint_over(self, painter: QPainter, number: int, place: QRect) -> None:
        """What is drawn over the picture of a page; by itself nothing."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        old = self._scale
        self._measure()
        if old != self._scale:
            self._drop_pictures()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"+", "="}:
            self.zoom(1)
        elif event.text() == "-":
            self.zoom(-1)
        elif event.text() == "0":
            self._fit()
        elif event.key() == Qt.Key.Key_Home:
            self.verticalScrollBar().setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """The size that "0" goes back to."""
        self.fit_width()


class PdfView(PagesView):
    """Shows the bytes of a PDF that this program made. Nothing of it touches a disk."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._pdf = b""
        self._found: tuple[tuple[int, tuple[pages.Box, ...]], ...] = ()
        self._strong: int | None = None

    def show_pdf(self, pdf: bytes) -> None:
        """Show these bytes, at the same place where it has the same pages. Raises what `documents.pages` raises."""
        sizes = pages.sizes(pdf)
        self._pdf, self._found = pdf, ()
        self._show_pages(sizes)

    def clear(self) -> None:
        """Forget the pages."""
        self._pdf, self._found = b"", ()
        super().clear()

    def mark_found(self, spans: Callable[[str], Sequence[tuple[int, int]]]) -> int:
        """Mark on the pages what `spans` finds in their words; how many marks there are comes back. What cannot be read has none."""
        try:
            self._found = pages.found(self._pdf, spans) if self._pdf else ()
        except PageFailed:
            self._found = ()
        self.show_strong(None)
        return len(self._found)

    def show_strong(self, number: int | None) -> None:
        """Let one mark, from 0, stand out, and bring it into sight."""
        self._strong = number
        if number is not None and number < len(self._found):
            page, boxes = self._found[number]
            top = self._frames[page].top() + round(boxes[0][1] * self._scale)
            self.verticalScrollBar().setValue(top - self.viewport().height() // 3)
        self.viewport().update()

    def _paint_over(self, painter: QPainter, number: int, place: QRect) -> None:
        painter.save()
        # As a pen on paper: what is printed stays to be read.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for which, (page, boxes) in enumerate(self._found):
            for left, top, right, bottom in boxes if page == number else ():
                at = QRectF(left, top, right - left, bottom - top)
                area = QRectF(at.topLeft() * self._scale, at.size() * self._scale).translated(place.topLeft())
                painter.fillRect(area, STRONG if which == self._strong else MARK)
        painter.restore()

    def _picture(self, number: int) -> QImage | None:
        if number not in self._pictures:
            return self._keep(number, pages.picture(self._pdf, number, self._scale * self.devicePixelRatioF()))
        return self._pictures[number]
