"""Ways into the vault: each opens alone, none is lost by changing another."""

import json
from dataclasses import replace

import pyrage
import pytest

from desktop.domain.drafts import Setting
from desktop.domain.errors import BadInput, LastWayIn, NotFound, WrongSecret
from desktop.operations import ways_in
from desktop.operations.vaults import open_vault, unlock, unlocked
from desktop.storage import header, records, slots
from desktop.storage.kdf import Kdf
from desktop.storage.vault import Vault
from tests.conftest import PASSPHRASE


@pytest.fixture
def identity() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


def fill(vault: Vault, identity: pyrage.x25519.Identity) -> dict[str, tuple[int, dict[str, str]]]:
    """One way in of each kind: its slot, and what opens it."""
    (first,) = ways_in.ways_in(vault)
    file, text = ways_in.add_key_file(vault, "вторая", "Stick")
    words, sheet = ways_in.add_words(vault, "ru")
    shared, parts = ways_in.add_shares(vault, 2, 3, "Colleagues")
    organisation = ways_in.add_organisation(vault, str(identity.to_public()).upper(), "Office")
    return {
        "passphrase": (first.slot, {"secret": PASSPHRASE}),
        "key-file": (file.slot, {"secret": "вторая", "key_file_text": text.upper().replace("\n", "\r\n\r\n")}),
        "words": (words.slot, {"secret": " ".join(sheet)}),
        "shares": (shared.slot, {"secret": f"{parts[2]}\n{parts[0]}"}),
        "organisation": (organisation.slot, {"secret": f"{identity}\n"}),
    }


@pytest.mark.parametrize("left", ["passphrase", "key-file", "words", "shares", "organisation"])
def test_each_of_five_kinds_opens_alone_after_the_others_are_destroyed(vault, identity, left):
    made = fill(vault, identity)
    assert {way.kind for way in ways_in.ways_in(vault)} == set(made)

    for kind, (slot, _) in made.items():
        if kind != left:
            ways_in.remove_way_in(vault, slot)

    assert [way.kind for way in ways_in.ways_in(vault)] == [left]
    for kind, (_, given) in made.items():
        if kind == left:
            assert unlock(vault.folder, given["secret"], key_file_text=given.get("key_file_text", "")) == vault.keys
        else:
            with pytest.raises((WrongSecret, BadInput)):
                unlock(vault.folder, given["secret"], key_file_text=given.get("key_file_text", ""))


def test_each_way_in_is_known_when_it_is_tried(vault, identity):
    for kind, (slot, given) in fill(vault, identity).items():
        tried = ways_in.try_way_in(vault, **given)

        assert (tried.kind, tried.slot) == (kind, slot)


def test_the_last_way_in_stays(vault):
    (only,) = ways_in.ways_in(vault)

    with pytest.raises(LastWayIn):
        ways_in.remove_way_in(vault, only.slot)

    assert unlock(vault.folder, PASSPHRASE) == vault.keys


def test_a_changed_passphrase_opens_and_the_former_does_not(vault):
    (before,) = ways_in.ways_in(vault)
    ways_in.name_way_in(vault, before.slot, "Mine")

    new = ways_in.change_passphrase(vault, "другая")

    assert unlock(vault.folder, "другая") == vault.keys
    with pytest.raises(WrongSecret):
        unlock(vault.folder, PASSPHRASE)
    assert ways_in.ways_in(vault) == (new,)
    assert (new.name, new.kind) == ("Mine", "passphrase")
    assert header.read(vault.folder).sealed.header.epoch == vault.header.epoch


def test_changing_the_passphrase_takes_one_derivation_and_touches_no_record(vault, monkeypatch):
    """How long the rest takes, whatever the vault's size, is measured in tests/torture."""
    derived, derive = [], slots.derive  # type: ignore[attr-defined]

    def counted(*given):
        derived.append(given)
        return derive(*given)

    monkeypatch.setattr(slots, "derive", counted)
    before = {each.id: each.rev for each in records.stored(vault)}

    ways_in.change_passphrase(vault, "другая")

    assert len(derived) == 1
    after = {each.id: each.rev for each in records.stored(vault)}
    assert {id for id, rev in after.items() if before.get(id) != rev} == {ways_in.SLOTS}


