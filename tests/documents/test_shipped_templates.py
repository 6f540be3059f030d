"""The shipped documents: each for every category and sex it allows, without a gap where all is known, and flawless on paper."""

import re
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from desktop.documents import compose, facts, gate, layout, note, pdf, risky, templates
from desktop.documents.templates import Kind, Template
from desktop.domain.cases import Category, Contract
from desktop.domain.days import Day
from desktop.domain.people import Person, Role, Sex
from desktop.operations import shipped_law
from tests import make
from tests.documents.pages_of import folded, fonts_of, text_of
from tests.torture.counts import count

DAY = date(2026, 5, 14)
PAPERS = {
    "rank": "private",
    "address": "г. Кызыл, ул. Речная, д. 1",
    "phones": ("1",),
    "born": Day("2000-02-03"),
    "identity_paper": "паспорт",
}
HE = make.person(**{**PAPERS, "surname": "Монгуш", "name": "Айдын", "patronymic": "Кара-оолович"})
SHE = make.person(
    **{**PAPERS, "surname": "Иванова", "name": "Анна", "patronymic": "Петровна", "sex": Sex.FEMALE, "rank": "senior_sergeant"}
)
FATHER = make.person(**{**PAPERS, "surname": "Смирнов", "name": "Иван", "patronymic": "Ильич"})
MOTHER = make.person(**{**PAPERS, "surname": "Смирнова", "name": "Вера", "patronymic": "Ильинична", "sex": Sex.FEMALE})
COMMANDER = make.person(surname="Петров", name="Пётр", patronymic="Петрович", rank="colonel", post="командир войсковой части 00001")
UNIT = make.unit(
    address="г. Абакан",
    prosecutor_dative="Военному прокурору 000 военной прокуратуры гарнизона",
    investigator_dative="Руководителю 000 военного следственного отдела",
    court_accusative="000 гарнизонный военный суд",
)
LAWYER = {
    "lawyer.name": "Соколова Мария Ивановна", "lawyer.status": "advocate", "lawyer.register_no": "00/0", "lawyer.chamber": "г. Москвы",
    "lawyer.address": "г. Москва", "lawyer.phone": "2",
}  # fmt: skip
# Papers without a line to date them: a leaf to keep in a pocket, a list to copy from, a telegram.
UNDATED = {"r32", "r35", "r39"}
# Papers that name nobody by themselves.
NAMELESS = {"r35", "r36"}
# How those serve whose service the program puts into words by itself; of the others she writes it.
SAID = {
    Category.CONSCRIPT, Category.CONTRACT, Category.CONSCRIPT_CONTRACT, Category.MOBILISED, Category.SPECIAL, Category.OFFICER_CONTRACT,
}  # fmt: skip
# Where each document of the plan is: by its number there, then those that were missing in it. 22 is no template: see below.
DOCUMENTS = {
    "1 refusal": "r01 r02", "2 discharge": "r09 r46", "3 weapon": "r10 r43", "4 alternative service": "r44 r45", "5 superior": "r08",
    "6 prosecutor": "r03", "7 crime": "r11", "8 criminal procedure": "r23 r24", "9 claim": "r12", "10 motions": "r25 r26 r27 r28 r29",
    "11 appeal": "r30", "12 medical board": "r04", "13 leave": "r05", "14 copy of an order": "r06", "15 transfer": "r07",
    "16 explanation": "r18", "17 power of attorney": "r31", "18 data for the form": "r32", "19 agreement": "r33", "20 consent": "r34",
    "21 leaflet": "r35", "23 list for the post": "r36", "24 covering letter": "r37", "25 request": "r38", "26 relative": "r13",
    "27 telegram": "r39", "28 list of the file": "r47",
    "arrival": "r14", "absence": "r15", "withdrawal": "r16", "under pressure": "r17", "papers back": "r19", "defender": "r20",
    "whereabouts": "r21", "telephone message": "r22", "originals": "r40", "end of the mandate": "r41", "not taken in": "r42",
}  # fmt: skip


def filled(template: Template) -> dict[str, str]:
    """Something in every field."""
    values = {Kind.TEXT: "по существу", Kind.LONG: "Сказано своими словами", Kind.DAY: "10.04.2026", Kind.NUMBER: "2"}
    return {field.key: field.options[-1].code if field.kind is Kind.CHOICE else values[field.kind] for field in template.fields}


def composed(template: Template, person: Person, category: Category, fields: dict[str, str]) -> compose.Composed:
    contract = Contract(number="7", begins=Day("2024-06-05"), ends=Day("2027-06-04"))
    case = make.case(category=category, post="стрелок", subunit="1 мотострелковая рота", contract=contract)
    family = MOTHER if person.sex is Sex.FEMALE else FATHER
    people: dict[str, Person] = {Role.CLIENT: person, Role.COMMANDER: COMMANDER, Role.RELATIVE: family, Role.PAYER: family}
    return compose.compose(template, facts.of(case, people, UNIT, LAWYER, fields, DAY, asked=template.fields))


