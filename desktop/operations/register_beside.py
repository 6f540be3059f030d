"""Documents made from an entry of the register: the list of what goes by post, and the sheet about a refusal to accept it."""

import re
from dataclasses import replace
from typing import Any

from desktop.documents import layout, pages
from desktop.documents.blocks import Attachments, Title
from desktop.documents.russian.names import initials
from desktop.documents.russian.phrases import decline_post
from desktop.domain.cases import Case
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.people import Role
from desktop.domain.units import Unit
from desktop.operations import letters
from desktop.operations.register_terms import template_of
from desktop.storage import people, records
from desktop.storage.vault import Vault

INVENTORY, REFUSAL_SHEET = "r36", "r42"
_IN_THE_UNIT = frozenset({"commander", "officer", "duty"})
_VALUE = 1  # roubles declared for each item: the least there is, hers to change


def begin_inventory(vault: Vault, entry: RegisterEntry) -> Letter:
    """The draft of the list of enclosures for the post (form 107), filled from the document; the one there is, if it was begun.

    Raises NotFound, TemplateBroken, FontMissing, PageFailed.
    """
    return _begin(vault, entry, "inventory", INVENTORY)


def begin_refusal_sheet(vault: Vault, entry: RegisterEntry) -> Letter:
    """The draft of the sheet that says when and by whom the document was not accepted. Raises NotFound, TemplateBroken."""
    return _begin(vault, entry, "refusal_sheet", REFUSAL_SHEET)


def made_from(vault: Vault, letter_id: str) -> Letter | None:
    """A document that was made from an entry, if it is still there."""
    letter = records.find(vault, Letter, letter_id) if letter_id else None
    return None if letter is None or letter.removed_at else letter


def _begin(vault: Vault, entry: RegisterEntry, name: str, template: str) -> Letter:
    known = records.get(vault, RegisterEntry, entry.id)
    if (there := made_from(vault, getattr(known, name))) is not None:
        return there
    fields = _of_inventory(vault, known) if name == "inventory" else _of_refusal(known)
    draft = replace(letters.draft_letter(vault, entry.case, template), fields={key: text for key, text in fields.items() if text})
    with vault.transaction():
        records.save(vault, draft)
        linked: dict[str, Any] = {name: draft.id}
        records.save(vault, replace(known, **linked))
    return draft


def _of_inventory(vault: Vault, entry: RegisterEntry) -> dict[str, str]:
    items = [f"{_called(entry)}, {_sheets(entry)} л.", *_enclosed(entry)]
    count = len(items)
    return {
        "to": layout.addressee(entry.text),
        "to_address": _address(vault, entry),
        "sender": _sender(vault, entry),
        "items": "\n".join(f"{item} – 1 шт., объявленная ценность {_VALUE} руб." for item in items),
        "total": f"предметов – {count}, общая объявленная ценность {count * _VALUE} руб.",
    }


def _of_refusal(entry: RegisterEntry) -> dict[str, str]:
    day = entry.refused_on.text if entry.refused_on and entry.refused_on.is_exact else ""
    to = decline_post(entry.refused_by, "dative") if entry.refused_by else None
    return {
        "paper": _called(entry).lower(),
        "day": day,
        "hour": entry.refused_hour,
        # Where its form is not sure the line is left to be written by hand.
        "official": to.text if to and not to.doubtful else "",
        "words": entry.refused_note,
        "witnesses": "blank" if entry.refused_witnesses else "none",
    }


def _called(entry: RegisterEntry) -> str:
    """What the paper calls itself: its kind, and nothing of what it is about."""
    found = (block.text for block in layout.blocks(entry.text) if isinstance(block, Title) and block.text)
    return next(found, entry.title)


def _sheets(entry: RegisterEntry) -> int:
    return len(pages.sizes(letters.pdf_of(entry)))


def _enclosed(entry: RegisterEntry) -> list[str]:
    """What the document itself names as enclosed, a line each."""
    found: list[str] = []
    for block in layout.blocks(entry.text):
        if isinstance(block, Attachments):
            lines = [re.sub(r"^(?:Приложени[ея]\s*:)?\s*(?:\d{1,3}[.)]\s+)?", "", line) for line in block.lines]
            found += [piece.strip().rstrip(".") for line in lines for piece in line.split(";") if piece.strip(" .")]
    return found


def _address(vault: Vault, entry: RegisterEntry) -> str:
    """Where the unit is, for what goes to it; other offices are hers to fill in."""
    case = records.get(vault, Case, entry.case)
    unit = records.find(vault, Unit, case.unit) if case.unit else None
    template = template_of(vault, entry)
    return " ".join(unit.address.split()) if unit and template and template.addressee in _IN_THE_UNIT else ""


def _sender(vault: Vault, entry: RegisterEntry) -> str:
    client = people.by_role(vault, entry.case).get(Role.CLIENT)
    if client is None:
        return ""
    return " ".join(part for part in (initials(client.name), initials(client.patronymic), client.surname) if part)
