"""Ways in and the header: whatever moment the program dies in, and whatever somebody does to the header, one key opens or it is said."""

import os
import shutil
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import CaseFileError, HeaderDamaged, HeaderForeign, WrongSecret
from desktop.operations import ways_in
from desktop.operations.demo import make_demo
from desktop.operations.vaults import create_vault, open_vault, unlock
from desktop.storage import header, slots
from desktop.storage import kdf as kdfs
from desktop.storage.header import Header
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from desktop.words import explain
from tests.conftest import PASSPHRASE
from tests.torture.counts import count, seeded, tell
from tests.torture.dying import killed, quick_keys


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Keys]:
    """A closed vault, which opens with passphrase number 0, and derivations that take no time."""
    quick_keys(monkeypatch)
    with create_vault(tmp_path / "v", _passphrase(0)) as vault:
        return tmp_path / "v", vault.keys


def _passphrase(number: int) -> str:
    return f"фраза {number}"


def _opening(folder: Path, numbers: range) -> list[int]:
    found = []
    for number in numbers:
        try:
            unlock(folder, _passphrase(number), try_other_layout=False)
        except WrongSecret:
            continue
        found.append(number)
    return found


# --- SECURITY C3: SIGKILL while the header changes


def test_killed_while_the_passphrase_changes_the_old_or_the_new_one_opens(made: tuple[Path, Keys]) -> None:
    folder, keys = made
    chance, tries, now, in_between = seeded("passphrase"), count(6, 500), 0, 0

    for _ in range(tries):

        def change(done: Callable[[int], None], start: int = now) -> None:
            with open_vault(folder, keys) as vault:
                done(start)
                for number in range(start + 1, start + 50):
                    ways_in.change_passphrase(vault, _passphrase(number))
                    done(number)

        said = killed(change, chance.uniform(0, 0.12), from_ack=1)[-1]
        found = _opening(folder, range(max(0, said - 1), said + 3))
        assert found
        assert set(found) <= {said, said + 1}
        in_between += found != [said]
        with open_vault(folder, unlock(folder, _passphrase(found[-1]))) as vault:
            for way in ways_in.ways_in(vault)[1:]:
                ways_in.remove_way_in(vault, way.slot)
        (now,) = _opening(folder, range(said, said + 2))
    tell(f"C3 passphrase change: {tries} kills, {in_between} in the middle of a change, no key left: 0")


def test_killed_while_ways_in_come_and_go_the_first_one_opens_and_the_list_is_true(made: tuple[Path, Keys]) -> None:
    folder, keys = made
    chance, tries, halves = seeded("slots"), count(6, 500), Counter[int]()

    def come_and_go(done: Callable[[int], None]) -> None:
        with open_vault(folder, keys) as vault:
            done(0)
            for number in range(100):
                way, _ = ways_in.add_words(vault, "en")
                done(number)
                ways_in.remove_way_in(vault, way.slot)

    for _ in range(tries):
        killed(come_and_go, chance.uniform(0, 0.08), from_ack=1)
        assert unlock(folder, _passphrase(0)) == keys
        with open_vault(folder, keys) as vault:
            ways = ways_in.ways_in(vault)
            assert [way.kind for way in ways if way.kind != "words"] == ["passphrase"]
            halves[len(ways)] += 1
            for way in ways:
                if way.kind == "words":
                    ways_in.remove_way_in(vault, way.slot)
    tell(f"C3 slot add and remove: {tries} kills, {halves[2]} with the slot there, no key left: 0")


def test_killed_while_the_header_is_written_one_whole_copy_is_there(made: tuple[Path, Keys]) -> None:
    folder, keys = made
    chance, tries, torn = seeded("header"), count(6, 500), 0

    def write(done: Callable[[int], None]) -> None:
        with open_vault(folder, keys) as vault:
            done(0)
            while True:
                vault.write_header(header.next_epoch(vault.header))

    for _ in range(tries):
        killed(write, chance.uniform(0, 0.02), from_ack=1)
        found = header.read(folder)
        torn += not found.whole
        assert found.check(keys.vmk)
        assert unlock(folder, _passphrase(0)) == keys
        open_vault(folder, keys).close()
        assert header.read(folder).whole
    tell(f"C3 header writing: {tries} kills, {torn} with the copies apart or torn, no key left: 0")


