"""Peers are shown while she looks, and nothing of it is left anywhere: no table, index, journal, draft, copy, transfer or bundle."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.events import Event, EventKind
from desktop.domain.letters import RegisterEntry
from desktop.operations import bundles, cards, letters
from desktop.operations.backups import back_up
from desktop.operations.cases import keep_case, open_case
from desktop.operations.events import keep_event
from desktop.operations.looking import look_inside
from desktop.operations.units import keep_unit
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui.case.overview import OverviewTab
from desktop.ui.case.page import CasePage
from desktop.ui.desk import Desk
from tests import make
from tests.conftest import PASSPHRASE
from tests.documents.pages_of import text_of
from tests.operations.backup_case import stick
from tests.operations.test_transfers import inside
from tests.operations.transfer_case import handed
from tests.ui.test_visitor import Shell

CANARY = "Канарейкагавань"


@pytest.fixture
def tied(vault) -> tuple[Case, Case]:
    """Two files of one unit, to both of which the same happened on one day."""
    unit = keep_unit(vault, make.unit())
    mine, other = (keep_case(vault, replace(open_case(vault), unit=unit.id)) for _number in range(2))
    other = keep_case(vault, replace(other, pseudonym=CANARY))
    for case in (mine, other):
        keep_event(vault, Event(id=vault.new_id(), case=case.id, kind=EventKind.HELD, day=Day("2026-04-05"), title="на гауптвахте"))
    return mine, other


@pytest.fixture
def tab(session, shown, tied) -> OverviewTab:
    return shown(OverviewTab(session, tied[0].id))


def shown_in(panel) -> list[tuple[str, ...]]:
    return [tuple(column.text_of(row) for column in panel.table.model_.columns[:3]) for row in panel.table.model_.rows]


def press(tab) -> None:
    QTest.keyClick(tab._left, Qt.Key.Key_W)


def test_a_key_shows_them_and_a_key_folds_them_again(tab, tied, qtbot):
    assert not tab.peers.is_open

    press(tab)

    assert shown_in(tab.peers) == [
        (CANARY, "same unit", ""), (CANARY, "same day", "Held, 5 Apr 2026"), (CANARY, "same pressure", "Held"),
    ]  # fmt: skip
    with qtbot.waitSignal(tab.case_asked) as asked:
        QTest.keyClick(tab.peers.table, Qt.Key.Key_Return)
    assert asked.args == [tied[1].id]
    QTest.keyClick(tab.peers.table, Qt.Key.Key_Escape)
    assert not tab.peers.is_open
    assert tab.peers.table.model_.rows == ()


def test_they_go_with_the_page_and_when_a_visitor_sits_down(tab, session, tied):
    press(tab)
    tab.hide()
    assert tab.peers.table.model_.rows == ()
    tab.show()
    press(tab)
    assert tab.peers.table.model_.rows != ()

    session.begin_visit(tied[0].id)

    assert tab.peers.table.model_.rows == ()
    press(tab)
    assert not tab.peers.is_open
    assert "F8 first" in tab.line.text()


def test_where_nothing_is_in_common_it_says_so(session, shown, vault, tied):
    tab = shown(OverviewTab(session, open_case(vault).id))

    press(tab)

    assert tab.peers.said.text() == "No other file has any of it."


def rows_of_all_tables(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    tables = [str(name) for (name,) in vault.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert {"record", "change", "journal", "root", "words_data", "name_key", "case_row"} <= set(tables)
    return {table: sorted(vault.rows(f"SELECT * FROM {table}"), key=repr) for table in tables}


def files_below(folder: Path) -> dict[str, bytes]:
    """What lies on the disk beside the vault's own pages, which are compared row by row."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "vault" not in path.parts}


def test_after_looking_at_them_nothing_in_the_vault_has_changed_and_no_draft_tells_of_them(session, shown, vault, tied, tmp_path):
    desk = shown(Desk(session, Shell()))
    desk.begin()
    page = desk.open_case(tied[0].id)
    page.show_tab("people")
    page.people.new_person()
    page.people.form.parts["surname"].setText("Недописанный")
    page.show_tab("overview")
    before, draft, disk = rows_of_all_tables(vault), page.save_draft(), files_below(tmp_path)

    page.overview.peers.turn()
    assert CANARY in {row[0] for row in shown_in(page.overview.peers)}

    assert rows_of_all_tables(vault) == before
    assert files_below(tmp_path) == disk
    assert page.save_draft().fields == draft.fields
    assert session.history.top is None
    desk.leave()
    after = rows_of_all_tables(vault)
    new = {table: [row for row in rows if row not in before[table]] for table, rows in after.items()}
    drafts = new.pop("record")
    # The draft of what was typed and the place where she was; the sums and the index go along with them.
    assert len(drafts) == 2
    assert {table for table, rows in new.items() if rows} <= {"root", "words_data", "words_docsize", "words_idx"}
    written = b"".join(cell if isinstance(cell, bytes) else str(cell).encode() for row in drafts for cell in row)
    assert "Недописанный".encode() in written
    for told in (CANARY, tied[1].id, tied[1].number, "same unit", "same pressure"):
        assert told.encode() not in written
    desk.drafts._timer.stop()


def test_no_copy_transfer_or_bundle_tells_of_them(session, shown, vault, colleague, tied, tmp_path):
    mine, other = tied
    keep_case(vault, replace(records.get(vault, Case, mine.id), may_be_handed_to="коллеге"))
    letter = letters.begin_letter(vault, mine.id, "r02")
    letters.approve_letter(vault, letter, explained=(), allow_gaps=True, today=vault.today())
    earlier = look_inside(back_up(vault, stick(tmp_path)).file, PASSPHRASE)
    page = shown(CasePage(session, mine.id))
    page.overview.peers.turn()
    assert shown_in(page.overview.peers)

    later = look_inside(back_up(vault, stick(tmp_path)).file, PASSPHRASE)
    known = {(each.kind, each.id): each.body for of_case in earlier.records.values() for each in of_case}
    new = [each for of_case in later.records.values() for each in of_case if known.get((each.kind, each.id)) != each.body]
    assert {each.kind for each in new} <= {"setting"}
    assert all(CANARY.encode() not in each.body and other.id.encode() not in each.body for each in new)

    gone = b"".join(inside(handed(vault, colleague, tmp_path, mine.id, with_history=True), cards.own_keys(colleague).sealing).values())
    assert mine.id.encode() in gone
    for told in (CANARY, other.id, other.number, "same unit", "same pressure"):
        assert told.encode() not in gone
    (entry,) = [each for each in records.every(vault, RegisterEntry) if each.case == mine.id]
    assert CANARY not in text_of(bundles.make_bundle(vault, (entry,), cover="Материалы"))