def test_a_cost_that_was_chosen_too_low_is_chosen_anew_with_the_passphrase(vault, monkeypatch):
    dear = Kdf(16 * 1024, 3, 4, bytes(16))
    monkeypatch.setattr(ways_in.kdf, "calibrate", lambda seconds: dear)

    ways_in.change_passphrase(vault, "другая", unlock_seconds=60.0)

    assert header.read(vault.folder).sealed.header.kdf == dear
    assert unlock(vault.folder, "другая") == vault.keys
    with pytest.raises(WrongSecret):
        unlock(vault.folder, PASSPHRASE)
    assert len(ways_in.ways_in(vault)) == 1


def test_the_cost_stays_where_another_passphrase_hangs_on_it(vault, monkeypatch):
    (first,) = ways_in.ways_in(vault)
    ways_in.add_key_file(vault, "вторая")
    before = header.read(vault.folder).sealed.header.kdf
    monkeypatch.setattr(ways_in.kdf, "calibrate", None)

    ways_in.change_passphrase(vault, "другая", slot=first.slot, unlock_seconds=60.0)

    assert header.read(vault.folder).sealed.header.kdf == before


def test_a_busy_machine_never_lowers_the_cost(vault, monkeypatch):
    before = header.read(vault.folder).sealed.header.kdf
    monkeypatch.setattr(ways_in.kdf, "calibrate", lambda seconds: replace(before, t=1, salt=bytes(16)))

    ways_in.change_passphrase(vault, "другая", unlock_seconds=60.0)

    assert header.read(vault.folder).sealed.header.kdf == before


def test_a_passphrase_is_changed_even_when_all_eight_are_taken(vault):
    for _ in range(7):
        ways_in.add_organisation(vault, str(pyrage.x25519.Identity.generate().to_public()))

    ways_in.change_passphrase(vault, "другая")

    assert unlock(vault.folder, "другая") == vault.keys
    assert len(ways_in.ways_in(vault)) == 8


def test_when_it_was_seen_to_open_is_remembered(vault):
    assert ways_in.ways_in(vault)[0].tried_at == ""
    with pytest.raises(WrongSecret):
        ways_in.try_way_in(vault, "falsch")
    assert ways_in.ways_in(vault)[0].tried_at == ""

    ways_in.try_way_in(vault, PASSPHRASE)

    assert ways_in.ways_in(vault)[0].tried_at == vault.now().isoformat()


@pytest.mark.parametrize(("typed", "other"), [("привет", "ghbdtn"), ("ghbdtn", "привет"), ("Клён", "Rk`y"), ("Rk`y", "Клён")])
def test_the_other_keyboard_layout_opens_too_and_is_told(vault, typed, other):
    ways_in.add_passphrase(vault, other)

    given = unlocked(vault.folder, typed)

    assert (given.keys, given.by_other_layout) == (vault.keys, True)
    assert not unlocked(vault.folder, other).by_other_layout


def test_a_key_file_stays_when_its_passphrase_changes(vault):
    way, text = ways_in.add_key_file(vault, "одна")

    changed = ways_in.change_passphrase(vault, "другая", slot=way.slot, key_file_text=text)

    assert changed.kind == "key-file"
    assert unlock(vault.folder, "другая", key_file_text=text) == vault.keys
    with pytest.raises(WrongSecret):
        unlock(vault.folder, "другая")
    with pytest.raises(WrongSecret):
        unlock(vault.folder, "одна", key_file_text=text)


def test_with_two_passphrases_she_says_which(vault):
    ways_in.add_passphrase(vault, "вторая")

    with pytest.raises(BadInput) as error:
        ways_in.change_passphrase(vault, "x")

    assert (error.value.field, error.value.reason) == ("slot", "which")


