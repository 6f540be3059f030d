"""Pages that somebody else draws: the window asks for what is in sight and never waits for it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.documents.drawing import Drawn
from desktop.ui.parts.pages_view import PagesView


class DrawnView(PagesView):
    """Shows pages of a stranger's paper. `wanted` asks for one page at a time, as large as fits into a box of pixels."""

    wanted = Signal(int, int, int)  # its number, from 0, and the width and height of the box
    shown = Signal()  # other pages came in sight, or were drawn

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._fits_whole = False
        self._awaited: int | None = None
        self._stale: set[int] = set()
        self._failed: set[int] = set()
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.shown.emit())

    def show_sizes(self, sizes: tuple[tuple[float, float], ...], *, whole: bool) -> None:
        """Show pages of these sizes; `whole` makes one fit the window at first."""
        self._fits_whole, self._awaited = whole, None
        self._stale.clear()
        self._failed.clear()
        self._zoom, self._whole_page = None, whole
        self._show_pages(sizes)
        self.verticalScrollBar().setValue(0)
        self.shown.emit()

    def correct_sizes(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """The pages are of these sizes; what is in sight stays there."""
        if sizes == self._sizes:
            return
        bar, frames = self.verticalScrollBar(), self._frames
        first = next(iter(self._in_sight()), 0)
        down = bar.value() - frames[first].top()
        self._sizes = sizes
        self._redraw()
        bar.setValue(self._frames[first].top() + down)
        self.shown.emit()

    def take(self, number: int, drawn: Drawn) -> None:
        """The page that was asked for."""
        self._awaited = None
        if number < self.page_count:
            self._keep(number, drawn)
            self._stale.discard(number)
        self.viewport().update()
        self.shown.emit()

    def give_up(self, number: int) -> None:
        """The page that was asked for cannot be drawn: it stays white."""
        self._awaited = None
        self._failed.add(number)
        self.viewport().update()

    def _drop_pictures(self) -> None:
        # Until they are drawn anew they are stretched: better than white.
        self._stale.update(self._pictures)

    def _picture(self, number: int) -> QImage | None:
        return self._pictures.get(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self._awaited is not None or not self._sizes:
            return
        seen = self._in_sight()
        # The pages that come next are had ready, and the one before. What was passed meanwhile is not asked for.
        near = [*seen, seen[-1] + 1, seen[-1] + 2, seen[0] - 1] if seen else []
        for number in near:
            if not 0 <= number < self.page_count:
                continue
            if (number not in self._pictures or number in self._stale) and number not in self._failed:
                self._awaited = number
                size = self._frames[number].size() * self.devicePixelRatioF()
                self.wanted.emit(number, max(1, size.width()), max(1, size.height()))
                return

    def _fit(self) -> None:
        if self._fits_whole:
            self.fit_page()
        else:
            self.fit_width()
