"""Opening a vault from the command line."""

import argparse
from pathlib import Path

from desktop import words
from desktop.cli.terminal import Terminal
from desktop.domain.errors import BadInput, NotFound
from desktop.i18n import _
from desktop.operations import freshness, vaults
from desktop.operations.vaults import Unlocked
from desktop.storage import key_file as key_files
from desktop.storage.vault import Vault


def opened(terminal: Terminal, options: argparse.Namespace) -> Vault:
    """The vault of the options, opened with the secret that comes first. Raises what opening a vault raises."""
    return opened_by(terminal, options)[0]


def opened_by(terminal: Terminal, options: argparse.Namespace) -> tuple[Vault, Unlocked]:
    """As `opened`, with what the secret gave."""
    folder: Path = options.vault
    look_at(folder)
    key_file = key_file_text(options.key_file)
    unlocked = vaults.unlocked(folder, terminal.passphrase(_("Passphrase: ")), key_file_text=key_file)
    vault = vaults.open_vault(folder, unlocked.keys)
    if vault.had_altered_header:
        terminal.warn(words.problem_sentence("header-altered", ""))
    if older := freshness.look(vault):
        terminal.warn(words.older_sentence(older.code, older.seen_at, older.saves))
    return vault, unlocked


def key_file_text(path: Path | None) -> str:
    """The text of the key file, empty where none is named. Raises NotFound("key-file"), BadInput("key-file", …), DiskFailed."""
    return key_files.text_of(key_files.read(path)) if path else ""


def look_at(folder: Path) -> None:
    """Say before anything is asked what is wrong with the place itself.

    Raises NotFound("vault"), BadInput("vault", "file"), BadInput("vault", "empty").
    """
    if not folder.exists():
        raise NotFound("vault")
    if not folder.is_dir():
        raise BadInput("vault", "file")
    if not any(folder.iterdir()):
        raise BadInput("vault", "empty")
