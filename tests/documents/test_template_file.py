"""A template as a file: written and read again, and refused with its line when it is none."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop import i18n, template_words, words
from desktop.documents import compose, template_file, template_rules, template_samples, templates
from desktop.documents.template_samples import Sample
from desktop.documents.templates import Field, Kind, Option, Template
from desktop.domain.errors import TemplateBroken
from tests.documents import hostile_templates
from tests.documents.hostile_templates import HEAD

SHIPPED = pytest.mark.parametrize("template", templates.catalogue(), ids=lambda template: f"{template.id}-{template.language}")


def bare(template: Template) -> Template:
    """Without the empty lines that stand in for the head."""
    return replace(template, body=template.body.lstrip("\n"))


def read(body: str) -> Template:
    return template_file.read((HEAD + body).encode(), "x")


def broken(body: str) -> TemplateBroken:
    with pytest.raises(TemplateBroken) as raised:
        read(body)
    return raised.value


@SHIPPED
def test_every_shipped_template_obeys_the_rules_and_comes_back_the_same(template: Template):
    text = template_file.write(template)

    again = template_file.read(text.encode(), template.id, template.language)

    assert bare(again) == bare(template)
    assert again.body == "\n" * template_file.head_length(template) + bare(template).body
    template_samples.try_out(again)


def test_nothing_hostile_is_read_and_each_says_where():
    found = list(hostile_templates.every())
    let_in, mute = [], []

    for number, untrusted in enumerate(found):
        try:
            template_file.read(untrusted, "x")
        except TemplateBroken as error:
            sentence = words.explain(error)
            if sentence.count("\n") or not sentence.endswith(".") or not (error.line or error.why in {"file", "fence"}):
                mute.append((number, sentence))
        else:
            let_in.append((number, untrusted[:400].decode()))

    assert len(found) >= 350
    assert let_in == []
    assert mute == []


def test_a_mistake_is_told_with_its_line_in_the_file_and_what_it_is_about():
    error = broken("# Рапорт\n\nПрошу {{ nobody }}.\n")

    assert error.line == HEAD.count("\n") + 3
    assert words.explain(error).startswith("Line 12: no document has “nobody”")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{% macro a() %}{% endmacro %}", "Line 10: a template may say if, for and set, and not macro"),
        ("\n{% for x in range(9) %}{% endfor %}", "Line 11: only the lines of one field"),
        ("{{ items|dative }}", "Line 10: dative can be said of a person"),
        ("{{ client|upper }}", "Line 10: upper is no form"),
        ("{{ client|sex('он') }}", "Line 10: sex has too many words in its brackets, or too few"),
        ("x\nx\n{{ client", "Line 12: what stands between the braces"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}", "Line 10: a sign stands there that nobody sees (U+202E)"),
    ],
)
def test_each_kind_of_mistake_has_its_own_words(body: str, said: str):
    assert words.explain(broken(body)).startswith(said)


def test_every_reason_has_a_sentence_in_russian_too():
    i18n.speak("ru")
    said = {error.why: words.explain(error) for error in map(broken, hostile_templates.bodies())}

    assert all(sentence.endswith(".") for sentence in said.values())
    assert len(set(said.values())) >= 12


def test_the_second_of_two_wrong_fields_is_the_one_that_is_named():
    good = '[[field]]\nkey = "a"\nlabel = { ru = "а" }\nkind = "day"\n'
    text = HEAD.replace("+++\n", "+++\n", 1).replace("\n+++\n", "\n" + good + good.replace("day", "file").replace('"a"', '"b"') + "+++\n")

    with pytest.raises(TemplateBroken) as raised:
        template_file.read(text.encode(), "x")

    assert (raised.value.name, text.split("\n")[raised.value.line - 1]) == ("kind", 'kind = "file"')


def test_a_byte_order_mark_and_lines_of_windows_do_no_harm():
    assert template_file.read(b"\xef\xbb\xbf" + (HEAD + "Текст.\n").replace("\n", "\r\n").encode(), "x").body.strip() == "Текст."


def test_a_template_that_grows_with_its_data_stops_growing():
    template = read("{% for x in items|lines %}\n" + "{{ items }}\n" * 20 + "{% endfor %}\n")

    with pytest.raises(TemplateBroken) as raised:
        compose.compose(template, template_samples.facts_of(Sample.MAN, template, {"items": "слово слово\n" * 900}))

    assert raised.value.why == "grows"


def test_a_field_of_ten_thousand_lines_is_not_gone_through():
    template = read("{% for x in items|lines %}\n{% endfor %}\n")

    with pytest.raises(TemplateBroken):
        compose.compose(template, template_samples.facts_of(Sample.MAN, template, {"items": "а\n" * 10_000}))


def test_a_long_row_of_spaces_is_one_space():
    template = read(f"Прошу,{' ' * 3000}{{{{ items }}}}{' ' * 900}.\n")

    assert compose.compose(template, template_samples.facts_of(Sample.NOTHING, template)).text == "Прошу."


def test_what_no_choice_leads_to_is_found_before_it_is_used():
    text = HEAD.replace('kind = "long"', 'kind = "choice"\noption = [{ code = "a" }, { code = "b" }]')
    template = template_file.read((text + "{{ {'a': 'первое'}[items] }}\n").encode(), "x")

    with pytest.raises(TemplateBroken) as raised:
        template_samples.try_out(template)

    assert raised.value.line == text.count("\n") + 1


def test_names_of_facts_are_known_by_what_they_are():
    known = template_rules.known()

    assert (known["client"], known["unit"], known["service"]) == ("person", "phrase", "text")
    assert "ledger_" not in known


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"), exclude_characters="<[]"), max_size=40
)
TEXTS = st.fixed_dictionaries({"ru": PLAIN.filter(bool)}, optional={"en": PLAIN})
KEYS = st.from_regex(template_file.KEY, fullmatch=True).filter(
    lambda key: key not in {"self", "loop", "not", "and", "or", "in", "is", "if", "for", "set"}
)


@st.composite
def fields(draw: st.DrawFn) -> Field:
    kind = draw(st.sampled_from(Kind))
    codes = (
        draw(st.lists(st.from_regex(r"[a-z0-9_-]{1,9}", fullmatch=True), min_size=1, max_size=4, unique=True))
        if kind is Kind.CHOICE
        else []
    )
    options = tuple(Option(code=code, labels=draw(TEXTS)) for code in codes)
    default = draw(st.sampled_from(["", *codes])) if codes else draw(PLAIN)
    return Field(key=draw(KEYS), labels=draw(TEXTS), help=draw(st.one_of(st.just({}), TEXTS)), kind=kind, required=draw(st.booleans()),
                 options=options, default=default)  # fmt: skip


@settings(max_examples=30)
@given(TEXTS, st.lists(fields(), max_size=4, unique_by=lambda each: each.key), st.lists(PLAIN, max_size=4), st.integers(1, 9))
def test_whatever_a_form_holds_is_written_and_read_again(titles, asked, lines, copies):
    template = templates.parse(HEAD + "x", name="x", language="ru")
    body = "\n".join(line.replace("{", "(").replace("+++", "") for line in lines)
    written = replace(template, titles=titles, fields=tuple(asked), body=body, copies=copies)

    assert bare(template_file.read(template_file.write(written).encode(), "x")) == bare(written)


def test_the_lines_before_the_body_do_not_count_where_they_are_not_seen():
    error = broken("Прошу {{ nobody }}.")

    assert template_words.broken(error, before=HEAD.count("\n")).startswith("Line 1: no document has “nobody”")


def test_the_file_that_is_explained_can_be_read():
    told = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")
    head = told.partition("```\n")[2].partition("```")[0]

    template = template_file.read_text(head + "{{ client|dative }} {{ day|on }} {{ why }}\n", "x")

    assert [field.key for field in template.fields] == ["day", "why"]
    assert (template.categories, template.copies, template.addressee) == (("mobilised",), 2, "commander")
