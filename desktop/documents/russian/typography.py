"""How a line of Russian is set: quotation marks, dashes, and what must not part at the end of a line."""

import re

_SPACE = "\N{NO-BREAK SPACE}"
_GAP = f"[ {_SPACE}]"
_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_INITIAL = r"[A-ZА-ЯЁ]\."
_YEAR, _DAY, _HOUR = r"(?:19|20)\d\d", r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d", r"\d{1,2}[:.]\d\d"
# What two numbers with a hyphen between them must stand before, so that they are a range and not the number of a paper.
_COUNTED = rf"(?:{_MONTHS}|дн(?:ей|я)|сут(?:ок|ки)|час(?:ов|а)|минут|недел|месяц|лет|год|г{{1,2}}\.|чел\.|человек|раз(?:а|\b)|руб|км|кг|%)"

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern), replacement) for pattern, replacement in pairs)


_QUOTES = frozenset('"“”„«»')
# By a sign without which a rule has nothing to do: most lines have none.
_SIGNS = {
    "-": _rules(
        # a hyphen that stands for a dash; one at the beginning of a line is left alone, and so is a dash of whatever length
        (rf"(?<=[^\s]){_GAP}+-{_GAP}+(?=\S)", " – "),
        # ranges; a number with a hyphen that is none («исх. 12-34», «53-ФЗ», a telephone) is left alone
        (rf"(?<![\w.\-])({_DAY})-(?={_DAY}(?!\d))", r"\1–"),
        (rf"(?<![\w.:\-])({_HOUR})-(?={_HOUR}(?!\.?[\w:\-]))", r"\1–"),
        (rf"(?<![\w.,\-])({_YEAR})-(?={_YEAR}{_GAP}?г)", r"\1–"),
        (rf"(?<![\w.,\-№])(?<!№ )(?<!№{_SPACE})(\d{{1,3}})-(?=\d{{1,3}}{_GAP}?{_COUNTED})", r"\1–"),
    ),
    "№": _rules((r"№(?=\d)", "№ ")),
    "§": _rules((r"§(?=\d)", "§ ")),
    # "И.И. Иванов", "Иванов И.И."
    ".": _rules((r"(?<!\w)([А-ЯЁ]\.)(?=[А-ЯЁ](?:\.|[а-яё]))", r"\1 ")),
}
_TIES = _rules(
    (r"(№|§) (?=\w|\[\[)", rf"\1{_SPACE}"),
    (r"\b((?:ст|ч|п|пп|подп|абз|стр|тел|вх|исх)\.) (?=[\d№])", rf"\1{_SPACE}"),
    (rf"(?<![^\W\d_])({_INITIAL}) (?={_INITIAL})", rf"\1{_SPACE}"),
    (rf"(?<![^\W\d_])({_INITIAL}) (?=[A-ZА-ЯЁ]\w)", rf"\1{_SPACE}"),
    (rf"(\w) (?={_INITIAL}{_SPACE}?{_INITIAL})", rf"\1{_SPACE}"),
    (rf"(\d»?) (?=(?:{_MONTHS})\b)", rf"\1{_SPACE}"),
    (rf"((?:{_MONTHS})) (?=\d{{4}}\b)", rf"\1{_SPACE}"),
    (r"(\d) (?=(?:г\.|гг\.|л\.|экз\.|ч\.|мин\.|руб\.|%))", rf"\1{_SPACE}"),
    # «1 взвода», «г. Абакан», «ул. Лесная»
    (r"(?<![\d.,])(\d{1,3}) (?=[а-яё])", rf"\1{_SPACE}"),
    (r"\b(г|с|ул|пос|пер|пр|обл|д|кв|корп)\. (?=[А-ЯЁ\d])", rf"\1.{_SPACE}"),
    (r"\b([Чч]аст(?:ь|и|ью|ей|ям|ях)|[Вв]/ч) (?=[№\d])", rf"\1{_SPACE}"),
    (r"\b([Вв]\.) (?=ч\.)", rf"\1{_SPACE}"),
    (r"\b(т\.) (?=[едпкч]\.)", rf"\1{_SPACE}"),
    (r"(?<![^\s(«])([вкосуияаВКОСУИЯА]) (?=[\w«№])", rf"\1{_SPACE}"),
    (r" (?=[—–] )", _SPACE),
)
_OPENS_AFTER = frozenset(" \t\n\r([{«„—–-/" + _SPACE)


def typography(text: str) -> str:
    """A line set as Russian print wants it: signs, then what must not part. Doing it twice changes nothing more."""
    return tied(signs(text))


def signs(text: str) -> str:
    """The line with «ёлочки», „лапки“ within them, dashes, and a space behind № and between initials. No letter or figure is touched."""
    set_text = _quotes(text) if _QUOTES.intersection(text) else text
    for sign, rules in _SIGNS.items():
        if sign in set_text:
            for pattern, replacement in rules:
                set_text = pattern.sub(replacement, set_text)
    return set_text


def tied(text: str) -> str:
    """The text with spaces that must not end a line made unbreakable: `№ 5`, `И. И. Иванов`, `5 июня 2022 г.`"""
    for pattern, replacement in _TIES:
        text = pattern.sub(replacement, text)
    return text


def _quotes(text: str) -> str:
    """Straight and English quotation marks as «…», within those „…“. One that closes nothing is left."""
    if "”" in text and "„" not in text:
        text = text.replace("“", '"').replace("”", '"')
    depth = 0
    done: list[str] = []
    for letter in text:
        now = _quote(letter, depth, done[-1] if done else " ") if letter == '"' else letter
        if now in "«„":
            depth += 1
        elif now in "»“":
            depth = max(depth - 1, 0)
        done.append(now)
    return "".join(done)


def _quote(letter: str, depth: int, before: str) -> str:
    if before in _OPENS_AFTER:
        return "„" if depth else "«"
    if depth == 0:
        return letter
    return "“" if depth > 1 else "»"
