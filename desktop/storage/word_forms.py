"""What all forms of a word have in common, so that the search finds each by any other: «писал» by «пишет», «людей» by «человек»."""

import lzma
import re
from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer

from desktop import resources

_RUSSIAN, _LATIN = re.compile("[а-я]{3,}"), re.compile("[a-z]{3,}")
# They stand in every sentence and are looked for by nobody; what Snowball makes of them is like the stems of other words («им», «имя»).
_EVERYWHERE = frozenset((
    "его", "ему", "нее", "ней", "ним", "них", "она", "оно", "они", "мне", "меня", "мной", "тебя", "тебе", "тобой", "вам", "вас", "вами",
    "нам", "нас", "нами", "сам", "себя", "себе", "собой", "кто", "кого", "кому", "кем", "что", "чего", "чему", "чем", "чтобы", "это",
    "эта", "эти", "этот", "этого", "этой", "тот", "того", "той", "тем", "тех", "так", "там", "тут", "где", "как", "когда", "если",
    "или", "либо", "под", "над", "для", "при", "про", "без", "через", "между", "перед", "после", "около", "хотя", "уже", "еще", "даже",
    "лишь", "только", "был", "была", "было", "были", "будет", "будут", "быть", "есть", "все", "всех", "всем", "всего", "весь", "вся",
    "свой", "свою", "свои", "the", "and", "for", "with", "from", "that", "this", "was", "were", "not",
))  # fmt: skip


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """What a word, as it is compared (`tokens.words`), shares with its other forms; nothing for numbers and words of one or two letters.

    A mark for each word it can be a form of, by a dictionary. Where the dictionary has no word that begins with its stem by the rules of
    Snowball (Porter), that stem; where it has some, but none that ends so, the stem and the marks of all of them.
    """
    if word in _EVERYWHERE:
        return ()
    if _RUSSIAN.fullmatch(word):
        stem = _stemmed("russian")(word)
        return _marks(stem, word[len(stem) :])
    return (_stemmed("english")(word),) if _LATIN.fullmatch(word) else ()


def get_ready() -> None:
    """Load the lists: a twentieth of a second that nobody notices while a key is derived, and everybody at the first letter typed."""
    _lists()
    _stemmed("russian")


def of_text(words: list[str]) -> str:
    """What the words of a text share with their other forms, a space between."""
    return " ".join(stem for word in words for stem in stems(word))


def _marks(stem: str, ending: str) -> tuple[str, ...]:
    """The marks of the words of which a form has this stem and this ending."""
    entries = [entry.partition(":") for entry in _line(stem)]
    if not entries:
        return (stem,)
    found = tuple(mark for mark, _, endings in entries if not endings or ending in _endings(int(endings, 36)))
    return found or (stem, *(mark for mark, _, _ in entries))


def _line(stem: str) -> list[str]:
    """What the list says of a stem; nothing where it is the stem of one word alone."""
    (_, lines), wanted = _lists(), b"\n%s\t" % stem.encode("cp1251")
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
def _endings(number: int) -> frozenset[str]:
    return frozenset(_lists()[0][number].removeprefix("-").split(","))


@cache
def _lists() -> tuple[list[str], bytes]:
    """The sets of endings, and a line for each stem: the marks of its words, each with the number of its endings."""
    endings, _, lines = lzma.decompress((resources.LISTS / "word-forms.xz").read_bytes()).partition(b"\n\n")
    return endings.decode("cp1251").split("\n"), b"\n" + lines


@cache
def _stemmed(language: str) -> Callable[[str], str]:
    stem: Callable[[str], str] = snowballstemmer.stemmer(language).stemWord
    return stem
