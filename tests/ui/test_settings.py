"""Settings act at once and can be taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox

from desktop.domain.journal import Deed
from desktop.guard import Measure
from desktop.operations import journal
from desktop.operations.register import SCHEME
from desktop.preferences import Preferences
from desktop.storage import records, settings
from desktop.ui.settings import computer
from desktop.ui.settings.journal import JournalPane
from desktop.ui.settings.numbers import NumbersPane
from desktop.ui.settings.page import SettingsPage
from tests import make


class WindowFake:
    """What the page asks of the window."""

    def __init__(self):
        self.preferences, self.minutes, self.closes, self.heard, self.locked = Preferences(), 0, False, (), []

    def keep_preferences(self, changed):
        self.preferences = changed

    def lock_after(self, minutes):
        self.minutes = minutes

    def lock_for_another(self):
        self.locked.append("another")

    def lock(self, panic):
        self.locked.append(panic)

    def close_at_panic(self, closes):
        self.closes = closes

    def lock_without_stick(self, locks):
        self.heeds_stick = locks

    def triggers(self):
        return self.heard

    def renew_keys(self, passphrase, key_file_text):
        self.renewed = (passphrase, key_file_text)


@pytest.fixture
def window():
    return WindowFake()


@pytest.fixture
def page(session, shown, window):
    return shown(SettingsPage(session, window))


def _field(page, name, kind=QLineEdit):
    return next(field for field in page.findChildren(kind) if field.accessibleName() == name)


def test_her_name_is_kept_when_the_field_is_left(page, vault, session):
    field = _field(page, "Your name")
    field.setText("O'Brien <b>")
    field.editingFinished.emit()

    assert settings.read(vault, "lawyer.name") == "O'Brien <b>"
    session.undo()
    assert settings.read(vault, "lawyer.name") == ""


def test_the_lock_follows_the_minutes_at_once(page, vault, window):
    _field(page, "Minutes until it locks by itself", QSpinBox).setValue(12)

    assert settings.read(vault, "lock.idle_minutes") == "12"
    assert window.minutes == 12
    assert page._locks_after.text() == "Locks after 12 minutes"


def test_a_stem_that_cannot_be_a_file_name_is_refused_in_words(page, vault):
    field = _field(page, "How the names of backups begin")
    field.setText("../x")
    field.editingFinished.emit()

    assert settings.read(vault, "backup.stem") == ""
    assert page._line.property("tone") == "error"
    assert field.text() == "../x"


def test_the_look_changes_at_once(page, window):
    page._on_appearance("dark")

    assert window.preferences.appearance == "dark"
    page._on_appearance("light")


def test_the_computer_tells_of_each_measure_and_how_to_mend_it(page, qtbot):
    page.show_computer()
    qtbot.waitUntil(lambda: len(page._stack.currentWidget().findChildren(type(page._locks_after))) > 10)

    texts = [label.text() for label in page._stack.currentWidget().findChildren(type(page._locks_after))]
    assert any("connection" in text for text in texts)


def test_the_computer_tells_which_triggers_of_the_lock_are_missing(page, window):
    window.heard = (Measure("lock-sleep", on=False), Measure("lock-session", on=True))
    page.show_computer()

    assert any("press F12 before" in label.text() for label in page.findChild(computer.ComputerPane).findChildren(QLabel))


def test_the_panic_key_closes_the_window_from_the_tick_on(page, vault, window):
    box = next(box for box in page.findChildren(QCheckBox) if box.text().startswith("F12 closes"))

    box.setChecked(True)

    assert settings.read(vault, "lock.panic_closes") == "1"
    assert window.closes


def test_the_lock_without_the_stick_can_be_switched_off(page, vault, window):
    box = next(box for box in page.findChildren(QCheckBox) if box.text().startswith("Lock when the stick"))
    assert box.isChecked()

    box.setChecked(False)

    assert settings.read(vault, "lock.stick") == "0"
    assert not window.heeds_stick


def _marks(pane):
    QApplication.processEvents()
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisibleTo(pane) and label.text() in {"safe", "at risk"}]


def test_one_measure_is_asked_again_beside_it(page, monkeypatch):
    monkeypatch.setattr(computer, "measures", lambda vault: (Measure("swap", on=False, facts=("/swap",)), Measure("spool", on=True)))
    page.show_computer()
    pane = page.findChild(computer.ComputerPane)
    pane.look()
    assert _marks(pane) == ["at risk", "safe"]

    monkeypatch.setattr(computer, "measures", lambda vault: (Measure("swap", on=True), Measure("spool", on=True)))
    next(button for button in pane.findChildren(QPushButton) if "swap" in button.accessibleName()).click()

    assert _marks(pane) == ["safe", "safe"]


def test_the_journal_is_shown_with_pseudonyms_and_emptied_by_one_key(page, vault, qtbot):
    case = make.case(pseudonym="Гавань")
    with vault.transaction():
        records.save(vault, case)
    journal.note(vault, Deed.PRINTED, case=case.id, subject="x")
    journal.note(vault, Deed.BACKED_UP)
    pane = page.findChild(JournalPane)
    page._list.setCurrentRow(next(row for row in range(page._list.count()) if page._list.item(row).text() == "Journal"))

    rows = [[column.text_of(line) for column in pane._table.model_.columns[1:]] for line in pane._table.model_.rows]
    assert sorted(rows) == [["making a backup", ""], ["printing", "Гавань · 26-KQTRA"]]
    qtbot.keyClick(pane._table, Qt.Key.Key_Delete)

    assert journal.lines(vault) == ()
    assert pane._line.text() == "The journal is empty."


def test_the_next_register_number_is_shown_while_its_scheme_is_typed(session, shown, vault):
    pane = shown(NumbersPane(session))
    QTest.keyClicks(pane.scheme, "{count}/{year}")
    assert pane.example.text() == "The next one would look like this: 1/26"

    QTest.keyClick(pane.scheme, Qt.Key.Key_Return)

    assert settings.read(vault, SCHEME) == "{count}/{year}"
    session.undo()
    assert settings.read(vault, SCHEME) == ""


def test_a_scheme_that_would_give_one_number_to_all_is_refused_and_stays_typed(session, shown, vault):
    pane = shown(NumbersPane(session))
    QTest.keyClicks(pane.scheme, "{year}")
    QTest.keyClick(pane.scheme, Qt.Key.Key_Return)

    assert settings.read(vault, SCHEME) == ""
    assert pane.scheme.text() == "{year}"
    assert pane.example.text().startswith("All documents would have the same number")
    assert pane.line.property("tone") == "error"
