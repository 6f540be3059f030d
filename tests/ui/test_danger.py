"""The dangerous chapter: nothing happens by accident, and everything says what it does not do."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop.devices import drives
from desktop.domain.errors import HeaderDamaged
from desktop.operations import erasing, handing_over
from desktop.operations.backups import back_up
from desktop.operations.recovery import check_words, renew_words
from desktop.operations.vaults import unlock
from desktop.operations.ways_in import add_shares
from desktop.ui.parts.secret_field import SecretField
from desktop.ui.settings import erase
from desktop.ui.settings.countdown import SECONDS, Countdown
from desktop.ui.settings.danger import DangerPane
from desktop.ui.status import StatusLine
from tests.conftest import PASSPHRASE
from tests.operations.test_erasing import drive
from tests.ui.test_settings import WindowFake


@pytest.fixture
def window() -> WindowFake:
    return WindowFake()


@pytest.fixture
def stick(tmp_path, monkeypatch) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(drives, "drive_of", lambda path: drive(folder, "Blue") if path.is_relative_to(folder) else None)
    return folder


@pytest.fixture
def pane(session, shown, window) -> DangerPane:
    return shown(DangerPane(session, window))


def _opens(folder: Path) -> bool:
    try:
        unlock(folder, PASSPHRASE)
    except HeaderDamaged:
        return False
    return True


def _switch_on(pane, secret: str = PASSPHRASE) -> None:
    pane.unfold(pane.erase)
    pane.erase.again.field.setText(secret)
    QTest.keyClick(pane.erase.again.field, Qt.Key.Key_Return)


def test_it_is_folded_and_folds_itself_again(pane, qtbot):
    assert not pane.erase.isVisible()
    pane.unfold(pane.erase)
    assert pane.erase.isVisible()
    qtbot.keyClick(pane.erase, Qt.Key.Key_Escape)
    assert not pane.erase.isVisible()

    pane.unfold(pane.erase)
    pane.hide()
    pane.show()
    assert not pane.erase.isVisible()


def test_destroying_is_switched_on_only_by_what_opens_the_vault(pane, vault, stick):
    back_up(vault, stick)
    _switch_on(pane, "not hers")
    assert not erasing.is_on(vault)
    assert pane.erase.again.line.property("tone") == "error"
    assert not pane.erase.now.isVisible()

    _switch_on(pane)

    assert erasing.is_on(vault)
    assert pane.erase.again.field.text() == ""
    assert pane.erase._copies.text() == "“Blue”, just now; plugged in now"
    assert pane.erase.now.isEnabled()


def test_without_a_copy_the_button_is_dead_and_says_why(pane, vault):
    _switch_on(pane)

    assert not pane.erase.now.isEnabled()
    assert "No proven copy" in pane.erase._copies.text()


@pytest.fixture
def counting(vault, session, stick, shown, window) -> tuple[Countdown, QWidget, list[str]]:
    """The countdown over a page with a field; the page, and what was said."""
    back_up(vault, stick)
    erasing.switch_on(vault)
    page = QWidget()
    QVBoxLayout(page).addWidget(QLineEdit())
    shown(page)
    said: list[str] = []
    countdown = erase.begin(session, page, window.lock, said.append)
    assert countdown is not None
    return countdown, page, said


def _key(key: Qt.Key, *, held: bool = False) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", held)


def _press(key: Qt.Key) -> Callable[[QWidget], object]:
    return lambda widget: QApplication.sendEvent(widget, _key(key))


def _click(button: Qt.MouseButton) -> Callable[[QWidget], object]:
    return lambda widget: QTest.mouseClick(widget, button)


def _wheel(widget: QWidget) -> None:
    point = QPointF(5, 5)
    turned = QWheelEvent(point, point, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
                         Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(widget, turned)


KEYS = [
    Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_A, Qt.Key.Key_F1, Qt.Key.Key_F9, Qt.Key.Key_Shift,
    Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_CapsLock, Qt.Key.Key_0,
    Qt.Key.Key_VolumeUp,
]  # fmt: skip
STOPS = [
    *(_press(key) for key in KEYS),
    _click(Qt.MouseButton.LeftButton),
    _click(Qt.MouseButton.RightButton),
    _wheel,
    lambda widget: QApplication.sendEvent(widget, QInputMethodEvent("ы", [])),
    lambda widget: QApplication.sendEvent(widget.window(), QEvent(QEvent.Type.WindowDeactivate)),
]


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("seconds", [0, SECONDS - 1])
def test_anything_at_all_stops_the_countdown(counting, vault, window, stop, seconds):
    countdown, page, said = counting
    for _ in range(seconds):
        countdown.tick()

    stop(page.findChild(QLineEdit) or page)

    assert said == ["Stopped. The keys are as they were."]
    assert not countdown.isVisible()
    assert not countdown._timer.isActive()
    assert window.locked == []
    assert _opens(vault.folder)
    assert page.findChild(QLineEdit).text() == ""


def test_the_key_that_began_it_may_be_held_down(counting):
    countdown, page, said = counting

    QApplication.sendEvent(page, _key(Qt.Key.Key_Delete, held=True))

    assert said == []
    assert countdown.isVisible()


def test_after_the_last_second_nothing_opens_and_the_window_locks(counting, vault, window):
    countdown, _page, said = counting
    for second in range(SECONDS):
        assert countdown._number.text() == str(SECONDS - second)
        assert _opens(vault.folder)
        countdown.tick()

    assert window.locked == [True]
    assert said == []
    assert not _opens(vault.folder)


def test_where_it_is_off_the_key_only_says_so(session, vault, shown, window):
    said: list[str] = []

    assert erase.begin(session, shown(QWidget()), window.lock, said.append) is None

    assert "not switched on" in said[0]
    assert _opens(vault.folder)


# --- handing over the key


@pytest.fixture
def giving(pane, vault):
    """The page that hands over, with recovery words that were typed back."""
    assert check_words(vault, " ".join(renew_words(vault, "en")))
    pane.unfold(pane.hand_over)
    return pane.hand_over.giving


def _hand_over(giving, secret: str = PASSPHRASE) -> None:
    giving.again.field.setText(secret)
    QTest.keyClick(giving.again.field, Qt.Key.Key_Return)


def test_the_key_is_handed_over_only_after_the_passphrase_and_a_yes(giving, vault, window, asking):
    _hand_over(giving, "not hers")
    asking.says_yes = False
    _hand_over(giving)
    assert window.locked == []
    assert not handing_over.is_handed_over(vault)

    asking.says_yes = True
    _hand_over(giving)

    assert handing_over.is_handed_over(vault)
    assert window.locked == [True]


def test_it_names_who_can_open_and_where_her_key_still_opens(giving, vault, stick, asking, tmp_path):
    add_shares(vault, 2, 3, "Office")
    back_up(vault, stick)
    shutil.copytree(vault.folder, tmp_path / "same")
    giving.show_state()
    assert giving.left.text().splitlines()[0].startswith("24 recovery words: tried 14 May")
    assert giving.left.text().splitlines()[1] == "Key parts, any 2 of 3 · Office: never tried, does not count"
    assert giving.copies.text().startswith("“Blue”: copy-")

    asking.paths = [tmp_path / "same", tmp_path]
    giving.name_copy.click()
    assert giving.copies.text().splitlines()[1] == f"{tmp_path / 'same'} – opens with your key"
    giving.name_copy.click()
    assert giving.line.property("tone") == "error"


def test_without_a_tested_way_in_it_is_refused_in_a_sentence(pane, vault, window):
    pane.unfold(pane.hand_over)

    _hand_over(pane.hand_over.giving)

    assert "No other way in has been tried yet" in pane.hand_over.giving.line.text()
    assert window.locked == []
    assert _opens(vault.folder)


def test_after_the_journey_a_new_passphrase_puts_it_back(pane, vault, session, shown, keys):
    assert check_words(vault, " ".join(renew_words(vault, "en")))
    handing_over.hand_over(vault)
    status = shown(StatusLine(session))
    assert status._handed_over.isVisible()
    pane.unfold(pane.hand_over)
    page = pane.hand_over.returning
    assert page.isVisible()

    for field in page.findChildren(SecretField):
        field.setText("после дороги")
    page.button.click()

    assert unlock(vault.folder, "после дороги") == keys
    assert not page.isVisible()
    status.show_facts()
    assert not status._handed_over.isVisible()
    assert all(field.text() == "" for field in page.findChildren(SecretField))
