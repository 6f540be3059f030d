"""Notes are numbered as they come."""

from dataclasses import replace

from desktop.operations.cases import open_case
from desktop.operations.notes import add_note, keep_note
from desktop.storage.vault import Vault


def test_each_case_counts_its_own_notes_and_gives_no_number_twice(vault: Vault):
    one, two = open_case(vault), open_case(vault)
    removed = add_note(vault, one.id, "первая")
    keep_note(vault, replace(removed, removed_at=vault.now().isoformat()))

    numbers = [add_note(vault, case.id, "следующая").number for case in (one, one, two)]

    assert numbers == [2, 3, 1]
