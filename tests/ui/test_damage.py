"""What is wrong with a vault stands in the window, in a sentence, with what to do, until it is done."""

import shutil
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case
from desktop.domain.checks import Problem
from desktop.domain.errors import DataDamaged
from desktop.domain.notes import Note
from desktop.operations import freshness
from desktop.operations.cases import open_case
from desktop.operations.checks import check
from desktop.operations.notes import add_note
from desktop.operations.vaults import create_vault, open_vault
from desktop.storage import header, records
from desktop.storage.keys import Keys
from desktop.storage.vault import DATABASE
from desktop.ui import crash
from desktop.ui.backups.page import BackupsPage
from desktop.ui.unlock.page import UnlockPage
from desktop.ui.unlock.salvage import SalvagePage
from tests.conftest import PASSPHRASE
from tests.operations.damages import change_rows, lose_a_sector
from tests.ui.test_window import Replaced, _front, _lock, _stay, start  # noqa: F401 - the window and what keeps it from ending this process


@pytest.fixture
def filled(folder: Path, keys: Keys) -> Path:
    with open_vault(folder, keys) as vault:
        freshness.look(vault)
        for number in range(6):
            case = open_case(vault, about=f"дело {number}")
            for line in range(3):
                add_note(vault, case.id, f"{number}.{line} " + "слово " * 1500)
    return folder


@pytest.fixture
def begin(filled, start):  # noqa: F811
    """Opens the window, and has all of the vault read at once."""

    def opened():
        window = start()
        window._session.health.read_all()
        return window

    return opened


def said(window) -> str:
    strip = window.desk._damage
    return strip._text.text() if strip.isVisible() else ""


def choices(window) -> list[str]:
    return [button.text() for button in window.desk._damage._buttons() if button.isVisible()]


def press(button) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_healthy_vault_says_nothing(begin):
    window = begin()

    assert window._session.health.is_read
    assert said(window) == ""
    assert not window.desk._status._damage.isVisible()


def test_a_header_that_was_healed_is_said_calmly(begin, filled):
    (filled / "header.a").write_bytes(b"x")

    window = begin()

    assert "written anew from the other" in window.desk._status._said.text()
    assert said(window) == ""


def test_an_old_copy_is_told_with_the_day_and_accepted_in_two_steps(begin, filled, keys, tmp_path):
    shutil.copytree(filled, tmp_path / "old")
    with open_vault(filled, keys) as vault:
        freshness.look(vault)
        open_case(vault)
    shutil.rmtree(filled)
    shutil.copytree(tmp_path / "old", filled)

    window = begin()

    assert "an old copy was put in its place" in said(window)
    assert "1 save is missing" in said(window)
    assert choices(window) == ["Restore a backup …", "Accept it …"]
    assert window.desk._status._damage.text() == "Vault: 1 finding"
    press(window.desk._damage._accept)
    assert choices(window) == ["From now on it counts as right", "Back"]
    assert "will not warn of it again" in said(window)
    press(window.desk._damage._no)
    assert "an old copy was put in its place" in said(window)
    press(window.desk._damage._accept)
    press(window.desk._damage._yes)
    assert said(window) == ""
    window.close()
    assert said(begin()) == ""


def test_it_is_told_again_until_it_is_accepted(begin, filled, keys, tmp_path):
    shutil.copytree(filled, tmp_path / "old")
    with open_vault(filled, keys) as vault:
        freshness.look(vault)
        open_case(vault)
    shutil.rmtree(filled)
    shutil.copytree(tmp_path / "old", filled)
    window = begin()
    _lock(window, panic=False)

    assert "put in its place" in said(begin())


def test_an_old_page_put_back_is_told_by_case_and_can_be_accepted(begin, filled, keys):
    with open_vault(filled, keys) as vault:
        case = records.every(vault, Case)[0]
        note = records.of_case(vault, Note, case.id)[0]
    change_rows(filled, keys, f"DELETE FROM record WHERE id = '{note.id}'")

    window = begin()

    assert f"Part of a case is older than what was saved last: restore a backup into a new folder and compare. ({case.number})" in said(
        window
    )
    assert choices(window) == ["Restore a backup …", "Lock and save what can be read …", "Accept it …"]
    press(window.desk._damage._accept)
    press(window.desk._damage._yes)
    assert said(window) == ""
    assert check(window._session.vault).problems == ()


def test_a_lost_sector_is_told_and_cannot_be_accepted(begin, filled, keys):
    lose_a_sector(filled, keys)

    window = begin()

    assert "The database is damaged" in said(window)
    assert choices(window) == ["Restore a backup …", "Lock and save what can be read …"]


def test_the_strip_leads_to_the_restoring_of_a_backup(begin, filled, keys):
    lose_a_sector(filled, keys)
    window = begin()

    press(window.desk._damage._restore)

    page = _front(window.desk)
    assert isinstance(page, BackupsPage)
    assert page._look._folder.isVisible()


