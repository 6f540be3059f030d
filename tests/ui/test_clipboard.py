"""What is copied is forgotten; what is marked or dragged is offered to nobody; what is typed is learnt by nothing."""

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSpinBox, QTextEdit, QVBoxLayout, QWidget

from desktop.ui import clipboard as clipboards
from desktop.ui.clipboard import Clipboard
from desktop.ui.input_hints import QUIET, InputHints
from desktop.ui.letters.editor import LetterEdit
from desktop.ui.masking import Names
from desktop.ui.parts.masked_line import MaskedLine
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.start import FARTHER_THAN_ANY_SCREEN
from tests import make


@pytest.fixture
def watched(qapp, monkeypatch):
    """The clipboard with its watch; the offscreen platform never says who owns it, so it is told here."""
    board = qapp.clipboard()
    monkeypatch.setattr(clipboards, "SECONDS", 0)
    keeper = QObject()
    watch = Clipboard(keeper)
    watch.owns = True
    monkeypatch.setattr(watch, "_clipboard", _Owned(board, watch))
    yield board
    watch.owns = False
    keeper.deleteLater()
    qapp.processEvents()
    board.clear()


class _Owned:
    def __init__(self, board, watch):
        self._board, self._watch = board, watch

    def __getattr__(self, name):
        return getattr(self._board, name)

    def ownsClipboard(self):  # noqa: N802 - Qt's name
        return self._watch.owns


def test_what_was_copied_is_marked_as_secret_and_forgotten(watched, qtbot):
    watched.setText("Королёв")

    assert watched.text() == "Королёв"
    assert watched.mimeData().data("x-kde-passwordManagerHint") == b"secret"
    qtbot.waitUntil(lambda: watched.text() == "")


def test_what_another_program_copied_stays(qapp, monkeypatch):
    monkeypatch.setattr(clipboards, "SECONDS", 0)
    keeper = QObject()
    watch = Clipboard(keeper)  # the offscreen platform says that others own it
    qapp.clipboard().setText("ls -l")

    watch.forget()
    QTest.qWait(20)

    assert qapp.clipboard().text() == "ls -l"
    assert not qapp.clipboard().mimeData().hasFormat("x-kde-passwordManagerHint")
    keeper.deleteLater()
    qapp.clipboard().clear()


@pytest.fixture
def letter(shown):
    edit = shown(LetterEdit())
    edit.show_text("Прошу сообщить Королёву П. И., тел. 89001234567\nСпасибо")
    edit.show_marks(Names([make.person(surname="Королёв", name="Пётр", patronymic="Ильич", phones=("8 900 123-45-67",))]), ())
    return edit


def test_copying_a_masked_text_copies_the_mask(letter, qapp):
    letter.selectAll()
    letter.copy()

    assert "Королёв" not in qapp.clipboard().text()
    assert "9001234567" not in qapp.clipboard().text()
    assert qapp.clipboard().text().endswith("\nСпасибо")

    letter.show_marks(None, ())
    letter.copy()
    assert qapp.clipboard().text() == letter.toPlainText()


def test_cutting_and_pasting_a_masked_text_loses_nothing(letter):
    before = letter.toPlainText()

    letter.selectAll()
    letter.cut()
    assert letter.toPlainText() == ""
    letter.paste()

    assert letter.toPlainText() == before


def test_a_text_from_elsewhere_is_pasted_as_it_is(letter):
    foreign = QMimeData()
    foreign.setHtml("<b>жирно</b>")
    foreign.setText("жирно")
    letter.clear()

    letter.insertFromMimeData(foreign)

    assert letter.toPlainText() == "жирно"


def test_a_masked_line_copies_nothing(shown, qapp):
    line = shown(MaskedLine("Surname"))
    line.show_text("Королёв")
    qapp.clipboard().setText("before")

    line.show_masked(True)
    line.selectAll()
    line.copy()
    QTest.keySequence(line, "Ctrl+C")
    assert qapp.clipboard().text() == "before"

    line.show_masked(False)
    line.selectAll()
    line.copy()
    assert qapp.clipboard().text() == "Королёв"


class _Dragged(QPlainTextEdit):
    given = 0

    def createMimeDataFromSelection(self):  # noqa: N802 - Qt's name
        self.given += 1
        QDrag.cancel()
        return QMimeData()


def test_a_mouse_drags_no_marked_text_out_of_the_window(shown, qapp):
    before = qapp.startDragDistance()
    qapp.setStartDragDistance(FARTHER_THAN_ANY_SCREEN)
    edit = shown(_Dragged("Королёв Королёв Королёв"))
    edit.selectAll()

    QTest.mousePress(edit.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
    for step in range(30, 400, 30):
        QTest.mouseMove(edit.viewport(), QPoint(step, 12))
    QTest.mouseRelease(edit.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 12))

    assert edit.given == 0
    qapp.setStartDragDistance(before)


def test_every_kind_of_field_tells_input_methods_to_learn_nothing(shown):
    page = QWidget()
    column = QVBoxLayout(page)
    fields = [QLineEdit(), QPlainTextEdit(), QTextEdit(), QSpinBox(), SecretField("x")]
    for field in fields:
        column.addWidget(field)
    InputHints(page)
    shown(page)
    page.activateWindow()

    for field in fields:
        field.setFocus()
        QApplication.processEvents()
        assert field.inputMethodHints() & QUIET == QUIET
        asked = QGuiApplication.focusObject().inputMethodQuery(Qt.InputMethodQuery.ImHints)
        assert Qt.InputMethodHint(int(asked)) & QUIET == QUIET
