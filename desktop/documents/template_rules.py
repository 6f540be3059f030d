"""What the body of a template may say: few enough things that making a text of it always ends, and soon.

Shipped templates obey the same rules (a test says so), so a copy of one always does. Whatever is not named here is refused before any
of it is run; why that is enough is told in `docs/decisions/016-templates-of-others.md`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, singledispatchmethod
from inspect import Parameter, signature

from jinja2 import TemplateSyntaxError, nodes
from jinja2.runtime import Context

from desktop.documents import compose, facts
from desktop.documents.facts import Figure, Phrase
from desktop.documents.russian import CASES
from desktop.documents.templates import Template
from desktop.domain.cases import Case
from desktop.domain.errors import TemplateBroken
from desktop.domain.values import Part

MOST_LINE = 4_000  # letters
MOST_NODES, MOST_IN_LOOP, DEEPEST, MOST_BRANCHES = 5_000, 100, 12, 40
MOST_WEIGHT = 40  # how many values one value may be put together of

PERSON, PHRASE, TEXT = "person", "phrase", "text"
_OF_PERSON = frozenset({"rank", "post", "full_post", "surname_initials", "initials_surname"})
_PERSON_SAYS = frozenset({"born", "paper", "address", "phone"})
_ENDS = frozenset({"startswith", "endswith"})
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_VISIBLE = frozenset("\n\t\N{SOFT HYPHEN}")
_TAG = re.compile(r"unknown tag '([^']+)'")


@dataclass(frozen=True, kw_only=True, repr=False)
class Said(Part):
    """What an expression stands for: a person, a phrase in six cases, a text, or a table of one of these; and of how much it is made."""

    kind: str
    weight: int = 1
    table: bool = False


@cache
def known() -> Mapping[str, str]:
    """Every name that facts have, and of what kind it is."""
    nobody = facts.of(Case(id="", number="", pseudonym=""), {}, None, {}, {}, date.min)
    return {name: PERSON if isinstance(value, Figure) else PHRASE if isinstance(value, Phrase) else TEXT
            for name, value in nobody.values.items()}  # fmt: skip


def check(template: Template) -> None:
    """Refuse a template whose body says what it may not. Raises TemplateBroken, with the line of the body as it is."""
    _Rules(template).check()


def check_signs(text: str, name: str) -> None:
    """Refuse signs that nobody sees, which may hide what is read, and lines without end. Raises TemplateBroken."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MOST_LINE:
            raise TemplateBroken(name, number, why="line")
        hidden = unseen(line)
        if hidden:
            raise TemplateBroken(name, number, hidden, why="sign")


def unseen(text: str) -> str:
    """The first sign of a text that cannot be seen, as `U+202E`; empty where there is none."""
    if text.isascii() and text.isprintable():
        return ""
    return next((f"U+{ord(sign):04X}" for sign in text if sign not in _VISIBLE and unicodedata.category(sign) in _INVISIBLE), "")


