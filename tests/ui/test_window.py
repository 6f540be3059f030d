"""The window from the passphrase to the lock, and back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.devices import drives
from desktop.domain.drafts import Draft
from desktop.domain.errors import DiskFull, VaultInUse
from desktop.operations.cases import open_case
from desktop.operations.settings import set_setting
from desktop.operations.vaults import open_vault
from desktop.preferences import Preferences
from desktop.storage import reserve
from desktop.storage.drafts import waiting
from desktop.storage.typed import other_layout
from desktop.ui import lock
from desktop.ui.backups import work
from desktop.ui.case.page import TABS
from desktop.ui.handover import Handover
from desktop.ui.input_hints import QUIET
from desktop.ui.unlock.page import UnlockPage
from desktop.ui.window import MainWindow
from desktop.words import explain
from tests.conftest import PASSPHRASE


class Replaced(BaseException):
    """The process would be another one now."""

    def __init__(self, handover):
        super().__init__(handover)
        self.handover = handover


@pytest.fixture(autouse=True)
def _stay(monkeypatch):
    """The tests' own process must not be replaced, nor ended by the kernel."""

    def replace(handover):
        raise Replaced(handover)

    monkeypatch.setattr(lock, "replace", replace)
    monkeypatch.setattr(lock, "Deadline", lambda otherwise: None)


@pytest.fixture
def start(qtbot, jobs, asking, folder: Path):
    """Starts the window on the vault of the test; closes all of them in the end."""
    windows = []

    def begin(handover: Handover | None = None, *, passphrase: str = PASSPHRASE):
        window = MainWindow(Preferences(language="en"), vault=folder, handover=handover)
        windows.append(window)
        qtbot.addWidget(window)
        window.furnish(jobs, asking)
        window.show_first()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        page = _front(window)
        page._secret.setText(passphrase)
        page._try()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return window

    yield begin
    for window in windows:
        window._desk = None
        window.close()


def _front(holder) -> Any:
    """The page in sight."""
    return holder._stack.currentWidget()


def _lock(window, *, panic):
    with pytest.raises(Replaced) as caught:
        window.lock(panic)
    window._desk.drafts._timer.stop()
    return caught.value.handover


def _type(window, text):
    page = window.desk.show_place("new-case")
    page._fields["matter"].setText(text)


def test_the_right_passphrase_opens_today(start):
    window = start()

    assert window.windowTitle() == "Portfel"
    assert window.desk.place == "today"


def test_a_passphrase_typed_in_the_other_layout_opens_too(start):
    assert start(passphrase=other_layout(PASSPHRASE)).desk is not None


def test_a_wrong_passphrase_leaves_the_door_shut(start):
    window = start(passphrase="щука")

    assert isinstance(_front(window), UnlockPage)
    assert window.windowTitle() == "Portfel – locked"


def test_a_second_window_on_the_same_vault_is_told_so(start):
    start()

    second = start()

    assert _front(second)._line.text() == explain(VaultInUse())


def test_the_lock_hands_over_where_the_vault_is_and_keeps_what_was_typed(start, folder, keys):
    window = start()
    _type(window, "tomorrow, 6:00")

    assert _lock(window, panic=True) == Handover(str(folder), True, ())

    with open_vault(folder, keys) as vault:
        (draft,) = [draft for draft in waiting(vault) if draft.page == "new-case"]
        assert draft.fields["matter"] == "tomorrow, 6:00"
        assert draft.panic


def test_the_lock_wins_when_the_disk_is_full_and_says_what_was_lost(start):
    window = start()
    page = window.desk.show_place("new-case")
    # More than the room that is kept free inside the vault for drafts.
    long = Draft(id=window._session.vault.new_id(), page="new-case", fields={"matter": "x" * 8_000_000})
    page.save_draft = lambda: long
    window._session.vault._connection.execute("PRAGMA max_page_count = 1")

    handover = _lock(window, panic=False)

    assert handover.lost == ("new-case",)


def test_the_lock_wins_over_a_page_with_a_bug(start):
    window = start()
    page = window.desk.show_place("new-case")
    page.save_draft = lambda: 1 / 0

    _lock(window, panic=True)

    assert not window._session.vault.is_open


def test_the_next_start_tells_of_what_was_lost(qtbot, folder):
    window = MainWindow(Preferences(), vault=folder, handover=Handover(str(folder), False, ("note",)))
    qtbot.addWidget(window)

    window.show_unlock()

    assert "disk was full" in _front(window)._line.text()


def test_after_the_panic_key_the_page_is_empty_until_enter(start):
    first = start()
    _type(first, "tomorrow, 6:00")
    handover = _lock(first, panic=True)

    window = start(handover)

    assert window.desk.place == ""
    blank = _front(window.desk)
    assert blank.accessibleName() == "There is a draft – Enter"
    QTest.keyClick(blank, Qt.Key.Key_Return)

    assert window.desk.place == "new-case"
    assert window.desk.show_place("new-case")._fields["matter"].text() == "tomorrow, 6:00"


