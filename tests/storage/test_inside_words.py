"""Parts of words: found inside others where no word begins so."""

from collections import deque

import pytest

from desktop.domain.asked import parsed
from desktop.operations.cases import open_case
from desktop.operations.notes import add_note
from desktop.storage import inside_words, search
from desktop.storage.vault import Vault


def found(vault: Vault, typed: str) -> list[str]:
    asked = parsed(typed, vault.today())
    inside = deque(inside_words.found(vault, asked), maxlen=1)
    looked = search.look(vault, asked, inside=inside[0]) if inside else search.look(vault, asked)
    return [hit.snippet for hit in search.read(vault, looked, looked.matches)]


def test_parts_of_words_and_numbers_are_found_and_every_one_must_be_there(vault: Vault) -> None:
    case = open_case(vault)
    texts = ("Он демобилизован в мае", "Часть 54321-А", "Его обвиняют в неисполнении приказа")
    for text in texts:
        add_note(vault, case.id, text)

    answers = {
        typed: found(vault, typed) for typed in ("мобил", "мобилизов МАЕ", "4321", "исполнени приказ", "мобил приказ", "исполнени -приказ")
    }

    assert answers == {"мобил": [texts[0]], "мобилизов МАЕ": [texts[0]], "4321": [texts[1]], "исполнени приказ": [texts[2]],
                       "мобил приказ": [], "исполнени -приказ": []}  # fmt: skip
    assert search.find(vault, "мобил") == []


@pytest.mark.parametrize("typed", ["он", "", "а мобил", '"мобил"', "вид:записи"])
def test_a_part_of_two_letters_is_not_looked_for(vault: Vault, typed: str) -> None:
    add_note(vault, open_case(vault).id, "Он демобилизован в мае")

    assert list(inside_words.found(vault, parsed(typed, vault.today()))) == []
