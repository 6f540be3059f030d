"""Ways in in the window: each kind is made, tested and removed, and opens the real vault alone from the page that unlocks."""

from threading import Event

import pyrage
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.domain.errors import DataDamaged
from desktop.operations import new_keys, ways_in
from desktop.operations.vaults import open_vault, unlock
from desktop.preferences import Preferences
from desktop.storage import settings
from desktop.ui import desk, lock
from desktop.ui.jobs import Jobs
from desktop.ui.unlock.page import UnlockPage
from desktop.ui.ways.adding import OrganisationForm, PassphraseForm
from desktop.ui.ways.changing import ChangeForm, NewKeysForm
from desktop.ui.ways.changing import TestForm as TryForm
from desktop.ui.ways.pane import WaysPane
from desktop.ui.ways.renewal import RenewalPage
from desktop.ui.ways.shares import SharesForm
from desktop.ui.window import MainWindow
from tests.conftest import PASSPHRASE

ENTER = Qt.Key.Key_Return
SECOND = "вторая, подлиннее"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    monkeypatch.setattr(ChangeForm, "unlock_seconds", 0.01)
    monkeypatch.setattr(new_keys.kdf, "calibrate", lambda _seconds: new_keys.kdf.Kdf(8192, 1, 4, bytes(16)))


@pytest.fixture
def pane(session, shown):
    pane = shown(WaysPane(session))
    pane.activateWindow()
    return pane


def _press(pane, name):
    QApplication.processEvents()
    button = next(each for each in pane.findChildren(QPushButton) if (each.accessibleName() or each.text()) == name and each.isVisible())
    button.click()
    return pane._stack.currentWidget()


def _kinds(vault):
    return sorted(way.kind for way in ways_in.ways_in(vault))


def _fill(fields, passphrase):
    fields.first.setText(passphrase)
    fields.second.setText(passphrase)


def _add_each(pane, asking, tmp_path, identity):
    """One way in of each kind, made in the window; what opens each comes back."""
    form = _press(pane, "Add a key file")
    assert isinstance(form, PassphraseForm)
    asking.paths = [tmp_path / "list.txt"]
    form._choose_button.click()
    _fill(form.fields, SECOND)
    form.name.setText("Stick")
    form.act.click()
    form = _press(pane, "Add key parts")
    assert isinstance(form, SharesForm)
    form.act.click()
    parts = form._parts
    form._finish()
    form = _press(pane, "Add an organisation")
    assert isinstance(form, OrganisationForm)
    form.recipient.setText(str(identity.to_public()))
    form.act.click()
    _way, words = ways_in.add_words(pane._session.vault, "ru")
    return {
        "passphrase": (PASSPHRASE, ""),
        "key-file": (SECOND, str(tmp_path / "list.txt")),
        "words": (" ".join(word[:4] for word in words), ""),
        "shares": (f"{parts[2]} {parts[0]}", ""),
        "organisation": (str(identity), ""),
    }


def _give(entry, secret, path):
    entry.path.setText(path)
    entry.words.setPlainText(secret)
    entry.secret_field.setText(secret)


def test_each_kind_made_in_the_window_is_tested_there_and_the_day_is_kept(pane, vault, asking, tmp_path):
    given = _add_each(pane, asking, tmp_path, pyrage.x25519.Identity.generate())
    pane._show()
    assert _kinds(vault) == sorted(given)

    for row, way in enumerate(pane._table.model_.rows):
        pane._table.select(row)
        form = _press(pane, "Test")
        assert isinstance(form, TryForm)
        _give(form.entry, *given[way.kind])
        form.act.click()
        assert pane._line.text() == "It works: it opens the vault."

    assert all(way.tried_at for way in ways_in.ways_in(vault))


@pytest.mark.parametrize("left", ["passphrase", "key-file", "words", "shares", "organisation"])
def test_each_kind_alone_opens_the_window_after_the_others_are_destroyed(pane, vault, asking, jobs, qtbot, tmp_path, left):
    secret, path = _add_each(pane, asking, tmp_path, pyrage.x25519.Identity.generate())[left]
    for way in ways_in.ways_in(vault):
        if way.kind != left:
            ways_in.remove_way_in(vault, way.slot)
    vault.close()
    window = MainWindow(Preferences(language="en"), vault=vault.folder)
    qtbot.addWidget(window)
    window.furnish(jobs, asking)
    window.show_first()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = window._stack.currentWidget()
    assert isinstance(page, UnlockPage)

    if left == "passphrase":
        page._secret.setText(secret)
        QTest.keyClick(page._secret, ENTER)
    else:
        QTest.keyClick(page, Qt.Key.Key_F3)
        while page._kinds.code != left:
            assert window.focusWidget() is page._kinds
            QTest.keyClick(page._kinds, Qt.Key.Key_Down)
        _give(page._entry, secret, path)
        QTest.keyClick(page._entry.field, ENTER)

    assert window.desk is not None
    assert window.desk.session.vault.keys == vault.keys
    window._desk = None
    window.close()


