"""Each call to the disk fails once, wherever it stands, and the user tries again: nothing is lost or there twice (SECURITY C11)."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.domain.drafts import Draft
from desktop.domain.notes import Note
from desktop.operations import ways_in
from desktop.operations.cases import open_case
from desktop.operations.checks import check
from desktop.operations.vaults import open_vault
from desktop.storage import kinds, records
from desktop.storage.keys import Keys
from tests.torture.counts import LONG, count, seeded, tell

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: no call to the disk failed")

SOURCE = Path(__file__).parents[2]
CALLS = ("pwrite64", "write", "fsync,fdatasync", "ftruncate", "rename,renameat2", "unlink,unlinkat")
TRIED = count(6, 10_000)  # of all the places where a call can fail; the long form takes every one
FILES = ("cases.db", "cases.db-journal", "header.a", "header.b", "papers", ".")

# What fails is tried again, as somebody does who reads that it was not saved and presses the key once more.
SESSION = """
import io, json, sys
from dataclasses import replace
from pathlib import Path
from desktop.domain.cases import Case
from desktop.domain.drafts import Draft
from desktop.domain.errors import CaseFileError
from desktop.operations.attachments import attach_stream
from desktop.operations.drafts import keep_drafts
from desktop.operations.notes import add_note, keep_note
from desktop.operations.vaults import open_vault
from desktop.operations.ways_in import add_words
from desktop.storage import records
from desktop.storage.keys import Keys

refused = []
def saved(deed):
    for _ in range(4):
        try:
            return deed()
        except CaseFileError as error:
            refused.append(type(error).__name__)
    raise SystemExit("it never went well")

vault = saved(lambda: open_vault(Path(sys.argv[1]), Keys(bytes.fromhex(sys.argv[2]), sys.argv[3])))
(case,) = records.every(vault, Case)
long = "длинно " + "слово " * 9000
first = saved(lambda: add_note(vault, case.id, "коротко"))
saved(lambda: add_note(vault, case.id, long))
saved(lambda: keep_note(vault, replace(first, blocks={"facts": "иначе"})))
saved(lambda: keep_drafts(vault, [Draft(id=vault.new_id(), page="note", fields={"facts": "недописано"})]))
saved(lambda: add_words(vault, "ru"))
saved(lambda: attach_stream(vault, case.id, io.BytesIO(b"%PDF-" + bytes(900)), name="a.pdf", size=905))
vault.close()
print(json.dumps(refused))
"""


@dataclass(frozen=True)
class Run:
    """What came of one session: how it ended, what it refused, and whether the call did fail."""

    status: int
    refused: list[str]
    failed: bool
    error: str


def _run(folder: Path, keys: Keys, trace: Path, calls: str, error: str, place: int) -> Run:
    watched = [argument for name in FILES for argument in ("-P", str(folder / name))]
    when = f"inject={calls}:error={error}:when={place}" if place else f"trace={calls}"
    command = ["strace", "-f", "--seccomp-bpf", "-qq", "-o", trace, *watched, "-e", f"trace={calls}", "-e", when]
    arguments = [sys.executable, "-c", SESSION, folder, keys.vmk.hex(), keys.vault]
    done = subprocess.run([*map(str, command), *map(str, arguments)], cwd=SOURCE, capture_output=True, text=True, check=False)
    refused = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else []
    return Run(done.returncode, refused, "INJECTED" in trace.read_text(), done.stderr[-1500:])


def _wrong(folder: Path, keys: Keys) -> str:
    """What is not as she left it; empty if all is well."""
    with open_vault(folder, keys) as vault:
        begun = Counter(note.blocks["facts"].split()[0] for note in records.every(vault, Note))
        drafts = [draft.fields["facts"] for draft in records.every(vault, Draft)]
        papers = [paper.name for paper in records.every(vault, kinds.KINDS["attachment"])]
        ways = Counter(way.kind for way in ways_in.ways_in(vault))
        verdict = check(vault)
    if begun != {"иначе": 1, "длинно": 1}:
        return f"notes: {dict(begun)}"
    if drafts != ["недописано"] or papers != ["a.pdf"] or ways != {"passphrase": 1, "words": 1}:
        return f"drafts, papers, ways in: {len(drafts)} {len(papers)} {dict(ways)}"
    return "" if verdict.ok else f"not whole: {verdict.problems}"


def test_a_call_that_fails_loses_nothing_and_doubles_nothing(quick_place: Path, quick_folder: Path, keys: Keys) -> None:
    with open_vault(quick_folder, keys) as vault:
        open_case(vault)
    before, trace = quick_place / "before", quick_place / "trace"
    shutil.copytree(quick_folder, before)
    places = []
    for calls in CALLS:
        _fresh(before, quick_folder)
        assert _run(quick_folder, keys, trace, calls, "", 0).status == 0
        made = sum(1 for line in trace.read_text().splitlines() if "(" in line)
        errors = ("EIO", "ENOSPC") if "unlink" not in calls else ("EIO",)
        places += [(calls, error, place) for error in errors for place in range(1, made + 1)]
    seeded("failing disk").shuffle(places)
    if not LONG:
        # Where most can go wrong: an error after the journal is gone.
        places = [place for place in places if place[:2] == ("fsync,fdatasync", "EIO")]

    failed, refused, wrong = 0, 0, Counter[str]()
    for calls, error, place in places[:TRIED]:
        _fresh(before, quick_folder)
        run = _run(quick_folder, keys, trace, calls, error, place)
        failed += run.failed
        refused += bool(run.refused)
        what = run.error if run.status else _wrong(quick_folder, keys)
        if what:
            wrong[f"{calls} {error} {place}: {what}"] += 1

    tell(f"C11: {failed} calls of {len(places)} failed once, {refused} times she was told so and tried again; wrong: {dict(wrong) or 0}")
    assert wrong == Counter()
    assert failed > 0.8 * min(TRIED, len(places))


def _fresh(before: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(before, folder)
