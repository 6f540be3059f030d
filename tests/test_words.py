"""The Russian catalogue: complete, with three plural forms, and with the same places to fill as the English."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from desktop import i18n, input_words, words
from desktop.domain.errors import BadInput

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "resources" / "locale" / "ru" / "LC_MESSAGES" / "portfel.po"
_PLACES = re.compile(r"\{(\w+)[^}]*\}|%\((\w+)\)\w|%[sr]")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """Every phrase that stands in the code now."""
    path = tmp_path_factory.mktemp("words") / "portfel.pot"
    command = [
        sys.executable,
        "-m",
        "babel.messages.frontend",
        "--quiet",
        "extract",
        "-F",
        "pyproject.toml",
        "-k",
        "N_",
        "-o",
        str(path),
        ".",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    with path.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def russian():
    """What stands in the catalogue."""
    with PO.open("rb") as file:
        return read_po(file, locale="ru")


def _forms(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_every_phrase_has_its_russian(template, russian):
    wanted = [message for message in template if message.id]
    missing = [message.id for message in wanted if not (known := russian.get(message.id)) or not all(_forms(known))]

    assert missing == []


def test_every_count_has_three_forms(russian):
    assert [message.id for message in russian if message.id and message.pluralizable and len(set(_forms(message))) < 1] == []
    assert all(len(_forms(message)) == 3 for message in russian if message.id and message.pluralizable)


def test_the_places_to_fill_are_the_same(russian):
    for message in russian:
        if message.id:
            english = message.id[-1] if isinstance(message.id, tuple) else message.id
            for form in _forms(message):
                assert sorted(_PLACES.findall(form)) == sorted(_PLACES.findall(english)), english


def test_nothing_is_fuzzy(russian):
    assert [message.id for message in russian if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_sentence_about_a_bad_value_can_be_said(language):
    i18n.speak(language)

    said = [words.explain(BadInput(field, reason)) for field, reason in input_words.BAD]

    assert all(said)
    # What stands in braces in a sentence is meant for the reader only where she types it so.
    assert {sign for text in said for sign in re.findall(r"\{\w*\}", text)} <= {"{year}", "{letters}", "{count}"}
