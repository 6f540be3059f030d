"""Random values of every kind a vault keeps: made from what their fields may hold, so a kind that is added is tried, too."""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from random import Random
from typing import Any, Union, get_args, get_origin, get_type_hints

from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.days import Day
from desktop.domain.values import Value
from desktop.storage import kinds

# A paper has bytes of its own beside the record, which no random value could name.
KINDS = tuple(type_ for type_ in kinds.KINDS.values() if type_ is not Attachment)
_DAYS = ("2022-04-05", "2022-04-XX", "2022", "2022-04~", "2022-04-05/2022-05-XX", "../2022-05-01", "2022-02-28?")
_SCRAPS = (
    "Докладываю", "ёж", "«кавычки»", "и\u0306", "\x00", "\u202e", "😀", "\\", '"', "'; --", "\n", "\r\n", "\t", " ", "Мөңгүн-оол",
    "гӀалгӀай", "<b>", "{{ x }}", "[[дата]]", "№ 53-ФЗ", "\ufeff", "\U0010ffff", "漢字",
    "שלום", "%00", "null", "0", "--", "../..", "\x1b[31m", "word",
)  # fmt: skip


def value(type_: type[Value], chance: Random, known: Mapping[str, list[str]]) -> Value:
    """A random value of that kind. `known` holds ids of cases and people, for the fields that name one."""
    return _of_class(type_, chance, known, id=f"{chance.getrandbits(128):032x}")


def text(chance: Random) -> str:
    """Any text: mostly short, at times longer than a page of the database."""
    words = chance.choice((0, 0, 1, 1, 2, 5, 20, chance.choice((1, 1, 1, 3000))))
    return " ".join(chance.choice(_SCRAPS) for _ in range(words))


def _of_class(type_: type[Any], chance: Random, known: Mapping[str, list[str]], **given: object) -> Any:
    hints = get_type_hints(type_)
    for field in fields(type_):
        if field.name in given or not field.init:
            continue
        has_default = field.default is not MISSING or field.default_factory is not MISSING
        if has_default and chance.random() < 0.4:
            continue
        given[field.name] = chance.choice(known[field.name]) if known.get(field.name) else _of(hints[field.name], chance, known)
    return type_(**given)


def _of(hint: Any, chance: Random, known: Mapping[str, list[str]]) -> Any:
    origin, inside = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        return _of(chance.choice([each for each in inside if each is not Sealed]), chance, known)
    if origin is tuple:
        return tuple(_of(inside[0], chance, known) for _ in range(chance.randrange(4)))
    if origin is not None and issubclass(origin, Mapping):
        return {text(chance): _of(inside[1], chance, known) for _ in range(chance.randrange(4))}
    return _plain(hint, chance, known)


def _plain(hint: Any, chance: Random, known: Mapping[str, list[str]]) -> Any:
    if hint in _MAKERS:
        return _MAKERS[hint](chance)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return chance.choice(list(hint))
    if is_dataclass(hint):
        return _of_class(hint, chance, known)  # type: ignore[arg-type]
    raise TypeError(hint)


_MAKERS: Mapping[Any, Callable[[Random], object]] = {
    type(None): lambda chance: None,
    str: text,
    bool: lambda chance: chance.random() < 0.5,
    int: lambda chance: chance.choice((0, 1, -1, 7, 2**31, 2**53)),
    float: Random.random,
    bytes: lambda chance: chance.randbytes(chance.randrange(40)),
    Day: lambda chance: Day(chance.choice(_DAYS)),
    datetime: lambda chance: datetime(2022, 2, 24, 9, tzinfo=UTC) + timedelta(seconds=chance.randrange(10**8)),
    date: lambda chance: date(2022, 2, 24) + timedelta(days=chance.randrange(2000)),
}
