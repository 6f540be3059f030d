"""Templates and facts into text: grammar by sex and category, gaps named, nothing silently empty."""

import itertools
import re

import pytest

from desktop.documents import compose, facts, templates
from desktop.documents.facts import Doubt
from desktop.domain.cases import Category
from desktop.domain.errors import BadInput, NotFound, TemplateBroken
from tests import make
from tests.documents.letters import FILLED, TODAY, composed, soldier

# The first of the shipped documents; what holds for all of them is proven with them.
IDS = ("r01", "r02", "r03")
SERVES = (Category.CONSCRIPT, Category.CONTRACT, Category.CONSCRIPT_CONTRACT, Category.MOBILISED, Category.OFFICER_CONTRACT)


def _text(body: str, **values: object) -> str:
    template = templates.parse(f'+++\nid = "t"\nversion = "1"\ntitle = {{ ru = "т" }}\n+++\n{body}', name="t", language="ru")
    return compose.compose(template, facts.Facts(values, {})).text


def test_the_shipped_templates_tell_what_a_list_needs():
    for template in templates.catalogue():
        assert re.fullmatch(r"r\d\d", template.id)
        assert set(template.titles) == set(template.help) == {"ru", "en"}
        assert set(template.attachments) in (set(), {"ru", "en"})
        assert {norm.mark for norm in template.norms} <= {"S", "P", "R"}
        for field in template.fields:
            assert {"ru", "en"} <= set(field.labels)
            assert not field.default or field.default in {option.code for option in field.options}


def test_a_title_says_nothing_of_refusing():
    for template in templates.catalogue():
        assert "отказ" not in template.titles["ru"].lower()
        assert "refus" not in template.titles["en"].lower()


def test_fields_of_health_start_empty_with_a_line_on_truth():
    for template in templates.catalogue():
        for field in template.fields:
            if field.key == "health":
                assert not field.default
                assert "339" in field.help["ru"]
                assert "339" in field.help["en"]


def test_an_unknown_template_is_not_found():
    with pytest.raises(NotFound):
        templates.find("r99")


@pytest.mark.parametrize(("id_", "sex", "category"), list(itertools.product(IDS, "mf", SERVES)))
def test_every_template_is_whole_for_everybody(id_, sex, category):
    text = composed(id_, person=soldier(sex), category=category).text

    assert "[[" not in text
    assert not re.search(r" [,.;:]|,,|\.\.|\( |\(\)|  |\n\n\n", text)
    assert "None" not in text
    assert "по мобилизации" in text or category is not Category.MOBILISED


@pytest.mark.parametrize("id_", IDS)
def test_without_anything_there_are_only_named_gaps(id_):
    letter = composed(id_, {}, person=make.person(surname="", name="", patronymic=""), category=Category.UNKNOWN, number="", prosecutor="")

    assert {"client.name", "unit.number", "case.category"} <= {gap.key for gap in letter.gaps}
    assert all(gap.key and letter.text[gap.start : gap.end] == f"[[{gap.label}]]" for gap in letter.gaps)
    assert not re.search(r" [,.;:]|,,|\(\)|  |\n\n\n", letter.text)


def test_a_letter_of_a_woman_agrees_with_her():
    assert "находилась в служебной командировке" in composed("r02", person=soldier("f")).text
    assert "находился в служебной командировке" in composed("r02").text
    assert (
        "от рядового Ивановой Анны Ивановны, проходящей военную службу по контракту в войсковой части 00001"
        in composed("r03", person=soldier("f")).text
    )
    assert "от рядового Кужугета Айдына Мерген-ооловича, проходящего" in composed("r03").text


def test_the_refusing_sentence_is_off_and_the_serving_one_on():
    text = composed("r02").text

    assert "отказываюсь" not in text.replace("не отказываюсь", "")
    assert "От исполнения обязанностей военной службы в пункте постоянной дислокации воинской части не отказываюсь." in text
    assert "от участия в специальной военной операции отказываюсь" in composed("r02", {**FILLED, "refusal": "yes"}).text


def test_the_complaint_keeps_itself_away_from_whom_it_is_about():
    text = composed("r03").text

    assert text.startswith("> Военному прокурору 000 военной прокуратуры гарнизона\n")
    assert "Прошу не направлять жалобу лицу, действия которого обжалуются." in text
    assert "11 мая 2026 г. мною подан рапорт о направлении на военно-врачебную комиссию (вх. № 17)." in text


def test_requests_are_numbered_and_a_single_one_is_a_sentence():
    many, one = composed("r02").text, composed("r02", {"health": "болит голова"}).text

    assert "Прошу:\n1. Направить меня на медицинское освидетельствование" in many
    assert "2. Предоставить мне отпуск.\n3. Выдать копию приказа.\n" in many
    assert "Прошу направить меня на медицинское освидетельствование" in one


def test_a_missing_commander_leaves_no_line():
    assert composed("r02", with_commander=False).text.startswith("> Командиру войсковой части 00001\n\n# Рапорт")


def test_a_commander_without_a_rank_is_a_gap_and_never_guessed():
    text = composed("r02").text
    assert "> полковнику Петрову П. П." in text


