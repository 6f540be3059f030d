"""What happened in a case, and the orders he was given."""

from desktop.domain.events import Event, Order
from desktop.operations.recounting import follow_event
from desktop.storage import records
from desktop.storage.vault import Vault


def keep_event(vault: Vault, event: Event) -> Event:
    """Keep an event, new or changed; the terms that start with it are counted anew."""
    with vault.transaction():
        records.save(vault, event)
        follow_event(vault, event)
    return event


def keep_order(vault: Vault, order: Order) -> Order:
    """Keep an order, new or changed."""
    with vault.transaction():
        records.save(vault, order)
    return order


def order_of(vault: Vault, event: Event) -> Order | None:
    """What is known of the order that an event is; None where nothing was written down."""
    return next((order for order in records.of_case(vault, Order, event.case) if order.event == event.id), None)


def keep_told(vault: Vault, told: tuple[Event, Order | None]) -> None:
    """Keep an event with the order it is, both or none."""
    event, order = told
    with vault.transaction():
        keep_event(vault, event)
        if order is not None:
            keep_order(vault, order)
