"""Packets: documents that are begun together for one client."""

from dataclasses import dataclass

from desktop.domain.values import Value


@dataclass(frozen=True, kw_only=True, repr=False)
class Packet(Value):
    """A choice of documents she keeps under a name, to be begun together again."""

    name: str
    templates: tuple[str, ...] = ()
    removed_at: str = ""