def test_a_key_file_in_place_is_no_hindrance_to_a_passphrase_without_one(vault):
    _, text = ways_in.add_key_file(vault, "вторая")

    assert unlock(vault.folder, PASSPHRASE, key_file_text=text) == vault.keys


def test_a_damaged_key_file_is_told_before_the_passphrase_is_blamed(vault, monkeypatch):
    _, text = ways_in.add_key_file(vault, "вторая")
    other = "0" if text[5] != "0" else "1"
    monkeypatch.setattr(slots, "derive", None)

    with pytest.raises(BadInput) as error:
        unlock(vault.folder, "wrong", key_file_text=text[:5] + other + text[6:])

    assert (error.value.field, error.value.reason) == ("key-file", "checksum")


def test_the_printed_key_is_told_apart_from_a_wrong_one(vault):
    with pytest.raises(BadInput) as error:
        unlock(vault.folder, vault.keys.age_identity)

    assert (error.value.field, error.value.reason) == ("key", "not-here")


def test_names_stay_inside_the_vault(vault, identity):
    fill(vault, identity)

    blob = (vault.folder / "header.a").read_bytes()

    assert {way.name for way in ways_in.ways_in(vault)} == {"", "Stick", "Colleagues", "Office"}
    assert all(word.encode() not in blob for word in ("Stick", "Colleagues", "Office", "key-file", "age1", "X25519"))


def test_eight_are_enough(vault):
    for _ in range(7):
        ways_in.add_words(vault, "en")

    with pytest.raises(BadInput) as error:
        ways_in.add_words(vault, "en")

    assert (error.value.field, error.value.reason) == ("slot", "full")


def test_what_a_crash_left_remembered_but_not_written_is_not_listed(vault, monkeypatch):
    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(vault, "write_header", crash)
    with pytest.raises(KeyboardInterrupt):
        ways_in.add_words(vault, "en")

    assert [way.kind for way in ways_in.ways_in(vault)] == ["passphrase"]


def test_what_a_crash_left_emptied_but_remembered_is_not_listed(vault, monkeypatch):
    way, _ = ways_in.add_words(vault, "en")
    written = vault.write_header

    def crash(head):
        written(head)
        raise KeyboardInterrupt

    monkeypatch.setattr(vault, "write_header", crash)
    with pytest.raises(KeyboardInterrupt):
        ways_in.remove_way_in(vault, way.slot)

    assert [way.kind for way in ways_in.ways_in(vault)] == ["passphrase"]


def test_the_earlier_form_of_the_memory_is_read(vault):
    (way,) = ways_in.ways_in(vault)
    with vault.transaction():
        records.save(vault, Setting(id=ways_in.SLOTS, text=json.dumps({str(way.slot): "passphrase"})))

    assert ways_in.ways_in(vault) == (replace(way, made_at=""),)
    assert ways_in.name_way_in(vault, way.slot, " x ").name == "x"
    assert [each.name for each in ways_in.ways_in(vault)] == ["x"]


def test_words_are_renewed_even_when_all_eight_are_taken(vault):
    ways_in.put_words(vault, bytes(32))
    for _ in range(6):
        ways_in.add_organisation(vault, str(pyrage.x25519.Identity.generate().to_public()))

    ways_in.put_words(vault, bytes([1] * 32))

    head = header.read(vault.folder).sealed.header
    assert slots.open_with_words(head, bytes([1] * 32))[0] == vault.keys.vmk
    with pytest.raises(WrongSecret):
        slots.open_with_words(head, bytes(32))
    assert len(ways_in.ways_in(vault)) == 8


def test_a_way_in_that_is_not_there_is_called_so(vault):
    (only,) = ways_in.ways_in(vault)

    with pytest.raises(NotFound):
        ways_in.remove_way_in(vault, (only.slot + 1) % 8)


def test_ways_in_are_there_after_opening_again(vault, identity):
    fill(vault, identity)
    before = ways_in.ways_in(vault)
    vault.close()

    with open_vault(vault.folder, vault.keys) as again:
        assert ways_in.ways_in(again) == before
