"""Norms in the search box: found as everything there is found, and never without how surely they are known."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.law import Norm, NormVersion, Origin, Standing
from desktop.operations import law, law_search


def ids(vault, text: str) -> list[str]:
    return [found.known.norm.id for found in law_search.find(vault, text)]


@pytest.mark.parametrize("text", ["332", "неисполн приказ", "ПРИКАЗА неисполнение", "приказами неисполнением", "disobey order", "ук 332"])
def test_a_norm_is_found_by_number_and_by_the_beginnings_and_forms_of_its_words(vault, text):
    assert "uk-332" in ids(vault, text)


@pytest.mark.parametrize("text", ["332 -отпуск", "332 вид:нормы", '"неисполнение приказа"'])
def test_what_is_left_out_phrases_and_kinds_are_understood(vault, text):
    assert "uk-332" in ids(vault, text)


@pytest.mark.parametrize("text", ["332 -приказ", "332 вид:записи", "332 с:2020", "332 часть:12345", '"приказа неисполнение"'])
def test_a_norm_is_of_no_case_and_no_day(vault, text):
    assert "uk-332" not in ids(vault, text)


@pytest.mark.parametrize("text", ["32", "еисполнение", "332 отпуск", "", "…"])
def test_a_word_is_found_from_its_beginning_and_every_word_must_be_there(vault, text):
    assert "uk-332" not in ids(vault, text)


def test_no_more_are_shown_than_can_be_looked_over(vault):
    assert len(ids(vault, "ст")) == law_search.MOST


def test_her_own_norm_and_her_wording_are_found_with_hers_above_the_shipped_one(vault):
    shipped = law.norm(vault, "kas-219").norm
    law.keep_norm(vault, replace(shipped, versions=(NormVersion(lines={"ru": "Щавель растёт сам."}),)))
    law.add_norm(vault, replace(shipped, titles={"ru": "Ёлочный приказ", "en": "Fir order"}, versions=()))

    (changed,) = law_search.find(vault, "щавель")
    (own,) = law_search.find(vault, "елочный")

    assert (changed.known.norm.id, changed.known.origin, changed.standing) == ("kas-219", Origin.CHANGED, Standing.PARTLY)
    assert (own.known.origin, own.standing) == (Origin.HERS, None)  # no version of it stands


def test_what_is_only_recalled_is_found_by_its_title_and_never_by_a_line(vault):
    slot = law.norm(vault, "76-fz-8").norm
    told = Norm(id=slot.id, act=slot.act, articles=slot.articles, titles=slot.titles, versions=(NormVersion(lines={"ru": "Щавель"}),))

    assert "76-fz-8" in ids(vault, "76-ФЗ совест")
    assert [found.standing for found in law_search.find(vault, "76-ФЗ совест")] == [Standing.SLOT]
    assert "щавель" not in law_search._told(told).line


def test_who_checked_it_stands_beside_it(vault):
    law.mark_checked(vault, "kas-219", "", "Лис", date(2026, 5, 14))

    (found,) = [each for each in law_search.find(vault, "КАС 219") if each.known.norm.id == "kas-219"]

    assert found.standing is Standing.CHECKED
    assert found.check is not None
    assert found.check.by == "Лис"
