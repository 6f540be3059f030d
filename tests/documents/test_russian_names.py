"""Names in six cases: the list of names.tsv, what a person confirms, and any text at all."""

import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents import russian
from desktop.documents.russian import CASES, Name

# people, sex, part, six forms, and the rule or source they were written down by
LIST = [line.split("\t") for line in (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8").splitlines()[1:]]

WHO_SERVE = ("Tuvan", "Buryat", "Dagestani", "Chechen", "Ingush", "Ossetian", "Kalmyk", "Tatar", "Bashkir", "Yakut", "Altaian")


def decline_alone(part, text, sex, **more):
    """One part of a name, the others empty."""
    parts = {"surname": "", "name": "", "patronymic": None} | {part: text}
    return russian.decline(Name(**parts), sex, **more)


def all_forms(declined, part):
    return [declined.form(part, case) for case in CASES]


def same(got, wanted):
    """Whether the forms agree; е may stand for ё in an ending, as in print."""
    return [form.replace("ё", "е") for form in got] == [form.replace("ё", "е") for form in wanted]


def full(surname, name, patronymic, sex, case):
    return russian.decline(Name(surname=surname, name=name, patronymic=patronymic), sex).full(case)


def test_the_list_is_long_weighted_to_those_who_serve_and_says_by_which_rule():
    count = Counter(row[0] for row in LIST)

    assert len(LIST) >= 1000
    assert all(count[people] >= 14 for people in WHO_SERVE), count
    assert all(len(row) == 10 and all(row) for row in LIST)


def test_no_name_of_the_list_is_silently_wrong():
    wrong = []
    for _people, sex, part, *six, _rule in LIST:
        declined = decline_alone(part, six[0], sex)
        if not declined.doubtful and not same(all_forms(declined, part), six):
            wrong.append((six, all_forms(declined, part)))

    assert wrong == []


def test_hardly_a_name_of_the_list_is_doubtful():
    count = Counter(row[0] for row in LIST)
    doubtful = Counter(row[0] for row in LIST if decline_alone(row[2], row[3], row[1]).doubtful)

    assert doubtful.total() <= len(LIST) * 0.07, doubtful
    assert all(doubtful[people] <= count[people] * 0.1 for people in WHO_SERVE), doubtful


@pytest.mark.parametrize(
    ("part", "text", "sex"),
    [[row[2], row[3], row[1]] for row in LIST if "must be doubtful" in row[-1] and "or right" not in row[-1]],
)
def test_where_usage_varies_a_person_is_asked(part, text, sex):
    assert decline_alone(part, text, sex).doubtful == (part,)


@pytest.mark.parametrize(
    ("part", "text", "sex"),
    [
        ("surname", "Лев", "m"),
        ("surname", "Соловей", "m"),
        ("surname", "Коломиец", "m"),
        ("surname", "Починок", "m"),
        ("surname", "Калина", "f"),
        ("surname", "Кваша", "m"),
        ("surname", "Дарвин", "m"),
        ("surname", "Иванов", "f"),
        ("surname", "Иванова", "m"),
        ("surname", "Горский", "f"),
        ("surname", "Чж", "m"),
        ("surname", "Ивaнов", "m"),
        ("surname", "Иванова (Петрова)", "f"),
        ("surname", "Иванов2", "m"),
        ("name", "Айша", "f"),
        ("name", "Магомед-Расул", "m"),
        ("name", "Франтишек", "m"),
        ("name", "Өлзей", "m"),
        ("name", "Иванов", "m"),
        ("patronymic", "Иванович", "f"),
        ("patronymic", "Ивановна", "m"),
        ("patronymic", "Магомед", "m"),
    ],
)
def test_what_no_firm_rule_covers_is_doubtful(part, text, sex):
    assert decline_alone(part, text, sex).doubtful == (part,)


def test_a_whole_name_goes_through_the_cases():
    declined = russian.decline(Name(surname="Иванов", name="Иван", patronymic="Иванович"), "m")

    assert [declined.full(case) for case in CASES] == [
        "Иванов Иван Иванович",
        "Иванова Ивана Ивановича",
        "Иванову Ивану Ивановичу",
        "Иванова Ивана Ивановича",
        "Ивановым Иваном Ивановичем",
        "Иванове Иване Ивановиче",
    ]
    assert declined.doubtful == ()


def test_a_woman_has_her_own_accusative():
    assert full("Иванова", "Анна", "Сергеевна", "f", "accusative") == "Иванову Анну Сергеевну"
    assert full("Иванова", "Анна", "Сергеевна", "f", "genitive") == "Ивановой Анны Сергеевны"


def test_a_missing_patronymic_leaves_no_trace():
    declined = russian.decline(Name(surname="Монгуш", name="Шолбан"), "m")

    assert declined.full("dative") == "Монгушу Шолбану"
    assert declined.surname_initials("dative") == "Монгушу\N{NO-BREAK SPACE}Ш."
    assert declined.form("patronymic", "dative") == ""


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_an_empty_patronymic_is_none(blank):
    assert russian.decline(Name(surname="Цой", name="Ян", patronymic=blank), "m").as_json()["dative"]["patronymic"] is None


def test_initials_do_not_part_from_the_surname():
    declined = russian.decline(Name(surname="Иванов", name="Иван", patronymic="Петрович"), "m")

    assert declined.surname_initials("dative").split("\N{NO-BREAK SPACE}") == ["Иванову", "И.", "П."]
    assert declined.initials_surname("genitive").split("\N{NO-BREAK SPACE}") == ["И.", "П.", "Иванова"]


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("Иван", "И."),
        ("Жан-Жак", "Ж.-Ж."),
        ("Ай-оол", "А."),
        ("И.", "И."),
        ("И", "И."),
        ("", ""),
        ("Гасан оглы", "Г.\N{NO-BREAK SPACE}оглы"),
    ],
)
def test_initials_of_every_kind(part, wanted):
    assert russian.initials(part) == wanted


