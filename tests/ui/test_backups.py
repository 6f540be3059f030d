"""The page of backups: one button, proven or not at all; copies checked, looked into, tried and restored from the same place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.errors import DiskFailed, DiskFull
from desktop.domain.progress import Stage
from desktop.operations import copies
from desktop.operations.backups import back_up
from desktop.operations.copies import made
from desktop.operations.notes import add_note
from desktop.operations.settings import set_setting
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.storage import cases
from desktop.ui.backups import page as pages
from desktop.ui.backups import watch as watching
from desktop.ui.backups import work as works
from desktop.ui.backups.page import BackupsPage
from desktop.ui.backups.watch import StickWatch
from desktop.ui.backups.words import last_copy, stage_words
from desktop.ui.parts.sizes import size_words
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import fill


@pytest.fixture
def page(session, shown, plugs):
    opened = shown(BackupsPage(session, StickWatch(session)))
    opened.take_focus()
    return opened


def again(page) -> str:
    """What the page says after it has looked."""
    page._watch.look()
    return page._line.text()


def typed(page, secret: str) -> None:
    page._look._secret.setText(secret)
    page._look._begin()


# --- sticks


def test_without_a_copy_the_page_says_what_that_means(page, vault):
    assert page._sentence.text() == "No copies. If the laptop goes, all goes. Insert an empty stick."
    assert last_copy(vault) == ("No proven copy yet", "error")
    assert not page._start.isEnabled()
    assert page._line.text().startswith("No stick is in.")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_read_only": True}, "cannot be written to"),
        ({"holds_foreign_files": True}, "there are files of others, so nothing goes there"),
        ({"free_bytes": 10**6}, "is too full: about"),
    ],
)
def test_a_stick_that_cannot_take_it_is_named_with_the_remedy(page, plugs, facts, words):
    plugs.put_in("red", **facts)

    assert words in again(page)
    assert "“red”" in page._line.text()
    assert not page._start.isEnabled()


def test_a_stick_that_nobody_has_opened_is_named(page, plugs):
    plugs.closed = 1

    assert "not opened" in again(page)


def test_the_system_disk_is_not_even_mentioned(page, plugs):
    plugs.put_in("system", is_system_disk=True)

    assert again(page).startswith("No stick is in.")
    assert "system" not in [page.target.where.itemText(number) for number in range(page.target.where.count())]


def test_of_several_sticks_she_chooses_one(page, plugs):
    plugs.put_in("blue")
    plugs.put_in("red")

    assert again(page) == "Choose the stick."
    assert not page._start.isEnabled()
    page.target.where.setCurrentIndex(2)
    page.target.where.activated.emit(2)
    assert page._start.isEnabled()


def test_one_stick_is_taken_at_once_and_the_button_makes_a_proven_backup(page, plugs, vault):
    stick = plugs.put_in("blue")
    again(page)

    page._start.click()

    (copy,) = made(vault)
    assert (stick / copy.file).is_file()
    assert (copy.stick, copy.stick_id) == ("blue", "UUID-blue")
    assert page._line.text().endswith("You may take it out. Do not keep it beside the laptop.")
    assert page._sentence.text() == "Last proven copy: just now, stick “blue”"
    assert last_copy(vault) == ("Proven copy: just now", None)


def test_only_after_the_stick_was_let_go_of_it_may_be_taken_out(page, plugs):
    plugs.put_in("blue")
    plugs.lets_go = False
    again(page)

    page._start.click()

    assert "The computer still holds the stick" in page._line.text()


def test_what_came_of_it_stays_until_the_next_stick_comes(page, plugs):
    plugs.put_in("blue")
    again(page)
    page._start.click()
    assert again(page).startswith("Proven:")

    plugs.put_in("red")

    assert "The last copy is on another stick, “blue”" in again(page)


def test_she_gives_a_stick_a_name(page, plugs, vault):
    plugs.put_in("NO NAME")
    again(page)

    page.target.name.setText("синяя")
    page.target.name.editingFinished.emit()

    assert copies.nicknames(vault) == {"UUID-NO NAME": "синяя"}
    assert page.target.where.itemText(0).startswith("синяя, ")
    page._start.click()
    assert page._sentence.text() == "Last proven copy: just now, stick “синяя”"


def test_a_name_that_is_being_typed_is_not_overwritten(page, plugs):
    plugs.put_in("NO NAME")
    again(page)
    page.target.name.setText("син")

    again(page)

    assert page.target.name.text() == "син"


def test_a_stick_that_is_not_in_keeps_its_copies_in_the_list(page, plugs):
    plugs.put_in("blue")
    again(page)
    page._start.click()
    plugs.take_out("blue")
    again(page)

    (copy,) = page._table.model_.rows

    assert copy.path is None
    assert pages.state_words(copy) == "the stick is not in"
    QTest.keyClick(page._table, Qt.Key.Key_V)
    assert page._look._line.text() == "This copy is on stick “blue”, which is not in: put it in, then try again."


@pytest.mark.parametrize(
    ("error", "gone", "words"),
    [
        (DiskFailed(), True, "was taken out too early"),
        (DiskFailed(), False, "The disk reports an error"),
        (DiskFull(), False, "no room left"),
    ],
)
def test_what_went_wrong_is_said_in_one_sentence(page, plugs, monkeypatch, error, gone, words):
    plugs.put_in("blue")
    again(page)

    def fails(*_how, **_more):
        if gone:
            plugs.take_out("blue")
        raise error

    monkeypatch.setattr(works, "back_up", fails)
    page._start.click()

    assert words in page._line.text()
    assert page._line.property("tone") == "error"


def test_a_copy_on_the_computer_itself_is_warned_of(page, tmp_path):
    page.target.choose_folder(tmp_path)

    assert "on the computer itself" in page._line.text()
    assert page._start.isEnabled()


def test_a_folder_that_is_gone_ends_in_one_sentence(page, tmp_path, vault):
    (tmp_path / "folder").mkdir()
    page.target.choose_folder(tmp_path / "folder")
    (tmp_path / "folder").rmdir()

    page._start.click()

    assert page._line.property("tone") == "error"
    assert page._start.isEnabled()
    assert made(vault) == ()


def test_it_says_what_it_is_doing(page, plugs, vault, tmp_path, monkeypatch):
    said: list[str] = []
    fill(vault, tmp_path)
    plugs.put_in("blue")
    again(page)
    monkeypatch.setattr(page._line, "say", lambda text, _tone="plain": said.append(text))

    page._start.click()

    assert said[0].startswith("Checking the vault")
    assert stage_words(Stage.READING, 340, 1000) == "Reading back from the stick and comparing: 34 %. You can go on working."
    assert len(said) > 3


@pytest.mark.parametrize(
    ("days", "words", "tone"), [(4, "Time for a copy: the last was 4 days ago", "warning"), (9, "No copy for too long", "error")]
)
def test_the_status_line_warns_in_words_too(page, plugs, vault, clock, days, words, tone):
    plugs.put_in("blue")
    again(page)
    page._start.click()
    clock.now = clock.now.replace(day=clock.now.day + days)

    assert last_copy(vault)[0].startswith(words)
    assert last_copy(vault)[1] == tone


# --- one copy


@pytest.fixture
def backed_up(page, plugs, vault, tmp_path):
    """A vault with something in it and a copy on the stick, which stays in."""
    fill(vault, tmp_path)
    plugs.lets_go = False
    plugs.put_in("blue")
    again(page)
    page._start.click()
    return page


@pytest.mark.parametrize(
    ("secret", "way"), [("", "Opened with the keys of this vault."), (PASSPHRASE, "Opened with the passphrase of that day.")]
)
def test_a_backup_is_checked_and_what_opened_it_is_said(backed_up, secret, way):
    QTest.keyClick(backed_up._table, Qt.Key.Key_V)
    typed(backed_up, secret)

    assert backed_up._look._line.text().startswith("This backup is whole and would restore:")
    assert backed_up._look._line.text().endswith(way)
    assert backed_up._look._secret.text() == ""


def test_a_damaged_backup_is_called_damaged(backed_up, plugs, vault):
    file = plugs.place / "blue" / made(vault)[0].file
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(content)

    for key in (Qt.Key.Key_V, Qt.Key.Key_B, Qt.Key.Key_R):
        QTest.keyClick(backed_up._table, key)
        typed(backed_up, "")
        assert backed_up._look._line.property("tone") == "error"
        backed_up._look.leave()
    assert backed_up._rehearsed.text().endswith("FAILED. Make a new copy, and keep that one.")


def test_a_copy_is_looked_into_and_names_are_bars(backed_up, session):
    QTest.keyClick(backed_up._table, Qt.Key.Key_B)
    typed(backed_up, "")
    inside = backed_up._inside

    assert backed_up._stack.currentWidget() is inside
    assert [case.pseudonym for case in inside._cases.model_.rows] == ["Клён", "Маяк"]
    assert inside._text.toPlainText().endswith("Короче.")
    QTest.keyClick(inside, Qt.Key.Key_Escape)
    assert backed_up._stack.currentWidget() is not inside
    assert inside._cases.model_.rows == ()


def test_names_inside_are_bars_until_they_are_revealed(session, vault, page, plugs, tmp_path):
    fill(vault, tmp_path)
    case = next(row for row in cases.rows(vault) if row.pseudonym == "Клён")
    add_note(vault, case.id, "Звонил Королёв.")
    plugs.lets_go = False
    plugs.put_in("blue")
    again(page)
    page._start.click()
    page._ask("look")
    typed(page, "")
    note = next(n for n, thing in enumerate(page._inside._things.model_.rows) if "Звонил К" in getattr(thing, "text", ""))
    page._inside._things.select(note)

    assert "Королёв" not in page._inside._text.toPlainText()
    session.reveal_names()
    assert "Звонил Королёв." in page._inside._text.toPlainText()


def test_with_a_visitor_no_other_files_are_shown(backed_up, session):
    backed_up._ask("look")
    typed(backed_up, "")
    session.begin_visit("")
    assert backed_up._stack.currentWidget() is not backed_up._inside
    assert backed_up._inside._cases.model_.rows == ()

    backed_up._ask("look")
    typed(backed_up, "")

    assert "visitor" in backed_up._look._line.text()


def test_a_trial_restore_says_what_came_back_and_is_remembered(backed_up, vault):
    QTest.keyClick(backed_up._table, Qt.Key.Key_R)
    typed(backed_up, PASSPHRASE)

    assert backed_up._look._line.text().startswith("Restored on trial, compared, and taken away again:")
    (trial,) = copies.trials(vault).values()
    assert (trial.ok, trial.way) == (True, "passphrase")
    assert "came back the same" in backed_up._rehearsed.text()
    assert backed_up._trial_words(backed_up._table.model_.rows[0]).endswith("passed")


def test_a_backup_is_restored_into_a_new_folder(backed_up, tmp_path):
    backed_up.ask_to_restore()
    backed_up._look._folder.setText(str(tmp_path / "second"))
    typed(backed_up, "")
    assert backed_up._look._line.text() == "Fill in all fields first."
    typed(backed_up, PASSPHRASE)

    assert backed_up._look._line.text().startswith("Restored and checked.")
    with open_vault(tmp_path / "second", unlock(tmp_path / "second", PASSPHRASE)) as second:
        assert {row.number for row in cases.rows(second)} == {"26-AAAAA", "26-BBBBB"}


def test_a_wrong_passphrase_stays_in_its_field(backed_up):
    backed_up._ask("verify")

    typed(backed_up, "wrong")

    assert backed_up._look._secret.text() == "wrong"
    assert backed_up._look._line.property("tone") == "error"


def test_a_copy_of_another_vault_asks_for_what_opens_it(page, tmp_path):
    (tmp_path / "to").mkdir()
    with create_vault(tmp_path / "other", "anders", unlock_seconds=0.01) as other:
        file = back_up(other, tmp_path / "to").file
    page._look.ask("verify", file)

    typed(page, "")
    assert "not a copy of this vault" in page._look._line.text()
    typed(page, "anders")
    assert page._look._line.property("tone") == "good"


@pytest.mark.parametrize(("count", "words"), [(10, "1 KB"), (200_000, "195 KB"), (5_000_000, "4.8 MB"), (3 * 1024**3, "3.0 GB")])
def test_sizes_are_said_as_people_say_them(count, words):
    assert size_words(count) == words


def test_sticks_that_come_are_told_once(session, plugs, qapp):
    watch, came = StickWatch(session), list[str]()
    watch.came.connect(came.append)
    plugs.put_in("blue")
    watch.look()  # was in before anybody looked
    assert came == []

    plugs.put_in("red")
    watch.look()
    watch.look()

    assert came == ["red"]


def test_a_damaged_vault_is_no_reason_to_stumble_over_sticks(session, vault, plugs):
    watch = StickWatch(session)
    plugs.put_in("blue")
    set_setting(vault, copies.STICKS, "{}")
    with vault.transaction():
        vault.run("UPDATE record SET rev = 7 WHERE id = :id", id=copies.STICKS)

    watch.look()

    assert watch.sticks.usable == ()


def test_the_kernels_lists_are_watched(session, plugs, monkeypatch):
    watch, signs = StickWatch(session), ["one"]
    monkeypatch.setattr(watching, "signs", lambda: signs[0])
    watch.look()
    plugs.put_in("blue")
    watch._on_tick()
    assert watch.sticks.usable == ()

    signs[0] = "two"
    watch._on_tick()

    assert [stick.name for stick in watch.sticks.usable] == ["blue"]
