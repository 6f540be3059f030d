"""What is said of a backup: how long ago it was proven, how large it is, where it lies."""

from datetime import datetime
from pathlib import PurePath

from desktop.devices.drives import Drive
from desktop.i18n import _, ngettext
from desktop.operations.copies import Made, made
from desktop.storage.vault import Vault

DAYS_FRESH = 3  # after so many days without a proven copy the status line warns


def last_copy(vault: Vault) -> tuple[str, bool]:
    """The status line's words on the last proven copy, and whether it is fresh enough not to warn."""
    known = made(vault)
    if not known:
        return _("No proven copy yet"), False
    days = days_ago(vault, known[0])
    return _("Proven copy: {when}").format(when=ago_words(vault, known[0])), days <= DAYS_FRESH


def days_ago(vault: Vault, copy: Made) -> int:
    """Whole days since a backup was proven."""
    return max(0, (vault.now() - datetime.fromisoformat(copy.when)).days)


def ago_words(vault: Vault, copy: Made) -> str:
    """How long ago a backup was proven: `2 minutes ago`."""
    minutes = max(0, int((vault.now() - datetime.fromisoformat(copy.when)).total_seconds() // 60))
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    if minutes < 24 * 60:
        return ngettext("{count} hour ago", "{count} hours ago", minutes // 60).format(count=minutes // 60)
    days = minutes // (24 * 60)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def size_words(count: int) -> str:
    """A size as people say it."""
    if count < 1024 * 1024:
        return _("{size} KB").format(size=max(1, round(count / 1024)))
    if count < 1024**3:
        return _("{size} MB").format(size=f"{count / 1024**2:.1f}")
    return _("{size} GB").format(size=f"{count / 1024**3:.1f}")


def place_words(folder: str) -> str:
    """The last part of a folder's path: the name of the stick, as a rule."""
    return PurePath(folder).name or folder


def drive_words(drive: Drive) -> str:
    """A stick in a list: its name, and what is free on it."""
    return _("{name}, {free} free").format(name=drive.label or drive.path.name, free=size_words(drive.free_bytes))


def hindrance(drive: Drive) -> str:
    """What about this stick she should know before a backup goes onto it; empty where nothing is."""
    if drive.is_read_only:
        return _("This stick cannot be written to: look for its switch, or take another one.")
    if drive.holds_foreign_files:
        return _("There are files of other people or programs on this stick. A stick of its own is safer.")
    if drive.holds_unfinished_backup:
        return _("A backup on this stick was cut short. The next one clears it away.")
    return ""
