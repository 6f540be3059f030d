"""Patronymics: which paradigm a patronymic follows."""

from desktop.documents.russian.verdicts import Verdict, ask, first_match, listed, sure

# Azerbaijani, Turkic and Kyrgyz "son of" and "daughter of": the whole stays as it is, the father's name with it.
SON_OR_DAUGHTER_OF = frozenset(["оглы", "оглу", "огли", "углы", "угли", "кызы", "кизи", "гызы", "кыз", "уулу", "улы", "улу", "тегин"])

_MEN = (
    sure("(?:ов|ев)ич", "hard-em"),
    ask("ич", "hard-em"),
)
_WOMEN = (
    sure("(?:ов|ев|ич|инич)на", "a"),
    ask("на", "a"),
)


def verdict(key: str, sex: str) -> Verdict:
    """The paradigm of one word of a patronymic. A man's patronymic beside "female" stays unchanged and is doubted."""
    return listed("patronymic", sex, key) or first_match(_MEN if sex == "m" else _WOMEN, key)
