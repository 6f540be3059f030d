"""New keys (SECURITY C4): the program is killed at any moment of the renewal, and one key opens all of it."""

import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.attachments import Attachment
from desktop.domain.errors import CaseFileError, WrongSecret
from desktop.operations import new_keys
from desktop.operations.attachments import attach_stream, read_paper
from desktop.operations.cases import open_case
from desktop.operations.notes import add_note
from desktop.operations.vaults import create_vault, unlock
from desktop.storage import header, records, renewal
from desktop.storage.keys import Keys
from tests.torture.counts import count, seeded, tell
from tests.torture.dying import killed, opened_after_a_kill, quick_keys

PASSPHRASES = ("прежняя", "новая")
PAPERS = 6


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Keys]:
    """A closed vault with cases, notes and papers."""
    quick_keys(monkeypatch)
    with create_vault(tmp_path / "v", PASSPHRASES[0]) as vault:
        for number in range(PAPERS):
            case = open_case(vault, about=f"дело {number}")
            add_note(vault, case.id, "слово " * 3000)
            attach_stream(vault, case.id, io.BytesIO(b"%PDF-" + bytes([number]) * 70_000), name=f"{number}.pdf", size=70_005)
        return tmp_path / "v", vault.keys


def _contents(folder: Path, keys: Keys) -> list[object]:
    with opened_after_a_kill(folder, keys) as vault:
        assert vault.problems_of_roots() == ()
        kept = [(each.id, each.kind, each.rev, each.changed_at) for each in records.stored(vault) if each.kind != "setting"]
        return [kept, [read_paper(vault, paper) for paper in records.every(vault, Attachment)]]


def _opens(folder: Path) -> tuple[Keys, str]:
    for passphrase in PASSPHRASES:
        try:
            return unlock(folder, passphrase, try_other_layout=False), passphrase
        except WrongSecret:
            continue
    raise AssertionError("neither key opens")


def test_killed_at_any_moment_of_a_renewal_one_key_opens_all(filled: tuple[Path, Keys]) -> None:
    folder, _keys = filled
    chance, tries, came_through, half_way = seeded("renewal"), count(5, 200), 0, 0
    truth = _contents(folder, filled[1])
    began = time.perf_counter()
    new_keys.renew_keys(folder, filled[1], PASSPHRASES[1])
    whole = time.perf_counter() - began

    for _ in range(tries):
        now, by = _opens(folder)
        to = PASSPHRASES[1 - PASSPHRASES.index(by)]

        def renew(done: Callable[[int], None], now: Keys = now, to: str = to) -> None:
            done(0)
            new_keys.renew_keys(folder, now, to)
            done(1)

        killed(renew, chance.uniform(0, 1.4 * whole), from_ack=1)
        half_way += renewal.is_under_way(folder)
        after, opened_by = _opens(folder)
        came_through += opened_by == to
        assert _contents(folder, after) == truth
        assert len(list((folder / "papers").iterdir())) == PAPERS
        assert not renewal.is_under_way(folder)
    tell(
        f"C4 new keys: {tries} kills, old key {tries - came_through}, new key {came_through}, neither 0; "
        f"{half_way} with a new database half-way; every record and all {PAPERS} papers there each time"
    )


def test_with_the_order_turned_round_the_same_kills_would_lose(filled: tuple[Path, Keys], monkeypatch: pytest.MonkeyPatch) -> None:
    """The header first, then the database: in between neither key opens it."""
    folder, keys = filled

    def header_first(self: new_keys._Renewing) -> None:
        header.write(self._old.folder, header.seal(self._coming.head, self._coming.keys.vmk))
        raise KeyboardInterrupt

    monkeypatch.setattr(new_keys._Renewing, "run", header_first)
    with pytest.raises(KeyboardInterrupt):
        new_keys.renew_keys(folder, keys, PASSPHRASES[1])

    with pytest.raises(CaseFileError):
        _contents(folder, unlock(folder, PASSPHRASES[1]))
