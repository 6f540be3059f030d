"""The nominal end of a contract, and the decree beside it."""

from datetime import date

import pytest

from desktop import law_words
from desktop.domain.cases import Contract
from desktop.domain.contracts import nominal_end
from desktop.domain.days import Day
from desktop.operations import shipped_law

TODAY = date(2022, 6, 1)


@pytest.mark.parametrize(
    ("ends", "left", "beside"),
    [
        ("2022-09-20", 111, False),
        ("2022-09-21", 112, True),
        ("2022-05-31", -1, False),
        ("2022-06-01", 0, False),
        ("2022-09", 121, True),  # some time in September: the last day it can mean
        ("2023-02~", 272, True),
        ("2022-08-XX", 91, False),
        ("2022-07-01/..", None, True),
    ],
)
def test_days_are_counted_to_the_last_day_it_can_mean(ends, left, beside):
    end = nominal_end(Contract(ends=Day(ends)), TODAY)

    assert end is not None
    assert (end.days_left, bool(end.norms)) == (left, beside)


@pytest.mark.parametrize("contract", [None, Contract()])
def test_without_an_end_nothing_is_said(contract):
    assert nominal_end(contract, TODAY) is None


def test_it_is_never_called_a_discharge():
    for ends in ("2022-09-20", "2022-09-21"):
        end = nominal_end(Contract(ends=Day(ends)), TODAY)
        assert end is not None
        words = law_words.nominal_end_words(end)
        assert words.startswith("Nominal end")
        assert "discharge" not in words.lower()


def test_the_norms_beside_it_are_in_the_library():
    end = nominal_end(Contract(ends=Day("2023-01-01")), TODAY)

    assert end is not None
    assert set(end.norms) <= {norm.id for norm in shipped_law.norms()}
