"""Killed while a table comes in, is taken back and comes back: it is in whole or not at all, and the vault is sound."""

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.domain.events import Event
from desktop.domain.people import Party, Person
from desktop.domain.planned import PlannedRow
from desktop.domain.tables import Column, Field, Matching, Table
from desktop.operations.checks import check
from desktop.operations.importing import bringing, parts, planning, taking_back
from desktop.operations.importing.bringing import Manner
from desktop.operations.vaults import open_vault
from desktop.preferences import HOME
from desktop.storage import records
from desktop.storage import rows as stored_rows
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests.torture.counts import count, seeded, tell
from tests.torture.victims import victim

KILLS = count(2, 300)
ROWS, PIECE = 60, 10


def rows(vault: Vault) -> tuple[PlannedRow, ...]:
    """Rows that become a case, a person, his place in it, a unit now and then, and a remark."""
    cells = [(f"Лесной{number} Пётр Ильич", f"{10000 + number // 7}", f"звонил {number}") for number in range(ROWS)]
    table = Table(rows=(("ФИО", "в/ч", "Комментарий"), *cells), numbers=tuple(range(1, ROWS + 2)))
    how = Matching(columns=(Column(becomes=Field.FULL_NAME), Column(becomes=Field.UNIT), Column(becomes=Field.NOTE)))
    return planning.planned(table, how, vault.today())


def bring_in_and_take_back(pipe: Connection, home: str, folder: Path, keys: Keys) -> None:
    """Bring a table in, take it back, bring it back again, forget it, until killed."""
    os.environ[HOME] = home
    bringing.PIECE = PIECE
    with open_vault(folder, keys) as vault:
        planned = rows(vault)
        pipe.send("open")
        while True:
            whole = bringing.bring_in(vault, planned, {}, Manner(kept_title="x"))
            taking_back.take_back(vault, whole)
            taking_back.bring_back(vault, whole)
            taking_back.take_back(vault, whole)


def test_a_kill_leaves_an_import_whole_or_not_at_all(vault: Vault, folder: Path, keys: Keys) -> None:
    vault.close()
    chance, whole_ones = seeded("killed imports"), 0

    for _ in range(KILLS):
        with victim(bring_in_and_take_back, folder, keys) as (process, pipe):
            pipe.poll(None)
            time.sleep(chance.random() * 0.8)
            process.kill()
        with open_vault(folder, keys) as again:
            told = parts.imports(again)
            known = {case for each in told for part in parts.parts_of(again, each.id) for case in part.cases}
            there = {row.id for row in records.stored(again) if row.kind == "case"}
            # Whatever case there is belongs to an import that is whole, with all that was made with it.
            assert there == known
            assert len(known) == ROWS * len(told)
            assert [each.cases for each in told] == [ROWS] * len(told)
            for kind in (Person, Party, Event):
                assert len([row for row in records.stored(again) if row.kind == records_kind(kind)]) == ROWS * len(told)
            assert parts.cut_short(again) == []
            assert check(again).ok
            assert again.problems_of_roots() == ()
            whole_ones += len(told)
            for each in told:
                _clear(again, each.id)

    said = f"{whole_ones} imports whole, all others gone; every vault sound"
    tell(f"{KILLS} kills while {ROWS} rows came in, were taken back and came back: {said}")


def records_kind(kind: type) -> str:
    """The word for a kind."""
    return {Person: "person", Party: "party", Event: "event"}[kind]


def _clear(vault: Vault, whole: str) -> None:
    """Make room for the next: all that the import made goes for good."""
    with vault.transaction():
        for part in parts.parts_of(vault, whole):
            for id_ in (*(row.id for case in part.cases for row in stored_rows.of_case(vault, case)), *part.people, *part.units, part.id):
                records.purge(vault, id_)
