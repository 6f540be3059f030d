"""Likeness: whether two names may be one man's, however somebody wrote them.

A word is reduced to its sound: е for ё, и for й, no signs, Latin letters read as the usual transliterations (ICAO, GOST, BGN and what
people type) read them. Its consonants alone are its key: transliterations differ in the vowels most.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from desktop.domain.people import Person, Sex
from desktop.domain.values import Part

SHORT = 3  # consonants; a shorter key is unselective, so its vowels stand in it too
_LONG = 7  # sounds; in a shorter surname another consonant is another surname
_YEARS_APART = 1
_LONGEST_INITIAL = 4  # letters: Shch
_PARTICLE = 3  # letters: -оол, бен- and the like are no surname of their own
_WORD = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PATRONYMIC = re.compile(r"(?:ович|евич|ьич|овна|евна|ична|инична|оглы|кызы|уулу|ovich|evich|ovna|evna|ogly|kyzy)$")
_BETWEEN_NAMES = re.compile(r"[,;:/()\n\u2013\u2014]|\s-\s")
# Who somebody is, before his name or instead of it.
_NO_NAMES = frozenset({
    "мать", "мама", "отец", "папа", "сын", "дочь", "жена", "муж", "брат", "сестра", "бабушка", "дед", "дедушка", "дядя", "тётя",
    "тетя", "друг", "подруга", "невеста", "сосед", "соседка", "сослуживец", "звонит", "звонила", "звонил", "просит", "командир",
    "адвокат", "рядовой", "ефрейтор", "сержант", "старшина", "прапорщик", "мичман", "лейтенант", "капитан", "майор", "подполковник",
    "полковник", "генерал", "матрос", "младший", "старший", "гвардии", "в", "его", "её", "ее", "от", "для", "ч", "о", "об",
    "про", "и", "с", "за", "mother", "mum", "father", "dad", "son", "daughter", "wife", "husband", "brother", "sister", "grandmother",
    "grandfather", "uncle", "aunt", "friend", "neighbour", "comrade", "commander", "lawyer", "private", "corporal", "sergeant",
    "lieutenant", "captain", "major", "colonel", "general", "sailor", "junior", "senior", "calls", "rings", "called", "rang", "his",
    "her", "from", "for", "about", "and", "of", "the", "mr", "mrs", "ms",
})  # fmt: skip

# One letter a sound: J ж, W ш щ, C ч, Q ц, X х. Vowels are small.
_CYRILLIC = {
    **dict(zip("бпвфгхкдтзсжшщчцлмнр", "BPVFGXKDTZSJWWCQLMNR", strict=True)),
    **dict(zip("аояеэыиуюіўөүәӧӱ", "aaaiiiiuuiuauaau", strict=True)),
    **dict(zip("қҡғҕҳһңҥҗҫҙҷјґ", "KKGGXXNNJSZCiG", strict=True)),
}
_CYRILLIC_PAIRS = (("йа", "я"), ("йу", "ю"), ("йо", "е"), ("дж", "ж"), ("тс", "ц"), ("ье", "е"), ("ъе", "е"), ("ьи", "и"))
_CARONS = str.maketrans({"š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ç": "ch", "ğ": "g", "ı": "i", "ł": "l"})
_LATIN = (
    ("shch", "W"), ("tsch", "C"), ("sch", "W"), ("dzh", "J"), ("zh", "J"), ("kh", "X"), ("ch", "C"), ("sh", "W"), ("ts", "Q"), ("tz", "Q"),
    ("dj", "J"), ("ph", "F"), ("th", "T"), ("gh", "G"), ("ck", "K"), ("yo", "a"), ("ya", "a"), ("ia", "a"), ("ja", "a"), ("jo", "a"),
    ("yu", "u"), ("iu", "u"), ("ju", "u"), ("ye", "i"), ("ie", "i"), ("je", "i"), ("ii", "i"), ("iy", "i"), ("yi", "i"), ("ij", "i"),
    ("yy", "i"), ("x", "KS"),
    *zip("bpvfghkdtzsjlmnrcqwaoeiyu", "BPVFGXKDTZSiLMNRKKVaaiiiu", strict=True),
)  # fmt: skip
_CONSONANTS = "BPVFGXKDTZSJWCQLMNR"
_RUNS = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aiu]+")


@dataclass(frozen=True, kw_only=True, repr=False)
class Named(Part):
    """A name as far as it is known; a given name may be its first letter alone. `old` are other surnames he had."""

    surname: str = ""
    name: str = ""
    patronymic: str = ""
    old: tuple[str, ...] = ()
    sex: Sex | None = None
    born: date | None = None

    @cached_property
    def surnames(self) -> tuple[str, ...]:
        """Every word that is or was a surname of his; a hyphened one as a whole, too."""
        found = [whole for text in (self.surname, *self.old) for whole in _hyphened(text)]
        return tuple(
            dict.fromkeys(
                word for whole in found for word in (whole.replace("-", ""), *(part for part in words(whole) if len(part) > _PARTICLE))
            )
        )


def named(person: Person) -> Named:
    """The name of a person in the vault."""
    exact = person.born.earliest if person.born and person.born.is_exact else None
    return Named(surname=person.surname, name=person.name, patronymic=person.patronymic, old=person.aliases, sex=person.sex, born=exact)


def named_in(text: str) -> Named:
    """The name that a line holds: «Иванов И. П.», «Пётр Иванович Сидоров», "Ivanov Petr"."""
    found = _hyphened(text)[:4]
    letters = [word for word in found if is_initial(word)]
    patronymic = next((word for word in found if _PATRONYMIC.search(word.lower())), "")
    rest = [word for word in found if not is_initial(word) and word != patronymic]
    given = rest[1] if len(rest) > 1 else (letters[0] if letters else "")
    middle = patronymic or (letters[1] if len(letters) > 1 else "")
    return Named(surname=rest[0] if rest else patronymic, name=given, patronymic=middle if rest else "")


def names_in(line: str) -> tuple[Named, ...]:
    """The names that a line tells of, in its order: «мать, Анна Петрова, о сыне Петрове И.» tells of two, «звонила мать» of none."""
    has_capitals = any(word[0].isupper() for word in words(line))
    found = []
    for piece in _BETWEEN_NAMES.split(line):
        whole = (word for word in _hyphened(piece) if word[0].isupper() or not has_capitals)
        kept = [word for word in whole if word.lower() not in _NO_NAMES or (len(word) == 1 and word.isupper())]
        name = named_in(" ".join(kept))
        if len(name.surname) > 1:
            found.append(name)
    return tuple(dict.fromkeys(found))


def words(text: str) -> list[str]:
    """The words of a name; a hyphen parts them."""
    return _WORD.findall(_bare(text))


def is_initial(word: str) -> bool:
    """Whether a word is a first letter alone: «Ю», "Yu", "Zh"."""
    return len(word) == 1 or (word.isascii() and len(word) <= _LONGEST_INITIAL and len(sound(word)) == 1)


def _hyphened(text: str) -> list[str]:
    return _HYPHENED.findall(_bare(text))


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("'", "").replace("’", "")


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How a word sounds, a letter a sound; runs of one sound are one."""
    small = unicodedata.normalize("NFC", word.lower()).translate(_CARONS)
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))
    if not plain.isascii():
        for pair, one in _CYRILLIC_PAIRS:
            plain = plain.replace(pair, one)
        return _RUNS.sub(r"\1", "".join(_CYRILLIC.get(letter, "") for letter in plain))
    heard, place = "", 0
    while place < len(plain):
        spelt, letter = next(((spelt, letter) for spelt, letter in _LATIN if plain.startswith(spelt, place)), (plain[place], ""))
        heard, place = heard + letter, place + len(spelt)
    return _RUNS.sub(r"\1", heard)


