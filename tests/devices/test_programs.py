"""Other programs are started clean."""

from desktop.devices import programs


def test_what_is_sent_comes_back():
    assert programs.run(["cat"], b"here") == programs.Answer(0, "here")


def test_a_program_that_is_not_there_is_no_error():
    assert programs.run(["no-such-program"]).status == 127


def test_a_program_that_takes_too_long_is_ended():
    assert programs.run(["sleep", "5"], patience_seconds=0.05).status == 124


def test_a_program_speaks_english():
    assert "LC_ALL=C.UTF-8" in programs.run(["env"]).said.splitlines()
