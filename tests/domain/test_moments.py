"""Hours as they are typed."""

import pytest

from desktop.domain.moments import typed_hour


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("9", "09:00"), ("09", "09:00"), ("9:30", "09:30"), ("9.30", "09:30"), ("0930", "09:30"), ("9-30", "09:30"), ("9 30", "09:30"),
        ("9h30", "09:30"), ("23:59", "23:59"), ("0:00", "00:00"), (" 14:30 ", "14:30"), ("", ""), ("  ", ""),
        ("24:00", None), ("9:60", None), ("25", None), ("9:3", None), ("noon", None), ("-1", None), ("9:300", None), ("9::30", None),
    ],
)  # fmt: skip
def test_an_hour_is_understood_or_refused(text, hour):
    assert typed_hour(text) == hour
