"""Recovery words: they open the vault, and only the latest do."""

import subprocess
import unicodedata
from pathlib import Path

import pytest

from desktop.documents import sheet as sheet_module
from desktop.domain.errors import BadInput, FontMissing, WrongSecret
from desktop.operations import recovery
from desktop.operations.vaults import slot_kinds, unlock
from desktop.storage import header, keys
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_words_open_the_vault_beside_the_passphrase(vault: Vault, language):
    words = recovery.renew_words(vault, language)

    assert len(words) == 24
    assert unlock(vault.folder, " ".join(words)) == vault.keys
    assert unlock(vault.folder, PASSPHRASE) == vault.keys
    assert sorted(slot_kinds(vault).values()) == ["passphrase", "words"]


def test_new_words_replace_the_former(vault: Vault):
    former = " ".join(recovery.renew_words(vault, "ru"))
    kinds = sorted(slot_kinds(vault).values())

    latter = " ".join(recovery.renew_words(vault, "en"))

    assert sorted(slot_kinds(vault).values()) == kinds
    with pytest.raises(WrongSecret):
        unlock(vault.folder, former)
    assert unlock(vault.folder, latter) == vault.keys


def test_both_header_copies_have_the_next_epoch(vault: Vault):
    before = vault.header.epoch

    recovery.renew_words(vault, "ru")

    found = header.read(vault.folder)
    assert (found.whole, found.sealed.header.epoch) == (True, before + 1)
    assert vault.header == found.sealed.header


def test_words_typed_back_are_remembered_as_checked(vault: Vault):
    words = recovery.renew_words(vault, "ru")
    assert recovery.checked_at(vault) == ""

    assert recovery.check_words(vault, "\n".join(word[:4].upper() for word in words))

    assert recovery.checked_at(vault).startswith("2026-05-14T09:00")
    recovery.renew_words(vault, "ru")
    assert recovery.checked_at(vault) == ""


def test_other_words_are_not_taken(vault: Vault):
    former = recovery.renew_words(vault, "ru")
    recovery.renew_words(vault, "ru")

    assert not recovery.check_words(vault, " ".join(former))
    with pytest.raises(BadInput):
        recovery.check_words(vault, " ".join(former[:23]))
    assert recovery.checked_at(vault) == ""


def test_words_made_on_another_connection_are_seen(vault: Vault):
    with vault.second() as other:
        words = recovery.renew_words(other, "ru")

    assert recovery.check_words(vault, " ".join(words))


def test_the_sheet_holds_the_words_and_the_printed_key(vault: Vault, tmp_path: Path):
    words, sheet = recovery.make_recovery_sheet(vault, "ru")

    (tmp_path / "sheet.pdf").write_bytes(sheet)
    text = subprocess.run(["pdftotext", "-layout", tmp_path / "sheet.pdf", "-"], capture_output=True, check=True).stdout.decode()

    assert all(word in unicodedata.normalize("NFC", text) for word in words)
    assert keys.identity_from_text(vault.keys.age_identity) == vault.keys.age_identity
    assert vault.keys.age_identity in "".join(text.split())
    assert unlock(vault.folder, " ".join(words)) == vault.keys


def test_a_sheet_that_cannot_be_drawn_leaves_the_former_words(vault: Vault, monkeypatch: pytest.MonkeyPatch):
    former = " ".join(recovery.renew_words(vault, "ru"))

    def broken(*_: object) -> bytes:
        raise FontMissing

    monkeypatch.setattr(sheet_module, "recovery_sheet", broken)
    with pytest.raises(FontMissing):
        recovery.make_recovery_sheet(vault, "ru")

    assert unlock(vault.folder, former) == vault.keys
