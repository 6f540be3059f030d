"""A text she has changed takes over what changes below it."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.merging import merged

OLD = "# Рапорт\nЯ, [[фамилия]], прошу:\n1. Направить меня.\n2. Ответить."


def test_a_filled_gap_reaches_a_text_that_was_changed_elsewhere():
    hers = OLD.replace("2. Ответить.", "2. Ответить письменно.")

    text, whole = merged(hers, OLD, OLD.replace("[[фамилия]]", "Королёв"))

    assert text == "# Рапорт\nЯ, Королёв, прошу:\n1. Направить меня.\n2. Ответить письменно."
    assert whole


def test_a_line_she_wrote_over_stays_hers_and_it_is_said():
    hers = OLD.replace("Я, [[фамилия]], прошу:", "Прошу Вас:")

    text, whole = merged(hers, OLD, OLD.replace("[[фамилия]]", "Королёв"))

    assert text == hers
    assert not whole


def test_a_new_line_goes_behind_the_line_it_followed():
    text, whole = merged(OLD + "\nСвоё.", OLD, OLD.replace("1. Направить меня.", "1. Направить меня.\n1а. Ещё."))

    assert text.splitlines()[2:5] == ["1. Направить меня.", "1а. Ещё.", "2. Ответить."]
    assert text.endswith("Своё.")
    assert whole


LINES = st.lists(st.text(alphabet="абв ", max_size=4), max_size=8).map("\n".join)


@given(before=LINES, after=LINES)
def test_a_text_nobody_changed_becomes_the_new_one_unless_it_says_so(before, after):
    text, whole = merged(before, before, after)

    assert text == after or not whole


@given(hers=LINES, same=LINES)
def test_where_nothing_changed_nothing_changes(hers, same):
    assert merged(hers, same, same) == (hers, True)


def test_a_value_reaches_a_line_in_which_she_changed_other_words():
    before = "Прошу отпустить меня, рядового Королёва, с [[день]] на десять суток."
    hers = before.replace("на десять суток", "на семь суток домой")

    text, whole = merged(hers, before, before.replace("[[день]]", "5 мая").replace("рядового", "ефрейтора"))

    assert text == "Прошу отпустить меня, ефрейтора Королёва, с 5 мая на семь суток домой."
    assert whole


def test_a_word_she_wrote_over_stays_hers_and_the_rest_of_the_line_follows():
    before = "Я, рядовой Королёв, прошу с [[день]]."

    text, whole = merged(before.replace("[[день]]", "6 мая"), before, "Я, ефрейтор Королёв, прошу с 5 мая.")

    assert text == "Я, ефрейтор Королёв, прошу с 6 мая."
    assert not whole


@given(before=LINES, after=LINES, place=st.integers(0, 8))
def test_a_word_of_her_own_is_never_lost(before, after, place):
    lines = before.split("\n")
    hers = "\n".join([*lines[:place], "щщщ", *lines[place:]])

    assert "щщщ" in merged(hers, before, after)[0]


@given(before=LINES, after=LINES)
def test_what_both_changed_alike_stands_once(before, after):
    assert merged(after, before, after) == (after, True)
