"""The recovery sheet is made, shown, typed back, and only then checked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.operations.recovery import checked_at
from desktop.operations.vaults import unlock
from desktop.ui.unlock.recovery import RecoveryPanel
from desktop.ui.unlock.words_field import WordsField


@pytest.fixture
def panel(session, shown):
    return shown(RecoveryPanel(session))


def _words(panel):
    labels = [panel._words.itemAtPosition(number % 6, number // 6).widget().text() for number in range(24)]
    return [label.partition(". ")[2] for label in labels]


def test_the_words_open_the_vault_once_they_are_shown(panel, vault, folder):
    panel._make_button.click()

    assert unlock(folder, " ".join(_words(panel))) == vault.keys
    assert checked_at(vault) == ""


def test_enter_after_the_words_leads_to_the_check_not_past_it(panel):
    panel._make_button.setFocus()
    QTest.keyClick(panel._make_button, Qt.Key.Key_Space)

    assert panel.focusWidget() is panel._by_hand


def test_typed_back_from_the_paper_the_sheet_is_checked(panel, vault):
    checked: list[int] = []
    panel.checked.connect(lambda: checked.append(1))
    panel._make_button.click()
    words = _words(panel)
    panel._begin_check()

    panel._typed.setPlainText(" ".join(word[:4] for word in words))
    panel._compare()

    assert checked == [1]
    assert checked_at(vault)
    assert panel._typed.toPlainText() == ""


def test_a_wrong_word_is_named_and_what_was_typed_stays(panel, vault):
    panel._make_button.click()
    panel._begin_check()
    panel._typed.setPlainText("abandon " * 23 + "nonsense")

    panel._compare()

    assert panel._line.property("tone") == "error"
    assert panel._typed.count == 24
    assert checked_at(vault) == ""


@pytest.fixture
def field(shown):
    return shown(WordsField())


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("aban ", "abandon "), ("abandon ", "abandon "), ("aba ", "aba "), ("xxxx ", "xxxx "), ("zoo aban ", "zoo abandon ")],
)
def test_a_space_completes_a_word_that_can_be_no_other(field, typed, completed):
    QTest.keyClicks(field, typed)

    assert field.toPlainText() == completed


def test_russian_words_are_completed_too(field):
    field.insertPlainText("абза")
    QTest.keyClick(field, Qt.Key.Key_Space)

    assert field.toPlainText() == "абзац "
