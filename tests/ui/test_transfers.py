"""Cards, handing over and taking in, by keyboard, on two real vaults."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case
from desktop.operations import cards, incoming
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui.session import Session
from desktop.ui.transfers.page import TransfersPage
from tests import make
from tests.operations.backup_case import one_backup
from tests.operations.transfer_case import fill, received


@pytest.fixture
def page(session: Session, shown) -> TransfersPage:
    opened = shown(TransfersPage(session))
    opened.take_focus()
    return opened


def press(widget, key: Qt.Key | str) -> None:
    QTest.keyClicks(widget, key) if isinstance(key, str) else QTest.keyClick(widget, key)


def test_a_card_is_made_taken_in_and_compared(page: TransfersPage, vault: Vault, colleague: Vault, asking):
    cards.put_card(colleague, "Анна")
    page.show_leaf(2)
    press(page.cards.name, "Boris")
    press(page.cards.name, Qt.Key.Key_Return)
    page.cards.text.setPlainText(cards.card_text(colleague))
    page.cards.take.click()
    press(page.cards.table, Qt.Key.Key_Space)

    assert cards.own_card(vault).name == "Boris"
    assert tuple(page.cards.digits.text().split()) == cards.fingerprint(cards.own_card(vault))
    assert [(each.name, each.compared_on) for each in cards.colleagues(vault)] == [("Анна", "2026-05-14")]

    page.cards.text.setPlainText(cards.card_text(colleague).replace("age1", "age2"))
    page.cards.take.click()
    assert page.cards.line.text().startswith("This is no card")


def test_a_changed_card_is_asked_about_before_it_is_taken_in(page: TransfersPage, vault: Vault, colleague: Vault, asking):
    cards.put_card(colleague, "Анна")
    cards.take_card(vault, cards.Card("анна", "age1" + "q" * 58, "ab" * 32))
    asking.says_yes = False
    page.cards.text.setPlainText(cards.card_text(colleague))
    page.cards.take.click()

    assert "with other digits" in asking.asked[0].text
    assert len(cards.colleagues(vault)) == 1


def test_a_case_is_handed_over_by_keyboard_and_the_button_says_which(page: TransfersPage, vault: Vault, colleague: Vault, tmp_path: Path):
    mine = fill(vault, tmp_path)
    cards.put_card(vault, "Борис")
    cards.put_card(colleague, "Анна")
    cards.take_card(vault, cards.from_text(cards.card_text(colleague)))
    (tmp_path / "stick").mkdir()
    page.giving.show_choices()
    page.giving.where.choose_folder(tmp_path / "stick")
    page.giving.table.select([row.id for row in page.giving.table.model_.rows].index(mine.case.id))

    press(page.giving.table, Qt.Key.Key_Space)

    assert page.giving.go.text() == "Hand over — Клён"
    assert "Клён: may be handed to коллеге Анне" in page.giving.counted.text()
    assert "never compared" in page.giving.about_card.text()
    press(page.giving.go, Qt.Key.Key_Return)
    assert page.giving.line.text().startswith("Made and read back")
    (file,) = (tmp_path / "stick").glob("*.sealed")
    assert incoming.receive(colleague, file).cases[0].pseudonym == "Клён"
    press(page.giving.table, Qt.Key.Key_Space)
    assert "Клён: went to Анна already" in page.giving.counted.text()


def test_without_a_noted_consent_the_button_waits_for_her_tick(page: TransfersPage, vault: Vault, colleague: Vault, tmp_path: Path):
    with vault.transaction():
        records.save(vault, make.case())
    cards.put_card(vault, "Борис")
    cards.put_card(colleague, "Анна")
    cards.take_card(vault, cards.from_text(cards.card_text(colleague)))
    page.giving.show_choices()
    page.giving.where.choose_folder(tmp_path)
    press(page.giving.table, Qt.Key.Key_Space)

    assert page.giving.without_consent.isVisible()
    assert not page.giving.go.isEnabled()
    page.giving.without_consent.show_ticked(True)
    assert page.giving.go.isEnabled()


def test_what_came_is_looked_at_taken_in_and_undone(page: TransfersPage, vault: Vault, colleague: Vault, tmp_path: Path):
    theirs = fill(colleague, tmp_path)
    here = make.case(id=theirs.case.id, now="своё", pseudonym="Клён")
    with vault.transaction():
        records.save(vault, here)
    received(colleague, vault, tmp_path, theirs.case.id)
    page.show_leaf(1)
    page.coming.show_all()

    assert "whose card you compared" in page.coming.signed_by.text()
    assert page.coming.take.text() == "Take in — Клён"
    assert "Королёв" not in page.coming.preview.text.toPlainText()
    assert "▮" in page.coming.preview.text.toPlainText()
    differences = page.coming.preview.differences
    assert ("how it stands", "своё", "ждёт ответа") in [
        tuple(differences.model_.data(differences.model_.index(row, column)) for column in (1, 2, 3))
        for row in range(differences.model_.rowCount())
    ]
    press(differences, Qt.Key.Key_Space)
    press(page.coming.take, Qt.Key.Key_Return)
    assert records.get(vault, Case, here.id).now == "ждёт ответа"
    assert page.coming.undo.isVisible()
    press(page.coming.undo, Qt.Key.Key_Return)
    assert records.get(vault, Case, here.id) == here


def test_a_file_for_somebody_else_is_refused_in_one_sentence(page: TransfersPage, vault: Vault, colleague: Vault, tmp_path: Path, asking):
    cards.put_card(vault, "Борис")
    asking.paths = [one_backup(colleague, tmp_path).file]

    page.show_leaf(1)
    page.coming.choose()

    assert page.coming.line.text().startswith("Nothing was taken from this file. This is no file for a colleague")
    assert incoming.kept_apart(vault) == []


def test_a_case_of_a_backup_comes_the_same_way(page: TransfersPage, vault: Vault, tmp_path: Path):
    file = one_backup(vault, tmp_path).file
    page.look_into_backup(file)
    page.coming.backup.look.click()
    press(page.coming.backup.table, Qt.Key.Key_Space)
    page.coming.backup.bring.click()

    assert [each.pseudonym for each in incoming.kept_apart(vault)[0].cases] == ["Клён"]
    assert page.coming.signed_by.text() == "Out of a backup. Nothing in the vault was changed by that."


def test_beside_a_visitor_nothing_that_came_is_shown(page: TransfersPage, session: Session, vault: Vault, colleague: Vault, tmp_path: Path):
    theirs = fill(colleague, tmp_path)
    received(colleague, vault, tmp_path, theirs.case.id)
    session.changed.emit()
    assert page.coming.files.model_.rowCount() == 1

    session.begin_visit("")

    assert page.coming.files.model_.rowCount() == 0
    assert page.giving.table.model_.rowCount() == page.cards.table.model_.rowCount() == page.giving.to.count() == 0
