"""A new day counts everything anew; a clock that was set is asked about, and neither locks nor keeps from locking."""

from datetime import timedelta

import pytest

from desktop.domain.deadlines import Deadline
from desktop.operations.cases import open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.settings import set_setting
from desktop.preferences import Preferences
from desktop.storage import settings
from desktop.ui.day_watch import DayWatch
from desktop.ui.desk import Desk
from desktop.ui.lock import Watch
from tests.conftest import NOON

DAY = NOON.astimezone().date()


class Hours:
    """The seconds since the computer was switched on."""

    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


class Shell:
    """A window that locks nothing."""

    preferences = Preferences(language="en")

    def __getattr__(self, name):
        return lambda *_: ()


@pytest.fixture
def hours():
    return Hours()


@pytest.fixture
def days(session, vault, hours):
    made = DayWatch(vault, session, seconds=hours)
    made.begin()
    return made


def _heard(days):
    doubted, changed = [], []
    days.doubted.connect(lambda before, now: doubted.append((before, now)))
    days.changed.connect(lambda: changed.append(1))
    return doubted, changed


def test_midnight_counts_anew_and_asks_nothing(days, clock, hours, vault):
    doubted, changed = _heard(days)

    clock.now += timedelta(days=1)
    hours.seconds += 86_400
    days.look()

    assert (doubted, changed) == ([], [1])
    assert settings.read(vault, "clock.day") == (DAY + timedelta(days=1)).isoformat()


def test_a_laptop_that_slept_for_a_week_is_asked_nothing(days, clock, hours):
    doubted, changed = _heard(days)

    clock.now += timedelta(days=7)
    hours.seconds += 7 * 86_400
    days.look()

    assert (doubted, changed) == ([], [1])


@pytest.mark.parametrize("days_by", [-3653, 18_262, -1, 2, (NOON.replace(year=1970) - NOON).days])
def test_a_clock_that_was_set_counts_anew_and_is_asked_about(days, clock, hours, vault, days_by):
    doubted, changed = _heard(days)

    clock.now += timedelta(days=days_by)
    hours.seconds += 20
    days.look()

    now = clock.now.astimezone().date()
    assert doubted == [(DAY, now)]
    assert changed == [1]
    assert settings.read(vault, "clock.day") == DAY.isoformat()  # not believed until she says so
    days.look()
    assert len(doubted) == 1
    days.accept()
    assert settings.read(vault, "clock.day") == now.isoformat()


@pytest.mark.parametrize("by", [timedelta(minutes=-59), timedelta(hours=3), timedelta(hours=-8)])
def test_a_clock_that_was_put_right_a_little_is_no_wrong_clock(days, clock, hours, by):
    doubted, _changed = _heard(days)
    hours.seconds += 20

    clock.now += by
    days.look()

    assert doubted == []


@pytest.mark.parametrize(("away", "asks"), [(-1, True), (-3653, True), (0, False), (1, False), (59, False), (61, True), (18_262, True)])
def test_at_the_unlock_the_day_is_compared_with_the_last_one(session, vault, clock, hours, away, asks):
    DayWatch(vault, session, seconds=hours).begin()
    clock.now += timedelta(days=away)
    later = DayWatch(vault, session, seconds=hours)
    doubted, _changed = _heard(later)

    later.begin()

    assert bool(doubted) is asks
    assert (settings.read(vault, "clock.day") == DAY.isoformat()) is (asks or away == 0)


@pytest.mark.parametrize("kept", ["", "x", "2026-13-40", "0"])
def test_a_day_that_is_none_is_asked_about_by_nobody(session, vault, hours, kept):
    set_setting(vault, "clock.day", kept)
    days = DayWatch(vault, session, seconds=hours)
    doubted, _changed = _heard(days)

    days.begin()

    assert doubted == []


def test_terms_are_shown_by_the_new_date_and_she_is_asked(session, vault, clock, shown, asking):
    case = open_case(vault)
    keep_deadline(vault, Deadline(id=vault.new_id(), case=case.id, due=DAY + timedelta(days=3), title="appeal"))
    desk = shown(Desk(session, Shell()))
    desk.begin()
    asking.says_yes = False
    assert "3" not in _when(desk)

    clock.now += timedelta(days=4)
    desk._days.look()

    assert "late" in _when(desk)
    assert "today is " in asking.asked[-1].text
    assert asking.asked[-1].yes == "The date is right"
    assert desk._status._said.text() == "The clock of this computer may be wrong."
    desk.drafts._timer.stop()


def _when(desk):
    return desk.show_place("today")._table.model_.rows[-1].when


@pytest.mark.parametrize("by", [timedelta(days=-3653), timedelta(days=18_262)])
def test_the_idle_lock_does_not_care_what_the_clock_says(qapp, clock, hours, by, monkeypatch):
    watch, heard = Watch(5, now=hours), []
    watch.locked.connect(heard.append)
    watch.start()

    clock.now += by
    monkeypatch.setattr("time.time", clock.now.timestamp)
    watch._on_tick()
    assert heard == []  # no false lock
    hours.seconds += 300
    watch._on_tick()

    assert heard == [False]  # and none missed
    watch.deleteLater()
