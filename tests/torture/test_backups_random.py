"""Random vaults, backed up and restored: every record, every change, every paper comes back as it was (SECURITY C14)."""

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.people import Person
from desktop.domain.values import Value
from desktop.operations.attachments import attach_stream, read_paper
from desktop.operations.backups import back_up
from desktop.operations.checks import check
from desktop.operations.restoring import restore
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.storage import changes, kinds, records
from desktop.storage.vault import Vault
from tests.torture import random_values
from tests.torture.counts import count, seeded, tell

VAULTS = count(1, 200)
_PASSPHRASE = "kanarienvogel im bergwerk"
_SIZES = (0, 1, 511, 512, 65_535, 65_536, 65_537, 300_000)


def fill(vault: Vault, chance: Random) -> None:
    """Values of every kind, some changed again, some taken away, some gone for good; and papers."""
    known: dict[str, list[str]] = {}
    with vault.transaction():
        cases = [_saved(vault, Case, chance, known, number=f"26-{number:05}") for number in range(chance.randrange(1, 6))]
        people = [_saved(vault, Person, chance, known) for _ in range(chance.randrange(1, 6))]
        known |= {"case": cases, "person": people, "client": people}
        others = [_saved(vault, type_, chance, known) for type_ in random_values.KINDS for _ in range(chance.randrange(4))
                  if type_ not in {Case, Person}]  # fmt: skip
    for _ in range(3):
        with vault.transaction():
            for id_ in chance.sample(others, len(others) // 2):
                _saved(vault, kinds.KINDS[records.kinds_and_cases(vault, [id_])[id_][0]], chance, known, id=id_)
    with vault.transaction():
        for id_ in chance.sample(others, len(others) // 10):
            records.purge(vault, id_)
    for number in range(chance.randrange(4)):
        size = chance.choice(_SIZES)
        name = f"{random_values.text(chance)[:60]}{number}"
        attach_stream(vault, chance.choice(cases), io.BytesIO(chance.randbytes(size)), name=name, size=size)


def _saved(vault: Vault, type_: type[Value], chance: Random, known: dict[str, list[str]], **given: str) -> str:
    value = replace(random_values.value(type_, chance, known), **given)
    records.save(vault, value)
    return value.id


def everything(vault: Vault) -> tuple[object, ...]:
    """All a vault holds: rows with their revisions, what changes replaced, and the bytes of every paper."""
    papers = {paper.id: read_paper(vault, paper) for paper in records.every(vault, Attachment)}
    return list(records.stored(vault)), list(changes.every(vault)), papers


def test_random_vaults_come_back_as_they_were(tmp_path: Path) -> None:
    chance, seen, changes, papers = seeded("random vaults"), Counter[str](), 0, 0
    for number in range(VAULTS):
        place = tmp_path / str(number)
        stick = place / "stick"
        stick.mkdir(parents=True)
        with create_vault(place / "vault", _PASSPHRASE, unlock_seconds=0.01) as vault:
            fill(vault, chance)
            before = everything(vault)
            proven = back_up(vault, stick, whole=chance.random() < 0.5)
        assert proven.proven
        assert restore(proven.file, _PASSPHRASE, place / "again", unlock_seconds=0.01).ok
        with open_vault(place / "again", unlock(place / "again", _PASSPHRASE)) as again:
            assert everything(again) == before
            assert check(again).ok
        seen += Counter(row.kind for row in before[0])
        changes, papers = changes + len(before[1]), papers + len(before[2])

    assert set(seen) <= set(kinds.KINDS)
    assert VAULTS < 200 or set(seen) == set(kinds.KINDS)
    tell(f"random vaults restored equal: {VAULTS} of {VAULTS}, with {seen.total():,} records of {len(seen)} kinds, {changes:,} changes, "
         f"{papers:,} papers")  # fmt: skip
