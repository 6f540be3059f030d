"""Cases, notes, papers and the search from the terminal."""

import json
from dataclasses import replace
from datetime import date, datetime

from desktop.cli.cases import MOST_FOUND
from desktop.domain.cases import Category, Stage
from desktop.domain.notes import Note
from desktop.operations import vaults
from desktop.operations.demo import make_demo
from desktop.operations.notes import keep_note
from desktop.storage import cases, records
from tests.cli.face import case_in, is_one_sentence, lines, run
from tests.conftest import PASSPHRASE


def test_cases_have_the_shape_others_rely_on(demo):
    cases = run("cases", "--vault", demo, "--json").json

    assert len(cases) == 12
    for case in cases:
        assert list(case) == ["number", "pseudonym", "category", "unit", "stage", "urgent", "next"]
        assert case["category"] in list(Category)
        assert case["stage"] in list(Stage)
        assert isinstance(case["urgent"], bool)
        assert case["next"] is None or date.fromisoformat(case["next"])


def test_cases_as_lines_tell_the_same(demo):
    cases = run("cases", "--vault", demo, "--json").json

    told = run("cases", "--vault", demo).said.splitlines()

    assert [line.split("\t")[:2] for line in told] == [[case["number"], case["pseudonym"]] for case in cases]


def test_a_note_is_a_line_and_its_id_is_printed(demo):
    number = case_in(demo)
    before = run("notes", "--vault", demo, "--case", number, "--json").json

    answer = run(
        "add-note", "--vault", demo, "--case", number, given=lines("Первая", "вторая <b>&{{ }}\u202e", "", "последняя") + b"no end"
    )

    ids = answer.said.splitlines()
    after = run("notes", "--vault", demo, "--case", number, "--json").json
    assert answer.status == 0
    assert after[: len(before)] == before
    assert [note["id"] for note in after[len(before) :]] == ids
    assert [note["text"] for note in after[len(before) :]] == ["Первая", "вторая <b>&{{ }}\u202e", "последняя", "no end"]
    assert all(datetime.fromisoformat(note["when"]).tzinfo for note in after)


def test_what_came_before_a_line_that_is_no_text_is_kept(demo):
    number = case_in(demo)

    answer = run("add-note", "--vault", demo, "--case", number, given=lines("цела") + b"\xff\xfe\nlater\n")

    assert answer.status == 1
    assert is_one_sentence(answer.warned)
    notes = run("notes", "--vault", demo, "--case", number, "--json").json
    assert notes[-1]["id"] == answer.said.strip()
    assert notes[-1]["text"] == "цела"


def test_a_case_that_is_not_there_is_one_sentence(demo):
    for command in (["notes", "--json"], ["add-note"], ["attach", demo / "header.a"]):
        answer = run(*command, "--vault", demo, "--case", "26-ZZZZZ")

        assert answer.status == 1
        assert is_one_sentence(answer.warned)


def test_the_number_of_a_case_may_be_typed_small(demo):
    assert run("notes", "--vault", demo, "--case", case_in(demo).lower(), "--json").status == 0


def test_search_finds_beginnings_of_words_with_ye_for_yo(demo):
    number = case_in(demo)
    run("add-note", "--vault", demo, "--case", number, given=lines("Зелёная калоша-тест"))

    (hit,) = run("search", "--vault", demo, "зелен", "калош", "--json").json

    assert list(hit) == ["kind", "id", "case", "title", "snippet"]
    assert (hit["kind"], hit["case"]) == ("note", number)
    assert "Зелёная" in hit["snippet"]


def test_search_words_may_come_from_standard_input(demo):
    run("add-note", "--vault", demo, "--case", case_in(demo), given=lines("особенное слово"))

    by_line = run("search", "--vault", demo, "-", "--json", given=lines("особенное слово")).json

    assert by_line == run("search", "--vault", demo, "особенное", "слово", "--json").json
    assert len(by_line) == 1


