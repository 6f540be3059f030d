"""The search box, lists and saves in a large vault, beside the same tables in plain SQLite, and how each grows."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from benchmarks.measure import Figure, once, seconds, spread
from desktop.domain.cases import Case
from desktop.domain.notes import Note
from desktop.operations.notes import keep_note
from desktop.operations.vaults import create_vault, open_vault
from desktop.storage import cases, deadlines, records, search, tokens
from desktop.storage.vault import Vault

SYLLABLES = (
    "ба",
    "во",
    "га",
    "де",
    "жи",
    "зо",
    "ка",
    "ле",
    "мо",
    "на",
    "пе",
    "ро",
    "се",
    "то",
    "фу",
    "ха",
    "ци",
    "че",
    "шу",
    "ща",
    "эл",
    "юр",
    "ям",
)
NOTES_A_CASE = 10
NEEDS = ()


def figures(place: Path, sizes: tuple[int, ...] = (100, 1_000, 10_000)) -> list[Figure]:
    """The figures at the largest size, and the growth from one size to the next."""
    taken = {size: _at(place, size) for size in sizes}
    found = taken[sizes[-1]]
    lines = [
        Figure("search, first hits, p50, 10,000 cases", found["find p50"] * 1e3, "ms", "plain SQLite", found["plain p50"] * 1e3,
               most=15, most_ratio=1.5),
        Figure("search, first hits, p95, 10,000 cases", found["find p95"] * 1e3, "ms", "plain SQLite", found["plain p95"] * 1e3,
               most=50, most_ratio=1.5),
        Figure("unlock beyond the key, to Today, 10,000 cases", found["open"] * 1e3, "ms", most=300),
        Figure("open a case, 10,000 cases", found["case"] * 1e3, "ms"),
        Figure("save a note beyond the disk's own time, 10,000 cases", (found["save"] - found["disk"]) * 1e3, "ms", most=50),
    ]  # fmt: skip
    for small, large in pairwise(sizes):
        lines += [
            Figure(f"{what}, {large:,} cases", taken[large][what] * 1e3, "ms", f"ours, {small:,} cases", taken[small][what] * 1e3,
                   most_ratio=1.5)
            for what in ("today", "case", "save")
        ]  # fmt: skip
    return lines


def _at(place: Path, size: int) -> dict[str, float]:
    random, found = Random(size), dict[str, float]()
    words = ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(8_000)]
    with tempfile.TemporaryDirectory(dir=place) as there:
        with create_vault(Path(there) / "v", "x", unlock_seconds=0.05) as vault:
            keys, texts = vault.keys, _fill(vault, size, random, words)
        plain = _plain(Path(there) / "plain.db", texts)
        asked = [random.choice(words)[: random.randint(3, 8)] for _ in range(150)] + [
            f"{random.choice(words)} {random.choice(words)[:4]}" for _ in range(50)
        ]

        def opening() -> None:
            with open_vault(Path(there) / "v", keys) as again:
                _today(again)

        found["open"] = seconds(opening)
        with open_vault(Path(there) / "v", keys) as vault:
            found["find p50"], found["find p95"] = spread([once(_finding(vault, each)) for each in asked])
            found["plain p50"], found["plain p95"] = spread([once(_plainly(plain, each)) for each in asked])
            found["today"] = seconds(lambda: _today(vault), 9)
            ids = [str(row.id) for row in cases.rows(vault)]
            found["case"] = seconds(lambda: _open_case(vault, random.choice(ids)), 21)
            note = records.of_case(vault, Note, ids[0])[0]
            found["save"] = seconds(lambda: keep_note(vault, replace(note, blocks={"facts": " ".join(random.choices(words, k=60))})), 21)
            found["disk"] = seconds(lambda: _disk(Path(there)), 21)
    return found


def _fill(vault: Vault, size: int, random: Random, words: list[str]) -> list[str]:
    texts = []
    for start in range(0, size, 500):
        with vault.transaction():
            for number in range(start, min(start + 500, size)):
                case = Case(
                    id=vault.new_id(), number=f"26-{number:05d}", pseudonym=f"Клён {number}", now=" ".join(random.choices(words, k=8))
                )
                records.save(vault, case)
                for _ in range(NOTES_A_CASE):
                    text = " ".join(random.choices(words, k=random.randint(30, 120)))
                    texts.append(text)
                    records.save(
                        vault, Note(id=vault.new_id(), case=case.id, written_at="2026-05-14T09:00:00+00:00", blocks={"facts": text})
                    )
    return texts


def _plain(path: Path, texts: list[str]) -> sqlite3.Connection:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE note (number INTEGER PRIMARY KEY, text TEXT)")
    plain.execute("CREATE VIRTUAL TABLE words USING fts5 (body, content='', tokenize='unicode61 remove_diacritics 0', prefix='2 3')")
    plain.executemany("INSERT INTO note (text) VALUES (?)", [(text,) for text in texts])
    plain.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", [(n, tokens.spaced(text)) for n, text in enumerate(texts, start=1)])
    plain.commit()
    return plain


def _finding(vault: Vault, typed: str) -> Callable[[], object]:
    return lambda: search.find(vault, typed)


def _plainly(plain: sqlite3.Connection, typed: str) -> Callable[[], object]:
    query = " ".join(f'"{word}"*' for word in tokens.words(typed))
    sql = "SELECT text FROM words JOIN note ON number = words.rowid WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT 50"
    return lambda: plain.execute(sql, (query,)).fetchall()


def _today(vault: Vault) -> object:
    week = vault.today() + timedelta(days=7)
    return cases.urgent(vault, 5), cases.idle(vault, 50), cases.count_idle(vault), deadlines.until(vault, week)


def _open_case(vault: Vault, case: str) -> object:
    return records.get(vault, Case, case), records.of_case(vault, Note, case)


def _disk(folder: Path) -> None:
    """What a commit asks of the disk, without us: five fsyncs around some pages."""
    path = folder / "disk"
    for _ in range(5):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.pwrite(descriptor, bytes(16384), 0)
        os.fsync(descriptor)
        os.close(descriptor)
