"""The check before printing, on the final text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents import explanations, fonts, gate, templates
from desktop.documents.facts import Doubt
from desktop.documents.gate import check, stops

ALL = explanations.ids()
BEFORE, FROM = date(2022, 9, 23), date(2022, 9, 24)
REFUSAL = "От участия в специальной военной операции отказываюсь."


def _codes(text: str, **how: object) -> list[str]:
    return [finding.code for finding in stops(_check(text, **how))]


def _check(text: str, **how: object) -> tuple[gate.Finding, ...]:
    usual = {"template": templates.find("r02"), "doubtful": (), "explained": (), "letter_date": None, "today": FROM, "font": fonts.SERIF}
    return check(text=text, **(usual | how))  # type: ignore[arg-type]


def test_a_plain_text_passes():
    assert _check("Прошу направить меня на консультацию.") == ()


def test_a_gap_stops_and_may_be_insisted_on():
    assert _codes("Прошу [[дата]].") == ["gap"]
    assert _codes("Прошу [[дата]].", allow_gaps=True) == []
    assert [finding.code for finding in _check("Прошу [[дата]].", allow_gaps=True)] == ["gap"]


def test_a_doubtful_form_stops_until_it_is_written_over():
    doubt = Doubt("p", "surname", "dative", "Ондару")

    assert _codes("майору Ондару", doubtful=(doubt,)) == ["doubtful"]
    assert _codes("майору Ондар", doubtful=(doubt,)) == []


def test_a_glyph_that_is_missing_stops_whatever_is_allowed():
    (finding,) = stops(_check("Прошу \N{GRINNING FACE}", allow_gaps=True, explained=ALL))

    assert finding.code == "glyph"
    assert finding.where == "U+1F600 GRINNING FACE"


@pytest.mark.parametrize(
    ("letter_date", "today", "stopped"),
    [
        (None, BEFORE, False),
        (None, FROM, True),
        (BEFORE, FROM, True),
        (FROM, BEFORE, True),
        (BEFORE, BEFORE, False),
        (date(2022, 3, 1), date(2026, 5, 14), True),
    ],
)
def test_a_refusal_counts_from_the_24th_on_by_the_later_of_both_dates(letter_date, today, stopped):
    assert bool(_codes(REFUSAL, letter_date=letter_date, today=today)) is stopped


def test_every_explanation_is_asked_for_by_its_id():
    assert [finding.where for finding in stops(_check(REFUSAL))] == list(ALL)
    assert [finding.where for finding in stops(_check(REFUSAL, explained=ALL[1:]))] == [ALL[0]]
    assert _codes(REFUSAL, explained=ALL) == []
    assert _codes(REFUSAL, explained=("all",)) == []


def test_ticks_are_never_let_off():
    assert "refusing" in _codes(REFUSAL, allow_gaps=True)


def test_where_all_was_explained_the_place_is_still_shown():
    (finding,) = _check(REFUSAL, explained=ALL)

    assert not finding.blocking
    assert REFUSAL[finding.start : finding.end] == "отказываюсь"


def test_a_letter_of_an_earlier_day_asks_once():
    (finding,) = _check("Прошу.", letter_date=date(2022, 9, 1))

    assert (finding.code, finding.blocking, finding.asks) == ("back-dated", False, True)


def test_the_archive_is_named_and_still_wants_its_explanations():
    findings = _check(REFUSAL, template=templates.find("r01"), letter_date=date(2022, 6, 3), today=date(2026, 5, 14))

    assert "archive" in {finding.code for finding in findings}
    assert {finding.where for finding in stops(findings)} == set(ALL)


@given(st.text(max_size=80))
def test_what_stands_around_a_refusal_never_lets_it_through(text):
    assert "refusing" in _codes(f"{text}\n{REFUSAL}\n{text}", allow_gaps=True)


def test_each_explanation_is_neutral_and_told_in_both_languages():
    for each in explanations.catalogue():
        assert set(each.texts) == {"ru", "en"}
        assert each.mark in {"S", "P", "R"}
        assert "\n" not in each.texts["ru"] + each.texts["en"]
