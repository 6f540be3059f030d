"""Names as they are typed: stray spaces, dashes and hidden characters are cleaned, nothing else is touched."""

import re
import unicodedata

_HYPHENS = re.compile(r"\s*[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+\s*")
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_RUSSIAN = re.compile(r"[А-Яа-яЁё'’ʼ \-().]*")
_CYRILLIC = re.compile(r"[Ѐ-ӿ'’ʼ \-().]*")
_INITIALS = re.compile(r"[А-ЯЁ]\.?(?:[ \-]?[А-ЯЁ]\.)*")


def clean(text: str) -> str:
    """The name with single spaces, plain hyphens, and no hidden characters. Letters, ё among them, stay as they are."""
    composed = unicodedata.normalize("NFC", _HIDDEN.sub("", text))
    return _HYPHENS.sub("-", " ".join(composed.split())).strip(" -")


def is_russian(name: str) -> bool:
    """Whether a name has Russian letters and nothing else."""
    return bool(_RUSSIAN.fullmatch(name))


def is_cyrillic(name: str) -> bool:
    """Whether a name has Cyrillic letters of any language and nothing else."""
    return bool(_CYRILLIC.fullmatch(name))


def is_initials(name: str) -> bool:
    """Whether only initials are known: "И.", "А.-М."."""
    return bool(_INITIALS.fullmatch(name))
