"""Shares: any k of n open, and a slip is named."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from desktop.domain.errors import BadInput
from desktop.storage import shares, typed

SECRET = bytes(range(32))


def reason(given: list[str]) -> str:
    with pytest.raises(BadInput) as error:
        shares.joined(given)
    return error.value.reason


@tries(max_examples=20)
@given(secret=st.binary(min_size=32, max_size=32), total=st.integers(2, 5), data=st.data())
def test_any_k_of_n_give_the_secret_back(secret, total, data):
    needed = data.draw(st.integers(2, total))

    made = shares.split(secret, needed, total)

    for chosen in combinations(made, needed):
        assert shares.joined(chosen) == secret
    assert shares.joined(made) == secret


def test_order_capitals_and_shortened_words_do_not_matter():
    made = shares.split(SECRET, 2, 3)

    for first, second in permutations(made, 2):
        assert shares.joined([first.upper(), " ".join(word[:4] for word in second.split())]) == SECRET


def test_too_few_are_said_with_how_many_are_missing():
    made = shares.split(SECRET, 3, 5)

    assert reason([made[0]]) == "more:2"
    assert reason([made[0], made[0]]) == "more:2"


def test_a_wrong_word_is_named():
    first, second = shares.split(SECRET, 2, 2)
    words = second.split()
    swapped = " ".join([words[1], words[0], *words[2:]])

    assert reason([first, swapped]) == "damaged:2"
    assert reason([first, " ".join(["почта", *words[1:]])]) == "unknown:34"
    assert reason([first, " ".join(words[1:])]) == "count"


def test_shares_of_two_sets_are_told_apart():
    assert reason([shares.split(SECRET, 2, 2)[0], shares.split(SECRET, 2, 2)[1]]) == "different"


@pytest.mark.parametrize(("needed", "total"), [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_numbers_that_make_no_sense_are_refused(needed, total):
    with pytest.raises(BadInput):
        shares.split(SECRET, needed, total)


def test_shares_are_known_for_what_they_are():
    made = shares.split(SECRET, 2, 2)

    assert typed.secret_kind("\n".join(made)) == "shares"
    assert shares.apart("\n".join(made)) == list(made)
    assert typed.secret_kind("слово " * 33) == "passphrase"
