"""The Backup page with copies that hold what was to be destroyed: listed by stick, made anew by one key once the stick is in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.operations import copies, destroying
from desktop.operations.backups import back_up, verify
from desktop.operations.keeping import keep_all
from desktop.storage.vault import Vault
from desktop.ui.backups.cleansing import came_words
from desktop.ui.backups.page import BackupsPage
from desktop.ui.backups.watch import StickWatch
from desktop.ui.session import Session
from tests import make
from tests.conftest import PASSPHRASE
from tests.ui.plugs import Plugs


@pytest.fixture
def destroyed(vault: Vault, plugs: Plugs) -> str:
    """A stick called blue with one copy that holds a case which was destroyed since; the copy's name. The stick is out."""
    case = make.case(closed_at="2026-05-12T09:00:00+00:00")
    keep_all(vault, [case, make.note(case=case.id)])
    made = back_up(vault, plugs.put_in("blue"))
    copies.call_stick(vault, "UUID-blue", "синяя")
    destroying.destroy(vault, case.id)
    plugs.take_out("blue")
    return made.file.name


@pytest.fixture
def page(session: Session, destroyed: str, plugs: Plugs, shown) -> BackupsPage:
    """The page, without a stick."""
    page = shown(BackupsPage(session, StickWatch(session)))
    page.take_focus()
    return page


def _put_in(page: BackupsPage, plugs: Plugs) -> Path:
    folder = plugs.put_in("blue")
    page._watch.look()
    return folder


def test_until_the_stick_is_in_it_says_which_one_is_wanted(page: BackupsPage) -> None:
    assert page.cleansing.isVisible()
    assert "синяя" in page.cleansing.words.text()
    assert not page.cleansing.begin_button.isEnabled()
    assert "holds what was to be destroyed" in page._state_words(page._table.model_.rows[0])


def test_one_key_makes_it_anew_once_the_stick_is_in(page: BackupsPage, plugs: Plugs, destroyed: str, session: Session) -> None:
    folder = _put_in(page, plugs)
    assert "1 copy here holds" in came_words(session.vault, page._watch.sticks, "синяя")

    QTest.keyClick(page._table, Qt.Key.Key_W)

    (new,) = folder.glob("*.backup")
    assert new.name != destroyed
    assert verify(new, PASSPHRASE).ok
    assert not page.cleansing.isVisible()
    assert "made anew" in page._line.text()
    assert "is in." in came_words(session.vault, page._watch.sticks, "синяя")
    assert [row.made.file for row in page._table.model_.rows] == [new.name]


def test_why_it_cannot_is_said_and_stays(page: BackupsPage, plugs: Plugs, destroyed: str) -> None:
    file = plugs.place / "blue" / destroyed
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    _put_in(page, plugs)

    page.cleansing.begin()

    assert "could not be made anew" in page._line.text()
    assert "damaged" in page._state_words(page._table.model_.rows[0])


def test_a_copy_that_is_no_more_is_struck_off(page: BackupsPage, session: Session) -> None:
    page._table.select(0)

    page.cleansing.gone.click()

    assert not page.cleansing.isVisible()
    assert destroying.stubs(session.vault)[0].backups == ()
