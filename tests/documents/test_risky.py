"""Words that can hurt him: where they stand, and that what the program writes by itself has none."""

import pytest

from desktop.documents import risky
from desktop.documents.risky import Risk, hits, shipped
from tests.documents.test_refusing import sentences


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Находился в СОЧ с 3 мая.", "accuses"),
        ("Самовольно оставил часть.", "accuses"),
        ("Меня называют дезертиром.", "accuses"),
        ("Прошу учесть мой отказ.", "refuses"),
        ("Это преступный приказ.", "judges"),
        ("Автомат АК-74 № 1234567 сдан.", "secret"),
        ("Стояли на высоте 123.", "secret"),
        ("С марта был в Донецке.", "places"),
        ("Со мной был сослуживец Иванов.", "others"),
        ("Думал о самострелах.", "health"),
        ("Обратился к правозащитникам.", "reveals"),
        ("с а м о в о л ь н о, с\N{ZERO WIDTH SPACE}амовольно", "accuses"),
        ("само-\nвольно ушёл", "accuses"),
    ],
)
def test_a_risky_word_is_found_and_its_group_says_why(text, group):
    assert group in {hit.group for hit in hits(text, shipped())}


@pytest.mark.parametrize(
    "text",
    [
        "Соблюдаю режим дня.", "Осочил.", "Была потеря сознания.", "Потерял паспорт.", "Прошу предоставить отпуск.",
        "Ребёнок пропал без вести.",
        "Прошу назначить постельный режим.", "Потерпевший обратился ко мне.",
        "Отказ в возбуждении уголовного дела отменён.", "стрелок 1 штурмового взвода",
        "механик-водитель танка", "инвалид с 3 группой", "[[номер автомата]]",
    ],
)  # fmt: skip
def test_an_everyday_word_is_left_alone(text):
    assert not hits(text, shipped())


def test_the_place_is_that_of_the_words():
    text = "Прошу. Самовольно не уходил."

    (hit,) = hits(text, shipped())

    assert text[hit.start : hit.end] == hit.words == "Самовольно"


def test_her_own_word_counts_and_one_taken_out_does_not():
    mine = (Risk(phrase="зелёнк*"),)

    assert [hit.group for hit in hits("Сидели в зеленке.", mine)] == [risky.HERS]
    assert not hits("самовольно", mine)
    assert not hits("самовольно", ())


def test_of_two_at_one_place_the_longer_is_shown():
    assert [hit.words for hit in hits("Ответ: больше не могу.", shipped())] == ["больше не могу"]


def test_each_group_says_why_in_both_languages():
    assert {risk.group for risk in shipped()} == set(risky.why())
    for lines in risky.why().values():
        assert set(lines) == {"ru", "en"}
        assert all(line and "\n" not in line for line in lines.values())


def test_no_phrase_stands_twice():
    phrases = [risk.phrase for risk in shipped()]

    assert len(phrases) == len(set(phrases))


def test_innocent_sentences_hold_no_risky_word():
    assert {text: hits(text, shipped()) for text in sentences("innocent.txt") if hits(text, shipped())} == {}
