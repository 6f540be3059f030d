"""Away from the unit: hours counted up, the way back, one folded event; never what is left."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.cases import Case, Situation
from desktop.domain.events import Event, EventKind
from desktop.domain.letters import Letter
from desktop.operations.cases import open_case
from desktop.storage import records
from desktop.ui.case.page import CasePage
from tests.conftest import NOON


@pytest.fixture
def case(vault):
    return open_case(vault)


@pytest.fixture
def page(session, shown, case) -> CasePage:
    return shown(CasePage(session, case.id))


def events(vault, case):
    return [(each.kind, each.time, each.until.text if each.until else "") for each in records.of_case(vault, Event, case.id)]


def note(panel, day: str, hour: str = "") -> None:
    panel.day.line.setText(day)
    panel.time.setText(hour)
    panel.keep.click()


def test_hours_are_counted_up_and_nothing_is_said_of_what_is_left(page, session, vault, clock, case):
    panel = page.overview.away
    panel.begin.click()
    note(panel, "13.5.2026", "05:00")

    assert panel.hours.text() == "away from the unit for 31 h. Every hour raises the risk."
    assert records.get(vault, Case, case.id).situation is Situation.AWAY
    clock.now = NOON + timedelta(hours=20)
    panel._show_hours()
    assert "51 h" in panel.hours.text()
    said = " ".join(words.text() for words in panel.findChildren(QLabel))
    assert not [word for word in ("left", "remain", "until", "desert", "332", "337") if word in said.lower()]
    session.undo()
    assert events(vault, case) == []
    assert records.get(vault, Case, case.id).situation is not Situation.AWAY
    assert panel._away.isHidden()


def test_he_is_back_and_it_is_one_event(page, session, vault, case):
    panel = page.overview.away
    panel.begin.click()
    note(panel, "13.5.2026", "05:00")
    panel.back.click()
    note(panel, "14.5.2026")

    assert events(vault, case) == [(EventKind.AWAY, "05:00", "2026-05-14")]
    assert records.get(vault, Case, case.id).situation is Situation.AT_BASE
    assert panel._away.isHidden()
    session.undo()
    assert "31 h" in panel.hours.text()


@pytest.mark.parametrize(("day", "hour", "said"), [("", "", "Which day"), ("31.2", "", ""), ("13.5.2026", "25:00", "no such hour")])
def test_what_cannot_be_noted_stays_typed(page, vault, case, day, hour, said):
    panel = page.overview.away
    panel.begin.click()

    note(panel, day, hour)

    assert events(vault, case) == []
    assert said in page.overview.line.text()
    assert (panel.day.line.text(), panel.time.text()) == (day, hour)


def test_the_report_of_arrival_is_one_key_away(page, vault, case):
    page.overview.away.begin.click()
    note(page.overview.away, "13.5.2026", "05:00")

    QTest.keyClick(page.overview.away.arrival, Qt.Key.Key_Space)

    assert [letter.template for letter in records.of_case(vault, Letter, case.id)] == ["r14"]
    assert page.tab == "letters"


def test_what_is_typed_outlives_a_lock(page, session, shown, case):
    page.overview.away.begin.click()
    page.overview.away.day.line.setText("13.5")

    again = shown(CasePage(session, case.id))
    again.restore_draft(page.save_draft())

    assert again.overview.away.day.line.text() == "13.5"
    assert not again.overview.away._form.isHidden()


def test_the_nominal_end_of_a_contract_never_stands_alone(page, case):
    service = page.overview.service
    assert service._end.isHidden()

    service.contract_days["ends"].line.setText("1.9.2026")
    service.contract_days["ends"].line.editingFinished.emit()

    assert "Decree No. 647" in service._end.text()
    assert not service._end.isHidden()
