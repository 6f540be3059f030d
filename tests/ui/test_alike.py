"""While a name is typed: who may be the same, where he stands, and what she says to that."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.letters import Letter
from desktop.domain.people import Party, Person, Role, Sex
from desktop.operations.cases import open_case
from desktop.operations.people import add_person, keep_party, keep_person
from desktop.storage import people, records
from desktop.ui.calls.line import CallLine
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.people import PeopleTab
from desktop.ui.cases.new_case import NewCasePage
from desktop.ui.search.page import SearchBox
from desktop.ui.search.rows import Later
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
    assert page.alike.head.text() == "About whom. 1 person may be the same"
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


def test_of_a_new_case_both_who_rings_and_of_whom_are_looked_for_and_the_answers_are_kept_with_it(session, shown, there, vault):
    mother = make.person(surname="Лужина", name="Анна", patronymic="", sex=Sex.FEMALE)
    add_person(vault, mother, there[0].id, Role.RELATIVE)
    page = shown(NewCasePage(session))
    page._fields["called_by"].setText("мать, Анна Лужина")
    page._fields["about"].setText("Korolev Petr")
    for panel, whose in ((page.caller_alike, "Who is calling"), (page.alike, "About whom")):
        panel.look()
        assert panel.head.text() == f"{whose}. 1 person may be the same"
        panel.same.click()
    page.alike.none_button.click()
    again = shown(NewCasePage(session))
    again.restore_draft(page.save_draft())
    assert again._taken.text() == page._taken.text() != ""

    again._open()

    case = next(each for each in records.every(vault, Case) if each.id != there[0].id)
    assert {(party.role, person.id) for party, person in people.of_case(vault, case.id)} == {
        (Role.CLIENT, there[1].id), (Role.RELATIVE, mother.id),
    }  # fmt: skip
    assert (case.client, case.conflict_checked) == (there[1].id, "none, 14.05.2026")
    assert len(records.every(vault, Person)) == 2


def test_an_answer_said_twice_is_taken_back(session, shown, there, vault):
    page = shown(NewCasePage(session))
    page._fields["about"].setText("Королев П.")
    page.alike.look()
    for button in (page.alike.same, page.alike.none_button):
        button.click()
        button.click()

    page._open()

    case = next(each for each in records.every(vault, Case) if each.id != there[0].id)
    assert (case.client, case.conflict_checked) == ("", "")
    assert people.of_case(vault, case.id) == []


def test_while_one_rings_his_file_is_found_by_his_name(session, shown, there, vault, qtbot):
    call = shown(CallLine(session, Call(id=vault.new_id(), began=vault.now().isoformat())))
    call._fields["about"].setText("о сыне, Korolyov P.")
    call.alike.look()

    assert files(call.alike) == [f"{there[0].pseudonym}: in whose interest"]
    with qtbot.waitSignal(call.case_wanted) as wanted:
        QTest.keyClick(call.alike.table, Qt.Key.Key_Return)
    assert wanted.args == [there[0].id]
    assert call.call.case == ""


def test_the_search_finds_a_name_written_otherwise(session, shown, there, vault, qtbot):
    man = make.person(surname="Щербаков", name="Алексей")
    keep_person(vault, man)
    box = shown(SearchBox(session))
    box.setText("Scherbakov")
    box.search_now()
    assert box.rows == ()

    box.look_for_alike()

    group, hit = box.rows
    assert (group.title, group.count) == ("Names like it", 1)
    assert (hit.id, hit.case, hit.snippet) == (man.id, "", "in no file")
    assert "Щербаков" not in box._found._what(hit) + box._found._where(hit)
    with qtbot.waitSignal(box.hit_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args[0] == hit


def test_beside_a_visitor_the_search_says_only_how_many_names_are_like_it(session, shown, there):
    session.begin_visit("")
    box = shown(SearchBox(session))
    box.setText("Korolev")
    box.search_now()
    box.look_for_alike()

    assert box.rows == (Later(1),)


def test_who_becomes_somebody_on_the_other_side_is_looked_at(tab, session, vault, there):
    """A commander of one file who is helped in another: said at once, and of the answer only the day is kept."""
    party = add_person(vault, make.person(surname="Иной", name="Яков"), tab._case_id, Role.WITNESS)
    known = records.get(vault, Party, party.id)
    keep_party(vault, Party(id=vault.new_id(), case=there[0].id, person=known.person, role=Role.CLIENT))
    session.changed.emit()
    tab.open_subject(party.id)
    assert tab.form.stands.on_the_other_side == 0
    assert tab.line.text() == ""

    tab.form.role.show_code(Role.COMMANDER)
    tab.form._on_role(Role.COMMANDER)

    assert records.get(vault, Party, party.id).role is Role.COMMANDER
    assert "In 1 other file he or she stands on the other side" in tab.line.text()
    assert [place.pseudonym for place in tab.form.stands.places] == [there[0].pseudonym]
    tab.form.alike.none.emit()
    assert records.get(vault, Case, tab._case_id).conflict_checked == "none, 14.05.2026"


def test_what_stands_there_when_a_visitor_sits_down_becomes_a_number(tab, session, vault, there):
    """A card is open, with others like him and the files he stands in: of them nothing is left to read."""
    other = make.person()
    party = add_person(vault, other, tab._case_id, Role.CLIENT)
    keep_party(vault, Party(id=vault.new_id(), case=there[0].id, person=other.id, role=Role.COMMANDER))
    session.changed.emit()
    tab.open_subject(party.id)
    tab.form.alike.look()
    assert files(tab.form.alike) == [f"{there[0].pseudonym}: in whose interest"]
    assert [place.pseudonym for place in tab.form.stands.places] == [there[0].pseudonym]

    session.begin_visit(tab._case_id)

    assert tab.form.alike.table.model_.rows == tab.form.stands.table.model_.rows == ()
    assert (tab.form.alike.said.text(), tab.form.stands.said.text()) == ("1 match – later", "1 match – later")


def test_who_was_like_one_person_is_not_offered_for_the_next(tab, vault, there):
    tab.new_person()
    tab.form.parts["surname"].setText("Королев")
    tab.form.alike.look()
    assert tab.form.alike.found

    tab.new_person()

    assert tab.form.alike.found == ()
    assert not tab.form.alike.isVisible()


def test_one_like_him_on_the_other_side_is_amber(tab, vault, there):
    tab.new_person()
    tab.form.parts["surname"].setText("Королев")
    tab.form.role.show_code(Role.COMMANDER)
    tab.form._on_role(Role.COMMANDER)

    (alike,) = tab.form.alike.found
    assert tab.form.alike.table.model_.columns[1].tone_of(alike) == "amber"
    tab.form.role.show_code(Role.WITNESS)
    tab.form._on_role(Role.WITNESS)
    assert tab.form.alike.table.model_.columns[1].tone_of(alike) is None
