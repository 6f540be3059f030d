"""Templates: the shipped ones with hers beside them, and the changes of hers."""

from dataclasses import replace
from functools import lru_cache

from desktop.documents import template_file
from desktop.documents import templates as shipped
from desktop.documents.templates import Template
from desktop.domain.errors import NotFound, TemplateBroken
from desktop.domain.letters import Letter
from desktop.domain.templates import OWN, OwnTemplate, is_own
from desktop.storage import records
from desktop.storage.vault import Vault

# A gap, so that the document is not approved without a text of its own.
_NOTHING_TO_MAKE_IT_OF = "[[текст документа: его образца здесь нет]]"


def catalogue(vault: Vault) -> tuple[Template, ...]:
    """All templates that can be used: the shipped ones by id, then hers in the order they were made. Raises DataDamaged."""
    hers = (_read_or_none(own) for own in records.every(vault, OwnTemplate))
    return (*shipped.catalogue(), *(each for each in hers if each is not None))


def find(vault: Vault, id_: str, language: str = "ru") -> Template:
    """The template with this id, shipped or hers; one of hers that was removed is found, too. Raises NotFound, TemplateBroken."""
    if is_own(id_):
        return read(records.get(vault, OwnTemplate, id_))
    return shipped.find(id_, language)


def of_letter(vault: Vault, letter: Letter) -> Template:
    """The template a draft is made from; one that is a gap and nothing else where it is not in this vault. Raises TemplateBroken."""
    try:
        return find(vault, letter.template, letter.language)
    except NotFound:
        return _gone(letter.template, letter.language, letter.title)


def is_gone(vault: Vault, letter: Letter) -> bool:
    """Whether the template of a draft was removed, or never was in this vault: then nothing new is made from it."""
    if not is_own(letter.template):
        return False
    own = records.find(vault, OwnTemplate, letter.template)
    return own is None or bool(own.removed_at)


def read(own: OwnTemplate) -> Template:
    """One of her templates, to be used. Raises TemplateBroken."""
    return _read(own.id, own.language, own.version, own.text)


def new_template(vault: Vault, text: str, *, language: str = "ru", based_on: str = "", imported: bool = False) -> OwnTemplate:
    """A template of hers that is not kept yet. Its id is made here, so that no shipped one can ever have it."""
    return OwnTemplate(id=OWN + vault.new_id()[:12], language=language, text=text, based_on=based_on, imported=imported,
                       made_at=vault.now().isoformat())  # fmt: skip


def keep_template(vault: Vault, own: OwnTemplate) -> OwnTemplate:
    """Keep one of her templates, new or changed; a changed text is a new version. Raises TemplateBroken."""
    title = read(own).titles.get("ru", "")
    with vault.transaction():
        known = records.find(vault, OwnTemplate, own.id)
        version = 1 if known is None else known.version + (known.text != own.text)
        kept = replace(own, title=title, version=version)
        records.save(vault, kept)
    return kept


def remove_template(vault: Vault, own: OwnTemplate) -> OwnTemplate:
    """Put one of her templates into the bin. Drafts made from it go on, and what was approved never needed it."""
    return keep_template(vault, replace(own, removed_at=vault.now().isoformat()))


def _read_or_none(own: OwnTemplate) -> Template | None:
    try:
        return read(own)
    except TemplateBroken:
        return None


@lru_cache(maxsize=256)
def _read(id_: str, language: str, version: int, text: str) -> Template:
    # Whatever stands in a vault may have come from elsewhere, so it is looked at as a file from a stranger is.
    return replace(shipped.complete(template_file.read_text(text, id_, language)), id=id_, version=str(version))


def _gone(id_: str, language: str, title: str) -> Template:
    return Template(
        id=id_, language=language, version="", titles=dict.fromkeys(("ru", "en"), title), help={}, addressee="", valid_from=None,
        valid_to=None, archive=False, gated=False, fields=(), attachments={}, norms=(), copies=1, registration_mark=False,
        categories=(), body=_NOTHING_TO_MAKE_IT_OF,
    )  # fmt: skip
