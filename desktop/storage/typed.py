"""Secrets as people type them: of which kind one is, and what it is on the other keyboard layout."""

import unicodedata
from typing import Literal

from desktop.storage import shares
from desktop.storage.recovery_words import COUNT, known_words

Kind = Literal["key", "words", "shares", "passphrase"]

# So many of 24 words on a list are recovery words with slips in them: better to name the slip than to say "wrong".
_ENOUGH_KNOWN = 20

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./" + '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?' + "@#$^&|"
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбю." + "ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ," + '"№;:?/'
_TO_CYRILLIC = dict(zip(_LATIN, _CYRILLIC, strict=True))
_TO_LATIN = dict(zip(_CYRILLIC, _LATIN, strict=True))


def secret_kind(text: str) -> Kind:
    """What was given: a printed key, recovery words or shares (slips allowed for), or else a passphrase."""
    if "".join(text.split()).upper().startswith("AGE-SECRET-KEY-1"):
        return "key"
    if len(text.split()) == COUNT and known_words(text) >= _ENOUGH_KNOWN:
        return "words"
    return "shares" if shares.looks_like(text) else "passphrase"


def other_layout(text: str) -> str:
    """What the same keys give on the other layout, ЙЦУКЕН for QWERTY and back: «ghbdtn» for «привет».

    Signs that both layouts have, but on different keys, go with the letters before them.
    """
    composed = unicodedata.normalize("NFC", text)
    scripts = [_script(letter) for letter in composed]
    current = next((script for script in scripts if script is not None), _TO_CYRILLIC)
    keys = []
    for sign, script in zip(composed, scripts, strict=True):
        current = script or current
        keys.append(current.get(sign, sign))
    return "".join(keys)


def _script(sign: str) -> dict[str, str] | None:
    """The way to the other layout for a letter; None for a sign, which may belong to either."""
    if not sign.isalpha():
        return None
    return _TO_LATIN if sign in _TO_LATIN else _TO_CYRILLIC if sign in _TO_CYRILLIC else None
