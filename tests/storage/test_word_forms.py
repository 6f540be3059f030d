"""Issue: a word is found by each of its forms. The sentences and the queries were written by hand, before the search was tried on them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.storage import records, search, word_forms
from desktop.storage.marks import Marker
from desktop.storage.vault import Vault
from tests import make

LIST = Path(__file__).with_name("word_forms.txt")


@dataclass(frozen=True)
class Pair:
    """A word as it is looked for, and the sentence that has it in another form."""

    kind: str
    query: str
    sentence: str


def pairs() -> Iterator[Pair]:
    sentence = ""
    for line in LIST.read_text("utf-8").splitlines():
        if line.startswith("  "):
            yield from (Pair(kind, query, sentence) for kind, query in (word.split(":") for word in line.split()))
        elif line and not line.startswith("#"):
            sentence = line


def test_words_are_found_by_their_other_forms(vault: Vault):
    every = list(pairs())
    case = make.case()
    with vault.transaction():
        records.save(vault, case)
        for sentence in dict.fromkeys(pair.sentence for pair in every):
            records.save(vault, make.note(case=case.id, blocks={"facts": sentence}))

    found, missed = Counter[str](), []
    for pair in every:
        hits = search.find(vault, pair.query, limit=200)
        found[pair.kind] += any(hit.snippet.strip("…") in pair.sentence for hit in hits)
        missed += [] if any(hit.snippet.strip("…") in pair.sentence for hit in hits) else [pair.query]

    print(f"{found.total()} of {len(every)} found, missed: {' '.join(missed)}")
    assert len(every) >= 500
    assert found.total() >= 0.98 * len(every)


@pytest.mark.parametrize("word", ["12345", "не", "им", "вч", "ааааа", "яяяя", "zzzz", "а" * 64])
def test_any_word_may_be_asked_for(word: str):
    assert isinstance(word_forms.stems(word), tuple)


def test_a_line_that_shows_another_form_begins_there():
    text = "Он молчал. " * 40 + "Людей вывезли ночью."

    assert "Людей" in search.snippet(text, Marker("человек"))
