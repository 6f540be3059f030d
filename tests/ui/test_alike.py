"""While a name is typed: who may be the same, where he stands, and what she says to that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.domain.people import Party, Person, Role, Sex
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.storage import people, records
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.people import PeopleTab
from desktop.ui.cases.new_case import NewCasePage
from tests import make


@pytest.fixture
def there(vault) -> tuple[Case, Person]:
    case, man = open_case(vault), make.person()
    add_person(vault, man, case.id, Role.CLIENT)
    return case, man


@pytest.fixture
def tab(session, shown, vault) -> PeopleTab:
    return shown(PeopleTab(session, open_case(vault).id))


def files(panel) -> list[str]:
    return [panel.table.model_.columns[1].text_of(alike) for alike in panel.table.model_.rows]


def test_in_a_new_case_hits_come_while_she_types(session, shown, there, qtbot):
    page = shown(NewCasePage(session))
    page._fields["about"].setText("сын, имя не назвали")
    page.alike.look()
    assert page.alike.isHidden()

    page._fields["about"].setText("Королев П. И.")

    qtbot.waitUntil(page.alike.isVisible)
    assert page.alike.head.text() == "1 person may be the same"
    assert files(page.alike) == [f"{there[0].pseudonym}: in whose interest"]
    assert "Королёв" not in page.alike.table.model_.data(page.alike.table.model_.index(0, 0))
    session.reveal_names()
    assert page.alike.table.model_.data(page.alike.table.model_.index(0, 0)) == "Королёв Пётр Ильич"
    with qtbot.waitSignal(page.case_opened) as opened:
        QTest.keyClick(page.alike.table, Qt.Key.Key_Return)
    assert opened.args == [there[0].id]


def test_beside_a_visitor_it_is_a_number_and_nothing_else(session, shown, there):
    session.begin_visit("")
    page = shown(NewCasePage(session))
    page._fields["about"].setText("Королев П. И.")
    page.alike.look()

    assert page.alike.said.text() == "1 match – later"
    assert not page.alike.table.isVisible()
    assert not page.alike.head.isVisible()
    assert page.alike.table.model_.rows == ()


def test_a_new_person_who_is_there_already_is_added_once(tab, session, vault, there):
    tab.new_person()
    tab.form.parts["surname"].setText("Королев")
    tab.form.parts["name"].setText("Петр")
    tab.form.role.show_code(Role.WITNESS)
    tab.form.alike.look()

    tab.form.alike.same.click()

    ((party, person),) = people.of_case(vault, tab._case_id)
    assert (person.id, party.role) == (there[1].id, Role.WITNESS)
    assert len(records.every(vault, Person)) == 1
    session.undo()
    assert people.of_case(vault, tab._case_id) == []


def test_two_records_become_one_in_all_files_and_one_undo_parts_them(tab, session, vault, there):
    other = make.person(surname="Королев", name="Пётр", patronymic="Ильич", phones=("+7 900 000-00-01",), sex=Sex.MALE)
    party = add_person(vault, other, tab._case_id, Role.CLIENT)
    with vault.transaction():
        letter = Letter(id=vault.new_id(), case=tab._case_id, template="r02", people={"client": other.id})
        records.save(vault, letter)
    session.changed.emit()
    tab.open_subject(party.id)
    tab.form.alike.look()

    tab.form.alike.same.click()

    kept = records.get(vault, Person, there[1].id)
    assert kept.phones == other.phones
    assert kept.aliases == ("Королев",)
    assert records.get(vault, Person, other.id).removed_at
    assert records.get(vault, Party, party.id).person == kept.id
    assert records.get(vault, Case, tab._case_id).client == kept.id
    assert records.get(vault, Letter, letter.id).people == {"client": kept.id}
    session.undo()
    assert records.get(vault, Person, there[1].id) == there[1]
    assert records.get(vault, Person, other.id) == other
    assert records.get(vault, Case, tab._case_id).client == other.id
    assert records.get(vault, Letter, letter.id) == letter


def test_who_says_no_keeps_both(tab, session, asking, vault, there):
    asking.says_yes = False
    other = make.person()
    party = add_person(vault, other, tab._case_id, Role.CLIENT)
    session.changed.emit()
    tab.open_subject(party.id)
    tab.form.alike.look()

    tab.form.alike.same.click()

    assert [each.removed_at for each in records.every(vault, Person)] == ["", ""]
    assert "one person in all files" in asking.asked[0].text


def test_of_a_conflict_check_only_the_day_is_kept(session, shown, vault, there):
    overview = shown(OverviewTab(session, there[0].id))

    overview.agreement.conflict.click()

    assert records.get(vault, Case, there[0].id).conflict_checked == "none, 14.05.2026"
    assert overview.agreement._checked.text() == "none, 14.05.2026"
    session.undo()
    assert overview.agreement._checked.text() == "not checked yet"
