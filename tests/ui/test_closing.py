"""Checklists and closing by the keyboard: ticks with undo, "do it now", closing with red lines, hold, bin, and destroying."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case, Stage
from desktop.domain.checklists import OwnList, Ticks
from desktop.domain.closing import Line, Outcome
from desktop.domain.drafts import Draft
from desktop.domain.retention import Kept, Retention
from desktop.operations import checklists, closing, destroying, retention
from desktop.operations.drafts import keep_drafts
from desktop.operations.keeping import keep_all
from desktop.storage import records, rows
from desktop.storage.search import Hit
from desktop.ui.bin import emptying
from desktop.ui.case.lists import CLOSING, ListsTab
from desktop.ui.desk import Desk
from desktop.ui.destroying.page import DestroyingPage
from desktop.ui.library.checklists import ChecklistsPage
from desktop.ui.reviews.page import ReviewsPage
from desktop.ui.search.page import SearchBox
from desktop.ui.search.rows import Closed
from desktop.ui.session import Session
from desktop.ui.today.page import TodayPage
from tests import make
from tests.conftest import Clock
from tests.ui.test_visitor import Shell


@pytest.fixture
def case(session: Session) -> Case:
    """An open case with one open date."""
    made = make.case(stage=Stage.ENGAGED)
    keep_all(session.vault, [made, make.deadline(case=made.id)])
    return made


@pytest.fixture
def tab(session: Session, case: Case, shown) -> ListsTab:
    """Its lists."""
    made = shown(ListsTab(session, case.id))
    made.take_focus()
    return made


def _row(tab: ListsTab, id_: str) -> str:
    return next(row.progress for row in tab.lists.model_.rows if row.id == id_)


def _select(tab: ListsTab, line: Line) -> None:
    tab.closing.table.select([each.line for each in tab.closing.table.model_.rows].index(line))


def test_space_ticks_a_line_shows_progress_and_undo_takes_it_back(tab: ListsTab, session: Session) -> None:
    QTest.keyClick(tab.lists, Qt.Key.Key_Right)
    assert tab.items.hasFocus()

    QTest.keyClick(tab.items, Qt.Key.Key_Space)

    assert _row(tab, "shipped-opening") == "1 of 10"
    assert len(records.every(session.vault, Ticks)) == 1
    session.undo()
    assert _row(tab, "shipped-opening") == "0 of 10"


def test_enter_on_a_line_leads_to_the_place_where_it_is_done(tab: ListsTab) -> None:
    went: list[str] = []
    tab.tab_asked.connect(lambda place, _subject: went.append(place))
    QTest.keyClick(tab.lists, Qt.Key.Key_Right)

    QTest.keyClick(tab.items, Qt.Key.Key_Return)

    assert went == ["people"]


def test_a_list_that_is_put_aside_can_be_added_again(tab: ListsTab, session: Session) -> None:
    tab.open_subject("shipped-filed")
    tab.aside.click()
    assert "shipped-filed" not in [row.id for row in tab.lists.model_.rows]

    tab.more.show_code("shipped-filed")
    tab.add.click()

    assert tab.chosen is not None
    assert tab.chosen.id == "shipped-filed"
    assert session.history.undo_title == "Add a list"


def test_a_red_line_leads_to_what_is_open(tab: ListsTab) -> None:
    went: list[str] = []
    tab.tab_asked.connect(lambda place, _subject: went.append(place))
    tab.open_subject(CLOSING)
    assert tab.closing.table.current().line is Line.DATES

    QTest.keyClick(tab.closing.table, Qt.Key.Key_Return)

    assert went == ["overview"]


def test_space_says_what_no_record_tells_and_says_why_where_it_cannot(tab: ListsTab, session: Session) -> None:
    tab.open_subject(CLOSING)
    _select(tab, Line.INFORMED)
    QTest.keyClick(tab.closing.table, Qt.Key.Key_Space)
    assert not tab.closing.table.current().is_open

    _select(tab, Line.DATES)
    QTest.keyClick(tab.closing.table, Qt.Key.Key_Space)

    assert tab.closing.table.current().is_open
    assert "follows the records" in tab.line.text()
    session.undo()
    _select(tab, Line.INFORMED)
    assert tab.closing.table.current().is_open


def test_a_file_is_closed_with_red_lines_and_undo_opens_it_again(tab: ListsTab, session: Session, case: Case) -> None:
    tab.open_subject(CLOSING)
    tab.closing.outcome.show_code(Outcome.ADVICE)

    tab.closing.close_button.click()

    noted = closing.of_case(session.vault, case.id)
    assert (noted.outcome, noted.on) == (Outcome.ADVICE, date(2026, 5, 14))
    assert "dates" in noted.open
    assert tab.closing.reopen.isVisible()
    assert "one-off consultation" in tab.closing.state.text()
    session.undo()
    assert records.get(session.vault, Case, case.id) == case
    assert tab.closing.close_button.isVisible()


def test_a_file_is_taken_up_again(tab: ListsTab, session: Session, case: Case) -> None:
    tab.open_subject(CLOSING)
    tab.closing.close_button.click()

    tab.closing.reopen.click()

    assert records.get(session.vault, Case, case.id).stage is Stage.ENGAGED


def test_a_hold_needs_a_reason_and_stops_bin_and_destruction(tab: ListsTab, session: Session) -> None:
    keeping = tab.closing.keeping
    tab.open_subject(CLOSING)
    tab.closing.close_button.click()
    keeping.hold.click()
    assert "reason" in tab.line.text()

    keeping.reason.setText("запрос палаты")
    keeping.hold.click()

    assert records.every(session.vault, Retention)[0].held_because == "запрос палаты"
    assert not keeping.bin.isEnabled()
    assert not keeping.destruction.isEnabled()
    keeping.hold.click()
    assert keeping.destruction.isEnabled()


def test_a_case_goes_into_the_bin_and_an_undo_brings_it_back(tab: ListsTab, session: Session, case: Case) -> None:
    gone: list[bool] = []
    tab.gone.connect(lambda: gone.append(True))

    tab.closing.keeping.bin.click()

    assert gone
    assert records.get(session.vault, Case, case.id).removed_at
    session.undo()
    assert not records.get(session.vault, Case, case.id).removed_at


def test_changing_a_shipped_list_makes_one_of_hers_and_going_back_is_possible(session: Session, shown) -> None:
    page = shown(ChecklistsPage(session))
    page.text.setText("Позвонить жене")
    page.add.click()

    own = records.every(session.vault, OwnList)[0]
    assert own.shipped == "shipped-opening"
    assert own.items[-1].text == "Позвонить жене"
    page.items.select(0)
    QTest.keyClick(page.items, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(page.items, Qt.Key.Key_Delete)
    assert len(records.every(session.vault, OwnList)[0].items) == len(own.items) - 1
    page.back.click()
    assert checklists.every(session.vault, "en") == checklists.shipped("en")
    session.undo()
    assert page.lists.current().own is not None


@pytest.fixture
def destruction(session: Session, case: Case, shown) -> DestroyingPage:
    """The page of destroying it, once it is closed."""
    keep_all(session.vault, [replace(case, closed_at="2026-05-12T09:00:00+00:00")])
    page = shown(DestroyingPage(session))
    page.begin(case.id)
    return page


def test_destroying_waits_for_the_record_and_the_number(destruction: DestroyingPage, session: Session, case: Case) -> None:
    began: list[str] = []
    destruction.beginning.connect(began.append)
    assert destruction.view.page_count == 1
    destruction.number.setText("26-kqtra")
    assert not destruction.deed.isEnabled()
    destruction.on_paper.show_ticked(True)
    destruction.number.setText("26-XXXXX")
    assert not destruction.deed.isEnabled()
    destruction.number.setText("26-kqtra")

    destruction.deed.click()

    assert began == [case.id]
    assert records.find(session.vault, Case, case.id) is None
    assert [stub.id for stub in destroying.stubs(session.vault)] == [case.id]
    assert session.undo() is None
    assert destruction.backups.isHidden()


def test_a_hold_is_said_and_stops_it(destruction: DestroyingPage, session: Session, case: Case) -> None:
    keep_all(session.vault, [Retention(id=session.vault.new_id(), case=case.id, held_since=date(2026, 5, 1), held_because="спор")])
    destruction.on_paper.show_ticked(True)
    destruction.number.setText(case.number)

    destruction.deed.click()

    assert "hold" in destruction.line.text()
    assert records.find(session.vault, Case, case.id) is not None


def test_a_visitor_sees_nothing_of_it(destruction: DestroyingPage, session: Session) -> None:
    session.begin_visit("")

    assert destruction.title.text() == ""
    assert destruction.view.page_count == 0


def test_a_closed_file_whose_time_has_come_is_one_quiet_line_and_can_wait_another_year(session: Session, case: Case, shown) -> None:
    vault = session.vault
    keep_all(vault, [replace(case, closed_at="2023-05-12T09:00:00+00:00")])
    retention.set_months(vault, Kept.CASE, "24")
    today = shown(TodayPage(session))
    assert today._rail._reviews.text() == "Closed files to look at (K): 1"
    page = shown(ReviewsPage(session))
    page.take_focus()

    QTest.keyClick(page.table, Qt.Key.Key_Y)

    assert page.table.model_.rows == ()
    assert today._rail._reviews.isHidden()
    session.undo()
    assert [row.pseudonym for row in page.table.model_.rows] == ["Клён"]
    opened: list[str] = []
    page.case_chosen.connect(opened.append)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == [case.id]


def test_a_visitor_is_told_of_no_closed_file(session: Session, case: Case, shown) -> None:
    keep_all(session.vault, [replace(case, closed_at="2023-05-12T09:00:00+00:00")])
    retention.set_months(session.vault, Kept.CASE, "24")
    page = shown(ReviewsPage(session))

    session.begin_visit("")

    assert page.table.model_.rows == ()


def test_the_search_looks_into_closed_files_only_where_she_asks(session: Session, case: Case, shown) -> None:
    keep_all(
        session.vault,
        [make.note(case=case.id, blocks={"facts": "Приходила соседка"}), replace(case, closed_at="2026-05-12T09:00:00+00:00")],
    )
    box = shown(SearchBox(session))
    box.setText("соседка")
    box.search_now()
    box.look_for_alike()
    assert box.rows == (Closed(1),)

    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)

    assert [row.kind for row in box.rows if isinstance(row, Hit)] == ["note"]


def test_what_is_due_goes_beside_her_work_and_the_pages_are_told(session: Session, case: Case, clock: Clock) -> None:
    note = make.note(case=case.id)
    keep_all(session.vault, [note, replace(note, removed_at=session.vault.now().isoformat())])
    told: list[bool] = []
    session.changed.connect(lambda: told.append(True))
    emptying.empty(session, session)
    assert (rows.of_id(session.vault, note.id) is not None, told) == (True, [])
    clock.now += timedelta(days=31)

    emptying.empty(session, session)

    assert rows.of_id(session.vault, note.id) is None
    assert told == [True]


def test_what_was_typed_in_a_destroyed_case_is_kept_by_no_draft(session: Session, case: Case, shown) -> None:
    vault = session.vault
    keep_all(vault, [replace(case, closed_at="2026-05-12T09:00:00+00:00")])
    keep_drafts(
        vault, [Draft(id="d" * 32, page="case", case=case.id, subject="overview", fields={"overview.standing.matter": "канарейка"})]
    )
    desk = shown(Desk(session, Shell()))
    page = desk.open_case(case.id, "overview")
    page.overview.standing.lines["matter"].put_back("канарейка два")
    page.destruction_wanted.emit()
    page = desk.show_place("destroying")
    page.on_paper.show_ticked(True)
    page.number.setText(case.number)

    page.deed.click()
    desk.leave()

    assert records.find(vault, Case, case.id) is None
    assert not any("канарейка" in " ".join(draft.fields.values()) for draft in records.every(vault, Draft))


def test_what_was_typed_in_a_case_waits_while_it_is_in_the_bin(session: Session, case: Case, shown) -> None:
    desk = shown(Desk(session, Shell()))
    page = desk.open_case(case.id, "overview")
    page.overview.standing.lines["matter"].put_back("недописано")
    page.show_tab("lists")

    page.lists.closing.keeping.bin.click()

    assert case.id not in desk.cases
    session.undo()
    desk._restore_waiting()
    assert desk.open_case(case.id, "overview").overview.standing.lines["matter"].text() == "недописано"
    desk.leave()  # else its drafts would be kept after the vault was closed
