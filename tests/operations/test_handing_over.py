"""Handing over the key: only with a tested other way in, never locked out of everything, and honest about copies."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.devices import drives
from desktop.domain.errors import NotAVault, NoTestedWay, NothingToHandOver, WrongSecret
from desktop.operations import handing_over, ways_in
from desktop.operations.backups import back_up
from desktop.operations.recovery import check_words, renew_words
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.storage import header
from tests.conftest import PASSPHRASE
from tests.operations.test_erasing import drive


def _opens(folder: Path, secret: str = PASSPHRASE) -> bool:
    try:
        unlock(folder, secret)
    except WrongSecret:
        return False
    return True


@pytest.fixture
def words(vault) -> str:
    """Recovery words that were typed back."""
    made = " ".join(renew_words(vault, "en"))
    assert check_words(vault, made)
    return made


def test_with_no_other_way_in_it_is_refused(vault):
    with pytest.raises(NoTestedWay):
        handing_over.hand_over(vault)

    assert _opens(vault.folder)


@pytest.mark.parametrize("add", [lambda vault: ways_in.add_words(vault, "ru"), lambda vault: ways_in.add_shares(vault, 2, 3)])
def test_a_way_in_that_nobody_has_tried_does_not_count(vault, add):
    add(vault)

    with pytest.raises(NoTestedWay):
        handing_over.hand_over(vault)

    assert _opens(vault.folder)


def test_a_way_in_made_anew_after_its_test_does_not_count(vault, words):
    renew_words(vault, "en")

    with pytest.raises(NoTestedWay):
        handing_over.hand_over(vault)


def test_a_sheet_that_was_tried_and_taken_away_does_not_vouch_for_another(vault, words):
    tried = next(way for way in ways_in.ways_in(vault) if way.kind == "words")
    ways_in.add_words(vault, "ru", "Another")
    ways_in.remove_way_in(vault, tried.slot)

    with pytest.raises(NoTestedWay):
        handing_over.hand_over(vault)


def test_every_passphrase_and_key_file_goes_and_the_rest_stays(vault, words):
    ways_in.add_passphrase(vault, "вторая")
    _way, file = ways_in.add_key_file(vault, "третья")
    _way, parts = ways_in.add_shares(vault, 2, 3)

    left = handing_over.hand_over(vault)

    assert [(each.way.kind, bool(each.tested_at)) for each in left] == [("words", True), ("shares", False)]
    folder = vault.folder
    vault.close()
    assert not any(_opens(folder, secret) for secret in (PASSPHRASE, "вторая", "третья"))
    with pytest.raises(WrongSecret):
        unlock(folder, "третья", key_file_text=file)
    assert _opens(folder, words)
    assert _opens(folder, "\n".join(parts[:2]))
    assert header.read(folder).whole


def test_a_new_passphrase_puts_it_back(vault, words, keys):
    handing_over.hand_over(vault)
    folder = vault.folder
    vault.close()

    with open_vault(folder, unlock(folder, words)) as again:
        assert handing_over.is_handed_over(again)
        ways_in.add_passphrase(again, "после дороги")
        assert not handing_over.is_handed_over(again)

    assert unlock(folder, "после дороги") == keys
    assert not _opens(folder)


def test_what_is_handed_over_already_is_said(vault, words):
    handing_over.hand_over(vault)

    with pytest.raises(NothingToHandOver):
        handing_over.hand_over(vault)


def test_each_copy_is_named_with_what_of_hers_opens_it(vault, words, tmp_path, clock, monkeypatch):
    old, new, away = tmp_path / "old", tmp_path / "new", tmp_path / "away"
    for folder in (old, new, away):
        folder.mkdir()
    back_up(vault, old)
    clock.now += timedelta(days=1)
    ways_in.change_passphrase(vault, "новая фраза")
    back_up(vault, new)
    back_up(vault, away).file.rename(tmp_path / "elsewhere")
    away.rmdir()
    shutil.copytree(vault.folder, tmp_path / "same")
    create_vault(tmp_path / "other", "x", unlock_seconds=0.01).close()
    (new / "foreign.backup").write_bytes(b"no backup of ours")
    monkeypatch.setattr(drives, "drives", lambda: (drive(new),))

    found = handing_over.copies(vault, [tmp_path / "same", tmp_path / "other", tmp_path / "nowhere"])

    assert [(each.kind, each.opens, each.path.parent.name if each.kind == "backup" else each.path.name) for each in found] == [
        ("backup", "now", "new"),
        ("folder", "now", "same"),
        ("backup", "unseen", "away"),
        ("backup", "earlier", "old"),
    ]
    with pytest.raises(NotAVault):
        handing_over.copy_in(vault, tmp_path / "other")


def test_a_backup_on_a_stick_that_the_vault_knows_nothing_of_is_named_too(vault, words, tmp_path, monkeypatch):
    stick, unknown = tmp_path / "stick", tmp_path / "unknown"
    stick.mkdir()
    unknown.mkdir()
    shutil.copy(back_up(vault, stick).file, unknown / "renamed.backup")
    monkeypatch.setattr(drives, "drives", lambda: (drive(unknown, "Grey"),))

    assert [(each.path.name, each.stick) for each in handing_over.copies(vault) if each.stick] == [("renamed.backup", "Grey")]
