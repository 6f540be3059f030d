"""What can leak is found in what the kernel shows."""

import os
import time
from pathlib import Path

import pytest

from desktop import computer_words, guard
from desktop.devices import computer as this_computer
from desktop.devices import spooler
from desktop.devices.disks import Disks
from desktop.devices.spooler import Printer, Way
from desktop.guard import Measure
from tests.devices.made_up import Computer
from tests.devices.print_service import as_ordinary_user


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    computer = Computer(tmp_path)
    computer.block("sda", "8:0")
    computer.block("sda1", "8:1", on="sda")
    computer.block("sda2", "8:2", on="sda")
    computer.block("dm-0", "253:0", bus="virtual", uuid="CRYPT-LUKS2-0f-root", lies_on="sda2")
    computer.block("dm-1", "253:1", bus="virtual", uuid="LVM-abc", lies_on="dm-0")
    computer.mount("8:1", "/")
    computer.mount("253:1", "/home")
    return computer


def measure(computer: Computer, id: str) -> Measure:
    return {found.id: found for found in this_computer.measures(computer.root)}[id]


def test_without_swap_nothing_is_swapped(computer: Computer):
    assert measure(computer, "swap").on is True


@pytest.mark.parametrize(
    ("place", "on"),
    [
        ("/dev/sda1", False),
        ("/dev/dm-0", True),
        ("/dev/dm-1", True),
        ("/swapfile", False),
        ("/home/swapfile", True),
        ("/dev/never-seen", None),
    ],
)
def test_swap_is_safe_only_on_an_encrypted_device(computer: Computer, place: str, on: bool | None):
    computer.swap(place)

    assert measure(computer, "swap").on is on


def test_one_open_swap_among_safe_ones_is_named(computer: Computer):
    computer.swap("/dev/dm-0")
    computer.swap("/swapfile")

    assert measure(computer, "swap") == Measure("swap", on=False, facts=("/swapfile",))


@pytest.mark.parametrize(("behind", "on"), [("none", True), ("/dev/sda1", False), ("/dev/dm-1", True)])
def test_compressed_memory_is_safe_unless_it_spills(computer: Computer, behind: str, on: bool):
    computer.block("zram0", "252:0", bus="virtual")
    computer.write("sys/class/block/zram0/backing_dev", behind + "\n")
    computer.swap("/dev/zram0")

    assert measure(computer, "swap").on is on


def test_a_swap_file_on_btrfs_is_found_by_the_device_it_lies_on(computer: Computer):
    computer.mount("0:47", "/data", "btrfs", "/dev/sda1")
    computer.swap("/data/swapfile")

    assert measure(computer, "swap").on is False


@pytest.mark.parametrize(
    ("state", "disk", "swap", "on"),
    [
        ("freeze mem disk", "[platform] shutdown", "/dev/sda1", False),
        ("freeze mem disk", "[platform] shutdown", "", True),
        ("freeze mem disk", "[platform] shutdown", "/dev/zram0", True),
        ("freeze mem disk", "[disabled]", "/dev/sda1", True),
        ("freeze mem", "", "/dev/sda1", True),
    ],
)
def test_hibernation_needs_a_kernel_that_may_and_a_place(computer: Computer, state: str, disk: str, swap: str, on: bool):
    computer.write("sys/power/state", state + "\n")
    computer.write("sys/power/disk", disk + "\n")
    if swap:
        computer.swap(swap)

    assert measure(computer, "hibernation").on is on


def test_a_print_service_keeps_files_unless_told_not_to(computer: Computer):
    assert measure(computer, "spool").on is True

    (computer.root / "var/spool/cups").mkdir(parents=True)
    computer.write("etc/cups/cupsd.conf", "LogLevel warn\n")
    assert measure(computer, "spool").on is False

    computer.write("etc/cups/cupsd.conf", "PreserveJobFiles No\n")
    assert measure(computer, "spool").on is True


def test_a_spool_in_memory_keeps_nothing_on_a_disk(computer: Computer):
    (computer.root / "var/spool/cups").mkdir(parents=True)
    computer.write("etc/cups/cupsd.conf")
    computer.mount("0:30", "/var/spool/cups", "tmpfs", "tmpfs")

    assert measure(computer, "spool").on is True


@pytest.mark.parametrize(
    ("id", "program"),
    [
        ("indexers", "tracker-miner-f"),
        ("clipboard-manager", "copyq"),
        ("screen-reader", "orca"),
        ("accessibility", "at-spi2-registr"),
        ("remote-screen", "x11vnc"),
    ],
)
def test_a_running_program_is_named(computer: Computer, id: str, program: str):
    computer.write("proc/71/comm", "bash\n")
    assert measure(computer, id).on is True

    computer.write("proc/72/comm", program + "\n")
    assert measure(computer, id) == Measure(id, on=False, facts=(program,))
    assert program in computer_words.measure_sentence(id, on=False, facts=(program,))


