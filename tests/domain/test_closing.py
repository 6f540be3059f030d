"""The closing check: each line is red for its own reason and no other, and green when it is mended."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.calls import Call
from desktop.domain.closing import BY_HAND, Found, Line, Records, check
from desktop.domain.days import Day
from desktop.domain.letters import Answer, Channel, Copy, Keeper, Letter, LetterState, Original, RegisterEntry, WayOut
from desktop.domain.powers import Power, PowerKind
from desktop.domain.tasks import Task
from tests import make

TODAY = date(2026, 5, 14)
CASE = make.case()
PRINTED = Copy(way=WayOut.PRINTED, at="2026-05-01T09:00:00+00:00")
WITH_HIM = (Original(keeper=Keeper.CLIENT),)
SAID = dict.fromkeys(BY_HAND, TODAY)


def entry(**fields: Any) -> RegisterEntry:
    """A document with which everything is in order."""
    usual = {
        "id": "e" * 32, "case": CASE.id, "letter": "l" * 32, "number": "26-AAAA", "template": "r01", "copies": (PRINTED,),
        "handed_in": Channel.IN_PERSON, "stamp_number": "7", "originals": (Original(keeper=Keeper.UNIT),),
    }  # fmt: skip
    return RegisterEntry(**usual | fields)


def quiet(**fields: Any) -> Records:
    """A case in which nothing is open."""
    usual = {"case": CASE, "copied": True, "by_hand": SAID, "register": (entry(),), "receipts": {"r40"}, "farewells": {"r41"}}
    return Records(**usual | fields)


def power(**fields: Any) -> Power:
    return Power(**{"id": "p" * 32, "case": CASE.id} | fields)


def red(read: Records) -> set[Line]:
    return {each.line for each in check(read, TODAY) if each.is_open}


def line(read: Records, code: Line) -> Found:
    return next(each for each in check(read, TODAY) if each.line is code)


def letter(**fields: Any) -> Letter:
    return Letter(**{"id": "l" * 32, "case": CASE.id, "template": "r01"} | fields)


def test_a_case_in_which_nothing_is_open_is_green_throughout() -> None:
    assert red(quiet()) == set()
    assert [each.line for each in check(quiet(), TODAY)] == list(Line)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (Line.DATES, {"deadlines": (make.deadline(case=CASE.id),)}),
        (Line.TASKS, {"tasks": (Task(id="t", title="Позвонить", case=CASE.id),)}),
        (Line.CALLS, {"calls": (Call(id="c", began="2026-05-14T09:00:00+00:00", case=CASE.id, ring_back="2026-05-15T10:00"),)}),
        (Line.NOTES, {"notes": (make.note(case=CASE.id),)}),
        (Line.DRAFTS, {"letters": (letter(),)}),
        (Line.NOT_OUT, {"register": (entry(copies=()),)}),
        (Line.NOT_OUT, {"put_off": {"e" * 32}}),
        (Line.NO_MARK, {"register": (entry(stamp_number=""),)}),
        (Line.ANSWERS, {"register": (entry(answer_due=Day("2026-06-14")),)}),
        (Line.ORIGINALS, {"register": (entry(originals=(Original(keeper=Keeper.LAWYER),)),)}),
        (Line.RECEIPT, {"register": (entry(originals=WITH_HIM),), "by_hand": {}}),
        (Line.HANDS, {"register": (entry(originals=()),), "by_hand": {}}),
        (Line.LISTS, {"unticked": 2}),
        (Line.POWERS, {"powers": (power(),), "by_hand": {}}),
        (Line.POWERS, {"powers": (power(ended_on=Day("2026-05-01")), power(valid_until=Day("2026-05-14"))), "by_hand": {}}),
        (Line.POWERS, {"powers": (), "by_hand": {}}),
        (Line.POWERS, {"powers": (power(kind=PowerKind.DATA_CONSENT),), "by_hand": {}}),
        (Line.MESSAGE, {"by_hand": {}}),
        (Line.INFORMED, {"by_hand": {}}),
        (Line.COPY, {"copied": False}),
    ],
)
def test_each_line_is_red_for_its_own_reason(code: Line, fields: dict[str, Any]) -> None:
    assert line(quiet(**fields), code).is_open
    # Without the word of the lawyer, several lines are red that records do not tell.
    assert red(quiet(**fields)) - BY_HAND <= {code}


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (Line.DATES, {"deadlines": (make.deadline(case=CASE.id, done_at="2026-05-13T09:00:00+00:00"),)}),
        (Line.NOTES, {"notes": (make.note(case=CASE.id, signed_at="2026-05-13T09:00:00+00:00"),)}),
        (Line.DRAFTS, {"letters": (letter(state=LetterState.APPROVED, register="e" * 32),)}),
        (Line.NOT_OUT, {"register": (entry(copies=(), withdrawn_on=Day("2026-05-02")),)}),
        (Line.NOT_OUT, {"register": (entry(copies=(), archive_copy=True),)}),
        (Line.NOT_OUT, {"register": (entry(copies=()), entry(id="f" * 32, corrects="e" * 32))}),
        (Line.NO_MARK, {"register": (entry(stamp_number="", refused_on=Day("2026-05-02")),)}),
        (Line.NO_MARK, {"register": (entry(stamp_number=""),), "without_mark": {"e" * 32}}),
        (Line.ANSWERS, {"register": (entry(answer_due=Day("2026-06-14"), answer=Answer.GRANTED),)}),
        (Line.MESSAGE, {"register": (entry(), entry(id="f" * 32, template="r41")), "by_hand": {}}),
        (Line.POWERS, {"powers": (power(ended_on=Day("2026-05-01")), power(valid_until=Day("2026-05-13"))), "by_hand": {}}),
        (Line.RECEIPT, {"by_hand": {}, "register": (entry(originals=WITH_HIM), entry(id="f" * 32, template="r40"))}),
    ],
)
def test_what_was_mended_is_green(code: Line, fields: dict[str, Any]) -> None:
    assert not line(quiet(**fields), code).is_open


def test_a_document_that_was_only_put_off_has_not_left() -> None:
    put_off = entry(copies=(replace(PRINTED, way=WayOut.PUT_OFF),))

    assert line(quiet(register=(put_off,)), Line.NOT_OUT).subjects == (put_off.id,)


def test_what_records_tell_cannot_be_said_away() -> None:
    read = quiet(deadlines=(make.deadline(case=CASE.id),), by_hand=SAID | {Line.DATES: TODAY})

    assert line(read, Line.DATES).is_open
