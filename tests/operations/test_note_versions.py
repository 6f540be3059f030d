"""Versions of a note: none is lost by putting one back, and those forgotten on purpose are gone from every page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.domain.cases import Case
from desktop.domain.errors import NoteIsClosed
from desktop.domain.notes import Note
from desktop.operations.cases import open_case
from desktop.operations.note_versions import forget_versions, keep_apart, restored, versions
from desktop.operations.notes import add_note, keep_note, sign_off
from desktop.storage import changes, search
from desktop.storage.connection import PAGE
from desktop.storage.vault import DATABASE, Vault
from tests.conftest import Clock


@pytest.fixture
def case(vault: Vault) -> Case:
    return open_case(vault)


def _write(vault: Vault, clock: Clock, note: Note, text: str, minutes: int = 30) -> Note:
    clock.now += timedelta(minutes=minutes)
    return keep_note(vault, replace(note, blocks={"facts": text}))


def _texts(vault: Vault, note: Note) -> list[str]:
    return [version.note.text for version in versions(vault, note.id)]


def test_each_spell_of_typing_leaves_a_version(vault: Vault, case: Case, clock: Clock):
    note = _write(vault, clock, _write(vault, clock, add_note(vault, case.id, "одно"), "другое"), "третье")
    _write(vault, clock, note, "третье, и ещё", minutes=1)

    found = versions(vault, note.id)

    assert [(version.note.text, bool(version.until)) for version in found] == [
        ("третье, и ещё", False), ("другое", True), ("одно", True),
    ]  # fmt: skip


def test_putting_one_back_keeps_what_stood_there_a_minute_ago(vault: Vault, case: Case, clock: Clock):
    note = _write(vault, clock, add_note(vault, case.id, "одно"), "другое")
    now = _write(vault, clock, note, "только что", minutes=1)
    (*_others, first) = versions(vault, note.id)

    keep_apart(vault, restored(now, first))

    assert _texts(vault, note) == ["одно", "только что", "одно"]


def test_where_it_stands_and_its_number_stay(vault: Vault, case: Case, clock: Clock):
    other = open_case(vault)
    note = _write(vault, clock, add_note(vault, case.id, "одно"), "другое")
    moved = keep_note(vault, replace(note, case=other.id, number=7))

    back = restored(moved, versions(vault, note.id)[-1])

    assert (back.case, back.number, back.text) == (other.id, 7, "одно")


def test_a_closed_note_takes_no_version_back(vault: Vault, case: Case, clock: Clock):
    note = sign_off(vault, _write(vault, clock, add_note(vault, case.id, "одно"), "другое"))

    with pytest.raises(NoteIsClosed):
        keep_apart(vault, restored(note, versions(vault, note.id)[-1]))


def _everywhere(vault: Vault) -> bytes:
    """Every page of the database, decrypted, those on the list of free ones too: what is on it, and what was left on it."""
    data, key = (vault.folder / DATABASE).read_bytes(), vault.keys.db
    pages = [data[start : start + PAGE] for start in range(0, len(data), PAGE)]
    found = []
    for number, page in enumerate(pages):
        reader = Cipher(algorithms.AES256(key), modes.CBC(page[-80:-64])).decryptor()
        found.append(reader.update(page[16 if number == 0 else 0 : -80]) + reader.finalize())
    return b"".join(found)


def test_versions_forgotten_on_purpose_are_gone_with_their_words(vault: Vault, case: Case, clock: Clock):
    long = "канарейка " * 4000
    note = _write(vault, clock, _write(vault, clock, add_note(vault, case.id, "canarybird"), long), "останется **stays**")
    sign_off(vault, note)
    assert b"canarybird" in _everywhere(vault)

    assert forget_versions(vault, note.id) == 3

    left = _everywhere(vault)
    assert b"stays" in left
    assert b"canarybird" not in left
    assert "канарейка".encode() not in left
    assert _texts(vault, note) == ["останется **stays**"]
    assert changes.of(vault, note.id) == []
    assert [hit.id for hit in search.find(vault, "stays")] == [note.id]
    assert vault.problems_of_roots() == ()
