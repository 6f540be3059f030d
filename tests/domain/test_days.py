"""Days as a person tells them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.days import Day, NoSuchDay, typed

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("told", "edtf", "earliest", "latest"),
    [
        ("12.5.2022", "2022-05-12", date(2022, 5, 12), date(2022, 5, 12)),
        ("12.05.22", "2022-05-12", date(2022, 5, 12), date(2022, 5, 12)),
        ("12.5", "2026-05-12", date(2026, 5, 12), date(2026, 5, 12)),
        ("01.02.99", "1999-02-01", date(1999, 2, 1), date(1999, 2, 1)),
        ("04.2022", "2022-04", date(2022, 4, 1), date(2022, 4, 30)),
        ("апрель 2022", "2022-04", date(2022, 4, 1), date(2022, 4, 30)),
        ("10 мая", "2026-05-10", date(2026, 5, 10), date(2026, 5, 10)),
        ("ок. 10 апреля 2022", "2022-04-10~", date(2022, 4, 10), date(2022, 4, 10)),
        ("~2022", "2022~", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-04-XX", "2022-04-XX", date(2022, 4, 1), date(2022, 4, 30)),
        ("../2022-04", "../2022-04", None, date(2022, 4, 30)),
        ("2022-04/..", "2022-04/..", date(2022, 4, 1), None),
        ("между 10 и 25 апреля 2022", "2022-04-10/2022-04-25", date(2022, 4, 10), date(2022, 4, 25)),
        ("между 10.4 и 25.4.2022", "2022-04-10/2022-04-25", date(2022, 4, 10), date(2022, 4, 25)),
        ("между 28 декабря и 2 января 2023", "2022-12-28/2023-01-02", date(2022, 12, 28), date(2023, 1, 2)),
        ("between 28.3.2022 and about 2.4.2022", "2022-03-28/2022-04-02~", date(2022, 3, 28), date(2022, 4, 2)),
        ("до 10.4.2022", "../2022-04-10", None, date(2022, 4, 10)),
        ("after april 2022", "2022-04/..", date(2022, 4, 1), None),
        ("начало апреля 2022", "2022-04-01/2022-04-10", date(2022, 4, 1), date(2022, 4, 10)),
        ("в середине апреля 2022", "2022-04-11/2022-04-20", date(2022, 4, 11), date(2022, 4, 20)),
        ("late february 2024", "2024-02-21/2024-02-29", date(2024, 2, 21), date(2024, 2, 29)),
        ("202X", "202X", date(2020, 1, 1), date(2029, 12, 31)),
    ],
)
def test_what_people_type_becomes_the_day_they_mean(told: str, edtf: str, earliest: date | None, latest: date | None) -> None:
    day = typed(told, TODAY)

    assert (day.text, day.earliest, day.latest) == (edtf, earliest, latest)


@pytest.mark.parametrize("told", ["30.02.2022", "12.13", "32.01.2022", "yesterday", "", "29.02.2023", "2022-13", "../..", "2023/2022",
                                  "между 10 и 5 апреля 2022", "начало 2022", "до завтра", "между 31 и 5 мая 2022"])  # fmt: skip
def test_a_day_that_does_not_exist_is_refused(told: str) -> None:
    with pytest.raises(NoSuchDay):
        typed(told, TODAY)


@given(st.dates())
def test_an_exact_day_is_its_own_beginning_and_end(day: date) -> None:
    told = Day.of(day)

    assert told.is_exact
    assert told.earliest == told.latest == day


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%d.%m.%Y", "%Y-%m-%d"]))
def test_a_typed_date_is_read_back_as_it_was_meant(day: date, form: str) -> None:
    assert typed(day.strftime(form), TODAY) == Day.of(day)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        day = typed(text, TODAY)
    except NoSuchDay:
        return
    assert day.earliest or day.latest


def test_about_is_not_exact() -> None:
    assert not Day("2022-04-10~").is_exact
