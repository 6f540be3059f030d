"""Shipped templates for the search box: found by title, help and text, as hers are. Hers stand in the search index."""

import re
from functools import cache

from desktop.documents import templates
from desktop.documents.templates import Template
from desktop.domain.asked import Asked, Group
from desktop.storage import told
from desktop.storage.told import Told

MOST = 8
# What is filled in, and what is only there for some: names of fields are no words of the text.
_FILLED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def find(asked: Asked) -> tuple[Template, ...]:
    """The first shipped templates that hold what was asked, those first that hold it in their titles."""
    if not asked.is_for(Group.TEMPLATES):
        return ()
    texts = [(template, title, whole) for template, title, whole in _shipped() if told.holds(whole, asked)]
    texts.sort(key=lambda each: not told.holds(each[1], asked))
    return tuple(template for template, _, _ in texts[:MOST])


@cache
def _shipped() -> tuple[tuple[Template, Told, Told], ...]:
    return tuple((each, told.told(_title(each)), told.told(_whole(each))) for each in templates.catalogue())


def _title(template: Template) -> str:
    return "\n".join(template.titles.values())


def _whole(template: Template) -> str:
    return "\n".join((_title(template), *template.help.values(), _FILLED.sub(" ", template.body)))
