"""Commands for the ways into a vault."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.cli.opening import key_file_text, opened, opened_by
from desktop.cli.terminal import Terminal, look_at_place, write_file
from desktop.domain.errors import BadInput
from desktop.i18n import _, language, ngettext
from desktop.operations import new_keys, recovery, vaults, ways_in
from desktop.operations.passphrases import BITS, six_words
from desktop.operations.ways_in import WayIn
from desktop.storage.recovery_words import Language
from desktop.storage.vault import Vault
from desktop.words import other_layout_hint, way_words


def _ways(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        ways, missing = ways_in.ways_in(vault), new_keys.to_make_again(vault)
    if options.json:
        terminal.give([_as_json(way) for way in ways])
    else:
        for way in ways:
            terminal.say(_line(way))
    for way in missing:
        terminal.warn(_("To be made again since the vault got new keys: {way}.").format(way=_what(way)))
    return 0


def _add_way(terminal: Terminal, options: argparse.Namespace) -> int:
    _look_at_out(options)
    with opened(terminal, options) as vault:
        name = terminal.value(options.name)
        way = _MAKERS[options.kind](terminal, vault, options, name)
    terminal.say(_line(way))
    return 0


def _passphrase(terminal: Terminal, vault: Vault, _options: argparse.Namespace, name: str) -> WayIn:
    return ways_in.add_passphrase(vault, terminal.new_passphrase(), name)


def _key_file(terminal: Terminal, vault: Vault, options: argparse.Namespace, name: str) -> WayIn:
    way, text = ways_in.add_key_file(vault, terminal.new_passphrase(), name)
    _write_or_take_back(vault, way, options.out, text.encode("ascii"))
    terminal.warn(_("Whoever has this file and the passphrase opens the vault: keep it on a stick, away from the laptop."))
    return way


def _words(terminal: Terminal, vault: Vault, options: argparse.Namespace, name: str) -> WayIn:
    way, _words, pdf = recovery.add_words_sheet(vault, _language(), name)
    _write_or_take_back(vault, way, options.out, pdf)
    terminal.warn(_("This sheet opens everything in the vault and in every backup: print it, put it under lock, and erase the file."))
    return way


def _shares(terminal: Terminal, vault: Vault, options: argparse.Namespace, name: str) -> WayIn:
    way, _parts, pdf = recovery.add_shares_sheets(vault, options.needed, options.total, _language(), name)
    _write_or_take_back(vault, way, options.out, pdf)
    terminal.warn(_("Each sheet is for one colleague: print them, hand them out, and erase the file."))
    return way


def _organisation(terminal: Terminal, vault: Vault, _options: argparse.Namespace, name: str) -> WayIn:
    way = ways_in.add_organisation(vault, terminal.value("-"), name)
    terminal.warn(_("The owner of this key can open this vault and every backup to come, without you."))
    return way


_MAKERS: Mapping[str, Callable[[Terminal, Vault, argparse.Namespace, str], WayIn]] = {
    "passphrase": _passphrase,
    "key-file": _key_file,
    "words": _words,
    "shares": _shares,
    "organisation": _organisation,
}


def _try_way(terminal: Terminal, options: argparse.Namespace) -> int:
    file = key_file_text(options.tried_key_file)
    with opened(terminal, options) as vault:
        way = ways_in.try_way_in(vault, terminal.passphrase(_("What is to be tried: ")), key_file_text=file)
    terminal.say(_("It opens the vault: {way}.").format(way=_what(way)))
    return 0


def _name_way(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        way = ways_in.name_way_in(vault, _slot(options), terminal.value(options.name))
    terminal.say(_line(way))
    return 0


def _remove_way(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        ways_in.remove_way_in(vault, _slot(options))
        left = ways_in.ways_in(vault)
    terminal.warn(_("Copies of the vault and backups made before still open with it; only new keys (new-keys) end that."))
    terminal.say(_("What opens the vault now:"))
    for way in left:
        terminal.say(_line(way))
    return 0


def _change_passphrase(terminal: Terminal, options: argparse.Namespace) -> int:
    file = key_file_text(options.key_file)
    vault, by = opened_by(terminal, options)
    with vault:
        new = terminal.new_passphrase()
        ways_in.change_passphrase(vault, new, slot=by.slot, key_file_text=file, unlock_seconds=options.unlock_seconds)
    if by.by_other_layout:
        terminal.warn(other_layout_hint())
    terminal.say(_("The passphrase is changed. Backups made before still open with the old one."))
    return 0


def _new_keys(terminal: Terminal, options: argparse.Namespace) -> int:
    vault, by = opened_by(terminal, options)
    with vault:
        new = terminal.new_passphrase()
        file = key_file_text(options.key_file) if ways_in.way_in(vault, by.slot).kind == "key-file" else ""
    folder: Path = options.vault
    given = new_keys.renew_keys(folder, by.keys, new, key_file_text=file, unlock_seconds=options.unlock_seconds, report=terminal.report())
    with vaults.open_vault(folder, given) as renewed:
        missing = new_keys.to_make_again(renewed)
    terminal.say(_("The vault has new keys; the old passphrase, sheets and parts open nothing of it any more."))
    for way in missing:
        terminal.warn(_("To be made again since the vault got new keys: {way}.").format(way=_what(way)))
    return 0


def _let_go(terminal: Terminal, options: argparse.Namespace) -> int:
    with opened(terminal, options) as vault:
        gone = [way for way in new_keys.to_make_again(vault) if way.kind == options.kind]
        for way in gone:
            new_keys.let_go(vault, way)
    count = len(gone)
    terminal.say(
        ngettext("{count} way in is not asked for any more.", "{count} ways in are not asked for any more.", count).format(count=count)
    )
    return 0


def _six_words(terminal: Terminal, _options: argparse.Namespace) -> int:
    terminal.say(six_words(_language()))
    terminal.warn(ngettext("By lot: {count} bit.", "By lot: {count} bits.", BITS).format(count=BITS))
    return 0


def _look_at_out(options: argparse.Namespace) -> None:
    """Before anything is asked: a way in whose secret could not be written down would be none."""
    if options.kind in {"passphrase", "organisation"}:
        return
    if options.out is None:
        raise BadInput("out", "needed")
    look_at_place(options.out)
    if options.out.exists():
        raise BadInput("out", "exists")


def _write_or_take_back(vault: Vault, way: WayIn, path: Path, contents: bytes) -> None:
    try:
        write_file(path, contents)
    except BaseException:
        ways_in.remove_way_in(vault, way.slot)
        raise


def _slot(options: argparse.Namespace) -> int:
    if options.way < 1:
        raise BadInput("way", "number")
    return int(options.way) - 1


def _what(way: WayIn) -> str:
    words = way_words(way.kind, way.needed, way.total)
    return _("{way} ({name})").format(way=words, name=way.name) if way.name else words


def _line(way: WayIn) -> str:
    made, tried = way.made_at[:10] or "–", way.tried_at[:10] or "–"
    return _("{number}. {way} · made {made} · tested {tested}").format(number=way.slot + 1, way=_what(way), made=made, tested=tried)


def _as_json(way: WayIn) -> dict[str, object]:
    return {
        "way": way.slot + 1,
        "kind": way.kind,
        "name": way.name,
        "made": way.made_at or None,
        "tested": way.tried_at or None,
        "needed": way.needed or None,
        "total": way.total or None,
        "recipient": way.recipient or None,
    }


def _language() -> Language:
    return "ru" if language() == "ru" else "en"


COMMANDS = {
    "ways": _ways,
    "add-way": _add_way,
    "try-way": _try_way,
    "name-way": _name_way,
    "remove-way": _remove_way,
    "change-passphrase": _change_passphrase,
    "new-keys": _new_keys,
    "let-go": _let_go,
    "six-words": _six_words,
}
