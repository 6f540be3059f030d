"""Answers of a sheet, each put where it belongs."""

from dataclasses import dataclass, replace
from typing import Any

from desktop.domain import likeness
from desktop.domain.cases import Case, Contract
from desktop.domain.events import Certainty, Event, EventKind
from desktop.domain.people import Party, Person, Role, Sex
from desktop.domain.sheets import Form, Home, Question, Sheet, Way, form_of
from desktop.domain.units import Unit
from desktop.domain.values import Part, Value
from desktop.storage import people, records, units
from desktop.storage.vault import Vault

_RELATIVES = (Role.RELATIVE, Role.PAYER)


@dataclass(frozen=True, kw_only=True, repr=False)
class Answers(Part):
    """Everything a sheet shows of a case; `form` is the one she chose, else the one that fits."""

    case: Case
    sheet: Sheet
    form: Form
    client: Person | None
    speaking: Party | None
    unit: Unit | None
    events: tuple[Event, ...]

    def of(self, question: Question) -> Any:
        """What is known: a text, a day or a code; empty where nothing is. The events of a question are `events_of`."""
        if question.home is Home.SHEET:
            return self.sheet.answers.get(question.key, "")
        if question.home is Home.UNIT:
            return self.unit.number if self.unit else ""
        homes = {Home.CASE: self.case, Home.CONTRACT: self.case.contract, Home.CLIENT: self.client, Home.SPEAKING: self.speaking}
        found = homes.get(question.home)
        return getattr(found, question.field) if found is not None else None if _is_day(question) else ""

    def events_of(self, question: Question) -> tuple[Event, ...]:
        """The events of a question, those without a day last."""
        mine = (event for event in self.events if event.kind == question.field)
        return tuple(sorted(mine, key=lambda event: (event.day is None, event.day.sort_key if event.day else ())))


def read(vault: Vault, case_id: str) -> Answers:
    """The answers as they stand. Raises NotFound, DataDamaged."""
    case = records.get(vault, Case, case_id)
    parties = people.of_case(vault, case_id)
    kept = records.of_case(vault, Sheet, case_id)
    sheet = kept[0] if kept else Sheet(id=vault.new_id(), case=case_id)
    by_relative = bool(case.called_by) or any(party.role in _RELATIVES for party, _person in parties)
    form = sheet.form or form_of(case.category, by_relative=by_relative)
    rings = _RELATIVES if form is Form.RELATIVE else (Role.CLIENT,)
    speaking = (party for role in rings for party, _person in parties if party.role is role)
    return Answers(
        case=case,
        sheet=sheet,
        form=form,
        client=next((person for party, person in parties if party.role is Role.CLIENT), None),
        speaking=next(speaking, None),
        unit=records.find(vault, Unit, case.unit) if case.unit else None,
        events=tuple(records.of_case(vault, Event, case_id)),
    )


def changes_of_form(vault: Vault, case_id: str, form: Form) -> tuple[list[Value], list[Value]]:
    """What choosing another sheet changes: the values as they are, and as they will be. No answer is lost by it."""
    return _changed(vault, _sheet(vault, case_id), form=form)


def changes_of_certainty(vault: Vault, case_id: str, question: Question, certainty: Certainty | None) -> tuple[list[Value], list[Value]]:
    """What another certainty of a statement changes."""
    sheet = _sheet(vault, case_id)
    rest = {key: known for key, known in sheet.certainty.items() if key != question.key}
    return _changed(vault, sheet, certainty=rest | ({question.key: certainty} if certainty else {}))


