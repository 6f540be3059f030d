"""A call: the clock runs, most never become a file, none is lost."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput
from desktop.domain.people import Role
from desktop.operations.calls import Caller, keep_call
from desktop.operations.cases import open_case
from desktop.operations.people import add_person, keep_party
from desktop.storage import calls, records
from desktop.ui.calls.clock import from_wall_time, his_time
from desktop.ui.calls.page import CallsPage
from desktop.ui.calls.strip import CallStrip
from desktop.ui.calls.when import ring_back_time
from tests import make

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
        ("сегодня 18:00", "2026-05-14T18:00"),
        ("today 9", "2026-05-14T09:00"),
        ("today", None),
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


def _mother(vault, phone="8 900 123-45-67", **speaking):
    case = open_case(vault)
    party = add_person(vault, make.person(surname="Сидорова", phones=(phone,)), case.id, Role.RELATIVE, relation="мать")
    keep_party(vault, replace(party, **speaking))
    return case


def _said(panel):
    return " ".join(label.text() for label in panel.findChildren(QLabel) if not label.isHidden())


def test_a_number_that_rings_says_whose_it_is_and_how_to_speak(strip, vault):
    case = _mother(vault, code_word="ромашка", may_be_told="что подано", may_not_be_told="где он")
    strip.begin_call()
    caller = strip.lines[0].caller

    _fill(strip.lines[0], number="45-67")
    caller.look()

    assert [place.case.id for place in caller.caller.places] == [case.id]
    said = _said(caller)
    assert "ромашка" in said
    assert said.index("что подано") < said.index("где он")
    assert "Сидорова" not in said


def test_a_call_goes_into_the_file_that_its_number_leads_to(strip, vault):
    case = _mother(vault)
    opened: list[str] = []
    strip.case_wanted.connect(opened.append)
    strip.begin_call()
    _fill(strip.lines[0], number="+7 900 123 45 67")
    strip.lines[0].caller.look()

    strip.lines[0].caller.findChildren(QPushButton)[0].click()

    assert opened == [case.id]
    assert [call.case for call in records.every(vault, Call)] == [case.id]
    assert strip.lines == ()


def test_an_earlier_call_of_the_number_is_shown_and_beside_a_visitor_nothing_is(strip, session, vault):
    _mother(vault)
    keep_call(vault, Call(id=vault.new_id(), began="2026-05-13T09:00:00+00:00", number="4567", line="просила справку"))
    strip.begin_call()
    caller = strip.lines[0].caller
    _fill(strip.lines[0], number="4567")
    caller.look()
    assert "просила справку" in _said(caller)

    session.begin_visit("")
    caller.look()

    assert caller.isHidden()
    assert caller.caller == Caller()


def test_a_call_goes_into_a_file_she_picks(strip, vault):
    case = open_case(vault)
    open_case(vault)
    strip.begin_call()
    _fill(strip.lines[0], who="x")

    strip.lines[0]._pick()
    strip.lines[0]._picker.words.setText(case.pseudonym)
    QTest.keyClick(strip.lines[0]._picker.words, Qt.Key.Key_Return)

    assert [call.case for call in records.every(vault, Call)] == [case.id]


def test_a_one_off_consultation_is_kept_as_such(strip, vault):
    strip.begin_call()
    _fill(strip.lines[0], who="x")

    strip.lines[0]._keep(one_off=True)

    assert records.every(vault, Call)[0].one_off


def test_ringing_back_is_said_with_his_clock_and_ticked_off(strip, vault):
    strip.begin_call()
    line = strip.lines[0]
    line._zone.show_code("Asia/Kamchatka")
    _fill(line, who="x", ring_back="20:00")
    assert line._back.text().endswith(f"20:00 · {his_time(from_wall_time('2026-05-14T20:00', ''), 'Asia/Kamchatka')}")
    line._keep()
    (call,) = calls.to_ring_back(vault, 10)

    strip.show_call(call.id)
    strip.lines[0]._rung_back()

    assert calls.to_ring_back(vault, 10) == []
    assert records.get(vault, Call, call.id).ring_back


def test_the_list_of_calls_is_narrowed_by_the_end_of_a_number(session, shown, vault):
    case = open_case(vault)
    for number, more in (("8 900 123-45-67", {"case": case.id}), ("8 900 123-45-68", {"one_off": True})):
        keep_call(vault, Call(id=vault.new_id(), began="2026-05-13T09:00:00+00:00", who="мать", number=number, **more))
    page = shown(CallsPage(session))
    became = [page._became(call) for call in page.table.model_.rows]
    assert sorted(became) == sorted([f"→ {case.pseudonym}", "one-off"])

    page.words.setText("45-67")

    assert [call.number for call in page.table.model_.rows] == ["8 900 123-45-67"]
    assert page.table.model_.columns[2].text_of(page.table.model_.rows[0]) == "▮▮▮▮▮▮"
