"""Making a vault full of invented cases."""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import islice
from pathlib import Path

from desktop.domain import seals
from desktop.domain.drafts import Setting
from desktop.domain.notes import Note
from desktop.domain.progress import Report, silent
from desktop.domain.values import Value
from desktop.operations import shipped_law, vaults
from desktop.operations.demo.first import first_case
from desktop.operations.demo.lots import REFERENCE, Lots
from desktop.operations.demo.others import one_case, stray_call
from desktop.operations.demo.world import World, make_world
from desktop.storage import records
from desktop.storage.vault import Ground, Vault

USUAL = 12
# A commit waits for the disk five times, so many cases share one.
_AT_ONCE = 200
_LAWYER = {
    "lawyer.name": "Выдумкина Анна Примеровна",
    "lawyer.status": "advocate",
    "lawyer.register_no": "00/0000",
    "lawyer.chamber": "Адвокатская палата Примерской области",
    "lawyer.address": "г. Примерск, ул. Условная, д. 1",
    "lawyer.phone": "+7 900 000-00-00",
}


def make_demo(
    folder: Path,
    passphrase: str,
    *,
    cases: int = USUAL,
    seed: int = 1,
    language: str = "ru",
    unlock_seconds: float = 1.0,
    report: Report = silent,
) -> None:
    """Make a vault with so many invented cases; the same seed makes the same. Nothing is left behind if it fails.

    Raises what making a vault raises, and Cancelled.
    """
    lots = Lots(seed, "vault")
    noon = datetime.combine(REFERENCE, time(9), UTC)
    was_there = folder.exists()
    ground = Ground(now=lambda: noon, new_id=lots.new_id, random=lots.random)
    vault = vaults.create_vault(folder, passphrase, unlock_seconds=unlock_seconds, ground=ground)
    try:
        _fill(vault, make_world(seed, cases, language), cases, report)
    except BaseException:
        vault.close()
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            folder.mkdir(mode=0o700, exist_ok=True)
        raise
    vault.close()


def _fill(vault: Vault, world: World, cases: int, report: Report) -> None:
    with vault.transaction():
        for name, text in _LAWYER.items():
            records.save(vault, Setting(id=name, text=text))
        for value in world.values():
            records.save(vault, value)
    done = 0
    # The last first: lists show the latest on top, and that is to be case 1.
    numbers = iter(range(cases, 0, -1))
    while batch := list(islice(numbers, _AT_ONCE)):
        report(done, cases)
        with vault.transaction():
            for number in batch:
                for value in _values(world, number):
                    records.save(vault, value)
        done += len(batch)
    report(cases, cases)


def _values(world: World, number: int) -> Iterator[Value]:
    if number % 3 == 0:
        yield stray_call(world, number)
    made = tuple(first_case(world) if number == 1 else one_case(world, number))
    sealed = {note.id: note for note in _sealed(value for value in made if isinstance(value, Note) and value.signed_at)}
    yield from (sealed.get(value.id, value) for value in made)


def _sealed(notes: Iterable[Note]) -> Iterator[Note]:
    """Closed notes of one case with their seals, each joined to the one closed before it."""
    ends: tuple[str, ...] = ()
    for note in sorted(notes, key=lambda note: note.signed_at):
        signed = replace(note, signed_by=_LAWYER["lawyer.name"], law_on=note.signed_at[:10], law_version=shipped_law.pack().version)
        sealed = seals.sealed(signed, ends)
        ends = (sealed.seal.digest,) if sealed.seal else ()
        yield sealed
