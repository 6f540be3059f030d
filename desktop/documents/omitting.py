"""Leaving out: names, units, addresses and more are taken out of the text itself, and a bar of one length stands for each.

What is left out is in no byte of what is made of the text. Rather a word too many than one too few: she looks at it before it leaves.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from desktop.documents.layout import MARKS
from desktop.documents.names_in_text import BAR, Names
from desktop.domain.letters import Omissible, Omitted

BARS = BAR * 3

_Spans = Iterable[tuple[int, int]]


_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?"
_INITIALS = r"[А-ЯЁ]\. ?(?:[А-ЯЁ]\.)?"
# Whoever is named with initials is a name, known or not.
_NAMED = re.compile(rf"{_INITIALS} ?{_SURNAME}|{_SURNAME} {_INITIALS}")
_INITIALS_BEFORE = re.compile(r"(?<!\w)(?:[^\W\d_]\. ?){1,2}$")
_INITIALS_AFTER = re.compile(r" [^\W\d_]\.(?: ?[^\W\d_]\.)?")
_NUMBER = r"(?:№ ?)?\d{4,5}(?:-[А-Яа-яA-Za-z0-9]+)?"
_UNIT = re.compile(rf"(?:войсков\w+ част\w+|\bв/ч)(?: [–—-] полев\w+ почт\w+)? ?({_NUMBER})", re.IGNORECASE)
# «1 отделения 2 мотострелкового взвода», «331 полка»
_SUBUNIT = re.compile(
    r"\b\d+(?:-[а-яё]+)? (?:[а-яё-]+ ){0,3}?"
    r"(?:отделени\w{1,2}|взвод\w{0,2}|рот(?:а|ы|у|е|ой)|батальон\w{0,2}|полк(?:а|у|ом|е)?|бригад\w{1,2}|дивизи\w{1,2}|батаре\w{1,2}"
    r"|дивизион\w{0,2}|эскадриль\w{1,2}|арми\w{1,2}|гарнизон\w{0,2})\b",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<!\d)(?:\+?7|8)[ (-]{0,2}\d{3}[ )-]{0,2}\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)|(?<=тел\. )[\d()+ -]{5,}\d")
_ADDRESS = re.compile(r"адрес\w*[^:\n]{0,40}: *(.+?)(?=[,;]? *тел\.|$)", re.IGNORECASE | re.MULTILINE)
_POSTCODE = re.compile(r"\b\d{6}, [^\n]+?(?=[.;]?(?:\n|$)|[,;]? *тел\.)", re.MULTILINE)
_HEALTH = re.compile(
    r"здоров|болезн|\bболе(?:ю|ет|ют|л|ть)|болит|болят|\bболь|заболе|диагноз|госпитал|лечен|\bлечу|врач|психиатр|психолог|психическ"
    r"|медицин|медсанчаст|медкомисс|\bВВК\b|травм|\bранен|контуз|инвалид|увечь|эпикриз|давлени|бессонниц|\bсон\b|\bсна\b|\bсплю"
    r"|истощени|таблет|лекарств|операци[яюи]\b|перелом|сотрясени|кошмар|тревож|депресс|суицид|аллерги|\bастм|\bязв|гепатит|\bВИЧ\b",
    re.IGNORECASE,
)
# «специальная военная операция» is no illness.
_NO_ILLNESS = re.compile(r"специальн\w+ военн\w+ операци\w+", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?;…](?= +[А-ЯЁA-Z«])|\n")


def found(text: str, whats: Collection[Omissible], names: Names) -> tuple[Omitted, ...]:
    """Where in a text the chosen kinds stand, in order, none over another."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    return joined(text, [span for what in whats for span in _FINDERS[what](plain, names)])


def joined(text: str, spans: _Spans) -> tuple[Omitted, ...]:
    """Pieces of a text, in order: those that touch are one, none reaches over a line, and the marks of a line stay."""
    pieces = sorted(piece for start, end in spans for piece in _by_line(text, start, end))
    done: list[tuple[int, int]] = []
    for start, end in pieces:
        if done and not text[done[-1][1] : start].strip(" \u00a0") and "\n" not in text[done[-1][1] : start]:
            done[-1] = (done[-1][0], max(done[-1][1], end))
        else:
            done.append((start, end))
    return tuple(Omitted(start=start, end=end) for start, end in done)


def without(text: str, omitted: Iterable[Omitted]) -> str:
    """The text with a bar of one length in place of each piece; what is no place in the text is left alone."""
    kept, at = [], 0
    for piece in joined(text, [(piece.start, piece.end) for piece in omitted]):
        kept += [text[at : piece.start], BARS]
        at = piece.end
    return "".join(kept) + text[at:]


def _by_line(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    start, end = max(0, start), min(len(text), end)
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        begin = text.rfind("\n", 0, start) + 1
        marks = len(text[begin:stop]) - len(text[begin:stop].lstrip(MARKS + " "))
        first, last = max(start, begin + marks), stop
        # The bar of a signature line, and the air around a piece, are no part of it.
        for left, right in _around_bars(text, first, last, in_signature=text[begin : begin + 1] == "|"):
            piece = text[left:right]
            if piece.strip(" \u00a0"):
                yield left + len(piece) - len(piece.lstrip(" \u00a0")), right - len(piece) + len(piece.rstrip(" \u00a0"))
        start = stop + 1


def _around_bars(text: str, first: int, last: int, *, in_signature: bool) -> Iterable[tuple[int, int]]:
    while in_signature and (bar := text.find("|", first, last)) >= 0:
        yield first, bar
        first = bar + 1
    yield first, last


def _names(text: str, names: Names) -> _Spans:
    known = [_with_initials(text, *span) for span in names.of_names(text)]
    return [*known, *(match.span() for match in _NAMED.finditer(text))]


def _with_initials(text: str, start: int, end: int) -> tuple[int, int]:
    before, after = _INITIALS_BEFORE.search(text, 0, start), _INITIALS_AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end


def _unit(text: str, names: Names) -> _Spans:  # noqa: ARG001 - all finders are called alike
    return [*(match.span(1) for match in _UNIT.finditer(text)), *(match.span() for match in _SUBUNIT.finditer(text))]


def _addresses(text: str, names: Names) -> _Spans:
    return [*names.of_addresses(text), *(match.span(1) for match in _ADDRESS.finditer(text)), *(m.span() for m in _POSTCODE.finditer(text))]


def _phones(text: str, names: Names) -> _Spans:
    return [*names.of_phones(text), *(match.span() for match in _TELEPHONE.finditer(text))]


def _health(text: str, names: Names) -> _Spans:  # noqa: ARG001 - all finders are called alike
    """Whole sentences: what stands beside a word of health tells as much as the word."""
    start = 0
    for end in (*(match.end() for match in _SENTENCE_ENDS.finditer(text)), len(text)):
        if _HEALTH.search(_NO_ILLNESS.sub("", text[start:end])):
            yield start, end
        start = end


_FINDERS: Mapping[Omissible, Callable[[str, Names], _Spans]] = {
    Omissible.NAMES: _names,
    Omissible.UNIT: _unit,
    Omissible.ADDRESSES: _addresses,
    Omissible.PHONES: _phones,
    Omissible.HEALTH: _health,
}
