"""A desk with ten thousand cases and a hundred thousand notes: searching, unlocking, opening, saving, and how each grows."""

import json
import os
import sqlite3
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import yardsticks
from benchmarks.measure import Figure, once, program, spread
from desktop.domain.drafts import Draft, Setting
from desktop.domain.notes import Note
from desktop.operations.demo.lots import REFERENCE
from desktop.operations.demo.making import make_demo
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import indexes, kinds, records, search, tokens
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault

NEEDS = ()
SIZES = (100, 1_000, 10_000)
NOTES_A_CASE = 10
WORDS, LONGEST_TYPED, HITS, FIRST = 60, 7, 40, 14  # the box holds forty, fourteen are seen
ROUNDS, WORK = 5, 5
# The day on which every invented case stands, so that as much is due as on any day.
NOON = datetime.combine(REFERENCE, time(9), UTC)
_AT_ONCE = 500


def figures(place: Path, sizes: tuple[int, ...] = SIZES) -> list[Figure]:
    """The figures at the largest size, and the growth from one size to the next."""
    folders = {size: place / f"vault-{size}" for size in sizes}
    keys = {size: _make(folder, size) for size, folder in folders.items()}
    lines = list[Figure]()
    largest = sizes[-1]
    many = f"{largest:,} cases, {largest * NOTES_A_CASE:,} notes"
    with open_vault(folders[largest], keys[largest]) as vault:
        plain = _plain(vault, place / "plain.db")
        typed = _typed(vault)
        ours, theirs = _searched(vault, plain, typed)
        plain.close()
    # The small and the large in turn: what the computer does besides falls on all alike.
    rounds = [{size: _window(folders[size], typed if size == largest else []) for size in sizes} for _ in range(ROUNDS)]
    taken = {size: {key: [each for found in rounds for each in found[size][key]] for key in rounds[0][size]} for size in sizes}
    found = taken[largest]
    for half, name, most in ((0, "p50", 15), (1, "p95", 50)):
        lines.append(Figure(f"search as you type, first hits, {name}; {many}", spread(ours)[half] * 1e3, "ms", "plain SQLite",
                            spread(theirs)[half] * 1e3, most=most, most_ratio=1.5))  # fmt: skip
    lines += [
        Figure("search box: a pause in typing → hits on the screen, p50", spread(found["typed"])[0] * 1e3, "ms"),
        Figure("search box: a pause in typing → hits on the screen, p95", spread(found["typed"])[1] * 1e3, "ms"),
        Figure(f"unlock beyond the key → Today on the screen, {largest:,} cases", median(found["unlock"]) * 1e3, "ms", most=300),
        Figure(f"a case → its page on the screen, {largest:,} cases", median(found["case"]) * 1e3, "ms"),
        Figure(f"save a note, beyond the disk's own time, {largest:,} cases", _saving(found) * 1e3, "ms", most=50),
        Figure("save a note, the disk's own time", median(found["disk"]) * 1e3, "ms"),
        Figure(f"peak memory of the window at work, {largest:,} cases", max(found["peak"]), "MiB"),
    ]
    for small, large in pairwise(sizes):
        for name, key in (("Today", "today"), ("a case", "case"), ("save a note, with the disk", "save")):
            lines.append(Figure(f"{name}, {large:,} cases", median(taken[large][key]) * 1e3, "ms", f"ours, {small:,} cases",
                                median(taken[small][key]) * 1e3, most_ratio=1.5))  # fmt: skip
    return lines


def _saving(found: dict[str, list[float]]) -> float:
    return max(0.0, median(found["save"]) - median(found["disk"]))


def _make(folder: Path, size: int) -> Keys:
    """A vault of invented cases, with notes until there are ten for each; their words are those of other notes."""
    make_demo(folder, "x", cases=size, unlock_seconds=0.05)
    keys, random = unlock(folder, "x"), Random(size)
    with open_vault(folder, keys) as vault:
        ids = [str(id_) for (id_,) in vault.rows("SELECT id FROM case_row ORDER BY id")]
        known = [value for _, value in records.numbered(vault) if isinstance(value, Note)]
        wanting = size * NOTES_A_CASE - len(known)
        more = (replace(random.choice(known), id=vault.new_id(), case=random.choice(ids), number=0) for _ in range(wanting))
        while batch := list(islice(more, _AT_ONCE)):
            with vault.transaction():
                for note in batch:
                    records.save(vault, note)
    return keys


