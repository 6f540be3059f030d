"""The ways into a vault: passphrases, key files, recovery words, shares for colleagues, an organisation's key."""

import hashlib
import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from desktop.domain.drafts import Setting
from desktop.domain.errors import BadInput, CaseFileError, DiskFailed, LastWayIn, NotFound, WrongSecret
from desktop.domain.journal import Deed
from desktop.operations import journal
from desktop.storage import header, kdf, key_file, keys, organisation, records, recovery_words, shares, slots, unlocking
from desktop.storage.header import Header
from desktop.storage.recovery_words import Language
from desktop.storage.slots import Secret
from desktop.storage.vault import Vault

Kind = Literal["passphrase", "key-file", "words", "shares", "organisation"]

ORGANISATION = "organisation.recipient"  # the setting that backups are sealed to, too
SLOTS = "slots"  # the setting that remembers what each slot holds: the header tells nothing
LONGEST_NAME = 80
# One derivation that takes less than this part of the time wanted was chosen on a busy machine, or on a weaker one.
_TOO_CHEAP = 0.7


@dataclass(frozen=True, kw_only=True)
class WayIn:
    """One way into the vault: its slot, what opens it, and her own name for it, if she gave one."""

    slot: int
    kind: Kind
    name: str = ""
    made_at: str = ""
    tried_at: str = ""  # when it was last seen to open
    recipient: str = ""  # of an organisation: its public key
    needed: int = 0  # of shares: how many open it
    total: int = 0  # and how many were made


def ways_in(vault: Vault) -> tuple[WayIn, ...]:
    """The ways in that are there, the oldest first."""
    head = _head(vault)
    return tuple(
        sorted((way for way, print_ in _known(vault) if print_ in {"", _print(vault, head, way.slot)}), key=lambda way: way.made_at)
    )


def change_passphrase(
    vault: Vault, passphrase: str, *, slot: int | None = None, key_file_text: str = "", unlock_seconds: float | None = None
) -> WayIn:
    """A new passphrase in place of the one in `slot` (or of the only one). Takes one derivation; the vault's size is nothing to it.

    The old one opens until the new one was seen to open. For a way in with a key file, that file's text is needed too.
    Where one derivation takes much less than `unlock_seconds` and no other passphrase hangs on it, its cost is chosen anew,
    which takes some derivations more.
    Raises BadInput, NotFound("way-in"), NotEnoughMemory, DiskFailed, DiskFull, VaultReadOnly.
    """
    content = _passphrase_content(passphrase)
    old = _the_passphrase(vault, slot)
    file = key_file.secret_from_text(key_file_text) if old.kind == "key-file" else None
    began = time.perf_counter()
    head = _head(vault)
    secret = _with_file(slots.passphrase_secret(head, content), file)
    new = replace(old, made_at=_now(vault), tried_at="")
    if unlock_seconds is not None and time.perf_counter() - began < _TOO_CHEAP * unlock_seconds and len(_passphrases(vault)) == 1:
        dearer = kdf.calibrate(unlock_seconds)
        if dearer.m * dearer.t > head.kdf.m * head.kdf.t:
            head = replace(head, kdf=dearer)
            return _replace_cost(vault, new, head, _with_file(slots.passphrase_secret(head, content), file))
    # Where all eight are taken the new one goes into the place of the old.
    place = old.slot if len(ways_in(vault)) == header.SLOTS else None
    made = _add(vault, new, secret, place)
    if made.slot != old.slot:
        _empty(vault, old.slot)
    return made


def add_passphrase(vault: Vault, passphrase: str, name: str = "") -> WayIn:
    """One more passphrase. Raises BadInput, NotEnoughMemory, DiskFailed, DiskFull, VaultReadOnly."""
    return _add(vault, _new(vault, "passphrase", name), _passphrase_secret(vault, passphrase))


def add_key_file(vault: Vault, passphrase: str, name: str = "") -> tuple[WayIn, str]:
    """A way in for a passphrase and a key file together, and the text to put into that file. Raises as `add_passphrase`."""
    content = key_file.fresh()
    secret = _with_file(_passphrase_secret(vault, passphrase), content)
    return _add(vault, _new(vault, "key-file", name), secret), key_file.text_of(content)


def add_key_file_at(vault: Vault, passphrase: str, path: Path, name: str = "") -> WayIn:
    """As `add_key_file`, with the file written to `path`, where there must be none yet; without the file there is no way in.

    Raises BadInput("out", "exists"), NotFound("folder"), TargetReadOnly, and as `add_passphrase`.
    """
    if os.path.lexists(path):
        raise BadInput("out", "exists")
    if not path.parent.is_dir():
        raise NotFound("folder")
    way, text = add_key_file(vault, passphrase, name)
    try:
        key_file.write(path, text)
    except BaseException:
        _empty(vault, way.slot)
        raise
    return way


