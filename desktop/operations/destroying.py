"""Destroying a case: every row, every word of it in the search, every paper and every trace in the database file; a stub stays.

The rows go in one transaction, which also notes which files are to follow. Whatever ends the program after that, the next opening
goes on: a case is there whole, or it is gone. Nothing of this can be undone.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from desktop.domain.cases import Case
from desktop.domain.drafts import Setting
from desktop.domain.errors import CaseFileError, CaseHeld, CaseOpen, CaseShared
from desktop.domain.progress import Report, silent
from desktop.domain.retention import Retention, Stub
from desktop.domain.transfers import Incoming, Sent
from desktop.operations import copies, retention
from desktop.operations.importing import parts
from desktop.storage import changes, kinds, papers, records, rows, settings, traces
from desktop.storage.kinds import ids_in
from desktop.storage.parcel import SHARED
from desktop.storage.place import Place
from desktop.storage.rows import Stored
from desktop.storage.vault import PAPERS, Vault

LEFT = "destroying"  # what is still to be done after rows went, as JSON; there as long as anything is left


@dataclass(frozen=True, kw_only=True, repr=False)
class Going:
    """What goes with a case: counts by kind, the ids, and the papers; and what stays because other files name it."""

    case: str
    own: Mapping[str, str]  # id -> kind, of the case itself
    alone: Mapping[str, str] = field(default_factory=dict)  # people and units that no other file names
    shared: Mapping[str, str] = field(default_factory=dict)  # people and units that stay
    changes: int = 0
    files: tuple[str, ...] = ()  # sealed papers
    colleagues: tuple[str, ...] = ()  # to whom it was sent: ids of cards

    def count(self, *kinds: str) -> int:
        """How many of these kinds go."""
        return sum(kind in kinds for kind in (*self.own.values(), *self.alone.values()))


def what_goes(vault: Vault, case: str) -> Going:
    """What destroying the case would take, nothing done yet. Reads every record once. Raises DataDamaged."""
    own, replaced = rows.of_case(vault, case), changes.of_case(vault, case)
    named = {id_ for body in (*(row.body for row in own), *(change.body for change in replaced)) for id_ in ids_in(body)}
    ours = _people_and_units(vault, named)
    kept = _named_elsewhere(vault, case, ours)
    alone = {id_: row for id_, row in ours.items() if id_ not in kept}
    bodies = [row.body for row in (*own, *alone.values())] + [change.body for change in replaced]
    files = {paper.file for body in bodies for paper in papers.named_in(body)}
    left = [row.body for row in records.stored(vault) if row.kind in {"attachment", "incoming"} and row.case != case] if files else []
    files -= {paper.file for body in left for paper in papers.named_in(body)}
    return Going(
        case=case, own={row.id: row.kind for row in own}, alone={id_: row.kind for id_, row in alone.items()},
        shared={id_: row.kind for id_, row in ours.items() if id_ in kept}, changes=len(replaced), files=tuple(sorted(files)),
        colleagues=tuple(dict.fromkeys(each.colleague for each in records.every(vault, Sent) if case in each.cases)),
    )  # fmt: skip


def _people_and_units(vault: Vault, named: Iterable[str]) -> dict[str, Stored]:
    """The people and units among these ids, and those they name themselves."""
    found: dict[str, Stored] = {}
    ahead = set(named)
    while ahead:
        known = records.kinds_and_cases(vault, ahead)
        new = {id_: row for id_, (kind, _) in known.items() if kind in SHARED and id_ not in found and (row := rows.of_id(vault, id_))}
        found |= new
        ahead = {id_ for row in new.values() for id_ in ids_in(row.body)} - found.keys()
    return found


def _named_elsewhere(vault: Vault, case: str, ours: Mapping[str, Stored]) -> set[str]:
    """Which of these people and units another file names, or somebody whom another file names."""
    kept: set[str] = set()
    if not ours:
        return kept
    for row in records.stored(vault):
        if row.case != case and row.id not in ours and (row.case is not None or row.kind in SHARED):
            kept |= ids_in(row.body) & ours.keys()
    ahead = list(kept)
    while ahead:
        more = (ids_in(ours[ahead.pop()].body) & ours.keys()) - kept
        kept |= more
        ahead += more
    return kept


def held(vault: Vault, case: str) -> Retention | None:
    """The hold under which a case stands; None where there is none."""
    return next((each for each in records.of_case(vault, Retention, case) if each.is_held), None)


def must_be_possible(vault: Vault, case: str) -> None:
    """Raises CaseHeld under a hold, CaseOpen, and CaseShared where a file that came and was not put away holds other cases, too."""
    known = records.get(vault, Case, case)
    if held(vault, case) is not None:
        raise CaseHeld
    if not known.closed_at and not known.removed_at:
        raise CaseOpen
    for came in records.every(vault, Incoming):
        if came.archive is not None and any(each.case == case for each in came.cases) and any(each.case != case for each in came.cases):
            raise CaseShared


def destroy(vault: Vault, case: str, report: Report = silent) -> None:
    """Destroy the case, for good. A stub stays, which knows the backups that may hold it still.

    Raises NotFound, CaseHeld, CaseOpen, CaseShared, DataDamaged, DiskFull, DiskFailed. Where it fails before the rows are gone, nothing is
    changed; after that the next opening goes on with what is left.
    """
    opened = records.get(vault, Case, case).opened_at
    must_be_possible(vault, case)
    report(0, 4)
    going = what_goes(vault, case)
    holding = may_hold(vault, opened)
    report(1, 4)
    with traces.watched(vault), vault.transaction():
        files = take_out(vault, going)
        rows.insert(vault, _stub_row(vault, Stub(id=case, backups=holding)))
        _leave(vault, files, anew=True)
        retention.look_again(vault)
        records.forget_words(vault)
    report(2, 4)
    go_on(vault)
    report(4, 4)


def may_hold(vault: Vault, opened_at: str) -> tuple[str, ...]:
    """The file names of the backups the vault remembers that may hold a case that was opened then."""
    return tuple(made.file for made in copies.made(vault) if not _is_before(made.when, opened_at))


def take_out(vault: Vault, going: Going) -> tuple[str, ...]:
    """Take every row of a case out, and cut it out of what was sent and what came; the files to be wiped. Belongs into a transaction."""
    for id_ in (*going.own, *going.alone):
        records.purge(vault, id_)
    gone = going.own.keys() | going.alone.keys() | {going.case}
    files = set(going.files)
    parts.without(vault, gone)
    for sent in records.every(vault, Sent):
        if going.case in sent.cases:
            left = tuple(each for each in sent.cases if each != going.case)
            _keep_or_purge(vault, replace(sent, cases=left, revs={id_: rev for id_, rev in sent.revs.items() if id_ not in gone}), left)
    for came in records.every(vault, Incoming):
        if any(each.case == going.case for each in came.cases):
            rest = tuple(each for each in came.cases if each.case != going.case)
            if came.archive is not None:
                files.add(came.archive.file)
            _keep_or_purge(vault, replace(came, cases=rest, archive=None), rest)
    return tuple(sorted(files))


def _keep_or_purge(vault: Vault, value: Sent | Incoming, left: tuple[object, ...]) -> None:
    if left:
        records.save(vault, value)
    else:
        records.purge(vault, value.id)


def go_on(vault: Vault) -> None:
    """Do what a destruction has left to do: wipe papers, write the database file anew, wipe its journal. No harm where nothing is left.

    Raises DiskFull, DiskFailed, VaultReadOnly, DiskBusy; then it is tried again at the next opening.
    """
    text = settings.read(vault, LEFT)
    if not text:
        return
    left = json.loads(text)
    with Place(vault.folder / PAPERS) as place:
        for file in left["files"]:
            place.wipe(file)
        place.sync()
    if left["anew"]:
        traces.clear(vault)
    with vault.transaction():
        records.purge(vault, LEFT)


def go_on_quietly(vault: Vault) -> None:
    """The same at an opening: what does not work now is tried at the next one."""
    with suppress(CaseFileError):
        go_on(vault)


def is_named(vault: Vault, case: str) -> bool:
    """Whether what was sent or what came names the case."""
    return any(case in each.cases for each in records.every(vault, Sent)) or any(
        coming.case == case for each in records.every(vault, Incoming) for coming in each.cases
    )


def stubs(vault: Vault) -> list[Stub]:
    """What is left of the cases that were destroyed."""
    return records.every(vault, Stub)


def keep_stub(vault: Vault, stub: Stub) -> None:
    """Keep what is known of the backups that hold a destroyed case, without a day. Belongs into a transaction."""
    records.put_as_it_is(vault, _stub_row(vault, stub))


def wipe_later(vault: Vault, files: Iterable[str]) -> None:
    """Note that these papers are to be wiped; `go_on` does it. Belongs into the transaction in which what named them goes."""
    if files := tuple(files):
        _leave(vault, files, anew=False)


def _leave(vault: Vault, files: Iterable[str], *, anew: bool) -> None:
    before = json.loads(settings.read(vault, LEFT, '{"files": [], "anew": false}'))
    left = {"files": sorted({*before["files"], *files}), "anew": anew or before["anew"]}
    records.save(vault, Setting(id=LEFT, text=json.dumps(left)))


def _stub_row(vault: Vault, stub: Stub) -> Stored:
    # The day on which it was destroyed would tell of it.
    return Stored(kind="stub", id=stub.id, case=None, rev=1, device=vault.device, changed_at="", removed=False, body=kinds.encode(stub))


def _is_before(moment: str, opened: str) -> bool:
    """Whether a backup is surely older than the case."""
    try:
        return datetime.fromisoformat(moment) < datetime.fromisoformat(opened)
    except (ValueError, TypeError):
        return False
