"""Templates: the documents that can be made, each a text file with a head.

A file begins with a head in TOML between two lines of `+++`; the rest is the body, in Jinja2 (what it may say: `compose`).
Its name is `<id>.<language>.txt`, the id says nothing of what the document is about.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desktop import resources
from desktop.domain.errors import NotFound, TemplateBroken
from desktop.domain.values import Part

_FENCE = "+++"
LAST = 100
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Kind(StrEnum):
    """What can be put into a field."""

    TEXT = "text"  # one line
    LONG = "long"  # any number of lines
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True, repr=False)
class Option(Part):
    """One of the choices of a field: the word it is kept as, and what a reader is shown."""

    code: str
    labels: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, repr=False)
class Field(Part):
    """A value a template asks for. Required ones leave a gap in the text until they are filled."""

    key: str
    labels: Mapping[str, str]
    help: Mapping[str, str] = field(default_factory=dict)
    kind: Kind = Kind.TEXT
    required: bool = False
    own: bool = False  # his own words: never the same for several
    options: tuple[Option, ...] = ()
    default: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Norm(Part):
    """A norm the document leans on, and how surely its wording is known: S seen, P partly seen, R recalled."""

    id: str
    mark: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Template(Part):
    """A document that can be made."""

    id: str
    language: str
    version: str
    titles: Mapping[str, str]
    help: Mapping[str, str]
    addressee: str
    valid_from: date | None
    valid_to: date | None
    archive: bool
    gated: bool  # a hint for lists: the check reads the text itself
    fields: tuple[Field, ...]
    attachments: Mapping[str, str]
    norms: tuple[Norm, ...]
    copies: int
    registration_mark: bool
    categories: tuple[str, ...]  # how those serve for whom it is made; none: for everybody
    body: str
    order: int = LAST  # where it stands among those that are offered; many share a place

    def field(self, key: str) -> Field | None:
        """The field of that name, or None."""
        return next((each for each in self.fields if each.key == key), None)

    @property
    def digest(self) -> str:
        """A fingerprint of all that may come onto the page: what was read when somebody checked it."""
        asked = [(each.key, each.kind.value, each.required, each.default, [option.code for option in each.options]) for each in self.fields]
        told = (sorted(self.titles.items()), asked, self.body.strip())
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

    def fits(self, category: str, day: date) -> bool:
        """Whether it is made for those who serve like that, and may be handed in on that day. Nobody knows yet how he serves: it fits."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and not self.is_past(day) and (not self.categories or category in {"", "unknown", *self.categories})

    def is_past(self, today: date) -> bool:
        """Whether the text has had its time: then it is only ever kept as a marked copy for the file."""
        return self.archive or (self.valid_to is not None and today > self.valid_to)


@cache
def catalogue() -> tuple[Template, ...]:
    """All shipped templates, by id. Raises TemplateBroken."""
    return tuple(read(path) for path in sorted(resources.TEMPLATES.glob("*.txt")))


def find(id: str, language: str = "ru") -> Template:
    """The template with this id, in `language` where it is written in that, else in Russian. Raises NotFound, TemplateBroken."""
    found = {template.language: template for template in catalogue() if template.id == id}
    if not found:
        raise NotFound("template")
    return found.get(language) or found["ru"]


def read(path: Path) -> Template:
    """The template in a file. Raises TemplateBroken with the line of the mistake, as far as it is known."""
    name = path.name.split(".")[0]
    try:
        return parse(path.read_text(encoding="utf-8"), name=name, language=path.name.split(".")[1])
    except (UnicodeDecodeError, OSError):
        raise TemplateBroken(name) from None


def parse(text: str, *, name: str, language: str) -> Template:
    """The template a text holds. `name` is what a mistake is reported under. Raises TemplateBroken."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        raise TemplateBroken(name, 1)
    end = next(number for number, line in enumerate(lines[1:], start=1) if line.strip() == _FENCE)
    try:
        head = tomllib.loads("\n".join(lines[1:end]))
        # Empty lines stand in for the head, so that a mistake in the body is told with its line in the file.
        return _template(head, language, body="\n" * (end + 1) + "\n".join(lines[end + 1 :]))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise TemplateBroken(name, 1) from None


def complete(template: Template) -> Template:
    """The template with every title and label in both languages: what is missing in one is said in the other."""
    asked = tuple(
        replace(each, labels=_both(each.labels, each.key),
                options=tuple(replace(option, labels=_both(option.labels, option.code)) for option in each.options))
        for each in template.fields
    )  # fmt: skip
    return replace(template, titles=_both(template.titles, template.id), help=_both(template.help, ""), fields=asked)


def _both(texts: Mapping[str, str], usual: str) -> Mapping[str, str]:
    said = texts.get("ru") or texts.get("en") or usual
    return {language: texts.get(language) or said for language in ("ru", "en")}


def _template(head: Mapping[str, Any], language: str, body: str) -> Template:
    return Template(
        id=str(head["id"]),
        language=language,
        version=str(head["version"]),
        titles=_texts(head["title"]),
        help=_texts(head.get("help", {})),
        addressee=str(head.get("addressee", "")),
        valid_from=_date(head.get("valid_from")),
        valid_to=_date(head.get("valid_to")),
        archive=bool(head.get("archive", False)),
        gated=bool(head.get("gated", False)),
        fields=tuple(_field(each) for each in head.get("field", ())),
        attachments=_texts(head.get("attachments", {})),
        norms=tuple(Norm(id=str(each["id"]), mark=str(each["mark"])) for each in head.get("norm", ())),
        copies=int(head.get("copies", 2)),
        registration_mark=bool(head.get("registration_mark", True)),
        categories=tuple(str(each) for each in head.get("categories", ())),
        body=body,
        order=int(head.get("order", LAST)),
    )


def _field(head: Mapping[str, Any]) -> Field:
    return Field(
        key=str(head["key"]),
        labels=_texts(head["label"]),
        help=_texts(head.get("help", {})),
        kind=Kind(head.get("kind", "text")),
        required=bool(head.get("required", False)),
        own=bool(head.get("own", False)),
        options=tuple(Option(code=str(each["code"]), labels=_texts(each)) for each in head.get("option", ())),
        default=str(head.get("default", "")),
    )


def _texts(table: Mapping[str, Any]) -> Mapping[str, str]:
    return {language: str(table[language]) for language in ("ru", "en") if language in table} or _NOTHING


def _date(value: object) -> date | None:
    if value is None or type(value) is date:
        return value
    raise ValueError
