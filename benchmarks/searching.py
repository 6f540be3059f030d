"""The search box, lists and saves in a large vault, beside the same tables in plain SQLite, and how each grows."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

from benchmarks.measure import Figure, seconds, spread
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


def figures(sizes: tuple[int, ...] = (100, 1_000, 10_000)) -> list[Figure]:
    """The figures at the largest size, and the growth from one size to the next."""
    taken = {size: _at(size) for size in sizes}
    largest, lines = taken[sizes[-1]], []
    lines += [
        Figure("search, first hits, p50, 10,000 cases", largest["find p50"] * 1e3, "ms", "plain SQLite FTS5", largest["plain p50"] * 1e3,
               "≤ 15 ms, ≤ 1.5 ×", largest["find p50"] <= 0.015 and largest["find p50"] <= 1.5 * largest["plain p50"]),
        Figure("search, first hits, p95, 10,000 cases", largest["find p95"] * 1e3, "ms", "plain SQLite FTS5", largest["plain p95"] * 1e3,
               "≤ 50 ms", largest["find p95"] <= 0.05),
        Figure("unlock beyond the key, to Today, 10,000 cases", largest["open"] * 1e3, "ms", reach="≤ 300 ms",
               reached=largest["open"] <= 0.3),
        Figure("open a case, 10,000 cases", largest["case"] * 1e3, "ms"),
        Figure("save a note, 10,000 cases", largest["save"] * 1e3, "ms", "the disk's fsyncs alone", largest["disk"] * 1e3, "≤ 50 ms",
               largest["save"] - largest["disk"] <= 0.05),
    ]  # fmt: skip
    for small, large in pairwise(sizes):
        for what in ("today", "case", "save"):
            ratio = taken[large][what] / taken[small][what]
            lines.append(Figure(f"{what}: {small:,} → {large:,} cases", taken[large][what] * 1e3, "ms", f"at {small:,}",
                                taken[small][what] * 1e3, "≤ 1.5 ×", ratio <= 1.5))  # fmt: skip
    return lines


def _at(size: int) -> dict[str, float]:
    random, found = Random(size), dict[str, float]()
    words = ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(8_000)]
    with tempfile.TemporaryDirectory(dir=Path.cwd() / "build") as there:
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
            found["find p50"], found["find p95"] = spread([_finding(vault, each) for each in asked])
            found["plain p50"], found["plain p95"] = spread([_plainly(plain, each) for each in asked])
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


if __name__ == "__main__":
    began = time.perf_counter()
    for figure in figures((100, 1_000)):
        print(figure.what, round(figure.ours, 2), figure.unit, figure.theirs and round(figure.theirs, 2), figure.ratio)
    print(time.perf_counter() - began)
