"""What is strange in a template, though it works: nothing here stops anything."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError, nodes

from desktop.documents import compose, refusing
from desktop.documents.templates import Template
from desktop.domain.values import Part

_TAG = re.compile(r"\{([{%#])")
_CLOSING = {"{": "}}", "%": "%}", "#": "#}"}
_SURNAME, _PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?", r"[А-ЯЁ][а-яё]+(?:вич|ьич|вна|чна|шна)[а-яё]{0,3}"
# In the order in which a place is judged: what was found once is not said again under another word.
_LOOKS_LIKE = (
    ("name", re.compile(rf"{_SURNAME} [А-ЯЁ]\. ?[А-ЯЁ]\.|[А-ЯЁ]\. ?[А-ЯЁ]\. {_SURNAME}|{_SURNAME} [А-ЯЁ][а-яё]+ {_PATRONYMIC}")),
    ("phone", re.compile(r"(?<!\d)(?:\+7|8)[ (-]*\d{3}[ )-]*\d{3}[ -]?\d{2}[ -]?\d{2}(?!\d)")),
    ("paper", re.compile(r"(?<!\d)(?:\d{4} \d{6}|\d{10,})(?!\d)|\b[А-ЯЁ]{2}[- ]?№? ?\d{6,7}\b")),
    # 00000 is the number of no unit; six digits are a postal code.
    ("unit", re.compile(r"(?<![\d.])(?!0{5})\d{5}(?![\d.]\d|\d)|част(?:ь|и|ью)(?: №)? (?!0{4})\d{4}(?!\d)")),
)


@dataclass(frozen=True, kw_only=True, repr=False)
class Remark(Part):
    """Something to look at: a code word, the line of the body (0 for none), and what it is about."""

    code: str
    line: int = 0
    what: str = ""


def remarks(template: Template, phrases: Iterable[str]) -> tuple[Remark, ...]:
    """What to look at in a template; `phrases` are those that refuse."""
    return tuple(_remarks(template, tuple(phrases)))


def refuses(template: Template, phrases: Iterable[str]) -> bool:
    """Whether its own words refuse: the hint that lists show."""
    return bool(refusing.hits(_plain(template.body), phrases))


def _remarks(template: Template, phrases: tuple[str, ...]) -> Iterator[Remark]:
    if not template.titles.get("ru", "").strip():
        yield Remark(code="title")
    if not template.body.strip():
        yield Remark(code="empty")
    yield from (Remark(code="unlabelled", what=each.key) for each in template.fields if not each.labels.get("ru", "").strip())
    used = _names(template.body)
    if used is not None:
        yield from (Remark(code="unused", what=each.labels.get("ru") or each.key) for each in template.fields if each.key not in used)
    plain = _plain(template.body)
    yield from (Remark(code="refuses", line=_line(plain, hit.start), what=hit.words) for hit in refusing.hits(plain, phrases))
    taken: list[tuple[int, int]] = []
    for code, pattern in _LOOKS_LIKE:
        for match in pattern.finditer(plain):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                yield Remark(code=code, line=_line(plain, match.start()), what=match.group().strip())


def _plain(body: str) -> str:
    """The words of a body as they stand, with spaces where the program puts something in."""
    parts, at, open_for_ever = [], 0, set()
    while (tag := _TAG.search(body, at)) is not None:
        closing = _CLOSING[tag[1]]
        end = -1 if closing in open_for_ever else body.find(closing, tag.end())
        if end < 0:
            # Looked for once, never again: a body of nothing but braces must not be gone through for each of them.
            open_for_ever.add(closing)
            end = tag.end() - len(closing)
        parts += [body[at : tag.start()], re.sub(r"[^\n]", " ", body[tag.start() : end + len(closing)])]
        at = end + len(closing)
    return "".join((*parts, body[at:]))


def _names(body: str) -> set[str] | None:
    """Every name the body asks for; None while it cannot be read."""
    try:
        return {name.name for name in compose.tree(body).find_all(nodes.Name)}
    except (TemplateSyntaxError, RecursionError, ValueError, OverflowError):
        return None


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
