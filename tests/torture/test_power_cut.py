"""The power goes while she works: whatever the disk had not yet flushed may be gone, torn or garbage (SECURITY C2)."""

import json
import shutil
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.domain.attachments import Attachment
from desktop.domain.drafts import Draft
from desktop.domain.errors import CaseFileError, WrongSecret
from desktop.operations import freshness
from desktop.operations.attachments import read_paper
from desktop.operations.cases import open_case
from desktop.operations.vaults import open_vault
from desktop.preferences import HOME
from desktop.storage import header, keys, records, slots, snapshot
from desktop.storage.keys import Keys
from desktop.storage.slots import Secret
from desktop.storage.vault import DATABASE
from tests.conftest import PASSPHRASE
from tests.torture.counts import count, seeded, tell
from tests.torture.disk import Call, Disk, record
from tests.torture.victims import texts

STATES = count(40, 6000)
SAVES = count(3, 24)
NEW = "новая пара слов"

pytestmark = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: no power was cut")

# A session of every kind of write. What is said before is being done; what is said after was acknowledged.
SESSION = """
import io, json, sys
from dataclasses import replace
from pathlib import Path
from random import Random
from desktop.domain.cases import Case
from desktop.domain.drafts import Draft
from desktop.operations import freshness, ways_in
from desktop.operations.attachments import attach_stream
from desktop.operations.drafts import keep_drafts, keep_room_for_drafts
from desktop.operations.notes import add_note, keep_note
from desktop.operations.vaults import open_vault
from desktop.storage import records, reserve
from desktop.storage.keys import Keys

folder, vmk, uuid, saves, new = sys.argv[1:]
chance = Random(2)
vault = open_vault(Path(folder), Keys(bytes.fromhex(vmk), uuid))
freshness.look(vault)
(case,) = records.every(vault, Case)

def say(what, kind, value):
    sys.stdout.write(json.dumps([what, kind, value]) + "\\n")
    sys.stdout.flush()

def note(text, old=None):
    say("will", "note", ["", text])
    kept = keep_note(vault, replace(old, blocks={"facts": text})) if old else add_note(vault, case.id, text)
    say("did", "note", [kept.id, text])
    return kept

def draft(text, keep):
    say("will", "draft", text)
    keep([Draft(id=vault.new_id(), page="note", fields={"facts": text})])
    say("did", "draft", text)

def at_a_full_disk(drafts):
    with reserve.given_up(vault):
        keep_drafts(vault, drafts)

keep_room_for_drafts(vault)
for number in range(int(saves)):
    first = note(f"{number} коротко")
    note(f"{number} длинно " + "слово " * chance.randrange(3000, 9000))
    note(f"{number} иначе", first)
    draft(f"{number} недописано", lambda drafts: keep_drafts(vault, drafts))
    if number % 3 == 0:
        say("will", "paper", "")
        paper = attach_stream(vault, case.id, io.BytesIO(b"%PDF-" + bytes(9000)), name="a.pdf", size=9005)
        say("did", "paper", paper.id)
    if number % 4 == 1:
        freshness.remember(vault)
say("will", "passphrase", new)
ways_in.change_passphrase(vault, new)
say("did", "passphrase", new)
ways_in.add_words(vault, "ru")
draft("при запирании", at_a_full_disk)
note("после запирания")
vault.close()
"""


@dataclass
class Known:
    """What was acknowledged so far, and what was on its way."""

    notes: dict[str, str] = field(default_factory=dict)
    papers: list[str] = field(default_factory=list)
    draft: str = ""
    passphrase: str = PASSPHRASE
    coming: dict[str, str] = field(default_factory=dict)

    def hear(self, line: bytes) -> None:
        what, kind, value = json.loads(line)
        if what == "will":
            self.coming = {kind: value[1] if kind == "note" else value}
            return
        self.coming = {}
        if kind == "note":
            self.notes[value[0]] = value[1]
        elif kind == "paper":
            self.papers.append(value)
        elif kind == "draft":
            self.draft = value
        else:
            self.passphrase = value


