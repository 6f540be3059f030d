"""The schema of the database, as steps: one path for new files and old. A step that shipped is never edited."""

from collections.abc import Callable, Sequence

from desktop.domain.errors import FileTooNew
from desktop.storage.connection import Connection

# Step 1. Every noun is one row of `record`; the other tables are made from it and can be made again.
# No row may overflow its page of 16 KiB: a body longer than `chunks.FIRST` goes on in `chunk`.
_FIRST = """
CREATE TABLE record (
    number     INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    kind       TEXT NOT NULL,
    case_id    TEXT,
    rev        INTEGER NOT NULL,
    device     TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    removed    INTEGER NOT NULL,
    parts      INTEGER NOT NULL,
    body       BLOB NOT NULL,
    digest     BLOB NOT NULL
) STRICT;
CREATE INDEX record_of_case ON record (case_id, kind) WHERE case_id IS NOT NULL;
CREATE INDEX record_of_kind ON record (kind);

CREATE TABLE change (
    number     INTEGER PRIMARY KEY,
    record     TEXT NOT NULL,
    rev        INTEGER NOT NULL,
    device     TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    fields     TEXT NOT NULL,
    parts      INTEGER NOT NULL,
    body       BLOB NOT NULL,
    digest     BLOB NOT NULL
) STRICT;
CREATE INDEX change_of_record ON change (record, rev);

CREATE TABLE chunk (
    owner TEXT NOT NULL,
    part  INTEGER NOT NULL,
    body  BLOB NOT NULL,
    UNIQUE (owner, part)
) STRICT;

CREATE TABLE case_row (
    id         TEXT PRIMARY KEY,
    number     TEXT NOT NULL UNIQUE,
    pseudonym  TEXT NOT NULL,
    category   TEXT NOT NULL,
    unit_id    TEXT NOT NULL,
    unit       TEXT NOT NULL,
    stage      TEXT NOT NULL,
    situation  TEXT NOT NULL,
    threat     TEXT NOT NULL,
    urgent_by  TEXT NOT NULL,
    zone       TEXT NOT NULL,
    next_day   TEXT NOT NULL,
    next_title TEXT NOT NULL,
    colour     INTEGER NOT NULL,
    closed     INTEGER NOT NULL,
    urgent     INTEGER NOT NULL
) STRICT;
CREATE INDEX case_row_urgent ON case_row (urgent) WHERE urgent = 1;
CREATE INDEX case_row_idle ON case_row (next_day) WHERE next_day = '' AND closed = 0;
CREATE INDEX case_row_unit ON case_row (unit_id);

CREATE TABLE unit_row (
    id     TEXT PRIMARY KEY,
    number TEXT NOT NULL
) STRICT;

CREATE TABLE due (
    id      TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    kind    TEXT NOT NULL,
    day     TEXT NOT NULL,
    time    TEXT NOT NULL,
    title   TEXT NOT NULL
) STRICT;
CREATE INDEX due_day ON due (day);
CREATE INDEX due_case ON due (case_id, day);

CREATE TABLE party (
    id      TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    person  TEXT NOT NULL,
    role    TEXT NOT NULL
) STRICT;
CREATE INDEX party_case ON party (case_id);
CREATE INDEX party_person ON party (person);

CREATE TABLE register_row (
    id     TEXT PRIMARY KEY,
    number TEXT NOT NULL
) STRICT;
CREATE INDEX register_row_number ON register_row (number);

CREATE VIRTUAL TABLE words USING fts5 (
    title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
);
"""

# Step 2. Sums over all rows (`roots`).
_SECOND = """
CREATE TABLE root (
    case_id TEXT PRIMARY KEY,
    counter INTEGER NOT NULL,
    sum     BLOB NOT NULL,
    mac     BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""

# Step 3. Pages that drafts take over when the disk is full (`reserve`).
_THIRD = """
CREATE TABLE reserve (
    number INTEGER PRIMARY KEY,
    body   BLOB NOT NULL
) STRICT;
"""

# Step 4. What left the program and when keys changed (`journal`); no record, so that nothing carries it out. It goes with its
# case: the triggers hold whoever takes the case away, and however.
_FOURTH = """
CREATE TABLE journal (
    number  INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    deed    TEXT NOT NULL,
    case_id TEXT,
    subject TEXT NOT NULL
) STRICT;
CREATE TRIGGER journal_of_purged_case AFTER DELETE ON record WHEN OLD.kind = 'case' BEGIN
    DELETE FROM journal WHERE case_id = OLD.id;
END;
CREATE TRIGGER journal_of_removed_case AFTER UPDATE OF removed ON record WHEN NEW.kind = 'case' AND NEW.removed = 1 BEGIN
    DELETE FROM journal WHERE case_id = NEW.id;
