"""The shipped documents: each for every category and sex it allows, without a gap where all is known, and flawless on paper."""

import re
from dataclasses import replace
from datetime import date

import pytest

from desktop.documents import compose, facts, gate, layout, pdf, templates
from desktop.documents.templates import Kind, Template
from desktop.domain.cases import Category
from desktop.domain.people import Person, Role, Sex
from tests import make
from tests.documents.pages_of import folded, fonts_of, text_of

DAY = date(2026, 5, 14)
HE = make.person(
    surname="Монгуш", name="Айдын", patronymic="Кара-оолович", rank="private", address="г. Кызыл, ул. Речная, д. 1", phones=("1",)
)
SHE = make.person(
    surname="Иванова", name="Анна", patronymic="Петровна", sex=Sex.FEMALE, rank="senior_sergeant", address="г. Псков", phones=("1",)
)
COMMANDER = make.person(surname="Петров", name="Пётр", patronymic="Петрович", rank="colonel", post="командир войсковой части 00001")
UNIT = make.unit(prosecutor_dative="Военному прокурору 000 военной прокуратуры гарнизона")
SERVING = [Category.CONSCRIPT, Category.CONTRACT, Category.CONSCRIPT_CONTRACT, Category.MOBILISED, Category.OFFICER_CONTRACT]


def filled(template: Template) -> dict[str, str]:
    """Something in every field."""
    values = {Kind.TEXT: "по существу", Kind.LONG: "Сказано своими словами", Kind.DAY: "10.04.2026", Kind.NUMBER: "2"}
    return {field.key: field.options[-1].code if field.kind is Kind.CHOICE else values[field.kind] for field in template.fields}


def composed(template: Template, person: Person, category: Category, fields: dict[str, str]) -> compose.Composed:
    case = make.case(category=category, post="стрелок", subunit="1 мотострелковая рота")
    people: dict[str, Person] = {Role.CLIENT: person, Role.COMMANDER: COMMANDER}
    return compose.compose(template, facts.of(case, people, UNIT, {"lawyer.address": "г. Москва"}, fields, DAY, asked=template.fields))


everyone = pytest.mark.parametrize("person", [HE, SHE], ids=["he", "she"])
every = pytest.mark.parametrize("template", templates.catalogue(), ids=lambda template: f"{template.id}-{template.language}")


@every
@everyone
@pytest.mark.parametrize("category", SERVING)
def test_a_document_with_every_field_filled_has_no_gap_and_no_doubt(template: Template, person: Person, category: Category) -> None:
    fields = filled(template)
    if "service" in fields:
        fields["service"] = ""
    made = composed(template, person, category, fields)

    assert [gap.label for gap in made.gaps] == []
    assert [doubt.form for doubt in made.doubtful] == []


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
@pytest.mark.parametrize("empty", ["all", "each"])
def test_empty_fields_leave_no_double_space_or_stray_comma(template: Template, empty: str) -> None:
    everything = filled(template)
    tries = [{}] if empty == "all" else [{**everything, key: ""} for key in everything]
    for fields in tries:
        text = composed(template, HE, Category.CONTRACT, fields).text

        assert not re.search(r"  |\s,|,,|\s\.|\.\.|\(\s*\)|«»|\n{3}", text.replace("…", "")), text


@every
def test_she_is_written_as_a_woman(template: Template) -> None:
    text = composed(template, SHE, Category.CONTRACT, filled(template)).text

    assert not re.search(r"\b(находился|проходящего|обязан|проживающего|ознакомлен)\b", text)
    assert "Ивановой" in text or "Иванову" in text or "Иванова" in text


@every
def test_a_document_leaves_the_date_to_his_hand_and_names_no_day_of_signing(template: Template) -> None:
    text = composed(template, HE, Category.CONTRACT, filled(template)).text

    assert "«___» __________ 20__ г." in text
    assert DAY.strftime("%d.%m.%Y") not in text


@pytest.mark.parametrize(
    "template", [each for each in templates.catalogue() if not each.gated and not each.archive], ids=lambda each: each.id
)
def test_a_document_that_refuses_nothing_is_not_taken_for_a_refusal(template: Template) -> None:
    made = composed(template, HE, Category.CONTRACT, filled(template))
    findings = gate.check(
        text=made.text, template=template, doubtful=(), explained=(), letter_date=None, today=DAY, font="liberation-serif"
    )

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

    assert fields
    assert all(not field.default for field in fields)


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
