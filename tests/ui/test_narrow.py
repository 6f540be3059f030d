"""A window that is narrow, as with letters twice as large."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QStackedWidget, QWidget

from desktop.ui.parts.front import by_the_front
from desktop.ui.parts.turning import NARROW, Turning


def test_pages_need_the_room_of_the_one_in_front(shown):
    pages = QStackedWidget()
    for wide in (100, 3000):
        page = QWidget()
        inner = QHBoxLayout(page)
        label = QLabel()
        label.setMinimumWidth(wide)
        inner.addWidget(label)
        pages.addWidget(page)
    by_the_front(pages)
    shown(pages)

    assert pages.minimumSizeHint().width() < 200
    pages.setCurrentIndex(1)
    assert pages.minimumSizeHint().width() > 3000


def test_a_row_becomes_a_column_in_a_narrow_window_and_a_row_again(shown):
    window, page = QWidget(), QWidget()
    QHBoxLayout(window).addWidget(page)
    row = QHBoxLayout(page)
    told = []
    Turning(page, row).turned.connect(told.append)
    shown(window)

    window.resize(NARROW - 1, 400)
    assert row.direction() == QBoxLayout.Direction.TopToBottom
    window.resize(NARROW, 400)
    assert row.direction() == QBoxLayout.Direction.LeftToRight
    assert told == [True, False]
