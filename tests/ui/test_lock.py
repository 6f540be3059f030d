"""The lock sees every key in every window, counts while the laptop sleeps, and is never stopped."""

import json
import os

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.ui import handover, lock
from desktop.ui.asking import Asking
from desktop.ui.handover import Handover
from desktop.ui.lock import Watch


class Hours:
    """The seconds since the computer was switched on."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def hours():
    return Hours()


@pytest.fixture
def watch(qapp, hours):
    watching = Watch(5, now=hours)
    yield watching
    watching.deleteLater()


@pytest.fixture
def window(shown):
    widget = QWidget()
    QVBoxLayout(widget).addWidget(QLineEdit())
    return shown(widget)


def _heard(watch):
    heard: list[bool] = []
    watch.locked.connect(heard.append)
    return heard


def test_the_panic_key_is_seen_before_the_field_that_has_the_keyboard(watch, window):
    heard = _heard(watch)
    watch.start()

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F12)

    assert heard[0] is True


def test_ctrl_l_locks_without_panic_on_the_russian_layout_too(watch, window):
    heard = _heard(watch)
    watch.start()

    for key in (Qt.Key.Key_L, 0x0414):
        press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.ControlModifier)
        QApplication.sendEvent(window.windowHandle(), press)

    assert heard == [False, False]


@pytest.mark.parametrize("ask", ["question", "notice", "folder", "open_file", "save_file"])
def test_the_panic_key_works_in_every_dialog(watch, window, qtbot, ask):
    heard, asking = _heard(watch), Asking()
    watch.start()

    {
        "question": lambda: asking.question(window, "?", "Yes", lambda: None),
        "notice": lambda: asking.notice(window, "!", details="…"),
        "folder": lambda: asking.folder(window, "?", lambda _path: None),
        "open_file": lambda: asking.open_file(window, "?", lambda _path: None),
        "save_file": lambda: asking.save_file(window, "?", "a.pdf", lambda _path: None),
    }[ask]()
    dialog = next(child for child in window.children() if isinstance(child, QWidget) and child.isWindow())
    watch._on_tick()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_F12)

    assert heard[0] is True
    dialog.close()


def test_it_locks_after_five_minutes_without_a_touch(watch, window, hours):
    heard = _heard(watch)
    watch.start()

    hours.seconds += 299
    watch._on_tick()
    assert heard == []
    hours.seconds += 1
    watch._on_tick()

    assert heard == [False]


def test_any_key_puts_the_lock_off(watch, window, hours):
    heard = _heard(watch)
    watch.start()

    hours.seconds += 299
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    hours.seconds += 299
    watch._on_tick()

    assert heard == []


def test_the_locked_program_learns_where_the_vault_is_from_a_descriptor_alone(monkeypatch):
    descriptor = os.memfd_create("")
    os.write(descriptor, json.dumps({"vault": "/a/b", "panic": True, "lost": ["note"]}).encode())
    monkeypatch.setenv(handover.VARIABLE, str(descriptor))

    assert handover.receive() == Handover("/a/b", True, ("note",))
    assert handover.VARIABLE not in os.environ
    with pytest.raises(OSError, match="Bad file"):
        os.fstat(descriptor)


@pytest.mark.parametrize("value", ["", "x", "-1", "99999"])
def test_without_a_descriptor_the_start_is_an_ordinary_one(monkeypatch, value):
    monkeypatch.setenv(handover.VARIABLE, value)

    assert handover.receive() is None


def test_the_lock_keys_are_taken_from_the_window_itself(watch, window):
    watch.start()
    field = window.findChild(QLineEdit)
    field.setFocus()

    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    assert field.text() == ""
    assert lock.SECONDS_FOR_DRAFTS <= 0.3
