"""What happened in a case: the events she wrote down, and what the register tells of its documents."""

from desktop.domain.events import Event
from desktop.domain.letters import RegisterEntry
from desktop.domain.timeline import in_order, of_register
from desktop.storage import records
from desktop.storage.vault import Vault


def happenings(vault: Vault, case_id: str) -> list[Event]:
    """All of it in order, undated events last. What comes from the register is kept nowhere: see `entry_of`."""
    entries = records.of_case(vault, RegisterEntry, case_id)
    told = [event for entry in entries if not entry.archive_copy for event in of_register(entry)]
    return in_order([*records.of_case(vault, Event, case_id), *told])


def entry_of(event: Event) -> str:
    """The id of the register entry that tells of this event; empty for one she wrote down."""
    return event.id.partition(":")[0] if ":" in event.id else ""