def test_no_backup_is_made_of_it_and_the_strip_says_why(begin, filled, keys, tmp_path, asking):
    window = begin()
    change_rows(filled, keys, "DELETE FROM record WHERE kind = 'note'")
    (tmp_path / "stick").mkdir()
    page = window.desk.show_place("backups")
    page.target.choose_folder(tmp_path / "stick")

    page._begin()

    assert "No backup was made" in page._line.text()
    assert "older than what was saved last" in said(window)
    assert list((tmp_path / "stick").iterdir()) == []


def test_search_alone_is_made_anew_by_one_press(begin):
    window = begin()
    window._session.vault._connection.execute("DELETE FROM case_row")  # what the press is to mend
    window._session.health._on_read((Problem("search-older"),))
    assert choices(window) == ["Make the search anew"]

    press(window.desk._damage._search)

    assert window._session.vault.rows("SELECT count(*) FROM case_row") == [(6,)]


def test_after_the_panic_key_the_page_stays_empty(begin, filled, keys, start):  # noqa: F811
    lose_a_sector(filled, keys)
    handover = _lock(begin(), panic=True)

    window = start(handover)
    window._session.health.read_all()

    assert said(window) == ""
    window.desk._go_on()
    assert "The database is damaged" in said(window)


def test_the_window_locks_and_comes_back_with_the_page_that_saves_what_can_be_read(begin, filled, keys, start, tmp_path):  # noqa: F811
    lose_a_sector(filled, keys)
    window = begin()
    with pytest.raises(Replaced) as caught:
        window._lock_to_salvage()
    window._desk.drafts._timer.stop()
    left = caught.value.handover
    assert left.salvages
    from desktop.preferences import Preferences
    from desktop.ui.window import MainWindow

    coming = MainWindow(Preferences(language="en"), vault=filled, handover=left)
    coming.show_first()
    coming.furnish(window.jobs, window.asking)
    page = _front(coming)
    assert isinstance(page, SalvagePage)
    assert page._source.text() == str(filled)
    page._target.setText(str(tmp_path / "new"))
    page._secret.setText(PASSPHRASE)
    page._begin()
    assert "Not everything could be read" in page._line.text()
    assert "missing" in page._list.toPlainText()
    page._use.click()
    assert isinstance(_front(coming), UnlockPage)
    assert coming._vault == tmp_path / "new"
    with open_vault(tmp_path / "new", keys) as vault:
        assert check(vault).ok
    coming.close()


def test_the_page_that_opens_offers_a_way_on_where_the_vault_is_beyond_opening(filled, start, tmp_path):  # noqa: F811
    for name in header.COPIES:
        (filled / name).write_bytes(b"x")

    window = start()

    page = _front(window)
    assert "damaged in both copies" in page._line.text()
    assert page._help.isVisible()
    page.salvage_wanted.emit()
    assert isinstance(_front(window), SalvagePage)


def test_a_header_of_another_vault_is_named(filled, start, tmp_path):  # noqa: F811
    create_vault(tmp_path / "other", PASSPHRASE, unlock_seconds=0.01).close()
    for name in header.COPIES:
        shutil.copy(tmp_path / "other" / name, filled / name)

    assert "of two different vaults" in _front(start())._line.text()


def test_a_wrong_passphrase_offers_no_salvage(filled, start):  # noqa: F811
    page = _front(start(passphrase="щука"))

    assert page._help is None


def test_the_page_asks_for_a_backup_where_both_headers_are_damaged(filled, shown, jobs, asking, tmp_path):
    for name in header.COPIES:
        (filled / name).write_bytes(b"x")
    page = shown(SalvagePage(jobs, asking, filled))
    page._secret.setText(PASSPHRASE)

    page._begin()

    assert page._backup_row.isVisible()
    assert "any backup of this vault lends its own" in page._line.text()
    assert not Path(page._target.text()).exists()


def test_a_vault_that_opens_and_cannot_be_read_is_refused_and_let_go(begin, filled, keys, start, monkeypatch):  # noqa: F811
    from desktop.ui import desk

    def damaged(_vault):
        raise DataDamaged(DATABASE)

    monkeypatch.setattr(desk, "waiting", damaged)

    page = _front(start())

    assert "not what was written" in page._line.text()
    assert page._help.isVisible()
    open_vault(filled, keys).close()  # nothing holds it


def test_a_page_that_meets_damage_says_so_in_the_strip_and_not_in_a_dialog(begin, asking):
    window = begin()

    window.tell_problem(DataDamaged("x"))

    assert "not what was written" in window.desk._status._said.text()
    assert asking.notices == []


def test_an_error_she_can_mend_is_no_fault_of_the_program(begin, asking, monkeypatch):
    window = begin()
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    crash.install(asking, window, window.tell_problem)

    sys.excepthook(DataDamaged, DataDamaged("x"), None)

    assert asking.notices == []
    assert "not what was written" in window.desk._status._said.text()
