"""Several vaults: listed only if she wants it, forgotten without being touched, and nothing of one left for the next."""

import json
import shutil

import pytest
from PySide6.QtCore import Qt

from desktop import preferences
from desktop.preferences import Preferences
from desktop.ui import handover, lock
from desktop.ui.handover import Handover
from desktop.ui.settings.vaults import VaultsPane
from desktop.ui.unlock.page import UnlockPage
from desktop.ui.unlock.steps import PlaceStep
from desktop.ui.unlock.vaults import VaultsPage
from desktop.ui.window import MainWindow
from tests.conftest import PASSPHRASE
from tests.ui.test_settings import WindowFake


@pytest.fixture
def second(folder, tmp_path):
    """Another vault."""
    return shutil.copytree(folder, tmp_path / "Иванов")


@pytest.fixture
def start(qtbot, jobs, asking):
    """The window, as it comes up with these settings."""

    def begin(kept, vault=None, left=None):
        window = MainWindow(kept, vault=vault, handover=left)
        qtbot.addWidget(window)
        window.furnish(jobs, asking)
        window.show_first()
        return window

    return begin


def _page(window, kind):
    page = window._stack.currentWidget()
    assert isinstance(page, kind)
    return page


def test_the_first_page_shows_no_vault_until_it_is_asked(start, folder, second, qtbot):
    kept = Preferences(vault=str(folder), vaults=(str(second),))
    window = start(kept, folder)
    assert not any(str(folder.name) in text or "Иванов" in text for text in _texts(window))

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(_page(window, UnlockPage)._secret, Qt.Key.Key_F4)

    page = _page(window, VaultsPage)
    assert [page.list.item(row).text() for row in range(2)] == [
        f"{folder} – its name tells: “vault”",
        f"{second} – its name tells: “иванов”",
    ]
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    _page(window, UnlockPage)


def _texts(window):
    from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

    return [widget.text() for kind in (QLabel, QAbstractButton, QLineEdit) for widget in window.findChildren(kind)] + [window.windowTitle()]


def test_enter_opens_the_one_chosen_and_it_is_the_first_next_time(start, folder, second, qtbot):
    window = start(Preferences(vault=str(folder), vaults=(str(second),)), folder)
    window.show_vaults()
    page = _page(window, VaultsPage)
    page.list.setCurrentRow(1)

    qtbot.keyClick(page.list, Qt.Key.Key_Return)

    _page(window, UnlockPage)
    assert window._vault == second
    assert preferences.listed(preferences.load()) == (str(second), str(folder)) or preferences.load().vault == str(second)


@pytest.mark.parametrize("remember", [True, False])
def test_a_folder_is_remembered_only_if_she_wants_it(start, folder, asking, remember):
    window = start(Preferences())
    window.show_vaults()
    page = _page(window, VaultsPage)
    assert not page.remember.isChecked()
    page.remember.setChecked(remember)
    asking.paths = [folder]

    page.folder_button.click()

    assert window._vault == folder
    kept = preferences.load()
    assert (kept.vault, kept.vaults) == ((str(folder), (str(folder),)) if remember else ("", ()))


def test_a_folder_without_a_vault_is_refused_and_the_list_stays(start, tmp_path, folder, asking):
    kept = Preferences(vault=str(folder))
    window = start(kept, folder)
    window.show_vaults()
    page = _page(window, VaultsPage)
    asking.paths = [tmp_path]

    page.folder_button.click()

    assert page.line.property("tone") == "error"
    assert window.preferences == kept


def test_forgetting_takes_a_line_and_never_a_vault(start, folder, second, qtbot):
    window = start(Preferences(vault=str(folder), vaults=(str(folder), str(second))), folder)
    window.show_vaults()
    page = _page(window, VaultsPage)

    qtbot.keyClick(page.list, Qt.Key.Key_Delete)

    assert preferences.listed(window.preferences) == (str(second),)
    assert (folder / "cases.db").is_file()
    assert page.list.count() == 1


def test_locking_for_another_tells_the_next_process_nothing_of_this_vault(start, folder, monkeypatch, second):
    told: list[Handover] = []
    monkeypatch.setattr(lock, "replace", told.append)
    monkeypatch.setattr(lock, "Deadline", lambda _otherwise: None)
    window = start(Preferences(vault=str(folder)), folder)
    page = _page(window, UnlockPage)
    page._secret.setText(PASSPHRASE)
    page._try()
    assert window.desk is not None

    window.lock_for_another()

    assert told == [Handover(vault="", other=True)]
    assert str(folder) not in json.dumps(told[0].__dict__)
    after = start(Preferences(vault=str(second)), second, told[0])
    _page(after, VaultsPage)


def test_what_is_handed_over_comes_through(monkeypatch):
    import os
    from dataclasses import asdict

    descriptor = os.memfd_create("")
    os.write(descriptor, json.dumps(asdict(Handover(lost=("note",), other=True, language="ru"))).encode())
    monkeypatch.setenv(handover.VARIABLE, str(descriptor))

    assert handover.receive() == Handover(lost=("note",), other=True, language="ru")


def test_the_settings_say_what_is_remembered_and_forget_it(session, shown, folder):
    window = WindowFake()
    window.preferences = Preferences(vault="/other", vaults=("/other",))
    pane = shown(VaultsPane(session, window))
    assert pane.others.text() == "1 other vault is remembered."
    assert not pane.remember.isChecked()

    pane.remember.click()
    assert preferences.listed(window.preferences) == (str(folder), "/other")
    pane.remember.click()
    assert preferences.listed(window.preferences) == ("/other",)
    pane.another.click()
    assert window.locked == ["another"]


def test_a_name_that_tells_is_warned_of_before_the_vault_is_made(shown, asking):
    step = shown(PlaceStep(asking))
    step._path.setText("/home/x/Отказы")
    assert "отказы" in step.line.text()
    assert step.line.property("tone") == "warning"
    assert step.is_answered()

    step._path.setText("/home/x/files")
    assert step.line.text() == ""
