"""C40: a library that would write in the clear is refused before it writes anything."""

import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.domain.errors import LibraryUnfit
from desktop.storage import connection

KEY = f"x'{'5a' * 48}'"


class Library:
    """A connection whose library answers as told, and as the real one to everything else."""

    def __init__(self, **answers: list[tuple[str, ...]]) -> None:
        self._answers, self._real = answers, dbapi2.connect(":memory:")
        self._asked = ""
        self._real.execute(f'PRAGMA key="{KEY}"')

    def execute(self, sql: str, *_: object):
        self._asked = sql.removeprefix("PRAGMA ")
        return self if self._asked in self._answers else self._real.execute(sql)

    def fetchone(self):
        return next(iter(self._answers[self._asked]), None)

    def fetchall(self):
        return self._answers[self._asked]


def test_the_library_of_python_itself_is_refused():
    # It takes "PRAGMA key" without a word, and writes in the clear.
    with pytest.raises(LibraryUnfit):
        connection.probe(sqlite3.connect(":memory:"))


@pytest.mark.parametrize(
    "answers",
    [
        {"cipher_version": []},
        {"cipher_version": [("",)]},
        {"cipher_version": [("4.18.9 community",)]},
        {"cipher_version": [("3.4.1",)]},
        {"compile_options": [("TEMP_STORE=1",)]},
        {"cipher_provider": []},
    ],
    ids=["no cipher", "no version", "an older one", "the one of Debian", "temporary files", "no provider"],
)
def test_an_unfit_library_is_refused(answers):
    with pytest.raises(LibraryUnfit):
        connection.probe(Library(**answers))


def test_the_library_that_is_shipped_is_fit_and_what_it_makes_is_no_plain_database(tmp_path: Path):
    connection.probe(Library())

    database = connection.connect(tmp_path / "cases.db", KEY, new=True)
    database.execute("CREATE TABLE words (word TEXT)")
    database.close()

    assert not (tmp_path / "cases.db").read_bytes().startswith(b"SQLite format 3")
