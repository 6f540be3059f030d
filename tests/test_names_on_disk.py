"""What lies on a disk tells nothing of the work by its names: the program, the settings, a used vault, a stick, the kit."""

import os
from pathlib import Path

import pytest

from desktop import preferences
from desktop.domain.disk_names import telling_word
from desktop.domain.letters import WayOut
from desktop.operations import freshness, journal
from desktop.operations.attachments import attach
from desktop.operations.backups import back_up
from desktop.operations.cases import open_case
from desktop.operations.letters import approve_letter, begin_letter, hand_over
from desktop.operations.restoring import restore
from desktop.preferences import Preferences
from desktop.storage.vault import DATABASE
from scripts import bundling, inspection
from tests.conftest import PASSPHRASE

SOURCE = Path(__file__).parent.parent


def _names(place: Path) -> list[str]:
    return [str(Path(folder, name).relative_to(place)) for folder, folders, files in os.walk(place) for name in (*folders, *files)]


def _telling(names: list[str]) -> list[str]:
    """The names that tell, but for the one that the format fixes."""
    parts = {part for name in names for part in Path(name).parts} - {DATABASE, f"{DATABASE}-journal"}
    return sorted(part for part in parts if telling_word(part) or inspection.TELLING.search(part))


def test_a_used_vault_its_settings_and_its_stick_tell_nothing(vault, tmp_path):
    stick, scan = tmp_path / "stick", tmp_path / "Рапорт Иванова об отказе.pdf"
    stick.mkdir()
    scan.write_bytes(b"%PDF-1.4 soldier")
    case = open_case(vault, called_by="Иванова", about="солдат", matter="отказ")
    letter = begin_letter(vault, case.id, "r09")
    entry = approve_letter(vault, letter, explained=("all",), allow_gaps=True, today=vault.today())
    hand_over(vault, entry, WayOut.PRINTED)
    attach(vault, case.id, scan)
    proven = back_up(vault, stick)
    back_up(vault, stick, whole=True)
    freshness.remember(vault)
    preferences.save(Preferences(language="ru"))
    assert journal.lines(vault)
    restore(proven.file, PASSPHRASE, tmp_path / "files")

    names = [*_names(vault.folder), *_names(stick), *_names(preferences.folder()), *_names(tmp_path / "files")]

    assert len(names) > 15
    assert _telling(names) == []


def test_the_program_as_it_is_installed_tells_nothing_by_its_names():
    shipped = [(f"resources/{name}", "", "DATA") for name in _names(SOURCE / "resources") if "locale" not in name]
    names = [goes for goes, _source, _kind in bundling.with_neutral_names(shipped)]

    assert len(names) > 80
    # "refusing" and the like would be found; the calendar, the lists and the numbered texts are not.
    assert _telling([*names, *_names(SOURCE / "kit")]) == []


@pytest.mark.parametrize("name", ["refusing.txt", "otkazy", "client.desktop", "Рапорт.txt"])
def test_a_name_that_tells_would_be_found(name):
    assert _telling([f"resources/lists/{name}"]) == [name]
