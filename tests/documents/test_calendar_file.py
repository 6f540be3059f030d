"""The calendar file: two libraries of strangers read every date and task back as it was."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.documents import calendar_file
from desktop.documents.calendar_file import DONE, Entry
from desktop.documents.content_lines import plain
from tests.nasty import NASTY, TEXTS
from tests.torture.counts import count

FIRST, LAST = (datetime.fromisoformat(day) for day in ("1990-01-01", "2090-01-01"))
WALL = st.datetimes(FIRST, LAST).map(lambda at: at.replace(microsecond=0))
THERE = WALL.map(lambda at: at.replace(tzinfo=ZoneInfo("Asia/Kamchatka")))
MOMENTS = WALL.map(lambda at: at.replace(tzinfo=UTC))
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
ENTRIES = st.builds(
    Entry, id=st.uuids().map(lambda each: each.hex), saved=MOMENTS, title=TEXTS, kind=st.sampled_from(["hearing", "a, b; c"]), day=DAYS,
    at=st.none() | THERE | WALL, is_task=st.booleans(), done=st.none() | MOMENTS,
)  # fmt: skip
ALL = [Entry(id=f"{number:032x}", saved=datetime(2026, 5, 14, tzinfo=UTC), title=text, kind="term", day=date(2026, 5, 20))
       for number, text in enumerate(NASTY)]  # fmt: skip


def written(entries: list[Entry]) -> bytes:
    return calendar_file.HEAD + b"".join(map(calendar_file.entry, entries)) + calendar_file.END


def titled(entry: Entry) -> str:
    return (DONE if entry.done and not entry.is_task else "") + plain(entry.title)


def when(entry: Entry) -> date | datetime | None:
    if entry.is_task or entry.at is None:
        return entry.day
    return entry.at.astimezone(UTC) if entry.at.tzinfo else entry.at


@given(st.lists(ENTRIES, max_size=4))
@example(ALL)
@settings(max_examples=count(15, 3000))
def test_icalendar_reads_back_what_was_written(entries):
    read = icalendar.Calendar.from_ical(written(entries)).subcomponents

    assert [each.name for each in read] == ["VTODO" if entry.is_task else "VEVENT" for entry in entries]
    assert [str(each["SUMMARY"]) for each in read] == [titled(entry) for entry in entries]
    assert [each["CATEGORIES"].cats for each in read] == [[entry.kind] for entry in entries]
    assert [each["UID"] for each in read] == [entry.id for entry in entries]
    assert [each["DTSTAMP"].dt for each in read] == [entry.saved for entry in entries]
    assert [each["DUE" if entry.is_task else "DTSTART"].dt for each, entry in zip(read, entries, strict=True)] == list(map(when, entries))
    assert [each["COMPLETED"].dt if "COMPLETED" in each else None for each in read] == [e.done if e.is_task else None for e in entries]


@given(st.lists(ENTRIES, min_size=1, max_size=4, unique_by=lambda entry: entry.id))
@example(ALL)
@settings(max_examples=count(10, 1000))
def test_vobject_reads_back_what_was_written(entries):
    read = {each.uid.value: each for each in vobject.readOne(written(entries).decode()).components()}

    assert {uid: (each.name, each.summary.value) for uid, each in read.items()} == {
        entry.id: ("VTODO" if entry.is_task else "VEVENT", titled(entry)) for entry in entries
    }
    for entry in entries:
        assert (read[entry.id].due if entry.is_task else read[entry.id].dtstart).value == when(entry)


@given(st.lists(ENTRIES, max_size=3))
@example(ALL)
@settings(max_examples=count(15, 3000))
def test_no_line_is_longer_than_75_octets_and_no_letter_is_torn(entries):
    data = written(entries)

    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        line.decode()


def test_a_task_without_a_day_has_none():
    (read,) = icalendar.Calendar.from_ical(
        written([Entry(id="a", saved=datetime(2026, 5, 14, tzinfo=UTC), title="Позвонить", kind="task", day=None, is_task=True)])
    ).subcomponents

    assert ("DUE" in read, str(read["STATUS"])) == (False, "NEEDS-ACTION")