def key(word: str) -> str:
    """What a word is filed under: its consonants, with the vowels where those are few."""
    heard = sound(word)
    bare = _RUNS.sub(r"\1", _VOWELS.sub("", heard))
    return bare if len(bare) >= SHORT else f"{bare}:{''.join(_VOWELS.findall(heard))}"


def near(filed: str) -> frozenset[str]:
    """A key and those with one consonant less: two keys that share one of these differ by one slip."""
    if ":" in filed or len(filed) <= SHORT:
        return frozenset({filed})
    return frozenset({filed, *(filed[:place] + filed[place + 1 :] for place in range(len(filed)))})


def asked(word: str) -> frozenset[str]:
    """The keys under which a word is looked for. A Latin j is й to some and дж to others, so it is looked for as both."""
    keys = near(key(word))
    if "j" in word.lower():
        keys |= near(key(word.lower().replace("j", "zh")))
    return keys | {each.replace("J", "") for each in keys if each.startswith("J") and len(each) > 2}


def slipped(word: str) -> frozenset[str]:
    """The consonants of a word, and all that one slip makes of them; and none at all, which is how a first letter may be filed."""
    bare = key(word).partition(":")[0]
    cuts = [(bare[:place], bare[place:]) for place in range(len(bare) + 1)]
    made = {front + back[1:] for front, back in cuts if back}
    made |= {front + back[1] + back[0] + back[2:] for front, back in cuts if len(back) > 1}
    for letter in _CONSONANTS:
        made |= {front + letter + back for front, back in cuts} | {front + letter + back[1:] for front, back in cuts if back}
    return frozenset({"", bare, *(_RUNS.sub(r"\1", each) for each in made)})


def may_be_one(first: Named, second: Named) -> bool:
    """Whether the two names may be one man's."""
    if first.sex and second.sex and first.sex is not second.sex:
        return False
    if first.born and second.born and abs(first.born.year - second.born.year) > _YEARS_APART:
        return False
    return _match(first, second) or _match(_swapped(first), second)


def _match(first: Named, second: Named) -> bool:
    # Surnames last: they are the longest to compare.
    return (
        _fits(first.name, second.name)
        and _fits(first.patronymic, second.patronymic)
        and any(_close(one, other) for one in first.surnames for other in second.surnames)
    )


def _swapped(name: Named) -> Named:
    return Named(surname=name.name, name=name.surname, patronymic=name.patronymic) if len(name.name) > 1 else Named()


@lru_cache(maxsize=20_000)
def _fits(first: str, second: str) -> bool:
    """Whether two given names may be one: an unknown one fits any, a letter what begins with it."""
    one, other = sound("".join(words(first))), sound("".join(words(second)))
    if not one or not other:
        return True
    if is_initial("".join(words(first))) or is_initial("".join(words(second))):
        return one[0] == other[0]
    return key(first) == key(second) or _slips(one, other) <= 1


@lru_cache(maxsize=20_000)
def _close(first: str, second: str) -> bool:
    """Whether two surnames may be one: two slips among the vowels, or one anywhere; in a short one not another consonant."""
    one, other = sound(first), sound(second)
    if not one or not other:
        return False
    bare, bare_other = _VOWELS.sub("", one), _VOWELS.sub("", other)
    if bare == bare_other:
        return _slips(one, other) <= (2 if bare else 0)
    if _slips(one, other) > 1:
        return False
    return min(len(one), len(other)) >= _LONG or len(bare) != len(bare_other) or sorted(bare) == sorted(bare_other)


def _slips(one: str, other: str) -> int:
    """Letters put in, left out, mistaken or swapped between two words (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, wanted in enumerate(other, start=1):
            cost = min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last[-1]
