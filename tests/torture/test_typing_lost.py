"""What she types into a note outlives whatever ends the program: two seconds of it at most are lost to a kill, nothing to a lock."""

import shutil
import threading
import time
from pathlib import Path

import pytest

from desktop.domain.cases import Case
from desktop.domain.notes import Note
from desktop.operations.cases import open_case
from desktop.operations.vaults import create_vault, open_vault
from desktop.storage import records
from desktop.storage.keys import Keys
from tests import logind
from tests.e2e.screen import until
from tests.torture.counts import count, seeded, tell
from tests.torture.scenes import PASSPHRASE
from tests.torture.test_locking import Scene, drafts, scene

LOST = 2.0  # seconds of typing
WAYS = ("kill", "f12", "sleep", "idle")

pytestmark = pytest.mark.skipif(logind.is_missing(), reason="dbus-daemon is not installed: the sleep was not tried")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Keys]:
    """A vault with a case in it."""
    folder = tmp_path_factory.mktemp("made") / "vault"
    with create_vault(folder, PASSPHRASE, unlock_seconds=0.01) as vault:
        open_case(vault)
        return folder, vault.keys


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


def _kept(folder: Path, keys: Keys) -> int:
    """How many letters are in the note, or wait in a draft to be typed on."""
    waiting = max((len(text) for text in drafts(folder, keys) if set(text) == {"a"}), default=0)
    with open_vault(folder, keys) as vault:
        case = records.every(vault, Case)[0]
        texts = [note.blocks.get("facts", "") for note in records.of_case(vault, Note, case.id)]
    return max((len(text) for text in texts if set(text) == {"a"}), default=0) or waiting


def test_what_was_typed_into_a_note_is_there_after_a_kill_a_lock_and_a_sleep(quick_place: Path, made: tuple[Path, Keys]) -> None:
    chance, worst, lost = seeded("typing"), dict.fromkeys(WAYS, 0.0), 0
    tries = count(1, 100)
    for number in range(tries):
        way, place = WAYS[number % len(WAYS)], quick_place / f"{number}"
        place.mkdir()
        with logind.computer(place) as computer, scene("a note", place, made, computer) as found:
            computer.hears("inhibited")
            typist = Typist(found)
            until(lambda typist=typist: typist.seen, "the first letter")
            time.sleep(LOST * (way == "kill") + chance.random())
            ended = time.monotonic()
            _end(found, computer, way)
            kept = _kept(found.folder, made[1])
        at = next((moment for moment, letters in typist.seen if letters > kept), ended)
        worst[way] = max(worst[way], ended - at)
        lost += kept < typist.until(ended - LOST if way == "kill" else ended)
        shutil.rmtree(place)

    told = ", ".join(f"{way} {seconds:.2f} s" for way, seconds in worst.items())
    tell(f"typing into a note ended {tries} times: {lost} times more than {LOST:.0f} s of it lost (a lock: anything); at worst {told}")
    assert lost == 0
