"""Absence: from when he is away from his unit, and that he is back."""

from dataclasses import replace

from desktop.domain.absence import folded, is_open
from desktop.domain.cases import Case, Situation
from desktop.domain.days import Day
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.events import Event, EventKind
from desktop.operations.events import keep_event
from desktop.storage import records
from desktop.storage.vault import Vault


def open_absence(vault: Vault, case_id: str) -> Event | None:
    """The absence that is not over, the latest of them; None where there is none."""
    found = [event for event in records.of_case(vault, Event, case_id) if is_open(event)]
    return max(found, key=lambda event: event.day.sort_key if event.day else (), default=None)


def went_away(vault: Vault, case_id: str, day: Day, *, time: str = "", zone: str = "") -> Event:
    """Note from when he is away: the hour his lawful absence ended. Never where he is. Raises BadInput("day", "empty")."""
    if day.earliest is None:
        raise BadInput("day", "empty")
    with vault.transaction():
        case = records.get(vault, Case, case_id)
        event = Event(id=vault.new_id(), case=case_id, kind=EventKind.AWAY, day=day, time=time, zone=zone or case.zone)
        keep_event(vault, event)
        records.save(vault, replace(case, situation=Situation.AWAY))
    return event


def came_back(vault: Vault, case_id: str, day: Day) -> Event:
    """Note that he is back: the absence folds into one event, and he is at his base. Raises NotFound("event")."""
    with vault.transaction():
        event = open_absence(vault, case_id)
        if event is None:
            raise NotFound("event")
        case = records.get(vault, Case, case_id)
        whole = keep_event(vault, folded(event, day))
        records.save(vault, replace(case, situation=Situation.AT_BASE))
    return whole
