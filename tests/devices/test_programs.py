"""Other programs are started clean."""

import pytest

from desktop.devices import programs


def test_what_is_sent_comes_back():
    assert programs.run(["cat"], b"here") == programs.Answer(0, "here")


def test_a_program_that_is_not_there_is_no_error():
    assert programs.run(["no-such-program"]).status == 127


def test_a_program_that_takes_too_long_is_ended():
    assert programs.run(["sleep", "5"], patience_seconds=0.05).status == 124


def test_a_program_speaks_english():
    assert "LC_ALL=C.UTF-8" in programs.run(["env"]).said.splitlines()


@pytest.mark.parametrize(("before", "seen"), [("/usr/lib/own", "LD_LIBRARY_PATH=/usr/lib/own"), ("", None)])
def test_our_bundle_is_not_pushed_onto_others(before: str, seen: str | None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)

    found = [line for line in programs.run(["env"]).said.splitlines() if line.startswith("LD_LIBRARY_PATH")]

    assert found == ([seen] if seen else [])
