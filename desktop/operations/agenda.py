"""What stands in the agenda: keeping it, and ticking it off."""

from dataclasses import replace

from desktop.domain.agenda import Dated, follower
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import NotFound
from desktop.domain.tasks import Task
from desktop.domain.values import Value
from desktop.operations.deadlines import keep_deadline
from desktop.operations.tasks import keep_task
from desktop.storage import records
from desktop.storage.vault import Vault


def dated(vault: Vault, id_: str) -> Dated:
    """The date or the task with this id. Raises NotFound."""
    found = records.find(vault, Deadline, id_) or records.find(vault, Task, id_)
    if found is None:
        raise NotFound("deadline")
    return found


def keep_dated(vault: Vault, value: Dated) -> Dated:
    """Keep a date or a task, new or changed. Raises BadInput("title", "empty")."""
    return keep_deadline(vault, value) if isinstance(value, Deadline) else keep_task(vault, value)


def changes_of_finishing(vault: Vault, id_: str) -> tuple[list[Value], list[Value]]:
    """What ticking it off changes: the values as they are, and as they will be. Keeps nothing (`keeping.keep_all` does).

    A reminder that comes again stands there anew, on its next day. Raises NotFound.
    """
    known, now = dated(vault, id_), vault.now().isoformat()
    before: list[Value] = [known]
    after: list[Value] = [replace(known, done_at=now)]
    again = follower(known, vault.today(), vault.new_id()) if isinstance(known, Deadline) and not known.done_at else None
    if again is not None:
        before.append(replace(again, removed_at=now))
        after.append(again)
    return before, after