END;
"""

# Step 5. The calls to be rung back, and the cases that cannot wait by their hour: Today reads the first of each, not all there
# ever were. A call whose body goes on in `chunk` stands there with any time; who reads it looks at the call itself.
_FIFTH = """
CREATE TABLE call_back (
    id TEXT PRIMARY KEY,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX call_back_at ON call_back (at);
INSERT INTO call_back SELECT id, at FROM (
    SELECT id, CASE parts WHEN 1 THEN coalesce(json_extract(CAST(body AS TEXT), '$.ring_back'), '') ELSE changed_at END AS at,
        CASE parts WHEN 1 THEN coalesce(json_extract(CAST(body AS TEXT), '$.done_at'), '') ELSE '' END AS done
    FROM record WHERE kind = 'call' AND removed = 0
) WHERE at <> '' AND done = '';
DROP INDEX case_row_urgent;
CREATE INDEX case_row_urgent ON case_row (urgent_by) WHERE urgent = 1;
"""

# Step 6. One letter is a beginning, too: without an index of its own, the first key in the search box gathers every word that begins
# with it, 25 ms for each ten thousand notes. The index is empty then; who opens the vault has it made anew.
_SIXTH = """
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
);
"""

# Step 7. What the names of people are filed under (`names`), so that one man written differently is found among thirty thousand.
# The table is empty then; who opens the vault has it filled.
_SEVENTH = """
CREATE TABLE name_key (
    key    TEXT NOT NULL,
    part   TEXT NOT NULL,
    person INTEGER NOT NULL
) STRICT;
CREATE INDEX name_key_key ON name_key (key, part);
CREATE INDEX name_key_person ON name_key (person);
"""

# Step 8. What is in the bin, by the time it was put there: the program looks at every opening whether something of it is due.
_EIGHTH = """
CREATE INDEX record_removed ON record (changed_at) WHERE removed = 1;
"""

# Step 9. The list of cases shows and filters by tags, the day a case was opened, and a consent that is wanting. Made anew beside the
# old one, in its order. A body that is no JSON is a damaged record, which is told where it is read, not here.
_NINTH = """
CREATE TABLE case_row_9 (
    id            TEXT PRIMARY KEY,
    number        TEXT NOT NULL UNIQUE,
    pseudonym     TEXT NOT NULL,
    category      TEXT NOT NULL,
    unit_id       TEXT NOT NULL,
    unit          TEXT NOT NULL,
    stage         TEXT NOT NULL,
    situation     TEXT NOT NULL,
    threat        TEXT NOT NULL,
    urgent_by     TEXT NOT NULL,
    zone          TEXT NOT NULL,
    next_day      TEXT NOT NULL,
    next_title    TEXT NOT NULL,
    colour        INTEGER NOT NULL,
    closed        INTEGER NOT NULL,
    urgent        INTEGER NOT NULL,
    tags          TEXT NOT NULL,
    opened_at     TEXT NOT NULL,
    lacks_consent INTEGER NOT NULL
) STRICT;
INSERT INTO case_row_9 SELECT id, number, pseudonym, category, unit_id, unit, stage, situation, threat, urgent_by, zone, next_day,
    next_title, colour, closed, urgent,
    substr(coalesce((SELECT group_concat(value, char(10)) FROM json_each(body, '$.tags')), ''), 1, 2000),
    substr(coalesce(json_extract(body, '$.opened_at'), ''), 1, 200),
    coalesce(json_extract(body, '$.contracting'), '') NOT IN ('', coalesce(json_extract(body, '$.client'), ''))
        AND coalesce(json_extract(body, '$.consent'), '') <> 'yes'
FROM (
    SELECT case_row.*, CASE WHEN json_valid(whole) THEN whole ELSE '{}' END AS body FROM case_row LEFT JOIN (
        SELECT record.id AS of_case, CAST(body AS TEXT) || coalesce((SELECT group_concat(CAST(body AS TEXT), '') FROM
            (SELECT body FROM chunk WHERE owner = record.id ORDER BY part)), '') AS whole
        FROM record WHERE kind = 'case'
    ) ON of_case = case_row.id ORDER BY case_row.rowid
);
DROP TABLE case_row;
ALTER TABLE case_row_9 RENAME TO case_row;
CREATE INDEX case_row_urgent ON case_row (urgent_by) WHERE urgent = 1;
CREATE INDEX case_row_idle ON case_row (next_day) WHERE next_day = '' AND closed = 0;
CREATE INDEX case_row_unit ON case_row (unit_id);
"""

# Step 10. Each word is found by its other forms, too (`word_forms`). The index is empty then; who opens the vault has it made anew.
_TENTH = """
DROP TABLE words;
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, forms, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
);
"""

# Step 11. What a word shares with its forms is told apart by words, no more by stems, and more of a unit is found. Made anew as above.
_ELEVENTH = _TENTH

STEPS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH, _FIFTH, _SIXTH, _SEVENTH, _EIGHTH, _NINTH, _TENTH, _ELEVENTH)


def bring_up_to_date(connection: Connection, steps: Sequence[str] = STEPS, *, after: Callable[[Connection], None] | None = None) -> None:
    """Run the steps this file has not seen, in one transaction, and then `after` if there were any. Raises FileTooNew."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(steps):
        raise FileTooNew(version, len(steps))
    if version == len(steps):
        return
    try:
        connection.executescript(f"BEGIN IMMEDIATE; {' '.join(steps[version:])} PRAGMA user_version = {len(steps)};")
        if after is not None:
            after(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
