"""Pictures on the screen: a JPEG or PNG drawn from memory, with a limit on what it may take."""

from PIL import Image
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desktop.documents import pictures

SHOWN_SIDE = 4_000  # what is kept for the screen
_STEPS = (0.25, 0.5, 1.0, 2.0, 4.0)


def read_picture(data: bytes) -> QImage:
    """The picture in these bytes, small enough for the screen. Raises BadInput("picture", …) where it is none, or too large."""
    return _image(pictures.read(data, SHOWN_SIDE))


def _image(picture: Image.Image) -> QImage:
    return QImage(picture.tobytes(), picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888).copy()


class PictureView(QAbstractScrollArea):
    """Shows one picture: whole at first, larger with +, smaller with -."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self._image = QImage()
        self._step = -1  # -1: as large as fits

    def show_image(self, image: QImage) -> None:
        """Show this picture, whole."""
        self._image, self._step = image, -1
        self._measure()

    def clear(self) -> None:
        """Forget the picture."""
        self.show_image(QImage())

    def zoom(self, by: int) -> None:
        """Larger or smaller by so many steps."""
        self._step = max(-1, min(len(_STEPS) - 1, (self._nearest() if self._step < 0 else self._step) + by))
        self._measure()

    def fit(self) -> None:
        """Show the picture whole."""
        self._step = -1
        self._measure()

    def _nearest(self) -> int:
        scale = self._size().width() / max(1, self._image.width())
        return min(range(len(_STEPS)), key=lambda step: abs(_STEPS[step] - scale))

    def _size(self) -> QSize:
        if self._image.isNull():
            return QSize()
        if self._step < 0:
            fitting = self._image.size().scaled(self.viewport().size(), Qt.AspectRatioMode.KeepAspectRatio)
            return fitting if fitting.width() < self._image.width() else self._image.size()
        return self._image.size() * _STEPS[self._step]

    def _measure(self) -> None:
        size, view = self._size(), self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(1, seen))
            bar.setSingleStep(40)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        size, view = self._size(), self.viewport().size()
        left = max(0, (view.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        top = max(0, (view.height() - size.height()) // 2) - self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(left, top, size.width(), size.height()), self._image)
        painter.end()

    def resizeEvent(self, event: object) -> None:
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in {"+", "="}:
            self.zoom(1)
        elif event.text() == "-":
            self.zoom(-1)
        elif event.text() == "0":
            self.fit()
        else:
            super().keyPressEvent(event)
