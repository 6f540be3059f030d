"""From the rows of a table to what they will become. Nothing that was typed is lost: what fits nowhere is kept as it stands."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from desktop.documents.russian.full_names import parted, sex_told_by
from desktop.domain.caseload import MOST_TAGS, TAG_LENGTH
from desktop.domain.cases import Case, Category, Contract, Situation, Stage
from desktop.domain.days import Day
from desktop.domain.people import Person, Sex
from desktop.domain.planned import Kept, PlannedRow, Remark, Trouble
from desktop.domain.progress import Report, silent
from desktop.domain.tables import CODED, DATES, Column, Field, Matching, Table, Target
from desktop.domain.units import is_usual_number
from desktop.operations.importing import cells, lexicon, matching
from desktop.operations.importing.matching import code_of

_LONGEST_PSEUDONYM = 60
_TEXTS = {
    Field.MATTER: "matter", Field.NOW: "now", Field.CALLED_BY: "called_by", Field.SUBUNIT: "subunit",
}  # fmt: skip
_OF_CASE = {Field.SERVICE_BEGAN: "service_began"}
_OF_CONTRACT = {Field.CONTRACT_SIGNED: "signed_on", Field.CONTRACT_ENDS: "ends"}
_OF_PERSON = {Field.SURNAME: "surname", Field.NAME: "name", Field.PATRONYMIC: "patronymic", Field.POST: "post"}
# Who a relative is says whether it is a man or a woman.
_WOMEN = ("мать", "мама", "жена", "супруга", "сестра", "дочь", "бабушка", "тетя", "тетка", "невеста", "подруга", "племянница", "теща",
          "свекровь", "mother", "mum", "wife", "sister", "daughter", "grandmother", "aunt", "fiancee", "girlfriend")  # fmt: skip
_MEN = ("отец", "папа", "муж", "супруг", "брат", "сын", "дед", "дядя", "друг", "тесть", "father", "dad", "husband", "brother", "son",
        "grandfather", "uncle")  # fmt: skip


def planned(table: Table, how: Matching, today: date, report: Report = silent) -> tuple[PlannedRow, ...]:
    """Every row below the headings as it will be, with what is to be looked at in it."""
    headings = [matching.heading_of(table, how.heading, number) for number in range(table.width)]
    first, rows = how.heading + 1, list[PlannedRow]()
    seen: dict[tuple[str, ...], int] = {}
    for place in range(first, len(table.rows)):
        report(place - first, len(table.rows) - first)
        row = _Row(table.rows[place], table.numbers[place], headings, how, today).planned()
        told = tuple(cell for cell, column in zip(row.cells, how.columns, strict=True) if column.becomes is not Field.LEFT_OUT)
        known = seen.setdefault(told, row.number)
        if known != row.number:
            row = replace(row, remarks=(Remark(trouble=Trouble.TWICE, row=known), *row.remarks))
        rows.append(row)
    return tuple(rows)


class _Row:
    """One row, cell by cell."""

    def __init__(self, texts: tuple[str, ...], number: int, headings: list[str], how: Matching, today: date) -> None:
        self._texts, self._number, self._headings, self._how, self._today = texts, number, headings, how, today
        self._case: dict[str, Any] = {}
        self._person: dict[str, Any] = {}
        self._contract: dict[str, Any] = {}
        self._relative: dict[str, Any] = {}
        self._unit = self._goal = self._relation = ""
        self._sex: Sex | None = None
        self._kept: list[Kept] = []
        self._remarks: list[Remark] = []
        self._heading = ""
        self._takers: Mapping[Field, Callable[[str], None]] = {
            Field.FULL_NAME: self._take_full_name, Field.PHONE: partial(self._take_phone, self._person),
            Field.RELATIVE: self._take_relative, Field.RELATIVE_PHONE: partial(self._take_phone, self._relative),
            Field.RELATION: self._take_relation, Field.ALIASES: self._take_aliases, Field.ADDRESS: partial(self._take_lines, "address"),
            Field.IDENTITY: partial(self._take_lines, "identity_paper"), Field.UNIT: self._take_unit, Field.PSEUDONYM: self._take_pseudonym,
            Field.TAGS: self._take_tags, Field.GOAL: self._take_goal, Field.NOTE: self._keep, Field.NUMBER: self._keep,
        }  # fmt: skip

    def planned(self) -> PlannedRow:
        """The row as it will be."""
        for number, (text, column) in enumerate(zip(self._texts, self._how.columns, strict=True)):
            if text and column.becomes is not Field.LEFT_OUT:
                self._heading = self._headings[number]
                self._take(text, column)
        person, relative = self._made_person(), self._made_relative()
        case = self._made_case() if self._how.target is Target.CASES else None
        has_case = bool(self._case or self._contract or self._unit or self._goal or self._kept)
        if not (person or relative or (case and has_case)):
            self._remark(Trouble.NOTHING)
        elif case and not (person and (person.surname or person.name)):
            self._heading = ""
            self._remark(Trouble.NO_NAME)
        return PlannedRow(
            number=self._number, cells=self._texts, case=case, unit=self._unit, person=person, sex_known=self._is_sex_known(person),
            relative=relative, relation=self._relation, goal=self._goal, kept=tuple(self._kept), remarks=tuple(self._remarks),
        )  # fmt: skip

    # --- the cells

    def _take(self, text: str, column: Column) -> None:
        field = column.becomes
        if field in DATES:
            self._take_day(text, column)
        elif field in CODED:
            self._take_code(text, column)
        elif field in _TEXTS:
            self._case[_TEXTS[field]] = "\n".join(filter(None, (self._case.get(_TEXTS[field], ""), text)))
        elif field in _OF_PERSON:
            self._take_of_person(text, {_OF_PERSON[field]: " ".join(text.split())})
        else:
            self._takers[field](text)

    def _take_day(self, text: str, column: Column) -> None:
        try:
            found = cells.day(text, column, self._today)
        except ValueError:
            self._keep(text, Trouble.NO_DAY)
            return
        if column.becomes is Field.BORN:
            self._person["born"] = found
            if found.earliest is not None and found.earliest.year > self._today.year - cells.YOUNGEST:
                self._remark(Trouble.YOUNG, text)
        elif column.becomes is Field.OPENED:
            self._open_on(found, text)
        elif column.becomes in _OF_CASE:
            self._case[_OF_CASE[column.becomes]] = found
        else:
            self._contract[_OF_CONTRACT[column.becomes]] = found

    def _open_on(self, found: Day, text: str) -> None:
        """A case is opened at a moment, so a rough day is kept as it is typed as well."""
        if found.earliest is None or found.earliest > self._today:
            self._keep(text, Trouble.NO_DAY)
            return
        if not found.is_exact:
            self._keep(text)
        self._case["opened_at"] = f"{found.earliest.isoformat()}T09:00:00+00:00"

    def _take_code(self, text: str, column: Column) -> None:
        code = code_of(column, text)
        if column.becomes is Field.SITUATION:
            self._case["where"] = text
        if not code:
            # The words for where he is stand in a field of their own.
            self._keep(text if column.becomes is not Field.SITUATION else "", Trouble.NO_CODE, text)
        elif column.becomes is Field.SEX:
            self._sex = Sex(code)
        elif column.becomes is Field.RANK:
            _, guards, suffix = lexicon.rank_in(text)
            self._person |= {"rank": code, "rank_guards": guards, "rank_suffix": suffix}
        else:
            kind: Mapping[Field, Callable[[str], object]] = {Field.CATEGORY: Category, Field.STAGE: Stage, Field.SITUATION: Situation}
            self._case[column.becomes.value] = kind[column.becomes](code)

    def _take_full_name(self, text: str) -> None:
        name = parted(text)
        self._take_of_person(text, {"surname": name.surname, "name": name.name, "patronymic": name.patronymic})
        if name.other:
            self._person["aliases"] = (*self._person.get("aliases", ()), name.other)
        if name.doubtful:
            self._remark(Trouble.DOUBTFUL_NAME, text)
            self._kept.append(Kept(heading=self._heading, cell=text))

    def _take_of_person(self, text: str, told: Mapping[str, str]) -> None:
        """What another column told already stands; a cell that tells otherwise is kept as it is typed."""
        said = {field: words for field, words in told.items() if words}
        if any(self._person.get(field, words) != words for field, words in said.items()):
            self._keep(text)
        self._person |= said | self._person

    def _take_phone(self, whose: dict[str, Any], text: str) -> None:
        numbers, is_all = cells.telephones(text)
        whose["phones"] = tuple(dict.fromkeys((*whose.get("phones", ()), *numbers)))
        if not is_all:
            self._remark(Trouble.ODD_PHONE, text)

    def _take_relative(self, text: str) -> None:
        name = parted(text)
        self._relative |= {"surname": name.surname, "name": name.name, "patronymic": name.patronymic}
        if name.doubtful:
            self._remark(Trouble.DOUBTFUL_NAME, text)
            self._kept.append(Kept(heading=self._heading, cell=text))

    def _take_relation(self, text: str) -> None:
        self._relation = text

    def _take_aliases(self, text: str) -> None:
        self._person["aliases"] = (*self._person.get("aliases", ()), *cells.several(text))

    def _take_lines(self, name: str, text: str) -> None:
        self._person[name] = "; ".join(filter(None, (self._person.get(name, ""), " ".join(text.split()))))

    def _take_unit(self, text: str) -> None:
        self._unit = cells.unit_number(text)
        if not self._unit:
            self._keep(text)
        elif not is_usual_number(self._unit):
            self._remark(Trouble.ODD_UNIT, text)

    def _take_pseudonym(self, text: str) -> None:
        words = " ".join(text.split())
        self._case["pseudonym"] = words[:_LONGEST_PSEUDONYM].strip()
        if len(words) > _LONGEST_PSEUDONYM:
            self._keep(text, Trouble.TOO_LONG)

    def _take_tags(self, text: str) -> None:
        found = cells.several(text)
        tags = tuple(dict.fromkeys((*self._case.get("tags", ()), *(tag for tag in found if len(tag) <= TAG_LENGTH))))
        # One is left for the tag of the whole import.
        self._case["tags"] = tags[: MOST_TAGS - 1]
        if len(tags) >= MOST_TAGS or any(len(tag) > TAG_LENGTH for tag in found):
            self._keep(text, Trouble.TOO_LONG)

    def _take_goal(self, text: str) -> None:
        self._goal = text

    # --- what they make together

    def _made_person(self) -> Person | None:
        if not any(self._person.values()):
            return None
        person = Person(id="", **self._person)
        told = self._sex or sex_told_by(person.patronymic)
        return replace(person, sex=Sex(told) if told else Sex.FEMALE if self._how.woman else Sex.MALE)

    def _is_sex_known(self, person: Person | None) -> bool:
        return person is None or self._sex is not None or bool(sex_told_by(person.patronymic))

    def _made_relative(self) -> Person | None:
        if self._how.target is not Target.CASES or not any(self._relative.values()):
            if self._relation:
                self._kept.append(Kept(heading="", cell=self._relation))
            return None
        relative = Person(id="", **self._relative)
        said = sex_told_by(relative.patronymic) or _sex_of_relation(self._relation)
        if not said:
            self._heading = ""
            self._remark(Trouble.SEX_TAKEN, relative.full_name)
        return replace(relative, sex=Sex(said or Sex.FEMALE))

    def _made_case(self) -> Case:
        values = {"pseudonym": "", **self._case}
        if self._contract:
            values["contract"] = Contract(**self._contract)
        return Case(id="", number="", **values)

    def _keep(self, text: str, trouble: Trouble | None = None, told: str = "") -> None:
        if text:
            self._kept.append(Kept(heading=self._heading, cell=text))
        if trouble is not None:
            self._remark(trouble, told or text)

    def _remark(self, trouble: Trouble, cell: str = "") -> None:
        self._remarks.append(Remark(trouble=trouble, heading=self._heading if cell else "", cell=cell))


def _sex_of_relation(relation: str) -> str:
    words = lexicon.folded(relation).split()
    return "f" if any(word.startswith(_WOMEN) for word in words) else "m" if any(word.startswith(_MEN) for word in words) else ""
