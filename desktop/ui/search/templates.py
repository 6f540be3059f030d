"""Shipped templates among what the search box found: the title, and what each is for; the text stands in the library."""

from desktop import law_words
from desktop.domain.asked import Asked
from desktop.operations import template_search
from desktop.storage.search import Hit


def template_hits(asked: Asked) -> list[Hit]:
    """The shipped templates that hold what was asked."""
    return [
        Hit(kind="template", id=found.id, case="", case_number="", pseudonym="", title=law_words.local(found.titles),
            snippet=law_words.local(found.help))
        for found in template_search.find(asked)
    ]  # fmt: skip
