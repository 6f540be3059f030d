"""The slow key derivation, in a process of its own."""

import os
import threading
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import Cancelled, NotEnoughMemory
from desktop.storage import kdf
from desktop.storage.kdf import Kdf, Memory

MIB = 1024

pytestmark = pytest.mark.apart


def test_it_is_argon2id_as_another_library_computes_it():
    # From argon2-cffi 25.1 (the reference implementation): m = 64 KiB, t = 3, p = 4.
    key = kdf.derive("Клён и rain".encode(), Kdf(64, 3, 4, bytes(range(16))))

    assert key.hex() == "432d11102c8f40d1eb2641f9be9bb73e538cc33daa20e0749bcbcb8239987550"


def test_it_runs_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert len(kdf.derive(b"x", Kdf(64, 1, 4, bytes(16)))) == 32


@pytest.mark.parametrize("m", [MIB * 1024 + 1, 31])
def test_parameters_out_of_bounds_never_reach_the_child(m):
    with pytest.raises(ValueError, match="range"):
        kdf.derive(b"x", Kdf(m, 1, 4, bytes(16)))


def test_too_little_memory_is_told_before_it_starts(monkeypatch):
    monkeypatch.setattr(kdf, "free_memory", lambda: Memory(total=4 * 1024 * MIB, available=200 * MIB))

    with pytest.raises(NotEnoughMemory) as lack:
        kdf.derive(b"x", Kdf(256 * MIB, 3, 4, bytes(16)))

    assert lack.value.needed_mib == 256


def test_the_kernel_tells_how_much_is_free():
    memory = kdf.free_memory()

    assert memory is not None
    assert 0 < memory.available <= memory.total


def children_of(process: psutil.Process) -> list[psutil.Process]:
    return [child for child in process.children() if kdf.CHILD_ARGUMENT in child.cmdline()]


def while_deriving(look) -> list[BaseException]:
    """Start a derivation of some seconds, wait for the child to work, and call `look(child)`."""
    problems: list[BaseException] = []

    def run() -> None:
        try:
            kdf.derive("Клён-секрет".encode(), Kdf(64 * MIB, 30, 4, bytes(16)))
        except Cancelled as problem:
            problems.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    me = psutil.Process()
    child = None
    while thread.is_alive() and child is None:
        child = next((found for found in children_of(me) if found.memory_info().rss > 60 * MIB * MIB), None)
    assert child is not None
    look(child)
    kdf.stop()
    thread.join()
    return problems


def test_the_passphrase_is_in_neither_arguments_nor_environment():
    seen = []

    def look(child: psutil.Process) -> None:
        seen.append(Path(f"/proc/{child.pid}/cmdline").read_bytes())
        if os.geteuid() == 0:
            seen.append(Path(f"/proc/{child.pid}/environ").read_bytes())

    while_deriving(look)

    assert kdf.CHILD_ARGUMENT.encode() in seen[0]
    assert all("секрет".encode() not in text for text in seen)


def test_a_lock_ends_a_derivation_under_way():
    found: list[psutil.Process] = []

    problems = while_deriving(found.append)

    assert [type(problem) for problem in problems] == [Cancelled]
    assert not found[0].is_running() or found[0].status() == psutil.STATUS_ZOMBIE


def test_calibration_in_the_child_gives_what_can_be_used():
    calibrated = kdf.calibrate(0.03)

    assert calibrated.p == 4
    assert calibrated.t >= 3
    assert calibrated.m >= 8 * MIB
    assert calibrated.is_within_limits()
    assert calibrated.salt != kdf.calibrate(0.03).salt


# --- the choice of parameters, with a machine whose speed is known


def machine(seconds_per_mib_pass: float):
    return lambda m, t: m / MIB * t * seconds_per_mib_pass


@given(st.floats(1 / 3000, 1 / 700))
def test_an_ordinary_machine_takes_about_a_second(speed):
    m, t = kdf.fit(machine(speed), 1.0, most=256 * MIB, least=64 * MIB)

    assert 0.8 <= machine(speed)(m, t) <= 1.2
    assert t >= 3


@given(speed=st.floats(1e-7, 1.0), wanted=st.floats(0.01, 5), most=st.sampled_from([64, 128, 256]))
def test_no_machine_gets_fewer_than_three_passes_or_more_than_the_reader_takes(speed, wanted, most):
    m, t = kdf.fit(machine(speed), wanted, most=most * MIB, least=8 * MIB)

    assert 3 <= t <= 30
    assert 8 * MIB <= m <= most * MIB


def test_memory_is_kept_before_passes():
    assert kdf.fit(machine(1 / 2000), 1.0, most=256 * MIB, least=64 * MIB) == (256 * MIB, 8)


@pytest.mark.parametrize(
    ("total_mib", "available_mib", "expected_mib"),
    [(16_000, 9_000, 256), (3_800, 3_000, 256), (1_900, 1_000, 128), (900, 500, 64), (16_000, 200, 128), (16_000, 100, 64)],
)
def test_memory_follows_the_machine(total_mib, available_mib, expected_mib):
    assert kdf._memory_to_use(Memory(total_mib * MIB, available_mib * MIB), 64 * MIB) == expected_mib * MIB


def test_a_machine_that_is_full_says_so():
    with pytest.raises(NotEnoughMemory):
        kdf._memory_to_use(Memory(4096 * MIB, 30 * MIB), 64 * MIB)
