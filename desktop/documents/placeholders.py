"""Placeholders: everything a template can ask for, in groups and in words, so that nobody has to know what it is called inside."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from desktop import resources
from desktop.documents.templates import Field, Kind
from desktop.domain.values import Part

CURSOR = "‸"


@dataclass(frozen=True, kw_only=True, repr=False)
class Placeholder(Part):
    """What can be put into a body: its text with `CURSOR` in it or not, and its name by language."""

    text: str
    names: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, repr=False)
class Group(Part):
    """Placeholders of one kind, under a heading by language."""

    titles: Mapping[str, str]
    items: tuple[Placeholder, ...]


@cache
def groups() -> tuple[Group, ...]:
    """What every template can ask for: of each person all forms, then the rest."""
    told = _told()
    people = (
        Group(titles=_names(person), items=tuple(_placeholder(form, "NAME", person["name"]) for form in told["form"]))
        for person in told["person"]
    )
    others = (Group(titles=_names(group), items=tuple(map(_placeholder, group["item"]))) for group in told["group"])
    client, commander, lawyer, *rest = people
    return (client, commander, lawyer, *others, *rest)


def of_fields(fields: tuple[Field, ...]) -> tuple[Placeholder, ...]:
    """What this template can ask for by its own fields."""
    return tuple(placeholder for each in fields for placeholder in _of_field(each))


def _of_field(field: Field) -> Iterator[Placeholder]:
    names = {language: field.labels.get(language) or field.labels.get("ru") or field.key for language in ("ru", "en")}
    for form in _told()["field"]:
        if field.kind in form["kinds"]:
            said = {language: str(form[language]).replace("{label}", names[language]) for language in names}
            yield Placeholder(text=form["text"].replace("KEY", field.key), names=said)
    if field.kind is Kind.CHOICE:
        for option in field.options:
            said = {language: f"{names[language]}: {option.labels.get(language) or option.code}" for language in names}
            yield Placeholder(text=f'{{% if {field.key} == "{option.code}" %}}{CURSOR}{{% endif %}}', names=said)


@cache
def _told() -> Mapping[str, Any]:
    return tomllib.loads((resources.LISTS / "placeholders.toml").read_text(encoding="utf-8"))


def _names(table: Mapping[str, Any]) -> Mapping[str, str]:
    return {language: str(table[language]) for language in ("ru", "en")}


def _placeholder(table: Mapping[str, Any], name: str = "", instead: str = "") -> Placeholder:
    text = str(table["text"])
    return Placeholder(text=text.replace(name, instead) if name else text, names=_names(table))