def test_after_the_panic_key_a_draft_not_asked_for_survives_the_next_lock(start, folder, keys):
    first = start()
    _type(first, "tomorrow, 6:00")
    second = start(_lock(first, panic=True))
    second.desk.drafts._on_time()
    _lock(second, panic=True)

    with open_vault(folder, keys) as vault:
        assert [draft.fields["matter"] for draft in waiting(vault) if draft.page == "new-case"] == ["tomorrow, 6:00"]


def test_a_lock_on_the_empty_page_leaves_it_empty(start):
    first = start()
    _type(first, "tomorrow, 6:00")
    first.desk.show_place("settings")
    second = start(_lock(first, panic=True))

    third = start(_lock(second, panic=False))

    assert third.desk.place == ""
    QTest.keyClick(_front(third.desk), Qt.Key.Key_Return)
    assert third.desk.place == "settings"


def test_where_the_panic_key_closes_the_window_the_next_start_shows_an_empty_page(start):
    first = start()
    _type(first, "tomorrow, 6:00")
    set_setting(first._session.vault, "lock.panic_closes", "1")
    first.close_at_panic(True)
    assert _lock(first, panic=True) is None

    second = start()

    assert second.desk.place == ""
    assert _lock(second, panic=False) is None


def test_a_lock_without_panic_comes_back_although_the_panic_key_closes(start, folder):
    window = start()
    window.close_at_panic(True)

    assert _lock(window, panic=False) == Handover(str(folder), False, ())


def test_the_language_asked_for_at_the_start_outlives_the_lock_until_she_chooses_another(folder):
    window = MainWindow(Preferences(language="en"), vault=folder, language="ru")

    assert window._left(panic=True).language == "ru"
    window.keep_preferences(replace(window.preferences, appearance="dark"))
    assert window._left(panic=False).language == "ru"
    window.keep_preferences(replace(window.preferences, language="ru"))
    assert window._left(panic=False).language == ""


def test_the_lock_comes_when_the_stick_with_the_key_file_is_gone(start, monkeypatch, qtbot):
    window, plugged = start(), [True]
    monkeypatch.setattr(drives, "is_plugged", lambda _stick: plugged[0])
    window._stick = object()
    assert not window._is_stick_gone()

    with qtbot.waitSignal(window._triggers.fired):
        window._triggers.fired.disconnect(window._lock_for_the_computer)
        plugged[0] = False
    window.lock_without_stick(False)
    assert not window._is_stick_gone()


def test_after_the_unlock_it_says_which_page_was_not_kept(start, folder):
    window = start(Handover(str(folder), False, ("new-case", "call", "new-case")))

    assert window.desk._status._said.text() == "Not kept when the vault was locked: New case, Call"


def test_only_what_is_not_in_the_vault_yet_counts_as_lost(start):
    window = start()
    _type(window, "tomorrow, 6:00")
    window.desk.drafts._on_time()

    assert window.desk.drafts.lost_pages() == ()
    _type(window, "tomorrow, 7:00")
    window.desk.drafts._found = window.desk.drafts._collect()
    assert window.desk.drafts.lost_pages() == ("new-case",)


def test_room_for_drafts_is_seen_to_after_opening(start, qtbot):
    window = start()

    qtbot.waitUntil(lambda: reserve.is_whole(window._session.vault))


def test_after_ctrl_l_she_is_where_she_was(start):
    first = start()
    _type(first, "tomorrow, 6:00")
    first.desk.show_place("settings")
    handover = _lock(first, panic=False)

    window = start(handover)

    assert window.desk.place == "settings"
    assert window.desk.show_place("new-case")._fields["matter"].text() == "tomorrow, 6:00"


def test_a_call_under_way_is_there_after_the_lock(start):
    first = start()
    first.desk._calls.begin_call()
    first.desk._calls.lines[0]._fields["who"].setText("his mother")

    window = start(_lock(first, panic=False))

    assert window.desk._calls.lines[0]._fields["who"].text() == "his mother"


def test_what_is_typed_is_in_the_vault_within_seconds_whatever_happens_then(start, folder, keys):
    window = start()
    _type(window, "tomorrow, 6:00")

    window.desk.drafts._on_time()

    assert {draft.page: draft.fields.get("matter", draft.fields.get("place")) for draft in waiting(window._session.vault)} == {
        "new-case": "tomorrow, 6:00",
        "desk": "new-case",  # and she comes back to it
    }


def test_a_draft_that_was_saved_properly_is_forgotten(start):
    window = start()
    _type(window, "tomorrow, 6:00")
    window.desk.drafts._on_time()
    window.desk.show_place("new-case")._clear()

    window.desk.drafts._on_time()

    assert waiting(window._session.vault) == []


def test_closing_with_a_full_disk_asks_before_anything_is_lost(start, asking, qtbot):
    window = start()
    page = window.desk.show_place("new-case")
    long = Draft(id=window._session.vault.new_id(), page="new-case", fields={"matter": "x" * 8_000_000})
    page.save_draft = lambda: long
    window._session.vault._connection.execute("PRAGMA max_page_count = 1")
    asking.says_yes = False

    window.close()
    assert window.isVisible()
    assert explain(DiskFull()) in asking.asked[0].text
    assert window.desk.drafts._timer.isActive()  # she goes on typing, and the disk may have room again
    asking.says_yes = True
    window.close()

    qtbot.waitUntil(lambda: not window.isVisible())