class Survivor:
    """Looks at what a power cut left, as the next start of the program does."""

    def __init__(self, place: Path, recorded: Path, secrets: dict[str, Secret]) -> None:
        self._place, self._recorded, self._secrets = place, recorded, secrets

    def wrong(self, left: dict[str, bytes], known: Known) -> str:
        """What is not as it must be; empty if all is well."""
        shutil.rmtree(self._place, ignore_errors=True)
        (self._place / "vault" / "papers").mkdir(parents=True)
        for path, content in left.items():
            target = self._place / Path(path).relative_to(self._recorded)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        try:
            return self._look(self._place / "vault", known)
        except CaseFileError as error:
            return f"does not open: {type(error).__name__}"

    def _look(self, folder: Path, known: Known) -> str:
        head = header.read(folder).sealed.header
        opening = [passphrase for passphrase in (PASSPHRASE, NEW) if self._opens(head, passphrase)]
        if known.passphrase not in opening and "passphrase" not in known.coming:
            return "the passphrase is lost"
        if not opening:
            return "no passphrase opens it"
        with open_vault(folder, Keys(slots.open_with(head, self._secrets[opening[0]])[0], head.vault)) as vault:
            if freshness.look(vault):
                return "false alarm"
            kept = texts(vault)
            if any(kept.get(id_) not in {text, known.coming.get("note")} for id_, text in known.notes.items()):
                return "a note is lost"
            drafts = [draft.fields["facts"] for draft in records.every(vault, Draft)]
            if drafts not in ([known.draft] if known.draft else [], [known.coming.get("draft")]):
                return "a draft is lost"
            papers = {paper.id: paper for paper in records.every(vault, Attachment)}
            if any(id_ not in papers or len(read_paper(vault, papers[id_])) != 9005 for id_ in known.papers):
                return "a paper is lost"
            vault.close()
        with open_vault(folder, vault.keys) as vault:
            return "not whole" if snapshot.findings(vault, DATABASE) or vault.problems_of_roots() else ""

    def _opens(self, head: header.Header, passphrase: str) -> bool:
        try:
            slots.open_with(head, self._secrets[passphrase])
        except WrongSecret:
            return False
        return True


def _recorded(folder: Path, key: Keys, home: Path, tmp_path: Path) -> tuple[Disk, list[Call]]:
    home.mkdir(exist_ok=True)
    with open_vault(folder, key) as vault:
        freshness.look(vault)
        open_case(vault)
    disk = Disk.of([folder, home])
    arguments = [str(folder), key.vmk.hex(), key.vault, str(SAVES), NEW]
    calls = record(SESSION, arguments, tmp_path / "trace", env={HOME: str(home)}, roots=[folder, home])
    return disk, calls


def _moments(disk: Disk, calls: list[Call], roots: list[Path]) -> Counter[int]:
    """After which calls the power goes how often: only where something could be lost. The end must be what is really there."""
    open_ = []
    for number, call in enumerate(calls):
        disk.play(call)
        if call.what != "said" and disk.is_waiting:
            open_.append(number)
    assert disk.contents() == {str(path): path.read_bytes() for root in roots for path in root.rglob("*") if path.is_file()}
    chance = seeded("moments")
    chance.shuffle(open_)
    return Counter(open_[number % len(open_)] for number in range(STATES))


def test_nothing_acknowledged_is_lost_when_the_power_goes(tmp_path: Path, quick_place: Path, empty_vault, monkeypatch) -> None:
    home, folder = tmp_path / "home", tmp_path / "vault"
    shutil.copytree(empty_vault[0], folder)
    disk, calls = _recorded(folder, empty_vault[1], home, tmp_path)
    moments = _moments(deepcopy(disk), calls, [folder, home])
    head = header.read(folder).sealed.header
    secrets = {text: slots.passphrase_secret(head, keys.passphrase_bytes(text)) for text in (PASSPHRASE, NEW)}
    monkeypatch.setenv(HOME, str(quick_place / "after" / "home"))
    survivor, known, chance = Survivor(quick_place / "after", tmp_path, secrets), Known(), seeded("power")
    found, distinct, tried = Counter[str](), set[bytes](), 0

    for number, call in enumerate(calls):
        if call.what == "said":
            known.hear(call.data)
            continue
        disk.play(call)
        for _ in range(moments[number]):
            left = disk.cut(chance)
            tried += 1
            distinct.add(sha256(b"".join(path.encode() + sha256(content).digest() for path, content in sorted(left.items()))).digest())
            if wrong := survivor.wrong(left, known):
                found[f"{wrong} (after call {number}, {call.what} {Path(call.path).name}, coming {list(known.coming)})"] += 1

    tell(f"C2: {tried} states after a power cut, {len(distinct)} of them different, of {len(calls)} calls; wrong: {dict(found) or 0}")
    assert found == Counter()
    assert tried >= STATES
    assert len(distinct) > tried / 2
