"""Key files: what is in them counts, and damage is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import BadInput, NotFound
from desktop.storage import key_file


@given(secret=st.binary(min_size=32, max_size=32), breaks=st.lists(st.integers(0, 99), max_size=9))
def test_line_breaks_and_capitals_do_not_matter(secret, breaks):
    text = key_file.text_of(secret).upper()
    for place in breaks:
        text = f"{text[:place]} \r\n\t{text[place:]}"

    assert key_file.secret_from_text("\ufeff" + text) == secret


def test_every_wrong_digit_is_noticed():
    text = key_file.text_of(bytes(range(32)))

    for place, digit in enumerate(text):
        if digit.strip():
            wrong = text[:place] + ("0" if digit != "0" else "1") + text[place + 1 :]
            with pytest.raises(BadInput) as error:
                key_file.secret_from_text(wrong)
            assert error.value.reason == "checksum"


@pytest.mark.parametrize("content", [b"", b"\xff" * 100, b"0" * 5000, b"a note, nothing more"])
def test_another_file_is_called_none(tmp_path, content):
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(BadInput) as error:
        key_file.read(tmp_path / "file")

    assert error.value.reason == "length"


def test_a_stick_that_is_not_there_is_called_so(tmp_path):
    with pytest.raises(NotFound):
        key_file.read(tmp_path / "nowhere")


def test_the_file_says_nothing_of_what_it_is_for():
    assert set(key_file.text_of(key_file.fresh())) <= set("0123456789abcdef \n")
