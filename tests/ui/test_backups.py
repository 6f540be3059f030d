"""The page of backups: one button, proven or not at all, checked and restored from the same place."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.operations.backups import made
from desktop.operations.cases import open_case
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import cases
from desktop.ui.backups.page import BackupsPage
from desktop.ui.backups.words import last_copy, size_words
from tests.conftest import PASSPHRASE


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def page(session, shown, asking, stick):
    opened = shown(BackupsPage(session))
    opened.take_focus()
    opened._on_folder(stick)
    return opened


def test_without_a_copy_the_page_says_what_that_means(page, vault):
    assert page._sentence.text() == "No copies. If the laptop goes, all goes. Insert an empty stick."
    assert last_copy(vault) == ("No proven copy yet", False)


def test_the_button_makes_a_proven_backup(page, vault, stick):
    page._start.click()

    (copy,) = made(vault)
    assert (stick / copy.file).is_file()
    assert page._line.text().startswith("Proven:")
    assert page._sentence.text() == "Last proven copy: just now, stick"
    assert last_copy(vault) == ("Proven copy: just now", True)


def test_a_copy_on_the_computer_itself_is_warned_of(page):
    assert "on the computer itself" in page._line.text()


def test_after_four_days_the_status_line_warns(page, vault, clock):
    page._start.click()
    clock.now = clock.now.replace(day=clock.now.day + 4)

    assert last_copy(vault) == ("Proven copy: 4 days ago", False)


def test_a_folder_that_is_gone_ends_in_one_sentence(page, stick, vault):
    stick.rmdir()

    page._start.click()

    assert page._line.property("tone") == "error"
    assert page._start.isEnabled()
    assert made(vault) == ()


def test_a_backup_is_checked_with_its_passphrase(page):
    page._start.click()

    QTest.keyClick(page._table, Qt.Key.Key_V)
    page._look._secret.setText(PASSPHRASE)
    page._look._begin()

    assert page._look._line.text().startswith("This backup is whole and would restore:")
    assert page._look._secret.text() == ""


def test_a_damaged_backup_is_called_damaged(page, stick, vault):
    page._start.click()
    file = stick / made(vault)[0].file
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(content)

    page._verify()
    page._look._secret.setText(PASSPHRASE)
    page._look._begin()

    assert page._look._line.property("tone") == "error"


def test_a_backup_is_restored_into_a_new_folder(page, vault, tmp_path):
    case = open_case(vault)
    page._start.click()

    QTest.keyClick(page._table, Qt.Key.Key_R)
    page._look._folder.setText(str(tmp_path / "second"))
    page._look._secret.setText(PASSPHRASE)
    page._look._begin()

    assert page._look._line.text().startswith("Restored and checked.")
    with open_vault(tmp_path / "second", unlock(tmp_path / "second", PASSPHRASE)) as second:
        assert [row.number for row in cases.rows(second)] == [case.number]


def test_a_wrong_passphrase_stays_in_its_field(page):
    page._start.click()
    page._verify()
    page._look._secret.setText("wrong")

    page._look._begin()

    assert page._look._secret.text() == "wrong"
    assert page._look._line.property("tone") == "error"


@pytest.mark.parametrize(("count", "words"), [(10, "1 KB"), (200_000, "195 KB"), (5_000_000, "4.8 MB"), (3 * 1024**3, "3.0 GB")])
def test_sizes_are_said_as_people_say_them(count, words):
    assert size_words(count) == words
