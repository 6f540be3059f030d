"""Shipped templates in the search box."""

from datetime import date

import pytest

from desktop.documents import templates
from desktop.domain.asked import parsed
from desktop.operations import template_search

TODAY = date(2026, 5, 14)


def found(text):
    return template_search.find(parsed(text, TODAY))


@pytest.mark.parametrize("template", templates.catalogue(), ids=lambda template: template.id)
def test_each_is_found_by_its_title_in_both_languages(template):
    for title in template.titles.values():
        assert template.id in [each.id for each in found(f'"{title}" вид:образцы')]


def test_what_holds_it_in_the_title_comes_first_and_no_more_than_can_be_looked_over():
    many = found("рапорт")

    assert len(many) == template_search.MOST
    assert all("рапорт" in each.titles["ru"].lower() for each in many)


@pytest.mark.parametrize(
    "text", ["genitive", "рапорт вид:записи", "рапорт -вид:образцы", "рапорт часть:12345", "рапорт с:2026", "", "-рапорт"]
)
def test_names_of_fields_are_no_words_and_a_template_is_of_no_case_and_no_day(text):
    assert found(text) == ()
