"""Records as lines: nothing lost, and no strange line taken for one."""

import json

import pytest

from desktop.domain.attachments import Attachment, Sealed
from desktop.domain.notes import Note
from desktop.storage import changes, kinds, lines, records
from desktop.storage.lines import LineDamaged
from desktop.storage.manifest import LARGEST_ENTRY
from desktop.storage.rows import Stored
from desktop.storage.vault import Vault
from tests import make


def keep(vault: Vault, *values) -> None:
    with vault.transaction():
        for value in values:
            records.save(vault, value)


def note_line(**changed) -> dict:
    note = make.note(id="a" * 32, case="b" * 32)
    value = json.loads(kinds.encode(note))
    line = {"kind": "note", "id": note.id, "rev": 1, "case": note.case, "device": "d", "changed_at": "t", "value": value}
    return line | changed


def as_line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def test_every_record_and_change_comes_back_byte_for_byte(vault: Vault):
    case = make.case()
    note = make.note(case=case.id)
    keep(vault, case, make.person(), note)
    keep(vault, Note(id=note.id, case=case.id, written_at=note.written_at, blocks={"facts": 'Иначе \u202e \x00 \\ " 😀'}))

    parsed = [lines.parse(line.rstrip(b"\n")) for line in lines.of_vault(vault)]

    assert parsed == [*records.stored(vault), *changes.every(vault)]


def test_a_line_begins_with_kind_id_rev_and_case(vault: Vault):
    keep(vault, make.case())

    first = next(line for line in lines.of_vault(vault) if b'"case"' in line[:20])

    assert list(json.loads(first))[:4] == ["kind", "id", "rev", "case"]


def test_entries_hold_sixteen_mebibytes_and_the_lines_fill_them_again(vault: Vault):
    text = "ы" * 500_000
    keep(vault, *(make.note(case="c" * 32, blocks={"facts": text}) for _ in range(20)))

    measured = lines.measure(lines.of_vault(vault))
    filled = {entry.name: b"".join(pieces) for entry, pieces in lines.fill(measured.entries, lines.of_vault(vault))}

    assert list(filled) == ["records/0001.jsonl", "records/0002.jsonl"]
    assert all(entry.size == len(filled[entry.name]) <= LARGEST_ENTRY for entry in measured.entries)
    assert b"".join(filled.values()) == b"".join(lines.of_vault(vault))


def test_an_honest_line_is_taken():
    assert isinstance(lines.parse(as_line(note_line())), Stored)


def paper_line(file: str = "d" * 32, sha256: str = "e" * 64) -> dict:
    sealed = Sealed(file=file, size=5, sha256=sha256)
    paper = Attachment(id="a" * 32, case="b" * 32, name="scan", size=1, sha256="c" * 64, sealed=sealed)
    return note_line(kind="attachment", value=json.loads(kinds.encode(paper)))


def test_an_honest_paper_is_taken():
    assert isinstance(lines.parse(as_line(paper_line())), Stored)


DEEP: object = "x"
for _ in range(9):
    DEEP = [DEEP]

STRANGE = {
    "no object": as_line([1]),
    "no json": b"{",
    "empty": b"",
    "no kind": as_line({"id": "a"}),
    "unknown kind": as_line(note_line(kind="notes")),
    "unknown field outside": as_line(note_line(more=1)),
    "unknown field inside": as_line(note_line(value=note_line()["value"] | {"more": 1})),
    "another id inside": as_line(note_line(id="f" * 32)),
    "another case inside": as_line(note_line(case="f" * 32)),
    "a path for an id": as_line(note_line(id="../../a", value=note_line()["value"] | {"id": "../../a"})),
    "no revision": as_line(note_line(rev=0)),
    "a text for a revision": as_line(note_line(rev="1")),
    "a huge revision": as_line(note_line(rev=10**300)),
    "another type": as_line(note_line(value=note_line()["value"] | {"number": "x"})),
    "a list for a text": as_line(note_line(value=note_line()["value"] | {"channel": ["x"]})),
    "another kind inside": as_line(note_line(kind="deadline")),
    "half a surrogate": as_line(note_line(value=note_line()["value"] | {"channel": "\ud800"})),
    "an escaped half": as_line(note_line()).replace(b'"channel":""', b'"channel":"\\ud800"'),
    "a key twice": as_line(note_line()).replace(b'"channel":""', b'"channel":"a","channel":"b"'),
    "nested too deep": as_line(note_line(value=note_line()["value"] | {"blocks": {"facts": DEEP}})),
    "a depth bomb": b'{"kind":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}",
    "unclosed depth bomb": b"[" * 10_000_000,
    "a long text": as_line(note_line(value=note_line()["value"] | {"channel": "x" * 1_100_000})),
    "a longer text": b'{"kind":"' + b"x" * 17_000_000 + b'"}',
    "not utf-8": as_line(note_line()).replace(b'"device":"d"', b'"device":"\xff"'),
    "fields of a record": as_line(note_line(fields=["x"])),
    "a change of other fields": as_line(note_line(kind="change", fields=["x"], value={"y": 1})),
    "a change that is none": as_line(note_line(kind="change", fields=["x"], value=[1])),
    "a paper with a path": as_line(paper_line(file="../../etc/passwd")),
    "a paper without a sum": as_line(paper_line(sha256="")),
    "nan": as_line(note_line()).replace(b'"number":0', b'"number":NaN'),
}


@pytest.mark.parametrize("line", STRANGE.values(), ids=STRANGE)
def test_a_strange_line_is_refused(line: bytes):
    with pytest.raises(LineDamaged):
        lines.parse(line)


def test_a_record_of_an_older_program_may_lack_a_field():
    value = note_line()["value"]
    del value["retold"]

    assert isinstance(lines.parse(as_line(note_line(value=value))), Stored)


def test_brackets_in_a_text_are_no_depth():
    text = "[{" * 1000 + '"'

    assert isinstance(lines.parse(as_line(note_line(value=note_line()["value"] | {"channel": text}))), Stored)
