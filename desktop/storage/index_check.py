"""Whether the search index says what the records say: its own tables are the only ones the roots do not cover."""

from collections.abc import Iterator

from desktop.domain.checks import Problem
from desktop.storage import indexes, records
from desktop.storage.vault import Vault

# As in the schema; the words of the schema's own table are compared with those of one made anew in memory.
_ANEW = (
    "CREATE VIRTUAL TABLE temp.anew USING fts5(title, body, forms, content='', contentless_delete=1,"
    " tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')"
)
# Each word with where it stands, added up: a word that stands elsewhere gives another sum.
_WORDS = (
    "SELECT term, count(*), sum((doc * 2654435761 + offset * 40503 + (col = 'body') * 97 + (col = 'forms') * 193) % 4294967291)"
    " FROM temp.{} GROUP BY term ORDER BY term"
)


def problems(frozen: Vault) -> tuple[Problem, ...]:
    """Make the search index anew in memory and compare. Slow; for a snapshot. Raises DataDamaged."""
    frozen.rows(_ANEW)
    frozen.rows("CREATE VIRTUAL TABLE temp.words_kept USING fts5vocab(main, words, instance)")
    frozen.rows("CREATE VIRTUAL TABLE temp.words_anew USING fts5vocab(temp, anew, instance)")
    frozen.rows("BEGIN")
    try:
        for number, searched in _expected(frozen):
            frozen.rows(
                "INSERT INTO temp.anew (rowid, title, body, forms) VALUES (:number, :title, :body, :forms)", number=number, **searched
            )
        sizes = [frozen.rows(f"SELECT id, sz FROM {table}_docsize ORDER BY id") for table in ("main.words", "temp.anew")]  # noqa: S608
        words = [frozen.rows(_WORDS.format(table)) for table in ("words_kept", "words_anew")]
    finally:
        frozen.rows("ROLLBACK")
    return () if sizes[0] == sizes[1] and words[0] == words[1] else (Problem("search-older"),)


def _expected(frozen: Vault) -> Iterator[tuple[int, dict[str, str]]]:
    for number, value in records.numbered(frozen):
        if not getattr(value, "removed_at", ""):
            title, body = indexes.words_of(value)
            if title or body:
                yield number, indexes.searched(title, body)
