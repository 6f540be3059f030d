"""Sticks are told from the computer's own disks, and what is on them is said."""

import os
from pathlib import Path

import pytest

from desktop.devices import drives
from desktop.devices.disks import Disks
from tests.devices.made_up import Computer

BACKUP = "copy-0f3a91bc-20260514-1830.backup"


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    computer = Computer(tmp_path / "root")
    computer.block("sda", "8:0", bus="pci0/ata1")
    computer.block("sda1", "8:1", on="sda")
    computer.block("sdb", "8:16", bus="pci0/usb2/2-1")
    computer.block("sdb1", "8:17", on="sdb")
    computer.mount("8:1", "/")
    return computer


@pytest.fixture
def stick(computer: Computer, tmp_path: Path) -> Path:
    path = tmp_path / "media" / "MY STICK"
    path.mkdir(parents=True)
    computer.mount("8:17", path, "vfat", "/dev/sdb1")
    return path


def found(computer: Computer) -> drives.Drive:
    (drive,) = drives.drives(Disks(computer.root))
    return drive


def test_a_stick_is_found_and_the_own_disk_is_not(computer: Computer, stick: Path):
    drive = found(computer)

    assert (drive.path, drive.file_system, drive.is_read_only, drive.is_encrypted, drive.is_system_disk) == (
        stick,
        "vfat",
        False,
        False,
        False,
    )
    assert 0 < drive.free_bytes <= drive.total_bytes


def test_no_stick_no_drive(computer: Computer):
    assert drives.drives(Disks(computer.root)) == ()


def test_a_stick_has_the_label_it_was_given(computer: Computer, stick: Path):
    folder = computer.root / "dev/disk/by-label"
    folder.mkdir(parents=True)
    (folder / "ЧЁРНАЯ\\x20ФЛЕШКА").symlink_to(computer.root / "dev/sdb1")

    assert found(computer).label == "ЧЁРНАЯ ФЛЕШКА"


def test_a_stick_without_a_label_is_called_after_its_place(computer: Computer, stick: Path):
    assert found(computer).label == "MY STICK"


def test_an_encrypted_stick_is_a_stick(computer: Computer, tmp_path: Path):
    computer.block("dm-3", "253:3", bus="virtual", uuid="CRYPT-LUKS2-0f", lies_on="sdb1")
    computer.mount("253:3", tmp_path, "ext4", "/dev/mapper/luks-0f")

    assert found(computer).is_encrypted


def test_a_card_in_a_slot_is_a_drive(computer: Computer, tmp_path: Path):
    computer.block("mmcblk0", "179:0", bus="pci0/mmc0")
    computer.write("sys/class/block/mmcblk0/device/type", "SD\n")
    computer.mount("179:0", tmp_path, "exfat", "/dev/mmcblk0")

    assert found(computer).path == tmp_path


def test_a_system_that_runs_from_a_stick_is_said_to(computer: Computer, tmp_path: Path):
    computer.block("sdb2", "8:18", on="sdb")
    computer.mount("8:18", "/home")
    computer.mount("8:17", tmp_path, "vfat", "/dev/sdb1")

    assert {drive.path: drive.is_system_disk for drive in drives.drives(Disks(computer.root))}[tmp_path]


def test_a_read_only_stick_is_said_to_be(computer: Computer, tmp_path: Path):
    computer.mount("8:17", tmp_path, "vfat", "/dev/sdb1", options="ro")

    assert found(computer).is_read_only


def test_one_stick_in_two_places_is_one_drive(computer: Computer, stick: Path, tmp_path: Path):
    computer.mount("8:17", tmp_path, "vfat", "/dev/sdb1")
    computer.mount("8:17", tmp_path / "part", "vfat", "/dev/sdb1", whole="/folder")

    assert found(computer).path == stick