def test_a_wrong_secret_is_no_way_in_and_stays_to_be_mended(pane, vault):
    form = _press(pane, "Test")
    form.entry.secret_field.setText("wrong")
    form.act.click()

    assert form.line.property("tone") == "error"
    assert form.entry.secret_field.text() == "wrong"
    assert ways_in.ways_in(vault)[0].tried_at == ""


def test_removing_says_what_is_left_and_the_last_one_stays(pane, vault, asking):
    ways_in.add_passphrase(vault, "вторая", "Anna")
    pane._show()
    pane._table.select(next(row for row, way in enumerate(pane._table.model_.rows) if way.name == "Anna"))

    pane.remove()
    assert "What still opens the vault: Passphrase." in asking.asked[0].text
    assert _kinds(vault) == ["passphrase"]
    pane.remove()

    assert len(asking.asked) == 1
    assert pane._line.property("tone") == "error"
    assert _kinds(vault) == ["passphrase"]


def test_no_keeps_it(pane, vault, asking):
    ways_in.add_passphrase(vault, "вторая")
    pane._show()
    asking.says_yes = False

    pane.remove()

    assert _kinds(vault) == ["passphrase", "passphrase"]


def test_a_name_is_kept_in_the_vault_alone(pane, vault):
    pane._name.setText(' "Анна" ')
    pane._name.editingFinished.emit()

    assert ways_in.ways_in(vault)[0].name == '"Анна"'
    assert "Анна".encode() not in (vault.folder / "header.a").read_bytes()


def test_the_passphrase_is_changed_by_whoever_knows_it(pane, vault):
    form = _press(pane, "Change the passphrase")
    _fill(form.fields, "новая фраза")
    form.act.click()
    assert form.line.property("tone") == "error"
    form.now.secret_field.setText("wrong")
    form.act.click()
    assert form.line.property("tone") == "error"
    assert unlock(vault.folder, PASSPHRASE) == vault.keys

    form.now.secret_field.setText(PASSPHRASE)
    form.act.click()

    assert pane._line.text() == "The passphrase is changed."
    assert unlock(vault.folder, "новая фраза") == vault.keys


def test_who_forgot_the_passphrase_changes_it_with_the_words(pane, vault):
    _way, words = ways_in.add_words(vault, "en")
    pane._table.select(next(row for row, way in enumerate(pane._table.model_.rows) if way.kind == "passphrase"))
    form = _press(pane, "Change the passphrase")
    form.now.secret_field.setText(" ".join(words))
    _fill(form.fields, "новая фраза")

    form.act.click()

    assert unlock(vault.folder, "новая фраза") == vault.keys


@pytest.mark.parametrize("name", ["Add a passphrase", "Add a key file", "Add key parts", "Add an organisation", "Test", "New keys …"])
def test_escape_goes_back_to_the_list_and_nothing_is_made(pane, vault, name):
    form = _press(pane, name)

    QTest.keyClick(form, Qt.Key.Key_Escape)

    assert pane._stack.currentWidget() is pane._list
    assert _kinds(vault) == ["passphrase"]


@pytest.mark.parametrize("bad", ["", "age1", "AGE-SECRET-KEY-1", "age1" + "q" * 58, "'; drop table"])
def test_a_key_that_is_none_is_refused_in_a_sentence(pane, vault, bad):
    form = _press(pane, "Add an organisation")
    form.recipient.setText(bad)

    form.act.click()

    assert form.line.property("tone") == "error"
    assert form.recipient.text() == bad
    assert _kinds(vault) == ["passphrase"]


def test_a_key_file_that_cannot_be_written_is_no_way_in(pane, vault, tmp_path):
    (tmp_path / "there.txt").write_text("hers")
    form = _press(pane, "Add a key file")
    _fill(form.fields, SECOND)
    for path in ("", str(tmp_path / "there.txt"), str(tmp_path / "no" / "x.txt"), "/proc/x.txt"):
        form.path.setText(path)
        form.act.click()
        assert form.line.property("tone") == "error"

    assert _kinds(vault) == ["passphrase"]
    assert (tmp_path / "there.txt").read_text() == "hers"


def test_parts_can_be_taken_back_before_they_are_handed_on(pane, vault):
    form = _press(pane, "Add key parts")
    form.needed.setValue(3)
    form.total.setValue(2)
    form.act.click()
    assert form.line.property("tone") == "error"
    form.total.setValue(4)
    form.act.click()
    assert _kinds(vault) == ["passphrase", "shares"]
    assert form._which.text() == "Part 1 of 4"
    form._next.click()
    assert form._which.text() == "Part 2 of 4"

    form._take_back()

    assert _kinds(vault) == ["passphrase"]


