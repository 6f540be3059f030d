"""The law library: how norms stood on a day, what she reads, changes and adds."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.documents import pages
from desktop.domain.days import Day
from desktop.domain.law import Direction, Origin, Standing
from desktop.operations import law
from desktop.ui.library.norms import NormsPage
from desktop.ui.library.page import LibraryPage

BEFORE = date(2022, 6, 1)


@pytest.fixture
def page(session, shown) -> NormsPage:
    return shown(NormsPage(session))


def told(page: NormsPage) -> str:
    return "\n".join(words.text() for words in page.view.findChildren(QLabel))


def current(page: NormsPage):
    return page.table.current().shown


def test_another_day_shows_the_law_that_stood_then(page):
    page.show_norm("uk-332")
    assert "Part 2.1" in told(page)
    assert "Part 2.1" not in told(page).partition("At other times")[2]

    page.day.line.setText("1.6.2022")
    page.day.line.editingFinished.emit()

    then, other = told(page).split("At other times")
    assert "As it stood on 01.06.2022" in then
    assert "Part 2.1" not in then
    assert "Part 2.1" in other
    assert "mobilisation" in page.times.text()
    assert {row.id: row.shown.version for row in page.table.model_.rows}["ukaz-647-5"] is None


def test_a_recalled_norm_states_nothing(page):
    page.which.show_code("slots")
    page._show()

    assert page.table.model_.rows
    for row in page.table.model_.rows:
        page.show_norm(row.id)
        assert "nothing is stated" in told(page)


def test_words_and_filters_narrow_the_list(page):
    everything = len(page.table.model_.rows)

    QTest.keyClicks(page.words, "332")

    assert 0 < len(page.table.model_.rows) < everything
    page.words.setText("нет такой нормы")
    assert page._left.currentIndex() == 1
    page.words.setText("")
    page.which.show_code("against")
    page._show()
    assert {row.shown.version.direction for row in page.table.model_.rows} == {Direction.AGAINST}


def test_the_norm_that_speaks_the_other_way_is_one_key_away(page):
    page.show_norm("uk-332")
    page.words.setText("332")

    page.view.norm_asked.emit("uk-42")

    assert current(page).known.norm.id == "uk-42"


def test_she_marks_a_norm_as_checked_and_undo_takes_it_back(page, session):
    page.show_norm("uk-332")
    page.view.by.setText("Клён")

    page.view.mark.click()

    assert current(page).standing is Standing.CHECKED
    assert "Checked by Клён" in told(page)
    session.undo()
    assert current(page).standing is Standing.SEEN
    session.redo()
    page.view.unmark_asked.emit()
    assert current(page).check is None


def test_nobody_named_is_one_sentence(page):
    page.show_norm("uk-332")
    page.view.by.setText(" ")

    page.view.mark.click()

    assert "Nobody is named" in page.line.text()
    assert current(page).check is None


def test_her_wording_stands_above_the_shipped_one_and_goes_again(page, session, vault):
    page.show_norm("uk-42")
    shipped = current(page).known.norm
    page._edit()
    page.form.ru.setPlainText("Мои слова.")

    QTest.keyClick(page.form.ru, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert current(page).known.origin is Origin.CHANGED
    assert current(page).known.shipped == shipped
    assert current(page).known.norm.versions[-1].lines["ru"] == "Мои слова."
    page.view.drop_asked.emit()
    assert law.norm(vault, "uk-42").norm == shipped
    session.undo()
    assert law.norm(vault, "uk-42").origin is Origin.CHANGED


def test_a_new_wording_from_a_day_ends_the_one_before(page, vault):
    page.show_norm("uk-332")
    page._edit()
    page.form.ru.setPlainText("Новая редакция.")
    page.form.is_new.show_ticked(True)
    page.form.since.line.setText("1.7.2026")

    page.form.keep.click()

    earlier, later = law.norm(vault, "uk-332").norm.versions[-2:]
    assert (earlier.valid_to, later.valid_from) == (date(2026, 6, 30), date(2026, 7, 1))
    page._on_day(Day.of(date(2026, 6, 30)))
    assert current(page).version == earlier
    page._on_day(Day.of(date(2026, 7, 1)))
    assert current(page).version == later


@pytest.mark.parametrize(
    ("since", "until", "line", "said"),
    [
        ("", "", "Слова.", "needs the day"),
        ("30.2.2026", "", "Слова.", ""),
        ("1.1.2022", "", "Слова.", "stand on one day"),
        ("1.7.2026", "1.6.2026", "Слова.", "stand on one day"),
        ("1.7.2026", "", " ", "no wording"),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(page, vault, since, until, line, said):
    before = law.norm(vault, "uk-332").norm
    page.show_norm("uk-332")
    page._edit()
    page.form.ru.setPlainText(line)
    page.form.en.setPlainText("")
    page.form.since.line.setText(since)
    page.form.until.line.setText(until)
    page.form.is_new.show_ticked(True)

    page.form.keep.click()

    assert law.norm(vault, "uk-332").norm == before
    assert page._right.currentWidget() is page.form
    assert page.form.since.line.text() == since
    assert said in page.form.line.text() + page.line.text()


def test_a_norm_of_her_own_is_added_and_found(page, session, vault):
    page.add.click()
    page.form.act.setText("Приказ 1")
    page.form.title_ru.setText("Порядок приёма")
    page.form.ru.setPlainText("Приём по вторникам.")

    page.form.keep.click()

    assert current(page).known.origin is Origin.HERS
    page.words.setText("вторник")
    assert [row.shown.known.origin for row in page.table.model_.rows] == [Origin.HERS]
    session.undo()
    assert page.table.model_.rows == ()


def test_what_is_typed_outlives_a_lock(page, session, shown):
    page.show_norm("uk-332")
    page._edit()
    page.form.ru.setPlainText("Недописано")
    draft = page.save_draft()

    again = shown(NormsPage(session))
    again.restore_draft(draft)

    assert again.form.norm_id == "uk-332"
    assert again.form.ru.toPlainText() == "Недописано"
    page._close_form()
    assert page.save_draft() is None


def test_a_draft_finds_its_tab_again(session, shown):
    library = shown(LibraryPage(session))
    library.part("norms").show_norm("uk-332")
    library.part("norms")._edit()
    library.part("norms").form.ru.setPlainText("Недописано")
    (draft,) = library.save_draft()

    again = shown(LibraryPage(session))
    again.restore_draft(draft)

    assert (draft.page, again.tab) == ("library", "norms")
    assert again.part("norms").form.ru.toPlainText() == "Недописано"


def test_what_is_listed_prints_as_of_the_day_with_every_mark(page):
    page.day.line.setText("1.6.2022")
    page.day.line.editingFinished.emit()
    page.which.show_code("against")
    page._show()

    QTest.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    sheets = page.printed
    assert sheets.isVisible()
    said = " ".join(pages.text(sheets.pdf()).split())
    assert "As of 01.06.2022" in said
    assert "Only these norms: against him." in said
    assert "substantial" in said  # article 332 as it stood then asked for harm
    assert "Part 2.1" not in said
    assert said.count("Seen in a") == sum(
        row.shown.version is not None and row.shown.standing is Standing.SEEN for row in page.table.model_.rows
    )
    QTest.keyClick(sheets, Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_one_norm_prints_with_what_must_be_read_beside_it(page):
    page.show_norm("uk-332")
    page._print()

    page.printed.what.show_code("one")
    page.printed.show_sheets()

    said = " ".join(pages.text(page.printed.pdf()).split())
    assert "Part 2.1" in said
    assert "against him" in said
    assert "Seen in a published source, not yet checked" in said
    assert "art. 42" in said  # speaks for him, and is only recalled: its number alone
    assert "nothing is stated" in said


def test_a_hit_of_the_search_leads_to_the_norm_whatever_was_open(session, shown):
    library = shown(LibraryPage(session))
    library.show_norm("uk-332")
    norms = library.part("norms")
    norms._print()
    norms.words.setText("отпуск")

    library.show_norm("kas-219")

    assert norms.table.isVisible()
    assert norms.table.current().id == "kas-219"
