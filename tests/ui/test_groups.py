"""One document for several clients, from ticking their files to the print basket."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case, Category
from desktop.domain.drafts import Draft
from desktop.domain.errors import Cancelled
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.people import Role
from desktop.operations import groups
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records
from desktop.ui.groups.page import CHOOSING, MADE, GroupPage
from tests import make


@pytest.fixture
def cases(vault) -> list[Case]:
    found = []
    for number, surname in enumerate(("Королёв", "Лесной", "Полевой"), start=1):
        case = open_case(vault, category=Category.CONTRACT)
        case = keep_case(vault, replace(case, unit=unit_with(vault, f"0000{number}").id if number < 3 else "", post="стрелок"))
        add_person(vault, make.person(surname=surname, name="Пётр", rank="private"), case.id, Role.CLIENT)
        found.append(case)
    return found


@pytest.fixture
def page(session, shown, cases) -> GroupPage:
    made = GroupPage(session)
    shown(made)
    made.template.show_code("r05")
    made._on_template()
    made.fields.put("from_day", "1.6.2026")
    return made


def _write_for_all(page: GroupPage) -> None:
    page.cases.setFocus()
    QTest.keyClick(page.cases, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.cases, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_files_are_ticked_by_keyboard_and_each_gets_a_letter(page, vault, cases):
    _write_for_all(page)

    assert page._stack.currentIndex() == MADE
    assert {letter.case for letter in records.every(vault, Letter)} == {case.id for case in cases}
    states = {made.pseudonym: page.made.model_.data(page.made.model_.index(row, 1)) for row, made in enumerate(page.made.model_.rows)}
    assert sorted(states.values()).count("ready") == 2
    assert any("номер войсковой части" in state for state in states.values())


def test_narrowing_by_unit_and_ticking_all_ticks_only_what_is_shown(page, cases):
    page.filter.setText("00002")

    QTest.keyClick(page.cases, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.filter.clear()

    assert page.cases.ticked == (cases[1].id,)
    assert len(page.cases.model_.rows) == 3


def test_those_that_are_ready_are_approved_and_wait_in_the_basket(page, vault, qtbot):
    _write_for_all(page)

    QTest.keyClick(page.made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert len(records.every(vault, RegisterEntry)) == 2
    assert not page.approve.isEnabled()
    with qtbot.waitSignal(page.basket_wanted):
        page.basket.click()


def test_a_document_that_may_refuse_is_refused_in_one_sentence(page, vault):
    page.template.show_code("r02")
    page._on_template()
    page.cases.tick_all()

    assert page.line.text()
    assert not page.make.isEnabled()
    page._begin()
    assert records.every(vault, Letter) == []


def test_words_typed_for_all_are_to_be_made_personal(page):
    page.fields.put("requests", "Предоставить отпуск с выездом.")

    _write_for_all(page)

    assert page.line.text().endswith("The texts are alike: make them personal.")


def test_a_letter_is_opened_in_its_own_file_and_looked_at_again_afterwards(page, vault, cases, qtbot):
    _write_for_all(page)
    row = next(made for made in page.made.model_.rows if made.lacks)
    with qtbot.waitSignal(page.letter_chosen) as asked:
        page.made.chosen.emit(row)
    assert asked.args == [row.case, row.letter.id]
    case = records.get(vault, Case, row.case)
    keep_case(vault, replace(case, unit=unit_with(vault, "00009").id))

    page.hide()
    page.show()

    assert all(made.is_ready for made in page.made.model_.rows)


def test_a_run_that_is_stopped_keeps_no_letter_and_says_so(page, vault, monkeypatch):
    def stopped(*_args: object) -> None:
        raise Cancelled

    monkeypatch.setattr(groups, "make_group", stopped)
    _write_for_all(page)

    assert page._stack.currentIndex() == CHOOSING
    assert page.line.text()
    assert len(page.cases.ticked) == 3


def test_what_was_typed_for_all_is_there_after_a_lock_but_not_for_whom(page, session, shown):
    page.cases.tick_all()

    draft = page.save_draft()

    assert isinstance(draft, Draft)
    assert not any(row.id in str(draft.fields) or row.pseudonym in str(draft.fields) for row in page.cases.model_.rows)
    after = GroupPage(session)
    shown(after)
    after.restore_draft(draft)
    assert after.fields.values["from_day"] == "01.06.2026"
    assert after.cases.ticked == ()


def test_a_visitor_sees_no_file_but_his_own(page, session, cases):
    session.begin_visit(cases[0].id)

    assert [row.id for row in page.cases.model_.rows] == [cases[0].id]
