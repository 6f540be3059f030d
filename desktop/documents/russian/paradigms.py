"""Patterns of endings: how a word of one class changes through the cases."""

from desktop.documents.russian.cases import CASES

# Genitive, dative, accusative, instrumental, prepositional.
# Each minus takes one letter off the word, the rest is added; a dot changes nothing.
PARADIGMS = {
    "same": ". . . . .",
    # men's names and surnames, and posts
    "hard": "а у а ом е",
    "hard-em": "а у а ем е",  # after ж ш ч щ ц where the ending is not stressed
    "possessive": "а у а ым е",  # Иванов, Никитин
    "soft": "-я -ю -я -ем -е",  # Игорь, Мамай
    "iy": "-я -ю -я -ем -и",  # Василий
    "adj": "--ого --ому --ого -м --ом",  # Белый, Горский
    "adj-soft": "--его --ему --его -м --ем",  # Горячий, Крайний
    "adj-oy": "--ого --ому --ого --ым --ом",  # Толстой
    "adj-oy-k": "--ого --ому --ого --им --ом",  # Донской
    "ya-hidden": "--ья --ью --ья --ьем --ье",  # Соловей
    "fleeting-k": "--ка --ку --ка --ком --ке",  # стрелок
    "fleeting-ts": "--ца --цу --ца --цем --це",  # Волынец
    "fleeting-ts-stressed": "--ца --цу --ца --цом --це",  # боец
    "fleeting-yts": "--йца --йцу --йца --йцем --йце",  # Коломиец
    "lev": "--ьва --ьву --ьва --ьвом --ьве",
    "pavel": "--ла --лу --ла --лом --ле",
    "pyotr": "---етра ---етру ---етра ---етром ---етре",
    # words on -а and -я
    "a": "-ы -е -у -ой -е",
    "a-k": "-и -е -у -ой -е",  # after г к х, and after ж ш ч щ where the ending is stressed
    "a-hush": "-и -е -у -ей -е",  # after ж ш ч щ
    "a-ts": "-ы -е -у -ей -е",
    "ya": "-и -е -ю -ей -е",
    "ya-stressed": "-и -е -ю -ёй -е",  # Илья
    "iya": "-и -и -ю -ей -и",  # Мария, Данелия
    # women
    "fem-possessive": "-ой -ой -у -ой -ой",  # Иванова
    "fem-adj": "--ой --ой --ую --ой --ой",  # Горская
    "fem-adj-soft": "--ей --ей --ую --ей --ей",  # Горячая
    "fem-adj-yaya": "--ей --ей --юю --ей --ей",  # Зимняя
    "third": "-и -и . ю -и",  # Любовь, часть
    # things: the accusative is the nominative
    "thing": "а у . ом е",
    "thing-soft": "-я -ю . -ем -е",
    "thing-iy": "-я -ю . -ем -и",
    "thing-adj": "--ого --ому . -м --ом",
    "thing-adj-soft": "--его --ему . -м --ем",
    "thing-adj-oy": "--ого --ому . --ым --ом",
    "thing-adj-oy-k": "--ого --ому . --им --ом",
    "neuter": "-а -у . м -е",
    "neuter-ie": "-я -ю . м -и",  # управление
    "neuter-adj": "--ого --ому . --ым --ом",
    "neuter-adj-k": "--ого --ому . --им --ом",
    "neuter-adj-soft": "--его --ему . --им --ем",
    # ordinals written in figures
    "ordinal": "го му го м м",
    "thing-ordinal": "го му . м м",
    "fem-ordinal": "й й ю й й",
}
_CHANGES = {id: dict(zip(CASES[1:], endings.split(), strict=True)) for id, endings in PARADIGMS.items()}


def change(word: str, paradigm: str, case: str) -> str:
    """The word in that case. Words written in capitals get a capital ending."""
    if case == "nominative":
        return word
    ending = _CHANGES[paradigm][case]
    if ending == ".":
        return word
    letters = ending.lstrip("-")
    cut = len(ending) - len(letters)
    return (word[:-cut] if cut else word) + (letters.upper() if is_capitals(word) else letters)


def is_capitals(word: str) -> bool:
    """Whether a word is written in capitals; one letter alone tells nothing."""
    return len(word) > 1 and word.isupper()
