"""A whole name in one piece, as people write it, parted into surname, first name and patronymic."""

import re
from dataclasses import dataclass, replace
from functools import cache

from desktop import resources
from desktop.documents.russian import verdicts
from desktop.documents.russian.patronymics import SON_OR_DAUGHTER_OF
from desktop.documents.russian.spelling import clean
from desktop.domain.values import Part

_MAN = re.compile(r"(?:[ое]вич|ьич|[аеиуы]ич|oglu|ogly|[oe]vich|yich|оглы|оглу|улы|уулу)$")
_WOMAN = re.compile(r"(?:[ое]вна|инична|ична|[oe]vna|кызы|гызы|кыз|kyzy|qizi)$")
_INITIALS = re.compile(r"^(?:[^\W\d_]\.?-?){1,2}$")
_APART = re.compile(r"(?<=\.)(?=[^\W\d_])|(?<=[^\W\d_]\.)\s+(?=[^\W\d_]\.)")
_OTHER = re.compile(r"\(([^)]*)\)")
_STRANGE = re.compile(r"[^\w\s.'’ʼ-]|[\d_]")


@dataclass(frozen=True, kw_only=True, repr=False)
class FullName(Part):
    """The parts of a name, a surname that stood in brackets, and whether a person should look at how it was parted."""

    surname: str = ""
    name: str = ""
    patronymic: str = ""
    other: str = ""
    doubtful: bool = False


def parted(text: str) -> FullName:
    """A name parted: «Королёв Пётр Ильич», «Пётр Ильич Королёв», «Королёв П. И.», «КОРОЛЁВ, ПЁТР», «Соколова (Белова) Анна».

    Doubtful is what no patronymic and no well-known first name tells, more words than three, and signs that stand in no name.
    """
    other = " ".join(_OTHER.findall(text)).strip()
    front, comma, back = _OTHER.sub(" ", text).strip(" ,;").partition(",")
    strange = bool(_STRANGE.search(front + back))
    words = _words(front)
    rest = _words(back)
    found = _given(rest, surname=words[0]) if comma and len(words) == 1 else _of_words([*words, *rest])
    name, surname, patronymic = (_cased(part) for part in (found.name, found.surname, found.patronymic))
    return FullName(surname=surname, name=name, patronymic=patronymic, other=_cased(other), doubtful=found.doubtful or strange)


def sex_told_by(patronymic: str) -> str:
    """«m» or «f» where the patronymic says so, as in a passport; else empty."""
    last = verdicts.key_of(patronymic.rpartition(" ")[2]) if patronymic else ""
    return "f" if _WOMAN.search(last) else "m" if _MAN.search(last) else ""


def _words(text: str) -> list[str]:
    words = clean(_APART.sub(" ", text)).split()
    joined: list[str] = []
    for word in words:
        # «Мамед оглы» is one patronymic.
        if joined and verdicts.key_of(word) in SON_OR_DAUGHTER_OF:
            joined[-1] += f" {word.lower()}"
        else:
            joined.append(word)
    return joined


def _of_words(words: list[str]) -> FullName:
    patronymics = [place for place, word in enumerate(words) if place and sex_told_by(word)]
    if patronymics:
        return _around(words, patronymics[-1])
    letters = [word for word in words if _INITIALS.match(word)]
    if letters and len(letters) < len(words):
        rest = [word for word in words if word not in letters]
        if len(rest) == 2 and len(letters) == 1:
            return replace(_of_two(rest), patronymic=letters[0])
        return FullName(surname=rest[0], name=letters[0], patronymic=" ".join(letters[1:2]), doubtful=len(rest) > 1 or len(letters) > 2)
    if len(words) == 2:
        return _of_two(words)
    if len(words) == 3:
        return FullName(surname=words[0], name=words[1], patronymic=words[2], doubtful=True)
    return FullName(surname=" ".join(words[:1]), name=" ".join(words[1:]), doubtful=len(words) > 1)


def _of_two(words: list[str]) -> FullName:
    """The surname stands first as a rule; where only the first word is a first name, the second is the surname."""
    first, second = (_is_first_name(word) for word in words)
    surname, name = (words[1], words[0]) if first and not second else (words[0], words[1])
    return FullName(surname=surname, name=name, doubtful=first == second)


def _around(words: list[str], place: int) -> FullName:
    """A patronymic stands behind the first name, so the surname is before both or behind them."""
    before, behind = words[: place - 1], words[place + 1 :]
    return FullName(
        surname=" ".join([*before, *behind]), name=words[place - 1], patronymic=words[place], doubtful=len(before) + len(behind) != 1
    )


def _given(words: list[str], *, surname: str) -> FullName:
    """What stands behind a surname and a comma."""
    return FullName(surname=surname, name=" ".join(words[:1]), patronymic=" ".join(words[1:2]), doubtful=len(words) > 2)


def _is_first_name(word: str) -> bool:
    key = verdicts.key_of(word)
    return any(verdicts.listed("name", sex, key) is not None for sex in ("m", "f")) or key in _common()


def _cased(text: str) -> str:
    """A name in capitals, or in small letters alone, as it is usually written; any other stays as it is."""
    if not text or not (text.isupper() or text.islower()) or len(text) == 1:
        return text
    return " ".join(word if word.lower() in SON_OR_DAUGHTER_OF else "-".join(each.capitalize() for each in word.split("-"))
                    for word in text.lower().split(" "))  # fmt: skip


@cache
def _common() -> frozenset[str]:
    """The commonest first names, which decline as all others do, and so stand in no list of words that do not."""
    lines = (resources.LISTS / "first-names.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
