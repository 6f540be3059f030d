"""Tasks: things to do."""

from dataclasses import replace
from datetime import date

from desktop.domain.errors import BadInput
from desktop.domain.tasks import Task
from desktop.storage import records
from desktop.storage.vault import Vault


def keep_task(vault: Vault, task: Task) -> Task:
    """Keep a task, new or changed. Raises BadInput("title", "empty")."""
    if not task.title.strip():
        raise BadInput("title", "empty")
    kept = replace(task, title=task.title.strip())
    with vault.transaction():
        records.save(vault, kept)
    return kept


def add_task(vault: Vault, title: str, *, case: str = "", due: date | None = None, note: str = "") -> Task:
    """A new task, of a case or of none; `note` is the note in which it stood as a line. Raises BadInput("title", "empty")."""
    return keep_task(vault, Task(id=vault.new_id(), title=title, case=case, due=due, note=note, made_at=vault.now().isoformat()))
