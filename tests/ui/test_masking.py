"""Real names are bars until she reveals them, in whatever case they stand."""

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
