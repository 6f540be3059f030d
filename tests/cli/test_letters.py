"""Templates, letters and names from the terminal."""

import pytest

from desktop.documents import explanations, pages, pdf
from desktop.documents.templates import catalogue
from desktop.domain.letters import RegisterEntry
from desktop.operations import vaults
from desktop.operations.templates import in_use, keep_template, new_template
from desktop.storage import records
from desktop.ui.letters.offers import Group, offers
from tests.cli.face import case_in, is_one_sentence, lines, run
from tests.conftest import PASSPHRASE
from tests.documents.pages_of import folded, text_of


def register(folder):
    with vaults.open_vault(folder, vaults.unlock(folder, PASSPHRASE)) as vault:
        return records.every(vault, RegisterEntry)


@pytest.fixture
def number(demo):
    return case_in(demo)


def test_templates_have_the_shape_others_rely_on():
    templates = run("templates", "--json", given=b"").json

    assert {"r01", "r02", "r03"} <= {template["id"] for template in templates}
    for template in templates:
        assert list(template) == ["id", "title", "gated", "archive", "fields"]
        assert set(template["title"]) == {"ru", "en"}
        assert all(field["key"] for field in template["fields"])
    assert any(template["archive"] and template["gated"] for template in templates)


def test_gaps_are_named_and_nothing_is_written(demo, number, tmp_path):
    before = register(demo)

    answer = run("letter", "--vault", demo, "--case", number, "--template", "r02", "--out", tmp_path / "a.pdf")

    assert answer.status == 1
    assert "Missing: health (" in answer.warned
    assert answer.warned.count("\n") == 1
    assert not (tmp_path / "a.pdf").exists()
    assert register(demo) == before


def test_a_letter_is_written_and_stands_in_the_register(demo, number, tmp_path):
    before = register(demo)

    answer = run("letter", "--vault", demo, "--case", number, "--template", "r02", "--set", "health=-", "--set", "requests=-",
                 "--out", tmp_path / "a.pdf", given=lines("болит спина", "Выдать мне копию = с отметкой"))  # fmt: skip

    (entry,) = [each for each in register(demo) if each not in before]
    told = " ".join(pages.text((tmp_path / "a.pdf").read_bytes()).split())
    assert answer.status == 0
    assert answer.said.strip() == entry.number
    assert "болит спина" in told
    assert "копию = с отметкой" in told
    assert (tmp_path / "a.pdf").stat().st_mode & 0o077 == 0


def test_insisting_lets_gaps_pass_and_is_kept(demo, number, tmp_path):
    before = register(demo)

    run("letter", "--vault", demo, "--case", number, "--template", "r02", "--allow-gaps", "--out", tmp_path / "a.pdf")

    (entry,) = [each for each in register(demo) if each not in before]
    assert entry.gaps_allowed


REFUSING = ("--template", "r02", "--set", "health=болит спина", "--set", "refusal=yes")


def test_a_refusal_wants_to_be_explained_by_name(demo, number, tmp_path):
    out = tmp_path / "a.pdf"
    ids = explanations.ids()

    nothing = run("letter", "--vault", demo, "--case", number, *REFUSING, "--allow-gaps", "--out", out)
    some = run("letter", "--vault", demo, "--case", number, *REFUSING, "--explained", ids[0], "--out", out)
    each = run("letter", "--vault", demo, "--case", number, *REFUSING, "--explained", ",".join(ids), "--out", out)
    everything = run("letter", "--vault", demo, "--case", number, *REFUSING, "--explained", "all", "--out", out)

    assert (nothing.status, some.status, each.status, everything.status) == (1, 1, 0, 0)
    assert all(id_ in nothing.warned for id_ in ids)
    assert ids[0] not in some.warned
    assert ids[1] in some.warned


def test_a_day_in_the_past_is_no_way_round_the_check(demo, number, tmp_path):
    out = tmp_path / "a.pdf"

    assert run("letter", "--vault", demo, "--case", number, *REFUSING, "--as-of", "2022-05-12", "--out", out).status == 1


ARCHIVE = ("--template", "r01", "--set", "health=плохо сплю", "--set", "away_from=2022-02-24", "--set", "away_to=2022-03-31")


@pytest.mark.parametrize("day", ["2022-05-12", "23.09.2022", "2022-09-24"])
def test_the_archive_and_a_day_of_its_time_do_not_walk_through(demo, number, tmp_path, day):
    unsaid = run("letter", "--vault", demo, "--case", number, *ARCHIVE, "--as-of", day, "--out", tmp_path / "a.pdf")
    said = run("letter", "--vault", demo, "--case", number, *ARCHIVE, "--as-of", day, "--explained", "all", "--out", tmp_path / "a.pdf")

    assert (unsaid.status, said.status) == (1, 0)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--template", "r99"), 1),
        (("--template", "r02", "--set", "health"), 1),
        (("--template", "r02", "--set", "nothing=x"), 1),
        (("--template", "r02", "--set", "refusal=maybe"), 1),
        (("--template", "r02", "--set", "health=-"), 1),
        (("--template", "r02", "--explained", "w-unknown"), 1),
        (("--template", "r02", "--set", "health=\udcff"), 1),
        (("--template", "r02", "--as-of", "31.02.2022"), 2),
        (("--template", "r02", "--as-of", "2022-04"), 2),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(demo, number, tmp_path, arguments, status):
    before = register(demo)

    answer = run("letter", "--vault", demo, "--case", number, "--out", tmp_path / "a.pdf", *arguments)

    assert answer.status == status
    assert status == 2 or is_one_sentence(answer.warned)
    assert not (tmp_path / "a.pdf").exists()
    assert register(demo) == before


