"""A fault of the program is told calmly, and tells nothing of a case."""

import sys

import pytest

from desktop.ui import crash
from desktop.ui.crash import report

SECRET = "Иванов Пётр, 6:00"


@pytest.fixture
def _hooks():
    import threading

    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def _fail():
    name = SECRET
    raise ValueError(f"cannot decline {name}")


def _caught():
    try:
        _fail()
    except ValueError as error:
        return error


def test_the_report_names_places_and_versions_but_no_value():
    error = _caught()

    text = report(type(error), error.__traceback__)

    assert "ValueError" in text
    assert "_fail" in text
    assert SECRET not in text
    assert "cannot decline" not in text
    assert "/work" not in text
    assert "/home" not in text


@pytest.mark.usefixtures("_hooks")
def test_a_fault_anywhere_is_shown_once_and_the_window_lives_on(qtbot, shown, asking, capsys):
    from PySide6.QtWidgets import QWidget

    window = shown(QWidget())
    crash.install(asking, window)
    error = _caught()

    sys.excepthook(type(error), error, error.__traceback__)
    sys.excepthook(type(error), error, error.__traceback__)

    qtbot.waitUntil(lambda: bool(asking.notices))
    assert len(asking.notices) == 1
    assert SECRET not in asking.notices[0]
    assert window.isVisible()
    assert SECRET not in capsys.readouterr().err
