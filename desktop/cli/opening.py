"""Opening a vault from the command line."""

from pathlib import Path

from desktop import words
from desktop.cli.terminal import Terminal
from desktop.domain.errors import BadInput, NotFound
from desktop.i18n import _
from desktop.operations import freshness, vaults
from desktop.storage.vault import Vault


def opened(terminal: Terminal, folder: Path) -> Vault:
    """The vault in `folder`, opened with the passphrase that comes first. Raises what opening a vault raises."""
    look_at(folder)
    secret = terminal.passphrase(_("Passphrase: "))
    vault = vaults.open_vault(folder, vaults.unlock(folder, secret))
    if older := freshness.look(vault):
        terminal.warn(words.problem_sentence(older.code, ""))
    return vault


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
