"""The bin by the keyboard: bringing back, undoing that, and removing for good after a warning."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.notes import Note
from desktop.operations.keeping import keep_all
from desktop.storage import records
from desktop.ui.bin.page import BinPage
from desktop.ui.session import Session
from tests import make


@pytest.fixture
def page(session: Session, shown) -> BinPage:
    """The page with one note in the bin."""
    case = make.case(pseudonym="Ясень")
    note = make.note(case=case.id)
    keep_all(session.vault, [case, note, replace(note, removed_at=session.vault.now().isoformat())])
    page = shown(BinPage(session))
    page.take_focus()
    return page


def _notes(page: BinPage) -> list[Note]:
    return records.every(page._session.vault, Note)


def test_enter_brings_back_and_undo_puts_it_into_the_bin_again(page: BinPage, session: Session) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Return)

    assert len(_notes(page)) == 1
    assert page.table.model_.rows == ()
    session.undo()
    assert _notes(page) == []
    assert len(page.table.model_.rows) == 1


def test_del_asks_and_the_safe_answer_has_the_keyboard(page: BinPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_Delete)

    assert page.confirm.isVisible()
    assert page.confirm.no.hasFocus()
    QTest.keyClick(page.confirm.no, Qt.Key.Key_Escape)
    assert not page.confirm.isVisible()
    assert len(page.table.model_.rows) == 1


def test_what_is_removed_for_good_comes_back_by_no_undo(page: BinPage, session: Session) -> None:
    note = page.table.current().value
    session.change("Note", note, note, lambda value: keep_all(session.vault, [value]))
    QTest.keyClick(page.table, Qt.Key.Key_Delete)

    page.confirm.yes.click()

    assert records.find(session.vault, Note, note.id) is None
    assert session.undo() is None
    assert page._list.currentIndex() == 1


def test_a_name_is_hidden_until_she_reveals_it(page: BinPage, session: Session) -> None:
    person = make.person(surname="Скрытов")
    keep_all(session.vault, [person, replace(person, removed_at=session.vault.now().isoformat())])
    session.changed.emit()

    def told() -> str:
        return " ".join(page._what(row) for row in page.table.model_.rows)

    assert "Скрытов" not in told()
    session.reveal_names()
    assert "Скрытов" in told()


def test_a_visitor_sees_nothing_of_other_cases(page: BinPage, session: Session) -> None:
    session.begin_visit("")

    assert page.table.model_.rows == ()


def test_names_that_are_hidden_after_the_vault_was_closed_ask_it_nothing(session):
    told = []
    session.revealed_changed.connect(told.append)
    session.reveal_names()
    session.vault.close()

    session.hide_names()

    assert told == [True]
