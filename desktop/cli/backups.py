"""Commands that make, read and restore backups."""

import argparse
from dataclasses import asdict

from desktop.cli.opening import key_file_text, opened
from desktop.cli.terminal import Terminal, read_file
from desktop.cli.vaults import tell_verdict
from desktop.domain.errors import NotFound, VaultExists
from desktop.i18n import _
from desktop.operations import backups, restoring
from desktop.storage.typed import secret_kind


def _backup(terminal: Terminal, options: argparse.Namespace) -> int:
    if not options.to.is_dir():
        raise NotFound("folder")
    with opened(terminal, options) as vault:
        proven = backups.back_up(vault, options.to, whole=options.whole, report=terminal.report())
    if options.json:
        terminal.give({**asdict(proven), "file": str(proven.file)})
        return 0
    terminal.say(str(proven.file))
    terminal.say(
        _("{bytes} bytes, {records} records, {papers} papers, {seconds} seconds; read back and opened.").format(
            bytes=proven.bytes, records=proven.records, papers=proven.papers, seconds=round(proven.seconds, 1)
        )
    )
    return 0


def _verify(terminal: Terminal, options: argparse.Namespace) -> int:
    path, file = read_file(options.file), key_file_text(options.key_file)
    # Without a secret the outside can still be read, and the verdict says that it was no more.
    secret = terminal.secret(_("Passphrase, recovery words or printed key: "))
    return tell_verdict(terminal, restoring.verify(path, secret, terminal.report(), key_file_text=file), json=options.json)


def _restore(terminal: Terminal, options: argparse.Namespace) -> int:
    path, file = read_file(options.file), key_file_text(options.key_file)
    if options.vault.exists():
        raise VaultExists
    secret = terminal.passphrase(_("Passphrase, recovery words or printed key: "))
    # The printed key opens the backup, but it is no way into a vault: that one gets a passphrase of its own.
    new = terminal.passphrase_beside_key() if secret_kind(secret) == "key" else None
    restoring.restore(path, secret, options.vault, new, terminal.report(), key_file_text=file)
    terminal.say(_("The backup is restored, and the vault was checked and opened."))
    return 0


COMMANDS = {"backup": _backup, "verify": _verify, "restore": _restore}