def ways(template: Template) -> list[dict[str, str]]:
    """Every field filled, and each choice of each field once."""
    everything = filled(template)
    return [everything, *({**everything, field.key: option.code} for field in template.fields for option in field.options)]


everyone = pytest.mark.parametrize("person", [HE, SHE], ids=["he", "she"])
every = pytest.mark.parametrize("template", templates.catalogue(), ids=lambda template: f"{template.id}-{template.language}")


def is_clean(text: str) -> bool:
    """Nothing that an empty value or a wrong join leaves behind."""
    return not re.search(
        r"  |\s,|,,|\s\.(?!\d)|\.\.|\(\s*\)|«»|\n{3}|\b(?:о|в|к|с|на) (?:о|об|в|к|с|на) |\bо [аиоуэ]", text.replace("…", "")
    )


@every
@everyone
def test_a_document_with_every_field_filled_has_no_gap_and_no_doubt(template: Template, person: Person) -> None:
    for category in template.categories or list(Category):
        for fields in ways(template) if category == Category.CONTRACT else [filled(template)]:
            service = "" if category in SAID else "в добровольческом формировании"
            made = composed(template, person, Category(category), {**fields, "service": service})

            assert [gap.label for gap in made.gaps] == []
            assert [doubt.form for doubt in made.doubtful] == []
            assert is_clean(made.text), made.text


@every
@everyone
def test_nothing_but_what_it_asks_for_is_a_gap(template: Template, person: Person) -> None:
    """Of the case all is known here, so that each gap is a field: one that is needed, or one that a choice asks for."""
    made = composed(template, person, Category.CONTRACT, {})
    needed = {field.key for field in template.fields if field.required}
    conditional = {"clause", "weapon_day"}  # which ground, which day: asked for by what is chosen

    assert needed <= {gap.key for gap in made.gaps} <= needed | conditional


def test_every_document_of_the_plan_is_there_and_none_beside_it() -> None:
    mapped = {id_ for ids in DOCUMENTS.values() for id_ in ids.split()}

    assert mapped == {template.id for template in templates.catalogue()}
    # No. 22, the record of a consultation, is made from the note itself.
    assert callable(note.blocks)


@every
def test_a_document_leans_on_norms_the_library_knows_as_surely_as_it_does(template: Template) -> None:
    known = {norm.id: norm.versions[-1].mark for norm in shipped_law.norms()}

    assert {cited.id: cited.mark for cited in template.norms} == {cited.id: known.get(cited.id) for cited in template.norms}


@pytest.mark.parametrize("template", templates.catalogue(), ids=lambda each: each.id)
def test_the_words_of_the_program_itself_hurt_nobody(template: Template) -> None:
    """Those that may refuse are left to the check for refusals."""
    for fields in [] if template.gated else [*ways(template), {}]:
        text = composed(template, HE, Category.CONTRACT, fields).text

        assert [hit.words for hit in risky.hits(text, risky.shipped())] == []


@every
@everyone
def test_the_paper_says_what_the_text_says(template: Template, person: Person) -> None:
    text = composed(template, person, Category.CONTRACT, filled(template)).text
    page = pdf.render(layout.blocks(text, second_copy=True), archive_mark=False)
    typed = "\n".join(line.lstrip("#>|% ").replace(" | ", " ") for line in text.splitlines())

    read = text_of(page)
    assert all(inside and "Liberation" in name for name, inside in fonts_of(page))
    # The line to sign on is drawn, and the number of a later page stands above: the rest is what was typed, in its order.
    for line in typed.splitlines():
        for piece in re.split(r"\s*\|\s*", line):
            # A line to write on is drawn, not written.
            assert not piece.strip("_") or folded(piece) in read or folded(piece)[:40] in read


@every
@pytest.mark.parametrize("empty", ["all", "each", "some"])
def test_empty_fields_leave_no_double_space_or_stray_comma(template: Template, empty: str) -> None:
    everything = filled(template)
    alone = [{field.key: option.code} for field in template.fields for option in field.options]
    chance = Random(template.id)
    tries = {
        "all": [{}, *alone],
        "each": [{**everything, key: ""} for key in everything],
        "some": [{key: text for key, text in everything.items() if chance.random() < 0.5} for _try in range(count(6, 500))],
    }[empty]
    for fields in tries:
        text = composed(template, HE, Category.CONTRACT, fields).text

        assert not re.search(r"[а-яё\]][.:;][А-ЯЁ][а-яё]", text), text
        assert not re.search(r"  |\s,|,,|\s\.|\.\.|\(\s*\)|«»|\n{3}", text.replace("…", "")), text


@every
def test_every_gap_leads_to_the_place_where_it_is_filled(template: Template) -> None:
    for fields in [{}, *({field.key: option.code} for field in template.fields for option in field.options)]:
        told = facts.of(make.case(), {}, None, {}, fields, DAY, asked=template.fields)
        made = compose.compose(template, told)

        assert [gap.label for gap in made.gaps if not gap.key] == []


