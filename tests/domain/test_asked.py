"""What is typed into the search box, and as what it is understood. Today is Thursday, 14 May 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.asked import NAMES, Doubt, Field, Group, joined, parsed

TODAY = date(2026, 5, 14)


def asked(text):
    return parsed(text, TODAY)


def doubts(text):
    return [(doubtful.doubt, doubtful.text) for doubtful in asked(text).doubts]


def test_words_phrases_and_what_is_left_out_are_told_apart():
    found = asked('рапорт "был принят" -отказ -"без даты" кто-то')

    assert (found.words, found.phrases, found.left_out) == ("рапорт кто-то", ("был принят",), ("отказ", "без даты"))
    assert found.narrows
    assert not found.doubts


@pytest.mark.parametrize(
    "text", ['"был принят"', "«был принят»", "„был принят“", "“был принят”", '"был принят', "«был  принят", "„был принят”"]
)
def test_quotes_of_all_kinds_are_quotes_and_an_open_one_goes_to_the_end(text):
    assert asked(text).phrases == ("был принят",)


@pytest.mark.parametrize("field", Field)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_field_has_names_in_both_languages_that_are_read_in_any_case(field, language):
    for name in NAMES[field][language]:
        for typed in (name, name.upper(), name.capitalize()):
            assert asked(f"{typed}:2026").pieces[0].field is field


def test_no_name_is_that_of_two_fields():
    names = [name for of_field in NAMES.values() for of_language in of_field.values() for name in of_language]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("text", ["часть:12345", "Часть: 12345", "unit:12345", 'unit:"12345"', "вч: «12345»"])
def test_a_field_takes_what_stands_behind_it_with_a_space_or_without(text):
    found = asked(f"{text} рапорт")

    assert (found.values(Field.UNIT), found.words) == (("12345",), "рапорт")


def test_values_may_be_left_out():
    found = asked('-часть:12345 -дело:"Клён 2" метка:срочно -вид:записи')

    assert (found.values(Field.UNIT, left_out=True), found.values(Field.CASE, left_out=True)) == (("12345",), ("Клён 2",))
    assert (found.values(Field.TAG), found.not_groups) == (("срочно",), {Group.NOTES})


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("с:2026", "2026-01-01", None), ("since:2026-05", "2026-05-01", None), ("с:май", "2026-05-01", None),
        ("от:12.5.2026", "2026-05-12", None), ("с:12 мая 2026", "2026-05-12", None), ("с: 12 мая", "2026-05-12", None),
        ("since:12 May 2026", "2026-05-12", None), ("до:2026", None, "2026-12-31"), ("до:апрель 2022", None, "2022-04-30"),
        ("until:2026-05", None, "2026-05-31"), ("по:вчера", None, "2026-05-13"), ("since:today", "2026-05-14", None),
        ("с:2025 до:2026-02", "2025-01-01", "2026-02-28"), ("-с:2026-05", None, "2026-04-30"), ("-до:2026-05", "2026-06-01", None),
        ("с:ок. 10 апреля", "2026-04-10", None), ("с:2025 с:2026", "2026-01-01", None), ('до:"конец мая 2026"', None, "2026-05-31"),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text, since, until):
    found = asked(f"{text} рапорт")

    assert (found.since and found.since.isoformat(), found.until and found.until.isoformat()) == (since, until)
    assert (found.words, found.doubts) == ("рапорт", ())


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("вид:записи", {Group.NOTES}), ("вид:запись", {Group.NOTES}), ("kind:notes", {Group.NOTES}), ("KIND:Note", {Group.NOTES}),
        ("вид:документы", {Group.LETTERS}), ("вид:письма", {Group.LETTERS}), ("вид:материалы", {Group.PAPERS}),
        ("вид:люди вид:звонки", {Group.PEOPLE, Group.CALLS}), ("вид:дела", {Group.CASES}), ("вид:сроки", {Group.DATES}),
        ("вид:образцы", {Group.TEMPLATES}), ("kind:sheets", {Group.SHEETS}), ("вид:полномочия", {Group.POWERS}),
        ("вид:события", {Group.EVENTS}), ("вид:нормы", {Group.NORMS}), ("вид:часть", {Group.UNITS}),
    ],
)  # fmt: skip
def test_kinds_have_words_of_both_languages(text, groups):
    assert asked(text).groups == groups


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("foo:bar", [(Doubt.NO_SUCH_FIELD, "foo")]),
        ("часть:", [(Doubt.NOTHING_BEHIND, "часть")]),
        ("рапорт часть: -отказ", [(Doubt.NOTHING_BEHIND, "часть")]),
        ("вид:чепуха", [(Doubt.NO_SUCH_KIND, "чепуха")]),
        ("вид:за", [(Doubt.NO_SUCH_KIND, "за")]),
        ("с:32.13 рапорт", [(Doubt.NO_SUCH_DAY, "32.13")]),
        ("с:когда-нибудь", [(Doubt.NO_SUCH_DAY, "когда-нибудь")]),
        ('с:"до 2026" рапорт', [(Doubt.NO_SUCH_DAY, "до 2026")]),
        ("с:9999999999999", [(Doubt.NO_SUCH_DAY, "9999999999999")]),
        ("закрытые:может рапорт", [(Doubt.YES_OR_NO, "закрытые")]),
        ("с:2026 до:2025 рапорт", [(Doubt.ENDS_BEFORE_IT_BEGINS, "")]),
        ("-отказ", [(Doubt.NOTHING_WANTED, "")]),
        ("-часть:12345 закрытые:", [(Doubt.NOTHING_WANTED, "")]),
        ("", []), ("-", []), ('"', []), ("12:30 вопрос: как", []), ("http://a.b", []), ("закрытые: рапорт", []), ("часть:12345", []),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_said(text, expected):
    assert doubts(text) == expected


def test_closed_cases_and_old_versions_are_asked_for_by_switches():
    assert (asked("закрытые: рапорт").closed, asked("old:yes рапорт").old, asked("closed:no x").closed) == (True, True, False)
    assert asked("закрытые: рапорт").words == "рапорт"


@pytest.mark.parametrize("text", ["8 (900) 123-45-67", "+7 900 123-45-67", "123 -45 -67", "45-67"])
def test_a_telephone_number_is_no_word_to_leave_out(text):
    assert (asked(text).words, asked(text).left_out) == (text, ())


def test_a_field_that_there_is_not_is_words_all_through_even_when_it_is_joined_again():
    first = asked("колонка:«рапорт -отпуск часть:12345»")

    again = asked(joined(first.pieces))

    assert (again.left_out, again.values(Field.UNIT)) == ((), ())
    assert again.words.replace(":", " ").split() == ["колонка", "рапорт", "отпуск", "часть", "12345"]


_typed = st.text(max_size=40) | st.lists(
    st.sampled_from(
        [*'-:«»„“”"', " ", "рапорт", "12", "мая", "2026", "с", "до", "unit", "часть", "закрытые", "вид", "записи", "foo", "-", "ok."]
    ),
    max_size=12,
).map("".join)


@given(_typed)
def test_any_text_is_understood_somehow_and_stands_when_it_is_joined_again(text):
    first = asked(text)
    again = asked(joined(first.pieces))

    assert joined(again.pieces) == joined(first.pieces)
    assert (again.since, again.until, again.groups, again.closed) == (first.since, first.until, first.groups, first.closed)
