"""The search box over every page."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.people import Role
from desktop.operations.cases import open_case
from desktop.operations.notes import add_note
from desktop.operations.people import add_person
from desktop.ui.search.page import Group, SearchBox
from tests import make


def _box(session, shown):
    page = QWidget()
    box = SearchBox(session)
    QVBoxLayout(page).addWidget(box)
    box.page = shown(page)  # else nobody holds the page
    return box


def _search(box, text):
    box.setText(text)
    box.search_now()
    return [row for row in box.rows if not isinstance(row, Group)]


def test_hits_stand_in_groups_with_their_count(session, shown, vault):
    case = open_case(vault, about="справка")
    add_note(vault, case.id, "справка из госпиталя")
    add_note(vault, case.id, "ещё справка")

    hits = _search(_box(session, shown), "справка")

    assert len(hits) == 3


def test_enter_opens_the_hit_under_the_cursor(session, shown, vault, qtbot):
    case = open_case(vault)
    note = add_note(vault, case.id, "справка из госпиталя")
    box = _box(session, shown)
    _search(box, "госпиталя")

    with qtbot.waitSignal(box.hit_chosen) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Return)

    assert chosen.args[0].id == note.id
    assert box.text() == ""


def test_arrows_step_over_the_headings(session, shown, vault):
    case = open_case(vault, about="справка")
    add_note(vault, case.id, "справка")
    box = _box(session, shown)
    _search(box, "справка")

    QTest.keyClick(box, Qt.Key.Key_Down)

    assert box._found.table.current().kind == "note"


def test_no_name_is_shown_in_a_hit_until_it_is_revealed(session, shown, vault):
    case = open_case(vault)
    add_person(vault, make.person(surname="Королёв"), case.id, Role.CLIENT)
    add_note(vault, case.id, "Говорил с Королёвым вечером")
    box = _box(session, shown)
    hits = _search(box, "вечером")
    assert "Корол" not in box._found._what(hits[0])

    session.reveal_names()

    assert "Королёвым" in box._found._what(box.rows[1])


def test_nothing_found_says_how_to_search(session, shown, vault):
    open_case(vault)
    box = _box(session, shown)
    _search(box, "нетакого")

    assert box._found.nothing.isVisibleTo(box._found)


def test_escape_hides_what_was_found_then_empties_the_line(session, shown, vault):
    open_case(vault, about="справка")
    box = _box(session, shown)
    _search(box, "справка")

    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "справка"
    QTest.keyClick(box, Qt.Key.Key_Escape)

    assert box.text() == ""
