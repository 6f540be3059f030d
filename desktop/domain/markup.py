"""Light markup in a note: `**bold**`, lines that begin with `- ` or `1. `, and quotes after `> `. It reads well as it stands, too."""

import re
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.values import Part

BOLD, ITEM, QUOTE = "**", "- ", "> "
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_LEAD = re.compile(r"(?P<item>[-•] )|(?P<number>\d{1,3}[.)] )|(?P<quote>> ?)")
_NUMBER = re.compile(r"(\d{1,3})([.)] )")


class Kind(StrEnum):
    """What a line is."""

    PLAIN = "plain"
    ITEM = "item"
    NUMBER = "number"
    QUOTE = "quote"


@dataclass(frozen=True, kw_only=True, repr=False)
class Line(Part):
    """A line: what it is, the mark before it as it is shown, and its pieces, each with whether it is bold."""

    kind: Kind
    mark: str
    pieces: tuple[tuple[str, bool], ...]


def line(text: str) -> Line:
    """One line, read."""
    lead = _LEAD.match(text)
    rest = text[lead.end() :] if lead else text
    if lead is None:
        return Line(kind=Kind.PLAIN, mark="", pieces=_pieces(rest))
    kind = Kind(str(lead.lastgroup))
    return Line(kind=kind, mark={Kind.ITEM: "•", Kind.NUMBER: lead.group().strip()}.get(kind, ""), pieces=_pieces(rest))


def bold_spans(text: str) -> list[tuple[int, int]]:
    """Where bold pieces stand in a line, their marks counted in: beginning and end of each."""
    return [match.span() for match in _BOLD.finditer(text)]


def lead_of(text: str) -> str:
    """What a line begins with: the mark of an item, a number or a quote, or nothing."""
    lead = _LEAD.match(text)
    return lead.group() if lead else ""


def plain(text: str) -> str:
    """The text without marks of bold and quotes, for a list or a title."""
    return "\n".join("".join(piece for piece, _bold in line(each).pieces) for each in text.splitlines())


def toggled_bold(text: str) -> str:
    """The text in bold, line by line, or no longer so if all of it was. What a line begins with stays before it."""
    lines = [(lead_of(each), each[len(lead_of(each)) :]) for each in text.split("\n")]
    is_bold = all(_is_bold(rest) for _lead, rest in lines if rest.strip())
    return "\n".join(lead + (rest.replace(BOLD, "") if is_bold else _bolded(rest)) for lead, rest in lines)


def toggled_lead(text: str, lead: str) -> str:
    """The lines as items or quotes (`lead`), or as plain ones if all were so."""
    lines = text.split("\n")
    has = all(each.startswith(lead) for each in lines if each.strip())
    return "\n".join(each[len(lead_of(each)) :] if has else each and lead + each[len(lead_of(each)) :] for each in lines)


def next_lead(text: str) -> str:
    """What the line after this one begins with: an item and a quote go on, a number goes up by one."""
    lead = lead_of(text)
    if number := _NUMBER.fullmatch(lead):
        return f"{int(number[1]) + 1}{number[2]}"
    return lead


def _pieces(text: str) -> tuple[tuple[str, bool], ...]:
    found, at = [], 0
    for match in _BOLD.finditer(text):
        found += [(text[at : match.start()], False), (match[1], True)]
        at = match.end()
    return tuple((piece, bold) for piece, bold in (*found, (text[at:], False)) if piece)


def _is_bold(text: str) -> bool:
    stripped = text.strip()
    return bool(_BOLD.fullmatch(stripped)) and BOLD not in stripped[2:-2]


def _bolded(text: str) -> str:
    inner = text.replace(BOLD, "")
    bare = inner.strip()
    return inner.replace(bare, f"{BOLD}{bare}{BOLD}", 1) if bare else inner
