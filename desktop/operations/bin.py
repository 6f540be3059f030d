"""The recycle bin: what is in it, taken out again, or gone for good. A case goes as if it were destroyed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from desktop.domain.attachments import Attachment
from desktop.domain.binned import LEAST_DAYS, MOST_DAYS, USUAL_DAYS, Binned, Stays, goes_on
from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.checklists import OwnList
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import CaseFileError, CaseHeld, StillNamed
from desktop.domain.events import Event
from desktop.domain.letters import Letter
from desktop.domain.note_templates import NoteTemplate
from desktop.domain.notes import Note
from desktop.domain.packets import Packet
from desktop.domain.people import Party, Person
from desktop.domain.powers import Power
from desktop.domain.retention import Retention
from desktop.domain.sheets import Sheet
from desktop.domain.tasks import Task
from desktop.domain.templates import OwnTemplate
from desktop.domain.units import Unit
from desktop.domain.values import Value
from desktop.operations import destroying, events, keeping
from desktop.operations.importing import parts
from desktop.storage import kinds, papers, records, rows, settings
from desktop.storage.kinds import ids_in
from desktop.storage.parcel import SHARED
from desktop.storage.rows import Stored
from desktop.storage.vault import Vault

DAYS = "bin.days"

# What is shown in the bin, and goes from it. What else can be removed is small, says nothing of anybody, and must stay known.
KINDS: Mapping[str, type[Value]] = {
    "case": Case, "note": Note, "letter": Letter, "attachment": Attachment, "event": Event, "deadline": Deadline, "party": Party,
    "person": Person, "unit": Unit, "call": Call, "task": Task, "template": OwnTemplate, "packet": Packet, "checklist": OwnList,
    "power": Power, "sheet": Sheet, "note-template": NoteTemplate,
}  # fmt: skip


def days(vault: Vault) -> int:
    """How many days something stays in the bin."""
    return min(max(settings.number(vault, DAYS, USUAL_DAYS), LEAST_DAYS), MOST_DAYS)


def contents(vault: Vault) -> tuple[Binned, ...]:
    """What is in the bin, the latest first. What belongs to a case that is in it goes with the case, and is not shown beside it."""
    removed = [row for row in rows.removed(vault) if row.kind in KINDS]
    cases = _cases(vault, removed)
    gone = {case.id for case in cases.values() if case.removed_at}
    held, named, term = _held(vault), _named(vault, removed), days(vault)
    found = []
    for row in removed:
        if row.kind != "case" and row.case in gone:
            continue
        value: Any = kinds.decode(KINDS[row.kind], row.body)
        since, stays = _day(value.removed_at), _stays(row, value, held, named)
        pseudonym = cases[row.case].pseudonym if row.case in cases else ""
        found.append(Binned(value=value, kind=row.kind, case=row.case or "", pseudonym=pseudonym, since=since, stays=stays,
                            goes_on=None if stays else goes_on(since, term)))  # fmt: skip
    return tuple(found)


def restored(vault: Vault, binned: Binned) -> tuple[Value, Value, Callable[[Any], object]]:
    """What restoring changes: the value as it is, as it will be, and what keeps either. Nothing is kept yet. Raises NotFound."""
    known: Any = records.get(vault, type(binned.value), binned.id)
    # Terms follow an event, both ways.
    keep: Callable[[Any], object] = partial(events.keep_event, vault) if isinstance(known, Event) else _keep_alone(vault)
    return known, replace(known, removed_at=""), keep


def _keep_alone(vault: Vault) -> Callable[[Value], object]:
    return lambda value: keeping.keep_all(vault, [value])


def remove_now(vault: Vault, binned: Binned) -> None:
    """Take something out of the bin for good, with its history. It cannot be undone. Raises CaseHeld, StillNamed, and as `destroy`."""
    row = rows.of_id(vault, binned.id)
    if row is None or not row.removed:
        return
    value: Any = kinds.decode(KINDS[row.kind], row.body)
    stays = _stays(row, value, _held(vault), _named(vault, [row]))
    if stays is Stays.HELD:
        raise CaseHeld
    if stays is not None:
        raise StillNamed
    _purge(vault, [row])


def is_due(vault: Vault) -> bool:
    """Whether something has been in the bin long enough; it may stay all the same. A moment's work."""
    return bool(
        vault.rows("SELECT 1 FROM record INDEXED BY record_removed WHERE removed = 1 AND changed_at < :last LIMIT 1", last=_last(vault))
    )


