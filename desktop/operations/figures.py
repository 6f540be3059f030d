"""The report: counted anew from the records each time it is looked at. Of it only her categories are kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import BadInput
from desktop.domain.figures import SLOTS, NoteMark, Source
from desktop.domain.letters import RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.powers import Power
from desktop.domain.progress import Report, silent
from desktop.domain.values import Value
from desktop.operations.settings import set_setting
from desktop.storage import kinds, records, settings
from desktop.storage.vault import Vault

CATEGORIES = "report.categories"  # a setting: a line for each key, empty, or a code, a sign of equality and a title
LONGEST = 60  # letters of a title


def source(vault: Vault, report: Report = silent) -> Source:
    """All that may be counted; what belongs to a case in the bin is left out. Raises DataDamaged, Cancelled."""
    cases = records.every(vault, Case)
    known = {None, *(case.id for case in cases)}
    counted: tuple[type[Value], ...] = (Note, NoteMark, Call, RegisterEntry, Deadline, Power)
    found: dict[type[Value], list[Any]] = {}
    for number, kind in enumerate(counted):
        report(number, len(counted))
        found[kind] = [value for value in records.every(vault, kind) if kinds.case_of(value) in known]
    return Source(
        notes=found[Note], marks={mark.note: mark.counted_as for mark in found[NoteMark]}, calls=found[Call],
        register=found[RegisterEntry], dates=found[Deadline], powers=found[Power], cases=cases,
    )  # fmt: skip


def categories(vault: Vault) -> Mapping[str, str]:
    """Her own categories: titles by their codes, in the order of the keys."""
    return {code: title for code, title in slots(vault) if title}


def slots(vault: Vault) -> tuple[tuple[str, str], ...]:
    """The code and the title of each key; both are empty where it has no category."""
    kept = [tuple(line.partition("=")[::2]) for line in settings.read(vault, CATEGORIES).splitlines()]
    kept = [pair if all(pair) else ("", "") for pair in kept[:SLOTS]]
    return tuple((code, title) for code, title in [*kept, *[("", "")] * (SLOTS - len(kept))])


def set_categories(vault: Vault, titles: Sequence[str]) -> None:
    """Keep the titles of her categories, key by key; one that is called otherwise stays the same category.

    Raises BadInput("category", "twice") where two are called the same, ("category", "too-long").
    """
    wanted = [" ".join(title.split()) for title in titles]
    named = [title.casefold() for title in wanted if title]
    if len(set(named)) < len(named):
        raise BadInput("category", "twice")
    if any(len(title) > LONGEST for title in wanted):
        raise BadInput("category", "too-long")
    # Codes by chance: what comes from a colleague, counted there as something of hers, must not be taken for another thing here.
    codes = [code or f"own-{vault.random.getrandbits(48):012x}" for code, _title in slots(vault)]
    set_setting(vault, CATEGORIES, "\n".join(f"{code}={title}" if title else "" for code, title in zip(codes, wanted, strict=True)))


def mark_of(vault: Vault, note: Note) -> NoteMark:
    """The mark of a note, kept or not."""
    marks = (mark for mark in records.of_case(vault, NoteMark, note.case) if mark.note == note.id)
    return next(marks, NoteMark(id=vault.new_id(), case=note.case, note=note.id))


def keep_mark(vault: Vault, value: NoteMark | Call) -> None:
    """Keep as what a note or a call is counted."""
    with vault.transaction():
        records.save(vault, value)