def test_confirmed_forms_win_and_are_not_doubtful():
    seen = {"surname": {"genitive": "Льва", "dative": "Льву", "accusative": "Льва", "instrumental": "Львом", "prepositional": "Льве"}}

    declined = decline_alone("surname", "Лев", "m", confirmed=seen)

    assert all_forms(declined, "surname") == ["Лев", "Льва", "Льву", "Льва", "Львом", "Льве"]
    assert declined.doubtful == ()


def test_one_confirmed_form_leaves_the_others_doubtful():
    declined = decline_alone("surname", "Соловей", "m", confirmed={"surname": {"dative": "Соловею"}})

    assert declined.form("surname", "dative") == "Соловею"
    assert declined.doubtful == ("surname",)


def test_an_empty_confirmed_form_confirms_nothing():
    declined = decline_alone("surname", "Иванов", "m", confirmed={"surname": {"dative": ""}})

    assert declined.form("surname", "dative") == "Иванову"


def test_a_part_that_does_not_decline_by_his_papers_stays():
    declined = russian.decline(Name(surname="Ондар", name="Эрес"), "m", fixed=("surname",))

    assert declined.full("dative") == "Ондар Эресу"
    assert declined.doubtful == ()


@pytest.mark.parametrize(
    "typed", ["  Кара -  оол ", "Кара—оол", "Кара\N{NON-BREAKING HYPHEN}оол", "Кара\N{SOFT HYPHEN}-оол", "Кара-оол\N{ZERO WIDTH SPACE}"]
)
def test_stray_spaces_and_dashes_are_cleaned(typed):
    assert all_forms(decline_alone("surname", typed, "m"), "surname")[:3] == ["Кара-оол", "Кара-оола", "Кара-оолу"]


def test_letters_in_two_pieces_are_joined():
    assert decline_alone("name", "Андреи\N{COMBINING BREVE}", "m").form("name", "dative") == "Андрею"


