"""Searches kept under a name: they belong to the vault and to no case."""

from dataclasses import replace

from desktop.domain import phones
from desktop.domain.asked import Asked, Group, Piece
from desktop.domain.caseload import folded
from desktop.domain.people import Person
from desktop.domain.searches import KeptSearch
from desktop.operations.keeping import check_name
from desktop.storage import records, search, tokens
from desktop.storage.vault import Vault

_MOST_NAMED = 20  # people of one word of a search


def kept_searches(vault: Vault) -> list[KeptSearch]:
    """The searches she kept, by name."""
    return sorted(records.every(vault, KeptSearch), key=lambda kept: folded(kept.name))


def keep_search(vault: Vault, kept: KeptSearch) -> KeptSearch:
    """Keep a search, new or changed. Raises BadInput: ("search", "empty"), ("search", "long"), ("search", "taken")."""
    kept = replace(kept, name=" ".join(kept.name.split()), text=" ".join(kept.text.split()))
    others = () if kept.removed_at else (each.name for each in kept_searches(vault) if each.id != kept.id)
    check_name("search", kept.name, others)
    with vault.transaction():
        records.save(vault, kept)
    return kept


def people_named_in(vault: Vault, text: str) -> list[Person]:
    """Whose names a line of the search box may hold: it is masked by them."""
    found = dict[str, Person]()
    telephone = [text] if phones.as_words(text) else []
    for piece in (*telephone, *filter(str.isalpha, dict.fromkeys(tokens.words(text)))):
        asked = Asked(pieces=(Piece(text=piece),), groups=frozenset({Group.PEOPLE}))
        for hit in search.find(vault, asked, limit=_MOST_NAMED, closed=True):
            if hit.kind == "person" and (person := records.find(vault, Person, hit.id)) is not None:
                found[hit.id] = person
    return list(found.values())
