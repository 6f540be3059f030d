"""Templates of her own: documents she wrote, or was given, beside those that are shipped."""

from dataclasses import dataclass

from desktop.domain.values import Part, Value

OWN = "own-"  # no shipped template begins like this
MOST_EDITIONS = 20


@dataclass(frozen=True, kw_only=True, repr=False)
class Edition(Part):
    """A text that letters were made from, before it was changed."""

    version: int
    text: str
    until: str  # aware UTC


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnTemplate(Value):
    """A template she keeps. `text` is the whole file, head and body, as letters are made from it; empty while none ever was.

    `version` goes up with every change of `text`, an undo included. `working` is what she is writing, kept at every pause and used for
    nothing; empty where it is no other than `text`.
    """

    title: str = ""  # the Russian one, for lists and the search
    language: str = "ru"
    text: str = ""
    version: int = 0
    working: str = ""
    editions: tuple[Edition, ...] = ()  # the latest last
    based_on: str = ""  # the template it began as a copy of
    imported: bool = False  # came from a file, so somebody else wrote it
    made_at: str = ""
    removed_at: str = ""

    @property
    def latest(self) -> str:
        """The text as she left it, in use or not."""
        return self.working or self.text


def is_own(template_id: str) -> bool:
    """Whether the id is that of a template kept in a vault."""
    return template_id.startswith(OWN)
