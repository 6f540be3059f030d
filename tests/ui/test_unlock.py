"""The way in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop import guard
from desktop.domain.errors import NotAVault, WrongSecret
from desktop.operations.passphrases import six_words
from desktop.ui.asking import Asking
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.unlock.page import UnlockPage
from desktop.ui.unlock.strength import verdict
from desktop.words import explain


@pytest.fixture
def page(shown, asking):
    return shown(UnlockPage(lambda: asking, knows_vault=True))


def _tried(page):
    tried: list[str] = []
    page.tried.connect(lambda secret, _file: tried.append(secret))
    return tried


def test_enter_tries_exactly_what_was_typed(page):
    tried = _tried(page)

    page._secret.setText(" o'brien «клён» ")
    QTest.keyClick(page._secret, Qt.Key.Key_Return)

    assert tried == [" o'brien «клён» "]


def test_while_one_try_is_under_way_there_is_no_second(page):
    tried = _tried(page)

    page._secret.setText("x")
    QTest.keyClick(page._secret, Qt.Key.Key_Return)
    QTest.keyClick(page._secret, Qt.Key.Key_Return)

    assert tried == ["x"]


@pytest.mark.parametrize("error", [WrongSecret(), NotAVault()])
def test_an_error_is_one_sentence_and_what_was_typed_is_still_there(page, error):
    page._secret.setText("слово")
    QTest.keyClick(page._secret, Qt.Key.Key_Return)

    page.refuse(error)

    assert page._line.text() == explain(error)
    assert page._secret.text() == "слово"
    assert page._open.isEnabled()


def test_the_line_for_errors_has_its_space_before_there_is_one(page):
    before = page._open.y()

    page.refuse(WrongSecret())
    page.layout().activate()

    assert page._open.y() == before


def test_f3_asks_for_words_and_enter_tries_them(page, qtbot):
    tried = _tried(page)

    QTest.keyClick(page, Qt.Key.Key_F3)
    page._entry.words.setPlainText("один два\nтри")
    QTest.keyClick(page._entry.words, Qt.Key.Key_Return)

    assert tried == ["один два\nтри"]


def test_escape_goes_back_from_the_words_and_then_leaves(page, qtbot):
    left = []
    page.left.connect(lambda: left.append(1))

    QTest.keyClick(page, Qt.Key.Key_F3)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert left == []
    QTest.keyClick(page, Qt.Key.Key_Escape)

    assert left == [1]


def test_without_a_vault_three_ways_are_offered(shown):
    page = shown(UnlockPage(Asking, knows_vault=False))
    wanted: list[str] = []
    page.new_wanted.connect(lambda: wanted.append("new"))

    page._first.click()

    assert wanted == ["new"]


def test_a_missing_network_filter_is_said_at_once(shown, monkeypatch):
    monkeypatch.setattr(guard, "is_network_refused", lambda: False)

    for knows_vault in (True, False):
        page = shown(UnlockPage(Asking, knows_vault=knows_vault))
        assert "does not stop this program from opening a connection" in page._line.text()
        assert page._line.isVisible()


def test_what_was_lost_at_the_lock_is_said(shown):
    page = shown(UnlockPage(Asking, knows_vault=True, lost=("note",)))

    assert "disk was full" in page._line.text()


@pytest.fixture
def field(shown):
    return shown(SecretField("Passphrase"))


@pytest.mark.parametrize(("keys", "hint"), [("ф", "РУ"), ("a", "EN"), ("ё", "РУ"), ("1", "")])
def test_the_field_tells_the_layout_from_the_last_letter(field, keys, hint):
    QTest.keyClicks(field, keys) if keys.isascii() else _type(field, keys)

    assert field._hint.text() == hint


def test_a_capital_without_shift_tells_of_caps_lock(field):
    _type(field, "Ф")

    assert field._hint.text() == "CAPS · РУ"


def test_the_eye_shows_what_is_typed_and_hides_it_again(field):
    field._eye.click()
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData

    field._eye.click()
    assert field.echoMode() == QLineEdit.EchoMode.Password


def _type(field, letter):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


@pytest.mark.parametrize("weak", ["1234567890", "пароль", "ghbdtn", "aaaaaaaaaaaaaaaaaaaa", "собака собака собака собака"])
def test_weak_passphrases_are_called_weak(weak):
    assert verdict(weak)[1] == "error"


def test_six_words_by_lot_are_called_strong_and_the_bits_are_said():
    sentence, tone = verdict(six_words("ru"), by_lot=True)

    assert tone == "good"
    assert "66 bits" in sentence
