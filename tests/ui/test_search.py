"""The search box over every page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain.people import Role
from desktop.domain.searches import KeptSearch
from desktop.domain.units import Office
from desktop.operations.cases import close_case, keep_case, open_case
from desktop.operations.notes import add_note, keep_note
from desktop.operations.people import add_person, keep_person
from desktop.operations.searches import kept_searches
from desktop.operations.units import keep_unit
from desktop.search_words import help_rows
from desktop.storage import records
from desktop.ui.parts.marked_cells import MarkedCells
from desktop.ui.search.found import SHOWN_ROWS
from desktop.ui.search.page import MOST, SearchBox
from desktop.ui.search.rows import Closed, Example, Group, Recent
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


def _keys(box, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(box, key, modifiers)


def _shown_rows(box, kind):
    return [row for row in box.rows if isinstance(row, kind)]


def _type(box, text):
    """As letter by letter, without the pause."""
    box.setText(text)
    box.textEdited.emit(text)
    if text:
        box.search_now()


def test_the_hit_stands_out_in_its_row_whatever_its_form(box, vault):
    case = open_case(vault)
    add_note(vault, case.id, "Двое людей видели")
    (hit,) = [hit for hit in _search(box, "человек") if hit.kind == "note"]

    delegate = box._found.table.itemDelegate()

    assert isinstance(delegate, MarkedCells)
    assert delegate._spans(box._found._what(hit)) == [(5, 10)]


def test_a_name_below_bars_is_not_marked(box, session, vault):
    case = open_case(vault)
    add_person(vault, make.person(surname="Королёв"), case.id, Role.CLIENT)
    add_note(vault, case.id, "Говорил с Королёвым вечером")
    hit = next(hit for hit in _search(box, "королев") if hit.kind == "note")
    spans = box._found.table.itemDelegate()._spans

    assert spans(box._found._what(hit)) == []
    session.reveal_names()
    hit = next(hit for hit in box.rows if getattr(hit, "kind", "") == "note")

    assert spans(box._found._what(hit)) != []


def test_f1_says_what_can_be_asked_and_enter_puts_an_example_into_the_line(box, vault):
    open_case(vault)
    box.setFocus()
    _keys(box, Qt.Key.Key_F1)
    examples = _shown_rows(box, Example)

    assert [(example.line, example.does) for example in examples] == help_rows()
    assert box._found.table.current() == examples[0]
    _keys(box, Qt.Key.Key_Down)
    _keys(box, Qt.Key.Key_Return)

    assert box.text() == examples[1].line
    assert not _shown_rows(box, Example)


def test_a_question_mark_in_the_empty_line_asks_the_same_and_escape_leaves(box):
    QTest.keyClicks(box, "?")

    assert (box.text(), bool(_shown_rows(box, Example))) == ("", True)
    _keys(box, Qt.Key.Key_Escape)

    assert not box._found.isVisible()


def test_what_was_not_understood_is_said_below(box, vault):
    open_case(vault, about="справка")
    _search(box, "справка since:tomorrowish")

    assert "tomorrowish" in box._found.said.text()
    _search(box, "справка")
    assert box._found.said.text() == ""


def test_it_says_below_that_not_every_day_was_looked_at(box, vault, monkeypatch):
    monkeypatch.setattr("desktop.ui.search.page.MOST_READ", 0)
    add_note(vault, open_case(vault).id, "справка")

    _search(box, "справка until:2020")

    assert "only the latest 0 were looked at" in box._found.said.text()


def test_words_typed_on_the_other_layout_are_found_and_it_says_so(box, vault, qtbot):
    case = open_case(vault)
    note = add_note(vault, case.id, "Справка из госпиталя")

    hit, _template = _search(box, "ujcgbnfkz")

    assert hit.id == note.id
    assert "госпиталя" in box._found.said.text()
    assert box._found.table.itemDelegate()._spans("Справка из госпиталя") == [(11, 20)]
    with qtbot.waitSignal(box.hit_chosen) as chosen:
        _keys(box, Qt.Key.Key_Return)
    assert chosen.args[1].words == "госпиталя"


def test_a_chip_narrows_to_its_kind_and_writes_so_into_the_line(box, vault):
    case = open_case(vault, about="справка")
    add_note(vault, case.id, "справка")
    box.setFocus()
    _search(box, "справка")
    assert [chip.text() for chip in box._found.chips if not chip.isHidden()] == ["Cases", "Notes"]

    _keys(box, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)

    assert box.text() == "kind:notes справка"
    assert [hit.kind for hit in box.rows if not isinstance(hit, Group)] == ["note"]
    assert [(chip.text(), chip.isChecked()) for chip in box._found.chips if not chip.isHidden()] == [("Cases", False), ("Notes", True)]
    _keys(box, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert box.text() == "справка"


def test_closed_files_are_a_switch_in_the_line(box, vault):
    open_case(vault, about="справка")
    box.setFocus()
    _search(box, "справка")

    _keys(box, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)

    assert (box.text(), box._found.closed.isChecked()) == ("closed: справка", True)
    _keys(box, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert (box.text(), box._found.closed.isChecked()) == ("справка", False)


def _ask_to_keep(box, text, name):
    box.setFocus()
    _type(box, text)
    _keys(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    box._found.name.setText(name)
    _keys(box._found.name, Qt.Key.Key_Return)


def _keep(box, text, name):
    _ask_to_keep(box, text, name)
    _type(box, "")


def test_a_kept_search_stands_below_the_empty_line_and_searches_again(box, vault):
    open_case(vault, about="справка")
    _keep(box, "справка kind:cases", "Certificates")
    box.clearFocus()
    box.focus_search()

    (kept,) = _shown_rows(box, KeptSearch)
    assert (kept.name, kept.text) == ("Certificates", "справка kind:cases")
    _keys(box, Qt.Key.Key_Return)

    assert box.text() == "справка kind:cases"
    assert [hit.kind for hit in box.rows if not isinstance(hit, Group)] == ["case"]


def test_a_kept_search_is_renamed_and_removed_and_comes_back(box, session, vault):
    _keep(box, "справка", "One")
    box.clearFocus()
    box.focus_search()

    _keys(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    box._found.name.setText("Two")
    _keys(box._found.name, Qt.Key.Key_Return)
    assert [kept.name for kept in _shown_rows(box, KeptSearch)] == ["Two"]

    _keys(box, Qt.Key.Key_Delete)
    assert _shown_rows(box, KeptSearch) == []
    session.undo()

    assert [kept.name for kept in kept_searches(vault)] == ["Two"]


def test_a_name_that_is_taken_is_said_and_stays_typed(box, vault):
    _keep(box, "справка", "One")
    _ask_to_keep(box, "рапорт", "one")

    assert box._found.said.text()
    assert (box._found.name.text(), box._found.name.isVisible()) == ("one", True)
    assert len(kept_searches(vault)) == 1


def test_escape_gives_up_naming_and_goes_back_to_what_was_found(box, vault):
    open_case(vault, about="справка")
    box.setFocus()
    _type(box, "справка")
    _keys(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    _keys(box._found.name, Qt.Key.Key_Escape)

    assert box.hasFocus()
    assert not box._found.name.isVisible()
    assert len(box.rows) == 2


def test_the_last_searches_of_this_sitting_are_offered_and_kept_nowhere(box, vault):
    open_case(vault, about="справка")
    before = [*records.stored(vault)]
    _type(box, "справка")
    _keys(box, Qt.Key.Key_Return)
    box.clearFocus()

    box.focus_search()

    assert [row.line for row in _shown_rows(box, Recent)] == ["справка"]
    assert [*records.stored(vault)] == before


def test_names_in_kept_and_last_searches_are_bars_until_they_are_revealed(box, session, vault):
    case = open_case(vault)
    add_person(vault, make.person(surname="Королёв"), case.id, Role.CLIENT)
    _keep(box, "Королёв отпуск", "Королёву отпуск")
    box.clearFocus()
    box.focus_search()
    (kept,) = _shown_rows(box, KeptSearch)
    cells = box._found

    assert "Корол" not in cells._where(kept) + cells._what(kept)
    assert "отпуск" in cells._where(kept)
    session.reveal_names()

    assert "Королёву" in cells._where(kept)


def test_beginnings_of_names_and_telephones_are_bars_in_them_too(box, session, vault):
    case = open_case(vault)
    add_person(vault, make.person(surname="Королёв", phones=("+7 900 123-45-67",)), case.id, Role.CLIENT)
    for line in ("коро отпуск", "8 (900) 123-45-67"):
        box._kept.remember(line)
    box.clearFocus()
    box.focus_search()

    assert [box._found._where(row) for row in _shown_rows(box, Recent)] == ["▮ (▮▮▮) ▮▮▮▮▮▮▮▮▮", "▮▮▮▮ отпуск"]
    session.reveal_names()

    assert [box._found._where(row) for row in _shown_rows(box, Recent)] == ["8 (900) 123-45-67", "коро отпуск"]


def test_a_commander_of_the_unit_of_the_case_is_barred_in_hits_as_he_is_in_its_lists(box, vault):
    commander = keep_person(vault, make.person(surname="Белов"))
    unit = keep_unit(vault, make.unit(commanders=(Office(person=commander.id),)))
    case = keep_case(vault, replace(open_case(vault), unit=unit.id))
    add_note(vault, case.id, "Ходил к Белову с рапортом")

    (note,) = [hit for hit in _search(box, "рапорт") if hit.kind == "note"]

    assert "Бел" not in box._found._what(note)
    assert "рапортом" in box._found._what(note)


def test_a_visitor_cannot_take_back_that_the_line_was_emptied(box, session, vault):
    case = open_case(vault)
    QTest.keyClicks(box, "leave")
    session.begin_visit(case.id)

    box.undo()

    assert box.text() == ""


def test_parts_of_words_are_shown_where_others_were_there_first(box, vault, qtbot):
    closed = open_case(vault)
    add_note(vault, closed.id, "калоши")
    close_case(vault, closed)
    add_note(vault, open_case(vault).id, "накалошил")
    box.setFocus()
    box.setText("калош")
    box.search_now()
    box.look_for_alike()  # it may be done before the vocabulary is gone through
    assert any(isinstance(row, Closed) for row in box.rows)

    qtbot.waitUntil(lambda: any(getattr(row, "kind", "") == "note" for row in box.rows))
    box.look_for_alike()

    assert any(isinstance(row, Closed) for row in box.rows)


def test_beside_a_visitor_no_search_of_hers_is_offered_and_none_is_kept(box, session, vault):
    case = open_case(vault, about="справка")
    _keep(box, "справка", "One")
    _type(box, "справка")
    _keys(box, Qt.Key.Key_Return)
    session.begin_visit(case.id)
    box.clearFocus()

    box.focus_search()
    assert not box._found.isVisible()
    _type(box, "справка")
    _keys(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "F8" in box._found.said.text()
    session.end_visit()
    box.clearFocus()
    box.focus_search()

    assert [kept.name for kept in _shown_rows(box, KeptSearch)] == ["One"]
    assert _shown_rows(box, Recent) == []


def test_earlier_versions_come_in_below_where_they_are_asked_for(box, vault, qtbot):
    case = open_case(vault)
    note = add_note(vault, case.id, "Двое людей видели")
    keep_note(vault, replace(note, blocks={"facts": "Никто не видел"}))
    box.setFocus()
    assert [hit for hit in _search(box, "человек") if hit.kind == "note"] == []

    _keys(box, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: any(getattr(row, "until", "") for row in box.rows))

    assert (box.text(), box._found.old.isChecked()) == ("old: человек", True)
    (older,) = [row for row in box.rows if getattr(row, "until", "")]
    assert older.id == note.id
    assert "Двое людей видели" in box._found._what(older)
    assert box._found._what(older).startswith("until ")
    _keys(box, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert not any(getattr(row, "until", "") for row in box.rows)


def test_of_an_earlier_name_only_its_moment_is_said(box, vault, qtbot):
    person = make.person(surname="Королёв")
    add_person(vault, person, open_case(vault).id, Role.CLIENT)
    keep_person(vault, replace(person, surname="Белов"))
    box.setFocus()
    _search(box, "old: королев")
    qtbot.waitUntil(lambda: any(getattr(row, "until", "") for row in box.rows))

    (older,) = [row for row in box.rows if getattr(row, "until", "")]

    assert box._found._what(older).startswith("until ")
    assert "орол" not in box._found._what(older)


def test_a_name_is_asked_for_while_more_is_still_to_be_read_and_that_it_was_kept_stays_said(box, vault):
    case = open_case(vault)
    for number in range(SHOWN_ROWS + 2):
        add_note(vault, case.id, f"справка {number}")
    box.setFocus()
    _type(box, "справка")
    _keys(box, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    assert box._found.name.isVisible()

    _keys(box._found.name, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert not box._found.name.isVisible()
    assert box._found.said.text().startswith("Kept")


def test_enter_while_more_is_still_to_be_read_leaves_nothing_over_the_page(box, vault, qtbot):
    case = open_case(vault)
    for number in range(SHOWN_ROWS + 2):
        add_note(vault, case.id, f"справка {number}")
    box.setFocus()
    box.setText("справка")

    _keys(box, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert (box.text(), box._found.isVisible()) == ("", False)


def test_the_first_hits_stand_there_before_the_rest_is_read(box, vault, qtbot):
    case = open_case(vault)
    for number in range(SHOWN_ROWS + 4):
        add_note(vault, case.id, f"справка {number}")

    first = _search(box, "справка")
    heading = next(row for row in box.rows if isinstance(row, Group))
    qtbot.waitUntil(lambda: len(box.rows) > len(first) + 1)

    assert len(first) == SHOWN_ROWS
    assert heading.count == SHOWN_ROWS + 4
    assert box.rows[1 : SHOWN_ROWS + 1] == tuple(first)


def test_that_there_is_more_than_is_shown_is_said_and_that_all_is_there_is_not(box, vault):
    case = open_case(vault)
    for number in range(MOST):
        add_note(vault, case.id, f"справка {number}")
    _search(box, "справка")
    box.read_all()
    assert box._found.said.text() == ""

    add_note(vault, case.id, "справка")
    _search(box, "справка")
    box.read_all()

    assert f"latest {MOST}" in box._found.said.text()
    assert len(box._found.hits) == MOST


def test_a_part_of_a_word_is_found_where_no_word_begins_so(box, vault, qtbot):
    note = add_note(vault, open_case(vault).id, "Он демобилизован в мае")

    assert _search(box, "обилизов") == []
    qtbot.waitUntil(lambda: len(box.rows) == 2)

    assert box.rows[1].id == note.id
    assert "inside" in box._found.said.text()
    assert box._found.table.itemDelegate()._spans("Он демобилизован") == [(3, 16)]
