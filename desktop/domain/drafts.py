"""Drafts: what was being typed when the vault was locked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.values import Value


@dataclass(frozen=True, kw_only=True, repr=False)
class Draft(Value):
    """The unsaved contents of one page: which page, and what stood in its fields."""

    page: str
    case: str = ""
    subject: str = ""  # the id of what was being edited, or empty for something new
    fields: Mapping[str, str] = field(default_factory=dict)
    saved_at: str = ""
    panic: bool = False
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Setting(Value):
    """One setting that belongs to the vault, not to the computer. Its id is its name."""

    text: str = ""
    removed_at: str = ""
