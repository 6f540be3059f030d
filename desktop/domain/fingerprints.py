"""Fingerprints of signed notes: twenty letters that are the same on a Russian and an English keyboard, the last of them a check."""

from collections.abc import Iterator

# Letters that look alike in both scripts, so that it is all the same in which they are typed. Н is left out: over the telephone it
# is М. Eleven, a prime: so the check letter notices every single wrong letter, and any two that changed places.
LETTERS = "АВЕКМОРСТУХ"
_LENGTH, _GROUP = 20, 4
_MODULUS = len(LETTERS)

# What else is typed, read or heard for one of them: the Latin twin, the letter as the other language names it, the digit that looks so.
_MEANT = str.maketrans({
    **dict(zip("ABEKMOPCTYX", LETTERS, strict=True)),
    "Ё": "Е", "Э": "Е", "Б": "В", "V": "В", "8": "В", "0": "О", "П": "Р", "R": "Р", "S": "С", "U": "У", "H": "Х",
})  # fmt: skip
_BETWEEN = str.maketrans("", "", " \t\n\r\N{NO-BREAK SPACE}-\N{EN DASH}\N{EM DASH}.,·")


def fingerprint(digest: str) -> str:
    """The fingerprint of a digest (hex), in groups: `АВЕК МОРС ТУХА ВЕКМ ОРСТ`. It holds 65 bits of it."""
    number = int.from_bytes(bytes.fromhex(digest), "big") % _MODULUS ** (_LENGTH - 1)
    letters = ""
    for _place in range(_LENGTH - 1):
        number, letter = divmod(number, _MODULUS)
        letters = LETTERS[letter] + letters
    return grouped(letters + _check(letters))


def grouped(letters: str) -> str:
    """Letters in groups of four."""
    return " ".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def read(typed: str) -> str:
    """The letters that were meant, without spaces: in either script, large or small, with look-alikes. Others stay as they are."""
    return typed.upper().translate(_BETWEEN).translate(_MEANT)


def strange(letters: str) -> str:
    """The letters that stand in no fingerprint, each once."""
    return "".join(dict.fromkeys(letter for letter in letters if letter not in LETTERS))


def is_whole(letters: str) -> bool:
    """Whether these are all letters of a fingerprint, and the check letter agrees."""
    return len(letters) == _LENGTH and not strange(letters) and _check(letters[:-1]) == letters[-1]


def lacks(letters: str) -> int:
    """How many letters are missing; negative where there are too many."""
    return _LENGTH - len(letters)


def near(letters: str) -> Iterator[str]:
    """Every whole fingerprint that these letters become by one slip: one letter wrong, missing or too many, or two that changed places."""
    seen: set[str] = set()
    for other in _slips(letters):
        if other not in seen and is_whole(other):
            seen.add(other)
            yield other


def first_difference(typed: str, right: str) -> int:
    """At which letter, counted from 1, two fingerprints part; 0 where they are the same."""
    pairs = zip(typed, right, strict=False)
    found = next((place for place, (one, other) in enumerate(pairs, start=1) if one != other), 0)
    return found or (min(len(typed), len(right)) + 1 if typed != right else 0)


def _slips(letters: str) -> Iterator[str]:
    places = range(len(letters))
    if len(letters) == _LENGTH:
        for place in places:
            for letter in LETTERS:
                yield letters[:place] + letter + letters[place + 1 :]
        for place in places[:-1]:
            yield letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    elif len(letters) == _LENGTH - 1:
        for place in range(len(letters) + 1):
            for letter in LETTERS:
                yield letters[:place] + letter + letters[place:]
    elif len(letters) == _LENGTH + 1:
        for place in places:
            yield letters[:place] + letters[place + 1 :]


def _check(letters: str) -> str:
    """Each letter has its own weight, from 2 up, none of them 0 or 1 modulo eleven, and no two neighbours the same."""
    weighed = sum((2 + place % (_MODULUS - 2)) * LETTERS.index(letter) for place, letter in enumerate(letters))
    return LETTERS[-weighed % _MODULUS]
