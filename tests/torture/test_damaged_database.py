"""One bit, one sector, one page, one cut in `cases.db`: noticed every time, and never read as something else (SECURITY C5 to C8)."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import CaseFileError
from desktop.domain.notes import Note
from desktop.operations.attachments import attach_stream
from desktop.operations.cases import open_case
from desktop.operations.checks import check
from desktop.operations.notes import add_note, keep_note
from desktop.operations.vaults import open_vault
from desktop.storage import changes, records
from desktop.storage.connection import PAGE
from desktop.storage.keys import Keys
from desktop.storage.vault import DATABASE
from tests.storage.pages_of import Spliced
from tests.torture.counts import count, seeded, tell

FLIPS, SECTORS, CUTS, OLD_PAGES = count(24, 2000), count(16, 500), count(12, 1000), count(14, 200)
SECTOR = 4096


class Patient:
    """A vault with all sorts of rows, whose database is damaged in many ways, one after another."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.folder, self._keys = folder, keys
        with open_vault(folder, keys) as vault:
            chance = seeded("patient")
            for number in range(8):
                case = open_case(vault, about=f"дело {number}")
                notes = [add_note(vault, case.id, f"{number} " + "слово " * chance.choice((3, 400, 2500, 7000))) for _ in range(6)]
                keep_note(vault, Note(id=notes[0].id, case=case.id, written_at=notes[0].written_at, number=1, blocks={"facts": "иначе"}))
            attach_stream(vault, case.id, io.BytesIO(b"%PDF-" + bytes(900)), name="a.pdf", size=905)
        self.whole = (folder / DATABASE).read_bytes()
        self.truth = self._read()
        assert self._is_noticed() is False

    def outcome(self, damaged: bytes) -> str:
        """`noticed`, `unnoticed`, or `wrong` where something else was read without a word."""
        (self.folder / DATABASE).write_bytes(damaged)
        try:
            if self._read() != self.truth:
                return "wrong"
        except CaseFileError:
            pass
        return "noticed" if self._is_noticed() else "unnoticed"

    def _read(self) -> list[object]:
        """All that the program would show, read as pages read it, with no check before."""
        with open_vault(self.folder, self._keys) as vault:
            return [*records.numbered(vault), *changes.every(vault)]

    def _is_noticed(self) -> bool:
        try:
            with open_vault(self.folder, self._keys) as vault:
                return check(vault).problems != ()
        except CaseFileError:
            return True


@pytest.fixture
def patient(quick_folder: Path, keys: Keys) -> Patient:
    return Patient(quick_folder, keys)


def _tell(check_: str, what: str, outcomes: list[str]) -> None:
    tell(f"{check_}: {len(outcomes)} {what}, {outcomes.count('noticed')} noticed, {outcomes.count('wrong')} read as something else")


def test_every_flipped_bit_is_noticed(patient: Patient) -> None:
    chance = seeded("flips")

    def flipped() -> Iterator[bytes]:
        for number in range(FLIPS):
            bad = bytearray(patient.whole)
            # The first sixteen bytes, the salt, are of their own kind.
            bad[number if number < 16 else chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
            yield bytes(bad)

    outcomes = [patient.outcome(bad) for bad in flipped()]

    _tell("C5", "flipped bits", outcomes)
    assert set(outcomes) == {"noticed"}


def test_every_lost_sector_is_noticed(patient: Patient) -> None:
    chance, outcomes, whole = seeded("sectors"), [], patient.whole
    for number in range(SECTORS):
        bad = bytearray(whole)
        size = (SECTOR, PAGE)[number // 4 % 2]
        one, other = (place * size for place in chance.sample(range(len(bad) // size), 2))
        first, second = whole[one : one + size], whole[other : other + size]
        bad[one : one + size] = (bytes(size), b"\xff" * size, second, second)[number % 4]
        if number % 4 == 2:
            bad[other : other + size] = first
        if bad != whole:
            outcomes.append(patient.outcome(bytes(bad)))

    _tell("C6", "sectors and pages zeroed, set, swapped, doubled", outcomes)
    assert set(outcomes) == {"noticed"}


def test_every_cut_is_noticed(patient: Patient) -> None:
    pages = list(range(len(patient.whole) // PAGE))
    seeded("cuts").shuffle(pages)

    outcomes = [patient.outcome(patient.whole[: page * PAGE]) for page in pages[:CUTS]]

    _tell("C7", f"cuts at a page boundary of {len(pages)}", outcomes)
    assert set(outcomes) == {"noticed"}


def test_every_old_page_is_noticed(quick_folder: Path, quick_place: Path, keys: Keys) -> None:
    chance, seen, alike, unseen, alone = seeded("old pages"), 0, 0, 0, 0
    with open_vault(quick_folder, keys) as vault:
        spliced = Spliced(vault, chance)
        spliced.work(30)
        while seen < OLD_PAGES:
            spliced.remember()
            spliced.work(12)
            outcome = spliced.put_each_old_page_back(quick_place, most=OLD_PAGES - seen)
            seen, alike, unseen = seen + outcome.seen, alike + outcome.alike, unseen + len(outcome.unseen)
            alone += outcome.seen_by_roots_alone

    tell(f"C8: {seen + unseen} old pages put back, {seen} noticed ({alone} by the sums alone); {alike} more with the same rows in them")
    assert unseen == 0
    assert alone > 0
