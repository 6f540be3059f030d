"""First names: which paradigm a first name follows, by its ending and the sex of the one who bears it."""

from desktop.documents.russian.verdicts import Verdict, ask, first_match, listed, overrule, sure, syllables

_ON_A_VOWEL = (
    ask("[аеоуыэюяи]а", "same"),  # Чодураа: usage varies
    sure("[оеэиыую]", "same"),  # Доржи, Зорикто, Али, Алсу
    ask("^[^аеиоуыэюя]*ия", "ya"),  # Лия: a stem of one syllable has -ие (academic handbook 2006, § 71), usage has -ии
    ask("ия", "iya"),  # the stress decides: Мария - Марии, Зульфия - Зульфие; the usual ones are listed
    sure("[гкх]а", "a-k"),
    ask("ца", "a-ts"),
    ask("[жшчщ]а", "a-hush"),  # the stress decides: Паша - Пашей, Айша - Айшой
    ask("йа", "a-k"),
    sure("[бвдзлмнпрстф]а", "a"),
    ask("аая|[скнт]ая", "ya"),
    sure("[^и]я", "ya"),  # Аглая, Фирая
)

_MEN = (
    ask("ос?та", "same"),  # Коста, Шота: Caucasian names the bearers leave as they are
    *_ON_A_VOWEL,
    ask("..[ое]в", "hard"),  # a surname in the wrong field
    ask("^[^аеиоуыэюя]*ий", "soft"),  # Пий: the same, о Пие
    ask("[сц]кий|ый|ой", "soft"),
    sure(".ий", "iy"),
    sure("[аеуэюяо]й", "soft"),
    ask("ень|оть", "soft"),
    sure("ь", "soft"),
    overrule("[бт]ек", "hard"),
    ask("[ео]к", "hard"),
    ask("ец", "hard-em"),
    ask("ел", "hard"),
    ask("[жшчщц]", "hard-em"),
    sure("[бвгдзклмнпрстфх]", "hard"),
)

_WOMEN = (
    ask("..[ое]ва", "a"),  # a surname in the wrong field
    sure("[бвгджзйклмнпрстфхцчшщ]", "same"),
    ask("ь", "same"),  # Айгуль: usage varies; Любовь and the like are listed
    *_ON_A_VOWEL,
)


def verdict(key: str, sex: str) -> Verdict:
    """The paradigm of one word of a first name. `key` is in small letters, ё as е."""
    known = listed("name", sex, key)
    if known is not None:
        return known
    found = first_match(_MEN if sex == "m" else _WOMEN, key)
    if found.paradigm != "same" and (len(key) < 3 or syllables(key) == 0):
        return Verdict(paradigm=found.paradigm, sure=False, overrules=found.overrules)
    return found