def add_words(vault: Vault, language: Language, name: str = "") -> tuple[WayIn, tuple[str, ...]]:
    """A way in for 24 new recovery words, and the words. Raises BadInput("slot", "full"), DiskFailed, DiskFull, VaultReadOnly."""
    entropy = slots.fresh_entropy()
    way = _add(vault, _new(vault, "words", name), slots.words_secret(entropy))
    return way, recovery_words.words_from_entropy(entropy, language)


def add_shares(vault: Vault, needed: int, total: int, name: str = "") -> tuple[WayIn, tuple[str, ...]]:
    """A way in for any `needed` of `total` shares, and the shares. Raises BadInput("shares", "numbers"), and as `add_words`."""
    secret = slots.fresh_entropy()
    made = shares.split(secret, needed, total)
    new = replace(_new(vault, "shares", name), needed=needed, total=total)
    return _add(vault, new, slots.shares_secret(secret)), made


def add_organisation(vault: Vault, recipient: str, name: str = "") -> WayIn:
    """A way in for the owner of an age key (`age1…`), who need not be there for it.

    Whether it opens can only be seen with `try_way_in`. Raises BadInput("recipient", …), and as `add_words`.
    """
    known = organisation.recipient_from_text(recipient)
    way = replace(_new(vault, "organisation", name), recipient=known)
    made = _put(vault, way, organisation.wrap(vault.keys.vmk, known))
    _seal_backups_to(vault, known)
    return made


def name_way_in(vault: Vault, slot: int, name: str) -> WayIn:
    """Give the way in a name, which is kept inside the vault alone. Raises NotFound("way-in"), BadInput("name", "too-long")."""
    named = replace(way_in(vault, slot), name=_name(name))
    _remember(vault, _head(vault), [named if way.slot == slot else way for way in ways_in(vault)])
    return named


def try_way_in(vault: Vault, secret: str, *, key_file_text: str = "") -> WayIn:
    """Open the vault anew with what was given, and say which way in that was: it is remembered that it opens, and when.

    Slow for a passphrase. Raises WrongSecret, BadInput for a slip that can be named, NotEnoughMemory, DiskFull, DiskFailed.
    """
    opened = unlocking.opened_slot(_head(vault), secret, key_file_text=key_file_text)
    if opened.vmk != vault.keys.vmk:
        raise WrongSecret
    return note_tried(vault, opened.slot)


def note_tried(vault: Vault, slot: int) -> WayIn:
    """Remember that the way in by this slot was just seen to open. Raises NotFound("way-in"), DiskFull, DiskFailed."""
    tried = replace(way_in(vault, slot), tried_at=_now(vault))
    _remember(vault, _head(vault), [tried if way.slot == tried.slot else way for way in ways_in(vault)])
    return tried


def remove_way_in(vault: Vault, slot: int, *more: int) -> None:
    """Take a way in away, or several at once. Raises LastWayIn, NotFound("way-in"), DiskFailed, DiskFull, VaultReadOnly.

    Copies of the header elsewhere (backups, an old copy of the folder) still open with it; only new keys end that.
    """
    gone = [way_in(vault, each) for each in (slot, *more)]
    if len(ways_in(vault)) == len(gone):
        raise LastWayIn
    _empty(vault, *(way.slot for way in gone))
    if any(way.recipient for way in gone):
        _seal_backups_to(vault, next((way.recipient for way in reversed(ways_in(vault)) if way.recipient), ""))


def way_in(vault: Vault, slot: int) -> WayIn:
    """The way in by this slot. Raises NotFound("way-in")."""
    for way in ways_in(vault):
        if way.slot == slot:
            return way
    raise NotFound("way-in")


def put_words(vault: Vault, entropy: bytes) -> WayIn:
    """New recovery words in place of all earlier ones. Raises BadInput("slot", "full"), DiskFailed, DiskFull, VaultReadOnly."""
    present = ways_in(vault)
    former = [way for way in present if way.kind == "words"]
    new = _new(vault, "words", former[-1].name if former else "")
    # Where there is room, the former ones open until the new ones were seen to.
    place = former[-1].slot if former and len(present) == header.SLOTS else None
    made = _add(vault, new, slots.words_secret(entropy), place)
    for old in former:
        if old.slot != made.slot:
            _empty(vault, old.slot)
    return made


def only_way_in(vault: Vault, slot: int, kind: Kind = "passphrase", name: str = "", head: Header | None = None) -> None:
    """Remember that the vault opens by this slot alone: for a new vault, and for one whose header is `head`."""
    _remember(vault, head or _head(vault), [WayIn(slot=slot, kind=kind, name=name, made_at=_now(vault))])


def _seal_backups_to(vault: Vault, recipient: str) -> None:
    with vault.transaction():
        records.save(vault, Setting(id=ORGANISATION, text=recipient))


def _passphrases(vault: Vault) -> list[WayIn]:
    """The ways in that hang on the cost of Argon2id, which is one for all of them."""
    return [way for way in ways_in(vault) if way.kind in {"passphrase", "key-file"}]


