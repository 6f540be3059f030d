"""Since which hour, as somebody frightened says it."""

from datetime import datetime, timedelta, timezone

import pytest

from desktop.domain.urgent import hour_meant

NOW = datetime(2026, 5, 14, 3, 30, tzinfo=timezone(timedelta(hours=3)))


@pytest.mark.parametrize(
    ("said", "day", "hour"),
    [
        ("2:10", "2026-05-14", "02:10"),
        ("22.40", "2026-05-13", "22:40"),  # a clock has not shown that today
        ("сегодня 9:40", "2026-05-14", "09:40"),  # his clock is ahead of hers
        ("вчера в 18:00", "2026-05-13", "18:00"),
        ("13.5 22:00", "2026-05-13", "22:00"),
        ("12.05.2026 9:15", "2026-05-12", "09:15"),
        ("с вечера", "2026-05-14", ""),
        ("вчера вечером", "2026-05-13", ""),
        ("25:10", "2026-05-14", ""),
        ("31.2 10:00", "2026-05-13", "10:00"),  # no such day: the hour alone counts
        ("", "2026-05-14", ""),
    ],
)
def test_day_and_hour_are_read_as_far_as_they_were_said(said, day, hour):
    meant = hour_meant(said, NOW)

    assert (meant[0].text, meant[1]) == (day, hour)
