"""What all forms of a word have in common, so that the search finds each by any other: «писал» by «пишет», «людей» by «человек»."""

import lzma
import re
from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer

from desktop import resources

_RUSSIAN, _LATIN = re.compile("[а-я]{3,}"), re.compile("[a-z]{3,}")
# They stand in every sentence and are looked for by nobody; what Snowball makes of them is like the stems of other words («им», «имя»).
_EVERYWHERE = frozenset(
    [
        "его",
        "ему",
        "нее",
        "ней",
        "ним",
        "них",
        "она",
        "оно",
        "они",
        "мне",
        "меня",
        "мной",
        "тебя",
        "тебе",
        "тобой",
        "вам",
        "вас",
        "вами",
        "нам",
        "нас",
        "нами",
        "сам",
        "себя",
        "себе",
        "собой",
        "кто",
        "кого",
        "кому",
        "кем",
        "что",
        "чего",
        "чему",
        "чем",
        "чтобы",
        "это",
        "эта",
        "эти",
        "этот",
        "этого",
        "этой",
        "тот",
        "того",
        "той",
        "тем",
        "тех",
        "так",
        "там",
        "тут",
        "где",
        "как",
        "когда",
        "если",
        "или",
        "либо",
        "под",
        "над",
        "для",
        "при",
        "про",
        "без",
        "через",
        "между",
        "перед",
        "после",
        "около",
        "хотя",
        "уже",
        "еще",
        "даже",
        "лишь",
        "только",
        "был",
        "была",
        "было",
        "были",
        "будет",
        "будут",
        "быть",
        "есть",
        "все",
        "всех",
        "всем",
        "всего",
        "весь",
        "вся",
        "свой",
        "свою",
        "свои",
        "the",
        "and",
        "for",
        "with",
        "from",
        "that",
        "this",
        "was",
        "were",
        "not",
    ]
)


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """What a word, as it is compared (`tokens.words`), shares with its other forms; nothing for numbers and words of one or two letters.

    The stem by the rules of Snowball (Porter), and the stems of the words it can be a form of, by a dictionary.
    """
    if word in _EVERYWHERE:
        return ()
    if _RUSSIAN.fullmatch(word):
        stem = _stemmed("russian")(word)
        return (stem, *_leads(stem))
    return (_stemmed("english")(word),) if _LATIN.fullmatch(word) else ()


def of_text(words: list[str]) -> str:
    """What the words of a text share with their other forms, a space between."""
    return " ".join(stem for word in words for stem in stems(word))


def _leads(stem: str) -> list[str]:
    """The stems of the words that a stem can belong to, besides itself."""
    lines, wanted = _lines(), b"\n%s\t" % stem.encode("cp1251")
    low, high = 0, len(lines) - 1
    # Each line begins behind an end of line; the places between two are halved until the line is found.
    while low < high:
        middle = lines.rfind(b"\n", low, (low + high) // 2 + 1)
        middle = low if middle < 0 else middle
        end = lines.find(b"\n", middle + 1)
        found = lines[middle : lines.find(b"\t", middle) + 1]
        if found == wanted:
            return lines[middle + len(found) : end].decode("cp1251").split()
        if found < wanted:
            low = end
        else:
            high = middle
    return []


@cache
def _lines() -> bytes:
    return b"\n" + lzma.decompress((resources.LISTS / "word-forms.xz").read_bytes())


@cache
def _stemmed(language: str) -> Callable[[str], str]:
    # Imported here: it brings forty languages along, and not every command searches or saves.

    stem: Callable[[str], str] = snowballstemmer.stemmer(language).stemWord
    return stem
