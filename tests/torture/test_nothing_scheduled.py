"""Nothing scheduled: a case stands there exactly when it is open and no open date or task of it has a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline, Every
from desktop.domain.tasks import Task
from desktop.operations.agenda import changes_of_finishing
from desktop.operations.cases import close_case, keep_case, open_case, remove_case, reopen_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.keeping import keep_all
from desktop.operations.tasks import add_task, keep_task
from desktop.storage import cases, deadlines, records
from desktop.storage.vault import Vault
from tests import make
from tests.torture.counts import count, seeded, tell

DEEDS = count(60, 3_000)


def test_the_list_is_complete_and_correct_after_whatever_was_done(vault: Vault):
    chance, undo = seeded("nothing scheduled"), list[list[object]]()
    for number in range(DEEDS):
        _do_something(vault, chance, undo)
        if number % count(6, 40) == 0:
            _compare(vault)
    with vault.transaction():
        records.reindex(vault)
    _compare(vault)
    tell(f"nothing scheduled: {DEEDS} deeds, {len(_wanted(vault))} of {len(records.every(vault, Case))} cases stand there")


def _compare(vault: Vault) -> None:
    wanted = _wanted(vault)

    assert {row.id for row in cases.idle(vault, -1)} == wanted
    assert cases.count_idle(vault) == len(wanted)
    assert {case.id for case in records.every(vault, Case) if deadlines.has_none(vault, case.id)} == wanted


def _wanted(vault: Vault) -> set[str]:
    """Counted from the records alone."""
    dated = {each.case for each in records.every(vault, Deadline) if not each.done_at}
    dated |= {each.case for each in records.every(vault, Task) if not each.done_at and each.due}
    return {case.id for case in records.every(vault, Case) if not case.closed_at} - dated


def _do_something(vault: Vault, chance: Random, undo: list[list[object]]) -> None:
    known = list(records.every(vault, Case))
    if not known or chance.random() < 0.1:
        open_case(vault)
        return
    case = chance.choice(known)
    of_case: list[Deadline | Task] = [*records.of_case(vault, Deadline, case.id), *records.of_case(vault, Task, case.id)]
    one: Deadline | Task | None = chance.choice(of_case) if of_case else None
    day = vault.today() + timedelta(days=chance.randrange(-30, 60))
    deeds: list[Callable[[], object]] = [
        lambda: keep_deadline(vault, make.deadline(case=case.id, due=day, every=chance.choice([Every.NEVER, Every.NEVER, Every.WEEK]))),
        lambda: add_task(vault, "x", case=chance.choice([case.id, ""]), due=chance.choice([day, None])),
        lambda: close_case(vault, case) if not case.closed_at else reopen_case(vault, case),
        lambda: remove_case(vault, case) if chance.random() < 0.2 else keep_case(vault, replace(case, now="x")),
        lambda: keep_all(vault, undo.pop()) if undo else None,  # type: ignore[arg-type]
    ]
    if one is not None:
        deeds += [lambda: _finish(vault, one.id, undo)] * 4
        deeds.append(lambda: _change(vault, replace(one, removed_at=vault.now().isoformat())))
        deeds.append(lambda: _change(vault, replace(one, case=chance.choice(known).id)))
        if isinstance(one, Task):
            deeds.append(lambda: _change(vault, replace(one, due=None if one.due else day)))
    chance.choice(deeds)()


def _finish(vault: Vault, id_: str, undo: list[list[object]]) -> None:
    before, after = changes_of_finishing(vault, id_)
    keep_all(vault, after)
    undo.append(list(before))


def _change(vault: Vault, value: Deadline | Task) -> None:
    if isinstance(value, Deadline):
        keep_deadline(vault, value)
    else:
        keep_task(vault, value)
