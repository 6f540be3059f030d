"""Marks on templates: that a lawyer read the text of one, and when."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.values import Value


@dataclass(frozen=True, kw_only=True, repr=False)
class TemplateMark(Value):
    """That somebody read a template. It holds for that version and that text alone, and stands on no paper."""

    template: str
    version: str
    digest: str  # of the text that was read: another text was not checked
    by: str
    on: date
    removed_at: str = ""
