"""The report: counted anew from the records each time it is looked at. Of it only her categories are kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import BadInput
from desktop.domain.figures import SLOTS, NoteMark, Source
from desktop.domain.letters import RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.powers import Power
from desktop.operations.settings import set_setting
from desktop.storage import records, settings
from desktop.storage.vault import Vault

CATEGORIES = "report.categories"  # a setting: a line for each key, empty, or a code, a sign of equality and a title
LONGEST = 60  # letters of a title

V = TypeVar("V", Note, Call, RegisterEntry, Deadline, Power)


def source(vault: Vault) -> Source:
    """All that may be counted; what belongs to a case in the bin is left out. Raises DataDamaged."""
    cases = records.every(vault, Case)
    known = {case.id for case in cases} | {""}
    return Source(
        notes=_of_cases(records.every(vault, Note), known),
        marks={mark.note: mark.counted_as for mark in records.every(vault, NoteMark)}, calls=_of_cases(records.every(vault, Call), known),
        register=_of_cases(records.every(vault, RegisterEntry), known), dates=_of_cases(records.every(vault, Deadline), known),
        powers=_of_cases(records.every(vault, Power), known), cases=cases,
    )  # fmt: skip


def _of_cases(values: Iterable[V], known: Collection[str]) -> list[V]:
    return [value for value in values if value.case in known]


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
