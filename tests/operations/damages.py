"""Ways to damage a vault, for tests that see what becomes of it."""

from pathlib import Path

from desktop.storage import connection, header
from desktop.storage.keys import Keys, database_key
from desktop.storage.pages import Pages, rows
from desktop.storage.vault import DATABASE

PAGE = connection.PAGE


def change_rows(folder: Path, keys: Keys, sql: str) -> None:
    """Change rows as no save does, and as an old page put back would: all that is left is sound by itself."""
    head = header.read(folder).sealed.header
    opened = connection.connect(folder / DATABASE, database_key(keys, head.db_salt))
    opened.execute(sql)
    opened.close()


def lose_a_sector(folder: Path, keys: Keys) -> None:
    """Lose a sector with notes: the vault opens, and not all of it can be read."""
    found = Pages(folder / DATABASE, keys, header.read(folder).sealed.header)
    page = max(number for number in range(2, found.count + 1) if any(row[2:3] == ("note",) for _, row in rows(found.read(number) or b"\0")))
    with (folder / DATABASE).open("r+b") as file:
        file.seek((page - 1) * PAGE + 700)
        file.write(bytes(512))
