"""Shipped templates for the search box: found by their titles, or nearly every search would end in them. Hers stand in the index."""

from functools import cache

from desktop.documents import templates
from desktop.documents.templates import Template
from desktop.domain.asked import Asked, Group
from desktop.storage import told
from desktop.storage.told import Told

MOST = 8


def find(asked: Asked) -> tuple[Template, ...]:
    """The first shipped templates whose titles, in either language, hold what was asked."""
    if not asked.is_for(Group.TEMPLATES):
        return ()
    return tuple(template for template, title in _shipped() if told.holds(title, asked))[:MOST]


@cache
def _shipped() -> tuple[tuple[Template, Told], ...]:
    return tuple((each, told.told("\n".join(each.titles.values()))) for each in templates.catalogue())
