"""Processes that work on a vault until they are killed, and tell through a pipe what they were told was saved."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from desktop.domain.cases import Case
from desktop.domain.errors import CaseFileError
from desktop.domain.notes import Note
from desktop.operations import freshness
from desktop.operations.notes import add_note, keep_note
from desktop.operations.vaults import open_vault
from desktop.preferences import HOME
from desktop.storage import records, word_forms
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault

# Children are forked from a process that has loaded the program and opened nothing, so that each starts in milliseconds.
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])

LONGEST = 60_000  # letters: a body that goes on in several rows


@dataclass
class Told:
    """What victims told: the text each note had when its save returned, and what was being saved when they died."""

    saved: dict[str, str] = field(default_factory=dict)
    hung: dict[str, str] = field(default_factory=dict)
    saves: int = 0
    alarms: int = 0

    def hear(self, pipe: Connection) -> None:
        """Take in all that a victim said before it died."""
        self.hung.clear()
        try:
            while pipe.poll():
                what, id_, text = pipe.recv()
                if what == "will":
                    self.hung = {id_: text}
                elif what == "did":
                    self.saved[id_] = text
                    self.hung.clear()
                    self.saves += 1
                elif what == "alarm":
                    self.alarms += 1
        except (EOFError, OSError):
            pass  # cut in the middle of a word: nothing was acknowledged by it

    def settle(self, kept: dict[str, str]) -> list[str]:
        """The ids of notes that are lost or not as they were told; what hung counts from now on as it was found."""
        wrong = [id_ for id_, text in self.saved.items() if id_ not in self.hung and kept.get(id_) != text]
        for id_, text in self.hung.items():
            if id_ and kept.get(id_) not in {text, self.saved.get(id_)}:
                wrong.append(id_)
        # What was being saved may be there or not; whatever else is there was never told of.
        wrong += [id_ for id_, text in kept.items() if id_ not in self.saved and text not in self.hung.values()]
        self.saved = dict(kept)
        return wrong


@contextmanager
def victim(work: Callable[..., None], *arguments: Any):
    """A process at work; it is killed in the end. The process and the pipe to hear it by come back."""
    ours, theirs = _forks.Pipe(duplex=False)
    process = _forks.Process(target=work, args=(theirs, os.environ[HOME], *arguments))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def save_until_killed(pipe: Connection, home: str, folder: Path, keys: Keys, seed: int) -> None:
    """Open the vault and save notes, short and long, new and changed; remember now and then how new the vault is."""
    os.environ[HOME] = home
    chance = Random(seed)
    vault = open_vault(folder, keys)
    if freshness.look(vault):
        pipe.send(("alarm", "", ""))
    (case,) = records.every(vault, Case)
    known = list(records.of_case(vault, Note, case.id))
    # As the window does while the key is derived: else most kills would fall into the loading.
    word_forms.get_ready()
    pipe.send(("open", "", ""))
    while True:
        if chance.random() < 0.2:
            freshness.remember(vault)
        _save_one(vault, pipe, case, known, chance)


def start_together(number: int) -> Any:
    """What so many starts wait at until all are there."""
    return _forks.Barrier(number)


def open_and_hold(pipe: Connection, home: str, folder: Path, keys: Keys, together: Any) -> None:
    """Open the vault at the same moment as others, say what came of it, and keep it until killed."""
    os.environ[HOME] = home
    together.wait()
    try:
        vault = open_vault(folder, keys)
    except CaseFileError as error:
        pipe.send(type(error).__name__)
    else:
        pipe.send("mine")
        assert vault.is_open
    signal.pause()


def _save_one(vault: Vault, pipe: Connection, case: Case, known: list[Note], chance: Random) -> None:
    text = f"{chance.random()} " + "слово " * (chance.randrange(LONGEST // 6) if chance.random() < 0.2 else chance.randrange(60))
    if known and chance.random() < 0.4:
        note = replace(chance.choice(known), blocks={"facts": text})
        pipe.send(("will", note.id, text))
        keep_note(vault, note)
    else:
        # The id is drawn inside: what hangs is told apart by its text.
        pipe.send(("will", "", text))
        note = add_note(vault, case.id, text)
        known.append(note)
    pipe.send(("did", note.id, text))


def texts(vault: Vault) -> dict[str, str]:
    """Every note's text by its id."""
    return {note.id: note.blocks["facts"] for note in records.every(vault, Note)}
