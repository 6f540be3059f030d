"""The benchmarks: their arithmetic, their table, and that each part is there. What they measure is measured by `make bench`."""

import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import names, papers, searching, table
from benchmarks.measure import Figure, in_turn, program, spread
from desktop.operations.demo.making import make_demo

README = Path(bench.__file__).with_name("README.md")


def test_the_ratio_is_ours_by_theirs():
    assert Figure("x", 30, "ms", "y", 60).ratio == 0.5
    assert Figure("x", 30, "ms").ratio is None


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        (Figure("nothing to reach", 30, "ms", "y", 10), None),
        (Figure("below", 30, "ms", most=30), True),
        (Figure("above", 30.1, "ms", most=30), False),
        (Figure("ratio below", 130, "ms", "y", 100, most_ratio=1.3), True),
        (Figure("ratio above", 131, "ms", "y", 100, most_ratio=1.3), False),
        (Figure("fast enough, but behind", 10, "ms", "y", 5, most=15, most_ratio=1), False),
        (Figure("ahead, but not fast enough", 16, "ms", "y", 50, most=15, most_ratio=1), False),
        (Figure("yardstick not here", 10, "ms", "y", None, most_ratio=1), None),
        (Figure("too slow, whatever the yardstick", 16, "ms", "y", None, most=15, most_ratio=1), False),
    ],
)
def test_what_is_reached_is_counted_from_both_figures(figure, reached):
    assert figure.reached is reached


def test_a_line_shows_both_figures_their_ratio_and_what_is_to_be_reached():
    figure = Figure("warm letter", 11.04, "ms", "LibreOffice", 1234.5, most=15, most_ratio=1 / 60)

    line = table.table({"letters": [figure]}).splitlines()[-1]

    assert line == "| warm letter | 11.0 ms | LibreOffice | 1,234 ms | 1/112 | ≤ 15 ms, ≤ 1/60 | yes |"


def test_a_yardstick_that_is_not_here_is_no_success():
    line = table.table({"papers": [Figure("backup", 9.5, "s", "restic", None, most_ratio=1)]}).splitlines()[-1]

    assert line == "| backup | 9.50 s | restic | not here |  | ≤ its | – |"


