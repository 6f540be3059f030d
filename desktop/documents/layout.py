r"""The text of a letter, as she edits it, into blocks.

The marks are few, and stand at the beginning of a line; one line is one paragraph, however long:

    > Командиру войсковой части 00000        a line of the addressee, in the right half of the page
    # Рапорт                                 the title, centred
    ## на бездействие командира              what it is about, under the title
    Докладываю, что …                        a paragraph
    1. Направить меня …                      a numbered request (`1.` or `1)` before a space)
    Приложение: …                            what is enclosed; the lines after it belong to it until an empty line
    | стрелок 1 отделения                    a line of the signature block
    | рядовой | И. И. Иванов                 the line to sign in: left, the line drawn between, right
    % Рапорт принят. Вх. № …                 a line of the registration block, printed on the second copy only
    \# …                                     a line that begins with a mark and means nothing by it

Whatever else is typed is a paragraph, so no text can fail to become a page. Empty lines and further spaces do not matter.
Quotation marks and dashes are set as Russian print has them (`russian.typography`); what is kept is the text as it was typed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import groupby, takewhile

from desktop.documents.blocks import Addressee, Attachments, Block, Numbered, Paragraph, Registration, Signature, Title
from desktop.documents.russian import signs

MARKS = "#>|%\\"
_NUMBERED = re.compile(r"^(\d{1,3}[.)])\s+(\S.*)$")
_WRITES = re.compile(r"^(?:от\s|[А-ЯЁа-яё][^:]{2,40}:)")  # «от рядового …», «Административный истец: …», «адрес: …»
_ENCLOSED = re.compile(r"^Приложени[ея]\s*:", re.IGNORECASE)


def blocks(text: str, *, second_copy: bool = False) -> tuple[Block, ...]:
    """The blocks of a letter, in order; the registration block only on the second copy."""
    found: list[Block] = []
    for kind, lines in groupby(_marked(text), key=lambda pair: pair[0]):
        make = _MAKERS[kind]
        if kind != "%" or second_copy:
            found += make([line for _, line in lines])
    return tuple(found)


def addressee(text: str) -> str:
    """To whom a letter goes, in one line: the head of its first addressee block, without who writes; empty where there is none."""
    for block in blocks(text):
        if isinstance(block, Addressee):
            return " ".join(takewhile(lambda line: line and not _WRITES.match(line), block.lines))
    return ""


def _marked(text: str) -> Iterable[tuple[str, str]]:
    """Each line that is not empty, with the mark of what it is. An empty line ends a list of enclosures."""
    enclosed = False
    for untidy in unicodedata.normalize("NFC", text).splitlines():
        line = " ".join(untidy.split(" ")).strip() if "\t" not in untidy else " ".join(untidy.split())
        line = re.sub(r" {2,}", " ", line)
        if not line:
            enclosed = False
            continue
        line = signs(line)
        mark = _mark(line)
        enclosed = bool(_ENCLOSED.match(line)) or (enclosed and mark in {"", "1"})
        if enclosed:
            yield "+", line.removeprefix("\\")
        elif mark == "\\":
            yield "", line[1:]
        else:
            yield mark, line[len(mark) :].strip() if mark in MARKS + "##" else line


def _mark(line: str) -> str:
    if line.startswith("\\") and line[1:2] and line[1] in MARKS:
        return "\\"
    if line.startswith("##"):
        return "##"
    if line[0] in "#>|%":
        return line[0]
    return "1" if _NUMBERED.match(line) else ""


def _titles(lines: list[str]) -> list[Block]:
    return [Title(line) for line in lines]


def _subjects(lines: list[str]) -> list[Block]:
    return [Title("", line) for line in lines]


def _numbered(lines: list[str]) -> list[Block]:
    return [Numbered(match[1], match[2]) for match in (_NUMBERED.match(line) for line in lines) if match]


def _signature(lines: list[str]) -> list[Block]:
    halves = [line.partition("|") for line in lines]
    return [Signature(tuple((left.strip(), right.strip() if bar else None) for left, bar, right in halves))]


_MAKERS: dict[str, Callable[[list[str]], list[Block]]] = {
    "#": _titles,
    "##": _subjects,
    ">": lambda lines: [Addressee(tuple(lines))],
    "|": _signature,
    "%": lambda lines: [Registration(tuple(lines))],
    "+": lambda lines: [Attachments(tuple(lines))],
    "1": _numbered,
    "": lambda lines: [Paragraph(line) for line in lines],
}