@pytest.fixture
def window(qtbot, jobs, asking, folder, monkeypatch):
    monkeypatch.setattr(lock, "replace", lambda handover: (_ for _ in ()).throw(SystemExit))
    window = MainWindow(Preferences(language="en"), vault=folder)
    qtbot.addWidget(window)
    window.furnish(jobs, asking)
    window.show_first()
    page = window._stack.currentWidget()
    page._secret.setText(PASSPHRASE)
    QTest.keyClick(page._secret, ENTER)
    yield window
    window._desk = None
    window.close()


def _ask_for_new_keys(window, passphrase):
    pane = window.desk.show_place("settings").ways
    pane.ask_for_new_keys()
    form = pane._stack.currentWidget()
    assert isinstance(form, NewKeysForm)
    form.now.secret_field.setText(PASSPHRASE)
    _fill(form.fields, passphrase)
    form.act.click()


def test_the_vault_gets_new_keys_and_the_status_line_asks_for_what_is_missing(window, folder):
    old = window.desk.session.vault
    ways_in.add_shares(old, 2, 3, "Colleagues")
    ways_in.add_organisation(old, str(pyrage.x25519.Identity.generate().to_public()), "Office")
    before = old.keys

    _ask_for_new_keys(window, "новые ключи")

    vault = window.desk.session.vault
    assert vault.keys != before
    assert unlock(folder, "новые ключи") == vault.keys
    status = window.desk._status
    assert status._ways.text() == "2 ways in to make again after the new keys"
    assert status._recovery.isVisibleTo(window)
    status._ways.click()
    pane = window.desk.show_place("settings").ways
    _press(pane, "Let go: Key parts, any 2 of 3 Colleagues")
    form = _press(pane, "Make again: Organisation's key Office")
    form.act.click()
    assert not status._ways.isVisibleTo(window)
    assert _kinds(vault) == ["organisation", "passphrase"]


def test_new_keys_that_are_stopped_change_nothing(window, folder, qtbot, monkeypatch):
    before = window.desk.session.vault.keys
    beside = Jobs()
    window._jobs = beside
    real, pressed = new_keys.renew_keys, Event()

    def renew(*given, report, **more):
        def told(done: int, total: int) -> None:
            report(done, total)
            pressed.wait(30)  # the work is not over before she has pressed
            report(done, total)

        return real(*given, report=told, **more)

    def stop(page: RenewalPage, _done: int, _total: int) -> None:
        page._stop.click()
        pressed.set()

    monkeypatch.setattr(new_keys, "renew_keys", renew)
    monkeypatch.setattr(RenewalPage, "show_progress", stop)

    window.renew_keys("новые ключи", "")
    assert isinstance(window._stack.currentWidget(), RenewalPage)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=60_000)

    assert window.desk._status._said.text() == "Stopped. The vault is as it was."
    assert window.desk.session.vault.keys == before
    assert unlock(folder, PASSPHRASE) == before
    beside.stop()


def test_a_vault_that_cannot_be_read_after_new_keys_is_refused_and_let_go(window, folder, monkeypatch):
    def damaged(_vault):
        raise DataDamaged("record")

    monkeypatch.setattr(desk, "waiting", damaged)

    window.renew_keys("новые ключи", "")

    assert window.desk is None
    assert isinstance(window._stack.currentWidget(), UnlockPage)
    open_vault(folder, unlock(folder, "новые ключи")).close()


def test_f12_while_new_keys_are_made_locks_and_a_key_opens(window, folder, monkeypatch):
    before = window.desk.session.vault.keys
    monkeypatch.setattr(lock, "Deadline", lambda otherwise: None)
    monkeypatch.setattr(window.jobs, "run", lambda *_: 0)
    window.renew_keys("новые ключи", "")

    with pytest.raises(SystemExit):
        window.lock(panic=True)

    with open_vault(folder, before) as vault:
        assert settings.read(vault, "slots")


def test_a_passphrase_typed_on_the_other_layout_opens_with_a_calm_word(qtbot, jobs, asking, vault):
    ways_in.add_passphrase(vault, "привет")
    vault.close()
    window = MainWindow(Preferences(language="en"), vault=vault.folder)
    qtbot.addWidget(window)
    window.furnish(jobs, asking)
    window.show_first()
    page = window._stack.currentWidget()
    page._secret.setText("ghbdtn")
    QTest.keyClick(page._secret, ENTER)

    assert window.desk._status._said.text() == "It opened, though the keyboard was on the other language."
    window._desk = None
    window.close()
