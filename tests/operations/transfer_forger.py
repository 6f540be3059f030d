"""Somebody who has a card and knows hers: makes another file for a colleague of one, with every sum and signature right."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.domain.transfers import OwnCard
from desktop.storage import age, cards, tar


class Forger:
    """One file, opened with the receiver's key once, and written again as somebody likes."""

    def __init__(self, file: Path, identity: str, own: OwnCard) -> None:
        self.file, self.own = file, own
        self.recipient = age.public(identity)
        self.good = file.read_bytes()
        self.outside = _members(self.good)
        plain = io.BytesIO()
        age.open_into(io.BytesIO(self.outside["data.age"]), plain, identity)
        self.inside = _members(plain.getvalue())
        self.manifest: dict[str, Any] = json.loads(self.inside["manifest.json"])
        self.lines = self.inside["records/0001.jsonl"].splitlines()

    def write(
        self,
        lines: list[bytes] | None = None,
        *,
        manifest: Callable[[dict[str, Any]], object] = lambda _manifest: None,
        archive: Callable[[bytes], bytes] = bytes,
        seal: Callable[[bytes], bytes] | None = None,
        sign: Callable[[bytes], bytes] | None = None,
        outside: Callable[[bytes], bytes] = bytes,
    ) -> Path:
        """Write the file with these lines, and each of its layers changed as asked for."""
        content = b"".join(line + b"\n" for line in (self.lines if lines is None else lines))
        about = json.loads(json.dumps(self.manifest))
        about["entries"][0] |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        about["counts"] = _counts(content)
        manifest(about)
        members = self.inside | {"manifest.json": json.dumps(about).encode(), "records/0001.jsonl": content}
        before = b"".join(tar.member(name, members[name]) for name in members if name != "END.json")
        how_to = self.outside["HOW-TO-OPEN.txt"]
        beside = {"name": "HOW-TO-OPEN.txt", "size": len(how_to), "sha256": hashlib.sha256(how_to).hexdigest()}
        digest = hashlib.sha256(before).hexdigest()
        message = b"cv1/transfer\n" + digest.encode() + b"\n" + str(beside["sha256"]).encode()
        signature = (sign or (lambda text: cards.signature(self.own, text)))(message).hex()
        end = json.dumps({"sha256": digest, "outside": [beside], "signature": signature}).encode()
        data = (seal or self.sealed)(archive(before + tar.member("END.json", end) + tar.END))
        self.file.write_bytes(outside(tar.member("HOW-TO-OPEN.txt", how_to) + tar.member("data.age", data) + tar.END))
        return self.file

    def sealed(self, data: bytes) -> bytes:
        """As it is sealed to her."""
        target = io.BytesIO()
        age.seal_for_one([data], target, self.recipient)
        return target.getvalue()

    def changed(self, kind: str, change: Callable[[dict[str, Any]], object]) -> list[bytes]:
        """The lines, the first of that kind changed."""
        lines = list(self.lines)
        at = next(number for number, line in enumerate(lines) if json.loads(line)["kind"] == kind)
        record = json.loads(lines[at])
        change(record)
        lines[at] = line_of(record)
        return lines


def line_of(record: object) -> bytes:
    """A line as the program writes it, whatever is in it."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _members(data: bytes) -> dict[str, bytes]:
    return {name: data[start : start + size] for name, start, size in tar.windows(io.BytesIO(data), lambda name, size: True)}


def _counts(content: bytes) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in content.splitlines():
        try:
            kind = str(json.loads(line)["kind"])
        except (ValueError, KeyError, TypeError, RecursionError):
            kind = "note"
        counts[kind] = counts.get(kind, 0) + 1
    return counts
