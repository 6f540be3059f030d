"""The people of a case: their cards, their masked names, the forms she confirms."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case
from desktop.domain.people import Person, Role, Sex
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.storage import people, records
from desktop.ui.case.people import PeopleTab
from tests import make


@pytest.fixture
def case(vault) -> Case:
    return open_case(vault)


def _name_shown(tab):
    return tab.table.model_.columns[3].text_of(tab.table.model_.rows[0])


def _typed(tab, surname="Монгуш", name="Айдын", sex=Sex.MALE):
    tab.new_person()
    tab.form.parts["surname"].setText(surname)
    tab.form.parts["name"].setText(name)
    if sex:
        tab.form.sex.show_code(sex)


def test_the_first_person_is_the_man_himself_and_is_noted_on_the_case(session, shown, vault, case):
    tab = shown(PeopleTab(session, case.id))
    _typed(tab)

    tab.form.add.click()

    ((party, person),) = people.of_case(vault, case.id)
    assert (party.role, person.surname) == (Role.CLIENT, "Монгуш")
    assert records.get(vault, Case, case.id).client == person.id


def test_the_sex_is_asked_and_never_guessed(session, shown, vault, case):
    tab = shown(PeopleTab(session, case.id))
    _typed(tab, sex=None)

    tab.form.add.click()

    assert people.of_case(vault, case.id) == []
    assert tab.form.parts["surname"].text() == "Монгуш"


def test_names_are_bars_until_they_are_revealed(session, shown, vault, case):
    add_person(vault, make.person(surname="Королёв"), case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))
    assert "Корол" not in _name_shown(tab)

    session.reveal_names()

    assert "Королёв" in _name_shown(tab)


def test_a_day_of_birth_that_does_not_exist_is_said_and_nothing_is_lost(session, shown, vault, case):
    tab = shown(PeopleTab(session, case.id))
    _typed(tab)
    tab.form.born.line.setText("31.02.1999")

    tab.form.add.click()

    assert people.of_case(vault, case.id) == []
    assert tab.unsaved()["born"] == "31.02.1999"


def test_confirmed_forms_stay_and_can_be_taken_back(session, shown, vault, case):
    person = make.person(surname="Соловей", name="Иван", patronymic="Иванович")
    add_person(vault, person, case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))
    tab.open_subject(person.id)
    tab.form.doubts["surname"].click()
    tab.forms.lines["genitive"].setText("Соловья")

    tab.forms.right.click()
    assert records.get(vault, Person, person.id).forms["surname"]["genitive"] == "Соловья"
    session.undo()

    assert records.get(vault, Person, person.id).forms == {}


def test_forms_of_another_name_are_neither_shown_nor_taken_for_confirmed(session, shown, vault, case):
    stale = {form: f"Соловь{form}" for form in ("genitive", "dative", "accusative", "instrumental", "prepositional")}
    person = make.person(surname="Воробей", forms={"surname": {"nominative": "Соловей", **stale}})
    add_person(vault, person, case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))

    tab.open_subject(person.id)
    tab.form.doubts["surname"].click()

    assert tab.forms.lines["genitive"].text() == "Воробья"


def test_a_name_that_does_not_decline_by_the_papers_is_kept_so(session, shown, vault, case):
    person = make.person(surname="Соловей", name="Иван", patronymic="Иванович")
    add_person(vault, person, case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))
    tab.open_subject(person.id)
    tab.form.doubts["surname"].click()

    tab.forms.fixed.click()

    assert records.get(vault, Person, person.id).fixed == ("surname",)


def test_what_is_typed_survives_a_lock(session, shown, vault, case):
    tab = shown(PeopleTab(session, case.id))
    _typed(tab)
    typed = tab.unsaved()

    again = shown(PeopleTab(session, case.id))
    again.put_back(typed)

    assert again.form.parts["surname"].text() == "Монгуш"


def test_removed_from_the_case_he_is_still_in_the_vault_and_comes_back(session, shown, vault, case):
    person = make.person()
    add_person(vault, person, case.id, Role.WITNESS)
    tab = shown(PeopleTab(session, case.id))
    tab.open_subject(person.id)

    tab.form.remove.click()
    assert people.of_case(vault, case.id) == []
    assert records.get(vault, Person, person.id) == person
    session.undo()

    assert len(people.of_case(vault, case.id)) == 1


def test_insert_opens_an_empty_card(session, shown, vault, case):
    add_person(vault, make.person(), case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))

    QTest.keyClick(tab.table, Qt.Key.Key_Insert)

    assert tab.form.is_new
