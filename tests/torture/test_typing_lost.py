"""What she types anywhere outlives whatever ends the program: two seconds of it at most are lost to a kill, nothing to a lock."""

import shutil
import threading
import time
from pathlib import Path

import pytest

from desktop.operations.demo import make_demo
from desktop.operations.vaults import unlock
from desktop.storage.keys import Keys
from tests import logind
from tests.e2e.screen import until
from tests.torture.counts import count, seeded, tell
from tests.torture.fields import FIELDS
from tests.torture.scenes import PASSPHRASE, SEEN, TYPING
from tests.torture.test_locking import Scene, scene

LOST = 2.0  # seconds of typing
WAYS = ("kill", "f12", "sleep", "idle")

pytestmark = pytest.mark.skipif(logind.is_missing(), reason="dbus-daemon is not installed: the sleep was not tried")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A vault with two cases in it, and all that belongs to them."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    make_demo(folder, PASSPHRASE, cases=2, unlock_seconds=0.01)
    return folder, unlock(folder, PASSPHRASE)


class Typist:
    """Hears how many letters the program says it has typed, and when."""

    def __init__(self, found: Scene) -> None:
        self.seen: list[tuple[float, int]] = []
        self._pipe = found.process.stdout
        threading.Thread(target=self._hear, daemon=True).start()

    def _hear(self) -> None:
        for line in self._pipe or ():
            what, _space, number = line.partition(" ")
            if what == "typed" and number.endswith("\n"):  # a kill may cut one short
                self.seen.append((time.monotonic(), int(number)))

    def until(self, moment: float) -> int:
        """How many letters stood there at a moment."""
        return max((number for at, number in self.seen if at <= moment), default=0)


def _end(found: Scene, computer: logind.Computer, way: str) -> None:
    if way == "kill":
        found.process.kill()
        found.process.wait()
    elif way == "sleep":
        computer.does("sleep")
        found.locked()
    else:
        found.does(way)
        found.locked()


def _seen_again(found: Scene, place: Path, keys: Keys, computer: logind.Computer) -> int:
    """How many letters she sees when she comes back: where she typed them, on the page the program brings her to."""
    place.mkdir()
    with scene(SEEN, place, (found.folder, keys), computer, says="seen") as again:
        return int(again.said.split()[1])


def test_what_was_typed_is_seen_again_after_a_kill_a_lock_and_a_sleep(quick_place: Path, made: tuple[Path, Keys]) -> None:
    chance, worst, lost = seeded("typing"), dict.fromkeys(WAYS, 0.0), list[str]()
    names = list(FIELDS)
    chance.shuffle(names)
    tries = count(1, 100)
    for number in range(tries):
        # Each field in another way each time round.
        way, field, place = WAYS[(number + number // len(names)) % len(WAYS)], names[number % len(names)], quick_place / f"{number}"
        place.mkdir()
        with logind.computer(place) as computer, scene(TYPING + field, place, made, computer) as found:
            computer.hears("inhibited")
            typist = Typist(found)
            until(lambda typist=typist: typist.seen, "the first letter")
            time.sleep(LOST * (way == "kill") + chance.random())
            ended = time.monotonic()
            _end(found, computer, way)
            kept = _seen_again(found, place / "again", made[1], computer)
        at = next((moment for moment, letters in typist.seen if letters > kept), ended)
        worst[way] = max(worst[way], ended - at)
        if kept < typist.until(ended - LOST if way == "kill" else ended):
            lost.append(f"{field}, {way}: {kept} of {typist.until(ended)}")
        shutil.rmtree(place)

    told = ", ".join(f"{way} {seconds:.2f} s" for way, seconds in worst.items())
    tell(f"typing into {min(tries, len(names))} fields ended {tries} times: {len(lost)} times more than {LOST:.0f} s of it lost"
         f" (a lock: anything), or not seen again; at worst {told}")  # fmt: skip
    assert lost == []
