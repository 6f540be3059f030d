"""What is strange in a template, though it works."""

from dataclasses import replace

import pytest

from desktop import template_words
from desktop.documents import refusing, template_file, template_remarks, templates
from desktop.documents.templates import Template
from tests.documents.hostile_templates import HEAD


def remarks(body: str, head: str = HEAD) -> list[tuple[str, str]]:
    template = template_file.read((head + body).encode(), "x")
    return [(remark.code, remark.what) for remark in template_remarks.remarks(template, refusing.shipped())]


@pytest.mark.parametrize(
    ("line", "code", "what"),
    [
        ("Петров Илья Сергеевич", "name", "Петров Илья Сергеевич"),
        ("капитану Кара-Сал И. И.", "name", "Кара-Сал И. И."),
        ("И.И. Сидорову лично", "name", "И.И. Сидорову"),
        ("войсковая часть 12345", "unit", "12345"),
        ("в войсковой части 6523 служит", "unit", "части 6523"),
        ("тел. 8 (900) 123-45-67", "phone", "8 (900) 123-45-67"),
        ("тел. +79001234567", "phone", "+79001234567"),
        ("паспорт 9305 123456", "paper", "9305 123456"),
        ("удостоверение АБ № 1234567", "paper", "АБ № 1234567"),
        ("Я отказываюсь от участия в операции.", "refuses", "отказываюсь от участия"),
    ],
)
def test_what_betrays_somebody_is_pointed_at(line: str, code: str, what: str):
    found = remarks(f"{{{{ items|ended }}}}\n{line}\n")

    assert found == [(code, what)]


@pytest.mark.parametrize(
    "line",
    [
        "войсковая часть 00000",
        "655000, г. Образцовск",
        "ст. 59 Конституции",
        "от 24.09.2022 № 1237",
        "{{ client }} 12 мая 2026 г.",
    ],
)
def test_what_betrays_nobody_is_left_alone(line: str):
    assert remarks(f"{{{{ items|ended }}}}\n{line}\n") == []


def test_a_field_that_stands_nowhere_and_a_title_that_is_missing():
    assert remarks("Текст.\n") == [("unused", "пункты")]
    assert remarks("{{ items }}\n", HEAD.replace('{ ru = "Т" }', '{ en = "T" }')) == [("title", "")]


def test_a_remark_says_its_line():
    template = template_file.read((HEAD + "{{ items }}\n\nтел. +79001234567\n").encode(), "x")
    (remark,) = template_remarks.remarks(replace(template, body=template.body.lstrip("\n")), ())

    assert template_words.remark_words(remark).startswith("Line 3: “+79001234567” looks like a telephone number")


@pytest.mark.parametrize("template", templates.catalogue(), ids=lambda template: template.id)
def test_the_shipped_ones_betray_nobody_and_ask_for_nothing_in_vain(template: Template):
    codes = {remark.code for remark in template_remarks.remarks(template, refusing.shipped())}

    assert codes <= {"refuses"}
    assert template_remarks.refuses(template, refusing.shipped()) <= template.gated


def test_a_body_of_braces_is_gone_through_once():
    template = replace(template_file.read_text(HEAD + "x", "x"), body="{{{%{#" * 10_000 + "\nтел. +79001234567")

    assert [remark.code for remark in template_remarks.remarks(template, ())] == ["phone"]
