"""The terminal's commands for the day somebody may come."""

import shutil

from desktop.domain.journal import Deed
from desktop.operations import journal
from desktop.operations.recovery import check_words, renew_words
from desktop.operations.vaults import open_vault
from tests.cli.face import is_one_sentence, run


def test_the_journal_is_listed_and_emptied(folder, keys):
    with open_vault(folder, keys) as vault:
        journal.note(vault, Deed.SAVED, case="gone", subject="17")

    listed = run("journal", "--vault", folder, "--json").json
    assert [(line["deed"], line["case"], line["id"]) for line in listed] == [("saved", None, "17")]
    assert run("journal", "--vault", folder).said.endswith("\tsaving as a file\t\n")

    assert run("journal", "--vault", folder, "--empty").said == "The journal is empty.\n"
    assert run("journal", "--vault", folder, "--json").json == []


def test_the_key_is_handed_over_once_another_way_in_was_tried(folder, keys, tmp_path):
    refused = run("hand-over", "--vault", folder)
    assert refused.status == 1
    assert is_one_sentence(refused.warned)
    with open_vault(folder, keys) as vault:
        words = " ".join(renew_words(vault, "en"))
        assert check_words(vault, words)
    shutil.copytree(folder, tmp_path / "same")

    looked = run("hand-over", "--vault", folder, "--look", "--copy", tmp_path / "same")
    assert looked.said.startswith("24 recovery words: tried ")
    assert looked.warned == f"{tmp_path / 'same'} – opens with your key\n"
    assert run("cases", "--vault", folder).status == 0

    assert run("hand-over", "--vault", folder).status == 0
    assert run("cases", "--vault", folder).status == 1
    assert run("cases", "--vault", folder, given=f"{words}\n".encode()).status == 0
