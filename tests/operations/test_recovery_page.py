"""docs/recovery.md does what it says, with nothing of ours installed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.cases import Case
from desktop.domain.letters import RegisterEntry
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up
from desktop.storage import records
from desktop.storage.vault import Vault
from tests.operations.backup_case import fill, needs_age, stick

PAGE = (Path(__file__).parents[2] / "docs" / "recovery.md").read_text("utf-8")
SHELL = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
PYTHON = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def as_told(step: str, file: Path) -> str:
    """A step of the page, with the path of the backup put in."""
    return re.sub(r"backup=.*", f"backup='{file}'", step)


@needs_age
@pytest.mark.parametrize("form", ["with papers beside it", "whole", "in pieces"])
def test_a_stranger_reads_every_letter_note_and_paper(vault: Vault, tmp_path: Path, form: str):
    whole = form != "with papers beside it"
    fill(vault, tmp_path)
    case = records.every(vault, Case)[0]
    letter = RegisterEntry(id="e" * 32, case=case.id, letter="f" * 32, number="1", text="Прошу разъяснить.\nСтрока 2")
    hostile = tmp_path / "'; touch harm; '.png"
    hostile.write_bytes(b"\x89PNG\r\n\x1a\n")
    with vault.transaction():
        records.save(vault, letter)
    attach(vault, case.id, hostile)
    made = back_up(vault, stick(tmp_path), whole=whole, largest_file=60_000 if form == "in pieces" else None)
    assert (made.file.suffix == ".001") == (form == "in pieces")
    work = tmp_path / "opened"
    work.mkdir()
    (work / "key.txt").write_text(vault.keys.age_identity)
    (work / "read.py").write_text(PYTHON[0])
    steps = [as_told(SHELL[1], made.file.with_name(made.file.name.removesuffix(".001"))), "python3 -I -S read.py"]
    steps.append("export papers=papers; sh papers.sh" if whole else SHELL[2])
    # Nothing of ours: these programs alone, and a Python that sees no packages.
    bare = tmp_path / "bin"
    bare.mkdir()
    (bare / "python3").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    for program in ("sh", "tar", "age", "cat"):
        (bare / program).symlink_to(shutil.which(program) or program)
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(steps)],
        cwd=work,
        env={"PATH": str(bare), "HOME": str(work)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    readable = {path.relative_to(work / "readable"): path for path in (work / "readable").rglob("*") if path.is_file()}
    texts = "\n".join(path.read_text("utf-8") for path in readable.values() if path.suffix == ".txt")
    for expected in ("Короче.", "Прошу разъяснить.\nСтрока 2", "Королёв", "Answer due"):
        assert expected in texts
    assert {str(name.parent) for name in readable} >= {"26-AAAAA Клён", "26-BBBBB Маяк"}
    papers = sorted(path.read_bytes() for path in readable.values() if path.suffix != ".txt")
    assert papers == sorted(path.read_bytes() for path in (tmp_path / "скан 0.pdf", tmp_path / "скан 1.pdf", hostile))
    assert not (work / "harm").exists()


def test_the_page_names_the_steps_in_order():
    assert "mkdir" in SHELL[0]
    assert [len(SHELL), len(PYTHON)] == [4, 1]
