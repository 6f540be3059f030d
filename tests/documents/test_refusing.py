"""Phrases that refuse, in every form, and what only looks like one."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.phrases import lines
from desktop.documents.refusing import hits, shipped

HERE = Path(__file__).parent


def sentences(name: str) -> list[str]:
    """The sentences of a list, what nobody sees put in."""
    found = lines((HERE / name).read_text(encoding="utf-8"))
    return [re.sub(r"\\(n|u[0-9a-f]{4})", lambda seen: "\n" if seen[1] == "n" else chr(int(seen[1][1:], 16)), each) for each in found]


@pytest.mark.parametrize("text", sentences("refusing.txt"))
def test_it_refuses(text):
    assert hits(text, shipped())


@pytest.mark.parametrize("text", ["", *sentences("innocent.txt")])
def test_it_refuses_nothing(text):
    assert not hits(text, shipped())


def test_there_are_enough_of_both():
    assert min(len(sentences("refusing.txt")), len(sentences("innocent.txt"))) >= 120


@pytest.mark.parametrize("hidden", ["о т к а з ы в а ю с ь", "отказы-\nваюсь", "отка\u200bзываюсь", "0тка3ываюсь"])
def test_the_place_of_a_hidden_refusal_is_that_of_its_letters(hidden):
    text = f"Ещё раз, 5 мая: {hidden}, и ещё."

    (hit,) = hits(text, shipped())

    assert text[hit.start : hit.end] == hit.words == hidden


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
