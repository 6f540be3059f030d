"""Marks on templates: checked by a lawyer, set and taken back. They are for her eyes and never reach a page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from desktop.documents.templates import Template
from desktop.domain.errors import BadInput
from desktop.domain.template_marks import TemplateMark
from desktop.storage import records
from desktop.storage.vault import Vault


def marks(vault: Vault) -> Mapping[str, TemplateMark]:
    """The last mark of each template by its id, whatever text it was set on."""
    return {mark.template: mark for mark in sorted(records.every(vault, TemplateMark), key=lambda mark: mark.on)}


def holds(mark: TemplateMark | None, template: Template) -> bool:
    """Whether a mark is one of this template as it reads now: a new version or another text is unchecked again."""
    return mark is not None and (mark.template, mark.version, mark.digest) == (template.id, template.version, template.digest)


def new_mark(vault: Vault, template: Template, by: str, on: date) -> TemplateMark:
    """That `by` read this text, not kept yet; it takes the place of an earlier mark. Raises BadInput("by", "empty")."""
    if not by.strip():
        raise BadInput("by", "empty")
    old = marks(vault).get(template.id)
    return TemplateMark(id=old.id if old else vault.new_id(), template=template.id, version=template.version, digest=template.digest,
                        by=" ".join(by.split()), on=on)  # fmt: skip


def taken_back(vault: Vault, mark: TemplateMark) -> TemplateMark:
    """The mark as one that holds no more, not kept yet."""
    return replace(mark, removed_at=vault.now().isoformat())


def keep_mark(vault: Vault, mark: TemplateMark) -> TemplateMark:
    """Keep a mark, set or taken back."""
    with vault.transaction():
        records.save(vault, mark)
    return mark