def empty_due(vault: Vault) -> int:
    """Take out of the bin for good what has been there long enough; how many. A case under a hold, and what is in it, stays.

    A moment's work where nothing is due. Raises as `destroy`.
    """
    last = _last(vault)
    removed = [row for row in rows.removed(vault, before=last) if row.kind in KINDS]
    if not removed:
        return 0
    cases, held, named = _cases(vault, removed), _held(vault), _named(vault, removed)
    due = []
    for row in removed:
        value: Any = kinds.decode(KINDS[row.kind], row.body)
        is_of_gone = row.kind != "case" and row.case in cases and bool(cases[row.case].removed_at)
        if not is_of_gone and value.removed_at < last and _stays(row, value, held, named) is None:
            due.append(row)
    _purge(vault, due)
    return len(due)


def _last(vault: Vault) -> str:
    """What was put into the bin before this moment goes."""
    return (vault.now() - timedelta(days=days(vault))).isoformat()


def empty_due_quietly(vault: Vault) -> None:
    """The same beside other work: what does not go now goes another time."""
    with suppress(CaseFileError):
        empty_due(vault)


def _purge(vault: Vault, rows: Collection[Stored]) -> None:
    others = [row for row in rows if row.kind != "case"]
    if others:
        files = {paper.file for row in others for paper in papers.named_in(row.body)}
        with vault.transaction():
            for row in others:
                records.purge(vault, row.id)
            parts.without(vault, {row.id for row in others})
            files -= {paper.file for row in _with_papers(vault) for paper in papers.named_in(row.body)} if files else set()
            destroying.wipe_later(vault, files)
            records.forget_words(vault)
        destroying.go_on(vault)
    for row in rows:
        if row.kind == "case":
            destroying.destroy(vault, row.id)


def _with_papers(vault: Vault) -> Iterable[Stored]:
    return (row for row in records.stored(vault) if row.kind in {"attachment", "incoming"})


def _held(vault: Vault) -> frozenset[str]:
    return frozenset(each.case for each in records.every(vault, Retention) if each.is_held)


def _stays(row: Stored, value: Any, held: Collection[str], named: Collection[str]) -> Stays | None:
    if row.case in held:
        return Stays.HELD
    if row.id in named:
        return Stays.NAMED
    # Else the term would come back with the next change of its document.
    return Stays.FOLLOWS if isinstance(value, Deadline) and value.start_event else None


def _named(vault: Vault, rows: Iterable[Stored]) -> frozenset[str]:
    """Which of these people, units, templates and drafts something that is not in the bin still names."""
    asked = {row.id for row in rows if row.kind in SHARED or row.kind in {"template", "letter"}}
    if not asked:
        return frozenset()
    found: set[str] = set()
    for row in records.stored(vault):
        # What an import brought in is known to it, and cut out of it.
        if not row.removed and row.id not in asked and row.kind != "import-part":
            found |= (ids_in(row.body) | _templates_in(row)) & asked
    return frozenset(found)


def _templates_in(row: Stored) -> set[str]:
    return {kinds.decode(Letter, row.body).template} if row.kind == "letter" else set()


def _cases(vault: Vault, rows: Iterable[Stored]) -> dict[str | None, Case]:
    return {case.id: case for case in records.those(vault, Case, {row.case for row in rows if row.case})}


def _day(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()
