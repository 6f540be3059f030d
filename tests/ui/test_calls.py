"""A call: the clock runs, most never become a file, none is lost."""

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput
from desktop.storage import records
from desktop.ui.calls.strip import CallStrip
from desktop.ui.calls.when import ring_back_time

ZONE = timezone(timedelta(hours=3))
NOW = datetime(2026, 5, 14, 12, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("18:30", "2026-05-14T18:30"),
        ("18.30", "2026-05-14T18:30"),
        ("9", "2026-05-15T09:00"),
        ("завтра 10", "2026-05-15T10:00"),
        ("tomorrow", "2026-05-15T10:00"),
        ("20.5 9:15", "2026-05-20T09:15"),
        ("+2", "2026-05-14T14:00"),
        ("+30 мин", None),
        ("+30мин", "2026-05-14T12:30"),
        ("25:00", None),
        ("31.2 10", None),
        ("soon", None),
    ],
)
def test_when_to_ring_back_is_read_as_people_write_it(typed, meant):
    if meant is None:
        with pytest.raises(BadInput):
            ring_back_time(typed, NOW)
    else:
        assert ring_back_time(typed, NOW).replace(tzinfo=None).isoformat(timespec="minutes") == meant


@pytest.fixture
def strip(session, shown):
    return shown(CallStrip(session))


def _fill(call_line, **texts):
    for name, text in texts.items():
        call_line._fields[name].setText(text)


def test_a_call_is_kept_with_its_time(strip, vault, clock):
    strip.begin_call()
    _fill(strip.lines[0], who="his mother", line="asks for advice", number="+7 900 000 00 00")
    clock.now += timedelta(minutes=4)

    strip.lines[0]._keep()

    (call,) = records.every(vault, Call)
    assert (call.who, call.line) == ("his mother", "asks for advice")
    assert datetime.fromisoformat(call.ended) - datetime.fromisoformat(call.began) == timedelta(minutes=4)
    assert strip.lines == ()


def test_a_call_with_nothing_typed_leaves_nothing(strip, vault):
    strip.begin_call()

    strip.lines[0]._keep()

    assert records.every(vault, Call) == []


def test_a_second_call_stacks_on_the_first(strip):
    strip.begin_call()
    strip.begin_call()

    assert len(strip.lines) == 2


def test_a_call_becomes_a_case(strip, vault):
    opened: list[str] = []
    strip.case_wanted.connect(opened.append)
    strip.begin_call()
    _fill(strip.lines[0], who="his mother", about="her son", line="order for tomorrow")

    strip.lines[0]._to_case()

    case = records.get(vault, Case, opened[0])
    assert (case.called_by, case.about, case.matter) == ("his mother", "her son", "order for tomorrow")
    assert records.every(vault, Call)[0].case == case.id


def test_a_time_that_does_not_exist_is_said_and_the_call_stays(strip, vault):
    strip.begin_call()
    _fill(strip.lines[0], who="x", ring_back="25:70")

    strip.lines[0]._keep()

    assert strip.lines[0]._line.text()
    assert strip.lines[0]._fields["ring_back"].text() == "25:70"
    assert records.every(vault, Call) == []


def test_a_call_under_way_comes_back_after_the_lock(strip, session, shown):
    strip.begin_call()
    _fill(strip.lines[0], who="his mother")
    began = strip.lines[0].call.began

    again = shown(CallStrip(session))
    for draft in strip.save_draft():
        again.restore_draft(draft)

    assert again.lines[0]._fields["who"].text() == "his mother"
    assert again.lines[0].call.began == began


def test_discarding_what_was_typed_asks_first(strip, asking):
    asking.says_yes = False
    strip.begin_call()
    _fill(strip.lines[0], who="x")

    strip.lines[0]._discard()

    assert len(asking.asked) == 1
    assert len(strip.lines) == 1


def test_ctrl_enter_keeps_the_call(strip, vault):
    strip.begin_call()
    _fill(strip.lines[0], who="x")

    QTest.keyClick(strip.lines[0]._fields["who"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert len(records.every(vault, Call)) == 1