def test_the_new_table_takes_the_place_of_the_old_and_of_nothing_else(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\nbehind\n", "utf-8")

    table.write(readme, "new")
    table.write(readme, "newer")

    assert readme.read_text("utf-8") == f"before\n{table.BEGIN}\nnewer\n{table.END}\nbehind\n"


@pytest.mark.parametrize(
    "text",
    ["", table.BEGIN, table.END, table.END + table.BEGIN, table.BEGIN + table.END * 2, table.BEGIN * 2 + table.END],
)
def test_a_readme_without_its_two_marks_is_left_alone(tmp_path, text):
    readme = tmp_path / "README.md"
    readme.write_text(text, "utf-8")

    with pytest.raises(ValueError, match="marks"):
        table.write(readme, "new")

    assert readme.read_text("utf-8") == text


def test_the_heading_names_day_machine_and_load():
    words = table.heading(date(2026, 11, 26), 0.25, 1.75, 12.4)

    assert "2026-11-26" in words
    assert f"{table.machine()}; load average 0.2 before, 1.8 at the end" in words
    assert "12 minutes" in words


@pytest.mark.parametrize("name", bench.PARTS)
def test_each_part_is_there_and_the_readme_says_how_it_is_measured(name):
    part = import_module(f"benchmarks.{name}")

    assert callable(part.figures)
    assert f"\n**{name}.**" in README.read_text("utf-8")


def test_the_readme_has_its_marks():
    assert table.replaced(README.read_text("utf-8"), "x").count("\nx\n") == 1


def test_what_is_measured_in_turn_keeps_its_turn_and_leaves_out_the_first_round():
    order: list[str] = []

    def work(name):
        order.append(name)
        return float(len(order))

    taken = in_turn({"ours": lambda: work("ours"), "theirs": lambda: work("theirs")}, 2)

    assert order == ["ours", "theirs"] * 3
    assert taken == {"ours": [3.0, 5.0], "theirs": [4.0, 6.0]}


def test_half_and_nineteen_in_twenty():
    assert spread([float(number) for number in range(100, 0, -1)]) == (50.5, 96.0)
    assert spread([7.0]) == (7.0, 7.0)


def test_the_memory_of_a_program_counts_its_children():
    hold = "import time; held = bytearray(60_000_000); time.sleep(0.5)"
    with_child = f"import subprocess, sys; held = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {hold!r}])"

    assert 60 < program([sys.executable, "-c", hold]).peak_mib < 110
    assert program([sys.executable, "-c", with_child]).peak_mib > 120


def test_a_program_that_fails_is_no_figure():
    with pytest.raises(Exception, match="exit status 3"):
        program([sys.executable, "-c", "raise SystemExit(3)"])


def test_a_part_nobody_knows_is_refused_before_anything_is_measured(capsys):
    assert bench.main(["lettres"]) == 2
    assert "lettres" in capsys.readouterr().err


def test_a_part_that_breaks_spoils_no_other_and_writes_no_readme(monkeypatch, tmp_path, capsys):
    readme = tmp_path / "README.md"
    readme.write_text(f"{table.BEGIN}\nold\n{table.END}\n", "utf-8")
    monkeypatch.setattr(bench, "README", readme)
    monkeypatch.setattr(bench, "PLACE", tmp_path / "place")
    for name in bench.PARTS:
        part = import_module(f"benchmarks.{name}")
        monkeypatch.setattr(part, "NEEDS", ())
        monkeypatch.setattr(part, "figures", _broken if name == "papers" else _one_figure)

    status = bench.main([])

    said = capsys.readouterr()
    assert status == 1
    assert said.out.count("| measured | 1.00 s |") == len(bench.PARTS) - 1
    assert "out of paper" in said.err
    assert "old" in readme.read_text("utf-8")
    assert not (tmp_path / "place").exists()


def test_a_whole_run_is_written_into_the_readme(monkeypatch, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{table.BEGIN}\nold\n{table.END}\n", "utf-8")
    monkeypatch.setattr(bench, "README", readme)
    monkeypatch.setattr(bench, "PLACE", tmp_path / "place")
    for name in bench.PARTS:
        part = import_module(f"benchmarks.{name}")
        monkeypatch.setattr(part, "NEEDS", ())
        monkeypatch.setattr(part, "figures", _one_figure)

    assert bench.main(["letters"]) == 0
    assert "old" in readme.read_text("utf-8")
    assert bench.main([]) == 0
    assert readme.read_text("utf-8").startswith(f"before\n{table.BEGIN}\nTaken on ")
    assert readme.read_text("utf-8").count("| measured | 1.00 s |") == len(bench.PARTS)


def test_the_real_window_can_be_measured(tmp_path):
    make_demo(tmp_path / "vault", "x", cases=2, unlock_seconds=0.01)

    taken = searching._window(tmp_path / "vault", ["а"], 1)

    assert {name: len(each) for name, each in taken.items()} == {
        "unlock": 1, "today": 1, "case": 1, "save": 1, "disk": 1, "typed": 1, "peak": 1,
    }  # fmt: skip
    assert all(value > 0 for each in taken.values() for value in each)


def test_papers_can_be_measured(tmp_path):
    paper = tmp_path / "paper"
    paper.write_bytes(bytes(1000))
    (tmp_path / "backups").mkdir()
    vault = papers._vault(tmp_path / "vault")

    added = papers._ours(vault, "add", vault.case, str(paper))
    papers._ours(vault, "backup", str(tmp_path / "backups"))

    assert added.seconds > 0
    assert len(list((vault.folder / "papers").iterdir())) == 1
    assert len(list((tmp_path / "backups").glob("*.backup"))) == 1


def _one_figure(place):
    (place / "left behind").touch()
    return [Figure("measured", 1, "s")]


def _broken(place):
    raise OSError("out of paper")


def test_a_form_is_counted_by_whether_it_is_right_and_whether_it_is_asked_about():
    assert names.kinds("surname", "m", ["иванов", "иванова", "иванову", "иванова", "ивановым", "иванове"]) == [names.RIGHT] * 5
    assert names.kinds("surname", "m", ["королёв", "королев", "королеву", "королева/королёвича", "королевым", "королеве"]) == [
        names.SILENT, *[names.RIGHT] * 4
    ]  # fmt: skip
    assert names.kinds("surname", "m", ["лев", "льва", "льву", "льва", "львом", "льве"]) == [names.ASKED_WRONG] * 5
    assert names.kinds("name", "f", ["айгуль"] * 6) == [names.ASKED] * 5
