"""The report: numbers of a period, what each counts, the records behind it, and its two forms. Today is Thursday, 14 May 2026."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.documents import pages
from desktop.domain.calls import Call
from desktop.domain.figures import Figure, Group
from desktop.domain.journal import Deed
from desktop.domain.notes import Note
from desktop.domain.publication import Row
from desktop.operations import figures, journal
from desktop.operations.calls import keep_call
from desktop.operations.cases import open_case
from desktop.operations.notes import add_note
from desktop.storage import records
from desktop.ui.calls.line import CallLine
from desktop.ui.case.notes import NotesTab
from desktop.ui.figures import words
from desktop.ui.figures.page import FiguresPage
from desktop.ui.figures.printed import as_csv


@pytest.fixture
def case(vault):
    return open_case(vault, language="en")


@pytest.fixture
def page(session, shown, case):
    return shown(FiguresPage(session))


def numbers(page):
    hers = figures.categories(page._session.vault)
    return {words.title(row, hers): [words.number(each) for each in row.numbers] for row in page.table.model_.rows}


def at(page, title):
    page.table.select(list(numbers(page)).index(title))


def talk(vault, case, number, channel="phone", at_="2026-05-14"):
    with vault.transaction():
        for _each in range(number):
            records.save(vault, Note(id=vault.new_id(), case=case.id, written_at=f"{at_}T09:00:00+00:00", channel=channel))


def test_each_number_says_what_it_counts_and_enter_shows_the_records(page, session, vault, case):
    note = add_note(vault, case.id, "x")
    session.changed.emit()
    at(page, "Consultations: neither was said")
    chosen = []
    page.record_chosen.connect(chosen.append)

    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.behind.what.text().startswith("Notes in which the way of speaking leaves both open.")
    assert page.behind._whose(page.behind.table.current()) == case.pseudonym
    QTest.keyClick(page.behind.table, Qt.Key.Key_Return)

    assert [(each.kind, each.id) for each in chosen] == [("note", note.id)]
    QTest.keyClick(page.behind.table, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_one_key_counts_a_note_otherwise_and_undo_takes_it_back(page, session, vault, case):
    add_note(vault, case.id, "x")
    figures.set_categories(vault, ["По назначению", "", "", "", "", "", ""])
    session.changed.emit()
    at(page, "Consultations: neither was said")

    QTest.keyClick(page.behind.table, "3")
    assert numbers(page)["Consultations: По назначению"] == ["1"]
    assert numbers(page)["Consultations: neither was said"] == ["0"]

    session.undo()
    assert numbers(page)["Consultations: neither was said"] == ["1"]

    QTest.keyClick(page.behind.table, "7")
    assert page.line.text() == "This key has no category. “My categories” names one."
    QTest.keyClick(page.behind.table, "0")
    assert numbers(page)["Consultations, together"] == ["0"]


def test_a_call_is_counted_with_a_key_too(page, session, vault):
    call = keep_call(vault, Call(id=vault.new_id(), began="2026-05-14T09:00:00+00:00"))
    session.changed.emit()
    at(page, "Calls")

    QTest.keyClick(page.behind.table, "1")

    assert records.get(vault, Call, call.id).counted_as == Figure.ORAL
    assert (numbers(page)["Calls"], numbers(page)["Consultations: oral"]) == (["1"], ["1"])


def test_the_arrows_go_from_period_to_period(page, session, vault, case):
    talk(vault, case, 2, at_="2025-11-03")
    session.changed.emit()
    seen = [(page.period.text(), numbers(page)["Consultations: oral"])]
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    seen.append((page.period.text(), numbers(page)["Consultations: oral"]))
    page.stretch.show_code("quarter")
    page.stretch.chosen.emit("quarter")
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    QTest.keyClick(page.table, Qt.Key.Key_Right)
    seen.append((page.period.text(), numbers(page)["Consultations: oral"]))

    assert seen == [("Year 2026", ["0"]), ("Year 2025", ["2"]), ("Fourth quarter of 2025", ["2"])]


def test_any_days_may_be_counted_and_months_beside_them(page, session, vault, case):
    talk(vault, case, 3, at_="2026-03-31")
    talk(vault, case, 1, at_="2026-04-01")
    session.changed.emit()
    page.stretch.show_code("own")
    page._show()
    assert page.period.text() == "From which day to which?"

    page.first.line.setText("31.3.2026")
    page.last.line.setText("2.4.2026")
    page._show()
    QTest.keyClick(page.table, Qt.Key.Key_M)
    assert numbers(page)["Consultations: oral"] == ["3", "1", "4"]

    page.last.line.setText("1.3.2026")
    page._show()
    assert numbers(page) == {}


def test_small_numbers_are_not_shown_in_the_form_for_publishing(page, session, vault, case):
    talk(vault, case, 7)
    talk(vault, case, 2, channel="letter")
    talk(vault, case, 9, channel="")
    session.changed.emit()

    QTest.keyClick(page.table, Qt.Key.Key_H)

    shown = numbers(page)
    assert (shown["Consultations: written"], shown["Consultations, together"]) == (["•"], ["18"])
    assert [shown["Consultations: oral"], shown["Consultations: neither was said"]].count(["•"]) == 1
    assert page.limits.isVisibleTo(page)


def test_it_is_printed_with_numbers_and_nobody_in_it(page, session, vault, case):
    talk(vault, case, 7)
    session.changed.emit()
    QTest.keyClick(page.table, Qt.Key.Key_H)

    QTest.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    text = pages.text(page._printed._pdf())
    assert "Year 2026. As of 14.05.2026." in text
    assert "They count papers and talks, not people" in " ".join(text.split())
    assert case.pseudonym not in text
    QTest.keyClick(page._printed, Qt.Key.Key_Escape)
    assert page._stack.currentIndex() == 0


def test_it_is_saved_for_a_spreadsheet_after_a_warning(page, session, vault, case, asking, tmp_path):
    talk(vault, case, 2)
    session.changed.emit()
    asking.paths = [tmp_path / "report.csv"]

    QTest.keyClick(page.table, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert asking.asked[-1].text.startswith("Small numbers stand in it as they are")
    rows = list(csv.reader((tmp_path / "report.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0] == ["Figure", "Total"]
    assert ["Consultations: oral", "2"] in rows
    assert [line.deed for line in journal.lines(vault)] == [Deed.SAVED]


def test_no_title_of_hers_is_taken_for_a_formula(vault):
    figures.set_categories(vault, ["=1+1", "", "", "", "", "", ""])
    (code,) = hers = figures.categories(vault)

    text = as_csv((Row(code=code, group=Group.OTHER, numbers=(2,)),), (), hers).decode("utf-8-sig")

    assert text.splitlines()[1] == "'=1+1;2"


def test_her_categories_are_named_once_and_the_same_name_is_refused(page, session, vault):
    QTest.keyClick(page.table, Qt.Key.Key_C)
    page.mine.titles[0].setText("Семья")
    page.mine.titles[1].setText("семья")
    QTest.keyClick(page.mine.titles[1], Qt.Key.Key_Return)
    assert page.mine.line.text().startswith("Two categories are called the same")
    draft = page.save_draft()

    page.restore_draft(draft)
    assert page.mine.titles[1].text() == "семья"
    page.mine.titles[1].setText("")
    QTest.keyClick(page.mine.titles[0], Qt.Key.Key_Return)

    assert list(figures.categories(vault).values()) == ["Семья"]
    assert page.save_draft() is None
    session.undo()
    assert figures.categories(vault) == {}


def test_a_visitor_sees_no_number(page, session, case):
    session.begin_visit(case.id)

    assert page._stack.currentIndex() == 1
    assert page.table.model_.rows == ()


# --- counted with one key when it closes


def test_a_call_is_counted_with_one_key_while_it_is_typed(session, shown, vault, qtbot):
    figures.set_categories(vault, ["Дежурство", "", "", "", "", "", ""])
    line = shown(CallLine(session, Call(id=vault.new_id(), began=vault.now().isoformat())))
    line.activateWindow()
    qtbot.waitUntil(line.isActiveWindow)
    line._fields["who"].setText("mother")
    line._fields["who"].setFocus()

    QTest.keyClick(line._fields["who"], "3", Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(line._fields["who"], "5", Qt.KeyboardModifier.AltModifier)
    assert line.counted.currentText() == "3 Дежурство"
    assert line._fields["who"].text() == "mother"
    line._keep()

    (kept,) = records.every(vault, Call)
    assert figures.categories(vault)[kept.counted_as] == "Дежурство"


def test_a_note_is_counted_with_one_key_when_it_is_closed_for_good(session, shown, vault, case):
    note = add_note(vault, case.id, "x")
    tab = shown(NotesTab(session, case.id))
    tab.open_note(note)
    tab._ask_lock()

    QTest.keyClick(tab.lock.yes, "2")
    tab.lock.yes.click()

    assert records.get(vault, Note, note.id).signed_at
    assert figures.mark_of(vault, note).counted_as == Figure.WRITTEN
