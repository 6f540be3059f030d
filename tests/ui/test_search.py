"""The search box over every page."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.people import Role
from desktop.operations.cases import open_case
from desktop.operations.notes import add_note
from desktop.operations.people import add_person
from desktop.ui.search.page import Group, SearchBox
from tests import make


@pytest.fixture
def box(session, shown):
    page = QWidget()
    box = SearchBox(session)
    QVBoxLayout(page).addWidget(box)
    shown(page)
    yield box
    # The page is held until here: it owns the box.
    assert page


def _search(box, text):
    box.setText(text)
    box.search_now()
    return [row for row in box.rows if not isinstance(row, Group)]


def test_hits_stand_in_groups_with_their_count(box, vault):
    case = open_case(vault, about="справка")
    add_note(vault, case.id, "справка из госпиталя")
    add_note(vault, case.id, "ещё справка")

    hits = _search(box, "справка")

    assert len(hits) == 3


def test_enter_opens_the_hit_under_the_cursor(box, vault, qtbot):
    case = open_case(vault)
    note = add_note(vault, case.id, "справка из госпиталя")
    _search(box, "госпиталя")

    with qtbot.waitSignal(box.hit_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Return)

    assert chosen.args[0].id == note.id
    assert box.text() == ""


def test_arrows_step_over_the_headings(box, vault):
    case = open_case(vault, about="справка")
    add_note(vault, case.id, "справка")
    _search(box, "справка")

    QTest.keyClick(box, Qt.Key.Key_Down)

    assert box._found.table.current().kind == "note"


def test_no_name_is_shown_in_a_hit_until_it_is_revealed(box, session, vault):
    case = open_case(vault)
    add_person(vault, make.person(surname="Королёв"), case.id, Role.CLIENT)
    add_note(vault, case.id, "Говорил с Королёвым вечером")
    hits = _search(box, "вечером")
    assert "Корол" not in box._found._what(hits[0])

    session.reveal_names()

    assert "Королёвым" in box._found._what(box.rows[1])


def test_nothing_found_says_how_to_search(box, vault):
    open_case(vault)
    _search(box, "нетакого")

    assert box._found.nothing.isVisibleTo(box._found)


def test_escape_hides_what_was_found_then_empties_the_line(box, vault):
    open_case(vault, about="справка")
    _search(box, "справка")

    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "справка"
    QTest.keyClick(box, Qt.Key.Key_Escape)

    assert box.text() == ""


def test_a_person_that_was_found_is_shown_by_what_he_is_to_the_case(box, session, vault):
    case = open_case(vault)
    add_person(vault, make.person(surname="Королёв"), case.id, Role.RELATIVE, relation="дядя")

    hits = _search(box, "корол")

    assert box._found._what(hits[0]) == "дядя"


def test_norms_stand_last_with_how_surely_they_are_known_and_enter_opens_one(box, vault, qtbot):
    open_case(vault, about="приказ 332")

    case, *norms = _search(box, "332")

    assert case.kind == "case"
    assert {hit.kind for hit in norms} == {"norm"}
    assert all(hit.title and hit.snippet for hit in norms)
    box._found.table.select(len(box.rows) - len(norms))
    with qtbot.waitSignal(box.hit_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args[0].id == norms[0].id


def test_a_visitor_sees_no_norms(box, session):
    session.begin_visit("")

    assert [hit for hit in _search(box, "332") if getattr(hit, "kind", "") == "norm"] == []