def test_a_word_behind_a_minus_is_left_out_and_no_option(demo):
    run("add-note", "--vault", demo, "--case", case_in(demo), given=lines("Заметная hospital госпиталь"))
    run("add-note", "--vault", demo, "--case", case_in(demo), given=lines("Заметная дома"))

    for word in ("-госпиталь", "-hospital", '-"hospital госпиталь"'):
        (hit,) = run("search", word, "заметная", "--vault", demo, "--json").json
        assert "дома" in hit["snippet"]
    assert run("--vault", demo, "search", "заметная", "-hospital").said.count("\n") == 1


def test_that_there_is_more_than_is_told_is_told(demo):
    run("add-note", "--vault", demo, "--case", case_in(demo), given=lines(*["калоша"] * MOST_FOUND))
    assert run("search", "--vault", demo, "калоша").warned == ""

    run("add-note", "--vault", demo, "--case", case_in(demo), given=lines("калоша"))
    answer = run("search", "--vault", demo, "калоша")

    assert answer.said.count("\n") == MOST_FOUND
    assert str(MOST_FOUND) in answer.warned


def test_what_was_not_understood_and_what_is_no_more_are_told(demo):
    number = case_in(demo)
    run("add-note", "--vault", demo, "--case", number, given=lines("Прежнее слово-калоша"))
    with vaults.open_vault(demo, vaults.unlock(demo, PASSPHRASE)) as vault:
        note = records.of_case(vault, Note, cases.by_number(vault, number).id)[-1]
        keep_note(vault, replace(note, blocks={"facts": "Теперь иначе"}))

    answer = run("search", "--vault", demo, "калоша", "old:", "since:nonsense", "--json")

    (hit,) = answer.json
    assert datetime.fromisoformat(hit["until"]).tzinfo
    assert "nonsense" in answer.warned
    assert hit["until"] in run("search", "--vault", demo, "калоша", "old:").said


def test_a_value_that_does_not_come_is_one_sentence(demo):
    answer = run("search", "--vault", demo, "-", "--json")

    assert answer.status == 1
    assert is_one_sentence(answer.warned)


def test_nothing_found_is_no_mistake(demo):
    assert run("search", "--vault", demo, "<b>&{{", "--json").json == []
    assert run("search", "--vault", demo, "'\"*)(", "--json").json == []


def test_a_paper_is_kept_and_the_original_stays(demo, tmp_path):
    paper = tmp_path / "скан.pdf"
    paper.write_bytes(b"%PDF-1.4 canary" * 100)

    answer = run("attach", "--vault", demo, "--case", case_in(demo), paper)

    assert answer.status == 0
    assert len(answer.said.strip()) == 32
    assert paper.exists()
    assert not any(b"canary" in path.read_bytes() for path in demo.rglob("*") if path.is_file())


def test_a_paper_that_cannot_be_read_is_one_sentence_each(demo, tmp_path):
    missing = run("attach", "--vault", demo, "--case", "26-ZZZZZ", tmp_path / "nothing")
    folder = run("attach", "--vault", demo, "--case", "26-ZZZZZ", tmp_path)

    assert is_one_sentence(missing.warned)
    assert is_one_sentence(folder.warned)
    assert missing.warned != folder.warned


def test_the_demo_is_the_same_for_the_same_seed(demo, tmp_path):
    for name, seed in (("a", 1), ("b", 2)):
        make_demo(tmp_path / name, PASSPHRASE, cases=12, seed=seed, unlock_seconds=0.01)

    def told(folder):
        cases = run("cases", "--vault", folder, "--json").json
        notes = [run("notes", "--vault", folder, "--case", case["number"], "--json").json for case in cases[:4]]
        return json.dumps([cases, notes, run("search", "--vault", folder, "рапорт", "--json").json])

    assert told(tmp_path / "a") == told(demo)
    assert told(tmp_path / "b") != told(demo)
