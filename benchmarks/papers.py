"""A gibibyte of papers: added, backed up and read back, beside age, restic and borg with the same bytes."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

from benchmarks import yardsticks
from benchmarks.measure import MIB, Figure, Run, once, program
from desktop.domain.cases import Case
from desktop.operations.vaults import create_vault
from desktop.storage import records

NEEDS = (yardsticks.AGE, yardsticks.RESTIC, yardsticks.BORG)
FILES, SIZE = 8, 128 * MIB
TIMES = 3
_AT_ONCE = 8 * MIB

ADDED, BACKED_UP, AGAIN, WHOLE = "added", "backed up", "backed up again", "backed up in one file"
AGE_E = "age -e, fsync"
AGE, RESTIC, BORG = "age -e, fsync, age -d", "restic, check --read-data", "borg, check --verify-data"


@dataclass(frozen=True)
class Vault:
    """A vault, its key, and the case that takes the papers."""

    folder: Path
    key: str
    case: str


def figures(place: Path) -> list[Figure]:
    """The middle of three rounds; in each, everybody handles the same files, read from the disk."""
    files = [_paper(place / f"paper-{number}.bin", number) for number in range(FILES)]
    taken: dict[str, list[Run]] = {}
    for _ in range(TIMES):
        for name, work in _works(place, files).items():
            _forget(*files)
            taken.setdefault(name, []).append(work())
        for made in _made(place):
            shutil.rmtree(made, ignore_errors=True)
    middle = {name: Run(median(each.seconds for each in runs), median(each.peak_mib for each in runs)) for name, runs in taken.items()}
    size = f"{FILES * SIZE / 1024 / MIB:.2g} GiB of papers"
    return [
        _seconds(f"{size} added: sealed, written, read back", middle, ADDED, AGE_E, 1.3),
        _seconds(f"{size} added: sealed, written, read back", middle, ADDED, AGE),
        _seconds(f"{size} backed up and read back", middle, BACKED_UP, AGE, 1.3),
        _seconds(f"{size} backed up and read back", middle, BACKED_UP, RESTIC, 1),
        _seconds(f"{size} backed up and read back", middle, BACKED_UP, BORG, 1),
        Figure(f"{size} backed up again after one changed case: read back whole, what is new written", middle[AGAIN].seconds, "s", most=5),
        Figure("bytes written by that, of all", float(taken[AGAIN][-1].said), "%", most=5),
        _seconds(f"{size} backed up into one file, sealed once more, and read back", middle, WHOLE, AGE),
        _memory("peak memory, adding", middle, ADDED, AGE),
        *(_memory("peak memory, backing up", middle, BACKED_UP, theirs) for theirs in (AGE, RESTIC, BORG)),
        Figure("peak memory, backing up again", middle[AGAIN].peak_mib, "MiB"),
        _memory("peak memory, backing up into one file", middle, WHOLE, AGE),
    ]


def _seconds(what: str, middle: Mapping[str, Run], ours: str, theirs: str, most_ratio: float | None = None) -> Figure:
    return Figure(what, middle[ours].seconds, "s", theirs, middle[theirs].seconds if theirs in middle else None, most_ratio=most_ratio)


def _memory(what: str, middle: Mapping[str, Run], ours: str, theirs: str) -> Figure:
    return Figure(what, middle[ours].peak_mib, "MiB", theirs, middle[theirs].peak_mib if theirs in middle else None)


def _paper(file: Path, seed: int) -> Path:
    """A file that cannot be made smaller, the same each time."""
    random = Random(seed)
    with file.open("wb") as target:
        for _ in range(SIZE // _AT_ONCE):
            target.write(random.randbytes(_AT_ONCE))
        os.fsync(target.fileno())
    return file


def _made(place: Path) -> list[Path]:
    return [place / name for name in ("vault", "backup", "whole", "age-e", "age", "restic", "borg", "home")]


def _works(place: Path, files: list[Path]) -> dict[str, Callable[[], Run]]:
    """In turn: ours needs the vault before it can be backed up."""
    for made in _made(place):
        made.mkdir()
    vault = _vault(place / "vault" / "v")
    works: dict[str, Callable[[], Run]] = {
        ADDED: lambda: _ours(vault, "add", vault.case, *map(str, files)),
        BACKED_UP: lambda: _ours(vault, "backup", str(place / "backup")),
        AGAIN: lambda: _again(vault, place / "backup"),
        WHOLE: lambda: _ours(vault, "whole", str(place / "whole")),
    }
    others = (
        (AGE_E, yardsticks.AGE, _age_e), (AGE, yardsticks.AGE, _age), (RESTIC, yardsticks.RESTIC, _restic), (BORG, yardsticks.BORG, _borg),
    )  # fmt: skip
    return works | {name: _with(work, place, files) for name, needed, work in others if yardsticks.is_here(needed)}


def _with(work: Callable[[Path, list[Path]], Run], place: Path, files: list[Path]) -> Callable[[], Run]:
    return lambda: work(place, files)


def _vault(folder: Path) -> Vault:
    with create_vault(folder, "x", unlock_seconds=0.05) as vault:
        case = Case(id=vault.new_id(), number="26-PAPER", pseudonym="Клён")
        with vault.transaction():
            records.save(vault, case)
        return Vault(folder, vault.keys.vmk.hex(), case.id)


def _ours(vault: Vault, what: str, *rest: str) -> Run:
    _forget(*(vault.folder / "papers").iterdir())
    done = program([sys.executable, "-m", "benchmarks.ours", what, str(vault.folder), *rest], given=f"{vault.key}\n".encode(),
                   folder=yardsticks.ROOT)  # fmt: skip
    # The start of Python and the opening of the vault are measured elsewhere.
    return Run(float(done.said), done.peak_mib)


def _again(vault: Vault, folder: Path) -> Run:
    before = {file: file.stat().st_mtime_ns for file in _all_in(folder)}
    _forget(*before)
    run = _ours(vault, "again", str(folder))
    after = _all_in(folder)
    written = sum(file.stat().st_size for file in after if before.get(file) != file.stat().st_mtime_ns)
    share = 100 * written / sum(file.stat().st_size for file in after)
    return Run(run.seconds, run.peak_mib, f"{share:.3f}".encode())


def _age_e(place: Path, files: list[Path]) -> Run:
    return _together(_sealed_by_age(place / "age-e", files))


def _age(place: Path, files: list[Path]) -> Run:
    folder = place / "age"
    runs = _sealed_by_age(folder, files)
    _forget(*folder.glob("*.bin"))
    runs += [program(["age", "-d", "-i", str(folder / "key"), str(folder / file.name)], out=Path(os.devnull)) for file in files]
    return _together(runs)


def _sealed_by_age(folder: Path, files: list[Path]) -> list[Run]:
    made = program(["age-keygen"]).said.decode()
    (folder / "key").write_text(made, "utf-8")
    recipient = next(line.split()[-1] for line in made.splitlines() if line.startswith("# public key"))
    runs = []
    for file in files:
        runs.append(program(["age", "-r", recipient, "-o", str(folder / file.name), str(file)]))
        runs.append(Run(once(lambda file=file: _fsync(folder / file.name)), 0))
    return runs


def _restic(place: Path, files: list[Path]) -> Run:
    repository = place / "restic"
    env = {
        "RESTIC_PASSWORD": "x",
        "RESTIC_REPOSITORY": str(repository),
        "RESTIC_CACHE_DIR": str(place / "home"),
        "HOME": str(place / "home"),
    }
    program(["restic", "init"], env=env)
    backup = program(["restic", "backup", "--quiet", *map(str, files)], env=env)
    _forget(*_all_in(repository))
    return _together([backup, program(["restic", "check", "--read-data", "--quiet"], env=env)])


def _borg(place: Path, files: list[Path]) -> Run:
    repository = place / "borg" / "r"
    env = {"BORG_PASSPHRASE": "x", "BORG_REPO": str(repository), "BORG_BASE_DIR": str(place / "home")}
    program(["borg", "init", "--encryption", "repokey"], env=env)
    backup = program(["borg", "create", "::papers", *map(str, files)], env=env)
    _forget(*_all_in(repository))
    return _together([backup, program(["borg", "check", "--verify-data"], env=env)])


def _together(runs: list[Run]) -> Run:
    return Run(sum(run.seconds for run in runs), max(run.peak_mib for run in runs))


def _all_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def _fsync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def _forget(*files: Path) -> None:
    """Let the system drop what it remembers of files, so that the next reading comes from the disk."""
    for file in files:
        with file.open("rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
