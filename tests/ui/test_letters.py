"""The workshop: from picking a document to how it left."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.documents import templates
from desktop.domain.cases import Case, Category
from desktop.domain.letters import Letter, RegisterEntry, WayOut
from desktop.domain.people import Person, Role
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person, keep_person
from desktop.operations.units import unit_with
from desktop.storage import records, register
from desktop.ui.case.letters import LIST, PICKER, WAYS, WORKSHOP, LettersTab
from desktop.ui.letters.aloud import Dictation, lines_of
from desktop.ui.letters.offers import offers
from tests import make


@pytest.fixture
def case(vault) -> Case:
    opened = open_case(vault, category=Category.CONTRACT)
    case = keep_case(vault, replace(opened, unit=unit_with(vault, "00001").id, post="стрелок", pseudonym="Клён"))
    add_person(vault, make.person(surname="Монгуш", name="Айдын", patronymic="", rank="private"), case.id, Role.CLIENT)
    return case


@pytest.fixture
def tab(session, shown, case) -> LettersTab:
    page = LettersTab(session, case.id)
    shown(page)
    return page


def _begin(tab, template="r02", **fields):
    tab.pick()
    tab.picker.picked.emit(next(offer.template for offer in offers(templates.catalogue()) if offer.id == template))
    for key, text in fields.items():
        tab.workshop.form.fields.inputs[key].setPlainText(text)
    tab.workshop.form.changed.emit()
    return tab.workshop


def test_those_that_refuse_nothing_come_first_and_the_archive_last():
    groups = [offer.group for offer in offers(templates.catalogue())]

    assert groups == sorted(groups)
    assert offers(templates.catalogue())[-1].template.archive


def test_picking_a_document_opens_the_workshop_on_its_first_gap(tab):
    tab.pick()
    assert tab._stack.currentIndex() == PICKER

    workshop = _begin(tab)

    assert tab._stack.currentIndex() == WORKSHOP
    assert "[[" in workshop.text.toPlainText()


def test_a_field_goes_into_the_text_and_is_saved(tab, vault):
    workshop = _begin(tab, health="плохо сплю")

    assert "плохо сплю" in workshop.text.toPlainText()
    assert workshop.save()
    assert records.get(vault, Letter, workshop.letter_id).fields["health"] == "плохо сплю"


def test_what_was_typed_a_moment_ago_is_checked_saved_and_survives_another_draft(tab, vault):
    workshop = _begin(tab)
    first = workshop.letter_id
    workshop.form.fields.inputs["health"].setPlainText("плохо сплю")  # and no pause after it

    workshop.begin_check()
    assert "плохо сплю" in workshop.text.toPlainText()

    workshop.form.fields.inputs["health"].setPlainText("плохо сплю, давление")
    _begin(tab)
    assert workshop.letter_id != first
    assert records.get(vault, Letter, first).fields["health"] == "плохо сплю, давление"


def test_what_she_writes_into_the_text_is_hers_until_she_makes_it_anew(tab, vault):
    workshop = _begin(tab, health="плохо сплю")
    workshop.text.setPlainText(workshop.text.toPlainText().replace("Рапорт", "РАПОРТ"))
    workshop.save()
    assert "РАПОРТ" in records.get(vault, Letter, workshop.letter_id).text

    workshop.anew.click()

    assert "РАПОРТ" not in workshop.text.toPlainText()


def test_the_check_stops_a_gap_and_says_which(tab, vault):
    workshop = _begin(tab)

    workshop.begin_check()

    assert not workshop.check.approve.isEnabled()
    assert any(finding.code == "gap" for finding in workshop.check._findings)


def test_a_letter_is_approved_and_its_ways_out_open(tab, vault, case):
    workshop = _begin(tab, health="плохо сплю")
    workshop.begin_check()
    assert "Клён" in workshop.check.approve.text()

    workshop.check.approve.click()

    (entry,) = register.entries(vault, case.id)
    assert tab._stack.currentIndex() == WAYS
    assert "плохо сплю" in entry.text


def test_a_long_pseudonym_fits_on_the_button_that_approves(tab, vault, case):
    keep_case(vault, replace(case, pseudonym="Мельница-Качели"))
    workshop = _begin(tab)
    workshop.begin_check()

    assert workshop.check.approve.sizeHint().width() <= workshop.check.approve.width()


def test_a_text_that_refuses_waits_for_the_ticks(tab, vault, case):
    workshop = _begin(tab, health="плохо сплю")
    workshop.form.fields.inputs["refusal"].show_code("yes")
    workshop.form.changed.emit()
    workshop.begin_check()
    assert not workshop.check.approve.isEnabled()

    for tick in workshop.check.ticks.values():
        tick.show_ticked(True)
    workshop.check.approve.click()

    (entry,) = register.entries(vault, case.id)
    assert set(entry.explained) == set(workshop.check.ticks)


def test_insisting_on_a_gap_is_kept_in_the_register(tab, vault, case):
    workshop = _begin(tab)
    workshop.begin_check()
    workshop.check.insist.show_ticked(True)

    workshop.check.approve.click()

    assert register.entries(vault, case.id)[0].gaps_allowed


def test_names_are_hidden_on_the_page_until_they_are_revealed(tab, session):
    workshop = _begin(tab, health="плохо сплю")
    workshop._show_page()
    hidden = workshop.page._pdf

    session.reveal_names()
    workshop._show_page()

    assert workshop.page._pdf != hidden


@pytest.mark.parametrize(("button", "way"), [("put_off", WayOut.PUT_OFF), ("by_hand", WayOut.COPIED_BY_HAND)])
def test_each_way_out_is_entered(tab, vault, case, button, way):
    workshop = _begin(tab, health="плохо сплю")
    workshop.begin_check()
    workshop.check.approve.click()

    getattr(tab.ways, button).click()

    assert register.entries(vault, case.id)[0].copies[-1].way is way


def test_a_file_is_saved_after_one_warning(tab, vault, case, asking, tmp_path):
    workshop = _begin(tab, health="плохо сплю")
    workshop.begin_check()
    workshop.check.approve.click()
    asking.paths = [tmp_path / "document.pdf"]

    tab.ways.save_pdf.click()

    assert len(asking.asked) == 1
    assert (tmp_path / "document.pdf").read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.glob("*document*")] == ["document.pdf"]
    assert register.entries(vault, case.id)[0].copies[-1].way is WayOut.SAVED


def test_a_correction_is_a_new_version(tab, vault, case):
    workshop = _begin(tab, health="плохо сплю")
    workshop.begin_check()
    workshop.check.approve.click()

    tab.ways.revise.click()
    workshop.begin_check()
    workshop.check.approve.click()

    versions = sorted(entry.version for entry in register.entries(vault, case.id))
    assert versions == [1, 2]


def test_dictation_ticks_line_by_line_to_the_end(qtbot, shown, tab):
    dictation = Dictation(tab.window(), "> Командиру\n\n# Рапорт\n\nПрошу.\n| рядовой | И. Иванов\n% Вх. №")
    dictation.open()

    with qtbot.waitSignal(dictation.all_read):
        for _line in range(4):
            QTest.keyClick(dictation, Qt.Key.Key_Space)


def test_what_is_read_out_is_all_he_has_to_write():
    assert lines_of("> Командиру\n\n# Рапорт\nПрошу.\n| рядовой | И. Иванов\n% Вх. №") == (
        "Командиру",
        "Рапорт",
        "Прошу.",
        "рядовой  —  И. Иванов",
    )


def test_a_draft_can_be_removed_and_brought_back(tab, session, vault, case):
    _begin(tab, health="плохо сплю")
    tab.workshop.closed.emit()
    assert tab._stack.currentIndex() == LIST
    tab.table.select(0)

    QTest.keyClick(tab.table, Qt.Key.Key_Delete)
    assert records.of_case(vault, Letter, case.id) == []
    session.undo()

    assert len(records.of_case(vault, Letter, case.id)) == 1


def test_a_lock_saves_the_draft_that_is_open(tab, vault):
    workshop = _begin(tab)
    workshop.text.setPlainText("Набрано только что")

    assert tab.unsaved() == {}
    assert records.get(vault, Letter, workshop.letter_id).text == "Набрано только что"


def test_a_register_entry_opens_with_its_ways_out(tab, vault, case):
    workshop = _begin(tab, health="плохо сплю")
    workshop.begin_check()
    workshop.check.approve.click()
    (entry,) = records.every(vault, RegisterEntry)
    tab.ways.closed.emit()

    tab.open_subject(entry.id)

    assert tab._stack.currentIndex() == WAYS


def test_a_field_reaches_a_text_she_has_changed_elsewhere(tab, vault):
    workshop = _begin(tab)
    workshop.text.setPlainText(workshop.text.toPlainText().replace("Рапорт", "РАПОРТ"))

    workshop.form.fields.inputs["health"].setPlainText("плохо сплю")
    workshop.form.changed.emit()

    assert "плохо сплю" in workshop.text.toPlainText()
    assert "РАПОРТ" in workshop.text.toPlainText()
    assert workshop.save()
    assert "плохо сплю" in records.get(vault, Letter, workshop.letter_id).text


def test_a_text_made_anew_can_be_taken_back_in_the_text(tab):
    workshop = _begin(tab, health="плохо сплю")
    hers = workshop.text.toPlainText().replace("Рапорт", "РАПОРТ")
    workshop.text.setPlainText(hers)
    workshop.anew.click()

    QTest.keyClick(workshop.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert workshop.text.toPlainText() == hers


def test_a_doubtful_form_is_confirmed_beside_the_text_once_and_for_ever(tab, vault, session, case):
    client = records.get(vault, Person, records.get(vault, Case, case.id).client)
    keep_person(vault, replace(client, surname="Бабий"))
    workshop = _begin(tab, "r03")
    doubt = workshop._composed.doubtful[0]

    workshop.form.doubt_asked.emit(doubt.person, doubt.part)
    workshop.walk.forms.lines["genitive"].setText("Бабия")
    workshop.walk.forms.right.click()

    assert workshop._left.currentWidget() is workshop.form
    assert (doubt.person, doubt.part) not in {(each.person, each.part) for each in workshop._composed.doubtful}
    session.undo()
    assert (doubt.person, doubt.part) in {(each.person, each.part) for each in workshop._composed.doubtful}


def _to_the_doubt(tab, vault, case, surname):
    """Open a complaint of a man with that surname, and go to the doubtful form as the keys do."""
    client = records.get(vault, Person, records.get(vault, Case, case.id).client)
    keep_person(vault, replace(client, surname=surname))
    workshop = _begin(tab, "r03")
    for _ in range(20):
        QTest.keyClick(workshop.text, Qt.Key.Key_F4)
        if workshop.walk.forms.isVisible():
            return workshop, client.id
    raise AssertionError("no key led there")


def test_a_doubtful_form_is_found_corrected_and_confirmed_by_keys_alone(tab, vault, case):
    workshop, client = _to_the_doubt(tab, vault, case, "Соловей")
    genitive = workshop.walk.forms.lines["genitive"]
    assert genitive.hasFocus()

    QTest.keyClicks(genitive, "x")
    QTest.keyClick(genitive, Qt.Key.Key_Backspace)
    QTest.keyClick(genitive, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert records.get(vault, Person, client).forms["surname"]["genitive"] == "Соловья"
    assert "surname" not in {doubt.part for doubt in workshop._composed.doubtful}


def test_a_name_that_does_not_decline_by_his_papers_is_said_so_by_keys_alone(tab, vault, case):
    workshop, client = _to_the_doubt(tab, vault, case, "Соловей")

    for _ in range(12):
        if workshop.walk.forms.fixed.hasFocus():
            break
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(workshop.walk.forms.fixed, Qt.Key.Key_Space)

    assert records.get(vault, Person, client).fixed == ("surname",)
    assert "Соловья" not in workshop.text.toPlainText()
    assert "surname" not in {doubt.part for doubt in workshop._composed.doubtful}


def test_what_changes_in_the_case_stands_in_the_draft_at_once(tab, vault, session, case):
    workshop = _begin(tab, health="плохо сплю")

    keep_case(vault, replace(records.get(vault, Case, case.id), unit=unit_with(vault, "00077").id))
    session.changed.emit()

    assert "00077" in workshop.text.toPlainText()


def test_an_emoji_before_a_gap_does_not_shift_what_is_selected(tab):
    workshop = _begin(tab)
    workshop.text.setPlainText("🙂🙂 [[дата]]")

    workshop.text.select(3, 11)

    assert workshop.text.textCursor().selectedText() == "[[дата]]"
    assert workshop.text.place == 11


def test_a_job_that_still_waits_for_paper_is_not_entered_as_printed(tab, vault):
    from desktop.devices.printers import PrintResult

    workshop = _begin(tab, health="плохо сплю", requests="ответить")
    workshop.check.insist.show_ticked(True)
    workshop.begin_check()
    workshop.check.insist.show_ticked(True)
    for tick in workshop.check.ticks.values():
        tick.box.setChecked(True)
    workshop.check.approve.click()
    entry = register.entries(vault)[0]

    tab.ways.printing.printed.emit(PrintResult(1, finished=False, purged=False, kept=True))
    assert register.entries(vault)[0].copies == entry.copies

    tab.ways.printing.printed.emit(PrintResult(1, finished=True, purged=False, kept=False))
    assert register.entries(vault)[0].copies[-1].way is WayOut.PRINTED
