"""Fingerprints: what is misheard or mistyped is noticed, and what was meant is found."""

import hashlib
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import fingerprints
from desktop.domain.fingerprints import LETTERS, fingerprint, is_whole, near, read

DIGESTS = st.binary(max_size=8).map(lambda data: hashlib.sha256(data).hexdigest())


def test_a_fingerprint_is_five_groups_of_four_letters_of_both_alphabets():
    made = fingerprint(hashlib.sha256(b"").hexdigest())

    assert [len(group) for group in made.split()] == [4, 4, 4, 4, 4]
    assert made == "ХЕХЕ МКМХ ТЕКВ УРОО ВСУВ"


@settings(max_examples=8)
@given(DIGESTS)
def test_no_single_wrong_letter_and_no_two_that_changed_places_pass(digest: str):
    letters = read(fingerprint(digest))
    swapped = [letters[:at] + b + a + letters[at + 2 :] for at, (a, b) in enumerate(pairwise(letters)) if a != b]
    wrong = [letters[:at] + other + letters[at + 1 :] for at in range(20) for other in LETTERS if other != letters[at]]

    assert is_whole(letters)
    assert not any(map(is_whole, (*wrong, *swapped, letters[:-1], letters + "А")))
    assert all(letters in near(other) for other in (*wrong[::41], *swapped[::7], letters[1:], letters[:9] + "К" + letters[9:]))


@settings(max_examples=30)
@given(DIGESTS, st.randoms(use_true_random=False))
def test_it_is_all_the_same_in_which_script_and_how_it_is_typed(digest, random):
    latin = str.maketrans(LETTERS, "ABEKMOPCTYX")
    typed = "".join(
        random.choice((letter, letter.lower(), letter.translate(latin), letter.translate(latin).lower())) + random.choice(("", " ", "-"))
        for letter in read(fingerprint(digest))
    )

    assert read(typed) == read(fingerprint(digest))


def test_look_alikes_and_letters_heard_in_the_other_language_are_meant():
    assert read("0 8 п s b R h u э") == "ОВРСВРХУЕ"
    assert fingerprints.strange(read("Я,Н")) == "ЯН"


def test_where_two_fingerprints_part_is_said():
    assert fingerprints.first_difference("АВЕ", "АВК") == 3
    assert fingerprints.first_difference("АВ", "АВК") == 3
    assert fingerprints.first_difference("АВ", "АВ") == 0
