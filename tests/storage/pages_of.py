"""Old pages put back into a database, one at a time, and what sees them."""

import shutil
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from desktop.domain.cases import Case
from desktop.domain.errors import CaseFileError, DataDamaged
from desktop.domain.notes import Note
from desktop.storage import changes, index_check, records, snapshot
from desktop.storage.connection import PAGE
from desktop.storage.vault import DATABASE, Vault
from tests import make

WORDS = [f"слово{number}" for number in range(500)]


@dataclass
class Outcome:
    """What became of the pages that were put back."""

    by: Counter[str] = field(default_factory=Counter)
    alike: int = 0  # pages of other bytes with the same rows in the same order: nothing old is read
    unseen: list[int] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.by.total()

    @property
    def seen_by_roots_alone(self) -> int:
        return self.by["roots"]


class Spliced:
    """A vault at work, and a copy of its database from earlier."""

    def __init__(self, vault: Vault, chance: Random) -> None:
        self._vault, self._chance = vault, chance
        self._cases: list[Case] = []
        self._notes: list[Note] = []
        self._old = b""

    def work(self, saves: int) -> None:
        """So many saves of all sorts."""
        for _ in range(saves):
            with self._vault.transaction():
                self._one_save()

    def remember(self) -> None:
        """Keep the database as it is now."""
        self._old = (self._vault.folder / DATABASE).read_bytes()

    def put_each_old_page_back(self, place: Path, most: int = 10_000) -> Outcome:
        """Put each page that has changed back into a copy of the vault, alone, and check it."""
        new, outcome = (self._vault.folder / DATABASE).read_bytes(), Outcome()
        truth = _all_rows(self._vault)
        changed = [at for at in range(0, min(len(new), len(self._old)), PAGE) if new[at : at + PAGE] != self._old[at : at + PAGE]]
        self._chance.shuffle(changed)
        for at in changed[:most]:
            target = self._vault.folder / f"{snapshot.SNAPSHOT}spliced"
            target.write_bytes(new[:at] + self._old[at : at + PAGE] + new[at + PAGE :])
            seen = self._seen_by(target.name)
            if seen:
                outcome.by[seen] += 1
            elif self._reads_the_same(target.name, truth):
                outcome.alike += 1
            else:
                outcome.unseen.append(at // PAGE + 1)
                shutil.copy(target, place / f"unseen-{at // PAGE + 1}")
            target.unlink()
        return outcome

    def _one_save(self) -> None:
        chance = self._chance.random()
        if chance < 0.15 or len(self._cases) < 5:
            self._cases.append(make.case(number=f"26-{len(self._cases)}", pseudonym=f"имя{len(self._cases)}"))
            records.save(self._vault, self._cases[-1])
        elif chance < 0.45 or not self._notes:
            self._notes.append(make.note(case=self._chance.choice(self._cases).id, blocks={"facts": self._text()}))
            records.save(self._vault, self._notes[-1])
        elif chance < 0.6:
            records.save(self._vault, replace(self._chance.choice(self._notes), blocks={"facts": self._text()}))
        elif chance < 0.75:
            place = self._chance.randrange(len(self._cases))
            self._cases[place] = replace(self._cases[place], now=self._text()[:40])
            records.save(self._vault, self._cases[place])
        elif chance < 0.9:
            records.save(self._vault, make.deadline(case=self._chance.choice(self._cases).id))
        else:
            records.purge(self._vault, self._notes.pop(self._chance.randrange(len(self._notes))).id)

    def _text(self) -> str:
        return " ".join(self._chance.choices(WORDS, k=self._chance.randrange(10, 400)))

    def _seen_by(self, name: str) -> str:
        if snapshot.findings(self._vault, name):
            return "pragmas"
        try:
            with self._vault.snapshot(name) as spliced:
                for _ in records.numbered(spliced):
                    pass
                for _ in changes.every(spliced):
                    pass
                if spliced.problems_of_roots():
                    return "roots"
                return "search" if index_check.problems(spliced) else ""
        except DataDamaged:
            return "digests"
        except CaseFileError:
            return "opening"

    def _reads_the_same(self, name: str, truth: object) -> bool:
        with self._vault.snapshot(name) as spliced:
            return _all_rows(spliced) == truth


def _all_rows(vault: Vault) -> list[object]:
    """Every row as it is read by way of its table, and by way of each index of it."""
    ways = vault.rows("SELECT name, tbl_name, type, sql FROM sqlite_master WHERE rootpage > 0 AND name NOT LIKE 'words%' ORDER BY name")
    read: list[object] = []
    for name, table, kind, sql in ways:
        columns = [str(column[1]) for column in vault.rows(f"PRAGMA table_info({table})")]
        by = f"INDEXED BY {name}" if kind == "index" and not str(name).startswith("sqlite") else ""
        _, where, condition = str(sql).partition(" WHERE ")
        read.append(vault.rows(f"SELECT {', '.join(columns)} FROM {table} {by}{where}{condition}"))
    return read
