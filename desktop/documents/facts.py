"""Facts: what a template may say, made of the values of a case.

A value that is missing is a gap with a name, never an empty place; a value nobody asked for is empty and false.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from desktop.documents import russian
from desktop.documents.days import Told
from desktop.documents.russian import CASES, RANKS, Name, decline, decline_body, decline_post, initials, rank
from desktop.documents.templates import Field, Kind
from desktop.domain.cases import Case, Category, Contract
from desktop.domain.days import Day, NoSuchDay, typed
from desktop.domain.errors import BadInput
from desktop.domain.people import Person, Role, Sex
from desktop.domain.units import Unit
from desktop.domain.values import Part

OPEN, CLOSE = "[[", "]]"

# How he serves, after «прохожу военную службу». Where the words depend on his papers, she writes them.
_SERVICE: Mapping[Category, str] = {
    Category.CONSCRIPT: "по призыву",
    Category.CONTRACT: "по контракту",
    Category.CONSCRIPT_CONTRACT: "по контракту",
    Category.MOBILISED: "по мобилизации",
    Category.SPECIAL: "по контракту",
    Category.OFFICER_CONTRACT: "по контракту",
}
_NAME_PARTS = ("surname", "name", "patronymic")
_HIS_PATRONYMIC, _HER_PATRONYMIC = re.compile(r".+(?:вич|ьич|мич|кич|нич)$"), re.compile(r".+(?:вна|чна|шна)$")
_LAWYER = ("lawyer.name", "lawyer.status", "lawyer.register_no", "lawyer.chamber", "lawyer.address", "lawyer.phone")
# A sub-unit that was typed as it follows a post: «1 взвода», «роты связи».
_GENITIVE = re.compile(
    r"\b(?:отделения|взвода|роты|батальона|батареи|дивизиона|полка|бригады|эскадрильи|расчёта|расчета|экипажа|группы|отряда|штаба|"
    r"службы|узла|склада|пункта|поста|караула|команды|части|центра|базы|звена|госпиталя|столовой|мастерской)\b",
    re.IGNORECASE,
)


# What may be missing in the values of a case: a key to find its place by, and its name in the text.
_MISSING: Mapping[str, str] = {
    "client.name": "фамилия, имя, отчество",
    "client.surname": "фамилия",
    "client.given": "имя",
    "client.initials": "инициалы, фамилия",
    "client.addressed": "фамилия, инициалы",
    "client.rank": "воинское звание",
    "client.post": "воинская должность",
    "unit.number": "номер войсковой части",
    "client.born": "дата рождения",
    "client.paper": "документ, удостоверяющий личность",
    "lawyer.address": "адрес представителя",
    "unit.prosecutor": "кому: военному прокурору (полностью, в дательном падеже)",
    "unit.investigators": "кому: руководителю военного следственного органа (полностью, в дательном падеже)",
    "unit.court": "в какой военный суд (полностью, в винительном падеже)",
    "case.category": "по призыву, по контракту или по мобилизации",
}
# Who stands in a letter beside the client: how a template calls him, and what a gap in what is known of him says first.
_OTHERS: Mapping[Role, tuple[str, str]] = {
    Role.COMMANDER: ("commander", "командир"),
    Role.RELATIVE: ("relative", "родственник"),
    Role.PAYER: ("contracting", "доверитель"),
    Role.OFFICER: ("officer", "должностное лицо"),
    Role.PROSECUTOR: ("prosecuting", "прокурор"),
    Role.INVESTIGATOR: ("investigating", "следователь"),
    Role.WITNESS: ("witness", "свидетель"),
    Role.COLLEAGUE: ("colleague", "коллега"),
    Role.LAWYER: ("lawyer", "представитель"),
    Role.OTHER: ("other", "другое лицо"),
}
# Who it is that a template calls so, and that the key of a gap begins with.
ROLES: Mapping[str, Role] = {"client": Role.CLIENT, **{name: role for role, (name, _whose) in _OTHERS.items()}}
LAWYER = _OTHERS[Role.LAWYER][0]


class Gap(str):
    """The name of something that is missing, as it stands in the text: `[[дата]]`."""

    __slots__ = ()


def gap(label: str) -> Gap:
    """A gap of that name."""
    return Gap(f"{OPEN}{label}{CLOSE}")


def _missing(key: str, whose: str = "") -> Gap:
    return gap(f"{whose}: {_MISSING[key]}" if whose else _MISSING[key])


@dataclass(frozen=True, repr=False)
class Doubt(Part):
    """A form that nobody has confirmed yet: whose, of what, in which case, and how it was written."""

    person: str
    part: str  # "surname", "name", "patronymic", "post"
    case: str
    form: str


@dataclass(frozen=True, repr=False)
class Phrase(Part):
    """Words in six cases, with the doubts each form brings along."""

    forms: Mapping[str, str]
    doubts: Mapping[str, tuple[Doubt, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.forms["nominative"]

    def __bool__(self) -> bool:
        return bool(self.forms["nominative"])


@dataclass(frozen=True, repr=False)
class Figure(Part):
    """A person as a template sees one; said without a case, it is the full name. False where nobody is known."""

    known: bool
    sex: str
    full: Phrase
    surname_initials: Phrase
    initials_surname: Phrase
    rank: Phrase
    post: Phrase
    full_post: Phrase
    born: Told | str
    paper: str
    address: str
    phone: str

    def __str__(self) -> str:
        return str(self.full)

    def __bool__(self) -> bool:
        return self.known


@dataclass(frozen=True, repr=False)
class Facts(Part):
    """All a template may say, by name; and the names of the gaps, by their key."""

    values: Mapping[str, object]
    labels: Mapping[str, str]


def of(
    case: Case,
    people: Mapping[str, Person],
    unit: Unit | None,
    lawyer: Mapping[str, str],
    fields: Mapping[str, str],
    as_of: date,
    *,
    asked: tuple[Field, ...] = (),
    language: str = "ru",
) -> Facts:
    """The facts of a letter. `people` by role, `lawyer` by the names of its settings, `asked` the fields of the template.

    Raises BadInput for a choice that is none.
    """
    place, contract = _unit(unit), case.contract or Contract()
    own = {each.key: _value(each, fields.get(each.key, ""), as_of, language) for each in asked}
    values: dict[str, object] = {
        "client": _client(case, people.get(Role.CLIENT), place),
        **{name: _figure(people.get(role), place=place, whose=whose) for role, (name, whose) in _OTHERS.items()},
        "unit": place,
        "unit_address": _one_line(unit.address) if unit else "",
        "prosecutor": (unit.prosecutor_dative if unit else "") or _missing("unit.prosecutor"),
        "investigators": (unit.investigator_dative if unit else "") or _missing("unit.investigators"),
        "court": _court(unit, "В "),
        "court_name": _court(unit),
        "service": own.pop("service", "") or _SERVICE.get(case.category) or _missing("case.category"),
        "contract_number": _one_line(contract.number),
        "contract_from": _told(contract.begins or contract.signed_on),
        "contract_to": _told(contract.ends),
        **{name.replace(".", "_"): _one_line(lawyer.get(name, "")) for name in _LAWYER},
    }
    if Role.LAWYER not in people:
        values["lawyer"] = _lawyer(lawyer, place)
    return Facts({**values, **own}, {**_labels(), **{each.key: _label(each, language) for each in asked}})


@cache
def _labels() -> dict[str, str]:
    """The names of what may be missing, by key; of everybody but the client with the word for him before it."""
    others = {
        f"{name}.{key.removeprefix('client.')}": f"{whose}: {label}"
        for name, whose in _OTHERS.values() for key, label in _MISSING.items() if key.startswith("client.")
    }  # fmt: skip
    return {**_MISSING, **others}


def _value(asked: Field, text: str, as_of: date, language: str) -> object:
    value = text.strip() or asked.default
    if not value:
        return gap(_label(asked, language)) if asked.required else ""
    if asked.kind is Kind.DAY:
        try:
            return Told(typed(value, as_of))
        except NoSuchDay:
            return gap(f"{_label(asked, language)}: {_one_line(value)}?")
    if asked.kind is Kind.CHOICE and value not in {option.code for option in asked.options}:
        raise BadInput(asked.key, "choice")
    return value if asked.kind is Kind.LONG else _one_line(value)


def _label(asked: Field, language: str) -> str:
    return asked.labels.get(language) or asked.labels.get("ru", asked.key)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _same(text: str) -> Phrase:
    return Phrase(dict.fromkeys(CASES, text))


def _unit(unit: Unit | None) -> Phrase:
    number = unit.number if unit and unit.number.strip() else _missing("unit.number")
    # Plain spaces in a text that is edited; the page ties what belongs together.
    return Phrase({case: russian.unit(number, case).replace("\N{NO-BREAK SPACE}", " ") for case in CASES})


def _court(unit: Unit | None, preposition: str = "") -> str:
    """To which court, with the preposition or without, whether she typed it or not."""
    court = _one_line(unit.court_accusative) if unit else ""
    if not court:
        return _missing("unit.court")
    return preposition + (court[2:] if court[:2].lower() == "в " else court)


def _told(day: Day | None) -> Told | str:
    return Told(day) if day else ""


def _client(case: Case, person: Person | None, place: Phrase) -> Figure:
    known = person or Person(id="")
    return _figure(replace(known, post=case.post or known.post), place=place, subunit=case.subunit)


def _lawyer(settings: Mapping[str, str], place: Phrase) -> Figure:
    """The lawyer from the settings, where the name is one that says how it is to be declined; a gap wherever that is not sure."""
    words = settings.get("lawyer.name", "").split()
    whose = _OTHERS[Role.LAWYER][1]
    he, she = (len(words) == 3 and bool(kind.match(words[2])) for kind in (_HIS_PATRONYMIC, _HER_PATRONYMIC))
    if not (he or she):
        nobody = _figure(None, place=place, whose=whose)
        return replace(nobody, known=bool(words), full=_nominative_only(" ".join(words), nobody.full)) if words else nobody
    person = Person(id="", surname=words[0], name=words[1], patronymic=words[2], sex=Sex.FEMALE if she else Sex.MALE)
    figure = _figure(person, place=place, whose=whose)
    missing = _missing("client.name", whose)
    return replace(figure, full=_undoubted(figure.full, missing), surname_initials=_undoubted(figure.surname_initials, missing))


def _nominative_only(text: str, others: Phrase) -> Phrase:
    return Phrase({**others.forms, "nominative": text})


def _undoubted(phrase: Phrase, instead: Gap) -> Phrase:
    """A gap for each doubtful form: there is nobody in the file whose forms could be confirmed."""
    return Phrase({case: instead if phrase.doubts.get(case) else form for case, form in phrase.forms.items()})


def _figure(somebody: Person | None, *, place: Phrase, subunit: str = "", whose: str = "") -> Figure:
    """A person as a template sees one. `whose` stands in the gaps, for everybody but the client."""
    if somebody is None:
        nobody = _nobody(whose)
        return replace(nobody, full_post=_at(nobody.post, place))
    return _drawn(somebody, place=place, subunit=subunit, whose=whose)


@cache
def _nobody(whose: str) -> Figure:
    """A person that is missing: most roles of most cases, so it is drawn once."""
    return _drawn(Person(id=""), place=_same(""), subunit="", whose=whose)


def _at(post: Phrase, place: Phrase) -> Phrase:
    return Phrase({case: f"{post.forms[case]} {place.forms['genitive']}" for case in CASES}, post.doubts)


def _drawn(person: Person, *, place: Phrase, subunit: str, whose: str) -> Figure:
    name = decline(
        Name(surname=person.surname, name=person.name, patronymic=person.patronymic or None),
        "f" if person.sex is Sex.FEMALE else "m",
        confirmed=confirmed(person),
        fixed=person.fixed,
    )
    doubtful = name.doubtful
    parts = {
        "surname": {case: name.form("surname", case) or _missing("client.surname", whose) for case in CASES},
        "name": {case: name.form("name", case) or _missing("client.given", whose) for case in CASES},
        "patronymic": {case: name.form("patronymic", case) for case in CASES},
    }
    nobody = not person.full_name
    letters = tuple(initials(name.form(part, "nominative")) for part in ("name", "patronymic"))

    def phrase(make: Mapping[str, str], *used: str) -> Phrase:
        doubts = {
            case: tuple(Doubt(person.id, part, case, parts[part][case]) for part in used if part in doubtful)
            for case in CASES if case != "nominative"
        }  # fmt: skip
        return Phrase(make, doubts)

    full = {case: _joined(*(parts[part][case] for part in _NAME_PARTS)) for case in CASES}
    behind = {case: _joined(parts["surname"][case], *letters) for case in CASES}
    before = {case: _joined(*letters, parts["surname"][case]) for case in CASES}
    post = _post(person, subunit, whose)
    return Figure(
        known=not nobody,
        sex="f" if person.sex is Sex.FEMALE else "m",
        full=_same(_missing("client.name", whose)) if nobody else phrase(full, *_NAME_PARTS),
        surname_initials=_same(_missing("client.addressed", whose)) if nobody else phrase(behind, "surname"),
        initials_surname=_same(_missing("client.initials", whose)) if nobody else phrase(before, "surname"),
        rank=_rank(person, whose),
        post=post,
        full_post=_at(post, place),
        born=_told(person.born),
        paper=_one_line(person.identity_paper),
        address=_one_line(person.address),
        phone=person.phones[0] if person.phones else "",
    )


def confirmed(person: Person) -> dict[str, Mapping[str, str]]:
    """The forms she confirmed, as far as the name is still the one they were made of."""
    return {
        part: forms for part, forms in person.forms.items()
        if part in _NAME_PARTS and forms.get("nominative") in {None, "", getattr(person, part)}
    }  # fmt: skip


def _rank(person: Person, whose: str) -> Phrase:
    if person.rank not in RANKS:
        return _same(_missing("client.rank", whose))
    return Phrase({case: rank(person.rank, case, person.rank_guards, person.rank_suffix or None) for case in CASES})


def _post(person: Person, subunit: str, whose: str) -> Phrase:
    """The post with the sub-unit behind it, and without the unit."""
    bare = _one_line(person.post)
    if not bare:
        return _same(_missing("client.post", whose))
    where, where_doubtful = _subunit(_one_line(subunit))
    text = bare if not where or where.lower() in bare.lower() else f"{bare} {where}"
    forms = {case: decline_post(text, case) for case in CASES}
    known = person.forms.get("post", {})
    if known.get("nominative") in {None, "", text, bare}:
        own = {case: _with_place(form, bare, text) for case, form in known.items() if form}
    else:
        own = {}
    doubts = {
        case: (Doubt(person.id, "post", case, form.text),)
        for case, form in forms.items() if case != "nominative" and case not in own and (form.doubtful or where_doubtful)
    }  # fmt: skip
    return Phrase({case: own.get(case, form.text) for case, form in forms.items()}, doubts)


def _with_place(form: str, bare: str, text: str) -> str:
    """A confirmed form of the bare post, with what stands behind it here."""
    behind = text[len(bare) :]
    return form if form.endswith(behind) else form + behind


def _subunit(text: str) -> tuple[str, bool]:
    """A sub-unit as it follows a post, and whether that is doubtful."""
    if not text:
        return text, False
    form = decline_body(text, "genitive")
    # What is no sub-unit in the nominative may have been typed as it follows a post.
    return (text, False) if form.doubtful and _GENITIVE.search(text) else (form.text, form.doubtful)


def _joined(*pieces: str) -> str:
    return " ".join(piece for piece in pieces if piece)
