"""Words that hold what was typed inside: «мобил» in «демобилизован», 2345 in 12345. Looked for where no word begins so."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from desktop.domain.asked import Asked
from desktop.storage import tokens
from desktop.storage.vault import Vault

SHORTEST = 3  # letters
MOST = 50  # words for each
# The vocabulary of the index is gone through in pieces: the whole of it takes a second where there are 100,000 notes.
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_BOUNDS = ["", *"0123456789abdfhjlnprstw", *(letter + second for letter in _CYRILLIC for second in "акр"), "\U0010ffff"]
_TABLE = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)"
_HOLDING = "SELECT term FROM temp.vocabulary WHERE term >= :low AND term < :high AND instr(term, :part) > 1"


def found(vault: Vault, asked: Asked) -> Iterator[Mapping[str, list[str]]]:
    """For each word that was asked for the words that hold it inside. It comes as often as a piece of the vocabulary was gone through,
    with what is known by then; the last time it is whole. Never, where a word is too short for that.
    """
    parts = sorted(set(tokens.words(asked.words)))
    if not parts or min(map(len, parts)) < SHORTEST:
        return
    vault.rows(_TABLE)
    holding = {part: list[str]() for part in parts}
    for low, high in pairwise(_BOUNDS):
        for part, words in holding.items():
            rows = vault.rows(_HOLDING, low=low, high=high, part=part)
            words.extend([str(word) for (word,) in rows][: MOST - len(words)])
        yield holding
