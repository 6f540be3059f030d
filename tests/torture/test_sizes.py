"""Large vaults: whole is called whole at every size, and what is large is not slow to open (SECURITY.md C19, C41)."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.domain.cases import Case
from desktop.domain.checks import Problem
from desktop.domain.deadlines import Deadline
from desktop.domain.letters import Letter
from desktop.domain.notes import Note
from desktop.domain.people import Party, Role
from desktop.operations import checks
from desktop.operations.attachments import attach, pour_paper
from desktop.operations.vaults import create_vault, open_vault
from desktop.storage import records
from desktop.storage.papers import Digest
from desktop.storage.vault import DATABASE, Vault
from tests import make
from tests.conftest import PASSPHRASE
from tests.torture.counts import LONG, count, seeded, tell

MIB = 2**20
# One place in the file for each of these: SQLCipher has raised false alarms behind page 262,145 and behind 4 GiB.
SIZES = (count(8, 1230), count(24, 4506))
CASES, PAPERS, LARGE = count(300, 50_000), count(40, 2_000), count(4, 100)
OPENED = """
import sys, time
from pathlib import Path
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import calls, cases, deadlines, records
from desktop.domain.attachments import Attachment
folder = Path(sys.argv[1])
keys = unlock(folder, sys.stdin.readline().strip())
began = time.perf_counter()
vault = open_vault(folder, keys)
cases.urgent(vault, 5), cases.idle(vault, 50), cases.count_idle(vault), deadlines.until(vault, vault.today(), limit=101)
calls.to_ring_back(vault, 50)
opened = time.perf_counter() - began
rows = cases.rows(vault, closed=True)
papers = records.of_case(vault, Attachment, sys.argv[2])
# The kernel's other count, of getrusage, takes over what the process was before it became this program.
peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")) / 1024
print(opened, time.perf_counter() - began, len(rows), len(papers), peak)
"""


@pytest.fixture
def case() -> Case:
    return make.case()


def _grow(vault: Vault, case: Case, to_mib: int) -> None:
    """Letters of a MiB each, until the database is so large. Those in the register are not in the search index."""
    chance, database = seeded("sizes"), vault.folder / DATABASE
    while database.stat().st_size < to_mib * MIB:
        with vault.transaction():
            for _ in range(min(64, max(1, to_mib - database.stat().st_size // MIB))):
                text = chance.randbytes(MIB // 2).hex()
                letter = Letter(id=vault.new_id(), case=case.id, template="x", template_version="1", language="ru", title="x",
                                fields={}, font="x", created_at="x", text=text, register="x")  # fmt: skip
                records.save(vault, letter)


def test_a_whole_vault_is_called_whole_at_every_size_and_a_damaged_one_is_not(tmp_path: Path, case: Case) -> None:
    folder = tmp_path / "v"
    with create_vault(folder, PASSPHRASE, unlock_seconds=0.01) as vault:
        keys = vault.keys
        with vault.transaction():
            records.save(vault, case)
        for size in SIZES:
            began = time.perf_counter()
            _grow(vault, case, size)
            grown = time.perf_counter()
            verdict = checks.check(vault)
            tell(f"C19 {(folder / DATABASE).stat().st_size / MIB:,.0f} MiB: {len(verdict.problems)} problems, {verdict.records:,} records;"
                 f" filled in {grown - began:.0f} s, checked in {time.perf_counter() - grown:.1f} s")  # fmt: skip
            assert verdict.problems == ()
    place = (folder / DATABASE).stat().st_size - 5000
    with (folder / DATABASE).open("r+b") as file:
        file.seek(place)
        (was,) = file.read(1)
        file.seek(place)
        file.write(bytes([was ^ 1]))

    with open_vault(folder, keys) as vault:
        assert Problem("database-damaged", DATABASE) in checks.check(vault).problems


def test_many_and_large_papers_and_fifty_thousand_cases_open_at_once(tmp_path: Path, case: Case) -> None:
    folder, large, small = tmp_path / "v", tmp_path / "large", tmp_path / "small"
    large.write_bytes(os.urandom(LARGE * MIB))
    with create_vault(folder, PASSPHRASE, unlock_seconds=0.01) as vault:
        for start in range(0, CASES, 500):
            with vault.transaction():
                for number in range(start, min(start + 500, CASES)):
                    _save_one(
                        vault, case if number == 0 else make.case(id=vault.new_id(), number=f"26-{number:05d}", pseudonym=f"Клён {number}")
                    )
        began = time.perf_counter()
        paper = attach(vault, case.id, large)
        kept = time.perf_counter()
        pour_paper(vault, paper, Digest())
        read = time.perf_counter()
        for number in range(PAPERS):
            small.write_bytes(number.to_bytes(4) * 5000)
            attach(vault, case.id, small)
        tell(f"C41 a paper of {LARGE} MiB kept in {kept - began:.1f} s, read in {read - kept:.1f} s;"
             f" {PAPERS:,} papers kept in {time.perf_counter() - read:.0f} s")  # fmt: skip

    child = subprocess.run([sys.executable, "-c", OPENED, str(folder), case.id], input=PASSPHRASE + "\n", text=True, check=True,
                           stdout=subprocess.PIPE)  # fmt: skip
    opened, listed, rows, papers, peak = (float(word) for word in child.stdout.split())
    tell(f"C41 {rows:,.0f} cases, {papers:,.0f} papers in one: Today read {opened:.2f} s after the key,"
         f" all lists {listed:.2f} s; peak {peak:.0f} MiB")  # fmt: skip

    assert (rows, papers) == (CASES, PAPERS + 1)
    assert opened < 3 or not LONG  # how fast it is, is measured by the long form alone
    assert peak < 500


def _save_one(vault: Vault, case: Case) -> None:
    person = make.person(id=vault.new_id())
    values = (
        case,
        person,
        Party(id=vault.new_id(), case=case.id, person=person.id, role=Role.CLIENT),
        Note(id=vault.new_id(), case=case.id, written_at="2026-05-14T09:00:00+00:00", blocks={"facts": f"Запись о деле {case.number}"}),
        Deadline(id=vault.new_id(), case=case.id, due=vault.today(), title="Ответ"),
    )
    for value in values:
        records.save(vault, value)
