"""Undo: keep the old value again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """One change as the user sees it: its title, the value before and after, and the operation that keeps either."""

    title: str
    before: Any
    after: Any
    keep: Callable[[Any], object]


def concerns(step: Step, id_: str) -> bool:
    """Whether a step keeps the value with this id, alone or with others."""
    values = step.before if isinstance(step.before, list | tuple) else (step.before,)
    return any(getattr(value, "id", "") == id_ for value in values)


class History:
    """What can be undone and done again. A step whose operation fails is not taken."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._floor = 0

    def take(self, step: Step) -> None:
        """Keep the new value, and remember the old one."""
        step.keep(step.after)
        self._done.append(step)
        self._undone.clear()

    def undo(self) -> Step | None:
        """Keep the old value of the last step again; None where there is none."""
        if len(self._done) <= self._floor:
            return None
        step = self._done[-1]
        step.keep(step.before)
        self._undone.append(self._done.pop())
        return step

    def redo(self) -> Step | None:
        """Keep the new value of the step undone last; None where there is none."""
        if not self._undone:
            return None
        step = self._undone[-1]
        step.keep(step.after)
        self._done.append(self._undone.pop())
        return step

    def drop(self, is_gone: Callable[[Step], bool]) -> None:
        """Forget the steps that can no longer be taken, wherever they lie; the others stay."""
        self._floor = sum(not is_gone(step) for step in self._done[: self._floor])
        self._done = [step for step in self._done if not is_gone(step)]
        self._undone = [step for step in self._undone if not is_gone(step)]

    def begin_apart(self) -> None:
        """From now on only what is new can be undone, until `end_apart`."""
        self._floor = len(self._done)
        self._undone.clear()

    def end_apart(self) -> None:
        """What came before can be undone again."""
        self._floor = 0

    def forget(self) -> None:
        """Empty it: after a purge nothing old may come back."""
        self._done.clear()
        self._undone.clear()
        self._floor = 0

    @property
    def top(self) -> Step | None:
        """The step that `undo` takes back; None where there is none."""
        return self._done[-1] if len(self._done) > self._floor else None

    @property
    def undo_title(self) -> str:
        """The title of the step that `undo` takes back; empty where there is none."""
        return self.top.title if self.top else ""

    @property
    def redo_title(self) -> str:
        """The title of the step that `redo` takes again; empty where there is none."""
        return self._undone[-1].title if self._undone else ""
