"""The register: what became of each approved document, typed in place."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.devices.printers import PrintResult
from desktop.documents import pages
from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.days import Day
from desktop.domain.journal import Deed
from desktop.domain.letters import Answer, Channel, Keeper, Letter, RegisterEntry, WayOut
from desktop.domain.people import Role
from desktop.domain.register import View
from desktop.operations import journal, letters, register
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records
from desktop.ui.case.letters import LettersTab
from desktop.ui.case.papers import PapersTab
from desktop.ui.desk import Desk
from desktop.ui.register.entry import Section
from desktop.ui.register.page import RegisterPage
from tests import make
from tests.ui.test_visitor import Shell

TODAY = date(2026, 5, 14)


@pytest.fixture
def case(vault):
    opened = open_case(vault)
    case = keep_case(vault, replace(opened, unit=unit_with(vault, "00001").id))
    add_person(vault, make.person(surname="Королёв"), case.id, Role.CLIENT)
    add_person(vault, make.person(surname="Петров", rank="colonel"), case.id, Role.COMMANDER)
    return case


@pytest.fixture
def entry(vault, case) -> RegisterEntry:
    return approved(vault, case)


def approved(vault, case, template: str = "r02") -> RegisterEntry:
    letter = letters.begin_letter(vault, case.id, template)
    return letters.approve_letter(vault, letter, explained=(), allow_gaps=True, today=TODAY)


@pytest.fixture
def page(session, shown, entry) -> RegisterPage:
    page = shown(RegisterPage(session))
    page.take_focus()
    return page


def kept(page: RegisterPage, entry: RegisterEntry) -> RegisterEntry:
    return records.get(page._session.vault, RegisterEntry, entry.id)


def lines(page: RegisterPage) -> list[str]:
    return [row.id for row in page._table.model_.rows]


def press(page: RegisterPage, key: Qt.Key, text: str = "") -> None:
    """A key on the table, as the window gets it."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        QApplication.sendEvent(page._table, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def type_into_cell(page: RegisterPage, text: str) -> None:
    press(page, Qt.Key.Key_S)
    page._cell.setText(text)
    QTest.keyClick(page._cell, Qt.Key.Key_Return)


def test_it_opens_on_those_without_a_stamp_and_shows_the_frozen_pages(page, entry):
    assert lines(page) == [entry.id]
    assert page._beside.pages.page_count >= 1
    assert page._head._group.checkedButton().text() == "Without a stamp: 1"


def test_the_stamp_is_typed_in_its_cell_and_the_term_starts_with_its_why(page, entry):
    type_into_cell(page, "вх. № 117 от 14.5")

    after = kept(page, entry)
    assert (after.stamp_number, after.stamp_on) == ("117", Day("2026-05-14"))
    assert after.answer_due == Day("2026-06-13")
    assert page._line.text() == "Kept. An answer is due by 13.06.2026."
    assert "30 calendar days" in page._form._why.text()
    # The line stays until she comes back to the list.
    assert lines(page) == [entry.id]
    assert page.focusWidget() is page._table
    page.take_focus()
    assert lines(page) == []


def test_the_keys_are_the_same_on_the_russian_layout(page):
    press(page, Qt.Key(ord("Ы")), "ы")
    assert page._cell.is_open
    page._cell.shut()
    for letter, section in (("К", Section.REFUSAL), ("З", Section.POST), ("Ф", Section.ANSWER), ("С", Section.ORIGINALS)):
        press(page, Qt.Key(ord(letter)), letter.lower())
        assert page._form.section is section
    press(page, Qt.Key(ord("Ц")), "ц")
    assert page.focusWidget() is page._form.proof.withdrawn.line


def test_a_letter_typed_into_a_field_is_no_key(page, entry):
    press(page, Qt.Key.Key_R)
    QTest.keyClicks(page._form._refused_by, "sw")

    assert page._form._refused_by.text() == "sw"
    assert not page._cell.is_open


def test_a_day_that_does_not_exist_leaves_the_cell_open_and_keeps_nothing(page, entry):
    type_into_cell(page, "117 от 30.02")

    assert kept(page, entry).stamp_number == ""
    assert page._cell.is_open
    assert page._cell.text() == "117 от 30.02"
    assert page._line.property("tone") == "error"
    assert page.save_draft().fields == {"stamp_cell": "117 от 30.02"}


