"""The register as it is looked at: views, what is doubted, what a typed stamp means."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain import register
from desktop.domain.days import Day
from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.domain.register import View, doubts, stands_in

TODAY = date(2026, 5, 14)
ENTRY = RegisterEntry(id="1", case="c", letter="l", number="26-AAAA", approved_at="2026-05-04T09:00:00+00:00")


def codes(entry: RegisterEntry, **more: bool) -> set[tuple[str, str]]:
    return {(each.field, each.code) for each in doubts(entry, TODAY, **more)}


@pytest.mark.parametrize(
    ("typed", "number", "day"),
    [
        ("117", "117", ""),
        (" вх. № 117 от 14.5 ", "117", "14.5"),
        ("Вх. №117/3 от 14.05.2026 г.", "117/3", "14.05.2026"),
        ("117 14.05.2026", "117", "14.05.2026"),
        ("117, 14.5", "117", "14.5"),
        ("№ 12 дсп от 3.5", "12 дсп", "3.5"),
        ("2а-1/2026", "2а-1/2026", ""),
        ("N 5 on 3.5", "5", "3.5"),
        ("1.2.3", "1.2.3", ""),
        ("117 от вчера", "117", "вчера"),
        ("Вход-4", "Вход-4", ""),
        ("", "", ""),
    ],
)
def test_a_stamp_is_read_as_people_type_it(typed, number, day):
    assert register.typed_stamp(typed) == (number, day)


def test_without_a_stamp_are_those_that_ask_for_one_and_have_neither_stamp_nor_refusal():
    def waits(entry: RegisterEntry, **more: bool) -> bool:
        return stands_in(entry, View.WITHOUT_STAMP, TODAY, **more)

    assert waits(ENTRY)
    assert not waits(ENTRY, asks_for_mark=False)
    assert not waits(replace(ENTRY, stamp_number="1"))
    assert not waits(replace(ENTRY, refused_on=Day("2026-05-05")))
    assert not waits(replace(ENTRY, withdrawn_on=Day("2026-05-05")))
    assert not waits(replace(ENTRY, archive_copy=True))
    # What was corrected before it was handed in is not waited for; what was handed in is.
    assert not waits(ENTRY, corrected=True)
    assert waits(replace(ENTRY, handed_in=Channel.IN_PERSON), corrected=True)


def test_an_answer_is_overdue_from_the_day_after_it_was_due_until_it_comes():
    due = replace(ENTRY, answer_due=Day("2026-05-14"))
    late = replace(ENTRY, answer_due=Day("2026-05-13"))

    assert stands_in(due, View.AWAITING, TODAY)
    assert not stands_in(due, View.OVERDUE, TODAY)
    assert stands_in(late, View.OVERDUE, TODAY)
    assert not stands_in(replace(late, answer=Answer.REFUSED), View.OVERDUE, TODAY)
    assert stands_in(replace(late, answer=Answer.FORWARDED), View.OVERDUE, TODAY)


def test_a_stamp_without_its_scan_waits_for_it():
    assert stands_in(replace(ENTRY, stamp_number="1"), View.SCAN_WAITS, TODAY)
    assert not stands_in(replace(ENTRY, stamp_number="1", scan="a"), View.SCAN_WAITS, TODAY)
    assert not stands_in(ENTRY, View.SCAN_WAITS, TODAY)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"stamp_number": "1", "stamp_on": Day("2026-05-02")}, ("stamp_on", "before-approval")),
        ({"stamp_number": "1", "stamp_on": Day("2026-05-16")}, ("stamp_on", "to-come")),
        ({"stamp_number": "1"}, ("stamp_on", "missing")),
        ({"handed_on": Day("2026-05-12"), "stamp_number": "1", "stamp_on": Day("2026-05-10")}, ("stamp_on", "before-handing-in")),
        ({"answer": Answer.REFUSED, "answer_on": Day("2026-05-06"), "stamp_on": Day("2026-05-10")}, ("answer_on", "before-stamp")),
        ({"post_receipt": "квитанция у мамы"}, ("post_receipt", "unusual")),
        ({"post_receipt": "1234567890123"}, ("post_receipt", "unusual")),
        ({"refused_hour": "25:00"}, ("refused_hour", "no-hour")),
        ({"refused_on": Day("2025-05-04")}, ("refused_on", "before-approval")),
        ({"withdrawn_on": Day("2027")}, ("withdrawn_on", "to-come")),
    ],
)
def test_what_is_hardly_so_is_doubted(fields, expected):
    assert expected in codes(replace(ENTRY, **fields))


@pytest.mark.parametrize(
    "fields",
    [
        # He may be a day ahead of her clock, or a day behind.
        {"stamp_number": "1", "stamp_on": Day("2026-05-03")},
        {"stamp_number": "1", "stamp_on": Day("2026-05-15")},
        {"handed_on": Day("2026-05")},
        {"post_receipt": "667 000 12 34567 8"},
        {"post_receipt": "ra123456785ru"},
        {"refused_hour": "9:05"},
        {"refused_hour": "18.20"},
    ],
)
def test_what_may_well_be_so_is_not_doubted(fields):
    assert codes(replace(ENTRY, **fields)) == set()


def test_the_same_stamp_is_the_same_number_of_one_day_in_one_unit():
    one = replace(ENTRY, stamp_number="117 а", stamp_on=Day("2026-05-14"))
    units = {"c": "00001", "d": "00002"}
    entries = (one, replace(one, id="2", stamp_number="117А"), replace(one, id="3", case="d"), replace(one, id="4", stamp_on=None))

    found = register.stamps(entries, units)

    assert sorted(found.values()) == [1, 2]
    key = register.stamp_key(one, units)
    assert key is not None
    assert found[key] == 2
    assert register.stamp_key(one, {}) is None


def test_a_digest_is_read_out_in_groups_of_four():
    digest = register.digest_of("Рапорт")

    groups = register.in_groups(digest)

    assert groups.replace(" ", "") == digest
    assert [len(group) for group in groups.split(" ")] == [4] * 16
