"""Posts and public bodies in six cases: the head of the phrase declines with its adjectives, what follows stays."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from desktop import resources
from desktop.documents.russian.cases import CASES, Form, checked
from desktop.documents.russian.paradigms import change
from desktop.documents.russian.verdicts import key_of
from desktop.domain.values import Part

_POSTS = frozenset({"man", "woman"})
_BODIES = frozenset({"m", "f", "n"})
# These stand before the head and never change.
_INVARIANT = frozenset({"и.", "временно", "гвардии"})
# Posts joined by a dash decline each by itself: начальник штаба – заместитель командира.
_DASH = re.compile(r"(\s+[-–—]\s+)")
# ВВК, МВД: they stay.
_ABBREVIATION = re.compile(r"[А-ЯЁ]{2,6}")
_FIGURES = re.compile(r"[№\d]+")
_ORDINAL = re.compile(r"(\d+-)(?:й|ый|ой|ий|я|ая|е|ое)")
_ORDINAL_ENDINGS = {
    "man": ("й", "го", "му", "го", "м", "м"),
    "m": ("й", "го", "му", "й", "м", "м"),
    "woman": ("я", "й", "й", "ю", "й", "й"),
    "f": ("я", "й", "й", "ю", "й", "й"),
    "n": ("е", "го", "му", "е", "м", "м"),
}
# The ending of an adjective in the nominative -> its paradigm, by what it agrees with. The first that fits.
_HE = (("[гкх]ий", "adj"), ("[жшчщнрв]ий", "adj-soft"), ("ый", "adj"), ("[гкхжшчщ]ой", "adj-oy-k"), ("ой", "adj-oy"))
_SHE = (("[жшчщ]ая", "fem-adj-soft"), ("ая", "fem-adj"), ("яя", "fem-adj-yaya"))
_ADJECTIVES = {
    "man": _HE,
    "m": tuple((ending, f"thing-{paradigm}") for ending, paradigm in _HE),
    "woman": _SHE,
    "f": _SHE,
    "n": (("[гкх]ое", "neuter-adj-k"), ("ое", "neuter-adj"), ("ее", "neuter-adj-soft")),
}


@dataclass(frozen=True, kw_only=True, repr=False)
class _Head(Part):
    """A noun that can head a phrase, and what its adjectives agree with: a man, a woman, or a thing (m, f, n)."""

    paradigm: str
    agrees: str


def decline_post(text: str, case: str) -> Form:
    """A post in that case: "стрелок 1 отделения" - "стрелка 1 отделения". An unknown one stays, and is doubtful."""
    return _decline(text, case, _POSTS)


def decline_body(text: str, case: str) -> Form:
    """A court, office or unit in that case: "гарнизонный военный суд". An unknown one stays, and is doubtful."""
    return _decline(text, case, _BODIES)


def adjective(word: str, agrees: str, case: str) -> str | None:
    """An adjective or ordinal in that case, agreeing with "man", "woman", "m", "f" or "n"; None if it is none."""
    key = key_of(word)
    if key in _INVARIANT or _FIGURES.fullmatch(word):
        return word
    if ordinal := _ORDINAL.fullmatch(key):
        endings = dict(zip(CASES, _ORDINAL_ENDINGS[agrees], strict=True))
        return ordinal[1] + endings[case]
    for ending, paradigm in _ADJECTIVES[agrees]:
        if re.search(f"{ending}$", key):
            return change(word, paradigm, case)
    return None


# Posts and bodies are few and come again in every letter; a name is never declined here.
@lru_cache(maxsize=1024)
def _decline(text: str, case: str, kinds: frozenset[str]) -> Form:
    checked(case)
    pieces = _DASH.split(" ".join(text.split()))
    declined = [_decline_piece(piece, case, kinds) for piece in pieces[::2]]
    texts = [piece.text for piece in declined]
    joined = texts[0] + "".join(dash + piece for dash, piece in zip(pieces[1::2], texts[1:], strict=True))
    return Form(text=joined, doubtful=any(piece.doubtful for piece in declined))


def _decline_piece(text: str, case: str, kinds: frozenset[str]) -> Form:
    """One post or body, without dashes."""
    words = text.split()
    place, head = _first_head(words, kinds)
    if case == "nominative" or not words:
        return Form(text=text, doubtful=False)
    if head is None:
        return Form(text=text, doubtful=not (kinds is _BODIES and _is_abbreviated(text)))
    before = [adjective(word, head.agrees, case) for word in words[:place]]
    if None in before:
        return Form(text=text, doubtful=True)
    behind = words[place + 1 :]
    changed = [*(word or "" for word in before), _change_head(words[place], case), *behind]
    return Form(text=" ".join(changed), doubtful=_goes_on(words[place], behind, kinds))


def _first_head(words: list[str], kinds: frozenset[str]) -> tuple[int, _Head | None]:
    """Where the head stands. An adjective may be one by itself (дежурный), but not before a noun (пожарный инструктор)."""
    for place, word in enumerate(words):
        head = _head(word, kinds)
        before_noun = place + 1 < len(words) and _head(words[place + 1], kinds)
        if head and not (before_noun and "adj" in head.paradigm):
            return place, head
    return 0, None


def _head(word: str, kinds: frozenset[str]) -> _Head | None:
    """What a word is as a head. Of "наводчик-оператор" both halves must be known."""
    key = key_of(word.rstrip(","))
    halves = [_heads().get(half) for half in key.split("-")]
    whole = _heads().get(key) or (None if None in halves else halves[-1])
    return whole if whole and whole.agrees in kinds else None


def _change_head(word: str, case: str) -> str:
    bare = word.rstrip(",")
    comma = word[len(bare) :]
    whole = _heads().get(key_of(bare))
    if whole:
        return change(bare, whole.paradigm, case) + comma
    return "-".join(change(half, _heads()[key_of(half)].paradigm, case) for half in bare.split("-")) + comma


def _is_abbreviated(text: str) -> bool:
    """Whether a body goes by its capitals: "ВВК при госпитале", but not a phrase all in capitals."""
    first, *rest = text.split()
    return bool(_ABBREVIATION.fullmatch(first)) and not (rest and text.isupper())


def _goes_on(head: str, behind: list[str], kinds: frozenset[str]) -> bool:
    """Whether more that should decline may stand behind the head: an adjective, a second noun, one after a comma or "и"."""
    if head.endswith(",") or (behind and (_head(behind[0], kinds) or re.search("[ыи]й$", key_of(behind[0])))):
        return True
    return any(_head(word, kinds) and (previous.endswith(",") or previous == "и") for previous, word in pairwise(behind))


@cache
def _heads() -> dict[str, _Head]:
    heads: dict[str, _Head] = {}
    for line in (resources.LISTS / "phrase-words.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            agrees, paradigm, words = line.split("\t")
            heads |= {key_of(word): _Head(paradigm=paradigm, agrees=agrees) for word in words.split()}
    return heads
