"""Killed in whatever moment of bringing in, taking in and undoing: a case is there whole or not at all, and the vault is sound."""

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path

from desktop.domain.cases import Case
from desktop.domain.transfers import Decision
from desktop.operations import incoming, taking_in
from desktop.operations.checks import check
from desktop.operations.vaults import open_vault
from desktop.preferences import HOME
from desktop.storage import apart, records
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests.operations.transfer_case import fill, handed
from tests.torture.counts import count, seeded, tell
from tests.torture.victims import victim

KILLS = count(2, 300)


def take_in_and_undo(pipe: Connection, home: str, folder: Path, keys: Keys, file: Path) -> None:
    """Bring the file in, take it in, undo it, put it away, and again, until killed."""
    os.environ[HOME] = home
    apart._ask_child = apart.look_through  # type: ignore[assignment] # the child is not what is killed here
    with open_vault(folder, keys) as vault:
        pipe.send("open")
        while True:
            for left in incoming.kept_apart(vault):
                for coming in left.cases:
                    if coming.decision is Decision.TAKEN:
                        taking_in.undo(vault, left, coming.case)
                incoming.put_away(vault, left)
            came = incoming.receive(vault, file)
            taking_in.take_in(vault, came, came.cases[0].case)


def test_a_kill_leaves_a_case_whole_or_not_at_all(
    vault: Vault, colleague: Vault, another_empty_vault: tuple[Path, Keys], tmp_path: Path
) -> None:
    mine = fill(vault, tmp_path, papers=2)
    file, keys, folder = handed(vault, colleague, tmp_path, mine.case.id, with_history=True), another_empty_vault[1], colleague.folder
    colleague.close()
    chance, was_there = seeded("killed transfers"), 0

    for _ in range(KILLS):
        with victim(take_in_and_undo, folder, keys, file) as (process, pipe):
            pipe.poll(None)
            time.sleep(chance.random() * 0.4)
            process.kill()
        with open_vault(folder, keys) as again:
            kinds = sorted(row.kind for row in records.stored(again) if row.kind not in {"setting", "own-card", "colleague", "incoming"})
            is_there = bool(records.every(again, Case))
            was_there += is_there
            assert len(kinds) == (12 if is_there else 0)
            assert check(again).ok
            assert again.problems_of_roots() == ()

    tell(f"{KILLS} kills while a case came in, was taken in and undone: {was_there} times there whole, else not at all; every vault sound")
