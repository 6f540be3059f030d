"""Which document? What fits him and refuses nothing comes first; the rest is folded away and found by typing."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.documents import templates
from desktop.domain.cases import Case, Category
from desktop.operations import template_marks
from desktop.operations.cases import keep_case, open_case
from desktop.ui.letters.offers import Group, offers
from desktop.ui.letters.picker import Picker
from tests import make

NOW, IN_2022 = date(2026, 5, 14), date(2022, 6, 1)


def _groups(category: Category, day: date = NOW) -> dict[str, Group]:
    return {offer.id: offer.group for offer in offers(templates.catalogue(), category, day)}


@pytest.fixture
def case(vault) -> Case:
    return open_case(vault, category=Category.CONTRACT)


@pytest.fixture
def picker(session, shown, case) -> Picker:
    page = shown(Picker(session, case.id))
    page.take_focus()
    return page


def _titles(picker: Picker) -> list[str]:
    return [offer.id for offer in picker.table.model_.rows]


def test_the_board_leave_copy_transfer_and_complaints_come_first():
    first = [offer.id for offer in offers(templates.catalogue(), Category.CONTRACT, NOW)][:6]

    assert first == ["r04", "r05", "r06", "r07", "r03", "r08"]


def test_groups_stand_in_their_order_and_the_archive_last():
    found = offers(templates.catalogue(), Category.CONTRACT, NOW)

    assert [offer.group for offer in found] == sorted(offer.group for offer in found)
    assert {offer.id for offer in found if offer.group is Group.ARCHIVE} == {"r01", "r46"}
    assert all(not offer.template.gated for offer in found if offer.group is Group.FITS)


def test_what_is_made_for_others_does_not_fit_him():
    assert _groups(Category.PRE_DRAFT)["r44"] is Group.FITS
    assert _groups(Category.CONTRACT)["r44"] is Group.NOT_FOR_HIM
    assert _groups(Category.PRE_DRAFT)["r05"] is Group.NOT_FOR_HIM
    assert _groups(Category.MOBILISED)["r45"] is Group.MAY_REFUSE


def test_as_long_as_nobody_knows_how_he_serves_everything_fits():
    assert Group.NOT_FOR_HIM not in _groups(Category.UNKNOWN).values()


def test_a_text_of_later_days_is_not_offered_before():
    groups = _groups(Category.CONTRACT, IN_2022)

    assert (groups["r02"], groups["r32"], groups["r34"]) == (Group.NOT_FOR_HIM,) * 3
    # The archive stays apart, whatever the day: it is only ever a marked copy.
    assert groups["r01"] is Group.ARCHIVE


def test_what_does_not_fit_is_folded_away_counted_and_reachable(picker):
    folded = [each.id for each in templates.catalogue() if _groups(Category.CONTRACT)[each.id] is Group.NOT_FOR_HIM]
    assert not set(folded) & set(_titles(picker))
    assert f"({len(folded)})" in picker.others.text()

    picker.others.setChecked(True)
    picker.archive.setChecked(True)

    assert set(folded) <= set(_titles(picker))
    assert _titles(picker)[-2:] == ["r01", "r46"]


def test_typing_finds_by_words_of_title_explanation_and_fields(picker):
    QTest.keyClicks(picker.table, "board medical")
    assert "r04" in _titles(picker)
    assert len(_titles(picker)) < 12

    QTest.keyClick(picker.table, Qt.Key.Key_Escape)
    assert picker.words.text() == ""
    picker.words.setText("альтернативной")
    assert _titles(picker) == []
    assert "(1)" in picker.others.text() or "(2)" in picker.others.text()


def test_enter_in_the_words_begins_the_first(picker, qtbot):
    picker.words.setText("отпуск leave")

    with qtbot.waitSignal(picker.picked) as picked:
        QTest.keyClick(picker.words, Qt.Key.Key_Return)

    assert picked.args[0].id == _titles(picker)[0]


def test_a_text_is_unchecked_until_she_marks_it_and_undo_takes_that_back(picker, session, vault):
    assert not picker.table.current().is_checked

    picker.view.by.setText("Чеботарёва Ярослава")
    picker.view.mark.click()
    assert template_marks.marks(vault)[picker.table.current().id].by == "Чеботарёва Ярослава"
    assert picker.table.current().is_checked

    session.undo()
    assert not picker.table.current().is_checked
    session.redo()
    assert picker.table.current().is_checked


def test_a_mark_is_taken_back_in_the_picker(picker, session, vault):
    picker.view.by.setText("Чеботарёва Ярослава")
    picker.view.mark.click()

    picker.view.unmark.click()
    assert template_marks.marks(vault) == {}
    session.undo()

    assert picker.table.current().is_checked


def test_a_mark_without_a_name_is_refused_in_a_sentence(picker, vault):
    picker.view.by.setText("")
    picker.view.mark.click()

    assert "name" in picker.line.text()
    assert template_marks.marks(vault) == {}


def test_the_picker_follows_the_case(picker, session, vault, case):
    keep_case(vault, replace(case, category=Category.PRE_DRAFT))
    session.changed.emit()

    assert "r44" in _titles(picker)
    assert "r05" not in _titles(picker)


def test_a_client_of_nobody_still_gets_documents(session, shown):
    assert _titles(shown(Picker(session, make.case().id)))


def test_a_letter_typed_in_the_list_is_no_key_of_the_page_and_a_space_alone_is_nothing(picker):
    QTest.keyClick(picker.table, Qt.Key.Key_Space)
    assert picker.words.text() == ""

    QTest.keyClicks(picker.table, "leave l")

    assert picker.words.text() == "leave l"