def changes_of_answer(vault: Vault, case_id: str, question: Question, answer: Any) -> tuple[list[Value], list[Value]]:
    """What an answer changes, wherever it belongs; the man and the one who rings come into the file with their first answer.

    `keeping.keep_all` keeps them, all or none. Raises NotFound.
    """
    known = read(vault, case_id)
    match question.home:
        case Home.SHEET:
            rest = {key: text for key, text in known.sheet.answers.items() if key != question.key}
            return _changed(vault, known.sheet, answers=rest | ({question.key: answer} if answer else {}))
        case Home.CASE:
            return _changed(vault, known.case, **{question.field: answer})
        case Home.CONTRACT:
            contract = replace(known.case.contract or Contract(), **{question.field: answer})
            return _changed(vault, known.case, contract=None if contract == Contract() else contract)
        case Home.CLIENT:
            return _of_client(vault, known, question, answer)
        case Home.SPEAKING:
            return _of_speaking(vault, known, question, answer)
        case _:
            return _of_unit(vault, known, answer)


def _is_day(question: Question) -> bool:
    return question.way is Way.DAY


def _sheet(vault: Vault, case_id: str) -> Sheet:
    return read(vault, case_id).sheet


def _changed(vault: Vault, value: Value, **fields: Any) -> tuple[list[Value], list[Value]]:
    after = replace(value, **fields)
    return [as_before(vault, value)], [after]


def as_before(vault: Vault, value: Value) -> Value:
    """The value as it is kept; where it is not kept yet, a removed one: what undoing brings back."""
    known = records.find(vault, type(value), value.id)
    return known or replace(value, removed_at=vault.now().isoformat())  # type: ignore[call-arg]


def _of_client(vault: Vault, known: Answers, question: Question, answer: Any) -> tuple[list[Value], list[Value]]:
    fields = {question.field: answer}
    if question.field == "full_name":
        name = likeness.named_in(answer)
        fields = {"surname": name.surname, "name": name.name, "patronymic": name.patronymic}
    elif question.field == "sex":
        fields = {"sex": Sex(answer)}
    if known.client is not None:
        return _changed(vault, known.client, **fields)
    person = replace(Person(id=vault.new_id()), **fields)
    party = Party(id=vault.new_id(), case=known.case.id, person=person.id, role=Role.CLIENT)
    after: list[Value] = [person, party, replace(known.case, client=person.id)]
    return [as_before(vault, value) for value in after], after


def _of_speaking(vault: Vault, known: Answers, question: Question, answer: str) -> tuple[list[Value], list[Value]]:
    fields: dict[str, Any] = {question.field: answer}
    if known.speaking is not None:
        return _changed(vault, known.speaking, **fields)
    # Who rings is somebody without a name yet: himself, unless the sheet is asked of a relative.
    role = Role.RELATIVE if known.form is Form.RELATIVE else Role.CLIENT
    person = Person(id=vault.new_id())
    party = Party(id=vault.new_id(), case=known.case.id, person=person.id, role=role, **fields)
    after: list[Value] = [person, party]
    if role is Role.CLIENT:
        after.append(replace(known.case, client=person.id))
    return [as_before(vault, value) for value in after], after


def _of_unit(vault: Vault, known: Answers, number: str) -> tuple[list[Value], list[Value]]:
    if not number.strip():
        return _changed(vault, known.case, unit="")
    unit = units.by_number(vault, number) or Unit(id=vault.new_id(), number=" ".join(number.split()))
    after: list[Value] = [unit, replace(known.case, unit=unit.id)]
    return [as_before(vault, value) for value in after], after


def event_answer(event: Event | None, vault: Vault, answers: Answers, question: Question, **fields: Any) -> Event:
    """An event of a question with these answers; a new one where there is none. One that says nothing any more is removed.

    What a relative tells is hearsay, and of the relative, unless she says otherwise.
    """
    if event is None:
        case, by_relative = answers.case, answers.form is Form.RELATIVE
        event = Event(id=vault.new_id(), case=case.id, kind=EventKind(question.field), zone=case.zone,
                      certainty=Certainty.HEARSAY if by_relative else Certainty.FIRST_HAND,
                      source=case.called_by if by_relative else "")  # fmt: skip
    after = replace(event, **fields)
    says_nothing = after.day is None and not any((after.text, after.title, after.place, after.actor))
    return replace(after, removed_at=vault.now().isoformat() if says_nothing else "")