def test_closing_keeps_what_was_typed(start, folder, keys):
    window = start()
    _type(window, "tomorrow, 6:00")

    window.close()

    with open_vault(folder, keys) as vault:
        assert [draft.fields["matter"] for draft in waiting(vault) if draft.page == "new-case"] == ["tomorrow, 6:00"]


def test_the_lock_happens_once(start):
    window = start()
    _lock(window, panic=True)

    window.lock(True)


def test_a_draft_of_a_case_that_is_gone_does_no_harm(start, folder, keys):
    with open_vault(folder, keys) as vault:
        from desktop.operations.drafts import keep_drafts

        keep_drafts(vault, [Draft(id=vault.new_id(), page="case", case="0" * 32, fields={"notes.x": "y"})])

    assert start().desk.place == "today"


def test_escape_goes_back_and_ctrl_page_down_goes_on(start):
    window = start()
    window.desk.show_place("backups")

    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.desk.place == "today"
    QTest.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)

    assert window.desk.place == "cases"


@pytest.mark.parametrize("place", ["today", "cases", "new-case", "register", "backups", "settings", "keys"])
def test_every_page_opens_and_takes_the_keyboard(start, place):
    window = start()

    page = window.desk.show_place(place)

    assert _front(window.desk) is page
    assert page.isAncestorOf(window.focusWidget()) or window.focusWidget() is page


PLACES = ("today", "cases", "new-case", "register", "backups", "settings", "keys", "recovery", *TABS)


def _page(window, place):
    if place in TABS:
        return window.desk.open_case(open_case(window._session.vault).id, place)
    if place == "recovery":
        return window.desk._show_recovery() or window.desk._pages["recovery"]
    return window.desk.show_place(place)


@pytest.mark.parametrize("place", PLACES)
def test_every_field_tells_input_methods_to_learn_nothing(start, place, qapp):
    window = start()
    page = _page(window, place)
    window.activateWindow()

    for field in page.findChildren(QWidget):
        if field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled) and _can_be_reached(field):
            field.setFocus()
            qapp.processEvents()
            if field.hasFocus():
                assert field.inputMethodHints() & QUIET == QUIET, field.accessibleName()


@pytest.mark.parametrize("place", PLACES)
def test_every_control_tells_a_screen_reader_its_name(start, place):
    window = start()
    window.desk._calls.begin_call()
    page = _page(window, place)

    for root in (page, window.desk._side, window.desk._calls, window.desk._search):
        for control in (root, *root.findChildren(QWidget)):
            if isinstance(control, CONTROLS) and _can_be_reached(control) and not _is_inside_another(control):
                name = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
                assert name, f"{type(control).__name__} {control.objectName()} in {type(control.parentWidget()).__name__}"


CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QAbstractItemView)


def _can_be_reached(control):
    return control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus


def _is_inside_another(control):
    """The line inside a spin box, the list behind a choice: the outer control speaks for them."""
    parent = control.parentWidget()
    return isinstance(parent, (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView, QHeaderView)) or (
        parent is not None and parent.inherits("QComboBoxPrivateContainer")
    )


def test_with_its_stick_in_a_copy_is_offered_before_the_window_closes(start, asking, plugs, qtbot):
    window = start()
    plugs.put_in("blue")
    window.desk._sticks.look()

    window.close()

    (asked,) = asking.asked
    assert (asked.yes, "“blue”" in asked.text) == ("Back up, then close", True)
    assert len(list((plugs.place / "blue").glob("*.backup"))) == 1
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_copy_that_fails_keeps_the_window_open(start, asking, plugs, monkeypatch):
    window = start()
    plugs.put_in("blue")
    window.desk._sticks.look()
    monkeypatch.setattr(work, "back_up", _full)

    window.close()
    QApplication.processEvents()

    assert window.isVisible()
    assert "no room left" in _front(window.desk)._line.text()
    window.close()  # nobody is asked twice
    assert not window.isVisible()
    assert len(asking.asked) == 1


def _full(*_how, **_more):
    raise DiskFull


@pytest.mark.parametrize("why", ["no stick", "two sticks", "nothing new", "she says no"])
def test_without_reason_nobody_is_asked_and_no_means_no(start, asking, plugs, qtbot, why):
    window = start()
    for name in {"no stick": (), "two sticks": ("blue", "red")}.get(why, ("blue",)):
        plugs.put_in(name)
    window.desk._sticks.look()
    if why == "nothing new":
        plugs.lets_go = False
        window.desk.back_up_then(lambda: None)
    asking.says_yes = False

    window.close()

    qtbot.waitUntil(lambda: not window.isVisible())
    assert len(asking.asked) == (why == "she says no")


def test_a_lock_never_waits_for_a_copy(start, asking, plugs):
    window = start()
    plugs.put_in("blue")
    window.desk._sticks.look()

    _lock(window, panic=True)

    assert asking.asked == []
    assert list((plugs.place / "blue").iterdir()) == []
