"""The line of the search box, changed by a chip."""

from datetime import date

import pytest

from desktop import i18n
from desktop.domain.asked import Field, Group, parsed
from desktop.domain.asked_line import with_kind, with_switch
from desktop.ui.search.rows import TITLES, said_in_the_line

TODAY = date(2026, 5, 14)
_NOTES, _LETTERS = ("вид", "записи"), ("вид", "документы")


@pytest.mark.parametrize("text", ["справка", "«принял рапорт» -мать", "с:12 мая 2026 справка", "часть:12345", "закрытые: справка", ""])
def test_a_kind_is_written_into_the_line_and_out_again(text: str) -> None:
    narrowed = with_kind(text, Group.NOTES, _NOTES, TODAY)
    before, asked = parsed(text, TODAY), parsed(narrowed, TODAY)

    assert asked.groups == {Group.NOTES}
    assert (asked.words, asked.phrases, asked.left_out, asked.since) == (before.words, before.phrases, before.left_out, before.since)
    wide = parsed(with_kind(narrowed, Group.NOTES, _NOTES, TODAY), TODAY)
    assert (wide.groups, wide.words, wide.since, wide.closed) == (frozenset(), before.words, before.since, before.closed)


def test_two_kinds_are_both_let_through() -> None:
    both = with_kind(with_kind("справка", Group.NOTES, _NOTES, TODAY), Group.LETTERS, _LETTERS, TODAY)

    assert parsed(both, TODAY).groups == {Group.NOTES, Group.LETTERS}
    assert parsed(with_kind(both, Group.NOTES, _NOTES, TODAY), TODAY).groups == {Group.LETTERS}


def test_a_kind_that_is_left_out_stays_left_out() -> None:
    asked = parsed(with_kind("справка -вид:материалы", Group.NOTES, _NOTES, TODAY), TODAY)

    assert asked.groups == {Group.NOTES}
    assert asked.not_groups == {Group.PAPERS}


def test_what_is_typed_on_stands_behind_the_words() -> None:
    assert with_kind("справ", Group.NOTES, _NOTES, TODAY) + "ка" == "вид:записи справка"


@pytest.mark.parametrize(("field", "name"), [(Field.CLOSED, "закрытые"), (Field.OLD, "прежние")])
def test_a_switch_is_turned_on_and_off(field: Field, name: str) -> None:
    on = with_switch("справка", field, name, TODAY)

    assert (parsed(on, TODAY).closed, parsed(on, TODAY).old) == (field is Field.CLOSED, field is Field.OLD)
    assert with_switch(on, field, name, TODAY) == "справка"
    assert with_switch(f"{name}:нет справка", field, name, TODAY) == f"{name}: справка"


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("group", list(Group))
def test_each_group_is_understood_by_the_name_it_has_in_the_window(group: Group, language: str) -> None:
    i18n.speak(language)
    try:
        assert set(TITLES) == set(Group)
        line = with_kind("справка", group, said_in_the_line(group), TODAY)
        asked = parsed(line, TODAY)
        assert asked.groups == {group}
        assert (asked.words, asked.doubts) == ("справка", ())
    finally:
        i18n.speak("en")
