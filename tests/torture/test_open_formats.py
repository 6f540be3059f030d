"""Everything in open formats: killed in whatever moment, watched by the kernel, and made of a large vault."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from desktop.operations.attachments import attach
from desktop.operations.checks import check
from desktop.operations.open_formats import writing
from desktop.operations.open_formats.export import Form, export, left_over, take_left_over_away
from desktop.operations.vaults import open_vault
from desktop.preferences import HOME
from desktop.storage import age, records, tar
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests import make
from tests.nasty import NASTY
from tests.operations.open_case import WORDING, names
from tests.torture import canaries
from tests.torture.counts import LONG, count, seeded, tell
from tests.torture.victims import victim

KILLS, PAPERS_MIB = count(1, 200), 1024
ONE = """
import resource, sys
from pathlib import Path
from desktop.operations.open_formats.export import Form, export
from desktop.operations.vaults import open_vault
from desktop.storage.keys import Keys
from tests.operations.open_case import WORDING
folder, vmk, vault_id, to, form = sys.stdin.readline().rstrip("\\n").split("\\t")
with open_vault(Path(folder), Keys(bytes.fromhex(vmk), vault_id)) as vault:
    made = export(vault, Path(to), Form(form), WORDING)
peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")) / 1024
print(made.path.name, made.seconds, made.files, made.bytes, peak, sep="\\t")
"""


def _export_apart(vault: Vault, to: Path, form: Form, *before: str) -> list[str]:
    told = "\t".join((str(vault.folder), vault.keys.vmk.hex(), vault.keys.vault, str(to), form))
    vault.close()
    command = [*before, sys.executable, "-c", ONE]
    done = subprocess.run(command, input=told, cwd=Path(__file__).parents[2], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().split("\t")


# --- kills


def export_again_and_again(pipe: Connection, home: str, folder: Path, keys: Keys, out: Path) -> None:
    """Write both forms in turn, until killed."""
    os.environ[HOME] = home
    with open_vault(folder, keys) as vault:
        pipe.send("open")
        while True:
            for form in Form:
                export(vault, out, form, WORDING)


def _is_whole(made: Path, keys: Keys) -> bool:
    """Whether what has its final name holds all that its own list of sums names, and nothing else."""
    found = (
        {str(file.relative_to(made)): file.read_bytes() for file in made.rglob("*") if file.is_file()}
        if made.is_dir()
        else _opened(made, keys)
    )
    sums = dict(reversed(line.split("  ", 1)) for line in found.pop(writing.SUMS).decode().splitlines())
    return sums == {name: hashlib.sha256(data).hexdigest() for name, data in found.items()} and "records/case.jsonl" in sums


def _opened(file: Path, keys: Keys) -> dict[str, bytes]:
    found = _Members()
    unpacking = tar.Unpacking(found, lambda _name, _size: True)
    with file.open("rb") as sealed:
        age.open_into(sealed, unpacking, keys.age_identity)
    unpacking.close()
    return {name.removeprefix(writing.TOP): bytes(data) for name, data in found.members.items()}


class _Members:
    """Keeps every member of a tar."""

    def __init__(self) -> None:
        self.members: dict[str, bytearray] = {}
        self._last = bytearray()

    def begin(self, name: str, _size: int) -> None:
        self._last = self.members.setdefault(name, bytearray())

    def data(self, piece: bytes) -> None:
        self._last += piece

    def end(self) -> None:
        """Nothing waits here."""


def test_a_kill_leaves_no_final_name_that_is_not_whole(vault: Vault, keys: Keys, folder: Path, tmp_path: Path) -> None:
    case = make.case(number="26-AAAAA")
    with vault.transaction():
        for value in (
            case,
            *(make.note(case=case.id, blocks={"facts": text * 20}) for text in NASTY),
            make.entry(case=case.id, text="# А\n\nБ", font="liberation-serif"),
        ):
            records.save(vault, value)
    (tmp_path / "скан.pdf").write_bytes(b"%PDF-1.4 " + os.urandom(600_000))
    attach(vault, case.id, tmp_path / "скан.pdf")
    vault.close()
    out, chance, whole, half = tmp_path / "out", seeded("killed exports"), 0, 0
    out.mkdir()

    for number in range(KILLS):
        with victim(export_again_and_again, folder, keys, out) as (process, pipe):
            pipe.poll(None)
            time.sleep(chance.random() * count(0.4, 1.6))
            process.kill()
        parts = [name for name in names(out) if name.endswith(".part")]
        for name in set(names(out)) - set(parts):
            whole += 1
            assert _is_whole(out / name, keys), name
            shutil.rmtree(out / name) if (out / name).is_dir() else (out / name).unlink()
        half += bool(parts)
        with open_vault(folder, keys) as again:
            # What lies readable is known to the vault, and goes at her word.
            assert [str(out / name) for name in parts if (out / name).is_dir()] == ([str(left_over(again))] if left_over(again) else [])
            take_left_over_away(again)
            assert not [name for name in names(out) if (out / name).is_dir()]
            assert number % 20 != KILLS % 20 or check(again).ok
    tell(f"{KILLS} kills during exports in open formats: {whole} whole ones with a name, {half} times a half one, never with a name")


# --- traces


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: what files an export writes was not watched")
@pytest.mark.parametrize("form", tuple(Form) if LONG else (Form.SEALED,))
def test_nothing_is_written_outside_of_the_chosen_folder_and_the_vault(vault: Vault, tmp_path: Path, form: Form) -> None:
    planted = canaries.plant(seeded(f"export {form}"))
    out, log, folder = tmp_path / "out", tmp_path / "log", vault.folder
    out.mkdir()
    case = make.case(number="26-AAAAA", matter=planted["matter"], about=planted["about"])
    with vault.transaction():
        for value in (
            case,
            make.person(surname=planted["surname"], address=planted["address"], phones=(planted["phone"],)),
            make.note(case=case.id, blocks={"facts": planted["note_facts"]}),
            make.entry(case=case.id, text=planted["letter_text"], font="liberation-serif"),
        ):
            records.save(vault, value)
    (tmp_path / "paper").write_bytes(planted["scan_bytes"].encode() * 1000)
    attach(vault, case.id, tmp_path / "paper")

    name = _export_apart(
        vault,
        out,
        form,
        "strace",
        "-f",
        "-qq",
        "-o",
        str(log),
        "-e",
        "trace=openat,open,creat,rename,renameat,renameat2,mkdir,mkdirat,socket",
    )[0]

    text = log.read_text("utf-8", "replace")
    opened = re.findall(r'openat\((AT_FDCWD|\d+), "([^"]*)", [^)]*(?:O_WRONLY|O_RDWR|O_CREAT)[^)]*\) = \d', text)
    absolute = {path for at, path in opened if at == "AT_FDCWD" and path.startswith("/")}
    ours = (str(out), str(folder), "/dev/null", str(tmp_path / "home"))
    assert {path for path in absolute if not path.startswith(ours) and "__pycache__" not in path} == set()
    assert {path for at, path in opened if at == "AT_FDCWD" and not path.startswith("/")} == set()
    assert not re.findall(r"socket\(AF_INET", text)
    assert names(out) == [name]
    if form is Form.SEALED:
        ways = [pattern for word in planted.values() for pattern in canaries.written(word).values()]
        sealed = (out / name).read_bytes()
        assert [pattern for pattern in ways if pattern in sealed] == []
    else:
        everything = b"".join(file.read_bytes() for file in (out / name).rglob("*") if file.is_file())
        assert planted["note_facts"].encode() in everything  # or the search above is blind


# --- size


@pytest.mark.skipif(not LONG, reason="makes a large vault: only in make torture")
@pytest.mark.parametrize("form", Form)
def test_memory_does_not_grow_with_what_is_written(vault: Vault, tmp_path: Path, form: Form) -> None:
    case, out = make.case(number="26-AAAAA"), tmp_path / "out"
    out.mkdir()
    with vault.transaction():
        for value in (case, *(make.note(case=case.id, blocks={"facts": "Слово. " * 1500}) for _ in range(20_000))):
            records.save(vault, value)
    for _ in range(PAPERS_MIB // 32):
        (tmp_path / "paper").write_bytes(os.urandom(32 * 2**20))
        attach(vault, case.id, tmp_path / "paper")

    _name, seconds, files, size, peak = _export_apart(vault, out, form)

    tell(f"open formats, {form}: {files} files, {int(size) / 2**20:.0f} MiB, {seconds} s, peak {float(peak):.0f} MiB")
    assert float(peak) < 190