class _Rules:
    """One template, looked at node by node."""

    def __init__(self, template: Template) -> None:
        self._id, self._body = template.id, template.body
        self._names = {name: Said(kind=kind) for name, kind in known().items()} | {each.key: Said(kind=TEXT) for each in template.fields}
        self._taken = frozenset(self._names)
        self._count = self._in_loop = self._depth = 0
        self._looping, self._line = False, 1

    def check(self) -> None:
        check_signs(self._body, self._id)
        try:
            tree = compose.tree(self._body)
        except TemplateSyntaxError as error:
            tag = _TAG.search(error.message or "")
            raise TemplateBroken(self._id, error.lineno, tag[1] if tag else "", why="tag" if tag else "syntax") from None
        except (RecursionError, ValueError, OverflowError):
            raise TemplateBroken(self._id, 1, why="deep") from None
        self._statements(tree.body)

    def _refuse(self, node: nodes.Node, why: str, name: str = "") -> TemplateBroken:
        return TemplateBroken(self._id, node.lineno or self._line, name, why=why)

    def _enter(self, node: nodes.Node) -> None:
        # Some statements have no line of their own: then it is that of the one before.
        self._line = node.lineno or self._line
        self._count += 1
        self._depth += 1
        self._in_loop += self._looping
        if self._depth > DEEPEST:
            raise self._refuse(node, "deep")
        if self._count > MOST_NODES or self._in_loop > MOST_IN_LOOP:
            raise self._refuse(node, "much")

    # --- statements

    def _statements(self, every: Iterable[nodes.Node]) -> None:
        for node in every:
            self._enter(node)
            self._statement(node)
            self._depth -= 1

    @singledispatchmethod
    def _statement(self, node: nodes.Node) -> None:
        raise self._refuse(node, "tag", type(node).__name__.lower())

    @_statement.register
    def _(self, node: nodes.Output) -> None:
        for each in node.nodes:
            if not isinstance(each, nodes.TemplateData):
                self._printed(each)

    @_statement.register
    def _(self, node: nodes.If) -> None:
        if len(node.elif_) > MOST_BRANCHES:
            raise self._refuse(node, "deep")
        for branch in (node, *node.elif_):
            self._condition(branch.test)
            self._statements(branch.body)
        self._statements(node.else_)

    @_statement.register
    def _(self, node: nodes.For) -> None:
        lines = node.iter
        plain = isinstance(lines, nodes.Filter) and lines.name == "lines" and isinstance(node.target, nodes.Name)
        if not plain or self._looping or node.test or node.recursive or not isinstance(lines, nodes.Filter):
            raise self._refuse(node, "loop")
        self._printed(self._given(lines))
        self._looping, self._in_loop = True, 0
        with_line = self._bind(node.target, Said(kind=TEXT))
        self._statements(node.body)
        self._looping, self._names = False, with_line
        self._statements(node.else_)

    @_statement.register
    def _(self, node: nodes.Assign) -> None:
        if self._looping:
            raise self._refuse(node, "tag", "set")
        self._bind(node.target, self._said(node.node))

    def _bind(self, target: nodes.Node, said: Said) -> dict[str, Said]:
        """Let a name stand for something; what stood before comes back."""
        if not isinstance(target, nodes.Name):
            raise self._refuse(target, "tag", "set")
        if target.name in self._taken or target.name.endswith("_"):
            raise self._refuse(target, "taken", target.name)
        before = dict(self._names)
        self._names[target.name] = said
        return before

    # --- expressions

    def _condition(self, node: nodes.Node) -> None:
        self._said(node)

    def _printed(self, node: nodes.Node) -> Said:
        said = self._said(node)
        if said.table:
            raise self._refuse(node, "table")
        return said

    def _said(self, node: nodes.Node) -> Said:
        self._enter(node)
        said = self._expression(node)
        if said.weight > MOST_WEIGHT:
            raise self._refuse(node, "grows")
        self._depth -= 1
        return said

    @singledispatchmethod
    def _expression(self, node: nodes.Node) -> Said:
        raise self._refuse(node, "expression", type(node).__name__)

    @_expression.register
    def _(self, node: nodes.Name) -> Said:
        if node.name not in self._names:
            raise self._refuse(node, "unknown", node.name)
        return self._names[node.name]

    @_expression.register
    def _(self, node: nodes.Const) -> Said:
        if not isinstance(node.value, str):
            raise self._refuse(node, "number", str(node.value)[:20])
        if hidden := unseen(node.value):
            raise self._refuse(node, "sign", hidden)
        return Said(kind=TEXT)

    @_expression.register
    def _(self, node: nodes.Filter) -> Said:
        least_most = _arguments().get(node.name)
        if least_most is None:
            raise self._refuse(node, "filter", node.name)
        said = self._printed(self._given(node))
        if not least_most[0] <= len(node.args) <= least_most[1] or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._refuse(node, "arguments", node.name)
        for argument in node.args:
            if not isinstance(self._typed(argument), nodes.Const):
                raise self._refuse(node, "arguments", node.name)
        if node.name == "lines":
            raise self._refuse(node, "loop")
        if (node.name in _OF_PERSON or node.name == "sex") and said.kind != PERSON:
            raise self._refuse(node, "person", node.name)
        if node.name in CASES and said.kind == TEXT:
            raise self._refuse(node, "cases", node.name)
        return Said(kind=PHRASE if node.name in _OF_PERSON else TEXT, weight=said.weight + (node.name not in CASES))

    def _given(self, node: nodes.Filter) -> nodes.Node:
        """What a filter is put to; nothing where it stands alone in a block of its own."""
        if node.node is None:
            raise self._refuse(node, "tag", "filter")
        return node.node

    def _typed(self, node: nodes.Node) -> nodes.Node:
        self._said(node)
        return node

    @_expression.register
    def _(self, node: nodes.And | nodes.Or) -> Said:
        return _joined(self._said(node.left), self._said(node.right))

    @_expression.register
    def _(self, node: nodes.Not) -> Said:
        self._said(node.node)
        return Said(kind=TEXT)

    @_expression.register
    def _(self, node: nodes.CondExpr) -> Said:
        self._condition(node.test)
        nothing = Said(kind=TEXT)
        return _joined(self._said(node.expr1), nothing if node.expr2 is None else self._said(node.expr2))

    @_expression.register
    def _(self, node: nodes.Compare) -> Said:
        self._printed(node.expr)
        for operand in node.ops:
            if operand.op in {"in", "notin"} and isinstance(operand.expr, nodes.Tuple | nodes.List):
                for each in operand.expr.items:
                    self._printed(each)
            elif operand.op in {"eq", "ne"}:
                self._printed(operand.expr)
            else:
                raise self._refuse(node, "expression", operand.op)
        return Said(kind=TEXT)

    @_expression.register
    def _(self, node: nodes.Concat) -> Said:
        return Said(kind=TEXT, weight=sum(self._printed(each).weight for each in node.nodes))

    @_expression.register
    def _(self, node: nodes.Dict) -> Said:
        said = [self._printed(pair.value) for pair in node.items if isinstance(self._typed(pair.key), nodes.Const)]
        if not said or len(said) < len(node.items):
            raise self._refuse(node, "table")
        kind = said[0].kind if {each.kind for each in said} == {said[0].kind} else TEXT
        return Said(kind=kind, weight=max(each.weight for each in said), table=True)

    @_expression.register
    def _(self, node: nodes.Getitem) -> Said:
        table = self._said(node.node)
        if not table.table:
            raise self._refuse(node, "table")
        self._printed(node.arg)
        return Said(kind=table.kind, weight=table.weight)

    @_expression.register
    def _(self, node: nodes.Getattr) -> Said:
        if node.attr not in _PERSON_SAYS or self._printed(node.node).kind != PERSON:
            raise self._refuse(node, "attribute", node.attr)
        return Said(kind=TEXT)

    @_expression.register
    def _(self, node: nodes.Call) -> Said:
        """`table.get(key)` and `text.endswith("…")`, and no other."""
        asked = node.node
        if not isinstance(asked, nodes.Getattr) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise self._refuse(node, "call")
        of, arguments = self._said(asked.node), [self._printed(each) for each in node.args]
        if of.table and asked.attr == "get" and len(arguments) in {1, 2}:
            return _joined(Said(kind=of.kind, weight=of.weight), *arguments[1:])
        if not of.table and of.kind == TEXT and asked.attr in _ENDS and len(arguments) == 1:
            return Said(kind=TEXT)
        raise self._refuse(node, "call")


def _joined(*said: Said) -> Said:
    kinds, tables = {each.kind for each in said}, {each.table for each in said}
    # A table on one side only would print as Python writes one; nothing can be done with it but ask whether it is there.
    return Said(kind=kinds.pop() if len(kinds) == 1 else TEXT, weight=max(each.weight for each in said), table=tables != {False})


@cache
def _arguments() -> Mapping[str, tuple[int, int]]:
    """How many arguments each filter takes, at least and at most, besides what it is put to."""
    found = {}
    for name, function in compose.filters().items():
        own = [each for each in signature(function).parameters.values() if each.annotation is not Context][1:]
        found[name] = (sum(each.default is Parameter.empty for each in own), len(own))
    return found
