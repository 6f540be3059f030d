"""Numbers and pseudonyms that tell nothing."""

import re
from random import Random

from desktop.domain import ids


def test_a_case_number_is_the_year_and_five_letters_that_are_free() -> None:
    taken = {ids.case_number(2026, Random(7))}

    number = ids.case_number(2026, Random(7), taken)

    assert re.fullmatch(r"26-[A-Z]{5}", number)
    assert number not in taken


def test_pseudonyms_never_repeat_even_when_the_nouns_run_out() -> None:
    random = Random(1)
    taken: set[str] = set()
    for _ in range(3 * len(ids.PSEUDONYMS)):
        taken.add(ids.pseudonym("ru", random, taken))

    assert len(taken) == 3 * len(ids.PSEUDONYMS)
