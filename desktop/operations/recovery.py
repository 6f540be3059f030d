"""The recovery sheet: 24 words and the printed key, for the day the passphrase is gone."""

import os

from desktop.domain.drafts import Setting
from desktop.domain.errors import WrongSecret
from desktop.operations.ways_in import WayIn, add_shares, add_words, note_tried, put_words
from desktop.storage import header, records, recovery_words, settings, slots
from desktop.storage.recovery_words import Language
from desktop.storage.vault import Vault

CHECKED = "recovery.checked_at"


def make_recovery_sheet(vault: Vault, language: Language) -> tuple[tuple[str, ...], bytes]:
    """New recovery words, which open the vault from now on in place of earlier ones, and the sheet as a PDF.

    Raises BadInput("slot", "full"), FontMissing, DiskFull, DiskFailed.
    """
    # Only the sheet needs ReportLab, which takes its time to load.
    from desktop.documents.sheet import recovery_sheet

    entropy = os.urandom(slots.ENTROPY_BYTES)
    words = recovery_words.words_from_entropy(entropy, language)
    # The sheet first: if it cannot be drawn, the words she has still open the vault.
    sheet = recovery_sheet(words, vault.keys.age_identity, language)
    _put_words(vault, entropy)
    return words, sheet


def add_words_sheet(vault: Vault, language: Language, name: str = "") -> tuple[WayIn, tuple[str, ...], bytes]:
    """One more set of recovery words beside those there are, with its sheet as a PDF. Raises as `make_recovery_sheet`."""
    from desktop.documents.sheet import recovery_sheet

    way, words = add_words(vault, language, name)
    return way, words, recovery_sheet(words, vault.keys.age_identity, language)


def add_shares_sheets(vault: Vault, needed: int, total: int, language: Language, name: str = "") -> tuple[WayIn, tuple[str, ...], bytes]:
    """Key parts for colleagues, the words of each, and the PDF with each part on a sheet of its own.

    Raises BadInput("shares", "numbers"), BadInput("slot", "full"), FontMissing, DiskFull, DiskFailed.
    """
    from desktop.documents.sheet import part_sheets

    way, parts = add_shares(vault, needed, total, name)
    return way, parts, part_sheets(parts, language)


def renew_words(vault: Vault, language: Language) -> tuple[str, ...]:
    """New recovery words without a sheet, to be copied by hand.

    Earlier ones open older backups still, but neither the vault nor backups to come. Raises as `make_recovery_sheet`.
    """
    entropy = os.urandom(slots.ENTROPY_BYTES)
    _put_words(vault, entropy)
    return recovery_words.words_from_entropy(entropy, language)


def _put_words(vault: Vault, entropy: bytes) -> None:
    with vault.transaction():
        records.save(vault, Setting(id=CHECKED))
    put_words(vault, entropy)


def check_words(vault: Vault, text: str) -> bool:
    """Whether these words, typed back from the sheet, open the vault. If they do, the vault remembers that they were checked.

    Raises BadInput for a slip that can be named.
    """
    try:
        vmk, slot = slots.open_with_words(_head(vault), recovery_words.entropy_from_words(text))
    except WrongSecret:
        return False
    if vmk != vault.keys.vmk:
        return False
    with vault.transaction():
        records.save(vault, Setting(id=CHECKED, text=vault.now().isoformat()))
        note_tried(vault, slot)
    return True


def checked_at(vault: Vault) -> str:
    """When the words were last typed back; empty if never."""
    return settings.read(vault, CHECKED)


def _head(vault: Vault) -> header.Header:
    """The header as it is on the disk: another connection may have changed it."""
    return header.read(vault.folder).sealed.check(vault.keys.vmk)
