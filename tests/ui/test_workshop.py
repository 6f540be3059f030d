"""The workshop: who stands in a document, gaps filled on the spot, and everything taken back in one order."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.documents import risky
from desktop.domain.cases import Case, Category
from desktop.domain.letters import Letter
from desktop.domain.people import Person, Role
from desktop.operations.cases import keep_case, open_case
from desktop.operations.letters import begin_letter, keep_letter
from desktop.operations.people import add_person, keep_person
from desktop.operations.units import unit_with
from desktop.storage import people, records, register
from desktop.ui.case.letters import Document, LettersTab
from desktop.ui.letters.workshop import CARD, FIELDS, FORMS, Workshop
from tests import make

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def case(vault) -> Case:
    opened = open_case(vault, category=Category.CONTRACT)
    case = keep_case(vault, replace(opened, unit=unit_with(vault, "00001").id, post="стрелок", pseudonym="Клён"))
    add_person(vault, make.person(surname="Монгуш", name="Айдын", patronymic="", rank="private"), case.id, Role.CLIENT)
    return case


@pytest.fixture
def tab(session, shown, case) -> LettersTab:
    page = LettersTab(session, case.id)
    shown(page)
    return page


@pytest.fixture
def bench(session, shown, case) -> Workshop:
    """A workshop by itself, without the list of documents around it."""
    workshop = Workshop(session)
    shown(workshop)
    return workshop


def _open(place: LettersTab | Workshop, vault, case: Case, template: str = "r02", **fields: str) -> Workshop:
    letter = keep_letter(vault, replace(begin_letter(vault, case.id, template), fields=fields))
    if isinstance(place, LettersTab):
        place.open_document(Document(letter, None))
        return place.workshop
    place.open_letter(letter)
    place.take_focus()
    return place


def _type(field: QWidget, text: str) -> None:
    field.setFocus()
    for letter in text:
        QTest.keyClick(field, letter)


def _text(workshop: Workshop) -> str:
    return workshop.text.toPlainText()


def _undo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL)


def _redo(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Y, CONTROL)


# --- taking back


def test_text_fields_persons_and_facts_are_taken_back_in_the_order_they_were_done(bench, vault, case, session):
    add_person(vault, make.person(surname="Лесной", name="Олег", rank="major"), case.id, Role.RELATIVE, relation="брат")
    workshop = _open(bench, vault, case, health="плохо сплю")
    states = [_text(workshop)]

    workshop.text.setPlainText(_text(workshop).replace("# Рапорт", "# РАПОРТ"))
    assert workshop.save()
    states.append(_text(workshop))
    workshop.form.fields.inputs["health"].setPlainText("плохо сплю и ем")
    assert workshop.save()
    states.append(_text(workshop))
    workshop.form.people.ticks[1, 1].click()
    states.append(_text(workshop))
    keep = records.get(vault, Case, case.id)
    session.change("", keep, replace(keep, post="водитель"), lambda value: keep_case(vault, value))
    states.append(_text(workshop))
    workshop.anew.click()
    states.append(_text(workshop))

    assert len(set(states)) == 6
    for state in states[-2::-1]:
        _undo(workshop.text)
        assert _text(workshop) == state
    for state in states[1:]:
        _redo(workshop.text)
        assert _text(workshop) == state


def test_what_was_typed_a_moment_ago_is_taken_back_first_from_any_field(bench, vault, case):
    workshop = _open(bench, vault, case)
    before = _text(workshop)
    field = workshop.form.fields.inputs["health"]
    _type(field, "abc")

    _undo(field)

    assert field.toPlainText() == ""
    assert _text(workshop) == before


def test_nothing_older_than_the_draft_is_taken_back_in_it(bench, vault, case, session):
    kept = records.get(vault, Case, case.id)
    session.change("", kept, replace(kept, now="Ждём ответа."), lambda value: keep_case(vault, value))
    workshop = _open(bench, vault, case)

    _undo(workshop.text)

    assert records.get(vault, Case, case.id).now == "Ждём ответа."
    assert workshop.line.text()


def test_an_approved_document_has_no_steps_left_and_what_came_before_it_can_still_be_taken_back(bench, vault, case, session):
    kept = records.get(vault, Case, case.id)
    session.change("", kept, replace(kept, now="Ждём ответа."), lambda value: keep_case(vault, value))
    workshop = _open(bench, vault, case, health="плохо сплю")
    workshop.text.setPlainText(_text(workshop).replace("# Рапорт", "# РАПОРТ"))
    workshop.begin_check()
    workshop.check.approve.click()
    (entry,) = register.entries(vault, case.id)

    session.undo()

    assert records.get(vault, Case, case.id).now == ""
    assert register.entries(vault, case.id) == [entry]
    assert "РАПОРТ" in entry.text


def test_typing_without_a_pause_is_saved_all_the_same(bench, vault, case, qtbot):
    workshop = _open(bench, vault, case)
    workshop._save_pause.setInterval(30)
    workshop.form.fields._pause.setInterval(10)

    def type_on() -> bool:
        workshop.form.fields.inputs["health"].insertPlainText("а")  # never a pause
        return "ааа" in records.get(vault, Letter, workshop.letter_id).fields.get("health", "")

    qtbot.waitUntil(type_on)


def test_what_changed_in_the_file_while_the_draft_was_closed_reaches_her_own_text(tab, vault, case):
    workshop = _open(tab, vault, case, health="плохо сплю")
    workshop.text.setPlainText(_text(workshop).replace("# Рапорт", "# РАПОРТ"))
    workshop.closed.emit()
    keep_case(vault, replace(records.get(vault, Case, case.id), post="водитель"))

    tab.open_document(tab.table.model_.rows[0])

    assert "водитель" in _text(workshop)
    assert "РАПОРТ" in _text(workshop)


# --- who stands in it


def test_a_relative_of_the_case_can_be_ticked_as_the_commander(bench, vault, case):
    add_person(vault, make.person(surname="Лесной", name="Олег", rank="major"), case.id, Role.RELATIVE, relation="брат")
    workshop = _open(bench, vault, case)
    assert "Лесному" not in _text(workshop)

    QTest.keyClick(workshop.form.people.ticks[1, 1], Qt.Key.Key_Space)

    assert "майору Лесному О" in _text(workshop)
    assert records.get(vault, Letter, workshop.letter_id).people["commander"]


def test_one_role_has_one_person_and_a_tick_taken_away_leaves_nobody(bench, vault, case):
    for surname in ("Лесной", "Полевой"):
        add_person(vault, make.person(surname=surname, name="Олег", rank="major"), case.id, Role.COMMANDER)
    workshop = _open(bench, vault, case)
    first, second = workshop.form.people.ticks[1, 1], workshop.form.people.ticks[2, 1]
    assert first.isChecked()

    second.click()
    assert [tick.isChecked() for place, tick in sorted(workshop.form.people.ticks.items()) if place[1] == 1] == [False, False, True]
    workshop.form.people.ticks[2, 1].click()

    assert "Полевому" not in _text(workshop)
    assert "Лесному" not in _text(workshop)


def test_arrows_move_over_the_ticks(tab, vault, case):
    add_person(vault, make.person(surname="Лесной", name="Олег"), case.id, Role.RELATIVE)
    people_ = _open(tab, vault, case).form.people
    people_.take_focus()

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(tab.window().focusWidget(), key)

    assert people_.ticks[1, 1].hasFocus()


def test_nobody_is_named_in_the_matrix_until_f9(bench, vault, case, session):
    add_person(vault, make.person(surname="Лесной", name="Олег"), case.id, Role.RELATIVE, relation="брат")
    people_ = _open(bench, vault, case).form.people
    assert people_.ticks[1, 0].accessibleName().startswith("брат")

    session.reveal_names()

    assert people_.ticks[1, 0].accessibleName().startswith("Лесной Олег")


def test_a_role_the_document_needs_and_nobody_fills_is_said_and_leads_to_the_ticks(bench, vault, case):
    workshop = _open(bench, vault, case, "r13")

    assert not workshop.form.people._nobody.isHidden()
    assert any("родственник" in gap.label for gap in workshop._composed.gaps)


def test_a_person_is_added_without_leaving_the_draft_and_stands_in_it(bench, vault, case):
    workshop = _open(bench, vault, case, "r13")

    workshop.form.people.add.click()
    assert workshop._left.currentIndex() == CARD
    card = workshop.beside.card
    assert card.role.code == Role.COMMANDER
    card.role.show_code(Role.RELATIVE)
    card.sex.show_code("f")
    card.parts["surname"].setText("Лесная")
    card.parts["name"].setText("Вера")
    card.add.click()

    assert workshop._left.currentIndex() == FIELDS
    assert "Лесной Веры" in _text(workshop)
    assert Role.RELATIVE in {party.role for party, _person in people.of_case(vault, case.id)}
    assert workshop.beside.card.unsaved() == {}


def test_a_person_half_typed_is_there_again_after_a_lock(tab, vault, case, session, shown):
    workshop = _open(tab, vault, case)
    workshop.form.people.add.click()
    _type(workshop.beside.card.parts["surname"], "Lesnaya")

    texts = tab.unsaved()
    after = LettersTab(session, case.id)
    shown(after)
    after.put_back(texts)

    assert after.workshop.beside.card.parts["surname"].text() == "Lesnaya"


# --- gaps


def test_a_fact_typed_beside_the_letter_goes_into_the_file_and_can_be_taken_back(bench, vault, case):
    keep_case(vault, replace(case, post="", client=records.get(vault, Case, case.id).client))
    workshop = _open(bench, vault, case)
    line = workshop.form.missing.fields["client.post"]
    _type(line, "strelok")

    QTest.keyClick(line, Qt.Key.Key_Return)
    assert records.get(vault, Case, case.id).post == "strelok"
    assert "client.post" not in workshop.form.missing.fields
    _undo(workshop.text)

    assert records.get(vault, Case, case.id).post == ""
    assert "client.post" in workshop.form.missing.fields


def test_what_is_typed_beside_the_letter_and_not_left_is_kept_by_a_lock(tab, vault, case):
    keep_case(vault, replace(case, post="", client=records.get(vault, Case, case.id).client))
    workshop = _open(tab, vault, case)
    _type(workshop.form.missing.fields["client.post"], "strelok")

    assert tab.unsaved() == {}

    assert records.get(vault, Case, case.id).post == "strelok"


def test_a_rank_is_chosen_beside_the_letter(bench, vault, case):
    client = records.get(vault, Person, records.get(vault, Case, case.id).client)
    keep_person(vault, replace(client, rank=""))
    workshop = _open(bench, vault, case)

    workshop.form.missing.fields["client.rank"].chosen.emit("private")

    assert records.get(vault, Person, client.id).rank == "private"
    assert "рядовой" in _text(workshop)


def test_a_gap_is_filled_in_the_text_by_typing_enter_and_the_next_one_is_taken(bench, vault, case):
    workshop = _open(bench, vault, case, "r05")
    workshop.text.setFocus()
    workshop.walk.next_mark()
    assert workshop.text.textCursor().selectedText().startswith("[[")

    _type(workshop.text, "1.6.2026")
    QTest.keyClick(workshop.text, Qt.Key.Key_Return)

    assert "1 июня 2026" in _text(workshop)
    assert workshop.form.fields.inputs["from_day"].text() == "1.6.2026"
    # The field has it, so the text goes on following the template.
    assert workshop.save()
    kept = records.get(vault, Letter, workshop.letter_id)
    assert (kept.text, kept.fields["from_day"]) == ("", "1.6.2026")


def test_a_gap_of_the_file_is_filled_in_the_text(bench, vault, case):
    keep_case(vault, replace(case, post="", client=records.get(vault, Case, case.id).client))
    workshop = _open(bench, vault, case, health="плохо сплю")
    workshop.text.setFocus()
    workshop.walk.next_mark()

    _type(workshop.text, "strelok")
    QTest.keyClick(workshop.text, Qt.Key.Key_Return)

    assert records.get(vault, Case, case.id).post == "strelok"
    assert _text(workshop).count("strelok") == 2


def test_enter_outside_a_gap_begins_a_line(bench, vault, case):
    workshop = _open(bench, vault, case)
    before = _text(workshop).count("\n")
    workshop.text.select(0, 0)

    QTest.keyClick(workshop.text, Qt.Key.Key_Return)

    assert _text(workshop).count("\n") == before + 1


# --- words, keys, typefaces


def test_alt_enter_shows_the_six_forms_of_the_name_under_the_cursor(bench, vault, case):
    workshop = _open(bench, vault, case, "r05")
    place = _text(workshop).index("Монгушу")
    workshop.text.select(place + 1, place + 1)

    QTest.keyClick(workshop.text, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)

    assert workshop._left.currentIndex() == FORMS
    assert workshop.walk.forms.lines["dative"].text() == "Монгушу"


def test_a_word_that_is_nobody_s_is_said_to_be_so(bench, vault, case):
    workshop = _open(bench, vault, case)
    workshop.text.select(0, 0)

    workshop.walk.show_word()

    assert workshop._left.currentIndex() == FIELDS
    assert workshop.line.text()


def test_to_print_or_dictate_a_draft_leads_to_the_check(bench, vault, case):
    workshop = _open(bench, vault, case)

    for key in (Qt.Key.Key_P, Qt.Key.Key_D):
        QTest.keyClick(workshop.text, key, CONTROL)
        assert workshop._left.currentWidget() is workshop.check
        QTest.keyClick(workshop.check, Qt.Key.Key_Escape)


def test_each_letter_has_a_typeface_of_its_own(bench, vault, case):
    workshop = _open(bench, vault, case)

    workshop.form.typeface.setCurrentIndex(1)
    workshop.form.typeface.activated.emit(1)
    workshop.save()
    assert records.get(vault, Letter, workshop.letter_id).font == "pt-serif"
    _undo(workshop.text)

    assert records.get(vault, Letter, workshop.letter_id).font == "liberation-serif"
    assert workshop.form.chosen_font == "liberation-serif"


def test_a_risky_word_has_dots_below_and_says_why(bench, vault, case):
    workshop = _open(bench, vault, case)
    word = risky.shipped()[0].phrase.replace("*", "").replace("…", "").strip()
    workshop.text.setPlainText(f"🙂\nПишу: {word}.")
    workshop._mark_pause.timeout.emit()  # marks wait for a pause in typing
    place = _text(workshop).index(word)

    assert workshop.text.why_at(place) in {why["en"] for why in risky.why().values()}
    assert workshop.text.why_at(0) == ""
    block = workshop.text.document().findBlockByNumber(1)
    (look,) = [each for each in block.layout().formats() if each.format.fontUnderline() or each.format.underlineStyle().value]
    assert (look.start, look.format.underlineStyle()) == (6, QTextCharFormat.UnderlineStyle.DotLine)


def test_the_strip_says_where_the_document_stands_until_it_is_handed_over(tab, vault, case):
    workshop = _open(tab, vault, case)
    assert "draft" in workshop.strip.accessibleName()
    workshop.begin_check()
    assert "draft" in workshop.strip.accessibleName()
    workshop.walk.fields_wanted.emit()
    workshop.form.fields.put("health", "плохо сплю")
    workshop.begin_check()
    assert "checked" in workshop.strip.accessibleName()

    workshop.check.approve.click()
    assert "approved" in tab.ways.strip.accessibleName()
    tab.ways.by_hand.click()

    assert "handed over" in tab.ways.strip.accessibleName()
