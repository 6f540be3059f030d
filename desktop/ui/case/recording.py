"""Deeds that change several values of a case, taken back by one undo."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.events import Event
from desktop.domain.letters import RegisterEntry
from desktop.domain.powers import Power
from desktop.domain.tasks import Task
from desktop.domain.values import Value
from desktop.operations.keeping import keep_all
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui.session import Session


def recorded(session: Session, case: str, title: str, deed: Callable[[], object]) -> None:
    """Do something that changes a case, its events, dates, tasks, powers or register entries, so that one undo takes it back.

    Raises what the deed raises.
    """
    vault = session.vault
    before = _found(vault, case)
    deed()
    after = _found(vault, case)
    changed = [value for id_, value in after.items() if before.get(id_) != value]
    changed += [records.get(vault, type(value), id_) for id_, value in before.items() if id_ not in after]
    now = vault.now().isoformat()
    earlier = [before.get(value.id) or replace(value, removed_at=now) for value in changed]  # type: ignore[call-arg]
    session.change(title, earlier, changed, partial(keep_all, vault))


def _found(vault: Vault, case: str) -> dict[str, Value]:
    values: list[Value] = [
        records.get(vault, Case, case),
        *(each for kind in (Event, Deadline, Task, RegisterEntry, Power) for each in records.of_case(vault, kind, case)),
    ]
    return {value.id: value for value in values}
