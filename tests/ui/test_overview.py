"""The overview: what is typed is kept, can be taken back, and what is missing leads to its place."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.domain.cases import Case, Category, Consent, Situation, Stage, Threat
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import DiskFull
from desktop.domain.events import Event, EventKind
from desktop.domain.people import Party, Role, Sex
from desktop.operations.cases import keep_case, open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records
from desktop.ui.case.dates import DatesPanel
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.page import CasePage
from tests import make


@pytest.fixture
def case(vault):
    return keep_case(vault, replace(open_case(vault, called_by="мать"), pseudonym="Клён"))


@pytest.fixture
def tab(session, shown, case):
    return shown(OverviewTab(session, case.id))


def _kept(vault, case):
    return records.get(vault, Case, case.id)


def _type(line, text):
    line.setText(text)
    line.editingFinished.emit()


def test_each_choice_is_kept_and_undo_takes_it_back(tab, vault, session, case):
    for field, choice, code in (
        ("stage", tab.standing.stage, Stage.FILED),
        ("threat", tab.standing.threat, Threat.VERBAL),
        ("category", tab.standing.category, Category.CONTRACT),
    ):
        choice.chosen.emit(code)
        assert getattr(_kept(vault, case), field) is code

    session.undo()

    assert _kept(vault, case).category is Category.UNKNOWN
    assert tab.standing.category.code is Category.UNKNOWN


def test_tags_are_typed_with_commas_completed_and_kept_once(tab, vault, session, case):
    keep_case(vault, make.case(number="26-BBBBB", tags=("здоровье", "family")))
    tab.standing.tags.setFocus()
    tab.standing.tags.focusInEvent(QFocusEvent(QEvent.Type.FocusIn))
    QTest.keyClicks(tab.standing.tags, "new, fam")
    assert (tab.standing.tags.text(), tab.standing.tags.selectedText()) == ("new, family", "ily")
    QTest.keyClick(tab.standing.tags, Qt.Key.Key_Backspace)
    assert tab.standing.tags.text() == "new, fam"

    _type(tab.standing.tags, " New , new,family ,,")
    assert _kept(vault, case).tags == ("New", "family")
    assert tab.standing.tags.text() == "New, family"

    _type(tab.standing.tags, "ж" * 61)
    assert (_kept(vault, case).tags, tab.standing.tags.text()) == (("New", "family"), "ж" * 61)
    _type(tab.standing.tags, "")
    assert _kept(vault, case).tags == ()
    session.undo()
    assert _kept(vault, case).tags == ("New", "family")


def test_each_change_of_an_axis_is_an_event_and_one_step(tab, vault, session, case):
    for choice, code in (
        (tab.standing.situation, Situation.HELD),
        (tab.standing.threat, Threat.VIOLENCE),
        (tab.standing.stage, Stage.FILED),
    ):
        choice.chosen.emit(code)
        choice.chosen.emit(code)  # the same again is no change

    events = records.of_case(vault, Event, case.id)
    assert [(event.kind, event.title, event.text) for event in events] == [
        (EventKind.STANDING, "Situation: held", "before: not known"),
        (EventKind.STANDING, "Danger: force used", "before: none known"),
        (EventKind.STANDING, "Stage: filed", "before: first contact"),
    ]
    assert events[0].day == Day("2026-05-14")

    session.undo()
    session.undo()

    assert [event.title for event in records.of_case(vault, Event, case.id)] == ["Situation: held"]
    assert (_kept(vault, case).threat, _kept(vault, case).situation) == (Threat.NONE, Situation.HELD)


def test_by_which_hour_is_read_as_people_say_it_kept_by_his_clock_and_a_mistake_stays(tab, vault, case):
    line = tab.standing.lines["urgent_by"]
    tab.service.zone.chosen.emit("Asia/Kamchatka")
    _type(line, "завтра 6")
    moment = datetime.fromisoformat("2026-05-15T06:00").astimezone()

    assert _kept(vault, case).urgent_by == moment.astimezone(ZoneInfo("Asia/Kamchatka")).strftime("%Y-%m-%dT%H:%M")
    assert line.text() == "15.05.2026 06:00"

    _type(line, "скоро")
    assert line.text() == "скоро"
    assert tab.line.text()
    assert _kept(vault, case).urgent_by

    _type(line, "")
    assert _kept(vault, case).urgent_by == ""


def test_her_one_sentence_is_kept_when_she_leaves_it(tab, vault, case):
    tab.standing.now.setPlainText("Ждём номера.")
    tab.standing.now.left.emit()

    assert _kept(vault, case).now == "Ждём номера."
    assert tab.unsaved() == {}


def test_what_is_typed_and_not_kept_is_in_the_draft_and_comes_back(session, shown, case):
    page = shown(CasePage(session, case.id))
    page.overview.standing.now.setPlainText("Недописано")

    draft = page.save_draft()
    other = shown(CasePage(session, case.id))
    other.restore_draft(draft)

    assert draft.fields == {"overview.standing.now": "Недописано"}
    assert other.overview.standing.now.toPlainText() == "Недописано"
    assert other.tab == "overview"


def test_a_failed_saving_says_so_and_loses_nothing(tab, vault, monkeypatch, case):
    def full(*_args):
        raise DiskFull

    monkeypatch.setattr("desktop.ui.case.file.keep_case", full)
    _type(tab.standing.lines["where"], "в части")

    assert "full" in tab.line.text()
    assert tab.standing.lines["where"].text() == "в части"
    assert tab.unsaved() == {"standing.where": "в части"}


def test_an_unusual_unit_number_is_warned_of_and_taken(tab, vault, case):
    tab.service.unit.textEdited.emit("в/ч 12-бис")
    _type(tab.service.unit, "в/ч 12-бис")

    assert not tab.service._unusual.isHidden()
    assert _kept(vault, case).unit == unit_with(vault, "в/ч 12-бис").id


def test_a_usual_unit_number_is_not_warned_of(tab, vault, case):
    _type(tab.service.unit, "6523")

    assert tab.service._unusual.isHidden()


def test_a_day_that_does_not_exist_is_said_at_its_field(tab, vault, case):
    day = tab.service.days["oath_on"]
    _type(day.line, "31.02.2022")

    assert not day._error.isHidden()
    assert _kept(vault, case).oath_on is None
    assert day.line.text() == "31.02.2022"

    _type(day.line, "ок. 10.4.2022")

    assert _kept(vault, case).oath_on == Day("2022-04-10~")
    assert day._error.isHidden()


def test_a_date_is_added_and_ticked_off(tab, vault, case, session):
    tab.dates.day.line.setText("20.5")
    tab.dates.what.setText("Спросить номер")
    tab.dates.add.click()
    (made,) = records.of_case(vault, Deadline, case.id)
    assert (made.due, made.title) == (date(2026, 5, 20), "Спросить номер")

    tab.dates.table.select(0)
    tab.dates.done.click()

    assert records.get(vault, Deadline, made.id).done_at
    session.undo()
    session.undo()
    assert records.of_case(vault, Deadline, case.id) == []


def test_a_date_without_a_day_or_words_is_not_added(tab, vault, case):
    tab.dates.what.setText("Спросить номер")
    tab.dates.add.click()
    assert tab.line.text()

    tab.dates.what.clear()
    tab.dates.day.line.setText("20.5")
    tab.dates.add.click()

    assert records.of_case(vault, Deadline, case.id) == []
    assert tab.line.text()


def test_how_to_speak_is_kept_for_each_who_may_ring(tab, vault, session, case):
    party = add_person(vault, make.person(surname="Королёва", sex=Sex.FEMALE), case.id, Role.RELATIVE, relation="мать")
    add_person(vault, make.person(), case.id, Role.COMMANDER)
    session.changed.emit()
    assert list(tab.speaking._blocks) == [party.id]

    _type(tab.speaking._blocks[party.id].lines["may_not_be_told"], "где он")

    assert records.get(vault, Party, party.id).may_not_be_told == "где он"


def test_no_real_name_is_shown_until_it_is_revealed(tab, vault, session, case):
    add_person(vault, make.person(surname="Королёва"), case.id, Role.RELATIVE, relation="мать")
    session.changed.emit()
    (block,) = tab.speaking._blocks.values()
    assert "Королёва" not in block._title.text()

    session.reveal_names()

    assert "Королёва" in block._title.text()
    session.hide_names()


def test_his_own_consent_is_asked_for_where_somebody_else_made_the_agreement(tab, vault, session, case):
    add_person(vault, make.person(), case.id, Role.CLIENT)
    add_person(vault, make.person(surname="Королёва"), case.id, Role.PAYER, relation="мать")
    session.changed.emit()
    assert not tab.agreement._reminder.isHidden()

    tab.agreement.consent.chosen.emit(Consent.YES)

    assert tab.agreement._reminder.isHidden()


def test_what_is_missing_leads_to_its_field(tab, vault, session, case, qtbot):
    button = next(button for lack, button in tab.wanting._buttons.items() if lack == "unit")
    tab.activateWindow()

    button.click()

    assert tab.focusWidget() is tab.service.unit


def test_the_head_shows_the_next_date_and_no_name(session, shown, vault, case):
    add_person(vault, make.person(), case.id, Role.CLIENT)
    keep_deadline(vault, make.deadline(case=case.id, due=date(2026, 5, 12), title="Позвонить"))

    page = shown(CasePage(session, case.id))

    assert "Позвонить" in page.head._next.text()
    assert page.head._next.property("tone") == "error"
    assert page.head._clock.text() == "12:00 where he is"
    assert all("Королёв" not in label.text() for label in page.head.findChildren(type(page.head._next)))


def test_alt_and_a_number_goes_to_a_tab_from_inside_a_field_and_types_nothing(session, shown, case, qtbot):
    page = shown(CasePage(session, case.id))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    field = page.overview.findChildren(QLineEdit)[0]
    field.setFocus()
    before = field.text()

    QTest.keyClick(field, "3", Qt.KeyboardModifier.AltModifier)

    assert page.tab == "letters"
    assert field.text() == before


def test_a_pseudonym_and_a_unit_are_shown_letter_for_letter(session, shown, vault, case):
    keep_case(vault, replace(case, pseudonym="<b>&{{ }}", unit=unit_with(vault, "<i>00001").id))
    page = shown(CasePage(session, case.id))

    assert {label.textFormat() for label in page.head.findChildren(QLabel)} == {Qt.TextFormat.PlainText}
    assert page.head._pseudonym.text() == "<b>&{{ }}"


def test_tab_goes_on_from_a_date_and_its_menu(tab):
    dates = tab.findChild(DatesPanel)
    dates.day.line.setFocus()

    for _step in range(3):
        QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Tab)

    assert tab.focusWidget() is dates.what
