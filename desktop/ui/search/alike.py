"""People whose names are like what was typed into the search box, though written otherwise."""

from collections.abc import Collection

from desktop.domain import likeness
from desktop.operations import similar
from desktop.storage.search import Hit
from desktop.storage.vault import Vault
from desktop.ui.people.alike import places_words

SHORTEST = 3  # letters; fewer are like too much
MOST = 8


def hits_like(vault: Vault, text: str, known: Collection[str]) -> list[Hit]:
    """Who bears a name like this text and is not among the `known`, with the files each stands in; no name in it."""
    name = likeness.named_in(text)
    if len(name.surname) < SHORTEST or any(letter.isdigit() for letter in text):
        return []
    found = [person for person in similar.alike(vault, name) if person.id not in known][:MOST]
    return [
        Hit(
            kind="person",
            id=alike.person.id,
            case=alike.places[0].case if alike.places else "",
            case_number="",
            pseudonym=alike.places[0].pseudonym if alike.places else "",
            title="",
            snippet=places_words(alike.places),
        )
        for alike in similar.with_places(vault, found)
    ]