def test_a_day_that_does_not_exist_is_a_gap_that_shows_it():
    letter = composed("r02", {**FILLED, "weapon_day": "31.02.2022"})

    assert [(gap.label, gap.key) for gap in letter.gaps] == [("оружие сдано (день): 31.02.2022?", "weapon_day")]


def test_a_choice_that_is_none_is_refused():
    with pytest.raises(BadInput):
        composed("r02", {"refusal": "maybe"})


def test_doubtful_forms_are_told_until_they_are_confirmed():
    unsure = soldier(surname="Ондар-Дыртык", patronymic="")
    forms = {case: f"Ондар-{case}" for case in ("genitive", "dative", "accusative", "instrumental", "prepositional")}
    sure = soldier(surname="Ондар-Дыртык", patronymic="", forms={"surname": {"nominative": "Ондар-Дыртык", **forms}})

    before, after = composed("r03", person=unsure), composed("r03", person=sure)

    assert [(doubt.person, doubt.part, doubt.case) for doubt in before.doubtful] == [(unsure.id, "surname", "genitive")]
    assert after.doubtful == ()
    assert "Ондар-genitive" in after.text


def test_confirmed_forms_of_another_name_are_not_used():
    renamed = soldier(forms={"surname": {"nominative": "Ондар", "genitive": "Ондара"}})

    assert "Ондара" not in composed("r03", person=renamed).text


def test_the_nominative_is_never_doubtful():
    assert composed("r02", person=soldier(surname="Ондар-Дыртык")).doubtful == ()


def test_an_unknown_post_is_doubtful_and_a_confirmed_one_is_not():
    post = {"nominative": "зюзюка", "genitive": "зюзюки"}

    doubtful = composed("r02", person=soldier(post="зюзюка")).doubtful
    confirmed = composed("r02", person=soldier(post="зюзюка", forms={"post": post}))

    assert [(doubt.part, doubt.case) for doubt in doubtful] == [("post", "genitive")]
    assert confirmed.doubtful == ()
    assert "в должности зюзюки 1 мотострелкового отделения" in confirmed.text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a {{ x }} b", "a b"),
        ("a, {{ x }}, b", "a, b"),
        ("a {{ x }}, b", "a, b"),
        ("a, {{ x }}.", "a."),
        ("a ({{ x }}) b.", "a b."),
        ("a\n{{ x }}\nb", "a\nb"),
        ("{{ x }}, b", "b"),
    ],
)
def test_around_an_empty_value_nothing_is_left(body, text):
    assert _text(body, x="") == text


@pytest.mark.parametrize("typed", ["# not a title", "> nobody", "| x | y", "% gone", "+ plus", "\\ back", "<b>&{{ }}", "a | b"])
def test_what_is_typed_is_never_a_mark(typed):
    from desktop.documents import layout
    from desktop.documents.blocks import Paragraph

    blocks = layout.blocks(_text("{{ x }}", x=typed))

    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [typed]


@pytest.mark.parametrize(
    ("body", "line", "name"),
    [
        ("a\nb {{ nobody }}", 7, "nobody"),
        ("a\n{% if %}", 7, ""),
        ("{{ x|dative }}", 6, ""),
        ("{{ ''.__class__.__mro__ }}", 6, ""),
        ("{{ 1/0 }}", 6, ""),
    ],
)
def test_a_broken_template_names_its_line_and_never_the_text(body, line, name):
    with pytest.raises(TemplateBroken) as broken:
        _text(body, x="тайна")

    assert (broken.value.line, broken.value.name) == (line, name)
    assert "тайна" not in str(broken.value)


@pytest.mark.parametrize("text", ["", "x", "+++\nid = 1", "+++\nid =\n+++\n", '+++\nid = "a"\n+++\nb'])
def test_a_file_without_a_proper_head_is_no_template(text):
    with pytest.raises(TemplateBroken):
        templates.parse(text, name="x", language="ru")


def test_facts_and_doubts_tell_nobody_what_they_hold():
    told = facts.of(make.case(), {"client": soldier()}, None, {}, {}, TODAY)

    assert "Кужугет" not in repr(told)
    assert "Ондар" not in repr(Doubt("p", "surname", "dative", "Ондару"))


@pytest.mark.parametrize(
    ("told", "written"),
    [("направлении на ВВК", "о направлении на ВВК"), ("отпуске.", "об отпуске"), ("увольнении", "об увольнении"),
     ("имуществе", "об имуществе"), ("ежегодном отпуске", "о ежегодном отпуске"), ("всём изложенном", "обо всём изложенном"), ("", "")],
)  # fmt: skip
def test_what_a_report_is_about_has_its_preposition(told: str, written: str) -> None:
    assert _text("Рапорт {{ told|about }}", told=told).strip() == f"Рапорт {written}".strip()


def test_a_single_request_joins_the_words_that_ask():
    assert _text("Прошу также:\n+ Выдать копию.") == "Прошу также выдать копию."


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        ("письмо.", "письмо"),
        ("№ 5 от 12 мая 2026 г.", "№ 5 от 12 мая 2026 г."),
        ("Петрову П. П.", "Петрову П. П."),
        ("раз; два;", "раз; два"),
    ],
)
def test_a_full_stop_that_belongs_to_a_word_stays_with_it(typed, bare):
    assert _text("({{ x|bare }}) и {{ x|bare }}.", x=typed) == f"({bare}) и {bare.removesuffix('.')}."
