"""Exit statuses, languages, and what never happens."""

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli import cases, program
from tests.cli.face import is_one_sentence, run

SOURCE = Path(__file__).parents[2]
SAYS_NOTHING = b""


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        [],
        ["cases"],
        ["cases", "--vault"],
        ["decline", "Иванов", "Иван"],
        ["decline", "--sex", "x", "Иванов", "Иван"],
        ["demo", "--vault", "v", "--cases", "0"],
        ["demo", "--vault", "v", "--cases", "²"],
        ["new", "--vault", "v", "--unlock-seconds", "nan"],
        ["new", "--vault", "v", "--unlock-seconds", "-1"],
        ["cases", "--vault", "v", "--jso"],
        ["verify"],
    ],
)
def test_wrong_usage_is_two(arguments, capsys):
    assert run(*arguments, given=SAYS_NOTHING).status == 2
    assert "usage:" in capsys.readouterr().err


def test_help_is_no_mistake(capsys):
    assert run("letter", "--help").status == 0
    assert "--explained" in capsys.readouterr().out


def test_help_is_told_in_the_language_asked_for(capsys):
    run("new", "--help", lang="ru")

    told = capsys.readouterr().out
    assert "хранилищ" in told
    assert "usage" not in told


def test_a_mistake_of_usage_is_told_in_the_language_asked_for(capsys):
    run("new", lang="ru")

    assert "required" not in capsys.readouterr().err


def test_a_problem_is_told_in_the_language_asked_for(tmp_path):
    russian = run("cases", "--vault", tmp_path / "no", lang="ru").warned

    assert russian != run("cases", "--vault", tmp_path / "no").warned
    assert any("а" <= letter <= "я" for letter in russian)


def test_a_bug_is_three_and_tells_no_value(monkeypatch, folder):
    secret = "Секретный Иван"

    def fault(*_args, **_options):
        raise RuntimeError(secret) from ValueError(secret)

    monkeypatch.setattr(cases.cases, "rows", fault)

    answer = run("cases", "--vault", folder)

    assert answer.status == 3
    assert "Секретный" not in answer.warned
    assert "RuntimeError" in answer.warned
    assert "ValueError" in answer.warned
    assert "test_program.py" in answer.warned
    assert "Traceback" not in answer.warned


def test_ctrl_c_is_silent(monkeypatch, folder):
    def interrupted(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(cases.cases, "rows", interrupted)

    answer = run("cases", "--vault", folder)

    assert answer == type(answer)(130, "", "")


def test_frames_end_for_errors_that_cause_each_other():
    one, two = ValueError("a"), ValueError("b")
    one.__cause__, two.__cause__ = two, one

    assert program.frames(one).startswith("ValueError")


def test_doctor_has_the_shape_others_rely_on():
    measures = run("doctor", "--json", given=SAYS_NOTHING).json["measures"]

    assert {"network", "core-dump", "trace", "swap", "spool", "hibernation"} <= {measure["id"] for measure in measures}
    for measure in measures:
        assert list(measure) == ["id", "on", "sentence", "mend"]
        assert measure["sentence"]
        assert measure["on"] or measure["mend"]


def test_doctor_tells_the_same_in_lines():
    told = run("doctor", given=SAYS_NOTHING).said

    assert told.splitlines()[0][:2] in {"+ ", "! ", "? "}


def test_no_command_imports_a_window(demo, tmp_path):
    """One process carries out all commands; at the end no Qt is there."""
    program = f"""
        import io, sys
        from desktop import cli
        from desktop.cli.terminal import Terminal
        sys.path.insert(0, {str(SOURCE)!r})
        from tests.conftest import PASSPHRASE
        demo, place = {str(demo)!r}, {str(tmp_path)!r}
        def run(*arguments):
            given = io.BytesIO((PASSPHRASE + "\\n").encode())
            return cli.main(list(arguments), terminal=Terminal(given, io.StringIO(), sys.stderr))
        for command in (
            ["new", "--vault", place + "/n", "--unlock-seconds", "0.05"], ["demo", "--vault", place + "/d", "--unlock-seconds", "0.05"],
            ["cases", "--vault", demo], ["templates"], ["decline", "--sex", "m", "A", "B"], ["search", "--vault", demo, "a"],
            ["recovery-sheet", "--vault", demo, "--out", place + "/s.pdf"], ["backup", "--vault", demo, "--to", place],
            ["check", "--vault", demo], ["doctor"], ["notes", "--vault", demo, "--case", "x"], ["add-note", "--vault", demo, "--case", "x"],
            ["letter", "--vault", demo, "--case", "x", "--template", "r02", "--out", place + "/l.pdf"], ["self-test"],
            ["verify", place + "/n/header.a"], ["restore", place + "/n/header.a", "--vault", place + "/r"],
            ["attach", "--vault", demo, "--case", "x", place + "/n/header.a"],
        ):
            assert run(*command) in (0, 1), command
            assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))], command
    """
    import textwrap

    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], cwd=SOURCE, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_sentence_for_a_problem_is_one_line(tmp_path):
    assert is_one_sentence(run("check", "--vault", tmp_path / "no").warned)


def test_an_answer_that_finds_the_disk_full_is_one_sentence():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "desktop", "templates", "--lang", "en"],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )

    assert ended.returncode == 1
    assert is_one_sentence(ended.stderr)
