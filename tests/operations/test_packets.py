"""Packets: several documents for one client in one go."""

from dataclasses import replace

import pytest

from desktop.documents import templates as shipped
from desktop.domain.cases import Case, Category
from desktop.domain.errors import BadInput
from desktop.domain.letters import Letter, Mode, WayOut
from desktop.domain.packets import Packet
from desktop.domain.people import Role
from desktop.operations import packets
from desktop.operations.cases import keep_case, open_case
from desktop.operations.letters import keep_letter, revise_letter
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records, register
from tests import make


@pytest.fixture
def case(vault) -> Case:
    opened = open_case(vault, category=Category.CONTRACT)
    kept = keep_case(vault, replace(opened, unit=unit_with(vault, "00001").id, post="стрелок"))
    add_person(vault, make.person(surname="Королёв", name="Пётр", rank="private"), kept.id, Role.CLIENT)
    return kept


def _members(vault, letters) -> tuple[packets.Member, ...]:
    return packets.members(vault, letters[0].case, letters[0].packet, vault.today())


def test_documents_are_begun_together_each_with_the_fields_it_knows(vault, case):
    begun = packets.begin_packet(vault, case.id, ["r05", "r06"], {"from_day": "1.6.2026", "enclosed": "справка"})

    assert [letter.template for letter in begun] == ["r05", "r06"]
    assert begun[0].fields == {"from_day": "1.6.2026", "enclosed": "справка"}
    assert "from_day" not in begun[1].fields
    assert len({letter.packet for letter in begun}) == 1
    assert [member.letter for member in _members(vault, begun)] == list(begun)


def test_a_field_that_several_documents_ask_for_is_asked_for_once(vault):
    chosen = [shipped.find(id_) for id_ in ("r05", "r06", "r08")]

    shared = packets.shared_fields(chosen)

    keys = [field.key for field in shared]
    assert len(keys) == len(set(keys))
    assert "enclosed" in keys
    assert "from_day" not in keys


def test_each_document_says_what_it_still_lacks_and_only_the_ready_ones_are_approved(vault, case):
    begun = packets.begin_packet(vault, case.id, ["r05", "r35"], {"steps": "Позвонить."})
    leave, leaf = _members(vault, begun)
    assert leave.lacks
    assert leaf.is_ready

    (entry,) = packets.approve_ready(vault, (leave, leaf), vault.today())

    after = _members(vault, begun)
    assert [member.entry for member in after] == [None, entry]
    assert packets.approve_ready(vault, after, vault.today()) == ()


def test_a_text_that_refuses_waits_for_its_own_check(vault, case):
    (begun,) = packets.begin_packet(vault, case.id, ["r35"], {"steps": "Позвонить."})
    keep_letter(vault, replace(begun, text="# Рапорт\n\nОт участия отказываюсь."))

    (member,) = _members(vault, [begun])

    assert not member.is_ready
    assert packets.approve_ready(vault, (member,), vault.today()) == ()
    assert register.entries(vault, case.id) == []


def test_the_approved_ones_are_printed_in_order_with_their_copies(vault, case):
    begun = packets.begin_packet(vault, case.id, ["r05", "r35"], {"from_day": "1.6.2026", "steps": "Позвонить."})
    packets.approve_ready(vault, _members(vault, begun), vault.today())

    sheets = packets.printouts(vault, _members(vault, begun))

    leave = [sheet for sheet in sheets if sheet.entry.template == "r05"]
    assert [(sheet.mode, sheet.copies) for sheet in leave] == [(Mode.CLEAN, 1), (Mode.WITH_REGISTRATION, 1)]
    assert [sheet.entry.template for sheet in sheets] == ["r05", "r05", "r35"]
    handed = packets.came_out(vault, sheets[1])
    assert (handed.copies[-1].way, handed.copies[-1].mode) == (WayOut.PRINTED, Mode.WITH_REGISTRATION)


def test_a_correction_leaves_the_packet(vault, case):
    (begun,) = packets.begin_packet(vault, case.id, ["r35"], {"steps": "Позвонить."})
    (entry,) = packets.approve_ready(vault, _members(vault, [begun]), vault.today())

    assert revise_letter(vault, entry).packet == ""


def test_her_own_packet_is_kept_by_name_and_an_empty_one_is_not(vault):
    kept = packets.keep_packet(vault, Packet(id=vault.new_id(), name="Моё", templates=("r05", "r06")))
    assert records.every(vault, Packet) == [kept]

    for broken in (replace(kept, name=" "), replace(kept, templates=())):
        with pytest.raises(BadInput):
            packets.keep_packet(vault, broken)


def test_a_packet_of_nothing_makes_nothing(vault, case):
    with pytest.raises(BadInput):
        packets.begin_packet(vault, case.id, [], {})

    assert records.of_case(vault, Letter, case.id) == []


def test_every_shipped_packet_is_made_of_shipped_documents_that_refuse_nothing():
    for each in packets.offered():
        found = [shipped.find(id_) for id_ in each.templates]
        assert len(found) == len(set(each.templates)) > 1
        assert not any(template.gated or template.archive for template in found)
        assert all(each.names[language].strip() for language in ("ru", "en"))
