"""Powers on the overview: seen at once, opened, kept, taken back; the journal of orders."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case, Consent, Threat
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.domain.letters import Keeper
from desktop.domain.people import Role
from desktop.domain.powers import Certifier, Power, PowerKind
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person
from desktop.operations.powers import keep_power
from desktop.storage import records
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.page import CasePage
from desktop.ui.orders.page import OrdersPage
from desktop.ui.parts.short_button import ShortButton
from tests import make


@pytest.fixture
def case(vault):
    return open_case(vault, language="en")


@pytest.fixture
def tab(session, shown, case):
    return shown(OverviewTab(session, case.id))


def _lines(tab):
    return [(button.accessibleName(), button.property("tone")) for button in tab.powers.findChildren(ShortButton) if button.isVisible()]


def test_a_power_of_attorney_is_kept_with_its_term_and_its_original_and_one_undo_takes_it_back(tab, vault, session, case):
    tab._open_power(PowerKind.ATTORNEY)
    form = tab.power
    assert case.pseudonym in form.keep.text()
    form.number.setText("77-А 1")
    form.valid_until.put_back("20.5.2026")
    form.certifier.show_code(Certifier.NOTARY)
    form.original.show_code(Keeper.RELATIVE)

    QTest.keyClick(form.number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    (power,) = records.of_case(vault, Power, case.id)
    assert (power.number, power.certifier, power.original, power.valid_until) == (
        "77-А 1", Certifier.NOTARY, Keeper.RELATIVE, Day("2026-05-20"),
    )  # fmt: skip
    assert _lines(tab) == [("power of attorney № 77-А 1 · until 20 May 2026 · original with a relative", "warning")]
    (reminder,) = records.of_case(vault, Deadline, case.id)
    assert reminder.title == "Power of attorney is valid until 20 May 2026"

    session.undo()

    assert (_lines(tab), records.of_case(vault, Deadline, case.id)) == ([], [])


def test_a_last_day_that_does_not_exist_is_said_and_nothing_is_lost(tab, vault, case):
    tab._open_power(PowerKind.AGREEMENT)
    tab.power.number.setText("3")
    tab.power.valid_until.put_back("31.2.2026")

    tab.power._keep()

    assert records.of_case(vault, Power, case.id) == []
    assert tab.power.valid_until._error.isVisible()
    assert tab.power.number.text() == "3"


def test_what_is_typed_into_a_power_comes_back_after_a_lock(session, shown, case):
    page = shown(CasePage(session, case.id))
    page.overview._open_power(PowerKind.ORDER)
    assert page.save_draft() is None
    page.overview.power.number.setText("14")
    page.overview.power.spoilt.setChecked(True)

    other = shown(CasePage(session, case.id))
    other.restore_draft(page.save_draft())

    form = other.overview.power
    assert form.isVisible()
    assert (form.kind.code, form.number.text(), form.spoilt.isChecked()) == (PowerKind.ORDER, "14", True)


def test_removing_a_power_takes_its_reminder_along_and_undo_brings_both(tab, vault, session, case):
    kept = keep_power(vault, Power(id=vault.new_id(), case=case.id, number="3", valid_until=Day("2026-08-01")), "ends")
    session.changed.emit()
    tab._open_power(kept)

    tab.power._remove()

    assert (records.of_case(vault, Power, case.id), records.of_case(vault, Deadline, case.id)) == ([], [])
    session.undo()
    assert records.of_case(vault, Power, case.id) == [kept]
    assert [each.title for each in records.of_case(vault, Deadline, case.id)] == ["ends"]


def test_his_consent_that_waits_has_a_date_and_undo_takes_it_away(tab, vault, session, case):
    add_person(vault, make.person(), case.id, Role.CLIENT)
    add_person(vault, make.person(surname="Королёва"), case.id, Role.PAYER)
    session.changed.emit()

    tab.agreement.consent.chosen.emit(Consent.NOT_YET)

    assert [each.title for each in records.of_case(vault, Deadline, case.id)] == ["Ask for his own consent"]
    session.undo()
    assert records.of_case(vault, Deadline, case.id) == []
    assert records.get(vault, Case, case.id).consent is Consent.NOT_ASKED


def test_the_journal_shows_gaps_leads_to_the_file_and_is_empty_beside_a_visitor(session, shown, vault, case, qtbot):
    for number in ("12", "15"):
        keep_power(vault, Power(id=vault.new_id(), case=case.id, kind=PowerKind.ORDER, number=number, body="суд"), "")
    page = shown(OrdersPage(session))
    columns = page.table.model_.columns
    shown_lines = [[column.text_of(line) for column in columns[:4]] for line in page.table.model_.rows]
    assert shown_lines == [["12", "", case.pseudonym, "суд"], ["13 to 14", "", "", "not entered"], ["15", "", case.pseudonym, "суд"]]

    with qtbot.waitSignal(page.order_chosen) as chosen:
        page.table.select(0)
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert chosen.args[0] == case.id

    session.begin_visit(case.id)
    assert page.table.model_.rows == ()


def test_the_head_shows_a_dot_and_the_hour_and_no_word(session, shown, vault, case):
    page = shown(CasePage(session, case.id))
    assert not page.head._urgent.isVisible()

    keep_case(vault, replace(case, threat=Threat.VIOLENCE, urgent_by="2026-05-14T18:00"))
    session.changed.emit()

    assert page.head._urgent.isVisible()
    assert page.head._urgent.text().startswith("● 14 May, ")
    assert "force" not in page.head._urgent.text()
