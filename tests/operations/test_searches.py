"""Searches kept under a name."""

from dataclasses import replace

import pytest

from desktop.domain.errors import BadInput
from desktop.domain.people import Role
from desktop.domain.searches import KeptSearch
from desktop.operations.cases import open_case
from desktop.operations.people import add_person
from desktop.operations.searches import keep_search, kept_searches, people_named_in
from desktop.storage.vault import Vault
from tests import make


def _kept(vault: Vault, name: str = "Ходатайства", text: str = "вид:документы ходатайство") -> KeptSearch:
    return keep_search(vault, KeptSearch(id=vault.new_id(), name=name, text=text))


def test_kept_searches_come_back_by_name_whatever_the_letters(vault: Vault) -> None:
    for name in ("Ёлка", "яма", "Дом"):
        _kept(vault, name)

    assert [kept.name for kept in kept_searches(vault)] == ["Дом", "Ёлка", "яма"]


@pytest.mark.parametrize(("name", "why"), [("", "empty"), ("  \n", "empty"), ("я" * 61, "long"), ("ходатайства", "taken")])
def test_a_name_is_refused_by_what_is_wrong_with_it(vault: Vault, name: str, why: str) -> None:
    _kept(vault)

    with pytest.raises(BadInput) as refused:
        _kept(vault, name)

    assert (refused.value.field, refused.value.reason) == ("search", why)
    assert len(kept_searches(vault)) == 1


def test_a_removed_one_comes_back_and_leaves_its_name_free(vault: Vault) -> None:
    kept = _kept(vault)
    keep_search(vault, replace(kept, removed_at="2026-05-14T09:00:00+00:00"))
    assert kept_searches(vault) == []

    keep_search(vault, kept)

    assert kept_searches(vault) == [kept]


def test_lines_and_spaces_in_a_search_become_one_space(vault: Vault) -> None:
    assert _kept(vault, " Мать \n звонила ", "мать\n\tзвонила ").text == "мать звонила"


def test_people_named_in_a_search_are_known_in_every_form(vault: Vault) -> None:
    case = open_case(vault)
    man = make.person(surname="Королёв")
    add_person(vault, man, case.id, Role.CLIENT)

    assert [person.id for person in people_named_in(vault, "справка Королеву")] == [man.id]
    assert people_named_in(vault, "справка из госпиталя") == []
