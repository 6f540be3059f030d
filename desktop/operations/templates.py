"""Templates: the shipped ones with hers beside them, and the changes of hers."""

import stat
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from desktop.documents import template_file, template_remarks, template_samples
from desktop.documents import templates as shipped
from desktop.documents.template_remarks import Remark
from desktop.documents.templates import Template
from desktop.domain.errors import BadInput, NotFound, TemplateBroken
from desktop.domain.letters import Letter
from desktop.domain.templates import MOST_EDITIONS, OWN, Edition, OwnTemplate, is_own
from desktop.operations import wording
from desktop.storage import records
from desktop.storage.disk import told, write_whole
from desktop.storage.vault import Vault

# A gap, so that the document is not approved without a text of its own.
_NOTHING_TO_MAKE_IT_OF = "[[текст документа: его образца здесь нет]]"


_BLANK = """> Командиру {{ unit|genitive }}
> {{ commander|rank|dative }} {{ commander|surname_initials|dative }}

# Рапорт



| {{ client|full_post }}
| {{ client|rank }} | {{ client|initials_surname }}
| «___» __________ 20__ г.
"""


def catalogue(vault: Vault) -> tuple[Template, ...]:
    """All templates that can be used: the shipped ones by id, then hers in the order they were made. Raises DataDamaged."""
    hers = (_read_or_none(own) for own in records.every(vault, OwnTemplate))
    return (*shipped.catalogue(), *(each for each in hers if each is not None))


def find(vault: Vault, id_: str, language: str = "ru") -> Template:
    """The template with this id, shipped or hers; one of hers that was removed is found, too. Raises NotFound, TemplateBroken."""
    if not is_own(id_):
        return shipped.find(id_, language)
    own = records.get(vault, OwnTemplate, id_)
    if not own.text:
        raise NotFound("template")
    return read(own)


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


def as_left(own: OwnTemplate) -> Template:
    """One of her templates as she left it, to be written on: whatever she typed, and good for nothing else. Raises TemplateBroken."""
    return replace(template_file.as_typed(own.latest, own.id, own.language), id=own.id)


def in_a_list(own: OwnTemplate) -> Template:
    """One of her templates as a list shows it: as she left it, or its title alone where it cannot be read."""
    try:
        return replace(shipped.complete(as_left(own)), version=str(own.version) if own.text else "")
    except TemplateBroken:
        return _gone(own.id, own.language, own.title)


# --- writing one


def new_template(vault: Vault, text: str = "", *, language: str = "ru", based_on: str = "", imported: bool = False) -> OwnTemplate:
    """A template of hers that is not kept yet. Its id is made here, so that no shipped one can ever have it."""
    return OwnTemplate(id=OWN + vault.new_id()[:12], language=language, working=text, based_on=based_on, imported=imported,
                       made_at=vault.now().isoformat())  # fmt: skip


def blank(vault: Vault) -> OwnTemplate:
    """A template of hers with nothing in it but where things usually stand; not kept yet."""
    return _written(new_template(vault), replace(_gone("", "ru", ""), titles={"ru": ""}, copies=2, registration_mark=True, body=_BLANK))


def copy_of(vault: Vault, template: Template, *, imported: bool = False) -> OwnTemplate:
    """A template of hers that begins with the text of another one; not kept yet, and used for nothing before she says so."""
    own = new_template(vault, language=template.language, based_on=template.id, imported=imported)
    return _written(replace(own, title=template.titles.get("ru", "")), template)


def _written(own: OwnTemplate, template: Template) -> OwnTemplate:
    body = template.body.strip("\n") + "\n"
    return replace(own, working=template_file.write(replace(template, id=own.id, version="1", body=body)))


def keep_working(vault: Vault, own: OwnTemplate, working: str, title: str) -> OwnTemplate:
    """Keep what she is writing, whatever it is. Letters go on being made from the text before."""
    with vault.transaction():
        known = records.find(vault, OwnTemplate, own.id) or own
        kept = replace(known, working="" if working == known.text else working, title=known.title if known.text else title)
        records.save(vault, kept)
    return kept


def keep_template(vault: Vault, own: OwnTemplate) -> OwnTemplate:
    """Keep one of her templates, new or changed; a changed text is a new version. Raises TemplateBroken."""
    if own.text:
        own = replace(own, title=read(own).titles.get("ru", ""))
    with vault.transaction():
        known = records.find(vault, OwnTemplate, own.id) or replace(own, text="", version=0, editions=())
        changed = known.text != own.text
        editions = known.editions
        if changed and known.text:
            editions = (*editions, Edition(version=known.version, text=known.text, until=vault.now().isoformat()))[-MOST_EDITIONS:]
        kept = replace(own, version=known.version + changed, editions=editions)
        records.save(vault, kept)
    return kept


def in_use(vault: Vault, own: OwnTemplate) -> OwnTemplate:
    """The template with what she wrote as the text that letters are made from; not kept yet.

    Whether its words refuse is read out of them. Raises TemplateBroken where no text can be made of it, BadInput("template", "title").
    """
    template = template_file.read_text(own.latest, own.id, own.language)
    if not any(template.titles.values()):
        raise BadInput("template", "title")
    template_samples.try_out(shipped.complete(template))
    template = replace(template, gated=template_remarks.refuses(template, wording.refusing_phrases(vault)))
    return replace(own, text=template_file.write(template), working="")


def remarks(vault: Vault, template: Template) -> tuple[Remark, ...]:
    """What to look at in a template, in the lines of its body as it is."""
    return template_remarks.remarks(template, wording.refusing_phrases(vault))


# --- files


def read_file(path: Path) -> Template:
    """The template in a file from anywhere. Raises TemplateBroken, NotFound("file"), BadInput("file", "folder"), DiskFailed."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("file") from None
    if not stat.S_ISREG(found.st_mode):
        raise BadInput("file", "folder")
    with told(), path.open("rb") as file:
        untrusted = file.read(template_file.MOST_BYTES + 1)
    language = "en" if path.name.lower().endswith(".en.txt") else "ru"
    return shipped.complete(template_file.read(untrusted, path.name[:60], language))


def known_as(vault: Vault, template: Template) -> Template | None:
    """The template in this vault, shipped or hers, with the id of one from a file: to be compared with; None where there is none."""
    try:
        return find(vault, template.id, template.language)
    except (NotFound, TemplateBroken):
        return None


def file_name(template: Template) -> str:
    """What the file of a template is called: it says nothing of what the document is about."""
    return f"{template.id}.{template.language}.txt"


def write_file(template: Template, path: Path) -> None:
    """Write a template to a file, for anybody to read. Raises DiskFull, TargetReadOnly, DiskFailed."""
    write_whole(path, template_file.write(template).encode())


def _read_or_none(own: OwnTemplate) -> Template | None:
    try:
        return read(own) if own.text else None
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
