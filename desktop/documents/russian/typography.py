"""How a line of Russian is set: quotation marks, dashes, and what must not part at the end of a line."""

import re

_SPACE = "\N{NO-BREAK SPACE}"
_GAP = f"[ {_SPACE}]"
_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # a hyphen or short dash that stands for a dash; a line that begins with one is left alone
        (rf"(?<=[^\s]){_GAP}+[-–—]{_GAP}+(?=\S)", f"{_SPACE}— "),
        (rf"№{_GAP}*(?=\w)", f"№{_SPACE}"),
        (rf"§{_GAP}*(?=\d)", f"§{_SPACE}"),
        (r"(?<=\d) +(?=г{1,2}\.)", _SPACE),
        (rf"(?<=\d) +(?=(?:{_MONTHS})\b)", _SPACE),
        (rf"(?<=\d») +(?=(?:{_MONTHS})\b)", _SPACE),
        # "И.И. Иванов" and "Иванов И. И."
        (rf"(?<!\w)([А-ЯЁ]\.){_GAP}*(?=[А-ЯЁ]\.)", rf"\1{_SPACE}"),
        (rf"(?<!\w)([А-ЯЁ]\.){_GAP}*(?=[А-ЯЁ][а-яё])", rf"\1{_SPACE}"),
        (rf"(?<=[а-яё]) +(?=[А-ЯЁ]\.{_GAP}?[А-ЯЁ]\.)", _SPACE),
        # "ст. 59", "д. 4", "г. Кызыл", "части 00000"
        (r"\b(ст|п|пп|подп|ч|д|кв|корп|стр|абз) *\. +(?=\d)", rf"\1.{_SPACE}"),
        (r"\b(г|ул|пос|пер|с|пр|обл) *\. +(?=[А-ЯЁ])", rf"\1.{_SPACE}"),
        (r"\b([Чч]аст(?:ь|и|ью)) +(?=\d)", rf"\1{_SPACE}"),
    )
)
_OPENS_AFTER = frozenset(" \t\n\r([{«„—–-/" + _SPACE)


def typography(text: str) -> str:
    """The text set as Russian print wants it. Doing it twice changes nothing more; no letter is touched."""
    set_text = _quotes(text)
    for pattern, replacement in _RULES:
        set_text = pattern.sub(replacement, set_text)
    return set_text


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
