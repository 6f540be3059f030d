"""The sheet: what is asked for each way of serving, in the order in which people tell it, and where each answer belongs.

It is a way of asking and no second store: an answer goes into the case, the people, the unit or the events, and only what has no
other home stays in the sheet's own record, with how surely each statement is known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.cases import Category
from desktop.domain.events import Certainty, EventKind
from desktop.domain.values import Part, Value


class Form(StrEnum):
    """Which questions are asked. The stored words never change."""

    CONSCRIPT = "conscript"
    CONTRACT = "contract"
    CONSCRIPT_CONTRACT = "conscript_contract"
    MOBILISED = "mobilised"
    OFFICER = "officer"
    RELATIVE = "relative"
    PRE_DRAFT = "pre_draft"


class Home(StrEnum):
    """Where an answer belongs."""

    CASE = "case"
    CONTRACT = "contract"
    CLIENT = "client"
    SPEAKING = "speaking"  # how one may speak with whoever rings: a relative, else he himself
    UNIT = "unit"
    EVENT = "event"
    SHEET = "sheet"


class Way(StrEnum):
    """How a question is answered."""

    LINE = "line"
    LONG = "long"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NAME = "name"  # a line that is masked
    EVENTS = "events"  # any number of them, each with day, words and certainty


@dataclass(frozen=True, kw_only=True, repr=False)
class Question(Part):
    """A question: `key` is for ever, `field` names its place at home, or the kind of its events."""

    key: str
    home: Home
    field: str = ""
    way: Way = Way.LINE


@dataclass(frozen=True, kw_only=True, repr=False)
class Sheet(Value):
    """What was told and has no other home, by question; and how surely a statement is known, wherever it is kept."""

    case: str
    form: Form | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    certainty: Mapping[str, Certainty] = field(default_factory=dict)
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Section(Part):
    """Questions that are asked together."""

    key: str
    questions: tuple[Question, ...]


_FORM_OF = {
    Category.CONSCRIPT: Form.CONSCRIPT,
    Category.CONSCRIPT_CONTRACT: Form.CONSCRIPT_CONTRACT,
    Category.MOBILISED: Form.MOBILISED,
    Category.RESERVIST: Form.MOBILISED,
    Category.OFFICER_CONTRACT: Form.OFFICER,
    Category.PRE_DRAFT: Form.PRE_DRAFT,
    Category.AGS: Form.PRE_DRAFT,
}


def form_of(category: Category, *, by_relative: bool) -> Form:
    """Which sheet fits: by how he serves; while that is not known, the one for a relative where a relative rings."""
    usual = Form.RELATIVE if category is Category.UNKNOWN and by_relative else Form.CONTRACT
    return _FORM_OF.get(category, usual)


def sections(form: Form) -> tuple[Section, ...]:
    """The sheet of a form, in order; a section without questions is left out."""
    made = (Section(key=key, questions=tuple(_QUESTIONS[name] for name in names(form))) for key, names in _SECTIONS.items())
    return tuple(section for section in made if section.questions)


def question(key: str) -> Question | None:
    """The question of this key; None where there is none any more."""
    return _QUESTIONS.get(key)


def _q(key: str, home: Home, field: str = "", way: Way = Way.LINE) -> Question:
    return Question(key=key, home=home, field=field or key, way=way)


_QUESTIONS: Mapping[str, Question] = {
    each.key: each
    for each in (
        _q("called_by", Home.CASE),
        _q("safe_to_call", Home.SPEAKING),
        _q("code_word", Home.SPEAKING),
        _q("relation", Home.SPEAKING),
        _q("may_be_told", Home.SPEAKING),
        _q("may_not_be_told", Home.SPEAKING),
        _q("alone", Home.SHEET),
        _q("other_way", Home.SHEET),
        _q("known_from", Home.SHEET),
        _q("name", Home.CLIENT, "full_name", Way.NAME),
        _q("sex", Home.CLIENT, way=Way.CHOICE),
        _q("born", Home.CLIENT, way=Way.DAY),
        _q("family", Home.SHEET, way=Way.LONG),
        _q("language", Home.SHEET),
        _q("category", Home.CASE, way=Way.CHOICE),
        _q("rank", Home.CLIENT, way=Way.CHOICE),
        _q("unit", Home.UNIT),
        _q("subunit", Home.CASE),
        _q("post", Home.CASE),
        _q("zone", Home.CASE, way=Way.CHOICE),
        _q("service_began", Home.CASE, way=Way.DAY),
        _q("oath_on", Home.CASE, way=Way.DAY),
        _q("call_up", Home.SHEET, way=Way.LONG),
        _q("pressed", Home.EVENT, EventKind.CONTRACT_PRESSED, Way.EVENTS),
        _q("contract_signed", Home.CONTRACT, "signed_on", Way.DAY),
        _q("contract_number", Home.CONTRACT, "number"),
        _q("contract_begins", Home.CONTRACT, "begins", Way.DAY),
        _q("contract_ends", Home.CONTRACT, "ends", Way.DAY),
        _q("contract_copy", Home.SHEET),
        _q("summons", Home.EVENT, EventKind.SERVICE_START, Way.EVENTS),
        _q("fitness", Home.SHEET),
        _q("deferral", Home.SHEET, way=Way.LONG),
        _q("years_served", Home.SHEET),
        _q("office", Home.SHEET),
        _q("board", Home.EVENT, EventKind.DECISION, Way.EVENTS),
        _q("studies", Home.SHEET),
        _q("convictions", Home.SHEET, way=Way.LONG),
        _q("deployment", Home.EVENT, EventKind.DEPLOYMENT, Way.EVENTS),
        _q("order", Home.EVENT, EventKind.ORDER_RECEIVED, Way.EVENTS),
        _q("said_no", Home.EVENT, EventKind.REFUSAL_ORAL, Way.EVENTS),
        _q("filed", Home.EVENT, EventKind.DOCUMENT_FILED, Way.EVENTS),
        _q("weapon", Home.EVENT, EventKind.WEAPON_RETURNED, Way.EVENTS),
        _q("away", Home.EVENT, EventKind.AWAY, Way.EVENTS),
        _q("pressure", Home.EVENT, EventKind.PRESSURE, Way.EVENTS),
        _q("phone", Home.EVENT, EventKind.PHONE_TAKEN, Way.EVENTS),
        _q("held", Home.EVENT, EventKind.HELD, Way.EVENTS),
        _q("medical", Home.EVENT, EventKind.MEDICAL, Way.EVENTS),
        _q("leave", Home.EVENT, EventKind.LEAVE, Way.EVENTS),
        _q("contact", Home.EVENT, EventKind.CONTACT, Way.EVENTS),
        _q("answers", Home.EVENT, EventKind.DECISION, Way.EVENTS),
        _q("situation", Home.CASE, way=Way.CHOICE),
        _q("where", Home.CASE),
        _q("threat", Home.CASE, way=Way.CHOICE),
        _q("papers", Home.SHEET, way=Way.LONG),
        _q("originals", Home.SHEET),
        _q("witnesses", Home.SHEET),
        _q("goal", Home.EVENT, EventKind.GOAL, Way.EVENTS),
        _q("matter", Home.CASE),
        _q("limits", Home.SHEET, way=Way.LONG),
        _q("asks", Home.SHEET, way=Way.LONG),
        _q("consent", Home.CASE, way=Way.CHOICE),
        _q("data_consent", Home.SHEET, way=Way.YES_NO),
        _q("may_be_handed_to", Home.CASE),
        _q("channel", Home.SHEET),
        _q("press", Home.SHEET, way=Way.YES_NO),
    )
}

_SERVING = (Form.CONSCRIPT, Form.CONTRACT, Form.CONSCRIPT_CONTRACT, Form.MOBILISED, Form.OFFICER)
_PAPER = ("contract_signed", "contract_number", "contract_begins", "contract_ends", "contract_copy")
_SERVICE: Mapping[Form, tuple[str, ...]] = {
    Form.CONSCRIPT: ("service_began", "call_up", "oath_on"),
    Form.CONTRACT: ("service_began", *_PAPER),
    Form.CONSCRIPT_CONTRACT: ("service_began", "oath_on", "pressed", *_PAPER),
    Form.MOBILISED: ("summons", "fitness", "deferral"),
    Form.OFFICER: ("service_began", *_PAPER, "years_served"),
    Form.RELATIVE: (),
    Form.PRE_DRAFT: ("office", "summons", "board", "studies", "convictions"),
}


def _contact(form: Form) -> tuple[str, ...]:
    if form is Form.RELATIVE:
        return ("called_by", "relation", "code_word", "safe_to_call", "may_be_told", "may_not_be_told", "known_from", "contact")
    return ("called_by", "alone", "safe_to_call", "code_word", "other_way")


def _who(form: Form) -> tuple[str, ...]:
    serves = () if form is Form.PRE_DRAFT else ("rank", "unit", "subunit", "post", "zone")
    return ("name", "sex", "born", "category", *serves, "family", "language")


def _story(form: Form) -> tuple[str, ...]:
    if form is Form.PRE_DRAFT:
        return ("filed", "pressure", "medical")
    told = ("deployment", "order", "said_no", "filed", "weapon", "away", "pressure", "phone", "held", "medical", "leave", "answers")
    # A relative was not there: what was ordered and answered is asked of him himself.
    left_out = {"said_no", "weapon"} if form is Form.RELATIVE else set()
    return tuple(key for key in told if key not in left_out)


def _now(form: Form) -> tuple[str, ...]:
    serving = ("situation", "where", "threat") if form in {*_SERVING, Form.RELATIVE} else ("threat",)
    return (*serving, "papers", "originals", "witnesses")


_SECTIONS: Mapping[str, Callable[[Form], tuple[str, ...]]] = {
    "contact": _contact,
    "who": _who,
    "service": lambda form: _SERVICE[form],
    "story": _story,
    "now": _now,
    "wants": lambda _form: ("goal", "matter", "limits", "asks"),
    "consents": lambda _form: ("consent", "data_consent", "may_be_handed_to", "channel", "press"),
}
