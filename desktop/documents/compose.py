"""Composing: a template and the facts of a case into a text that can be edited.

What a body may say, beside the names of `facts`: a person or a unit through one of the six cases (`{{ client|dative }}`);
a person's `rank`, `post`, `full_post`, `surname_initials`, `initials_surname`, and those through a case;
`{{ client|sex("находился", "находилась") }}`; `{{ day|day_words }}`, `{{ day|on }}` («в апреле»), `{{ day|since }}` («с апреля»),
`{{ day|until }}` («по апрель»); a person's `born`, `paper`, `address`, `phone`, which may be empty; `{% if relative %}` where one is known;
`{{ text|ended }}` with a full stop, `{{ text|bare }}` without, `{{ text|about }}` with «о» or «об»,
`{% for line in text|lines %}`. Lines that begin with `+` are numbered.

A name nobody knows stops the template; a value that is missing becomes a gap; around a value that is empty no space or comma is left.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, meta, pass_context
from jinja2.nodes import Template as TemplateTree
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from desktop.documents import days, layout, templates
from desktop.documents.days import Told
from desktop.documents.facts import ROLES, Doubt, Facts, Figure, Gap, Phrase
from desktop.documents.russian import CASES
from desktop.domain.errors import TemplateBroken
from desktop.domain.people import Role
from desktop.domain.values import Part

# Not characters, so no text has them: an empty value stood here; what follows is a value, not a mark of the template.
_EMPTY, _GUARD = "\ufdd0", "\ufdd1"
_MARKED = re.compile(rf"^([ \t]*)([{re.escape(layout.MARKS + '+')}])", re.MULTILINE)
_GAP = re.compile(r"\[\[([^\[\]\n]*)\]\]")
MOST_TEXT, MOST_LINES = 300_000, 1_000  # letters of a text; lines of one value that are gone through
_ASKING = ("Прошу:", "Прошу также:")
_UNKNOWN_NAME = re.compile(r"'([^']+)' is undefined")


@dataclass(frozen=True, kw_only=True, repr=False)
class Found(Part):
    """A gap in a text: its name, the field or fact it belongs to (or empty), and where it stands."""

    label: str
    key: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, repr=False)
class Composed(Part):
    """A text, what is missing in it, and which forms of names nobody has confirmed."""

    text: str
    gaps: tuple[Found, ...]
    doubtful: tuple[Doubt, ...]


def compose(template: templates.Template, facts: Facts) -> Composed:
    """The text of a letter, with the marks of `layout`. Raises TemplateBroken."""
    ledger: list[Doubt] = []
    try:
        rendered = _within(template.id, _compiled(template.id, template.body).generate({**facts.values, "ledger_": ledger}))
    except UndefinedError as error:
        name = _UNKNOWN_NAME.search(error.message or "")
        raise TemplateBroken(template.id, _line(error), name[1] if name else "") from None
    except (TemplateError, TypeError, ValueError, KeyError, ArithmeticError, RecursionError) as error:
        raise TemplateBroken(template.id, _line(error)) from None
    text = _tidy(rendered)
    return Composed(text=text, gaps=gaps(text, facts.labels), doubtful=tuple(dict.fromkeys(ledger)))


def tree(body: str) -> TemplateTree:
    """What Jinja reads in a body, before any of it is run. Raises TemplateSyntaxError, RecursionError, ValueError, OverflowError."""
    return _environment().parse(body)


def filters() -> Mapping[str, Callable[..., Any]]:
    """The filters a body may use, by name."""
    return _environment().filters


def roles(template: templates.Template) -> tuple[Role, ...]:
    """Whom a template speaks of, in the order of `facts.ROLES`. Raises TemplateBroken."""
    names = _names_in(template.id, template.body)
    return tuple(role for name, role in ROLES.items() if name in names and template.field(name) is None)


@lru_cache(maxsize=256)
def _names_in(name: str, body: str) -> frozenset[str]:
    try:
        return frozenset(meta.find_undeclared_variables(tree(body)))
    except TemplateSyntaxError as error:
        raise TemplateBroken(name, error.lineno) from None


def doubts(facts: Facts) -> tuple[Doubt, ...]:
    """Every form of a name or a post in these facts that nobody has confirmed, whichever of them a text uses."""
    figures = [value for value in facts.values.values() if isinstance(value, Figure)]
    found = (figure.doubts.values() for each in figures for figure in (each.full, each.post))
    return tuple(dict.fromkeys(doubt for forms in found for form in forms for doubt in form))


def gaps(text: str, labels: Mapping[str, str]) -> tuple[Found, ...]:
    """The gaps of a text, in order. `labels` are the names of the fields by key."""
    keys = {label: key for key, label in labels.items()}
    return tuple(
        Found(label=match[1], key=keys.get(match[1].split(": ")[0], keys.get(match[1], "")), start=match.start(), end=match.end())
        for match in _GAP.finditer(text)
    )


def _within(name: str, parts: Iterable[str]) -> str:
    """The parts of a text put together, as long as it stays one that somebody could read."""
    found, length = [], 0
    for part in parts:
        found.append(part)
        length += len(part)
        if length > MOST_TEXT:
            raise TemplateBroken(name, why="grows")
    return "".join(found)


@lru_cache(maxsize=256)
def _compiled(name: str, body: str) -> Template:
    try:
        return _environment().from_string(body)
    except TemplateSyntaxError as error:
        raise TemplateBroken(name, error.lineno) from None


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, finalize=_finalize
    )
    environment.globals.clear()
    environment.filters = {**_FILTERS, **{case: _in_case(case) for case in CASES}}
    return environment


def _finalize(value: object) -> str:
    """What is printed for a value: guarded where it begins like a mark, and never silently nothing."""
    text = str(value).replace(_EMPTY, "\ufffd").replace(_GUARD, "\ufffd")
    if not text:
        return _EMPTY
    return _MARKED.sub(rf"\1{_GUARD}\2", text)


def _in_case(case: str) -> Callable[[Context, object], str]:
    @pass_context
    def form(context: Context, value: object) -> str:
        phrase = value.full if isinstance(value, Figure) else value
        if isinstance(phrase, Gap) or phrase == "":
            return str(phrase)
        if not isinstance(phrase, Phrase):
            raise TypeError
        context["ledger_"].extend(phrase.doubts.get(case, ()))
        return phrase.forms[case]

    return form


def _of_person(part: str) -> Callable[[Any], Phrase]:
    def found(person: Any) -> Phrase:
        if not isinstance(person, Figure):
            raise TypeError
        phrase: Phrase = getattr(person, part)
        return phrase

    return found


def _sex(person: Any, he: str, she: str) -> str:
    return she if person.sex == "f" else he


def _day_words(value: object, case: str = "genitive") -> str:
    return days.in_words(value.day, case) if isinstance(value, Told) else str(value)


def _on(value: object) -> str:
    return days.on(value.day) if isinstance(value, Told) else str(value)


def _since(value: object) -> str:
    return days.since(value.day) if isinstance(value, Told) else f"с {value}"


def _until(value: object) -> str:
    return days.until(value.day) if isinstance(value, Told) else f"по {value}"


def _capital(value: object) -> str:
    return _first(str(value), str.upper)


def _first(text: str, change: Callable[[str], str]) -> str:
    """The text with its first letter changed, where that stays one letter: the capital of ß is two."""
    changed = change(text[:1])
    return changed + text[1:] if len(changed) == 1 else text


def _bare(value: object) -> str:
    """Without the full stop, to stand inside a sentence; that of «г.» or of an initial is none."""
    return re.sub(r"(?<!\b\w)(?<!\bгг)\.+$", "", str(value).strip().rstrip(";, "))


def _ended(value: object) -> str:
    """With a full stop behind it, unless it ends already."""
    text = str(value).rstrip()
    return text if not text or text.endswith((".", "!", "?", "…", ":", ";")) else f"{text}."


def _lines(value: object) -> list[str]:
    """The lines of a text, each a sentence, without the number or dash she put before it."""
    every = str(value).splitlines()
    if len(every) > MOST_LINES:
        raise ValueError
    bare = [re.sub(r"^\s*(?:\d{1,3}[.)]|[-–—•])\s+", "", line).strip().rstrip(";,") for line in every]
    return [_ended(_capital(line)) for line in bare if line]


def _about(value: object) -> str:
    """A phrase in the prepositional with its «о»: «об» before а, и, о, у, э; «обо» before «мне», «всём», «всех»."""
    text = _bare(value)
    first = text.split(" ", maxsplit=1)[0].lower() if text else ""
    preposition = "обо" if first in {"мне", "всём", "всем", "всех"} else "об" if first[:1] in set("аиоуэ") else "о"
    return f"{preposition} {text}" if text else ""


def _lower_first(text: str) -> str:
    return _first(text, str.lower)


_FILTERS: dict[str, Callable[..., Any]] = {
    **{part: _of_person(part) for part in ("rank", "post", "full_post", "surname_initials", "initials_surname")},
    "about": _about,
    "sex": _sex,
    "day_words": _day_words,
    "on": _on,
    "since": _since,
    "until": _until,
    "bare": _bare,
    "capital": _capital,
    "ended": _ended,
    "lines": _lines,
}

_AROUND_NOTHING = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        (rf"^[ \t]*{_EMPTY}[ \t]*\n", ""),  # a line of nothing
        (rf"\([ \t]*{_EMPTY}[ \t]*\)", _EMPTY),  # ( ) around nothing
        (rf"[ \t]*,[ \t]*{_EMPTY}[ \t]*(?=[,.;:)]|$)", ""),  # a comma before nothing, where something ends after it
        (rf"^[ \t]*{_EMPTY}[ \t]*,[ \t]*", ""),  # a comma after nothing at the beginning
        (rf"[ \t]*{_EMPTY}[ \t]*(?=[,.;:!?)])", ""),
        (rf"[ \t]*{_EMPTY}[ \t]*$", ""),
        (rf"{_EMPTY}[ \t]*", ""),
        (r"(\b(?:гг|\w))\.\.(?!\.)", r"\1."),  # a sentence that ends in «г.» or an initial
    )
)


def _tidy(rendered: str) -> str:
    # First of all: what follows would look at a long row of spaces again from each of them.
    rendered = re.sub(r"[ \t]{2,}", " ", rendered)
    for pattern, replacement in _AROUND_NOTHING:
        rendered = pattern.sub(replacement, rendered)
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in rendered.splitlines()]
    numbered = "\n".join(_numbered(lines))
    marked = re.sub(rf"^{_GUARD}(?=[{re.escape(layout.MARKS)}])", r"\\", numbered, flags=re.MULTILINE).replace(_GUARD, "")
    return re.sub(r"\n{3,}", "\n\n", marked).strip()


def _numbered(lines: list[str]) -> list[str]:
    """Lines that begin with `+` get numbers; a single one after «Прошу:» becomes part of that sentence."""
    done: list[str] = []
    number = 0
    for place, line in enumerate(lines):
        if not line.startswith("+ "):
            number = number if line == "" else 0
            done.append(line)
            continue
        number += 1
        alone = number == 1 and not any(each.startswith("+ ") for each in lines[place + 1 : place + 2])
        if alone and done and done[-1] in _ASKING:
            done[-1] = f"{done[-1].removesuffix(':')} {_lower_first(line[2:])}"
        else:
            done.append(f"{number}. {line[2:]}")
    return done


def _line(error: BaseException) -> int:
    """The line of the template in which it broke; 0 if that cannot be told."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
