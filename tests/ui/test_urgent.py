"""Urgent in the window: one key from anywhere, nothing lost, and the message read out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.events import Event, EventKind
from desktop.domain.letters import Channel, RegisterEntry, WayOut
from desktop.domain.people import Role
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.preferences import Preferences
from desktop.storage import records
from desktop.ui.desk import Desk
from desktop.ui.letters.aloud import Dictation
from desktop.ui.urgent.page import UrgentPage
from tests import make


class Shell:
    """A window that locks nothing."""

    preferences = Preferences(language="en")

    def __getattr__(self, name):
        return lambda *_: ()


@pytest.fixture
def desk(session, shown):
    made = shown(Desk(session, Shell()))
    made.begin()
    yield made
    made.drafts._timer.stop()


@pytest.fixture
def page(session, shown):
    return shown(UrgentPage(session))


def _answer(page, **texts):
    for name, text in texts.items():
        page.answers._typed[name].put_back(text)


def _urgent(desk):
    QTest.keyClick(desk, Qt.Key.Key_F3)
    return desk._pages["urgent"]


def test_one_key_asks_for_the_case_in_front_and_does_not_ask_what_it_knows(desk, vault):
    case = open_case(vault, language="en")
    add_person(vault, make.person(), case.id, Role.CLIENT)
    desk.open_case(case.id)

    page = _urgent(desk)

    assert page.answers.case == case.id
    assert case.pseudonym in page.answers.make.text()
    assert page.answers.who.isHidden()
    assert "Корол" not in page.answers._known.text()


def test_for_a_case_one_undo_takes_the_event_and_how_it_stands_back(page, vault, session):
    case = open_case(vault)
    page.begin(case.id, (case.id,), None)
    _answer(page, health="плохо")

    page._make()
    assert records.get(vault, Case, case.id).is_urgent
    session.undo()

    assert records.get(vault, Case, case.id) == case
    assert records.of_case(vault, Event, case.id) == []


def test_from_a_call_it_takes_what_was_told_and_the_call_goes_into_the_file(desk, vault):
    desk._calls.begin_call()
    for name, text in (("who", "Королёва Анна"), ("about", "Королёв Пётр"), ("number", "4567")):
        desk._calls.lines[0]._fields[name].setText(text)

    page = _urgent(desk)
    _answer(page, since="2:10")
    QTest.keyClick(page.answers.answers["since"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    (call,) = records.every(vault, Call)
    assert page.is_made
    assert (call.case, call.who) == (page.made.case, "Королёва Анна")
    assert records.get(vault, Case, call.case).about == "Королёв Пётр"
    assert len(desk._calls.lines) == 1  # she is still talking
    assert [member.letter.template for member in page.made.table.model_.rows] == ["r13", "r11", "r32", "r22"]


def test_what_is_typed_goes_on_when_the_key_is_pressed_again_and_over_a_lock(desk, session, shown, vault):
    page = _urgent(desk)
    _answer(page, health="плохо", who="Королёв")
    page.answers.kin.show_code("wife")
    desk.open_case(open_case(vault).id)

    assert _urgent(desk) is page
    assert page.answers.case == ""
    draft = page.save_draft()
    other = shown(UrgentPage(session))
    other.restore_draft(draft)

    assert other.answers.asked == page.answers.asked
    assert "Корол" not in other.answers.who.displayText()
    session.reveal_names()
    assert other.answers.who.displayText() == "Королёв"
    assert other.answers.kin.code == "wife"


def test_the_documents_made_are_there_after_a_lock_with_who_took_it_down(page, session, shown):
    _answer(page, health="плохо")
    page._make()
    page.made.taken["surname"].setText("Смирнов")

    other = shown(UrgentPage(session))
    other.restore_draft(page.save_draft())

    assert other.is_made
    assert len(other.made.table.model_.rows) == 4
    assert other.made.taken["surname"].text() == "Смирнов"


def test_who_took_it_down_is_not_lost_when_the_key_is_pressed_for_another(page, vault):
    _answer(page, health="плохо")
    page._make()
    other = open_case(vault)
    page.made.taken["surname"].setText("Смирнов")

    page.begin(other.id, (other.id,), None)
    assert page.is_made
    assert page.made.taken["surname"].text() == "Смирнов"

    page.made.taken["surname"].clear()
    page.begin(other.id, (other.id,), None)
    assert not page.is_made


def test_nothing_answered_is_said_and_nothing_is_made(page, vault):
    page._make()

    assert "Nothing is answered" in page.answers.line.text()
    assert records.every(vault, Case) == []


def test_the_message_is_read_out_line_by_line_and_who_took_it_down_is_kept(page, vault, session):
    _answer(page, health="плохо", unit="00001")
    page._make()

    QTest.keyClick(page.made.read, Qt.Key.Key_R)
    assert "missing" in page.made.line.text()
    assert records.every(vault, RegisterEntry) == []
    QTest.keyClick(page.made.read, Qt.Key.Key_R)
    (dictation,) = page.window().findChildren(Dictation)
    for _line in range(len(dictation._lines)):
        dictation._tick()

    (entry,) = records.every(vault, RegisterEntry)
    assert [copy.way for copy in entry.copies] == [WayOut.DICTATED]
    assert page.made.taken["hour"].text()

    page.made.taken["post"].setText("дежурный")
    page.made.taken["number"].setText("12")
    QTest.keyClick(page.made.taken["number"], Qt.Key.Key_Return)

    kept = records.get(vault, RegisterEntry, entry.id)
    assert kept.handed_in is Channel.PHONE
    assert kept.handed_to.startswith("дежурный")
    assert kept.handed_to.endswith("record no. 12")
    events = records.of_case(vault, Event, page.made.case)
    assert [event.kind for event in events] == [EventKind.HELD, EventKind.DOCUMENT_FILED]

    # Nothing waits here any more: the key asks about somebody else.
    assert page.save_draft() is None
    page.begin("", (), None)
    assert not page.is_made

    session.undo()

    assert records.get(vault, RegisterEntry, entry.id).handed_in is Channel.UNKNOWN
    assert len(records.of_case(vault, Event, page.made.case)) == 1


def test_before_it_was_read_out_nobody_took_it_down(page, vault):
    _answer(page, health="плохо")
    page._make()
    page.made.taken["post"].setText("дежурный")

    page.made._keep()

    assert "not read out" in page.made.line.text()
    assert page.made.taken["post"].text() == "дежурный"


def test_beside_a_visitor_no_other_case_is_offered(desk, vault, session):
    first, second = open_case(vault), open_case(vault)
    desk.open_case(first.id)
    desk.open_case(second.id)
    session.begin_visit(first.id)

    page = _urgent(desk)

    assert second.id not in page.answers.file._codes