def test_escape_leaves_the_cell_as_it_was(page, entry):
    press(page, Qt.Key.Key_S)
    page._cell.setText("117")
    QTest.keyClick(page._cell, Qt.Key.Key_Escape)

    assert kept(page, entry).stamp_number == ""
    # A click into the cell opens it as S does.
    place = page._table.visualRect(page._table.model_.index(0, 6)).center()
    QTest.mouseClick(page._table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page._cell.is_open
    QTest.keyClick(page._cell, Qt.Key.Key_Escape)
    assert page.focusWidget() is page._table


def test_a_number_before_its_scan_waits_for_the_scan_and_for_its_day(page, entry):
    type_into_cell(page, "117")

    assert "The day of the stamp is missing" in page._line.text()
    press(page, Qt.Key.Key_4)
    assert lines(page) == [entry.id]
    assert page._form.scan.choice.currentText() == "no scan yet"


def test_number_and_day_are_taken_back_as_one_step_or_by_emptying_the_cell(page, session, entry):
    type_into_cell(page, "117 12.5")
    session.undo()
    assert (kept(page, entry).stamp_number, kept(page, entry).stamp_on) == ("", None)

    session.redo()
    assert kept(page, entry).stamp_number == "117"
    type_into_cell(page, "")

    after = kept(page, entry)
    assert (after.stamp_number, after.stamp_on, after.answer_due) == ("", None, None)


def test_another_document_of_the_unit_with_the_same_stamp_is_said(session, shown, vault, case, entry):
    other = approved(vault, case)
    register.enter_stamp(vault, other, "117", Day("2026-05-14"))
    page = shown(RegisterPage(session))

    type_into_cell(page, "117 от 14.5")

    assert kept(page, entry).stamp_number == "117"
    assert "bears the same number of the same day" in page._line.text()


def test_a_day_in_the_form_that_does_not_exist_is_said_and_nothing_is_kept(page, entry):
    page._form._stamp_on.line.setText("30.02.2026")
    page._form._stamp_on.line.editingFinished.emit()

    assert kept(page, entry).stamp_on is None
    assert page.save_draft().fields == {"stamp_on": "30.02.2026"}


def test_a_refusal_to_accept_is_kept_with_its_hour_and_who_saw_it(page, entry, vault):
    press(page, Qt.Key.Key_R)
    for field, text in (
        (page._form._refused_on.line, "14.5"), (page._form._hour, "18:20"), (page._form._refused_by, "дежурный по части"),
        (page._form._witnesses, "двое из его роты"), (page._form._refused, "приходите завтра"),
    ):  # fmt: skip
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    after = kept(page, entry)
    assert (after.refused_on, after.refused_hour) == (Day("2026-05-14"), "18:20")
    assert (after.refused_by, after.refused_witnesses, after.refused_note) == ("дежурный по части", "двое из его роты", "приходите завтра")


def test_p_and_space_make_the_list_for_the_post_and_open_it_in_the_workshop(session, shown, vault, entry):
    desk = shown(Desk(session, Shell()))
    desk.begin()
    desk.drafts._timer.stop()
    page = desk.show_place("register")
    press(page, Qt.Key.Key_P)

    QTest.keyClick(desk.focusWidget(), Qt.Key.Key_Space)

    draft = records.get(vault, Letter, kept(page, entry).inventory)
    assert draft.template == "r36"
    tab = desk._stack.currentWidget().findChild(LettersTab)
    assert tab.workshop.letter_id == draft.id
    assert "Опись вложения" in tab.workshop.text.toPlainText()
    assert page._form.inventory.text() == "Open the list of enclosures …"


def test_how_it_went_by_post_is_the_same_field_in_both_sections(page, entry):
    press(page, Qt.Key.Key_P)
    page._form._sent.chosen.emit(Channel.POST_INVENTORY)
    page._form._sent_on.line.setText("14.5")
    page._form._sent_on.line.editingFinished.emit()

    assert (kept(page, entry).handed_in, kept(page, entry).handed_on) == (Channel.POST_INVENTORY, Day("2026-05-14"))
    assert page._form._handed.code is Channel.POST_INVENTORY
    assert page._form._handed_on.typed_text == "14.05.2026"
    page._form._receipt.setText("у мамы")
    QTest.keyClick(page._form._receipt, Qt.Key.Key_Return)
    assert kept(page, entry).post_receipt == "у мамы"
    assert "14 digits" in page._line.text()


def test_a_forwarded_petition_says_by_when_that_had_to_be(page, entry):
    type_into_cell(page, "117 от 4.5")
    page._form._answer.chosen.emit(Answer.FORWARDED)
    page._form._answer_on.line.setText("14.5")
    page._form._answer_on.line.editingFinished.emit()

    assert "11.05.2026, so this came too late" in page._form._forwarding.text()
    assert page._form._forwarded.isEnabled()


def test_a_file_becomes_the_scan_and_stands_beside_the_frozen_text(page, session, entry, vault, asking, tmp_path: Path):
    (tmp_path / "IMG_1.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    asking.paths = [tmp_path / "IMG_1.png"]
    type_into_cell(page, "117 12.5")

    page._form.scan.add.click()

    paper = records.get(vault, Attachment, kept(page, entry).scan)
    assert (paper.name, paper.kind) == ("IMG_1.png", PaperKind.REGISTRATION)
    # Below a list it is never seen; Enter reads it beside the text, Escape comes back.
    assert not page._beside.scan.isVisible()
    QTest.keyClick(page._table, Qt.Key.Key_Return)
    assert page._beside.scan.isVisible()
    assert not page._table.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page._table.isVisible()
    assert not page._beside.scan.isVisible()
    # It is let go, and undo binds it again.
    page._form.scan.choice.chosen.emit("")
    assert kept(page, entry).scan == ""
    session.undo()
    assert page._form.scan.choice.code == paper.id


def test_a_paper_that_the_register_needs_is_not_removed_without_saying_so(session, shown, vault, entry, asking, tmp_path: Path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    from desktop.operations.attachments import attach

    paper = attach(vault, entry.case, tmp_path / "a.png")
    register.keep_entry(vault, replace(entry, scan=paper.id))
    tab, asking.says_yes = shown(PapersTab(session, entry.case)), False

    tab._remove()

    assert entry.number in asking.asked[0].text
    assert not records.get(vault, Attachment, paper.id).removed_at
    asking.says_yes = True
    tab._remove()
    assert records.get(vault, Attachment, paper.id).removed_at


def test_originals_are_added_changed_and_removed_below_how_it_left(page, session, vault, entry):
    letters.hand_over(vault, entry, WayOut.PRINTED, count=2)
    session.changed.emit()
    press(page, Qt.Key.Key_C)
    assert "printed ×2" in page._form.originals.left.text()
    form = page._form.originals
    form.add.click()
    form.add.click()

    assert [each.keeper for each in kept(page, entry).originals] == [Keeper.CLIENT, Keeper.LAWYER]
    form.table.select(1)
    form.keeper.chosen.emit(Keeper.LOST)
    form.remark.setText("первый")
    QTest.keyClick(form.remark, Qt.Key.Key_Return)
    form.count.setValue(2)
    lost = kept(page, entry).originals[1]
    assert (lost.keeper, lost.remark, lost.count) == (Keeper.LOST, "первый", 2)
    QTest.keyClick(form.table, Qt.Key.Key_Delete)
    assert [each.keeper for each in kept(page, entry).originals] == [Keeper.CLIENT]


def test_prove_it_compares_the_text_with_its_digest(page, session, vault, entry):
    page._form.proof.prove.click()
    assert page._form.proof.verdict.property("tone") == "good"
    assert page._form.proof.digest.text().replace(" ", "") == entry.text_sha256

    # As a hand on the disk would do it, past every operation.
    with vault.transaction():
        records.save(vault, replace(entry, text=entry.text.replace("Рапорт", "Рапорд")))
    session.changed.emit()
    page._form.proof.prove.click()

    assert page._form.proof.verdict.property("tone") == "error"


def test_versions_lead_to_each_other_and_the_old_one_asks_whether_it_was_withdrawn(session, shown, vault, entry):
    register.enter_stamp(vault, entry, "117", Day("2026-05-12"))
    new = letters.approve_letter(vault, letters.revise_letter(vault, entry), explained=(), allow_gaps=True, today=TODAY)
    page = shown(RegisterPage(session))

    page.open_subject(new.id)
    link = page._form.proof._chain.itemAt(0).widget()
    assert link.text() == f"Corrects {entry.number}"
    link.click()

    assert page._table.current().id == entry.id
    said = [page._form.proof._chain.itemAt(place).widget() for place in range(page._form.proof._chain.count() - 1)]
    assert [each.text() for each in said] == [f"Corrected by {new.number}", "Was this one withdrawn? W notes the day."]


def test_what_was_withdrawn_is_waited_for_no_more(page, entry):
    type_into_cell(page, "117 12.5")
    press(page, Qt.Key.Key_W)
    page._form.proof.withdrawn.line.setText("14.5")
    QTest.keyClick(page._form.proof.withdrawn.line, Qt.Key.Key_Return)

    assert kept(page, entry).withdrawn_on == Day("2026-05-14")
    assert kept(page, entry).answer_due is None
    assert page._head._counts[View.AWAITING] == 0


def test_views_words_and_order_narrow_the_list(session, shown, vault, case, entry):
    other_case = open_case(vault)
    late = register.enter_stamp(vault, approved(vault, other_case), "55", Day("2026-03-01"))
    page = shown(RegisterPage(session))

    press(page, Qt.Key.Key_3)
    assert lines(page) == [late.id]
    assert "days late" in page._table.model_.data(page._table.model_.index(0, 7))
    press(page, Qt.Key.Key_5)
    assert set(lines(page)) == {entry.id, late.id}
    press(page, Qt.Key.Key_Slash, "/")
    assert page.focusWidget() is page._head.filter
    page._head.filter.setText(f"{other_case.pseudonym} 01.03")
    assert lines(page) == [late.id]
    QTest.keyClick(page._head.filter, Qt.Key.Key_Return)
    assert page.focusWidget() is page._table
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert len(lines(page)) == 2
    page._head.order.show_code("due")
    page._head.changed.emit()
    assert lines(page)[0] == late.id
    page._head.period.show_code("last_year")
    page._head.changed.emit()
    assert lines(page) == []


def test_names_are_bars_on_the_screen_until_she_reveals_them(page, session):
    cell = page._table.model_.index(0, 4)
    assert "Петров" not in page._table.model_.data(cell)

    session.reveal_names()

    assert "Петров" in page._table.model_.data(cell)


def test_a_visitor_sees_the_open_case_alone(session, shown, vault, entry):
    other = approved(vault, open_case(vault))
    page = shown(RegisterPage(session))

    session.begin_visit(other.case)

    assert lines(page) == [other.id]
    assert page._head._counts[View.ALL] == 1
    page._print()
    assert len(page._printed._rows) == 1


def test_what_is_being_typed_survives_a_lock_in_whatever_section(page, session, shown, entry):
    press(page, Qt.Key.Key_R)
    page._form._refused_by.setText("дежу")
    draft = page.save_draft()

    again = shown(RegisterPage(session))
    again.restore_draft(draft)

    assert again._form._refused_by.text() == "дежу"
    assert again._form.section is Section.REFUSAL
    assert again.save_draft().fields == draft.fields
    again._form._refused_by.setText("")
    again._table.setFocus()
    press(again, Qt.Key.Key_S)
    again._cell.setText("11")
    draft = again.save_draft()
    again._cell.mark_saved()
    again._cell.shut()
    again.restore_draft(draft)
    assert (again._cell.is_open, again._cell.text()) == (True, "11")


def test_what_was_frozen_cannot_be_changed_from_the_page(page, entry):
    page._keep({"text": "другое", "stamp_number": "7"})

    assert (kept(page, entry).text, kept(page, entry).stamp_number) == (entry.text, "7")


def test_the_register_prints_with_pseudonyms_unless_she_wants_names(page, vault, entry, case, asking, tmp_path: Path):
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    plain = pages.text(page._printed._pdf())

    assert entry.number in plain
    assert case.pseudonym in plain
    assert "Петров" not in plain
    assert "Королёв" not in plain
    page._printed.whose.show_code("names")
    named = pages.text(page._printed._pdf())
    assert "Королёв" in named
    assert "Петро" in named
    asking.paths = [tmp_path / "list.pdf"]
    page._printed.save.click()
    page._printed.printing.printed.emit(PrintResult(job=1, finished=True, purged=True, kept=False))
    assert len(asking.asked) == 1
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert b"ortfel" not in (tmp_path / "list.pdf").read_bytes()
    assert {line.deed for line in journal.lines(vault)} == {Deed.SAVED, Deed.PRINTED}
    QTest.keyClick(page._printed, Qt.Key.Key_Escape)
    assert page._table.isVisible()
