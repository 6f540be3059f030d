"""The bundle and the source set the same letter in the same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.screen import COMMAND, ROOT

pytestmark = pytest.mark.skipif("PORTFEL_BUNDLE" not in os.environ, reason="there is no bundle to try: make bundle-test")
_SOURCE = [sys.executable, "-m", "desktop"]


def said(command: list[str], *arguments: object) -> str:
    """What a program prints; the passphrase goes in, and words with quotation marks for the letter."""
    given = 'probe\n"Плохо сплю" - с 5 июня 2022 г.\n'
    run = subprocess.run([*command, *map(str, arguments)], input=given, capture_output=True, text=True, cwd=ROOT, check=True)
    return run.stdout


def test_a_letter_of_the_same_case_is_the_same_bytes_from_source_and_from_the_bundle(tmp_path: Path):
    letters = {}
    for name, command in (("source", _SOURCE), ("bundle", list(map(str, COMMAND)))):
        vault, page = tmp_path / name, tmp_path / f"{name}.pdf"
        said(command, "demo", "--vault", vault, "--cases", 1, "--seed", 7, "--unlock-seconds", "0.05")
        number = said(_SOURCE, "cases", "--vault", vault).split()[0]
        said(command, "letter", "--vault", vault, "--case", number, "--template", "r02", "--set", "health=-", "--allow-gaps", "--out", page)
        letters[name] = page.read_bytes()

    assert letters["source"] == letters["bundle"]


def test_the_self_test_of_the_bundle_compares_a_page_with_the_sum_it_should_have():
    assert "!" not in said(list(map(str, COMMAND)), "self-test")
