"""What docs/file-format.md tells is enough: a reader that has nothing of this program opens all of a vault."""

import ast
import io
import json
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest
from mnemonic import Mnemonic

from desktop import preferences
from desktop.domain.attachments import Attachment
from desktop.domain.drafts import Draft
from desktop.domain.notes import Note
from desktop.operations import freshness, ways_in
from desktop.operations.attachments import attach_stream, read_paper
from desktop.operations.cases import open_case
from desktop.operations.drafts import keep_drafts, keep_room_for_drafts
from desktop.operations.notes import add_note, keep_note
from desktop.operations.vaults import open_vault
from desktop.storage import changes, records, shares
from desktop.storage.keys import Keys
from tests.conftest import PASSPHRASE
from tests.operations.damages import change_rows
from tests.storage import second_reader
from tests.storage.second_reader import Header, Vault, better_header

READER = Path(second_reader.__file__)
PAGE = (Path(__file__).parents[2] / "docs" / "file-format.md").read_text("utf-8")


@pytest.fixture
def filled(folder: Path, keys: Keys) -> Path:
    with open_vault(folder, keys) as vault:
        freshness.look(vault)
        for number in range(4):
            case = open_case(vault, about=f"дело {number}")
            note = add_note(vault, case.id, "длинно " + "слово 😀 " * 9000)
            keep_note(vault, Note(id=note.id, case=case.id, written_at=note.written_at, number=1, blocks={"facts": "коротко"}))
            add_note(vault, case.id, "ещё " * 12_000)
        attach_stream(vault, case.id, io.BytesIO(b"%PDF-" + bytes(range(256)) * 700), name="скан.pdf", size=5 + 256 * 700)
        keep_drafts(vault, [Draft(id=vault.new_id(), page="note", fields={"facts": "недописано"})])
        keep_room_for_drafts(vault)
    return folder


def opened(folder: Path) -> Vault:
    header = better_header(folder)
    vmk = header.opened(header.stretched(PASSPHRASE), "cv1/slot/passphrase")
    assert vmk is not None
    return Vault(folder, header, vmk)


def test_the_reader_has_nothing_of_this_program():
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(READER.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }

    assert imported - set(sys.stdlib_module_names) == {"cryptography", "sqlcipher3"}


def test_alone_in_a_process_it_prints_every_record(filled: Path, keys: Keys):
    done = subprocess.run([sys.executable, READER, filled], input=PASSPHRASE + "\n", capture_output=True, text=True, check=True)

    found = {record["id"]: record for record in map(json.loads, done.stdout.splitlines())}
    with open_vault(filled, keys) as vault:
        kept = {row.id: (row.kind, row.case, row.rev, row.device, row.changed_at, json.loads(row.body)) for row in records.stored(vault)}
    names = ("kind", "case", "rev", "device", "changed_at", "value")
    assert {id_: tuple(record[name] for name in names) for id_, record in found.items()} == kept
    assert {"case", "note", "attachment", "draft", "setting"} <= {record["kind"] for record in found.values()}


def test_it_reads_changes_papers_sums_and_what_the_computer_remembers(filled: Path, keys: Keys):
    read = opened(filled)

    with open_vault(filled, keys) as vault:
        root = vault.root()
        assert [change["value"] for change in read.changes()] == [json.loads(change.body) for change in changes.every(vault)]
        (paper,) = records.every(vault, Attachment)
        value = next(record["value"] for record in read.records() if record["kind"] == "attachment")
        assert read.paper(value) == read_paper(vault, paper)
        assert freshness.look(vault) is None
    assert read.broken_sums() == []
    assert root is not None
    assert read.anchor(preferences.state_folder()) == (read.header.epoch, root.counter, root.sum)


def test_it_notices_what_the_program_notices(filled: Path, keys: Keys):
    change_rows(filled, keys, "DELETE FROM record WHERE kind = 'note'")
    assert " " in opened(filled).broken_sums()

    change_rows(filled, keys, "UPDATE record SET rev = rev + 1 WHERE kind = 'case'")
    with pytest.raises(ValueError, match="digest"):
        list(opened(filled).records())


def test_it_opens_every_kind_of_slot(filled: Path, keys: Keys):
    organisations = pyrage.x25519.Identity.generate()
    with open_vault(filled, keys) as vault:
        _, file_text = ways_in.add_key_file(vault, "с файлом")
        _, words = ways_in.add_words(vault, "ru")
        _, parts = ways_in.add_shares(vault, 2, 3)
        ways_in.add_organisation(vault, str(organisations.to_public()))
    header = better_header(filled)

    file = second_reader.key_file_secret(file_text)
    listed = Mnemonic("russian").wordlist
    found = [
        header.opened(header.stretched(PASSPHRASE + "\r\n"), "cv1/slot/passphrase"),
        header.opened(header.stretched("с файлом") + file, "cv1/slot/passphrase-and-file"),
        header.opened(second_reader.entropy_of(" ".join(words), listed), "cv1/slot/words"),
        header.opened(shares.joined(parts[1:]), "cv1/slot/shares"),
        header.opened_by_organisation(_private(str(organisations))),
    ]

    assert found == [keys.vmk] * 5
    assert header.opened(header.stretched("с файлом"), "cv1/slot/passphrase") is None


def test_of_two_copies_it_takes_the_one_that_is_whole(filled: Path):
    blob = (filled / "header.a").read_bytes()
    (filled / "header.a").write_bytes(blob[:-1])

    assert Header(blob).epoch == better_header(filled).epoch
    assert len(list(opened(filled).records())) > 10


def test_the_page_names_every_table_and_column(filled: Path, keys: Keys):
    with open_vault(filled, keys) as vault:
        tables = vault.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words_%' AND name NOT LIKE 'sqlite%'")
        columns = [str(row[1]) for table in ("record", "change", "chunk", "root") for row in vault.rows(f"PRAGMA table_info({table})")]

    assert [str(name) for (name,) in tables if f"`{name}`" not in PAGE] == []
    assert [name for name in columns if f"`{name}`" not in PAGE] == []


def _private(identity: str) -> bytes:
    words = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(letter) for letter in identity.lower().rpartition("1")[2][:-6]]
    bits = "".join(f"{word:05b}" for word in words)
    return int(bits[:256], 2).to_bytes(32, "big")