def _the_passphrase(vault: Vault, slot: int | None) -> WayIn:
    of_kind = _passphrases(vault)
    wanted = of_kind if slot is None else [way for way in of_kind if way.slot == slot]
    if len(wanted) != 1:
        raise NotFound("way-in") if not wanted else BadInput("slot", "which")
    return wanted[0]


def _passphrase_content(passphrase: str) -> bytes:
    content = keys.passphrase_bytes(passphrase)
    if not content:
        raise BadInput("passphrase", "empty")
    return content


def _passphrase_secret(vault: Vault, passphrase: str) -> Secret:
    content = _passphrase_content(passphrase)
    # A full vault is said before a second of work.
    slots.free_slot({way.slot for way in ways_in(vault)})
    return slots.passphrase_secret(_head(vault), content)


def _with_file(secret: Secret, file: bytes | None) -> Secret:
    return secret if file is None else slots.with_key_file(secret, file)


def _replace_cost(vault: Vault, way: WayIn, head: Header, secret: Secret) -> WayIn:
    """Put the only passphrase into its place under another cost: both change in one writing of the header."""
    entry = slots.wrapped(head, vault.keys.vmk, secret)
    if slots.open_with(slots.put(head, way.slot, entry), secret) != (vault.keys.vmk, way.slot):
        raise DiskFailed
    return _put(vault, way, entry, way.slot, head)


def _add(vault: Vault, way: WayIn, secret: Secret, place: int | None = None) -> WayIn:
    """Put it into a slot (a free one, if none is named), and see it open from the disk."""
    made = _put(vault, way, slots.wrapped(_head(vault), vault.keys.vmk, secret), place)
    if slots.open_with(_head(vault), secret) != (vault.keys.vmk, made.slot):
        raise DiskFailed
    return made


def _put(vault: Vault, way: WayIn, entry: bytes, place: int | None = None, coming: Header | None = None) -> WayIn:
    """Put an entry into the header as it is, or into the one that is `coming`."""
    head, present = _head(vault), ways_in(vault)
    slot = slots.free_slot({each.slot for each in present}) if place is None else place
    new = replace(way, slot=slot)
    changed = slots.put(coming or head, slot, entry)
    # What the vault remembers comes first. After a crash it may know of an entry that is not there, and sees so by its
    # print; but it never misses one that is.
    _remember(vault, head, present, (changed, new))
    try:
        vault.write_header(changed)
        _remember(vault, changed, [*(each for each in present if each.slot != slot), new])
        journal.note(vault, Deed.KEYS_CHANGED)
    except CaseFileError:
        # One copy of the header may have it already. She is told that it failed, and will try again.
        with suppress(CaseFileError):
            vault.write_header(header.next_epoch(replace(head, epoch=changed.epoch)))
        raise
    return new


def _empty(vault: Vault, *gone: int) -> None:
    """Take the entries out of the header first, all in one writing: they count no more once their bytes are gone."""
    present, head = ways_in(vault), _head(vault)
    for slot in gone:
        head = slots.remove(head, slot)
    vault.write_header(head)
    _remember(vault, _head(vault), [way for way in present if way.slot not in gone])
    journal.note(vault, Deed.KEYS_CHANGED)


def _known(vault: Vault) -> list[tuple[WayIn, str]]:
    """What the vault remembers: each way in with the print of its entry, empty where that was not kept yet."""
    setting = records.find(vault, Setting, SLOTS)
    entries = json.loads(setting.text) if setting and setting.text else []
    if isinstance(entries, dict):  # earlier only the kind was kept
        return [(WayIn(slot=int(slot), kind=kind), "") for slot, kind in entries.items()]
    return [(WayIn(**{name: value for name, value in entry.items() if name != "print"}), entry["print"]) for entry in entries]


def _remember(vault: Vault, head: Header, ways: Sequence[WayIn], *coming: tuple[Header, WayIn]) -> None:
    with_prints = [*((head, way) for way in ways), *coming]
    entries = [
        {name: value for name, value in asdict(way).items() if value or name == "slot"} | {"print": _print(vault, each, way.slot)}
        for each, way in with_prints
    ]
    with vault.transaction():
        records.save(vault, Setting(id=SLOTS, text=json.dumps(entries, ensure_ascii=False)))


def _print(vault: Vault, head: Header, slot: int) -> str:
    """What an entry is known by: with it a memory that is ahead of the header, or behind, is seen for what it is."""
    return hashlib.blake2b(head.slots[slot], digest_size=16, key=vault.row_key, person=b"cv1/slot").hexdigest()


def _new(vault: Vault, kind: Kind, name: str) -> WayIn:
    return WayIn(slot=-1, kind=kind, name=_name(name), made_at=_now(vault))


def _name(name: str) -> str:
    if len(name) > LONGEST_NAME:
        raise BadInput("name", "too-long")
    return name.strip()


def _now(vault: Vault) -> str:
    return vault.now().isoformat()


def _head(vault: Vault) -> Header:
    """The header as it is on the disk: another connection may have changed it."""
    return header.read(vault.folder).check(vault.keys.vmk).header
