"""Names on a disk: whether the name of a file or folder tells of the work, or of a person."""

import re

# In small letters, ё as е. Whoever finds a disk reads its names first, so a warning too many does no harm.
_BEGINNINGS = (
    "дела", "дело", "отказ", "рапорт", "жалоб", "заявлен", "обращени", "судеб", "адвокат", "юрист", "правозащит", "защит", "клиент",
    "доверител", "солдат", "военн", "военк", "военс", "служащ", "призыв", "мобилиз", "контракт", "дезертир", "войн", "прокур", "следств",
    "обыск", "консульт", "хранилищ", "секрет", "тайн", "шифр", "ключ",
    "refus", "raport", "otkaz", "zhalob", "client", "klient", "lawyer", "advoka", "advoca", "attorney", "legal", "court",
    "soldier", "soldat", "milita", "desert", "objector", "conscript", "mobiliz", "mobilis", "prosecut", "investigat", "vault", "secret",
    "crypt", "encrypt",
)  # fmt: skip
_WHOLE = (
    "дел суд иск соч сво часть части полк case cases delo dela draft army war ngo human rights unit sud key keys"
    # The commonest first names; a surname is known by its ending.
    " александр алексей андрей анна антон артем борис вадим валерий василий виктор владимир галина григорий денис дмитрий евгений"
    " екатерина елена иван игорь илья ирина кирилл константин максим мария михаил наталья никита николай олег ольга павел петр роман"
    " сергей светлана татьяна юлия юрий"
    " alexander alexey andrey anna anton artem boris dmitry elena evgeny igor ilya irina ivan kirill maria maxim mikhail natalia nikita"
    " nikolay oleg olga pavel petr peter roman sergey svetlana tatiana vasily viktor vladimir yulia yury"
)
_WHOLE_WORDS = frozenset(_WHOLE.split())
_SURNAME = re.compile(
    r"[а-я]{3,}(ов|ев|ын|ский|цкий|ова|ева|ына|ская|цкая|енко|чук|швили|дзе)|[а-я]{4,}ина?|[a-z]{3,}(ov|ev|ova|eva|skiy|sky|skaya|enko|chuk)"
)
_APART = re.compile(r"[\W_]+|(?<=\D)(?=\d)|(?<=\d)(?=\D)")


def telling_word(name: str) -> str:
    """The first word of a name that tells of the work or looks like a person's name, in small letters; empty where none does."""
    words: list[str] = _APART.split(name.lower().replace("ё", "е"))
    for word in filter(None, words):
        if word in _WHOLE_WORDS or word.startswith(_BEGINNINGS) or _SURNAME.fullmatch(word):
            return word
    return ""