def test_yo_is_kept_as_in_the_passport():
    assert all_forms(decline_alone("surname", "Королёв", "m"), "surname")[1] == "Королёва"
    assert all_forms(decline_alone("surname", "Королев", "m"), "surname")[1] == "Королева"
    assert all_forms(decline_alone("name", "Петр", "m"), "name")[1] == "Петра"


def test_the_terminal_gets_six_cases_and_the_doubts():
    shown = russian.decline_json("Соловей", "Анна", None, "f")

    assert list(shown) == [*CASES, "doubtful"]
    assert shown["accusative"] == {"surname": "Соловей", "name": "Анну", "patronymic": None}
    assert russian.decline_json("Соловей", "Иван", None, "m")["doubtful"] == ["surname"]


@pytest.mark.parametrize("sex", ["", "x", "male"])
def test_sex_is_never_guessed(sex):
    with pytest.raises(ValueError, match=f"^{sex}$"):
        russian.decline(Name(surname="Ли", name="Саша"), sex)


def test_an_unknown_case_or_part_is_an_error():
    declined = russian.decline(Name(surname="Ли", name="Саша"), "m")

    with pytest.raises(ValueError, match="vocative"):
        declined.full("vocative")
    with pytest.raises(ValueError, match="nickname"):
        declined.form("nickname", "dative")


def test_nothing_shows_a_name_but_what_is_asked():
    declined = russian.decline(Name(surname="Иванов", name="Иван"), "m")

    assert "Иван" not in f"{declined!r} {declined.surname!r} {Name(surname='Иванов', name='Иван')!r}"


def test_the_library_writes_no_name_into_a_log(caplog):
    with caplog.at_level("DEBUG"):
        decline_alone("surname", "Небывальщиков", "m")

    assert "ебывал" not in caplog.text.lower()


def test_a_name_once_declined_is_quick():
    russian.decline_json("Иванов", "Иван", "Иванович", "m")

    began = time.perf_counter()
    for _ in range(100):
        russian.decline_json("Иванов", "Иван", "Иванович", "m")

    assert (time.perf_counter() - began) / 100 < 0.001


TEXTS = st.text(max_size=30) | st.text(alphabet="абвгёйоуыьъюяАБОЯ -'.()", max_size=30)


@given(TEXTS, TEXTS, st.none() | TEXTS, st.sampled_from("mf"))
def test_any_text_can_be_declined(surname, name, patronymic, sex):
    declined = russian.decline(Name(surname=surname, name=name, patronymic=patronymic), sex)

    for case in CASES:
        assert "  " not in declined.full(case)
        assert declined.surname_initials(case) == declined.surname_initials(case).strip()


@given(TEXTS, st.sampled_from("mf"), st.sampled_from(("surname", "name", "patronymic")))
def test_cleaning_twice_changes_nothing(text, sex, part):
    once = decline_alone(part, text, sex).form(part, "nominative")

    assert decline_alone(part, once, sex).form(part, "nominative") == once


@given(
    st.text(alphabet="абвгдежзиклмнопрстуфхцчшщыьэюя", min_size=2, max_size=12), st.sampled_from("mf"), st.sampled_from(("surname", "name"))
)
def test_capitals_decline_as_small_letters_do(text, sex, part):
    small = decline_alone(part, text, sex)
    capitals = decline_alone(part, text.upper(), sex)

    assert [form.upper() for form in all_forms(small, part)] == all_forms(capitals, part)
    assert small.doubtful == capitals.doubtful


FORMS = st.fixed_dictionaries(dict.fromkeys(CASES, st.text(min_size=1, max_size=10)))


@given(TEXTS, FORMS, st.sampled_from("mf"))
def test_confirmed_forms_always_win(text, six, sex):
    declined = decline_alone("surname", text, sex, confirmed={"surname": six})

    assert all_forms(declined, "surname") == [six[case] for case in CASES]
    assert declined.doubtful == ()


def test_a_very_long_name_is_left_alone():
    declined = decline_alone("surname", "а" * 100_000, "m")

    assert declined.form("surname", "dative") == "а" * 100_000
    assert declined.doubtful == ("surname",)