def _cut_at(step: int, put: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
    """Writing a copy, which at its `step`-th half dies: first half of the bytes, then the whole."""
    halves = iter(range(1, 1000))

    def put_or_die(path: Path, sealed: bytes) -> None:
        if next(halves) == step:
            with path.open("r+b") as file:
                file.write(sealed[: len(sealed) // 2])
            os._exit(0)
        put(path, sealed)
        if next(halves) == step:
            os._exit(0)

    return put_or_die


def _cut_everywhere(folder: Path, keys: Keys, scratch: Path, change: Callable[[Vault], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """Cut a change at every half of every copy written; how many of the cuts left nothing that opens."""
    lost = 0
    put = header._put
    for step in range(1, 100):
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(folder, scratch)
        child = os.fork()
        if child == 0:
            came_to = 1
            try:
                monkeypatch.setattr(header, "_put", _cut_at(step, put))
                with open_vault(scratch, keys) as vault:
                    change(vault)
                came_to = 7
            finally:
                os._exit(came_to)
        came_to = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if came_to == 7:
            return lost
        assert came_to == 0
        try:
            lost += not _opening(scratch, range(2))
        except CaseFileError:
            lost += 1
    raise AssertionError("the change has no end")


def test_cut_at_every_half_of_every_copy_a_key_is_left(made: tuple[Path, Keys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(vault: Vault) -> None:
        ways_in.change_passphrase(vault, _passphrase(1))

    assert _cut_everywhere(*made, tmp_path / "x", change, monkeypatch) == 0

    # With the protections off the same cuts do harm, so they would have been seen.
    with monkeypatch.context() as one_copy:
        one_copy.setattr(header, "COPIES", ("header.a",))
        assert _cut_everywhere(*made, tmp_path / "x", change, one_copy) > 0

    def old_first(vault: Vault) -> None:
        (old,) = ways_in.ways_in(vault)
        ways_in._empty(vault, old.slot)
        ways_in.add_passphrase(vault, _passphrase(1))

    assert _cut_everywhere(*made, tmp_path / "x", old_first, monkeypatch) > 0


@pytest.mark.apart
def test_how_long_a_change_of_the_passphrase_takes_beyond_its_derivations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    derived, derive = [0.0], kdfs.derive

    def measured(passphrase: bytes, cost: kdfs.Kdf) -> bytes:
        began = time.perf_counter()
        try:
            return derive(passphrase, cost)
        finally:
            derived[0] += time.perf_counter() - began

    monkeypatch.setattr(slots, "derive", measured)
    for cases in (count(2, 100), count(4, 10_000)):
        folder = tmp_path / str(cases)
        make_demo(folder, _passphrase(0), cases=cases, unlock_seconds=0.01)
        times = []
        with open_vault(folder, unlock(folder, _passphrase(0))) as vault:
            for number in range(1, 12):
                derived[0], began = 0.0, time.perf_counter()
                ways_in.change_passphrase(vault, _passphrase(number))
                times.append(time.perf_counter() - began - derived[0])
        assert _opening(folder, range(10, 12)) == [11]
        tell(
            f"passphrase change, {cases} cases: {1000 * statistics.median(times):.0f} ms beyond the derivation, "
            f"the least {1000 * min(times):.0f}, the most {1000 * max(times):.0f} of {len(times)}"
        )


# --- SECURITY C9: bits of the header


def test_every_bit_of_one_copy_may_flip_and_the_other_heals_it(made: tuple[Path, Keys]) -> None:
    folder, keys = made
    whole = (folder / "header.a").read_bytes()
    chance, bits = seeded("bits"), range(8 * len(whole))
    altered = 0
    for name in header.COPIES:
        for bit in chance.sample(bits, count(24, len(bits))):
            flipped = bytearray(whole)
            flipped[bit // 8] ^= 1 << bit % 8
            (folder / name).write_bytes(flipped)
            assert unlock(folder, _passphrase(0)) == keys
            with open_vault(folder, keys) as vault:
                altered += vault.had_altered_header
            assert (folder / name).read_bytes() == whole
    assert altered == 0
    tell(
        f"C9 header bits: {2 * count(24, len(bits))} flips in one copy or the other, all opened and healed; taken for a deed of somebody: 0"
    )


def test_without_healing_the_flipped_bit_would_stay(made: tuple[Path, Keys], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, keys = made
    whole = (folder / "header.a").read_bytes()
    (folder / "header.a").write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
    monkeypatch.setattr(header, "heal", lambda *_: False)

    open_vault(folder, keys).close()

    assert (folder / "header.a").read_bytes() != whole


def test_with_both_copies_damaged_it_is_said_what_is_left(made: tuple[Path, Keys]) -> None:
    folder, _keys = made
    whole = (folder / "header.a").read_bytes()
    chance, tries, said = seeded("both"), count(14, 1000), Counter[str]()
    for _ in range(tries):
        for name in header.COPIES:
            flipped = bytearray(whole)
            flipped[chance.randrange(len(whole) - 32)] ^= 1 << chance.randrange(8)
            (folder / name).write_bytes(flipped)
        with pytest.raises(HeaderDamaged) as error:
            unlock(folder, _passphrase(0))
        said[explain(error.value)] += 1
    assert list(said) == [explain(HeaderDamaged())]
    assert "backup" in next(iter(said))
    assert next(iter(said)) != explain(WrongSecret())
    tell(f"C9 both copies damaged: {tries}, all told as damage, with the backup named")


# --- SECURITY C27: wrong passphrases


def _opens(folder: Path, passphrase: str) -> bool:
    try:
        unlock(folder, passphrase)
    except WrongSecret:
        return False
    return True


@pytest.mark.apart
def test_wrong_passphrases_open_nothing_and_cost_what_a_right_one_costs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance, tries, derived = seeded("wrong"), count(3, 500), []
    derive = kdfs.derive

    def counted(passphrase: bytes, cost: kdfs.Kdf) -> bytes:
        derived.append((passphrase, cost))
        return derive(passphrase, cost)

    monkeypatch.setattr(slots, "derive", counted)
    cost = header.read(folder).sealed.header.kdf
    times: dict[bool, list[float]] = {True: [], False: []}
    for number in range(tries):
        # Signs without another layout: what both layouts cost is told by the count of derivations.
        for wrong, text in ((True, "".join(chance.choices("0123456789", k=12))), (False, PASSPHRASE)):
            began = time.perf_counter()
            assert _opens(folder, text) is not wrong
            times[wrong].append(time.perf_counter() - began)
        assert [each[1] for each in derived] == [cost, cost]
        derived.clear()
        assert not _opens(folder, f"слово{number}")
        assert [each[1] for each in derived] == [cost, cost]
        derived.clear()
    wrong_time, right_time = (statistics.median(times[wrong]) for wrong in (True, False))
    assert explain(WrongSecret()) != explain(HeaderDamaged())
    beside = (
        f"median {1000 * wrong_time:.1f} ms beside {1000 * right_time:.1f} ms of a right one ({100 * (wrong_time / right_time - 1):+.1f} %)"
    )
    tell(f"C27 wrong passphrases: {2 * tries}, opened: 0; {beside}; one derivation for each keyboard layout")


# --- SECURITY C28: somebody edits the header


def _swapped(head: Header, a: int, b: int) -> tuple[bytes, ...]:
    entries = list(head.slots)
    entries[a], entries[b] = entries[b], entries[a]
    return tuple(entries)


def _edits(head: Header, used: list[int]) -> list[Callable[[], Header]]:
    first, second = used
    return [
        lambda: replace(head, kdf=replace(head.kdf, t=max(1, head.kdf.t - 1), m=head.kdf.m // 2)),
        lambda: replace(head, kdf=replace(head.kdf, salt=os.urandom(16))),
        lambda: replace(head, slots=_swapped(head, first, second)),
        lambda: replace(head, slots=_swapped(head, first, (first + 1) % 8)),
        lambda: slots.remove(head, first),
        lambda: slots.remove(head, second),
        lambda: slots.put(head, next(free for free in range(8) if free not in used), os.urandom(192)),
        lambda: replace(head, epoch=head.epoch + 7),
        lambda: replace(head, epoch=head.epoch - 1),
        lambda: replace(head, db_salt=os.urandom(16)),
        lambda: replace(head, instance="00000000-0000-4000-8000-000000000000"),
        lambda: replace(head, vault="00000000-0000-4000-8000-000000000000"),
    ]


def _forged(head: Header, mac: bytes) -> bytes:
    """What somebody can write who does not know the master key: the checksum is right, the proof is another's."""
    return header.seal(head, bytes(32))[:-32] + mac


@pytest.mark.parametrize("copies", [("header.a", "header.b"), ("header.a",), ("header.b",)], ids=["both", "a", "b"])
def test_a_header_edited_by_somebody_never_opens_in_silence(made: tuple[Path, Keys], copies: tuple[str, ...]) -> None:
    folder, keys = made
    with open_vault(folder, keys) as vault:
        (passphrase,) = ways_in.ways_in(vault)
        words, sheet = ways_in.add_words(vault, "en")
    whole = {name: (folder / name).read_bytes() for name in header.COPIES}
    sealed = header.read(folder).sealed
    edits = _edits(sealed.header, [passphrase.slot, words.slot])
    tries, became, silent = count(12, 120), Counter[str](), 0

    for number in range(tries):
        edited = edits[number % len(edits)]()
        for name, content in whole.items():
            (folder / name).write_bytes(_forged(edited, sealed.mac) if name in copies else content)
        for secret in (_passphrase(0), " ".join(sheet)):
            try:
                found = unlock(folder, secret)
                with open_vault(folder, found) as vault:
                    became["opened and told"] += vault.had_altered_header
                    silent += not vault.had_altered_header
                assert found == keys
            except (WrongSecret, HeaderForeign, HeaderDamaged) as error:
                became[type(error).__name__] += 1
            # Opening has healed it; the next secret meets the edited one again.
            for name, content in whole.items():
                (folder / name).write_bytes(_forged(edited, sealed.mac) if name in copies else content)

    assert silent == 0
    assert bool(became["opened and told"]) == (len(copies) == 1)
    said = ", ".join(f"{what} {times}" for what, times in sorted(became.items()))
    tell(f"C28 header edited ({' and '.join(copies)}): {tries} edits with two secrets each: {said}; silent: {silent}")


def test_without_the_proof_an_edited_header_would_open_in_silence(made: tuple[Path, Keys], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, keys = made
    sealed = header.read(folder).sealed
    for name in header.COPIES:
        (folder / name).write_bytes(_forged(replace(sealed.header, epoch=sealed.header.epoch + 7), sealed.mac))
    with pytest.raises(HeaderForeign):
        open_vault(folder, keys)

    monkeypatch.setattr(header.Sealed, "is_genuine", lambda *_: True)

    with open_vault(folder, keys) as vault:
        assert not vault.had_altered_header
