"""What ours does with papers, in a process of its own, so that its memory can be told: the vault's key comes by standard input.

add VAULT CASE FILE… · backup VAULT FOLDER · again VAULT FOLDER · whole VAULT FOLDER. Prints the seconds it took.
*again* adds a note to a case first.
"""

import sys
from pathlib import Path

from benchmarks.measure import once
from desktop.domain.cases import Case
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up
from desktop.operations.notes import add_note
from desktop.operations.vaults import open_vault
from desktop.storage import header, records
from desktop.storage.keys import Keys


def main(what: str, folder: str, *rest: str) -> None:
    """Do one of the four."""
    vmk = bytes.fromhex(sys.stdin.readline())
    with open_vault(Path(folder), Keys(vmk, header.read(Path(folder)).sealed.header.vault)) as vault:
        if what == "add":
            case, *files = rest
            taken = once(lambda: [attach(vault, case, Path(file)) for file in files])
        else:
            if what == "again":
                add_note(vault, records.every(vault, Case)[0].id, "Звонил.")
            taken = once(lambda: back_up(vault, Path(rest[0]), whole=what == "whole"))
    print(taken)


if __name__ == "__main__":
    main(*sys.argv[1:])
