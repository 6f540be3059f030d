"""Reading every byte of a vault: is it whole?"""

from collections.abc import Iterator
from pathlib import Path

from desktop.domain.attachments import Sealed
from desktop.domain.checks import Problem, Verdict
from desktop.domain.errors import DatabaseForeign, DataDamaged, FileMissing
from desktop.domain.progress import Report, silent
from desktop.operations.vaults import open_vault, unlock
from desktop.storage import changes, header, index_check, kinds, papers, records, snapshot
from desktop.storage.meter import Meter
from desktop.storage.vault import DATABASE, PAPERS, Vault

_PULSE = 256  # records between two looks whether anybody still waits


def check_vault(folder: Path, secret: str, report: Report = silent, *, key_file_text: str = "") -> Verdict:
    """Open the vault and read all of it: both header copies, the database, every record, every paper.

    Raises as `unlock` and `open_vault` where it cannot be opened at all; Cancelled.
    """
    problems = tuple(_of_header(folder))
    found = unlock(folder, secret, key_file_text=key_file_text)
    try:
        vault = open_vault(folder, found)
    except FileMissing as error:
        return Verdict((*problems, Problem("database-missing", error.name)))
    except DataDamaged:
        return Verdict((*problems, Problem("database-damaged", DATABASE)))
    except DatabaseForeign:
        return Verdict((*problems, Problem("database-foreign", DATABASE)))
    with vault:
        verdict = check(vault, report)
    return Verdict((*problems, *verdict.problems), verdict.records, verdict.papers)


def check(vault: Vault, report: Report = silent) -> Verdict:
    """Read all of an open vault but its header. Others may go on writing to it meanwhile."""
    with snapshot.room_for_copy(vault) as copy:
        with vault.transaction():
            snapshot.copy(vault, copy)
        report(0, 1)  # nobody may wait for the answer any more
        problems = snapshot.findings(vault, copy)
        report(0, 1)
        signs = snapshot.signs(vault, copy)
        try:
            with vault.snapshot(copy) as frozen:
                seen = _Seen(frozen, report)
                if not problems and not seen.problems:
                    # An old page put back is whole, and so are its rows: only the sums over all of them show it.
                    problems = (*frozen.problems_of_roots(), *index_check.problems(frozen))
        except DataDamaged:
            return Verdict(problems or (Problem("database-damaged", DATABASE),))
    named = tuple(seen.named.values())
    meter = Meter(report, sum(paper.size for paper in named))
    of_papers = tuple(_of_papers(vault, named, meter))
    # Where records are damaged, nobody knows what they named.
    orphans = () if problems or seen.problems else tuple(_orphans(vault, seen.named))
    meter.finish()
    return Verdict((*problems, *signs, *seen.problems, *of_papers, *orphans), seen.count, len(named))


class _Seen:
    """Every record, its digest compared and its value decoded, with the changes to it."""

    def __init__(self, frozen: Vault, report: Report) -> None:
        self.named: dict[str, Sealed] = {}
        self.problems: list[Problem] = []
        self.count = 0
        for id_, kind in frozen.rows("SELECT id, kind FROM record ORDER BY number"):
            try:
                self._read(frozen, str(id_), str(kind))
            except DataDamaged:
                self.problems.append(Problem("record-damaged", str(id_)))
            self.count += 1
            if self.count % _PULSE == 0:
                report(0, 1)

    def _read(self, frozen: Vault, id_: str, kind: str) -> None:
        if kind not in kinds.KINDS:
            raise DataDamaged(id_)
        value = records.get(frozen, kinds.KINDS[kind], id_)
        for body in (kinds.encode(value), *(change.body for change in changes.of(frozen, id_))):
            self.named.update({paper.file: paper for paper in papers.named_in(body)})


def _of_header(folder: Path) -> Iterator[Problem]:
    found = header.read(folder)
    for name in header.COPIES:
        try:
            blob = (folder / name).read_bytes()
        except FileNotFoundError:
            yield Problem("header-missing", name)
        except OSError:
            yield Problem("header-damaged", name)
        else:
            if blob != found.sealed.blob:
                yield Problem("header-damaged", name)


def _of_papers(vault: Vault, named: tuple[Sealed, ...], meter: Meter) -> Iterator[Problem]:
    folder = vault.folder / PAPERS
    if not folder.is_dir():
        yield from (Problem("paper-missing", paper.file) for paper in named)
        return
    for paper in named:
        try:
            papers.pour(folder, paper, vault.keys.age_identity, papers.Digest())
        except FileMissing:
            yield Problem("paper-missing", paper.file)
        except DataDamaged:
            yield Problem("paper-damaged", paper.file)
        meter.add(paper.size)


def _orphans(vault: Vault, named: dict[str, Sealed]) -> Iterator[Problem]:
    folder = vault.folder / PAPERS
    if folder.is_dir():
        yield from (Problem("paper-unknown", name) for name in papers.orphans(folder, named))