def _plain(vault: Vault, file: Path) -> sqlite3.Connection:
    """The same rows, texts and index in plain SQLite."""
    plain = sqlite3.connect(file)
    plain.executescript(
        "CREATE TABLE record (number INTEGER PRIMARY KEY, kind TEXT, case_id TEXT, title TEXT, body TEXT);"
        "CREATE TABLE case_row (id TEXT PRIMARY KEY, number TEXT, pseudonym TEXT);"
        "CREATE VIRTUAL TABLE words USING fts5 (title, body, forms, content='', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3');"
    )
    plain.executemany("INSERT INTO case_row VALUES (?, ?, ?)", vault.rows("SELECT id, number, pseudonym FROM case_row"))
    for number, value in records.numbered(vault):
        title, body = indexes.words_of(value)
        if not isinstance(value, Draft | Setting) and not getattr(value, "removed_at", ""):
            plain.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?)",
                          (number, kinds.KIND_OF[type(value)], kinds.case_of(value), title, body))  # fmt: skip
            plain.execute("INSERT INTO words (rowid, title, body, forms) VALUES (:number, :title, :body, :forms)",
                          {"number": number, **indexes.searched(title, body)})  # fmt: skip
    plain.commit()
    return plain


def _typed(vault: Vault) -> list[str]:
    """What stands in the box key after key, while words are typed: each as often as it is written in notes, some with a second."""
    random = Random(7)
    notes = [note for note in _some_notes(vault, random) if tokens.words(note.text)]
    words = [random.choice(tokens.words(random.choice(notes).text)) for _ in range(WORDS)]
    typed = [word[:length] for word in words for length in range(1, min(len(word), LONGEST_TYPED) + 1)]
    return typed + [f"{one} {other[:4]}" for one, other in pairwise(words)]


def _some_notes(vault: Vault, random: Random) -> list[Note]:
    ids = [str(id_) for (id_,) in vault.rows("SELECT id FROM record WHERE kind = 'note' AND removed = 0 ORDER BY id")]
    return [records.get(vault, Note, id_) for id_ in random.sample(ids, min(500, len(ids)))]


def _searched(vault: Vault, plain: sqlite3.Connection, typed: Iterable[str], read: int = FIRST) -> tuple[list[float], list[float]]:
    """Seconds for each of these texts, here and in plain SQLite: which rows the box holds and of what kind, the first read to be shown."""
    ours, theirs = list[float](), list[float]()
    for place, text in enumerate(typed):
        runs = [(theirs, partial(_theirs, plain, text, read)), (ours, partial(_ours, vault, text, read))]
        # In turn: who comes second finds the processor warm.
        for taken, run in runs[:: -1 if place % 2 else 1]:
            taken.append(once(run))
    return ours, theirs


def _ours(vault: Vault, text: str, read: int) -> list[search.Hit]:
    looked = search.look(vault, text, limit=HITS)
    return search.read(vault, looked, looked.matches[:read])


def _theirs(plain: sqlite3.Connection, text: str, read: int) -> list[tuple[str, ...]]:
    query = indexes.query_of(tokens.words(text))
    rows = plain.execute("SELECT words.rowid, kind, case_id FROM words CROSS JOIN record ON record.number = words.rowid"
                         " WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT ?", (query, HITS)).fetchall()  # fmt: skip
    first = plain.execute("SELECT kind, title, body, case_row.number, pseudonym FROM record LEFT JOIN case_row ON case_row.id = case_id"
                          " WHERE record.number IN (SELECT value FROM json_each(?)) ORDER BY record.number DESC",
                          (json.dumps([number for number, _, _ in rows[:read]]),))  # fmt: skip
    return [_hit(*row, text) for row in first]


def _hit(kind: str, title: str, body: str, number: str, pseudonym: str, text: str) -> tuple[str, str, str, str, str]:
    """A hit as it is shown: with the line around the first of the words."""
    plain = tokens.plain(body)
    place = min((place for word in tokens.words(text) if (place := plain.find(word)) >= 0), default=0)
    return kind, title, number, pseudonym, " ".join(body[max(0, place - search.AROUND) : place + search.AROUND].split())


def _window(folder: Path, typed: list[str], times: int = WORK) -> dict[str, list[float]]:
    """What the real window takes, in a process just begun: one unlocking, and so many times each thing after it."""
    few = typed[:: max(1, len(typed) // 50)]
    env = {"QT_QPA_PLATFORM": "offscreen", "BENCH_TYPED": json.dumps(few), "LANG": "C.UTF-8",
           "PORTFEL_HOME": str(folder.with_name("home")), "HOME": os.devnull}  # fmt: skip
    done = program([sys.executable, "-m", "benchmarks.window", str(folder), NOON.isoformat(), str(times)], given=b"x\n",
                   folder=yardsticks.ROOT, env=env)  # fmt: skip
    found = json.loads(done.said)
    return {**found, "unlock": [found["unlock"]], "peak": [done.peak_mib]}
