"""Searches she keeps under a name."""

from dataclasses import dataclass

from desktop.domain.values import Value


@dataclass(frozen=True, kw_only=True, repr=False)
class KeptSearch(Value):
    """A line of the search box, as it was typed."""

    name: str
    text: str
    removed_at: str = ""
