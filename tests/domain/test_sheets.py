"""The sheet: every question has its words, its home and its place in the order."""

import re
from dataclasses import fields

import pytest

from desktop import sheet_words
from desktop.domain.cases import Case, Category, Contract
from desktop.domain.events import EventKind
from desktop.domain.people import Party, Person
from desktop.domain.sheets import Form, Home, Way, form_of, question, sections

HOMES = {Home.CASE: Case, Home.CONTRACT: Contract, Home.CLIENT: Person, Home.SPEAKING: Party}


def _asked(form):
    return [each for section in sections(form) for each in section.questions]


@pytest.mark.parametrize("form", Form)
def test_every_question_has_words_and_a_home_that_is_there(form):
    for each in _asked(form):
        assert sheet_words.QUESTIONS[each.key]
        if each.home is Home.EVENT:
            assert EventKind(each.field)
            assert each.way is Way.EVENTS
        elif each.home in HOMES:
            assert each.field == "full_name" or each.field in {field.name for field in fields(HOMES[each.home])}
    assert all(sheet_words.SECTIONS[section.key] for section in sections(form))
    assert sheet_words.FORMS[form]


@pytest.mark.parametrize("form", Form)
def test_nothing_is_asked_twice_and_no_two_questions_share_a_home(form):
    homes = [(each.home, each.field) for each in _asked(form)]

    assert len(set(homes)) == len(homes)


def test_every_question_is_asked_by_some_sheet():
    asked = {each.key for form in Form for each in _asked(form)}

    assert asked == set(sheet_words.QUESTIONS)
    assert set(sheet_words.HELP) < asked
    assert question("nobody asks that any more") is None


def test_each_way_of_serving_has_questions_of_its_own_and_the_order_is_that_of_telling():
    own = {form: {each.key for each in _asked(form)} for form in Form}

    assert "pressed" in own[Form.CONSCRIPT_CONTRACT]
    assert "pressed" not in own[Form.CONTRACT]
    assert {"summons", "deferral"} <= own[Form.MOBILISED]
    assert "years_served" in own[Form.OFFICER]
    assert {"convictions", "board"} <= own[Form.PRE_DRAFT]
    assert "rank" not in own[Form.PRE_DRAFT]
    assert "known_from" in own[Form.RELATIVE]
    assert "said_no" not in own[Form.RELATIVE]
    for form in Form:
        keys = [section.key for section in sections(form)]
        assert keys[:2] == ["contact", "who"]
        assert keys[-3:] == ["now", "wants", "consents"]


@pytest.mark.parametrize(
    ("category", "by_relative", "form"),
    [
        (Category.CONSCRIPT, False, Form.CONSCRIPT),
        (Category.CONSCRIPT_CONTRACT, True, Form.CONSCRIPT_CONTRACT),
        (Category.MOBILISED, False, Form.MOBILISED),
        (Category.OFFICER_CONTRACT, False, Form.OFFICER),
        (Category.PRE_DRAFT, False, Form.PRE_DRAFT),
        (Category.UNKNOWN, True, Form.RELATIVE),
        (Category.UNKNOWN, False, Form.CONTRACT),
        (Category.VOLUNTEER, True, Form.CONTRACT),
    ],
)
def test_the_sheet_that_fits_is_offered(category, by_relative, form):
    assert form_of(category, by_relative=by_relative) is form


def test_no_question_asks_for_what_only_harms():
    """Numbers of weapons, places, strengths and losses are named as what is not to be written, and nowhere else."""
    harmful = re.compile(r"weapon|position|strength|loss|coordinates", re.IGNORECASE)

    assert not [words for words in sheet_words.QUESTIONS.values() if harmful.search(words)]
    assert all(re.search(r"No |no |Never", words) for words in sheet_words.HELP.values() if harmful.search(words))