def test_small_pictures_are_made_where_a_program_makes_them(computer: Computer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert measure(computer, "thumbnails").on is True

    computer.write("usr/share/thumbnailers/evince.thumbnailer")
    assert measure(computer, "thumbnails") == Measure("thumbnails", on=False, facts=("evince",))

    computer.mount("0:31", "/cache", "tmpfs", "tmpfs")
    assert measure(computer, "thumbnails").on is True


def test_the_real_computer_answers_every_question(tmp_path: Path):
    found = [measure.id for measure in this_computer.measures(vault=tmp_path)]

    assert found[:4] == ["network", "core-dump", "trace", "no-new-privileges"]
    assert len(found) == len(set(found)) == 21
    assert {"swap", "spool", "hibernation", "clock", "sync-folder"} <= set(found)


def test_a_hardened_ordinary_process_can_still_see_the_computer():
    def harden_and_look() -> tuple[list[str], int]:
        guard.harden()
        return [measure.id for measure in this_computer.measures() if not measure.on], len(Disks().mounts)

    lacking, mounts = as_ordinary_user(harden_and_look)

    assert not {"network", "core-dump", "trace", "no-new-privileges"} & set(lacking)
    assert mounts > 0


@pytest.mark.parametrize("on", [True, False, None])
def test_every_measure_has_its_sentence_and_what_mends_it(on: bool | None):
    for measure in this_computer.measures(vault=Path("/nowhere")):
        assert computer_words.measure_sentence(measure.id, on, measure.facts).endswith(".")
        assert bool(computer_words.measure_mend(measure.id, on)) is not (on is True)


@pytest.mark.parametrize(("place", "on"), [("/open", False), ("/home/her", True), ("/memory", True), ("/elsewhere", None)])
def test_the_home_folder_is_encrypted_or_not(computer: Computer, place: str, on: bool | None, monkeypatch: pytest.MonkeyPatch):
    computer.mount("0:40", "/memory", "tmpfs", "tmpfs")
    computer.mount("0:41", "/elsewhere", "zfs", "pool/home")
    monkeypatch.setenv("HOME", place)

    assert measure(computer, "disk-encryption").on is on


@pytest.mark.parametrize(
    ("vault", "left", "found"),
    [
        ("/home/her/files", "", ()),
        ("/home/her/Dropbox/work/files", "", ("Dropbox",)),
        ("/home/her/Яндекс/files", "home/her/Яндекс/.stfolder", ("Яндекс",)),
        ("/data/Mega/files", "", ()),
        ("/net/files", "", ("nfs4",)),
    ],
)
def test_a_vault_that_is_carried_away_is_told(computer: Computer, vault: str, left: str, found: tuple[str, ...], monkeypatch):
    monkeypatch.setenv("HOME", "/home/her")
    computer.mount("0:50", "/net", "nfs4", "server:/net")
    if left:
        computer.write(left)

    measures = {each.id: each for each in this_computer.measures(computer.root, Path(vault))}

    assert measures["sync-folder"] == Measure("sync-folder", on=not found, facts=found)


def test_without_a_vault_nothing_is_said_of_where_it_lies(computer: Computer):
    assert "sync-folder" not in {each.id for each in this_computer.measures(computer.root)}


@pytest.mark.parametrize(
    ("display", "wayland", "platform", "on"),
    [("", "", "", None), (":0", "", "", False), (":0", "wayland-0", "", True), (":0", "wayland-0", "xcb", False)],
)
def test_who_sees_the_screen_depends_on_the_session(computer: Computer, display, wayland, platform, on, monkeypatch):
    for name, value in (("DISPLAY", display), ("WAYLAND_DISPLAY", wayland), ("QT_QPA_PLATFORM", platform)):
        monkeypatch.setenv(name, value)

    assert measure(computer, "screen").on is on


@pytest.mark.parametrize(
    ("pattern", "on", "found"),
    [("core", True, ()), ("|/usr/lib/systemd/systemd-coredump %P %u", False, ("systemd-coredump",)), ("", None, ())],
)
def test_a_program_that_gets_crashes_is_named(computer: Computer, pattern: str, on: bool | None, found: tuple[str, ...]):
    computer.write("proc/sys/kernel/core_pattern", pattern + "\n")

    assert measure(computer, "crash-reporter") == Measure("crash-reporter", on=on, facts=found)


def test_a_list_of_file_names_is_told(computer: Computer):
    assert measure(computer, "file-lists").on is True

    computer.write("var/lib/plocate/plocate.db")
    assert measure(computer, "file-lists") == Measure("file-lists", on=False, facts=("plocate.db",))


def test_a_clock_before_the_program_was_made_is_wrong(computer: Computer, monkeypatch: pytest.MonkeyPatch):
    assert measure(computer, "clock").on is True

    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert measure(computer, "clock").on is False


def test_printers_on_a_network_are_named(computer: Computer, monkeypatch: pytest.MonkeyPatch):
    hall = Printer("Hall", "Hall", Way.NETWORK, is_default=False, prints_both_sides=False)
    desk = Printer("Desk", "Desk", Way.CABLE, is_default=True, prints_both_sides=False)
    monkeypatch.setattr(spooler, "printers", lambda: (desk, hall))

    assert measure(computer, "printers") == Measure("printers", on=False, facts=("Hall",))


def test_hibernation_is_asked_as_if_a_vault_were_open(computer: Computer, monkeypatch: pytest.MonkeyPatch):
    """The kernel says "disabled" as long as somebody holds secret memory, which an open vault does."""
    computer.write("sys/power/state", "freeze mem disk\n")
    disk = computer.write("sys/power/disk", "[platform] shutdown\n")
    computer.swap("/dev/sda1")
    assert measure(computer, "hibernation").on is False

    def hold() -> int:
        disk.write_text("[disabled]\n")
        return os.open(os.devnull, os.O_RDONLY)

    monkeypatch.setattr(guard, "refuse_hibernation", hold)
    assert measure(computer, "hibernation").on is True
