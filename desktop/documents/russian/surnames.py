"""Surnames: which paradigm a surname follows, by its ending and the sex of the one who bears it."""

from desktop.documents.russian.verdicts import Verdict, ask, first_match, listed, overrule, sure, syllables

# Sources of the rules: the manual of the Sverdlovsk Regional Court on surnames in legal documents (2014), and the
# reference grammars it rests on. What they leave to family tradition is asked.

_ON_A_VOWEL = (
    ask("аа", "same"),  # Tuvan: usage varies
    sure("[иу]а", "same"),  # Гулиа, Джабуа
    ask("[аеоуыэюя]а", "same"),
    sure("[оеэиыую]", "same"),  # Шевченко, Живаго, Доржи, Чооду
    sure("..ия", "iya"),  # Данелия
    ask("ия", "iya"),
    sure("...[гкх]а", "a-k"),
    sure("ица", "a-ts"),
    ask("ца", "a-ts"),
    ask("[жшчщ]а", "a-hush"),  # the stress decides, Кваша
    sure("..[бвдзлмнпрстф]а", "a"),
    ask("[гкх]а", "a-k"),
    ask("а", "a"),
    sure("..[бвдзлмнпрст]я", "ya"),
    sure("..ея", "ya"),  # Гамалея
    ask("я", "ya"),
)

_MEN = (
    # A woman's surname beside "male": one of the two is a slip of the pen.
    ask("(?:ов|ев|ин|ын)а", "a"),
    ask("(?:ая|яя)", "ya"),
    *_ON_A_VOWEL,
    # Черных, Польских; but Дитрих
    sure("..(?:[бвгджзкмнпстхчшщ][ыи]х|[лр]ых)", "same"),
    ask("[лр]их", "hard"),
    # adjectives
    sure("[сц]кий", "adj"),
    overrule("[кхг]ий", "adj"),
    sure("[чщ]ий", "adj-soft"),
    ask("[жшн]ий", "adj-soft"),
    ask("ий", "iy"),
    sure("..[нвлр]ый", "adj"),
    ask("ый", "adj"),
    ask("^[^аеиоуыэюя]*ой", "soft"),
    sure("[сц]кой", "adj-oy-k"),
    sure("..[ое]вой", "adj-oy"),
    ask("[гкхжшчщ]ой", "adj-oy-k"),
    ask("[бвдзлмнпрст]ой", "adj-oy"),
    ask("ой", "soft"),
    sure("[аеуэюя]й", "soft"),
    # the old possessives: Иванов, Никитин, Синицын
    ask("[аеиоуыэюя]ин", "possessive"),  # Buryat, foreign
    ask("ффин", "hard"),  # Гриффин: foreign, so -ом
    sure("ов|ев|ин|цын", "possessive"),
    ask("ын", "hard"),
    *(
        # fleeting vowels: family tradition decides
        ask("[аие]ец", "fleeting-yts"),
        ask("[^аеиоуыэюя]{2}ец", "hard-em"),
        ask("ец", "fleeting-ts"),
        overrule("..бек", "hard"),
        ask("нок", "fleeting-k"),  # Антонёнок, Починок
        ask("[еоь]к", "hard"),
        ask("ел", "hard"),
        ask("ень|оть|сть|знь|вь|щь|чь|шь|жь", "soft"),
    ),
    sure("ь", "soft"),
    sure("(?:ов|ев|ьев)ич", "hard-em"),
    sure("иц|[нл]ц", "hard-em"),
    ask("[жшчщц]", "hard-em"),  # the stress decides, Ткач - Ткачом
    ask("[ое]фф", "hard"),  # Смирнофф, in foreign papers: family tradition
    sure("[бвгдзклмпрстфх]", "hard"),
    sure("[аео]н|[йрн]н", "hard"),
    overrule("[уюэя]н|[^аеиоуыэюя]н", "hard"),  # the library gives Оюн the ending of Никитин
)

_WOMEN = (
    # A man's surname beside "female": a slip of the pen, or a foreign name; asked.
    ask("..(?:ов|ев|ин|ын)", "same"),
    ask("..(?:[скцгхжчшщн]ий|ый|[бвдзлмнпрстгкхжшчщ]ой)", "same"),
    sure("[бвгджзйклмнпрстфхцчшщь]", "same"),
    sure("[сц]кая|[нвт]ая", "fem-adj"),
    overrule("[жшщч]ая", "fem-adj-soft"),
    ask("[бгдзклмпрсх]ая", "fem-adj"),
    sure("няя", "fem-adj-yaya"),
    ask("[ая]я", "ya"),
    sure("..(?:ов|ев|ин)а|цына", "fem-possessive"),
    ask("[сц]ка", "fem-adj"),
    ask("на|ова|ева", "fem-possessive"),
    *_ON_A_VOWEL,
)


def verdict(key: str, sex: str) -> Verdict:
    """The paradigm of one word of a surname. `key` is in small letters, ё as е."""
    known = listed("surname", sex, key)
    if known is not None:
        return known
    found = first_match(_MEN if sex == "m" else _WOMEN, key)
    if found.paradigm == "same":
        return found
    # One syllable or three letters tell too little: foreign names, Korean names, nouns with a moving stress.
    if syllables(key) < 2 or len(key) < 4:
        return Verdict(paradigm=found.paradigm, sure=False, overrules=found.overrules)
    return found
