"""Note templates in two layers: the shipped ones, and hers above and beside them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from desktop import resources
from desktop.domain.errors import BadInput
from desktop.domain.note_templates import NoteTemplate
from desktop.domain.notes import BLOCKS, Note
from desktop.domain.values import Part
from desktop.operations.naming import must_name_nobody
from desktop.storage import records
from desktop.storage.vault import Vault

_LIST = "notes.toml"


@dataclass(frozen=True, kw_only=True, repr=False)
class Offered(Part):
    """A template as it is offered: `entry` is the id of hers, `over` of the shipped one it stands above or is."""

    title: str
    blocks: Mapping[str, str]
    entry: str = ""
    over: str = ""

    @property
    def id(self) -> str:
        """Which one it is."""
        return self.over or self.entry


def offered(vault: Vault, language: str) -> tuple[Offered, ...]:
    """All templates: the shipped ones, with hers above them, then those of her own in the order they were made. Raises DataDamaged."""
    hers = records.every(vault, NoteTemplate)
    above = {each.over: each for each in hers if each.over}
    shipped = tuple(_hers(above[each.over]) if each.over in above else each for each in _shipped(language))
    known = {each.over for each in shipped}
    return (*shipped, *(_hers(each) for each in hers if each.over not in known))


def template_of(vault: Vault, note: Note, title: str, language: str) -> NoteTemplate:
    """What `keep_template` keeps so that the note's texts are offered under this title; one of the same title is changed by it.

    Raises BadInput("note-template", "empty" | "title"), and "name" where somebody of the case is named in it.
    """
    blocks = {block: text for block in BLOCKS if (text := note.blocks.get(block, "").strip())}
    if not title.strip():
        raise BadInput("note-template", "title")
    if not blocks:
        raise BadInput("note-template", "empty")
    must_name_nobody(vault, note.case, blocks.values(), "note-template")
    same = next((each for each in offered(vault, language) if each.title.casefold() == title.strip().casefold()), None)
    known = records.find(vault, NoteTemplate, same.entry) if same and same.entry else None
    return NoteTemplate(id=known.id if known else vault.new_id(), title=title.strip(), blocks=blocks, over=same.over if same else "")


def keep_template(vault: Vault, template: NoteTemplate) -> NoteTemplate:
    """Keep a template of hers; a removed one lets the shipped one show again."""
    with vault.transaction():
        records.save(vault, template)
    return template


def _hers(own: NoteTemplate) -> Offered:
    return Offered(title=own.title, blocks=own.blocks, entry=own.id, over=own.over)


@cache
def _shipped(language: str) -> tuple[Offered, ...]:
    read = tomllib.loads((resources.LISTS / _LIST).read_text(encoding="utf-8"))["template"]
    tongue = language if language in {"ru", "en"} else "ru"
    return tuple(
        Offered(title=each["title"][tongue], blocks={block: each["blocks"][tongue][block].strip() for block in BLOCKS
                                                     if block in each["blocks"][tongue]}, over=each["id"])
        for each in read
    )  # fmt: skip