@pytest.mark.parametrize(
    ("names", "foreign", "unfinished"),
    [
        ([], False, False),
        ([BACKUP, "copy-papers", "System Volume Information", ".Trash-1000"], False, False),
        ([f"{BACKUP}.001", f"{BACKUP}.002"], False, False),
        ([BACKUP, f"{BACKUP}.part"], False, True),
        ([BACKUP, "holiday.jpg"], True, False),
        (["papers.backup"], True, False),
        # Everything in open formats: sealed it is ours and in nobody's way, in the clear it makes a stick unfit for copies.
        ([BACKUP, "copy-0123abcd-20260514-0900.tar.age"], False, False),
        ([BACKUP, "copy-0123abcd-20260514-0900"], True, False),
    ],
)
def test_what_lies_on_a_stick_is_said(computer: Computer, stick: Path, names: list[str], foreign: bool, unfinished: bool):
    for name in names:
        (stick / name).touch()

    assert (found(computer).holds_foreign_files, found(computer).holds_unfinished_backup) == (foreign, unfinished)


def test_a_stick_that_was_pulled_out_is_no_error(computer: Computer, tmp_path: Path):
    computer.mount("8:17", tmp_path / "gone", "vfat", "/dev/sdb1")

    assert found(computer).free_bytes == 0


def test_a_folder_knows_its_drive(computer: Computer, stick: Path, tmp_path: Path):
    (stick / "deep").mkdir()

    drive = drives.drive_of(stick / "deep", Disks(computer.root))

    assert drive is not None
    assert drive.path == stick
    assert drives.drive_of(tmp_path, Disks(computer.root)) is None


def test_free_space_and_flushing_are_asked_of_the_real_disk(tmp_path: Path):
    there = os.statvfs(tmp_path)

    assert abs(drives.free_bytes(tmp_path) - there.f_bavail * there.f_frsize) < 1 << 30
    drives.flush(tmp_path)
    with pytest.raises(FileNotFoundError):
        drives.flush(tmp_path / "gone")


def test_the_real_computer_can_be_asked():
    assert Disks().mount_of(Path("/")) is not None
    drives.drives()


def test_the_stick_of_a_key_file_is_seen_to_go(computer: Computer, stick: Path):
    found = drives.stick_of(stick / "key", Disks(computer.root))
    assert found is not None
    assert drives.is_plugged(found, Disks(computer.root))

    (computer.root / "sys/dev/block/8:17").unlink()  # pulled out without a word: it stays mounted

    assert not drives.is_plugged(found, Disks(computer.root))


def test_a_stick_that_was_unmounted_is_gone_too(computer: Computer, stick: Path):
    found = drives.stick_of(stick / "key", Disks(computer.root))
    assert found is not None
    computer.mounts.pop()
    computer.mount("8:1", "/home")

    assert not drives.is_plugged(found, Disks(computer.root))


def test_a_key_file_on_the_own_disk_has_no_stick(computer: Computer, tmp_path: Path):
    assert drives.stick_of(tmp_path / "key", Disks(computer.root)) is None


def test_a_stick_is_known_again_by_what_its_file_system_was_given(computer: Computer, stick: Path):
    folder = computer.root / "dev/disk/by-uuid"
    folder.mkdir(parents=True)
    (folder / "1A2B-3C4D").symlink_to(computer.root / "dev/sdb1")

    assert (found(computer).uuid, found(computer).node) == ("1A2B-3C4D", "/dev/sdb1")


@pytest.mark.parametrize(("size", "mounted", "closed"), [("62333952", False, 1), ("62333952", True, 0), ("0", False, 0)])
def test_a_stick_that_nobody_has_opened_is_noticed(computer: Computer, tmp_path: Path, size: str, mounted: bool, closed: int):
    computer.write("sys/class/block/sdb/size", size)
    if mounted:
        computer.mount("8:17", tmp_path, "vfat", "/dev/sdb1")

    assert drives.closed_sticks(Disks(computer.root)) == closed


@pytest.mark.parametrize(("kind", "largest"), [("vfat", 4 * 1024**3 - 1), ("exfat", None), ("ext4", None)])
def test_the_largest_file_of_a_stick_is_known(computer: Computer, tmp_path: Path, kind: str, largest: int | None):
    computer.mount("8:17", tmp_path, kind, "/dev/sdb1")

    assert drives.largest_file(tmp_path / "deep", Disks(computer.root)) == largest
