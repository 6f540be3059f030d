"""What this computer keeps in the clear: language, appearance, and the folders of vaults she wants remembered. Nothing of a case."""

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

HOME = "PORTFEL_HOME"  # names the folder of the settings, for a program that lives on a stick
_FILE = "preferences.json"
_LARGEST = 64 * 1024
_CHOICES = {"language": ("", "ru", "en"), "appearance": ("system", "light", "dark")}


@dataclass(frozen=True)
class Preferences:
    """The settings of this computer. An empty language is the computer's own, an empty vault asks for one.

    `vault` is the folder that is opened at the start, `vaults` are all that she wants in the list: none unless she says so.
    """

    language: str = ""
    appearance: str = "system"
    vault: str = ""
    vaults: tuple[str, ...] = ()


def remember(kept: Preferences, vault: str) -> Preferences:
    """With this vault in the list, opened at the next start."""
    return replace(kept, vault=vault, vaults=(vault, *(each for each in kept.vaults if each != vault)))


def forget(kept: Preferences, vault: str) -> Preferences:
    """Without this vault in the list; the vault itself is not touched."""
    left = tuple(each for each in kept.vaults if each != vault)
    return replace(kept, vault="" if kept.vault == vault else kept.vault, vaults=left)


def listed(kept: Preferences) -> tuple[str, ...]:
    """The vaults this computer remembers, the one opened at the start first."""
    return tuple(dict.fromkeys(each for each in (kept.vault, *kept.vaults) if each))


def folder() -> Path:
    """Where the settings lie; it need not exist yet."""
    if home := os.environ.get(HOME):
        return Path(home)
    # Imported here: a program that is told its folder starts without it.
    import platformdirs

    return platformdirs.user_config_path("portfel")


def state_folder() -> Path:
    """Where this computer remembers the last state of its vaults; it need not exist yet."""
    if home := os.environ.get(HOME):
        return Path(home) / "state"
    import platformdirs

    return platformdirs.user_state_path("portfel")


def load() -> Preferences:
    """The settings as they were kept. An entry that is missing, unknown or of the wrong kind has its default."""
    try:
        with (folder() / _FILE).open("rb") as file:
            untrusted = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    if not isinstance(untrusted, dict):
        return Preferences()
    given: dict[str, Any] = {field.name: _frozen(untrusted.get(field.name)) for field in fields(Preferences)}
    return Preferences(**{name: value for name, value in given.items() if _fits(name, value)})


def save(preferences: Preferences) -> bool:
    """Keep the settings, all or none of them. False where the folder cannot be written: they then last until the end."""
    # Imported here, like all that only saving needs: reading is part of every start.
    import tempfile

    text = json.dumps(asdict(preferences), ensure_ascii=False, sort_keys=True, indent=1)
    temporary = ""
    try:
        folder().mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=folder(), prefix=".", delete=False) as file:
            temporary = file.name
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(folder() / _FILE)
    except (OSError, UnicodeEncodeError):
        Path(temporary).unlink(missing_ok=True) if temporary else None
        return False
    return True


def _frozen(untrusted: object) -> object:
    return tuple(untrusted) if isinstance(untrusted, list) else untrusted


def _fits(name: str, untrusted: object) -> bool:
    if name == "vaults":
        return isinstance(untrusted, tuple) and all(isinstance(each, str) and each for each in untrusted)
    return isinstance(untrusted, str) and untrusted in _CHOICES.get(name, (untrusted,))
