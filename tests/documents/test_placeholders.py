"""The list of placeholders: all of it can be used, and nothing a template can say is missing from it."""

import re
from dataclasses import replace

import pytest

from desktop.documents import compose, placeholders, template_file, template_rules, template_samples, templates
from desktop.documents.placeholders import CURSOR, Placeholder
from desktop.documents.template_samples import Sample
from desktop.documents.templates import Field, Kind, Option
from tests.documents.hostile_templates import HEAD

LABEL = {"ru": "поле", "en": "field"}
FIELDS = tuple(
    Field(key=f"my_{kind}", labels=LABEL, kind=kind, options=(Option(code="one", labels=LABEL),) if kind is Kind.CHOICE else ())
    for kind in Kind
)
EVERY = [*(item for group in placeholders.groups() for item in group.items), *placeholders.of_fields(FIELDS)]


@pytest.mark.parametrize("sample", Sample)
def test_every_one_of_them_can_be_used(sample: Sample):
    body = "\n".join(placeholder.text.replace(CURSOR, "слово") for placeholder in EVERY) + "\n"
    template = replace(template_file.read_text(HEAD + "x", "x"), fields=FIELDS, body=body)

    template_rules.check(template)

    assert "слово" in compose.compose(template, template_samples.facts_of(sample, template)).text


def test_nothing_that_a_template_can_say_is_missing():
    said = " ".join(placeholder.text for placeholder in EVERY)
    words = set(re.findall(r"[a-z_]+", said))

    assert set(template_rules.known()) <= words
    assert set(compose.filters()) - {"nominative"} <= words


def test_no_two_have_the_same_name_in_a_group():
    for group in placeholders.groups():
        for language in ("ru", "en"):
            names = [item.names[language] for item in group.items]
            assert len(set(names)) == len(names)


def test_a_field_is_offered_by_its_name_and_as_its_kind():
    (choice,) = (field for field in FIELDS if field.kind is Kind.CHOICE)

    found = placeholders.of_fields((choice,))

    assert [(each.text, each.names["ru"]) for each in found] == [
        ("{{ my_choice }}", "поле"),
        (f'{{% if my_choice == "one" %}}{CURSOR}{{% endif %}}', "поле: поле"),
    ]
    assert isinstance(found[0], Placeholder)


def test_shipped_templates_use_what_the_list_has():
    names = {name for template in templates.catalogue() for name in re.findall(r"\|([a-z_]+)", template.body)}

    assert names <= set(compose.filters())
