"""One part of a name, which may be several words, through the cases."""

import re
from functools import lru_cache

from desktop.documents.russian import firstnames, library, patronymics, spelling, surnames
from desktop.documents.russian.cases import CASES, Forms, forms
from desktop.documents.russian.paradigms import change
from desktop.documents.russian.verdicts import UNKNOWN, Verdict, key_of, stays_in_front

PARTS = ("surname", "name", "patronymic")

_VERDICTS = {"surname": surnames.verdict, "name": firstnames.verdict, "patronymic": patronymics.verdict}
_WORD = re.compile(r"[^ \-().]+")
# Longer words are nobody's name, and rules for endings say nothing of them.
_LONGEST = 60
_UNCHANGED = Verdict(paradigm="same", sure=True, overrules=True)
# In a double surname the first part declines by itself only where its ending is a surname's: Римский-Корсаков.
_SURNAME_PARADIGMS = frozenset({"possessive", "adj", "adj-soft", "adj-oy", "adj-oy-k", "fem-possessive", "fem-adj", "fem-adj-soft"})
# Behind these the first part never declines: Кара-оол, Ай-кыс.
SECOND_PARTS = frozenset({"оол", "кыс"})


@lru_cache(maxsize=4096)
def decline_part(part: str, text: str, sex: str) -> Forms:
    """The six forms of a cleaned surname, name or patronymic. What the rules do not firmly know is doubtful."""
    words = _WORD.findall(text)
    if not words or spelling.is_initials(text):
        return unchanged(text, doubtful=False)
    if not spelling.is_cyrillic(text):
        return unchanged(text, doubtful=True)
    verdicts = [_verdict(part, words, place, sex) for place in range(len(words))]
    plain = spelling.is_russian(text) and _is_plain(part, text, words)
    return forms(
        {case: _rebuild(text, words, verdicts, case) for case in CASES},
        doubtful=not (plain and all(verdict.sure for verdict in verdicts)),
    )


def unchanged(text: str, *, doubtful: bool) -> Forms:
    """The same form six times."""
    return forms(dict.fromkeys(CASES, text), doubtful=doubtful)


def _is_plain(part: str, text: str, words: list[str]) -> bool:
    """Whether the words are joined in a usual way: by hyphens, or by a space behind a particle or before "оглы"."""
    if " " not in text and "(" not in text and "." not in text:
        return True
    keys = [key_of(word) for word in words]
    if "(" in text or "." in text:
        return False
    return (part != "name" and keys[-1] in patronymics.SON_OR_DAUGHTER_OF) or all(stays_in_front(key) for key in keys[:-1])


def _verdict(part: str, words: list[str], place: int, sex: str) -> Verdict:
    """What the rules say of one word, knowing the words behind it."""
    key, last = key_of(words[place]), key_of(words[-1])
    if part != "name" and len(words) > 1 and last in patronymics.SON_OR_DAUGHTER_OF:
        return _UNCHANGED
    if place < len(words) - 1:
        return _verdict_in_front(part, key, last, sex)
    return _second_opinion(part, key, sex, _own(part, key, sex))


def _verdict_in_front(part: str, key: str, last: str, sex: str) -> Verdict:
    # A compound patronymic is made from the whole of the father's name: only its end declines.
    if stays_in_front(key) or last in SECOND_PARTS or (part == "patronymic" and not key.endswith(("ич", "вна", "чна"))):
        return _UNCHANGED
    own = _second_opinion(part, key, sex, _own(part, key, sex))
    stands_alone = own.paradigm == "same" or (part == "surname" and own.paradigm in _SURNAME_PARADIGMS)
    return Verdict(paradigm=own.paradigm, sure=own.sure and stands_alone, overrules=own.overrules)


def _own(part: str, key: str, sex: str) -> Verdict:
    if len(key) > _LONGEST:
        return UNKNOWN
    if part != "name" and any(key.endswith(ending) for ending in ("оглы", "кызы", "уулу")):
        return _UNCHANGED
    return _VERDICTS[part](key, sex)


def _second_opinion(part: str, key: str, sex: str, verdict: Verdict) -> Verdict:
    """The same verdict, no longer sure where the library says otherwise and is not known to be wrong."""
    if not verdict.sure or verdict.overrules:
        return verdict
    ours = tuple(key_of(change(key, verdict.paradigm, case)) for case in CASES)
    theirs = tuple(key_of(form) for form in library.forms_of(key, part, sex))
    return verdict if ours == theirs else Verdict(paradigm=verdict.paradigm, sure=False, overrules=False)


def _rebuild(text: str, words: list[str], verdicts: list[Verdict], case: str) -> str:
    """The text with each word put into the case, everything between them as it was."""
    changed = iter([change(word, verdict.paradigm, case) for word, verdict in zip(words, verdicts, strict=True)])
    return _WORD.sub(lambda _: next(changed), text)
