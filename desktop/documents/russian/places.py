"""Units, regions, garrison courts and prosecutors in six cases."""

import re
from collections.abc import Mapping
from functools import cache

from desktop import resources
from desktop.documents.russian.cases import CASES, Form, Forms, checked, forms
from desktop.documents.russian.phrases import adjective, decline_body, decline_post

_SPACE = "\N{NO-BREAK SPACE}"


def _cases(*six: str) -> Mapping[str, str]:
    return dict(zip(CASES, six, strict=True))


_UNIT = _cases("войсковая часть", "войсковой части", "войсковой части", "войсковую часть", "войсковой частью", "войсковой части")
_POST = _cases("полевая почта", "полевой почты", "полевой почте", "полевую почту", "полевой почтой", "полевой почте")
_UNIT_WORDS = re.compile(r"^(?:в/ч|(?:войсков|воинск)\w+\s+част\w+)\s*[-–—]?\s*", re.IGNORECASE)
_POST_WORDS = re.compile(r"^(?:п/п|полев\w+\s+почт\w+)\s*", re.IGNORECASE)


def unit(number: str, case: str) -> str:
    """A unit by its number: "войсковой части 00000". Any number is taken, with "полевая почта" or "№" before it too."""
    checked(case)
    bare = _UNIT_WORDS.sub("", " ".join(number.split()))
    field_post = _POST_WORDS.match(bare)
    if field_post:
        bare = bare[field_post.end() :]
        return _bound(f"{_UNIT[case]} – {_POST[case]}", bare)
    return _bound(_UNIT[case], re.sub(r"^№\s*", f"№{_SPACE}", bare))


def regions() -> tuple[str, ...]:
    """The regions the list knows, in the nominative. Others are free text, as in the papers."""
    return tuple(_regions())


def region(name: str, case: str) -> Form:
    """A region in that case: "Республики Бурятия". One the list does not know stays, and is doubtful."""
    known = _regions().get(" ".join(name.split()))
    if known is None:
        return Form(text=name, doubtful=checked(case) != "nominative")
    return Form(text=known.of(case), doubtful=False)


def garrison_court(name: str, case: str) -> Form:
    """The garrison court of that name ("Нальчикский") or number ("235") in that case."""
    return decline_body(f"{name} гарнизонный военный суд", case)


def garrison_prosecutor(name: str, case: str) -> Form:
    """The military prosecutor of a garrison ("Нальчикский") in that case: "военному прокурору Нальчикского гарнизона"."""
    garrison = adjective(name, "m", "genitive")
    post = decline_post(f"военный прокурор {garrison or name} гарнизона", case)
    return Form(text=post.text, doubtful=post.doubtful or garrison is None)


def _bound(words: str, number: str) -> str:
    return f"{words}{_SPACE}{number}" if number else words


@cache
def _regions() -> Mapping[str, Forms]:
    lines = (resources.LISTS / "regions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {row[0]: forms(dict(zip(CASES, row, strict=True)), doubtful=False) for row in rows}
