"""The page that writes everything in open formats: sealed first, in the clear with a warning, and never without the passphrase."""

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.journal import Deed
from desktop.operations import journal
from desktop.operations.open_formats import export as exports
from desktop.operations.open_formats.export import BEGUN, Form
from desktop.operations.open_formats.tables import TABLES
from desktop.operations.settings import set_setting
from desktop.storage import records
from desktop.ui.backups.watch import StickWatch
from desktop.ui.choices import WORDS
from desktop.ui.jobs import Jobs
from desktop.ui.open_formats import page as pages
from desktop.ui.open_formats.page import OpenFormatsPage
from desktop.ui.open_formats.words import HEADINGS, read_me, wording
from desktop.ui.session import Session
from tests import make
from tests.conftest import PASSPHRASE
from tests.operations.open_case import names


@pytest.fixture
def page(session, vault, shown, plugs):
    with vault.transaction():
        records.save(vault, make.case())
    opened = shown(OpenFormatsPage(session, StickWatch(session)))
    opened.take_focus()
    return opened


@pytest.fixture
def out(page, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    page.target.choose_folder(folder)
    return folder


def typed(page, secret: str = PASSPHRASE) -> None:
    page.again.field.setText(secret)
    QTest.keyClick(page.again.field, Qt.Key.Key_Return)


def test_the_sealed_form_stands_first_and_is_chosen(page):
    assert page.form is Form.SEALED
    assert page.focusWidget() is page.sealed
    assert page.sealed.y() < page.clear.y()
    assert page.again.button.text() == "Write one encrypted file"
    assert "recovery sheet, in the ordinary programs age and tar" in page._opens.text()


def test_nothing_is_written_without_what_opens_the_vault(page, out, vault):
    typed(page, "not hers")

    assert page.again.line.property("tone") == "error"
    assert (names(out), journal.lines(vault)) == ([], ())


def test_one_encrypted_file_is_written_and_read_back(page, out, vault):
    typed(page)

    (name,) = names(out)
    assert name.endswith(".tar.age")
    assert page.line.text().startswith("Written, read back and compared: ")
    assert name in page.line.text()
    assert page.line.property("tone") == "good"
    assert [line.deed for line in journal.lines(vault)] == [Deed.EXPORTED]
    assert page.again.field.text() == ""


def test_the_clear_form_says_what_will_lie_readable_and_what_traces_it_leaves(page, out):
    QTest.keyClick(page.sealed, Qt.Key.Key_Down)  # to the second choice, by the keyboard
    page.clear.click()

    assert page.again.button.text() == "Write a folder that anybody can read"
    assert page._warning.property("tone") == "warning"
    assert "real names, telephones, addresses, health, notes and papers of 1 open case" in page._warning.text()
    typed(page)
    (name,) = names(out)
    assert (out / name / "SHA256SUMS").is_file()
    assert "leaves traces of its own" in page.line.text()
    assert page.line.property("tone") == "warning"


def test_without_a_place_she_is_asked_for_one_and_the_passphrase_is_not_kept(page):
    typed(page)

    assert page.line.text() == "Choose first where it is to go."
    assert page.again.field.text() == ""


def test_onto_a_stick_which_is_then_let_go_of(page, plugs):
    stick = plugs.put_in("blue")
    page._watch.look()

    typed(page)

    assert len(names(stick)) == 1
    assert page.line.text().endswith("You may take the stick out.")


def test_a_folder_of_the_computer_itself_is_told(page, out):
    assert "on the computer itself" in page.place.text()


def test_beside_a_visitor_it_is_not_there(page, session, out):
    page.again.field.setText("half typed")
    session.begin_visit("")

    assert not page._form.isVisible()
    assert page._away.text() == "Not shown while a visitor is beside you: F8 first."
    assert page.again.field.text() == ""
    page.again.proven.emit(None)  # it was being tried when he came
    assert names(out) == []
    session.end_visit()
    assert page._form.isVisible()


def test_what_a_killed_export_left_is_told_and_taken_away(page, out, vault, session):
    half = out / "copy-0123abcd-20260514-0900.part"
    half.mkdir()
    set_setting(vault, BEGUN, str(half))
    session.changed.emit()
    assert str(half) in page.left_over.text()
    assert page.take_away.isVisible()

    page.take_away.click()

    assert names(out) == []
    assert not page.take_away.isVisible()


def test_stopped_in_the_middle_on_a_thread_of_its_own_nothing_stays(vault, asking, shown, qtbot, plugs, tmp_path, monkeypatch):
    jobs, reached, go_on = Jobs(), Event(), Event()
    session = Session(vault, jobs, asking)
    page = shown(OpenFormatsPage(session, StickWatch(session)))
    (tmp_path / "out").mkdir()
    page.target.choose_folder(tmp_path / "out")
    page.clear.click()

    def waits(_code: str) -> str:
        reached.set()
        assert go_on.wait(60)
        return "heading"

    monkeypatch.setattr(pages, "wording", lambda: replace(wording(), heading=waits))
    page._begin(None)
    assert reached.wait(60)
    assert names(tmp_path / "out") != []
    session.changed.emit()
    assert not page.take_away.isVisible()

    page._on_escape()
    go_on.set()

    qtbot.waitUntil(lambda: page.line.text() == "Stopped. What had been written was deleted again.", timeout=60_000)
    assert names(tmp_path / "out") == []
    jobs.stop()


def test_what_goes_wrong_is_one_sentence(page, out, monkeypatch):
    def fails(*_: object, **__: object) -> None:
        raise pages_error

    pages_error = exports.TargetReadOnly()
    monkeypatch.setattr(pages, "export", fails)
    typed(page)

    assert page.line.text() == "Nothing can be written to this folder or stick: take off its write protection, or choose another one."
    assert page.sealed.isEnabled()


def test_escape_leaves_and_takes_the_typed_passphrase_away(page, qtbot):
    page.again.field.setText("half typed")
    with qtbot.waitSignal(page.left):
        QTest.keyClick(page.again.field, Qt.Key.Key_Escape)
    page.hide()
    assert page.again.field.text() == ""


def test_every_column_has_a_heading_and_every_code_a_word(vault):
    assert {code for table in TABLES for code in table.columns} == set(HEADINGS)
    worded = wording()
    assert all(worded.word(code) for codes in WORDS.values() for code in codes if code)
    assert worded.unit("00001") == "military unit 00001"
    assert [line for line in read_me().split("\n") if line and not line.startswith(" ")][:8:7] == ["records/", "SHA256SUMS"]
