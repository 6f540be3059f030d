"""One text put into every place of a letter that takes one, and what then stands on its pages."""

import re
import unicodedata
from collections import Counter
from datetime import date

from desktop.documents import compose, facts, layout
from desktop.documents.blocks import Addressee, Attachments, Block, Numbered, Paragraph, Registration, Signature, Title
from desktop.documents.russian import spelling
from desktop.documents.templates import Kind, Template
from desktop.domain.cases import Category, Contract
from desktop.domain.people import Role
from tests import make

TODAY = date(2026, 5, 14)
# What a page may change in a text: spaces, hyphens at the end of a line (as three readers write them), and, as print wants it, quotation
# marks and dashes.
_FOLDED = re.compile(r"[\s\-–—\N{NO-BREAK SPACE}\N{HYPHEN}\N{NON-BREAKING HYPHEN}\x02\ufffe]+")
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_PERSON = ("surname", "name", "patronymic", "post", "address", "identity_paper", "phones")
_UNIT = ("number", "address", "prosecutor_dative", "investigator_dative", "court_accusative")
_CASE = ("subunit", "contract")
_LAWYER = ("lawyer.status", "lawyer.register_no", "lawyer.chamber", "lawyer.address", "lawyer.phone")


def folded(text: str) -> str:
    """The text without what a page may change in it."""
    return _FOLDED.sub("", unicodedata.normalize("NFC", text)).translate(_QUOTES)


def marked(text: str, number: int) -> str:
    """The text with a tail by which it is known in the letter."""
    return f"{text} ю{number}ю"


def letter_with(text: str, template: Template, *, only: frozenset[str] | None = None) -> tuple[str, dict[str, str]]:
    """A letter with the text in every place (or in those of `only`), and what was put where."""
    names = [f"{role}.{part}" for role in Role for part in _PERSON]
    names += [*(f"unit.{part}" for part in _UNIT), *(f"case.{part}" for part in _CASE), *_LAWYER]
    names += [f"field.{field.key}" for field in template.fields]
    put = {name: marked(text, number) for number, name in enumerate(names) if only is None or name in only}

    def of(kind: str) -> dict[str, str]:
        return {name.removeprefix(f"{kind}."): value for name, value in put.items() if name.startswith(f"{kind}.")}

    people = {role: make.person(rank="private", **_person(of(role))) for role in Role if role is not Role.LAWYER}
    case, unit, fields = of("case"), of("unit"), of("field")
    told = facts.of(
        make.case(category=Category.CONTRACT, subunit=case.get("subunit", ""), contract=Contract(number=case.get("contract", ""))),
        people, make.unit(**{"number": "00001"} | unit), {name: value for name, value in put.items() if name in _LAWYER},
        {field.key: _value(field.key, field.kind, [option.code for option in field.options], fields) for field in template.fields},
        TODAY, asked=template.fields,
    )  # fmt: skip
    return compose.compose(template, told).text, put


def _person(parts: dict[str, str]) -> dict[str, object]:
    usual = {"surname": "Королёв", "name": "Пётр", "patronymic": "Ильич"}
    return usual | {part: (value,) if part == "phones" else value for part, value in parts.items()}


def _value(key: str, kind: Kind, options: list[str], fields: dict[str, str]) -> str:
    if kind is Kind.CHOICE:
        return options[0]
    if kind is Kind.DAY:
        return "11.05.2026"
    if kind is Kind.NUMBER:
        return "5"
    return fields.get(key, "проба")


def on_page(text: str) -> str:
    """What the pages of this text must say, block after block, folded."""
    return folded("".join(map(_words, layout.blocks(text))))


def same_page(read: str, text: str, pages: int) -> bool:
    """Whether what was read from so many pages is the text: letter for letter, and in order where one page has no two columns."""
    got, wanted = folded(read), on_page(text)
    if pages == 1 and not any(isinstance(block, Signature) for block in layout.blocks(text)):
        return got == wanted
    return Counter(got) == Counter(wanted) + Counter("".join(map(str, range(2, pages + 1))))


def stands_in(name: str, value: str, page: str) -> bool:
    """Whether the text of a place stands on a page as it was typed: line by line, with or without a capital.

    A list numbers its lines itself, and a name is cleaned of what nobody can see.
    """
    if name.endswith((".surname", ".name", ".patronymic")):
        value = spelling.clean(value)
    return all(_line_stands(line, page) for line in value.splitlines())


def _line_stands(line: str, page: str) -> bool:
    bare = folded(re.sub(r"^\s*(?:\d{1,3}[.)]|[-–—•])\s+", "", line))
    return any(f"{begin}{bare[1:]}" in page for begin in {bare[:1], bare[:1].upper(), bare[:1].lower()})


def _words(block: Block) -> str:
    match block:
        case Title():
            return block.text + block.subject
        case Numbered():
            return block.number + block.text
        case Addressee() | Attachments() | Registration():
            return "".join(block.lines)
        case Signature():
            return "".join(left + (right or "") for left, right in block.lines)
        case Paragraph():
            return block.text
    raise TypeError(block)
