"""Every state of a stick has its name, and what a stick holds of ours is found."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.devices import drives
from desktop.devices.disks import Disks
from desktop.operations import copies, sticks
from desktop.operations.backups import back_up
from desktop.operations.copies import call_stick, called, listed
from desktop.operations.settings import set_setting
from desktop.operations.sticks import Why, known, look
from desktop.operations.vaults import create_vault
from desktop.storage.vault import Vault
from tests.conftest import Clock
from tests.devices.made_up import Computer
from tests.operations.backup_case import fill, stick


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    """A computer with its own disk and a place for two sticks; sdb1 is not mounted yet."""
    computer = Computer(tmp_path / "root")
    computer.block("sda", "8:0", bus="pci0/ata1")
    computer.block("sda1", "8:1", on="sda")
    for name, number in (("sdb", 16), ("sdc", 32)):
        computer.block(name, f"8:{number}", bus=f"pci0/usb2/2-{number}")
        computer.block(f"{name}1", f"8:{number + 1}", on=name)
        computer.write(f"sys/class/block/{name}/size", "62333952")
        folder = computer.root / "dev/disk/by-uuid"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"UUID-{name}").symlink_to(computer.root / f"dev/{name}1")
    computer.mount("8:1", "/")
    return computer


@pytest.fixture
def mounted(computer: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disks:
    """The first stick, opened; everything asks this computer."""
    computer.mount("8:17", stick(tmp_path), "vfat", "/dev/sdb1")
    monkeypatch.setattr(drives, "Disks", lambda: Disks(computer.root))
    return Disks(computer.root)


def test_no_stick(vault: Vault, computer: Computer):
    for name in ("sdb", "sdc"):
        computer.write(f"sys/class/block/{name}/size", "0")

    assert look(known(vault), Disks(computer.root)) == sticks.Sticks()


def test_a_stick_that_is_in_but_not_opened(vault: Vault, computer: Computer):
    assert look(known(vault), Disks(computer.root)).closed == 2


def test_one_stick_and_then_another(vault: Vault, computer: Computer, mounted: Disks, tmp_path: Path):
    assert [each.drive.uuid for each in look(known(vault), mounted).usable] == ["UUID-sdb"]

    (tmp_path / "second").mkdir()
    computer.mount("8:33", tmp_path / "second", "exfat", "/dev/sdc1")

    assert [each.drive.uuid for each in look(known(vault), Disks(computer.root)).usable] == ["UUID-sdc", "UUID-sdb"]


def test_the_disk_of_the_system_is_never_offered(vault: Vault, computer: Computer, tmp_path: Path):
    computer.mount("8:17", "/home")
    computer.mount("8:17", tmp_path, "vfat", "/dev/sdb1")

    found = look(known(vault), Disks(computer.root))

    assert (found.usable, found.refused) == ((), ())


def test_a_stick_with_files_of_others_is_refused(vault: Vault, mounted: Disks, tmp_path: Path):
    (stick(tmp_path) / "IMG_2041.HEIC").touch()

    assert [each.why for each in look(known(vault), mounted).refused] == [Why.FOREIGN]


def test_a_stick_that_cannot_be_written_to_is_refused(vault: Vault, computer: Computer, tmp_path: Path):
    computer.mount("8:17", stick(tmp_path), "vfat", "/dev/sdb1", options="ro")

    assert [each.why for each in look(known(vault), Disks(computer.root)).refused] == [Why.READ_ONLY]


def test_a_stick_without_room_is_refused_before_anything_is_written(
    vault: Vault, mounted: Disks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fill(vault, tmp_path)
    (found,) = drives.drives(mounted)
    monkeypatch.setattr(drives, "drives", lambda _disks: (replace(found, free_bytes=8 * 1024**2),))

    (refused,) = look(known(vault), mounted).refused

    assert refused.why is Why.FULL
    assert refused.needed > 100_000


def test_another_stick_than_last_time_is_noticed(vault: Vault, computer: Computer, mounted: Disks, tmp_path: Path):
    back_up(vault, stick(tmp_path))
    (tmp_path / "second").mkdir()
    computer.mount("8:33", tmp_path / "second", "vfat", "/dev/sdc1")

    found = look(known(vault), Disks(computer.root))

    assert {each.drive.uuid: each.is_other for each in found.usable} == {"UUID-sdb": False, "UUID-sdc": True}


def test_her_name_for_a_stick_stays_in_the_vault(vault: Vault, mounted: Disks, tmp_path: Path):
    call_stick(vault, "UUID-sdb", "  синяя  ")

    (found,) = look(known(vault), mounted).usable
    assert (found.name, called(vault, found.drive)) == ("синяя", "синяя")
    assert list(stick(tmp_path).iterdir()) == []
    call_stick(vault, "UUID-sdb", "")
    assert look(known(vault), mounted).usable[0].name == "stick"


def test_copies_on_every_stick_are_listed_the_absent_ones_too(
    vault: Vault, computer: Computer, mounted: Disks, clock: Clock, tmp_path: Path
):
    first = back_up(vault, stick(tmp_path))
    call_stick(vault, "UUID-sdb", "синяя")
    seen = look(known(vault), mounted)
    (here,) = listed(vault, [each.drive for each in seen.usable], seen.found)
    computer.mounts.clear()
    computer.mount("8:1", "/")
    (away,) = listed(vault, [])

    assert (here.stick, here.path) == ("синяя", first.file)
    assert (away.stick, away.path, away.is_gone) == ("синяя", None, False)
    assert away.made.records == first.records


def test_a_stick_mounted_elsewhere_is_the_same_stick(vault: Vault, computer: Computer, mounted: Disks, tmp_path: Path):
    first = back_up(vault, stick(tmp_path))
    moved = tmp_path / "other place"
    stick(tmp_path).rename(moved)
    computer.mounts.clear()
    computer.mount("8:1", "/")
    computer.mount("8:17", moved, "vfat", "/dev/sdb1")
    seen = look(known(vault), Disks(computer.root))

    (copy,) = listed(vault, [each.drive for each in seen.usable], seen.found)

    assert copy.path == moved / first.file.name


def test_a_copy_that_was_taken_off_its_stick_is_said_to_be_gone(vault: Vault, mounted: Disks, tmp_path: Path):
    back_up(vault, stick(tmp_path)).file.unlink()
    seen = look(known(vault), mounted)

    (copy,) = listed(vault, [each.drive for each in seen.usable], seen.found)

    assert copy.is_gone


def test_backups_the_vault_knows_nothing_of_are_found_on_the_stick(vault: Vault, mounted: Disks, tmp_path: Path):
    fill(vault, tmp_path)
    proven = back_up(vault, stick(tmp_path), whole=True, largest_file=60_000)
    set_setting(vault, copies.MADE, "[]")
    with create_vault(tmp_path / "other", "x", unlock_seconds=0.01) as other:
        back_up(other, stick(tmp_path))

    seen = look(known(vault), mounted)

    (copy,) = listed(vault, [each.drive for each in seen.usable], seen.found)
    assert (copy.is_remembered, copy.path, copy.made.bytes) == (False, proven.file, proven.bytes)
    assert (copy.made.records, copy.made.papers) == (proven.records, proven.papers)


@pytest.mark.parametrize(("days", "level"), [(0, 0), (3, 0), (4, 1), (7, 1), (8, 2)])
def test_the_reminder_goes_by_days(vault: Vault, tmp_path: Path, clock: Clock, days: int, level: int):
    back_up(vault, stick(tmp_path))
    clock.now += timedelta(days=days)

    assert copies.freshness(vault) == copies.Freshness(days, 0, level)


def test_the_reminder_goes_by_what_was_saved_since(vault: Vault, tmp_path: Path):
    set_setting(vault, copies.REMIND_CHANGES, "2")
    assert copies.freshness(vault).level == 2  # no copy at all
    back_up(vault, stick(tmp_path))
    levels = [copies.freshness(vault).level]
    for number in range(7):
        set_setting(vault, "lawyer.name", str(number))
        levels.append(copies.freshness(vault).level)

    assert levels == [0, 0, 0, 1, 1, 1, 1, 2]
