"""Templates of her own in the window: copied, written, tried, taken into use, given away and taken in."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.documents import template_file
from desktop.documents import templates as shipped
from desktop.documents.templates import Kind
from desktop.domain.cases import Category
from desktop.domain.people import Role
from desktop.domain.templates import OwnTemplate
from desktop.operations import letters, template_marks, templates
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.storage import records
from desktop.ui.library.page import LibraryPage
from desktop.ui.library.template_editor import PLACEHOLDERS, SAMPLE, VERSIONS
from desktop.ui.library.templates import EDITOR, IMPORT, LIST, TemplatesPage
from tests import make

TEXT = """+++
id = "x"
version = "1"
title = { ru = "Рапорт о выходном" }
[[field]]
key = "day"
kind = "day"
label = { ru = "день" }
+++
# Рапорт

Прошу предоставить мне выходной {{ day|on }}.
"""


@pytest.fixture
def page(session, shown) -> TemplatesPage:
    return shown(TemplatesPage(session))


def hers(vault) -> list[OwnTemplate]:
    return records.every(vault, OwnTemplate)


def kept(vault, text=TEXT) -> OwnTemplate:
    return templates.keep_template(vault, templates.in_use(vault, templates.new_template(vault, text)))


def put(line, text: str) -> None:
    """As if typed: QTest knows no Russian keys."""
    line.setText(text)
    line.textEdited.emit(text)


def settle(page) -> None:
    """What pauses in typing would bring about."""
    page.editor.save()
    page.editor._show()
    page.editor.sample.settle()


def to_row(page, template_id: str) -> None:
    page.show_template(template_id)
    assert page.table.current().id == template_id


def typed(page, text: str) -> None:
    page.editor.body.moveCursor(page.editor.body.textCursor().MoveOperation.End)
    page.editor.body.insertPlainText(text)
    settle(page)


def test_the_list_has_hers_first_and_says_what_each_is(page, session, vault):
    own = kept(vault)
    session.changed.emit()

    rows = page.table.model_.rows

    assert [row.id for row in rows] == [own.id, *(each.id for each in shipped.catalogue())]
    assert page.page.page_count == 0
    page.table.select(0)
    page._show_page()
    assert page.page.page_count == 1


def test_words_narrow_the_list(page):
    put(page.words, "жалоба прокурору")

    titles = [row.template.titles["ru"] for row in page.table.model_.rows]

    assert "Жалоба военному прокурору" in titles
    assert len(titles) < len(shipped.catalogue())
    page.words.setText("нет такого слова")
    assert page._inner.currentIndex() == 1


def test_a_copy_is_written_by_keyboard_alone_and_a_letter_made_from_it(page, session, vault):
    to_row(page, "r05")
    QTest.keyClicks(page.table, "c")
    editor = page.editor
    assert page._stack.currentIndex() == EDITOR
    assert editor.body.hasFocus()
    assert not any(each.id == editor.own_id for each in templates.catalogue(vault))

    QTest.keyClick(editor.body, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor.body, Qt.Key.Key_F4)
    put(editor.placeholders.words, "доверитель дательный")
    QTest.keyClick(editor.placeholders.words, Qt.Key.Key_Return)
    assert editor.body.toPlainText().endswith("{{ client|dative }}")
    assert editor.body.hasFocus()
    QTest.keyClick(editor.body, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    (own,) = hers(vault)
    assert (own.version, own.based_on, own.title) == (1, "r05", "Рапорт на отпуск (копия)")
    case = open_case(vault, category=Category.CONTRACT)
    assert "{{" not in letters.compose_letter(vault, letters.begin_letter(vault, case.id, own.id)).text
    QTest.keyClick(editor.body, Qt.Key.Key_Escape)
    assert page._stack.currentIndex() == LIST
    assert page.table.hasFocus()


def test_a_new_one_is_kept_with_the_first_letter_that_is_typed(page, vault):
    QTest.keyClicks(page.table, "n")
    page.editor.leave()
    assert hers(vault) == []

    QTest.keyClicks(page.table, "n")
    put(page.editor.head.titles["ru"], "Моя справка")
    settle(page)

    (own,) = hers(vault)
    assert (own.title, own.version) == ("Моя справка", 0)
    page.editor.take_into_use()
    assert templates.find(vault, own.id).titles["ru"] == "Моя справка"


def test_without_a_title_it_is_not_taken_into_use_and_stays_typed(page, vault):
    page.begin()
    typed(page, "Текст.")

    page.editor.take_into_use()

    assert "no title yet" in page.editor.line.text()
    assert hers(vault)[0].version == 0
    assert "Текст." in page.editor.body.toPlainText()


def test_a_mistake_names_its_line_keeps_the_last_page_and_takes_her_there(page, vault):
    own = kept(vault)
    page._edit(own)
    page.editor.right.setCurrentIndex(SAMPLE)
    settle(page)
    pages = page.editor.sample.page.page_count

    typed(page, "\nПрошу {{ nobody }}.")

    sample = page.editor.sample
    assert sample.wrong.text().startswith("Line 4: no document has “nobody”")
    assert sample.page.page_count == pages == 1
    page.editor.body.go_to_line(1)
    sample.to_line.click()
    assert page.editor.body.line == 4
    assert page.editor.body._look.wrong == 3
    page.editor.take_into_use()
    assert page.editor.line.text().startswith("Line 4: no document has")
    assert hers(vault)[0].version == 1


def test_what_is_strange_is_said_and_stops_nothing(page, vault):
    page._edit(kept(vault))

    typed(page, "\nПетрову И. И. от войсковой части 12345")

    said = [page.editor.sample._remarks.itemAt(number).widget().toolTip() for number in range(page.editor.sample._remarks.count())]
    assert ["Line 4: “Петрову И. И.” looks like" in said[0], "Line 4: “12345” looks like" in said[1]] == [True, True]
    page.editor.take_into_use()
    assert hers(vault)[0].version == 2


def test_a_case_of_hers_is_masked_until_names_are_revealed(page, session, vault):
    case = open_case(vault, category=Category.CONTRACT)
    add_person(vault, make.person(surname="Монгуш", name="Айдын", patronymic="", rank="private"), case.id, Role.CLIENT)
    page._edit(kept(vault, TEXT + "Прошу о {{ client|prepositional }}.\n"))
    sample, drawn = page.editor.sample, []
    sample.page.show_pdf = drawn.append
    sample.which.show_code(case.id)

    sample._show()
    session.reveal_names()
    sample.settle()

    assert len(drawn) == 2
    assert drawn[0] != drawn[1]


def test_a_visitor_sees_no_other_case_in_the_sample(page, session, vault):
    case = open_case(vault)
    page._edit(kept(vault))
    sample = page.editor.sample
    sample.which.show_code(case.id)
    assert sample.which.code == case.id

    session.begin_visit("")

    assert case.id not in sample.which._codes
    assert sample.which.code == "man"


def test_a_field_is_added_named_and_asked_for_in_the_text(page, vault):
    page._edit(kept(vault))
    editor, fields = page.editor, page.editor.fields

    QTest.keyClick(editor.body, Qt.Key.Key_F7)
    QTest.keyClick(fields.table, Qt.Key.Key_Insert)
    put(fields.labels["ru"], "номер приказа")
    fields.kind.show_code(Kind.CHOICE)
    fields.kind.chosen.emit(Kind.CHOICE)
    fields.options.setPlainText("one = первый | the first\nвторой")
    settle(page)

    field = editor._template.fields[-1]
    assert (field.key, field.kind, field.labels) == ("nomer_prikaza", Kind.CHOICE, {"ru": "номер приказа"})
    assert [(option.code, option.labels["ru"]) for option in field.options] == [("one", "первый"), ("vtoroy", "второй")]
    assert 'nomer_prikaza == "one"' in " ".join(getattr(row, "text", "") for row in editor.placeholders.table.model_.rows)
    page.editor.leave()
    assert templates.as_left(hers(vault)[0]).fields[-1] == field


def test_a_field_renamed_is_renamed_in_the_text_and_undo_renames_it_back(page, vault):
    page._edit(kept(vault))
    fields = page.editor.fields
    fields.table.select(0)

    fields.key.setText("date")
    fields._on_pause()

    assert "{{ date|on }}" in page.editor.body.toPlainText()
    page.editor._undo()
    assert fields.fields[0].key == "day"
    assert "{{ day|on }}" in page.editor.body.toPlainText()
    page.editor._redo()
    assert "{{ date|on }}" in page.editor.body.toPlainText()


def test_what_is_typed_into_one_field_does_not_go_into_the_next(page, vault):
    page._edit(kept(vault))
    fields = page.editor.fields
    fields.add_field()
    fields.table.select(0)
    QTest.keyClicks(fields.labels["en"], "day off")  # and no pause after it

    fields.table.select(1)

    assert [field.labels.get("en") for field in fields.fields] == ["day off", None]
    assert fields.labels["en"].text() == ""


def test_a_removed_field_comes_back_with_undo(page, vault):
    page._edit(kept(vault))
    page.editor.fields.drop_field()
    assert page.editor.fields.fields == ()

    QTest.keyClick(page.editor.fields.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert [field.key for field in page.editor.fields.fields] == ["day"]


def test_the_head_comes_back_as_it_was_typed(page, vault):
    page._edit(kept(vault))
    head = page.editor.head
    head.titles["en"].setText("A day off")
    head.addressee.show_code("commander")
    head.valid_from.line.setText("1.6.2026")
    head.copies.show_code("3")
    head.categories[Category.MOBILISED].show_ticked(True)
    head.helps["ru"].setPlainText("Подать до обеда.")
    head.changed.emit()
    settle(page)
    page.editor.leave()

    template = templates.as_left(hers(vault)[0])

    assert (template.titles, template.addressee, template.copies) == ({"ru": "Рапорт о выходном", "en": "A day off"}, "commander", 3)
    assert (template.valid_from.isoformat(), template.categories, template.help) == (
        "2026-06-01",
        ("mobilised",),
        {"ru": "Подать до обеда."},
    )


def test_a_day_that_does_not_exist_is_not_taken_into_use(page, vault):
    page._edit(kept(vault))
    page.editor.head.valid_from.line.setText("31.2.2026")
    typed(page, " И ещё.")

    page.editor.take_into_use()

    assert "no such day" in page.editor.line.text()
    assert hers(vault)[0].version == 1


def test_letters_follow_only_what_was_taken_into_use_and_undo_takes_it_back(page, session, vault):
    own = kept(vault)
    letter = letters.begin_letter(vault, open_case(vault).id, own.id)
    page._edit(own)

    typed(page, " Прошу ответить.")
    assert "Прошу ответить" not in letters.compose_letter(vault, letter).text
    page.editor.take_into_use()
    assert "Прошу ответить" in letters.compose_letter(vault, letter).text
    session.undo()

    assert "Прошу ответить" not in letters.compose_letter(vault, letter).text
    assert "Прошу ответить" in page.editor.body.toPlainText()
    assert hers(vault)[0].version == 3


def test_an_earlier_version_is_begun_with_again(page, vault):
    own = kept(vault)
    page._edit(own)
    typed(page, " Второе.")
    page.editor.take_into_use()
    page.editor.right.setCurrentIndex(VERSIONS)

    page.editor.versions.again.click()
    settle(page)

    assert "Второе" not in page.editor.body.toPlainText()
    assert "Второе" in templates.find(vault, own.id).body
    page.editor.body.undo()
    assert "Второе" in page.editor.body.toPlainText()


def test_what_is_typed_outlives_a_lock_and_a_kill(session, shown, vault):
    library = shown(LibraryPage(session))
    library.show_tab("templates")
    page = library.part("templates")
    page._edit(kept(vault))
    page.editor.body.insertPlainText("Недописано {{ ")

    (draft,) = library.save_draft()
    again = shown(LibraryPage(session))
    again.restore_draft(draft)

    assert "Недописано {{ " in templates.as_left(hers(vault)[0]).body
    assert again.tab == "templates"
    assert again.part("templates").editor.body.toPlainText().startswith("Недописано {{ ")
    assert templates.find(vault, hers(vault)[0].id).body.strip().startswith("# Рапорт")


def test_removing_is_undone_and_a_shipped_one_stays(page, session, vault):
    own = kept(vault)
    session.changed.emit()
    to_row(page, own.id)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert hers(vault) == []
    session.undo()
    assert [each.id for each in hers(vault)] == [own.id]

    to_row(page, "r05")
    QTest.keyClick(page.table, Qt.Key.Key_Delete)

    assert "cannot be removed" in page.line.text()


def test_a_file_is_written_after_one_warning_that_counts_what_betrays(page, session, vault, asking, tmp_path):
    own = kept(vault, TEXT + "Петрову И. И.\n")
    session.changed.emit()
    to_row(page, own.id)
    asking.says_yes = False
    page.ask_to_export()
    assert list(tmp_path.glob("*.txt")) == []
    asking.says_yes = True
    asking.paths = [tmp_path / "a.ru.txt"]

    QTest.keyClicks(page.table, "e")

    assert "1 place in it looks as if it spoke of somebody real" in asking.asked[-1].text
    assert template_file.read((tmp_path / "a.ru.txt").read_bytes(), "a").titles == {"ru": "Рапорт о выходном", "en": "Рапорт о выходном"}


def test_a_file_comes_in_as_a_new_one_that_is_not_in_use(page, session, vault, asking, tmp_path):
    own = kept(vault)
    file = tmp_path / "from.ru.txt"
    templates.write_file(replace(templates.find(vault, own.id), body="# Рапорт\n\nПрошу иного.\n"), file)
    asking.paths = [file]

    QTest.keyClicks(page.table, "i")
    importing = page.importing
    assert page._stack.currentIndex() == IMPORT
    assert "It differs from the template “Рапорт о выходном”" in importing.about.text()
    assert "The field “день” stands nowhere" in importing.about.text()
    assert "+Прошу иного." in importing.differences.toPlainText()
    assert len(hers(vault)) == 1
    importing.take.click()

    first, second = hers(vault)
    assert (first.text, second.imported, second.version, second.based_on) == (own.text, True, 0, own.id)
    assert page.editor.own_id == second.id
    page.editor.leave()
    session.undo()
    assert len(hers(vault)) == 1


@pytest.mark.parametrize("untrusted", [b"PK\x03\x04", TEXT.encode() + b"{% for x in range(10**9) %}{% endfor %}", b"x" * 200_000])
def test_a_hostile_file_is_one_sentence_and_nothing_comes_in(page, vault, asking, tmp_path, untrusted):
    (tmp_path / "bad.ru.txt").write_bytes(untrusted)
    asking.paths = [tmp_path / "bad.ru.txt"]

    page.ask_to_import()

    assert page._stack.currentIndex() == LIST
    assert page.line.text().endswith(".")
    assert page.line.property("tone") == "error"
    assert hers(vault) == []


def test_who_checked_a_text_stands_beside_it_until_it_changes(page, session, vault):
    own = kept(vault)
    template_marks.keep_mark(vault, template_marks.new_mark(vault, templates.find(vault, own.id), "Клён", session.today))
    session.changed.emit()
    assert page.table.model_.rows[0].checked_by == "Клён"

    page._edit(own)
    typed(page, " Иначе.")
    page.editor.take_into_use()
    page.editor.leave()

    assert page.table.model_.rows[0].checked_by == ""


def test_what_is_selected_goes_into_a_condition(page, vault):
    page._edit(kept(vault))
    body = page.editor.body
    body.selectAll()

    body.insert("{% if commander %}\n‸\n{% endif %}")

    assert body.toPlainText() == "{% if commander %}\n# Рапорт\n\nПрошу предоставить мне выходной {{ day|on }}.\n{% endif %}"
    body.undo()
    assert body.toPlainText().startswith("# Рапорт")


def test_a_click_on_a_placeholder_puts_it_in(page, vault):
    page._edit(kept(vault))
    panel = page.editor.placeholders
    page.editor.right.setCurrentIndex(PLACEHOLDERS)
    panel.words.setText("commander dative")

    place = panel.table.visualRect(panel.table.model_.index(1, 0)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert page.editor.body.toPlainText().startswith("{{ commander|dative }}")


def test_brackets_in_a_label_do_not_end_a_gap_too_early(page, vault):
    page._edit(kept(vault))
    put(page.editor.fields.labels["ru"], "день [выходной]")
    page.editor.fields.required.show_ticked(True)
    settle(page)

    page.editor.take_into_use()

    own = hers(vault)[0]
    text = letters.compose_letter(vault, letters.begin_letter(vault, open_case(vault).id, own.id)).text
    assert "[[день (выходной)]]" in text


def test_a_template_in_the_vault_that_cannot_be_read_is_listed_by_its_title(page, session, vault):
    own = kept(vault)
    with vault.transaction():
        records.save(vault, replace(own, text="+++\nнет"))

    session.changed.emit()

    assert page.table.model_.rows[0].template.titles["ru"] == "Рапорт о выходном"
    page.table.select(0)
    page._open(page.table.current())
    assert page._stack.currentIndex() == LIST
    assert page.line.property("tone") == "error"


def test_a_hit_of_the_search_opens_the_list_on_it(session, shown, vault):
    own = kept(vault)
    library = shown(LibraryPage(session))

    library.show_template(own.id)

    assert library.tab == "templates"
    assert library.part("templates").table.current().id == own.id


def test_what_breaks_with_another_case_only_is_told_with_the_line_of_the_text(page, vault):
    page._edit(kept(vault))
    typed(page, "\n{% if commander %}{% set who = 'он' %}{% endif %}\nЭто {{ who }}.")
    assert not page.editor.sample.is_wrong

    page.editor.take_into_use()

    assert page.editor.line.text().startswith("Line 5: no document has “who”")
    assert page.editor.body.line == 5
    assert hers(vault)[0].version == 1
