"""A case goes to a colleague and comes back changed: two vaults, real pages, and the child that reads what a stranger made."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop import guard
from desktop.domain.cases import Case, Stage
from desktop.operations import cards, incoming
from desktop.operations.checks import check
from desktop.storage import cases, records, search
from desktop.storage.vault import Vault
from desktop.ui import style
from desktop.ui.jobs import Jobs
from desktop.ui.session import Session
from desktop.ui.transfers.page import TransfersPage
from tests.operations.transfer_case import everything, fill
from tests.ui.conftest import AskingFake


class Lawyer:
    """One of the two, at her own laptop."""

    def __init__(self, vault: Vault, name: str, qtbot) -> None:
        self.vault, self.asking = vault, AskingFake()
        self.session = Session(vault, Jobs(start=lambda run: run()), self.asking)
        self.page = TransfersPage(self.session)
        qtbot.addWidget(self.page)
        self.page.resize(1198, 690)
        self.page.show()
        self.page.show_leaf(2)
        self.page.cards.name.setText(name)
        press(self.page.cards.name, Qt.Key.Key_Return)

    def takes_card_of(self, other: "Lawyer", tmp_path: Path) -> None:
        """She gets the other's card as a file, and they compare the digits on the telephone."""
        file = tmp_path / "card.txt"
        other.asking.paths = [file]
        other.page.cards.save.click()
        self.asking.paths = [file]
        self.page.cards.choose.click()
        read_out = other.page.cards.digits.text().split()
        assert list(cards.fingerprint(cards.card_of(self.page.cards.table.current()))) == read_out
        press(self.page.cards.table, Qt.Key.Key_Space)

    def sends(self, case: str, folder: Path) -> Path:
        """She hands one case over."""
        self.page.show_leaf(0)
        self.page.giving.where.choose_folder(folder)
        self.page.giving.table.select([row.id for row in self.page.giving.table.model_.rows].index(case))
        press(self.page.giving.table, Qt.Key.Key_Space)
        before = set(folder.iterdir())
        press(self.page.giving.go, Qt.Key.Key_Return)
        (made,) = set(folder.iterdir()) - before
        return made

    def brings_in(self, file: Path) -> None:
        """She brings a file in, and takes the stick out again."""
        self.asking.paths = [file]
        self.page.show_leaf(1)
        press(self.page.coming, Qt.Key.Key_Insert)
        file.unlink()


def press(widget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


@pytest.mark.apart
def test_a_case_goes_and_comes_back(vault: Vault, colleague: Vault, qapp, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(guard, "is_network_refused", lambda: True)
    style.dress(qapp, "light")
    mine = fill(vault, tmp_path, papers=2)
    stick = tmp_path / "stick"
    stick.mkdir()
    boris, anna = Lawyer(vault, "Борис", qtbot), Lawyer(colleague, "Анна", qtbot)
    boris.takes_card_of(anna, tmp_path)
    anna.takes_card_of(boris, tmp_path)

    # It goes, waits with her unseen, and is taken in.
    anna.brings_in(boris.sends(mine.case.id, stick))
    assert cases.rows(colleague) == []
    assert "compared by voice" in anna.page.coming.signed_by.text()
    press(anna.page.coming.take, Qt.Key.Key_Return)
    assert [row.pseudonym for row in cases.rows(colleague)] == ["Клён"]
    assert search.find(colleague, "Королёв")
    assert check(colleague).ok

    # She works on it and sends it back: the two stand side by side.
    worked_on = replace(records.get(colleague, Case, mine.case.id), stage=Stage.COURT, now="суд назначен")
    with colleague.transaction():
        records.save(colleague, worked_on)
    anna.session.changed.emit()
    boris.brings_in(anna.sends(mine.case.id, stick))
    before = everything(vault)
    differences = boris.page.coming.preview.differences
    shown = [tuple(differences.model_.data(differences.model_.index(row, column)) for column in (1, 2, 3, 4)) for row in range(2)]
    assert ("how it stands", "ждёт ответа", "суд назначен", "what is here") in shown
    press(differences, Qt.Key.Key_Space)
    assert boris.page.coming.take.text() == "Take in — Клён"

    # Taken in, and undone to the last byte.
    press(boris.page.coming.take, Qt.Key.Key_Return)
    back = records.get(vault, Case, mine.case.id)
    assert (back.stage, back.now, back.conflict_checked) == (Stage.COURT, "суд назначен", "2026-05-01")
    press(boris.page.coming.undo, Qt.Key.Key_Return)
    assert everything(vault) == before
    assert check(vault).ok
    assert [each.is_waiting for each in incoming.kept_apart(vault)] == [True]
