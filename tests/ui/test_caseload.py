"""The list of cases by keyboard: narrowing and taking back, views, columns, order, deeds on several files, the sheets."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.documents import pages
from desktop.domain.caseload import NOTHING, Axis, CaseView, ColumnCode, Filter, Layout, Shown, Sorting
from desktop.domain.cases import Case, Category, Situation, Stage, Threat
from desktop.domain.deadlines import Deadline
from desktop.domain.people import Role
from desktop.domain.tasks import Task
from desktop.operations import caseload
from desktop.operations.cases import keep_case
from desktop.storage import cases, records
from desktop.ui.cases import columns, said
from desktop.ui.cases.listed import AT_FIRST
from desktop.ui.cases.page import CasesPage
from tests import make

CONTROL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
NAMES = ("Maple", "Oak", "Pine", "Birch")


@pytest.fixture
def files(vault):
    """Four files, the last one made first in the list: Birch is urgent and away, Pine has a date that names somebody."""
    man, unit = make.person(surname="Королёв", name="Пётр"), make.unit(number="12345")
    made = [make.case(number=f"26-AAAA{name[0]}", pseudonym=name, stage=Stage.FILED) for name in NAMES]
    made[1] = replace(made[1], category=Category.CONTRACT, tags=("health", "family"), unit=unit.id)
    made[2] = replace(made[2], client=man.id, stage=Stage.COURT, now="Королёв ждёт")
    made[3] = replace(made[3], threat=Threat.VIOLENCE, situation=Situation.HELD, tags=("health",))
    with vault.transaction():
        for value in (man, unit, *made, make.party(case=made[2].id, person=man.id, role=Role.CLIENT),
                      make.deadline(case=made[2].id, title="Позвонить Королёву")):  # fmt: skip
            records.save(vault, value)
    return made


@pytest.fixture
def page(session, shown, files):
    return shown(CasesPage(session))


def _names(page):
    return [row.pseudonym for row in page.table.model_.rows]


def _press(widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifiers)


def _pick(page, axis, *texts):
    page._show_options(axis)
    table = page.drop.inside.table
    for text in texts:
        place = next(number for number, option in enumerate(table.model_.rows) if option.text == text)
        table.select(place)
        _press(table, Qt.Key.Key_Space)
    _press(table, Qt.Key.Key_Escape)


def test_options_narrow_at_once_are_told_in_words_and_go_with_escape_the_last_first(page):
    _pick(page, Axis.TAG, "health")
    _pick(page, Axis.STAGE, "filed")
    QTest.keyClicks(page.table, "oak")

    assert _names(page) == ["Oak"]
    assert page._said.text() == "1 of 4 files: words “oak”; stage: filed; tag: health. Esc takes away: words"
    assert page.head.chips[Axis.TAG].text() == "Tag: health ▾"
    for left in (["Birch", "Oak"], ["Birch", "Oak"], ["Birch", "Pine", "Oak", "Maple"]):
        _press(page.table, Qt.Key.Key_Escape)
        assert _names(page) == left
    gone = []
    page.left.connect(lambda: gone.append(1))
    _press(page.table, Qt.Key.Key_Escape)

    assert (page.listed.filter, gone) == (NOTHING, [1])


def test_an_option_is_chosen_with_enter_and_the_keyboard_comes_back(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.take_focus()
    _press(page.table, Qt.Key.Key_F4)
    assert page.head.chips[Axis.CATEGORY].hasFocus()
    _press(page.head.chips[Axis.CATEGORY], Qt.Key.Key_Space)
    _press(page.drop.inside.table, Qt.Key.Key_Down)
    _press(page.drop.inside.table, Qt.Key.Key_Return)

    assert _names(page) == ["Oak"]
    assert page.drop.isHidden()
    assert page.table.hasFocus()


def test_what_opens_below_a_chip_goes_when_the_keyboard_goes_elsewhere(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page._show_options(Axis.STAGE)
    page.table.setFocus()

    assert page.drop.isHidden()


def test_danger_units_dates_and_consent_narrow_too(page):
    for axis, text, left in (
        (Axis.DANGER, "urgent", ["Birch"]), (Axis.UNIT, "12345", ["Oak"]), (Axis.UNIT, "without a unit", ["Birch", "Pine", "Maple"]),
        (Axis.WITHIN, "within 7 days", ["Pine"]), (Axis.WITHIN, "overdue", []), (Axis.SITUATION, "held", ["Birch"]),
    ):  # fmt: skip
        page.choose(axis, NOTHING)
        _pick(page, axis, text)
        assert _names(page) == left, text
        page.choose(axis, NOTHING)
    page.head.chips[Axis.IDLE].click()
    assert _names(page) == ["Birch", "Oak", "Maple"]


def test_a_view_is_kept_shown_renamed_and_removed_and_each_is_taken_back(page, session, vault):
    _pick(page, Axis.TAG, "health")
    page._order_by(1)
    _press(page.table, Qt.Key.Key_S, CONTROL)
    page.asked.form.line.setText("Health")
    _press(page.asked.form.line, Qt.Key.Key_Return)
    kept = caseload.views(vault)[0]
    assert (kept.name, kept.filter, kept.layout.order) == ("Health", Filter(tags=("health",)), (Sorting(column=ColumnCode.PSEUDONYM),))
    assert page.head.views.text() == "Health ▾"

    _press(page.table, Qt.Key.Key_Escape)
    page._order_by(0)
    _press(page.table, Qt.Key.Key_F3)
    _press(page.drop.inside.table, Qt.Key.Key_Return)
    assert _names(page) == ["Birch", "Oak"]
    assert page.listed.layout == kept.layout

    _press(page.table, Qt.Key.Key_F3)
    _press(page.drop.inside.table, Qt.Key.Key_R)
    page.asked.form.line.setText("Hospital")
    _press(page.asked.form.line, Qt.Key.Key_Return)
    assert [view.name for view in caseload.views(vault)] == ["Hospital"]

    assert page.head.views.text() == "Hospital ▾"

    _press(page.table, Qt.Key.Key_F3)
    _press(page.drop.inside.table, Qt.Key.Key_Delete)
    assert (caseload.views(vault), page.head.views.text()) == ([], "Views ▾")
    for names in (["Hospital"], ["Health"], []):
        session.undo()
        assert [view.name for view in caseload.views(vault)] == names


def test_columns_are_chosen_moved_and_widened_by_keyboard_and_stay_so(page, session, shown):
    _press(page.table, Qt.Key.Key_F6)
    table = page.drop.inside.table
    table.select(1)
    _press(table, Qt.Key.Key_Up, ALT)
    _press(table, Qt.Key.Key_Right, ALT)
    table.select(len(ColumnCode) - 2)
    _press(table, Qt.Key.Key_Space)
    _press(table, Qt.Key.Key_Escape)

    again = shown(CasesPage(session))
    shows = [each.column for each in again.listed.layout.columns]
    assert shows[:2] == [ColumnCode.PSEUDONYM, ColumnCode.NUMBER]
    assert shows[-1] == ColumnCode.TAGS
    assert again.listed.layout.columns[0].width == columns.width(ColumnCode.PSEUDONYM) + columns.STEP
    assert again.table.columnWidth(0) == again.listed.layout.columns[0].width


def test_a_list_without_any_column_cannot_be(page):
    _press(page.table, Qt.Key.Key_F6)
    table = page.drop.inside.table
    _press(table, Qt.Key.Key_A, CONTROL)
    _press(table, Qt.Key.Key_A, CONTROL)

    assert [each.column for each in page.listed.layout.columns] == [ColumnCode.PSEUDONYM]


def test_alt_and_a_number_order_by_that_column_and_the_one_before_is_second(page):
    _press(page.table, Qt.Key.Key_2, ALT)
    assert _names(page) == ["Birch", "Maple", "Oak", "Pine"]
    _press(page.table, Qt.Key.Key_2, ALT)
    assert _names(page) == ["Pine", "Oak", "Maple", "Birch"]
    _press(page.table, Qt.Key.Key_5, ALT)

    assert _names(page) == ["Oak", "Maple", "Birch", "Pine"]
    titles = [page.table.model_.headerData(place, Qt.Orientation.Horizontal) for place in (1, 4)]
    assert titles == ["Pseudonym ↓2", "Stage ↑"]


def test_a_head_is_clicked_to_order_and_drawn_to_another_place(page, qtbot):
    header = page.table.horizontalHeader()
    middle = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.listed.layout.order == (Sorting(column=ColumnCode.PSEUDONYM),)

    header.moveSection(0, 1)
    qtbot.waitUntil(lambda: page.listed.layout.columns[0].column is ColumnCode.PSEUDONYM)
    assert header.visualIndex(0) == 0


def test_an_edge_between_two_heads_is_drawn_by_the_mouse(page, qtbot):
    header, viewport = page.table.horizontalHeader(), page.table.horizontalHeader().viewport()
    edge = QPoint(header.sectionViewportPosition(2) - 1, header.height() // 2)
    wide = header.sectionSize(1)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(viewport, edge + QPoint(10, 0))
    QTest.mouseMove(viewport, edge + QPoint(40, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))

    qtbot.waitUntil(lambda: page.listed.layout.columns[1].width != columns.width(ColumnCode.PSEUDONYM))
    assert page.listed.layout.columns[1].width == header.sectionSize(1) == wide + 40
    assert page.listed.layout.order == ()
    page.resize(900, 700)
    assert page.listed.layout.columns[1].width == wide + 40


def test_ins_and_shift_with_an_arrow_tick_and_go_on(page):
    page.table.select(0)
    _press(page.table, Qt.Key.Key_Insert)
    _press(page.table, Qt.Key.Key_Down, SHIFT)

    assert len(page.table.ticked) == 2
    assert page.table.current().pseudonym == "Oak"
    assert page.ticked.isVisible()
    assert "2 files are ticked" in page.ticked._count.text()


def test_ticks_that_the_filter_hides_are_told(page):
    _press(page.table, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(page.table, "oak")

    assert page.ticked._count.text() == "4 files are ticked, 3 of them out of sight"


def test_a_tag_is_completed_set_on_all_that_are_ticked_and_taken_back_at_once(page, session, vault):
    _press(page.table, Qt.Key.Key_A, CONTROL)
    before = cases.rows(vault)
    _press(page.table, Qt.Key.Key_B, CONTROL)
    page.ticked.buttons["tag"].click()
    QTest.keyClicks(page.asked.form.line, "fam")
    assert page.asked.form.line.text() == "family"
    _press(page.asked.form.line, Qt.Key.Key_Return)

    assert {row.pseudonym for row in cases.rows(vault) if "family" in row.tags} == set(NAMES)
    assert (page.line.text(), page.undo.isVisible()) == ("3 files changed.", True)
    page.undo.click()
    assert cases.rows(vault) == before
    assert (page.line.text(), page.undo.isVisible()) == ("Taken back: Tag set", False)


def test_undo_stands_beside_the_line_only_while_it_would_take_back_that_deed(page, session, vault):
    page.table.tick_all()
    page.asked.ask("tag", page.table.ticked)
    page.asked.form.line.setText("x")
    page.asked.form.set.click()
    assert page.undo.isVisible()

    case = records.get(vault, Case, page.table.current().id)
    session.change("Now", case, replace(case, now="later"), partial(keep_case, vault))
    assert not page.undo.isVisible()


def test_stage_date_and_task_are_given_to_all_that_are_ticked(page, vault):
    _press(page.table, Qt.Key.Key_A, CONTROL)
    page._on_deed("standing")
    page.asked.form.stage.show_code(Stage.COMPLAINT)
    page.asked.form.button.click()
    assert {row.stage for row in cases.rows(vault)} == {Stage.COMPLAINT}

    page._on_deed("date")
    page.asked.form.title.setText("Позвонить")
    page.asked.form.button.click()
    assert page.asked.form is not None  # a reminder needs a day
    page.asked.form.day.line.setText("20.5.2026")
    page.asked.form.button.click()
    assert len([date for date in records.every(vault, Deadline) if date.title == "Позвонить"]) == len(NAMES)

    page._on_deed("date")
    page.asked.form.kind.show_code("task")
    page.asked.form.title.setText("Спросить")
    page.asked.form.button.click()
    assert len(records.every(vault, Task)) == len(NAMES)


def test_closing_says_beforehand_how_many_it_can_close(page, vault):
    _press(page.table, Qt.Key.Key_A, CONTROL)
    page._on_deed("close")

    assert page.asked.form.what.text().startswith("2 of 4 can be closed here.")
    page.asked.form.button.click()
    assert [row.pseudonym for row in cases.rows(vault)] == ["Birch", "Pine"]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(page):
    page.table.tick_all()
    page._on_deed("tag")
    page.asked.form.line.setText("ж" * 61)
    page.asked.form.set.click()

    assert "sixty letters" in page.line.text()
    assert page.asked.form.line.text() == "ж" * 61


def test_a_tag_is_renamed_in_all_files_from_its_chip_and_what_is_chosen_follows(page, vault):
    _pick(page, Axis.TAG, "health")
    page._show_options(Axis.TAG)
    page.drop.inside.table.select(next(place for place, each in enumerate(page.drop.inside.table.model_.rows) if each.id == "health"))
    _press(page.drop.inside.table, Qt.Key.Key_R, CONTROL)
    page.asked.form.line.setText("family")
    page.asked.form.button.click()

    assert {row.tags for row in cases.rows(vault)} == {(), ("family",)}
    assert (page.listed.filter.tags, _names(page)) == (("family",), ["Birch", "Oak"])


def test_what_is_typed_for_the_ticked_files_is_a_draft(page, session, shown):
    page.table.select(0)
    _press(page.table, Qt.Key.Key_Insert)
    page._on_deed("date")
    page.asked.form.title.setText("Позвонить")
    page.asked.form.day.line.setText("20.5")
    draft = page.save_draft()

    again = shown(CasesPage(session))
    assert again.save_draft() is None
    again.restore_draft(draft)

    assert again.table.ticked == page.table.ticked
    assert (again.asked.form.title.text(), again.asked.form.day.line.text()) == ("Позвонить", "20.5")


def test_titles_of_dates_and_the_preview_have_bars_over_names_until_she_reveals_them(page, session, qtbot):
    row = next(row for row in page.table.model_.rows if row.pseudonym == "Pine")
    place, column = page.table.model_.rows.index(row), 6

    def cell():
        return page.table.model_.data(page.table.model_.index(place, column))

    assert "Корол" not in cell()
    qtbot.waitUntil(lambda: "Позвонить ▮▮▮▮▮▮▮▮" in cell())
    page.table.select(place)
    qtbot.waitUntil(lambda: "▮▮▮▮▮▮▮ ждёт" in page.preview._text.text())
    session.reveal_names()
    assert cell() == "20 May: Позвонить Королёву"
    assert "Королёв ждёт" in page.preview._text.text()


def test_beside_a_visitor_only_the_open_file_and_no_view_is_there(page, session, vault, files):
    caseload.keep_view(vault, CaseView(id="e" * 32, name="canary"))
    session.begin_visit(files[1].id)

    assert _names(page) == ["Oak"]
    page._show_views()
    assert page.drop.inside.table.model_.rows == ()
    page.drop.leave()
    page._show_options(Axis.TAG)
    assert {option.text for option in page.drop.inside.table.model_.rows} == {"health", "family"}
    page.drop.leave()
    page._ask_view()
    assert "F8" in page.line.text()


def test_the_sheets_have_pseudonyms_and_neither_names_nor_dangers_nor_units_unless_ticked(page, vault):
    wide = (Shown(column=ColumnCode.PSEUDONYM, width=90), Shown(column=ColumnCode.UNIT, width=60), Shown(column=ColumnCode.NEXT))
    page._lay_out(Layout(columns=wide))
    page.choose(Axis.DANGER, Filter(urgent=True, threats=(Threat.VIOLENCE, Threat.NONE)))
    page.head.line.setText("26")
    _press(page.table, Qt.Key.Key_P, CONTROL)

    text = pages.text(page.printed._made)
    assert all(name in text for name in NAMES)
    assert not any(word in text for word in ("Корол", "force", "urgent", "12345", "Позвонить", "26 –", "words"))
    page.printed.units.show_ticked(True)
    page.printed.own_words.show_ticked(True)
    text = pages.text(page.printed._made)
    assert "12345" in text
    assert "Позвонить ————————" in text
    assert "Корол" not in text
    _press(page.printed, Qt.Key.Key_Escape)
    assert page._sheets.currentIndex() == 0


def test_only_what_is_ticked_is_printed(page):
    page.table.select(0)
    _press(page.table, Qt.Key.Key_Insert)
    page._on_deed("print")

    assert [row.pseudonym for row in page.printed._rows] == ["Birch"]


def test_a_new_case_like_this_one_opens(page, vault):
    opened: list[str] = []
    page.case_chosen.connect(opened.append)
    QTest.keyClicks(page.table, "oak")
    _press(page.table, Qt.Key.Key_N, CONTROL | SHIFT)

    made = records.get(vault, Case, opened[0])
    assert (made.category, made.tags) == (Category.CONTRACT, ())
    assert cases.rows(vault)[0].unit == "12345"


def test_the_rows_in_sight_stand_before_the_others_are_read(session, shown, vault, qtbot):
    with vault.transaction():
        for number in range(AT_FIRST + 5):
            records.save(vault, make.case(number=f"26-{number:05}", pseudonym=f"Maple {number}"))
    page = CasesPage(session)
    assert (len(page.table.model_.rows), page._said.text()) == (AT_FIRST, "65 files")

    page.head.line.setText("00003")
    assert _names(page) == []
    shown(page)
    qtbot.waitUntil(lambda: _names(page) == ["Maple 3"])


def test_every_axis_and_column_has_its_words(page):
    wanted = Filter(words="x", categories=(Category.CONTRACT,), stages=(Stage.LEAD,), situations=(Situation.HELD,), urgent=True,
                    threats=(Threat.VERBAL,), units=("",), tags=("x",), within=0, idle=True, lacks_consent=True, closed=True)  # fmt: skip

    assert said.filter_words(wanted) == (
        "words “x”; service: contract; stage: first contact; where: held; danger: urgent or in words; unit no.: without a unit; tag: x;"
        " today or overdue; nothing scheduled; without consent; with the archive"
    )
    assert all(columns.title(code) for code in ColumnCode)


def test_escape_leaves_what_is_asked_before_it_takes_anything_else_away(page):
    page.table.select(0)
    _press(page.table, Qt.Key.Key_Insert)
    QTest.keyClicks(page.table, "a")
    page._on_deed("close")
    page.take_focus()

    for state in ((False, "a", 1), (False, "", 1), (False, "", 0)):
        _press(page.table, Qt.Key.Key_Escape)
        assert (page.asked.form is not None, page.head.line.text(), len(page.table.ticked)) == state