@every
def test_she_is_written_as_a_woman(template: Template) -> None:
    for fields in ways(template):
        text = composed(template, SHE, Category.CONTRACT, fields).text

        assert not re.search(
            r"\b(находился|проходящ(ий|его|ему|им)|обязан|проживающ(ий|его)|(ознаком|предупреж)[а-яё]*н|зарегистрированн(ый|ого)|"
            r"\w{3,}(ил|ал|ул)ся|прибыл|готов|получил|подал|узнал|согласен|обеспечен|просил|выдал)\b",
            text,
        ), text
        assert re.search("(Иванов|Смирнов|Соколов)(ой|у|а)", text) or template.id in NAMELESS


@every
def test_a_document_leaves_the_date_to_his_hand_and_names_no_day_of_signing(template: Template) -> None:
    text = composed(template, HE, Category.CONTRACT, filled(template)).text

    assert ("«___» __________ 20__ г." in text) is (template.id not in UNDATED)
    assert DAY.strftime("%d.%m.%Y") not in text
    assert not re.search(r"\b14.мая.2026", text)


@pytest.mark.parametrize(
    "template", [each for each in templates.catalogue() if not each.gated and not each.archive], ids=lambda each: each.id
)
def test_a_document_that_refuses_nothing_is_not_taken_for_a_refusal(template: Template) -> None:
    for fields in ways(template):
        text = composed(template, HE, Category.CONTRACT, fields).text
        findings = gate.check(text=text, template=template, doubtful=(), explained=(), letter_date=None, today=DAY, font="liberation-serif")

        assert [finding.code for finding in gate.stops(findings)] == []


def test_the_neutral_sentence_about_serving_on_is_no_refusal() -> None:
    template = templates.find("r02")
    made = composed(template, HE, Category.CONTRACT, {"health": "плохо сплю"})

    assert "не отказываюсь" in made.text
    assert not [each for each in gate.check(text=made.text, template=template, doubtful=(), explained=(), letter_date=None, today=DAY,
                                            font="liberation-serif") if each.code == "refusing"]  # fmt: skip


@every
def test_ids_on_the_disk_say_nothing(template: Template) -> None:
    assert re.fullmatch(r"r\d\d", template.id)


@every
def test_every_document_is_told_in_both_languages(template: Template) -> None:
    for told in (template.titles, template.help, *(field.labels for field in template.fields)):
        assert set(told) == {"ru", "en"}
        assert all(text.strip() for text in told.values())


def test_fields_of_health_and_reason_begin_empty() -> None:
    fields = [field for template in templates.catalogue() for field in template.fields if field.key in {"health", "reason", "conviction"}]

    assert {field.key for field in fields} == {"health", "reason", "conviction"}
    assert all(not field.default and re.search("правд", field.help["ru"]) and "true" in field.help["en"] for field in fields)


@every
def test_a_choice_begins_with_one_of_its_options(template: Template) -> None:
    for field in template.fields:
        codes = [option.code for option in field.options]
        assert (field.kind is Kind.CHOICE) is bool(codes)
        assert field.default in codes if codes else not field.default


@every
def test_a_document_is_made_for_people_who_exist(template: Template) -> None:
    assert set(template.categories) <= set(Category)


@every
def test_the_marks_of_norms_are_those_of_the_library(template: Template) -> None:
    assert {norm.mark for norm in template.norms} <= {"S", "P", "R"}
    assert len({norm.id for norm in template.norms}) == len(template.norms)


@every
def test_nothing_on_paper_says_who_made_it(template: Template) -> None:
    text = composed(template, HE, Category.CONTRACT, filled(template)).text

    assert "portfel" not in text.lower()
    assert "дезертир" not in text.lower()


@every
def test_what_he_carries_tells_nothing_of_his_lawyer(template: Template) -> None:
    his = template.addressee in {"commander", "superior", "officer", "medical"} or template.id in {"r35", "r42", "r43"}
    texts = [composed(template, HE, Category.CONTRACT, fields).text for fields in ways(template)]

    assert not (his and any(re.search(r"Соколов|00/0|адвокат[^а-я\s]|г\. Москва", text) for text in texts))


@every
def test_titles_in_the_picker_are_neutral(template: Template) -> None:
    told = " ".join((*template.titles.values(), *template.help.values())).lower()

    assert not re.search(r"дезертир|отказник|desert|refuser|сво\b", told)


def test_a_missing_commander_leaves_the_addressee_without_a_gap() -> None:
    template = templates.find("r02")
    case = make.case(category=Category.CONTRACT, post="стрелок")
    told = facts.of(case, {Role.CLIENT: HE}, UNIT, {}, {"health": "плохо сплю"}, DAY, asked=template.fields)

    assert compose.compose(template, told).text.startswith("> Командиру войсковой части 00001\n\n#")


def test_the_archive_is_kept_apart() -> None:
    archive = [template for template in templates.catalogue() if template.archive]

    assert archive
    assert all(template.valid_to and template.valid_to < date(2022, 9, 24) for template in archive)
    assert all(replace(template, archive=False).is_past(DAY) for template in archive)
