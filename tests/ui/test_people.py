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


def _shown_names(tab):
    return [tab.table.model_.columns[2].text_of(row) for row in tab.table.model_.rows]


def test_the_first_person_is_the_man_himself_and_is_noted_on_the_case(session, shown, vault, case):
    tab = shown(PeopleTab(session, case.id))
    QTest.keyClick(tab.table, Qt.Key.Key_Insert)
    tab.form.surname.setText("Монгуш")
    tab.form.name.setText("Айдын")

    tab.form.keep.click()

    ((party, person),) = people.of_case(vault, case.id)
    assert (party.role, person.surname) == (Role.CLIENT, "Монгуш")
    assert records.get(vault, Case, case.id).client == person.id


def test_names_are_bars_until_they_are_revealed(session, shown, vault, case):
    add_person(vault, make.person(surname="Королёв"), case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))
    assert "Корол" not in _shown_names(tab)[0]

    session.reveal_names()

    assert "Королёв" in _shown_names(tab)[0]


def test_a_changed_card_can_be_taken_back(session, shown, vault, case):
    person = make.person(surname="Королёв", sex=Sex.MALE)
    add_person(vault, person, case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))
    tab.open_subject(person.id)
    tab.form.surname.setText("Белов")
    tab.form.keep.click()
    assert records.get(vault, Person, person.id).surname == "Белов"

    session.undo()

    assert records.get(vault, Person, person.id).surname == "Королёв"


def test_a_day_of_birth_that_does_not_exist_is_said_and_nothing_is_lost(session, shown, vault, case):
    tab = shown(PeopleTab(session, case.id))
    tab.new_person()
    tab.form.surname.setText("Белов")
    tab.form.born.line.setText("31.02.1999")

    tab.form.keep.click()

    assert people.of_case(vault, case.id) == []
    assert tab.form.surname.text() == "Белов"
    assert tab.unsaved()["born"] == "31.02.1999"


def test_confirmed_forms_stay_and_the_doubt_goes(session, shown, vault, case):
    person = make.person(surname="Соловей", name="Иван", patronymic="Иванович")
    add_person(vault, person, case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))
    tab.open_subject(person.id)
    assert tab.form.forms.isVisible()
    tab.form.forms.lines["genitive"].setText("Соловья")

    while tab.form.forms.isVisible():
        tab.form.forms.confirm.click()

    assert records.get(vault, Person, person.id).forms["surname"]["genitive"] == "Соловья"


def test_a_name_that_does_not_decline_by_the_papers_is_kept_so(session, shown, vault, case):
    person = make.person(surname="Соловей", name="Иван", patronymic="Иванович")
    add_person(vault, person, case.id, Role.CLIENT)
    tab = shown(PeopleTab(session, case.id))
    tab.open_subject(person.id)

    tab.form.forms.fixed.click()

    assert records.get(vault, Person, person.id).fixed == ("surname",)


def test_what_is_typed_survives_a_lock(session, shown, vault, case):
    tab = shown(PeopleTab(session, case.id))
    tab.new_person()
    tab.form.surname.setText("Белов")
    typed = tab.unsaved()

    again = shown(PeopleTab(session, case.id))
    again.put_back(typed)

    assert again.form.surname.text() == "Белов"


def test_taken_out_of_the_case_he_is_still_in_the_vault(session, shown, vault, case):
    person = make.person()
    add_person(vault, person, case.id, Role.WITNESS)
    tab = shown(PeopleTab(session, case.id))
    tab.table.select(0)

    QTest.keyClick(tab.table, Qt.Key.Key_Delete)

    assert people.of_case(vault, case.id) == []
    assert records.get(vault, Person, person.id) == person