def test_a_letter_that_cannot_be_put_anywhere_is_not_entered(demo, number, tmp_path):
    before = register(demo)

    answer = run("letter", "--vault", demo, "--case", number, "--template", "r02", "--set", "health=болит спина", "--out", tmp_path)

    assert answer.status == 1
    assert register(demo) == before


@pytest.mark.parametrize("text", ["<b>&{{ client }}", "{% raw %}", "«ё» ' \\"])
def test_what_she_types_stands_in_the_letter_as_she_typed_it(demo, number, tmp_path, text):
    answer = run("letter", "--vault", demo, "--case", number, "--template", "r02", "--set", f"health={text}", "--out", tmp_path / "a.pdf")

    assert answer.status == 0, answer.warned
    assert "".join(text.split()) in "".join(pages.text((tmp_path / "a.pdf").read_bytes()).split())


@pytest.mark.parametrize("text", ["😀", "\u202eабв"])
def test_what_no_typeface_has_stops_the_letter(demo, number, tmp_path, text):
    answer = run(
        "letter", "--vault", demo, "--case", number, "--template", "r02", "--allow-gaps", "--set", f"health={text}", "--out", tmp_path / "a"
    )

    assert answer.status == 1
    assert "Not in the typeface" in answer.warned


def test_the_six_cases_of_a_name_have_the_shape_others_rely_on():
    forms = run("decline", "--sex", "m", "Кара-оол", "Ай-оол", "Эресович", "--json", given=b"").json

    assert list(forms) == ["nominative", "genitive", "dative", "accusative", "instrumental", "prepositional", "doubtful"]
    assert forms["dative"] == {"surname": "Кара-оолу", "name": "Ай-оолу", "patronymic": "Эресовичу"}


def test_a_name_may_come_from_standard_input_without_a_passphrase():
    by_lines = run("decline", "--sex", "f", "-", "Долаан", "-", "--json", given="Монгуш\nБорисовна\n".encode()).json

    assert by_lines == run("decline", "--sex", "f", "Монгуш", "Долаан", "Борисовна", "--json", given=b"").json


def test_a_missing_patronymic_is_null():
    forms = run("decline", "--sex", "m", "Доржиев", "Баир", "--json", given=b"").json

    assert forms["genitive"]["patronymic"] is None


@pytest.mark.parametrize("name", [("", "Баир"), ("Доржиев", " "), ("-", "-")])
def test_an_empty_name_is_one_sentence(name):
    answer = run("decline", "--sex", "m", *name, given="\nБаир\n".encode())

    assert answer.status == 1
    assert is_one_sentence(answer.warned)
    assert answer.said == ""


def test_a_choice_that_is_none_names_its_field(demo, number, tmp_path):
    answer = run("letter", "--vault", demo, "--case", number, "--template", "r02", "--set", "refusal=maybe", "--out", tmp_path / "a.pdf")

    assert answer.status == 1
    assert "The field refusal takes one of its choices only" in answer.warned


def test_a_gap_is_named_by_its_key_and_in_the_language_asked_for(demo, number, tmp_path):
    arguments = (
        "letter",
        "--vault",
        demo,
        "--case",
        number,
        "--template",
        "r02",
        "--out",
        tmp_path / "a.pdf",
        "--set",
        "away_from=2022-02-31",
    )

    assert "health (his state of health, in his own words)" in run(*arguments).warned
    assert "away_from (deployed from: 2022-02-31?)" in run(*arguments).warned
    assert "health (состояние здоровья, его словами)" in run(*arguments, lang="ru").warned


OWN = """+++
id = "x"
version = "1"
title = { ru = "Справка" }
+++
# Справка

Выдана мною самим.
"""


def test_a_letter_is_written_from_a_template_of_hers(demo, number, tmp_path):
    with vaults.open_vault(demo, vaults.unlock(demo, PASSPHRASE)) as vault:
        own = keep_template(vault, in_use(vault, new_template(vault, OWN)))

    said = run("letter", "--vault", demo, "--case", number, "--template", own.id, "--out", tmp_path / "a.pdf")

    assert said.status == 0
    assert folded("Выдана мною самим.") in text_of((tmp_path / "a.pdf").read_bytes())


def test_the_terminal_lists_the_documents_the_window_offers():
    listed = run("templates", "--json", given=b"").json

    assert {each["id"] for each in listed} == {offer.id for offer in offers(catalogue())}
    assert {each["id"] for each in listed if each["archive"]} == {offer.id for offer in offers(catalogue()) if offer.group is Group.ARCHIVE}


def test_what_only_wants_a_look_is_said_and_stops_nothing(demo, number, tmp_path):
    answer = run("letter", "--vault", demo, "--case", number, "--template", "r02", "--set", "health=болит спина, самовольно не уходил",
                 "--allow-gaps", "--out", tmp_path / "a.pdf")  # fmt: skip

    assert answer.status == 0
    assert "самовольно" in answer.warned


def test_the_archive_comes_out_as_a_marked_copy_alone(demo, number, tmp_path):
    before = register(demo)
    out = tmp_path / "a.pdf"

    answer = run("letter", "--vault", demo, "--case", number, *ARCHIVE, "--explained", "all", "--out", out)

    (entry,) = [each for each in register(demo) if each not in before]
    assert entry.archive_copy
    assert folded(pdf.ARCHIVE_MARK) in text_of(out.read_bytes())
    assert "marked copy" in answer.warned
