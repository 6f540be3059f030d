"""What a fuzzer found worth keeping, read once more: every parser takes it or refuses it in its own words."""

import pytest

from tests.fuzz import kept, reached
from tests.fuzz.parsers import PARSERS


@pytest.mark.parametrize("name", PARSERS)
def test_nothing_kept_for_a_parser_breaks_it(name: str):
    inputs = kept.of(name)

    assert inputs, "no corpus is kept for it"
    for untrusted in inputs:
        PARSERS[name](untrusted)


def test_all_of_it_is_small():
    assert sum(path.stat().st_size for path in kept.FOLDER.iterdir()) < 300_000


def test_an_input_is_kept_only_for_a_step_no_smaller_one_takes():
    assert reached.smallest("note", [b"plain", b"text", b"**bold**", b"longer plain text"]) == [b"text", b"**bold**"]
