"""Phrases that refuse, in every form, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.phrases import lines
from desktop.documents.refusing import hits, shipped


@pytest.mark.parametrize(
    "text",
    [
        "От участия отказываюсь.", "Я отказался.", "мы отказываемся", "Отказалась выполнять приказ.", "ОТКАЗЫВАЮСЬ",
        "не намерен возвращаться", "Не намерена.", "не буду выполнять приказ", "Не желаю участвовать.", "не готова туда ехать",
        "oтказываюсь", "Не могу не отказаться.", "Не только отказываюсь, но и", "приказ выполнять больше не буду",
        "отказ от участия в СВО", "отказался принять участие в боевых действиях", "отказываюсь от дачи показаний и от участия в операции",
        "Нет. Отказываюсь.", "воевать больше не буду", "продолжать участие в операции не могу", "не хочу воевать", "не подчинюсь",
        "не\nнамерен", "не вернусь", "не вернемся",
    ],
)  # fmt: skip
def test_it_refuses(text):
    assert hits(text, shipped())


@pytest.mark.parametrize(
    "text",
    [
        "От исполнения обязанностей военной службы в пункте постоянной дислокации воинской части не отказываюсь.",
        "не отказалась", "не\nотказываюсь", "В приёме рапорта отказано.", "Дежурный отказался принять рапорт.",
        "Отказываюсь от дачи показаний.", "Прокуратура отказала мне.", "Документы не готовы.", "спать не могу",
        "Прошу меня не направлять.", "",
    ],
)  # fmt: skip
def test_it_refuses_nothing(text):
    assert not hits(text, shipped())


def test_the_place_is_that_of_the_words():
    text = "Ещё раз: Отказываюсь."

    (hit,) = hits(text, shipped())

    assert text[hit.start : hit.end] == hit.words == "Отказываюсь"


def test_her_own_phrases_count():
    assert hits("я пас", lines("# mine\nя  пас\n"))
    assert not hits("я пас", shipped())
    assert not hits("отказываюсь", [])


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_around_it_hides_a_refusal(before, after):
    text = f"{before}. Отказываюсь от участия. {after}"

    assert any(text[hit.start : hit.end] == "Отказываюсь" or "Отказываюсь" in hit.words for hit in hits(text, shipped()))


@given(st.text())
def test_any_text_can_be_looked_through(text):
    for hit in hits(text, shipped()):
        assert text[hit.start : hit.end] == hit.words
