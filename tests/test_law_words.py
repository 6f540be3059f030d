"""The sentences of law and terms: there is one for everything that is counted, doubted or marked."""

import re
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from desktop import law_words
from desktop.domain.counting import Start, Step
from desktop.domain.deadlines import Because, Deadline
from desktop.domain.law import Direction, Mark, NormCheck, Origin, Source, Standing
from desktop.domain.working_days import DayKind, DayOffChoice, YearMark, question
from desktop.operations import shipped_law

CODES = re.findall(r'Step\(code="([a-z-]+)"', (Path(__file__).parents[1] / "desktop" / "domain" / "counting.py").read_text("utf-8"))
OFF = [f"off-{kind.value.replace('_', '-')}" for kind in (DayKind.WEEKEND, DayKind.HOLIDAY, DayKind.MOVED_OFF)]
DOUBTS = {doubt.code for rule in shipped_law.rules() for doubt in rule.doubts}


@pytest.mark.parametrize(
    "code", [*CODES, *OFF, *sorted(DOUBTS), "registration-unknown", "from-next-day", "from-same-day", "months", "months-to-end"]
)
def test_every_code_of_a_count_has_a_sentence_of_its_own(code):
    step = Step(code=code, day=date(2026, 5, 14), number=3)

    said = {law_words.step_words(step), law_words.caution_words(step)}

    assert said != {"14.05.2026", law_words.caution_words(Step(code="no such code"))}
    assert not any("{" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("table", "say"),
    [(Start, law_words.start_words), (Mark, law_words.mark_words), (Direction, law_words.direction_words), (Origin, law_words.origin_words),
     (Source, law_words.source_words), (Standing, law_words.standing_words), (DayKind, law_words.day_kind_words)],
)  # fmt: skip
def test_every_word_that_is_stored_can_be_said(table: type[StrEnum], say):
    said = [say(each) for each in table]

    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("because", list(Because))
def test_every_reason_to_move_is_told_with_the_day_before(because):
    moved = Deadline(id="d", case="c", due=date(2026, 6, 1), was_due=date(2026, 5, 1), changed_because=because)

    assert law_words.moved_words(moved).endswith("Until then it was 01.05.2026.")


def test_a_check_is_told_with_name_and_day():
    check = NormCheck(id="c", norm="n", version="", digest="", by="Лис", on=date(2026, 5, 1))

    assert law_words.standing_words(Standing.CHECKED, check) == "Checked by Лис on 01.05.2026"


def test_a_day_off_is_asked_about_with_three_answers():
    asked = question(date(2026, 6, 12), shipped_law.calendar())

    assert asked is not None
    assert law_words.question_words(asked) == "12.06.2026 is a public holiday. Which day shall it be?"
    assert [law_words.choice_words(asked, choice) for choice in DayOffChoice] == [
        "Keep 12.06.2026",
        "Next working day, 15.06.2026",
        "Working day before, 11.06.2026",
    ]


def test_a_year_that_is_not_whole_is_told():
    assert law_words.year_words(2026, YearMark.FULL) == ""
    assert "2027" in law_words.year_words(2027, YearMark.STATUTORY)
    assert "2031" in law_words.year_words(2031, None)
