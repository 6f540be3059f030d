"""A template as a file: written so that a colleague can read it, and read as if somebody hostile had written it.

What a file may hold is told in `docs/templates.md`. Reading looks at size and signs before TOML, at TOML before its head, at the head
before the body, and runs none of it.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from desktop.documents import template_rules, templates
from desktop.documents.templates import LAST, Field, Kind, Template
from desktop.domain.cases import Category
from desktop.domain.errors import TemplateBroken

MOST_BYTES, MOST_TYPED = 100_000, 3_000_000
# Twice as long, as when every sign is a quotation mark, they still fit into a line.
MOST_TITLE, MOST_HELP, MOST_SAID = 300, 1_900, 900  # letters of a title, of the help of a document, of that of a field
MOST_FIELDS, MOST_OPTIONS, MOST_NORMS = 60, 40, 60
MOST_COPIES = 9
ADDRESSEES: Final = ("any", "board", "client", "commander", "court", "duty", "investigator", "none", "officer", "operator", "own", "post",
                     "prosecutor", "superior")  # fmt: skip
MARKS = frozenset({"S", "P", "R"})
KEY = re.compile(r"[a-z][a-z0-9_]{0,38}[a-z0-9]|[a-z]")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
# Words of the language a body is written in.
RESERVED = frozenset({"and", "or", "not", "in", "is", "if", "else", "elif", "for", "set", "true", "false", "none", "loop", "self"})
# What a window would take for more than text.
_MARKUP = re.compile(r"<\s*[A-Za-z/!?]")
_FENCE = "+++"
# No template needs them, and reading thousands of them takes minutes.
_MOST_DOTS, _DEEPEST = 8, 12
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_AT_LINE = re.compile(r"\(at line (\d+),")


class _Wrong(Exception):
    """Something in the head that no template can have: under which key."""

    def __init__(self, key: str, number: int = 0) -> None:
        super().__init__(key, number)
        self.key, self.number = key, number


def read(untrusted: bytes, name: str, language: str = "ru") -> Template:
    """The template in a file from anywhere. Raises TemplateBroken, with the line of the file."""
    if len(untrusted) > MOST_BYTES:
        raise TemplateBroken(name, why="file")
    try:
        text = untrusted.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TemplateBroken(name, untrusted[: error.start].count(b"\n") + 1, why="encoding") from None
    return read_text(text, name, language)


def read_text(untrusted: str, name: str, language: str = "ru") -> Template:
    """The template in the text of a file. Raises TemplateBroken, with the line."""
    text = untrusted.replace("\r\n", "\n")
    if len(text) > MOST_BYTES:
        raise TemplateBroken(name, why="file")
    template_rules.check_signs(text, name)
    head = _head(text, name)
    try:
        told = tomllib.loads(head)
    except tomllib.TOMLDecodeError as error:
        where = _AT_LINE.search(str(error))
        raise TemplateBroken(name, int(where[1]) + 1 if where else 1 + head.count("\n") + 1, why="toml") from None
    except (RecursionError, ValueError, OverflowError):
        raise TemplateBroken(name, 2, why="toml") from None
    try:
        _look_at(told)
    except _Wrong as wrong:
        raise TemplateBroken(name, _line_of(head, wrong), wrong.key[:40], why="head") from None
    template = templates.parse(text, name=name, language=language)
    template_rules.check(template)
    return template


def as_typed(text: str, name: str, language: str) -> Template:
    """The template in a text that is still being written: its body may say anything, and is good for nothing. Raises TemplateBroken."""
    if len(text) > MOST_TYPED:
        raise TemplateBroken(name, why="file")
    _head(text, name)
    return templates.parse(text, name=name, language=language)


def write(template: Template) -> str:
    """The text of the file of a template: reading it again gives the same one."""
    return "\n".join(("+++", *_head_lines(template), "+++", template.body.lstrip("\n")))


def head_length(template: Template) -> int:
    """How many lines stand in the file before the first line of the body."""
    return sum(line.count("\n") + 1 for line in _head_lines(template)) + 2


# --- reading


def _head(text: str, name: str) -> str:
    lines = text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.strip() == _FENCE][:2]
    if len(fences) < 2 or fences[0] != 0:
        raise TemplateBroken(name, 1, why="fence")
    for number, line in enumerate(lines[1 : fences[1]], start=2):
        if _is_bomb(line):
            raise TemplateBroken(name, number, why="toml")
    return "\n".join(lines[1 : fences[1]])


def _is_bomb(line: str) -> bool:
    """Whether a line has keys in keys in keys, or lists in lists in lists."""
    # What stands between quotation marks may be a key as well, but the dots and brackets in it are nothing.
    bare = _STRING.sub("", line)
    return bare.count(".") > _MOST_DOTS or max(bare.count("["), bare.count("{")) > _DEEPEST


def _line_of(head: str, wrong: _Wrong) -> int:
    """The line of the file on which a key stands: of several with its name, the one whose number it is."""
    key = wrong.key.rpartition(".")[2]
    places = [match.start() for match in re.finditer(rf"(?:^|[\[{{,])[ \t]*[\"']?{re.escape(key)}\b", head, re.MULTILINE)]
    if not places:
        tables = [match.start() for match in re.finditer(r"^[ \t]*\[\[[ \t]*field[ \t]*\]\]", head, re.MULTILINE)]
        places = tables[wrong.number : wrong.number + 1] or [0]
        return head.count("\n", 0, places[0]) + 2
    return head.count("\n", 0, places[min(wrong.number, len(places) - 1)]) + 2


def _look_at(head: Mapping[str, Any]) -> None:
    _only(head, _HEAD)
    for key in ("id", "version", "title"):
        if key not in head:
            raise _Wrong(key)
    if not head["title"]:
        raise _Wrong("title")
    if (head.get("valid_from") or date.min) > (head.get("valid_to") or date.max):
        raise _Wrong("valid_to")
    seen: set[str] = set()
    for number, each in enumerate(head.get("field", ())):
        _field(each, number)
        if each["key"] in seen:
            raise _Wrong("key", number)
        seen.add(each["key"])


def _field(table: Mapping[str, Any], number: int) -> None:
    _only(table, _FIELD, number)
    for key in ("key", "label"):
        if not table.get(key):
            raise _Wrong(key, number)
    if table["key"] in RESERVED:
        raise _Wrong("key", number)
    options = table.get("option", ())
    codes = [option["code"] for option in options if "code" in option]
    if len(codes) != len(options) or len(set(codes)) != len(codes) or (table.get("kind") == Kind.CHOICE) != bool(options):
        raise _Wrong("option", number)
    if options and table.get("default", "") not in {"", *codes}:
        raise _Wrong("default", number)


def _only(table: object, known: Mapping[str, Callable[[Any], bool]], number: int = 0) -> None:
    """Refuse a table that holds anything unknown, or a known thing of a wrong kind."""
    if not isinstance(table, dict):
        raise _Wrong("field", number)
    for key, value in table.items():
        if key not in known or not known[key](value):
            raise _Wrong(key, number)


def _is_text(most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= most and not template_rules.unseen(value) and not _MARKUP.search(value)


def _are_texts(most: int) -> Callable[[Any], bool]:
    text = _is_text(most)
    return lambda value: isinstance(value, dict) and set(value) <= {"ru", "en"} and all(text(each) for each in value.values())


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_day(value: object) -> bool:
    return type(value) is date


def _are(is_one: Callable[[Any], bool], most: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and len(value) <= most and all(is_one(each) for each in value)


def _is_option(value: object) -> bool:
    return isinstance(value, dict) and set(value) <= {"code", "ru", "en"} and all(map(_is_title, value.values())) \
        and bool(_CODE.fullmatch(str(value.get("code", ""))))  # fmt: skip


def _is_norm(value: object) -> bool:
    return isinstance(value, dict) and set(value) == {"id", "mark"} and all(map(_is_text(60), value.values())) and value["mark"] in MARKS


def _is_title(value: object) -> bool:
    """Whether it is one line without brackets, with which a gap in a text would end before its end."""
    return isinstance(value, str) and _is_text(MOST_TITLE)(value) and not set(value) & set("[]\n\t")


def _are_titles(value: object) -> bool:
    return isinstance(value, dict) and set(value) <= {"ru", "en"} and all(map(_is_title, value.values()))


_help = _are_texts(MOST_HELP)
_HEAD: Mapping[str, Callable[[Any], bool]] = {
    "id": lambda value: isinstance(value, str) and bool(_CODE.fullmatch(value)),
    "version": lambda value: isinstance(value, str | int) and len(str(value)) <= 20 and not template_rules.unseen(str(value)),
    "title": _are_titles, "help": _help, "attachments": _help, "addressee": lambda value: value in ADDRESSEES or value == "",
    "valid_from": _is_day, "valid_to": _is_day, "archive": _is_flag, "gated": _is_flag, "registration_mark": _is_flag,
    "copies": lambda value: type(value) is int and 1 <= value <= MOST_COPIES,
    "order": lambda value: type(value) is int and 1 <= value <= LAST,
    "categories": _are(lambda value: value in list(Category), len(Category)), "field": _are(lambda _each: True, MOST_FIELDS),
    "norm": _are(_is_norm, MOST_NORMS),
}  # fmt: skip
_FIELD: Mapping[str, Callable[[Any], bool]] = {
    "key": lambda value: isinstance(value, str) and bool(KEY.fullmatch(value)), "label": _are_titles, "help": _are_texts(MOST_SAID),
    "kind": lambda value: value in list(Kind), "required": _is_flag, "own": _is_flag, "default": _is_text(MOST_SAID),
    "option": _are(_is_option, MOST_OPTIONS),
}  # fmt: skip


# --- writing


def _head_lines(template: Template) -> Iterator[str]:
    yield f"id = {_quoted(template.id)}"
    yield f"version = {_quoted(template.version)}"
    if template.addressee:
        yield f"addressee = {_quoted(template.addressee)}"
    for name, day in (("valid_from", template.valid_from), ("valid_to", template.valid_to)):
        if day is not None:
            yield f"{name} = {day.isoformat()}"
    yield from (f"{name} = true" for name, flag in (("archive", template.archive), ("gated", template.gated)) if flag)
    yield f"copies = {template.copies}"
    yield f"registration_mark = {str(template.registration_mark).lower()}"
    if template.order != LAST:
        yield f"order = {template.order}"
    if template.categories:
        yield f"categories = [{', '.join(map(_quoted, template.categories))}]"
    yield from _texts_lines("title", template.titles)
    yield from _texts_lines("help", template.help)
    yield from _texts_lines("attachments", template.attachments)
    for each in template.fields:
        yield from _field_lines(each)
    for norm in template.norms:
        yield from ("", "[[norm]]", f"id = {_quoted(norm.id)}", f"mark = {_quoted(norm.mark)}")


def _texts_lines(name: str, texts: Mapping[str, str]) -> Iterator[str]:
    if any(texts.values()) or name == "title":
        yield from ("", f"[{name}]")
        yield from (f"{language} = {_quoted(texts[language])}" for language in ("ru", "en") if language in texts)


def _field_lines(each: Field) -> Iterator[str]:
    yield from ("", "[[field]]", f"key = {_quoted(each.key)}")
    if each.kind is not Kind.TEXT:
        yield f"kind = {_quoted(each.kind)}"
    if each.required:
        yield "required = true"
    if each.own:
        yield "own = true"
    if each.default:
        yield f"default = {_quoted(each.default)}"
    yield f"label = {_table(each.labels)}"
    if any(each.help.values()):
        yield f"help = {_table(each.help)}"
    if each.options:
        yield "option = ["
        yield from (f"  {_table({'code': option.code, **option.labels})}," for option in each.options)
        yield "]"


def _table(texts: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {_quoted(text)}" for key, text in texts.items()) + " }"


def _quoted(text: str) -> str:
    """A text as a string of TOML on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return f'"{escaped}"'
