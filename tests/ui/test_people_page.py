"""People and units, shared between files: one man in three files is one person, and his card says so."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.people import Person, Role, Sex
from desktop.domain.units import Office, Unit
from desktop.operations.cases import keep_case, open_case
from desktop.operations.notes import add_note
from desktop.operations.people import add_person, keep_person
from desktop.operations.units import keep_unit
from desktop.storage import records
from desktop.storage.marks import Marker
from desktop.storage.search import Hit
from desktop.ui.desk import Desk
from desktop.ui.people.page import PeoplePage
from tests import make
from tests.ui.test_visitor import Shell


@pytest.fixture
def page(session, shown) -> PeoplePage:
    return shown(PeoplePage(session))


@pytest.fixture
def man(vault) -> tuple[Person, list[Case]]:
    """One man in three files: he is helped in one, he commands in another, he saw something in the third."""
    person, cases = make.person(phones=("8 900 000-12-34",), rank="captain"), [open_case(vault) for _number in range(3)]
    for case, role in zip(cases, (Role.CLIENT, Role.COMMANDER, Role.WITNESS), strict=True):
        add_person(vault, person, case.id, role)
    return person, cases


def names(tab) -> list[str]:
    return [entry.person.full_name for entry in tab.table.model_.rows]


def narrow(tab, words: str) -> list[str]:
    tab.words.setText(words)
    tab.read()
    return names(tab)


def test_one_man_in_three_files_stands_here_once_and_his_card_shows_them(page, vault, man, qtbot):
    person, cases = man
    tab = page.people
    tab.read()
    assert names(tab) == [person.full_name]
    assert tab._name(tab.table.current()) != person.full_name

    QTest.keyClick(tab.words, Qt.Key.Key_Return)

    assert [(place.pseudonym, place.role) for place in tab.form.stands.places] == [
        (cases[2].pseudonym, Role.WITNESS), (cases[1].pseudonym, Role.COMMANDER), (cases[0].pseudonym, Role.CLIENT),
    ]  # fmt: skip
    with qtbot.waitSignal(page.case_chosen) as opened:
        QTest.keyClick(tab.form.stands.table, Qt.Key.Key_Return)
    assert opened.args == [cases[2].id]


def test_people_are_found_by_sound_alias_telephone_and_role(page, vault, man):
    tab = page.people
    other = make.person(surname="Щербаков", name="Алексей", aliases=("Нестеров",))
    keep_person(vault, other)

    assert narrow(tab, "Sherbakov") == narrow(tab, "нестеров") == ["Щербаков Алексей Ильич"]
    assert narrow(tab, "1234") == ["Королёв Пётр Ильич"]
    tab.role.show_code(Role.WITNESS)
    assert narrow(tab, "") == ["Королёв Пётр Ильич"]
    assert narrow(tab, "Щербаков") == []
    assert "Nobody like this" in tab._empty.accessibleName()


def test_somebody_of_no_file_is_added_changed_and_removed(page, session, vault):
    tab = page.people
    QTest.keyClick(tab, Qt.Key.Key_Insert)
    tab.form.parts["surname"].setText("Прокуроров")
    tab.form.sex.show_code(Sex.MALE)
    tab.form.aliases.setText("Старов, Старой")
    tab.form.add.click()

    (kept,) = records.every(vault, Person)
    assert (kept.surname, kept.aliases) == ("Прокуроров", ("Старов", "Старой"))
    assert tab.form.person_id == kept.id
    assert not tab.form.role.isVisible()
    tab.form.remove.click()
    assert records.every(vault, Person) == []
    session.undo()
    assert records.every(vault, Person) == [kept]


def test_who_stands_in_a_file_is_not_removed(page, vault, man):
    page.people.show_subject(man[0].id)

    page.people.form.remove.click()

    assert not records.get(vault, Person, man[0].id).removed_at
    assert "take him or her out there first" in page.people.line.text()


def test_two_records_become_one_here_too(page, session, vault, man):
    other = make.person(surname="Королев", name="Петр")
    keep_person(vault, other)
    page.people.show_subject(other.id)
    page.people.form.alike.look()

    page.people.form.alike.same.click()

    assert records.get(vault, Person, other.id).removed_at
    session.undo()
    assert records.get(vault, Person, other.id) == other
    assert records.get(vault, Person, man[0].id) == man[0]


def test_beside_a_visitor_only_the_people_of_the_open_case_are_here(session, shown, vault, man):
    case = open_case(vault)
    add_person(vault, make.person(surname="Иной"), case.id, Role.CLIENT)
    unit = keep_unit(vault, make.unit(commanders=(Office(person=man[0].id),)))
    keep_unit(vault, make.unit(number="00002"))
    for each in (case, man[1][0]):
        keep_case(vault, replace(records.get(vault, Case, each.id), unit=unit.id))
    session.begin_visit(man[1][0].id)
    page = shown(PeoplePage(session))

    assert names(page.people) == [man[0].full_name]
    assert page.people.count.text() == "1 person"
    assert page.people._files(page.people.table.current()) == f"{man[1][0].pseudonym}: in whose interest"
    page.people.show_subject(man[0].id)
    assert page.people.form.stands.said.text() == "2 matches – later"
    assert [entry.unit.number for entry in page.units.table.model_.rows] == ["00001"]
    page.units.show_subject(unit.id)
    assert [row.id for row in page.units.card.files.model_.rows] == [man[1][0].id]
    assert page.units.card.later.text() == "1 match – later"


def test_a_unit_shows_its_files_and_who_commanded_when(page, session, vault, man):
    person, cases = man
    keep_case(vault, replace(records.get(vault, Case, cases[0].id), unit=(unit := keep_unit(vault, make.unit())).id))
    tab = page.units
    page.show_tab("units")
    tab.read()
    QTest.keyClick(tab.words, Qt.Key.Key_Return)
    tab.card.commanders.new_wanted.emit()
    tab.person.form.parts["surname"].setText("Королев")
    tab.person.form.parts["name"].setText("Петр")
    tab.person.form.alike.look()
    tab.person.form.alike.same.click()

    assert len(records.every(vault, Person)) == 1
    tab.card.commanders.since.line.setText("1.3.2024")
    tab.card.commanders.since.line._commit()
    tab.card.commanders.until.line.setText("31.12.2025")
    tab.card.commanders.until.line._commit()

    assert records.get(vault, Unit, unit.id).commanders == (
        Office(person=person.id, since=Day("2024-03-01"), until=Day("2025-12-31")),
    )  # fmt: skip
    assert tab.card.commanders.answer.text() == "Nobody known is in office today."
    tab.card.commanders.day.line.setText("2.3.2024")
    tab.card.commanders.day.line._commit()
    session.reveal_names()
    assert tab.card.commanders.answer.text() == "Then: Королёв Пётр Ильич, captain · капитан"
    assert [row.pseudonym for row in tab.card.files.model_.rows] == [cases[0].pseudonym]
    page.units.person_asked.emit(person.id)
    assert page.tab == "people"
    stands = page.people.form.stands.table.model_
    assert "01.03.2024 – 31.12.2025" in stands.columns[1].text_of(stands.rows[-1])


def test_a_new_commander_of_whom_nobody_knew_comes_and_goes_with_one_undo(page, session, vault):
    unit = keep_unit(vault, make.unit())
    page.show_tab("units", unit.id)
    page.units.card.commanders.add.click()
    page.units.person.form.parts["surname"].setText("Вторак")
    page.units.person.form.sex.show_code(Sex.MALE)
    page.units.person.form.add.click()

    (person,) = records.every(vault, Person)
    assert records.get(vault, Unit, unit.id).commanders == (Office(person=person.id),)
    session.undo()
    assert records.every(vault, Person) == []
    assert records.get(vault, Unit, unit.id) == unit


def test_a_unit_is_added_once_and_stays_while_a_file_names_it(page, session, vault):
    unit = keep_unit(vault, make.unit())
    tab = page.units
    page.show_tab("units")
    tab.new_unit()
    tab.card.lines["number"].setText("00001")
    tab.card.add.click()
    assert "Another unit has this number" in tab.line.text()
    tab.card.lines["number"].setText("00002")
    tab.card.add.click()
    assert sorted(each.number for each in records.every(vault, Unit)) == ["00001", "00002"]
    assert tab.card.lines["garrison"].isEnabled()

    keep_case(vault, replace(open_case(vault), unit=unit.id))
    tab.show_subject(unit.id)
    tab.card.remove.click()
    assert not records.get(vault, Unit, unit.id).removed_at
    assert "Files name this unit" in tab.line.text()


def test_what_is_typed_here_comes_back_after_the_lock(page, session, shown, vault):
    unit = keep_unit(vault, make.unit())
    page.people.new_person()
    page.people.form.parts["surname"].setText("Недописанный")
    page.units.read()
    page.units.show_subject(unit.id)
    page.units.card.lines["garrison"].setText("г. Недописан")
    page.units._new_commander()
    page.units.person.form.post.setText("командир")

    again = shown(PeoplePage(session))
    again.restore_draft(page.save_draft())

    assert again.people.form.parts["surname"].text() == "Недописанный"
    assert again.units.card.lines["garrison"].text() == "г. Недописан"
    assert again.units.person.form.post.text() == "командир"
    assert records.get(vault, Unit, unit.id) == unit


def test_an_earlier_version_that_was_found_opens_what_stands_there_now_and_says_so(session, shown, vault):
    note = add_note(vault, open_case(vault).id, "Прежнее")
    desk = shown(Desk(session, Shell()))
    desk.begin()
    hit = Hit(kind="note", id=note.id, case=note.case, case_number="", pseudonym="", title="", snippet="")

    desk._leading.show(hit, Marker(""))
    assert "earlier" not in desk._status._said.text()

    desk._leading.show(replace(hit, until="2026-05-14T10:00:00+00:00"), Marker(""))

    assert "earlier version" in desk._status._said.text()
    assert "14 May" in desk._status._said.text()
    desk.drafts._timer.stop()


def test_from_a_case_its_unit_is_one_step_away_and_from_the_search_too(session, shown, vault):
    unit = keep_unit(vault, make.unit(number="54321"))
    case = keep_case(vault, replace(open_case(vault), unit=unit.id))
    desk = shown(Desk(session, Shell()))
    desk.begin()
    service = desk.open_case(case.id).overview.service

    service.unit_page.click()

    page = desk._pages["people"]
    assert (desk.place, page.tab, page.units.card.unit_id) == ("people", "units", unit.id)
    desk.show_place("today")
    desk._search.setText("54321")
    desk._search.search_now()
    (hit,) = [row for row in desk._search.rows if getattr(row, "kind", "") == "unit"]
    desk._leading.show(hit, Marker(""))
    assert (desk.place, page.units.card.unit_id) == ("people", unit.id)
    desk.drafts._timer.stop()
