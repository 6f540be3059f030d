"""A vault with a little of everything, and its backups: for the tests of copies."""

import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.domain.attachments import Attachment
from desktop.domain.progress import Report, silent
from desktop.operations.attachments import attach
from desktop.operations.backups import Proven, back_up
from desktop.storage import records
from desktop.storage.vault import Vault
from tests import make

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed: backups were not opened with it")


def fill(vault: Vault, tmp_path: Path, papers: int = 2) -> list[Attachment]:
    """Two cases with people, notes, a changed note, a long text, and papers."""
    one, two = make.case(number="26-AAAAA"), make.case(number="26-BBBBB", pseudonym="Маяк")
    client = make.person()
    note = make.note(case=one.id, blocks={"facts": 'Звонила мать. 😀 \u202e «кавычки» \\ " \x07' * 900})
    with vault.transaction():
        for value in (
            one,
            two,
            client,
            make.party(case=one.id, person=client.id),
            note,
            make.event(case=two.id),
            make.deadline(case=two.id),
        ):
            records.save(vault, value)
        records.save(vault, make.note(id=note.id, case=one.id, blocks={"facts": "Короче."}))
    return [attach(vault, one.id, scan(tmp_path, number)) for number in range(papers)]


def scan(tmp_path: Path, number: int) -> Path:
    """A paper as it comes from a stick."""
    path = tmp_path / f"скан {number}.pdf"
    path.write_bytes(b"%PDF-1.4 " + bytes([65 + number]) * (70_000 + number))
    return path


def stick(tmp_path: Path) -> Path:
    """A folder to back up to."""
    folder = tmp_path / "stick"
    folder.mkdir(exist_ok=True)
    return folder


def one_backup(vault: Vault, tmp_path: Path, *, whole: bool = False, report: Report = silent) -> Proven:
    """A filled vault's backup."""
    fill(vault, tmp_path)
    return back_up(vault, stick(tmp_path), whole=whole, report=report)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def shell(command: str, folder: Path) -> bytes:
    """What a stranger at a terminal gets to see."""
    return subprocess.run(command, shell=True, cwd=folder, capture_output=True, check=True).stdout
