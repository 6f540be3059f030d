"""A packet: several documents for one client, from ticking them to the printer."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case, Category
from desktop.domain.letters import Letter
from desktop.domain.packets import Packet
from desktop.domain.people import Role
from desktop.operations import packets
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records, register
from desktop.ui.case.letters import WORKSHOP, LettersTab
from desktop.ui.letters.packet import CHOOSING, MADE
from tests import make


@pytest.fixture
def case(vault) -> Case:
    opened = open_case(vault, category=Category.CONTRACT)
    case = keep_case(vault, replace(opened, unit=unit_with(vault, "00001").id, post="стрелок", pseudonym="Клён"))
    add_person(vault, make.person(surname="Королёв", name="Пётр", rank="private"), case.id, Role.CLIENT)
    return case


@pytest.fixture
def tab(session, shown, case) -> LettersTab:
    page = LettersTab(session, case.id)
    shown(page)
    return page


def _tick(tab: LettersTab, *ids: str) -> None:
    offers = tab.packet.offers
    for id_ in ids:
        offers.select(next(number for number, offer in enumerate(offers.model_.rows) if offer.id == id_))
        QTest.keyClick(offers, Qt.Key.Key_Space)


def _begin(tab: LettersTab, *ids: str, **fields: str) -> None:
    tab.packet_button.click()
    _tick(tab, *ids)
    for key, text in fields.items():
        tab.packet.fields.put(key, text)
    QTest.keyClick(tab.packet.offers, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_documents_are_ticked_asked_once_and_made_by_keyboard(tab, vault, case):
    QTest.keyClick(tab.table, Qt.Key.Key_K)
    assert tab._stack.currentWidget() is tab.packet
    _tick(tab, "r05", "r06")
    assert "requests" in tab.packet.fields.inputs
    assert "Клён" in tab.packet.make.text()
    tab.packet.fields.put("requests", "Сообщить мне о решении")

    QTest.keyClick(tab.packet.offers, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    made = records.of_case(vault, Letter, case.id)
    assert [letter.template for letter in made] == ["r05", "r06"]
    assert {letter.fields["requests"] for letter in made} == {"Сообщить мне о решении"}
    assert tab.packet._stack.currentIndex() == MADE
    assert "с какого дня" in tab.packet.members.model_.data(tab.packet.members.model_.index(0, 1))


def test_each_is_opened_and_left_for_the_packet_again_and_approved_with_the_others(tab, vault, case):
    _begin(tab, "r05", "r35")
    members = tab.packet.members
    members.chosen.emit(members.model_.rows[0])
    assert tab._stack.currentIndex() == WORKSHOP
    tab.workshop.form.fields.put("from_day", "1.6.2026")
    QTest.keyClick(tab.workshop, Qt.Key.Key_Escape)
    assert tab._stack.currentWidget() is tab.packet
    assert [member.is_ready for member in members.model_.rows] == [True, False]

    QTest.keyClick(members, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    (entry,) = register.entries(vault, case.id)
    assert entry.template == "r05"
    assert not tab.packet.approve.isEnabled()
    assert [(sheaf.copies, sheaf.make_pdf()[:4]) for sheaf in tab.packet._sheaves()] == [(1, b"%PDF"), (1, b"%PDF")]


def test_a_document_that_is_approved_in_its_own_check_leads_back_to_the_packet(tab, vault, case):
    _begin(tab, "r05", "r35")
    tab.packet.members.chosen.emit(tab.packet.members.model_.rows[0])
    tab.workshop.form.fields.put("from_day", "1.6.2026")
    tab.workshop.begin_check()

    tab.workshop.check.approve.click()

    assert tab._stack.currentWidget() is tab.packet
    assert tab.packet.members.model_.rows[0].entry is not None


def test_a_shipped_packet_ticks_its_documents_and_hers_is_remembered_and_forgotten(tab, vault, session):
    tab.packet_button.click()
    first = packets.offered()[0]
    tab.packet.known.chosen.emit("0")
    assert tab.packet.offers.ticked == first.templates

    tab.packet.name.setText("Моё")
    tab.packet.keep.click()
    (hers,) = records.every(vault, Packet)
    assert hers.templates == first.templates
    tab.packet.forget.click()
    assert records.every(vault, Packet) == []
    session.undo()

    assert records.every(vault, Packet) == [hers]


def test_a_packet_without_a_name_is_not_remembered_and_it_is_said(tab, vault):
    tab.packet_button.click()
    _tick(tab, "r05")

    tab.packet.keep.click()

    assert records.every(vault, Packet) == []
    assert tab.packet.line.text()


def test_what_was_ticked_and_typed_is_there_after_a_lock(tab, session, shown, case):
    tab.packet_button.click()
    _tick(tab, "r05", "r06")
    tab.packet.fields.put("requests", "Сообщить мне о решении")

    texts = tab.unsaved()
    after = LettersTab(session, case.id)
    shown(after)
    after.put_back(texts)

    assert after.packet.offers.ticked == ("r05", "r06")
    assert after.packet.fields.values["requests"] == "Сообщить мне о решении"
    assert after.packet._stack.currentIndex() == CHOOSING


def test_a_document_of_a_packet_leads_from_the_list_to_the_packet(tab, vault, case):
    _begin(tab, "r05", "r35")
    tab.packet.back.click()
    tab.table.select(0)

    tab.packet_button.click()

    assert [member.letter.template for member in tab.packet.members.model_.rows] == ["r05", "r35"]
