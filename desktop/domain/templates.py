"""Templates of her own: documents she wrote, or was given, beside those that are shipped."""

from dataclasses import dataclass

from desktop.domain.values import Value

OWN = "own-"  # no shipped template begins like this


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnTemplate(Value):
    """A template she keeps. `text` is the whole file, head and body; `version` goes up with every change of it, an undo included."""

    title: str = ""  # the Russian one of the text, for lists and the search
    language: str = "ru"
    text: str = ""
    version: int = 1
    based_on: str = ""  # the template it began as a copy of
    imported: bool = False  # came from a file, so somebody else wrote it
    made_at: str = ""
    removed_at: str = ""


def is_own(template_id: str) -> bool:
    """Whether the id is that of a template kept in a vault."""
    return template_id.startswith(OWN)
