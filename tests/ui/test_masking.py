"""Real names are bars until she reveals them, in whatever case they stand."""

import re

import pytest

from desktop.documents.russian.typography import typography
from desktop.ui.masking import BAR, Names, shown_name
from tests import make


def test_a_name_is_found_in_every_case():
    names = Names([make.person(surname="Королёв", name="Пётр", patronymic="Ильич")])

    masked = names.masked("Королёва Петра Ильича, Королеву П. И., с Королёвым и о Петре")

    assert "орол" not in masked
    assert "Петр" not in masked
    assert "Ильич" not in masked
    assert BAR in masked


def test_a_short_name_takes_no_other_word_with_it():
    names = Names([make.person(surname="Ким", name="Лев", patronymic="")])

    assert names.masked("Кимоно лежит летом слева, Льва нет") == f"Кимоно лежит летом слева, {BAR * 4} нет"


def test_a_form_she_confirmed_is_hidden_too():
    person = make.person(surname="Бабий", name="Пётр", patronymic="", forms={"surname": {"nominative": "Бабий", "genitive": "Бабьего"}})

    assert "Бабьего" not in Names([person]).masked("от Бабьего")


def test_the_length_of_a_name_is_not_told_in_lists():
    assert shown_name(make.person(surname="Ли"), revealed=False) == shown_name(make.person(surname="Константинопольский"), revealed=False)


def test_nobody_known_hides_nothing():
    assert Names([]).masked("Королёв") == "Королёв"


@pytest.mark.parametrize("typed", ["+7 900 123-45-67", "89001234567", "8 (900) 123 45 67", "900 1234567"])
def test_a_telephone_is_hidden_however_it_is_set(typed: str):
    names = Names([make.person(phones=("8 900 123-45-67",))])

    masked = names.masked(f"тел.: {typed}, дом 12")

    assert re.sub(r"\D", "", masked.partition("дом")[0]) == ""
    assert masked.endswith("дом 12")


def test_an_address_and_a_paper_are_hidden_as_a_letter_sets_them():
    names = Names([make.person(address="г. Кызыл, ул. Ленина, д. 4, кв. 17", identity_paper="9314 №556677")])

    masked = names.masked(typography("проживающего: г. Кызыл, ул. Ленина, д. 4, кв. 17, паспорт 9314 № 556677; улица Ленина стоит"))

    assert not set(re.findall(r"\w+", masked)) & {"Кызыл", "4", "17", "9314", "556677"}
    assert "проживающего" in masked
    assert masked.endswith("улица Ленина стоит")
    assert len(masked) == len(typography("проживающего: г. Кызыл, ул. Ленина, д. 4, кв. 17, паспорт 9314 № 556677; улица Ленина стоит"))


def test_another_telephone_stays():
    assert Names([make.person(surname="", name="", patronymic="", phones=("89001234567",))]).masked("8 900 123-45-68") == "8 900 123-45-68"
