"""Killed in whatever moment of a save: what was told to be saved is there, and the vault opens (SECURITY C1, and C29's false alarms)."""

import time
from pathlib import Path

from desktop.operations import freshness
from desktop.operations.cases import open_case
from desktop.operations.checks import check
from desktop.operations.vaults import open_vault
from desktop.storage.keys import Keys
from tests.torture.counts import count, seeded, tell
from tests.torture.victims import Told, save_until_killed, texts, victim

KILLS = count(50, 2000)
LONGEST_LIFE = count(0.02, 0.12)  # seconds: a few saves
CHECKED_EVERY = 50  # every byte is read; the notes themselves are compared after each kill


def test_what_was_told_to_be_saved_outlives_a_kill(work_folder: Path, keys: Keys) -> None:
    folder = work_folder
    with open_vault(folder, keys) as vault:
        freshness.look(vault)
        open_case(vault)
    chance, told, lost, not_whole, hung = seeded("kills"), Told(), 0, 0, 0

    for number in range(KILLS):
        with victim(save_until_killed, folder, keys, number) as (process, pipe):
            pipe.poll(None)  # it is open
            time.sleep(chance.random() * 0.06)
            process.kill()
            process.join()
            told.hear(pipe)
        hung += bool(told.hung)
        with open_vault(folder, keys) as vault:
            lost += len(told.settle(texts(vault)))
            if number % CHECKED_EVERY == 0 or number == KILLS - 1:
                not_whole += not check(vault).ok

    tell(f"C1: {KILLS} kills, {hung} in the middle of a save, {told.saves} saves told, {lost} lost, {not_whole} times not whole")
    tell(f"C29: after {KILLS} kills {told.alarms} false alarms")
    assert (lost, not_whole, told.alarms) == (0, 0, 0)
    assert told.saves > KILLS / 4
    assert hung > KILLS / 10
