"""The terminal's commands for the day somebody may come."""

from desktop.domain.journal import Deed
from desktop.operations import journal
from desktop.operations.vaults import open_vault
from tests.cli.face import run


def test_the_journal_is_listed_and_emptied(folder, keys):
    with open_vault(folder, keys) as vault:
        journal.note(vault, Deed.SAVED, case="gone", subject="17")

    listed = run("journal", "--vault", folder, "--json").json
    assert [(line["deed"], line["case"], line["id"]) for line in listed] == [("saved", None, "17")]
    assert run("journal", "--vault", folder).said.endswith("\tsaved as a file\t\n")

    assert run("journal", "--vault", folder, "--empty").said == "The journal is empty.\n"
    assert run("journal", "--vault", folder, "--json").json == []
