"""No row ever overflows its page: with an overflow page SQLCipher can hand out wrong bytes without an error."""

import sqlite3
from pathlib import Path

import pytest

from desktop.domain.deadlines import Deadline
from desktop.storage import records
from desktop.storage.vault import Vault
from tests import make

# For pages of 16,384 bytes of which SQLCipher keeps 80 for itself.
MOST_IN_A_ROW, MOST_IN_AN_INDEX = 16_269, 4_065
LONG = "ж" * 70_000 + " слово " * 5_000


@pytest.fixture
def tmpfs(tmp_path: Path) -> Path:
    """A folder in memory: what is exported in clear must not reach a disk."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() else tmp_path


def test_no_row_of_a_full_vault_overflows(vault: Vault, tmpfs: Path) -> None:
    case = make.case(pseudonym=LONG, number="26-" + LONG, urgent_by=LONG, tags=(LONG,))
    values = [case, make.unit(number=LONG), make.person(surname=LONG), make.party(case=case.id, code_word=LONG),
              make.note(case=case.id, blocks={"facts": LONG * 3}), make.event(case=case.id, text=LONG),
              *(make.note(case=case.id, blocks={"facts": "слово " * n}) for n in range(0, 3000, 50))]  # fmt: skip
    with vault.transaction():
        for value in values:
            records.save(vault, value)
        records.save(vault, Deadline(id=vault.new_id(), case=case.id, due=vault.today(), title=LONG))
    with vault.transaction():
        records.save(vault, make.note(id=values[4].id, case=case.id, blocks={"facts": LONG}))
    plain = tmpfs / f"{vault.new_id()}.db"
    try:
        vault.rows(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        vault.rows("PRAGMA plain.page_size = 16384")
        vault.rows("SELECT sqlcipher_export('plain')")
        vault.rows("DETACH DATABASE plain")
        with sqlite3.connect(plain) as database:
            pages = database.execute(
                "SELECT d.name, d.pagetype, d.mx_payload, m.type = 'index' OR m.sql LIKE '%WITHOUT ROWID%' FROM dbstat AS d"
                " LEFT JOIN sqlite_master AS m ON m.name = d.name"
            ).fetchall()
        database.close()
    finally:
        plain.unlink(missing_ok=True)

    assert len(pages) > 20
    assert [name for name, kind, _, _ in pages if kind == "overflow"] == []
    assert [(name, most) for name, _, most, index in pages if most > (MOST_IN_AN_INDEX if index else MOST_IN_A_ROW)] == []
