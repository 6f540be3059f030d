"""What is given to the client along with a talk: a leaflet that names nobody, and the receipt for originals given back."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from desktop.domain import markup
from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.domain.errors import BadInput
from desktop.domain.letters import Keeper, Letter
from desktop.domain.notes import Note
from desktop.domain.templates import OwnTemplate
from desktop.operations import letters
from desktop.operations.naming import Named
from desktop.storage import records, register
from desktop.storage.vault import Vault

LEAFLET, RECEIPT = "r35", "r40"
# Who does what, as the shipped templates of notes begin a step.
_HIS, _HERS = re.compile(r"(?:он|he): *", re.IGNORECASE), re.compile(r"(?:я|i):", re.IGNORECASE)


def begin_leaflet(vault: Vault, note: Note) -> Letter:
    """A draft of the leaflet with his next steps in a note and the dates of its case, as far as they name nobody.

    Her own steps («я: …») and her reminders are nothing for him.
    It is made from the template of hers that began as a copy of the shipped one, if there is one in use. Raises TemplateBroken.
    """
    named = Named(vault, note.case)
    lines = [each for each in _lines(note.blocks.get("next_steps", "")) if not named.is_in(each)]
    dated = (each for each in records.of_case(vault, Deadline, note.case) if not each.done_at and each.kind is not DeadlineKind.REMINDER)
    waiting = sorted(dated, key=lambda each: each.due)
    dates = [f"{each.due:%d.%m.%Y} – {each.title}" for each in waiting if not named.is_in(each.title)]
    return _begin(vault, note.case, _hers(vault) or LEAFLET, {"steps": "\n".join(lines), "dates": "\n".join(dates)})


def begin_receipt(vault: Vault, case: str) -> Letter:
    """A draft of the receipt, with the originals that are with her. Raises BadInput("receipt", "empty") where there is none."""
    kept = [(entry, original) for entry in reversed(register.entries(vault, case)) for original in entry.originals
            if original.keeper is Keeper.LAWYER]  # fmt: skip
    if not kept:
        raise BadInput("receipt", "empty")
    items = (f"{entry.title} – {original.count} экз." for entry, original in kept)
    return _begin(vault, case, RECEIPT, {"items": "\n".join(items)})


def _begin(vault: Vault, case: str, template: str, fields: Mapping[str, str]) -> Letter:
    filled = {key: text for key, text in fields.items() if text}
    return letters.keep_letter(vault, replace(letters.draft_letter(vault, case, template), fields=filled))


def _hers(vault: Vault) -> str:
    return next((own.id for own in reversed(records.every(vault, OwnTemplate)) if own.based_on == LEAFLET and own.text), "")


def _lines(text: str) -> Iterable[str]:
    """The lines of a text that are his, without the marks they begin with."""
    for each in markup.plain(text).splitlines():
        line = _HIS.sub("", each.strip())
        if line.strip(" -•:") and not _HERS.match(line):
            yield line
