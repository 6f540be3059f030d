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


def test_no_more_are_found_than_can_be_looked_over():
    assert len(found("рапорт")) == template_search.MOST


@pytest.mark.parametrize(
    "text", ["genitive", "рапорт вид:записи", "рапорт -вид:образцы", "рапорт часть:12345", "рапорт с:2026", "", "-рапорт"]
)
def test_a_template_is_of_no_case_and_no_day(text):
    assert found(text) == ()
