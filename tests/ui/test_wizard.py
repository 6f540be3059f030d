"""A new vault, step by step, and a backup brought back."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import i18n
from desktop.operations.backups import back_up
from desktop.operations.vaults import open_vault, unlock
from desktop.operations.ways_in import add_key_file_at
from desktop.storage import settings
from desktop.ui.session import Session
from desktop.ui.unlock.restore import RestorePage
from desktop.ui.unlock.steps import PassphraseStep, PlaceStep
from desktop.ui.unlock.wizard import Wizard
from tests.conftest import PASSPHRASE


@pytest.fixture
def wizard(shown, jobs, asking):
    return shown(Wizard(jobs, asking, unlock_seconds=0.01))


def _to_the_passphrase(wizard, folder):
    wizard._next()
    wizard._place._path.setText(str(folder))
    wizard._next()
    wizard._who.name.setText("O'Brien")
    wizard._next()


def test_the_wizard_makes_a_vault_that_opens(wizard, tmp_path, jobs, asking, monkeypatch):
    made: list[Any] = []
    wizard.made.connect(lambda *what: made.extend(what))
    _to_the_passphrase(wizard, tmp_path / "files")
    wizard._passphrase.fields.first.setText(PASSPHRASE)
    wizard._passphrase.fields.second.setText(PASSPHRASE)

    QTest.keyClick(wizard._passphrase.fields.second, Qt.Key.Key_Return)

    folder, keys, remember = made
    assert remember
    assert unlock(folder, PASSPHRASE) == keys
    with open_vault(folder, keys) as vault:
        wizard.go_on_with(Session(vault, jobs, asking))
        assert settings.read(vault, "lawyer.name") == "O'Brien"
        assert settings.read(vault, "lawyer.status") == "advocate"
        assert wizard._passphrase.passphrase == ""


def test_two_different_passphrases_make_nothing(wizard, tmp_path):
    _to_the_passphrase(wizard, tmp_path / "files")
    wizard._passphrase.fields.first.setText("one")
    wizard._passphrase.fields.second.setText("two")

    wizard._next()

    assert wizard._passphrase.line.property("tone") == "error"
    assert wizard._passphrase.fields.first.text() == "one"
    assert not (tmp_path / "files").exists()


def test_a_folder_with_something_in_it_is_refused_at_once(shown, asking, tmp_path):
    step = shown(PlaceStep(asking))
    step._path.setText(str(tmp_path.parent))

    assert not step.is_answered()
    assert step.line.text()


def test_another_language_makes_the_pages_anew(wizard):
    chosen: list[str] = []
    wizard.language_chosen.connect(chosen.append)
    wizard.language_chosen.connect(i18n.speak)
    wizard._language._russian.setChecked(True)

    wizard._next()

    assert chosen == ["ru"]
    assert wizard._stack.currentIndex() == 1


def test_enter_on_the_language_goes_on(wizard):
    QTest.keyClick(wizard._language._english, Qt.Key.Key_Return)

    assert wizard._stack.currentIndex() == 1


def test_alt_left_goes_back_and_escape_leaves(wizard):
    left: list[int] = []
    wizard.left.connect(lambda: left.append(1))
    wizard._next()

    QTest.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard._stack.currentIndex() == 0
    QTest.keyClick(wizard, Qt.Key.Key_Escape)

    assert left == [1]


def test_six_words_can_be_taken_and_must_be_typed(shown):
    step = shown(PassphraseStep())
    step.fields.take()

    assert step.passphrase == step.fields.words.text()
    assert not step.is_answered()
    step.fields.second.setText(step.passphrase)
    assert step.is_answered()


@pytest.fixture
def restoring(shown, jobs, asking):
    return shown(RestorePage(jobs, asking))


def test_a_backup_is_brought_back_with_the_passphrase(restoring, vault, tmp_path):
    (tmp_path / "stick").mkdir()
    proven = back_up(vault, tmp_path / "stick")
    restored: list[object] = []
    restoring.restored.connect(lambda *told: restored.append(told))
    restoring._file.setText(str(proven.file))
    restoring._secret.setText(PASSPHRASE)
    restoring._folder.setText(str(tmp_path / "back"))
    restoring._remember.setChecked(False)

    restoring._begin_restoring()

    assert restored == [(tmp_path / "back", False)]
    assert (tmp_path / "back" / "cases.db").exists()


def test_a_backup_is_brought_back_with_a_passphrase_and_its_key_file(restoring, vault, tmp_path):
    add_key_file_at(vault, "вторая", tmp_path / "list.txt")
    (tmp_path / "stick").mkdir()
    proven = back_up(vault, tmp_path / "stick")
    restored: list[object] = []
    restoring.restored.connect(lambda *told: restored.append(told))
    restoring._file.setText(str(proven.file))
    restoring._secret.setText("вторая")
    restoring._folder.setText(str(tmp_path / "back"))

    restoring._begin_restoring()
    assert restored == []
    restoring._key_file.setText(str(tmp_path / "list.txt"))
    restoring._begin_restoring()

    assert restored == [(tmp_path / "back", True)]


def test_the_printed_key_asks_for_a_new_passphrase(restoring, vault):
    assert restoring._new.isHidden()

    restoring._secret.setText(vault.keys.age_identity)

    assert not restoring._new.isHidden()


def test_a_file_that_is_no_backup_ends_in_one_sentence(restoring, tmp_path):
    (tmp_path / "x.backup").write_text("no", "utf-8")
    restoring._file.setText(str(tmp_path / "x.backup"))
    restoring._secret.setText("x")
    restoring._folder.setText(str(tmp_path / "back"))

    restoring._begin_restoring()

    assert restoring._line.property("tone") == "error"
    assert restoring._start.isEnabled()
    assert not (tmp_path / "back").exists()
