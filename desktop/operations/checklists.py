"""Checklists: the shipped ones, hers above them, and what is ticked in a case."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from desktop import resources
from desktop.domain.cases import Case, Category
from desktop.domain.checklists import SHIPPED, Checklist, Item, OwnList, Place, Ticks, digest, done, laid, of_case
from desktop.domain.errors import BadInput
from desktop.storage import records
from desktop.storage.vault import Vault

LONGEST, MOST = 300, 100  # letters of a line, lines of a list


@cache
def shipped(language: str) -> tuple[Checklist, ...]:
    """The lists that come with the program, in a language of the window."""
    read = tomllib.loads((resources.LISTS / "checklists.toml").read_text(encoding="utf-8"))
    return tuple(_list(each, language) for each in read["list"])


def _list(read: Mapping[str, Any], language: str) -> Checklist:
    items = tuple(Item(id=each["id"], text=each[language], place=Place(each.get("place", ""))) for each in read["items"])
    return Checklist(id=read["id"], title=read[language], categories=tuple(Category(each) for each in read.get("for", ())), items=items)


def every(vault: Vault, language: str) -> tuple[Checklist, ...]:
    """All lists, hers in place of the shipped ones they stand above."""
    return laid(shipped(language), records.every(vault, OwnList))


def ticks_of(vault: Vault, case: str) -> Ticks:
    """What is ticked in a case; nothing yet where nothing was."""
    found = records.of_case(vault, Ticks, case)
    return found[0] if found else Ticks(id=vault.new_id(), case=case)


def lists_of(vault: Vault, case: Case, language: str) -> tuple[tuple[Checklist, int], ...]:
    """The lists of a case, each with how many of its lines are ticked."""
    ticks = ticks_of(vault, case.id)
    return tuple((each, done(each, ticks)) for each in of_case(every(vault, language), case, ticks))


def keep_ticks(vault: Vault, ticks: Ticks) -> Ticks:
    """Keep what is ticked."""
    with vault.transaction():
        records.save(vault, ticks)
    return ticks


def own_of(vault: Vault, checklist: Checklist) -> OwnList:
    """Her own list to be changed: the one there is, or a copy that stands above the shipped one."""
    if checklist.own is not None:
        return checklist.own
    return OwnList(id=vault.new_id(), title=checklist.title, categories=checklist.categories, items=checklist.items, shipped=checklist.id,
                   digest=digest(checklist))  # fmt: skip


def new_list(vault: Vault, title: str) -> OwnList:
    """A list of hers without lines; not kept yet."""
    return OwnList(id=vault.new_id(), title=title)


def keep_list(vault: Vault, own: OwnList) -> OwnList:
    """Keep a list of hers. Raises BadInput: ("checklist", "empty" | "long"), ("checklist-item", "empty" | "long")."""
    if not own.removed_at:
        _check(own)
    with vault.transaction():
        records.save(vault, replace(own, title=own.title.strip()))
    return own


def _check(own: OwnList) -> None:
    if not own.title.strip():
        raise BadInput("checklist", "empty")
    if len(own.items) > MOST:
        raise BadInput("checklist", "long")
    for item in own.items:
        if not item.text.strip():
            raise BadInput("checklist-item", "empty")
        if len(item.text) > LONGEST:
            raise BadInput("checklist-item", "long")


def is_shipped(checklist: Checklist) -> bool:
    """Whether it comes with the program, or stands above one that does."""
    return checklist.id.startswith(SHIPPED)
