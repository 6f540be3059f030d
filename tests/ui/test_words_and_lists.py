"""Words and lists: what came with the program applies, hers are added, and what she took out comes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.documents import refusing, risky
from desktop.operations import wording
from desktop.ui.settings.words_and_lists import REFUSING, WordsPane


@pytest.fixture
def pane(session, shown) -> WordsPane:
    return shown(WordsPane(session))


def test_as_long_as_she_has_none_it_says_so_and_the_shipped_ones_stand_there(pane):
    assert pane.mine.isVisible()
    assert [word.phrase for word in pane.table.model_.rows] == [risk.phrase for risk in risky.shipped()]


def test_a_word_of_hers_is_added_with_enter_and_taken_away_with_del(pane, vault, session):
    pane.phrase.setText("зелёнк*")
    QTest.keyClick(pane.phrase, Qt.Key.Key_Return)
    assert wording.own(vault, wording.RISKY) == ("зелёнк*",)
    assert pane.table.current().hers

    QTest.keyClick(pane.table, Qt.Key.Key_Delete)
    assert wording.own(vault, wording.RISKY) == ()
    session.undo()

    assert wording.own(vault, wording.RISKY) == ("зелёнк*",)


def test_a_shipped_word_is_taken_out_and_put_back(pane, vault):
    word = pane.table.current()
    QTest.keyClick(pane.table, Qt.Key.Key_Delete)
    assert word.phrase not in {risk.phrase for risk in wording.risks(vault)}
    assert pane.table.current().out

    QTest.keyClick(pane.table, Qt.Key.Key_Return)

    assert wording.risks(vault) == risky.shipped()


def test_a_phrase_that_refuses_is_added_and_no_shipped_one_goes(pane, vault):
    pane.which.show_code(REFUSING)
    pane.which.chosen.emit(REFUSING)
    assert not pane.remove.isEnabled()
    QTest.keyClick(pane.table, Qt.Key.Key_Delete)

    pane.phrase.setText("я пас")
    pane.add.click()

    assert wording.refusing_phrases(vault) == (*refusing.shipped(), "я пас")


def test_what_finds_nothing_is_refused_and_stays_typed(pane, vault):
    pane.phrase.setText("* …")
    pane.add.click()

    assert pane.phrase.text() == "* …"
    assert pane.line.text()
    assert wording.own(vault, wording.RISKY) == ()
