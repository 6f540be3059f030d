"""What is said of a backup: how long ago it was proven, how large it is, where it lies, and of the sticks that are in."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from desktop.devices.drives import Drive
from desktop.domain.progress import Stage
from desktop.i18n import N_, _, ngettext
from desktop.operations.copies import Copy, Made, Trial, freshness, made
from desktop.operations.sticks import Stick, Sticks, Why
from desktop.storage.vault import Vault
from desktop.ui.parts.sizes import size_words

Tone = str | None

_STAGES = {
    Stage.CHECKING: N_("Checking the vault before it is copied"),
    Stage.WRITING: N_("Writing"),
    Stage.READING: N_("Reading back from the stick and comparing"),
    Stage.PAPERS: N_("Comparing papers, writing new ones"),
    Stage.OLD: N_("Clearing away what is too old"),
}
_WAYS = {
    "vault": N_("Opened with the keys of this vault."),
    "passphrase": N_("Opened with the passphrase of that day."),
    "key-file": N_("Opened with the passphrase and key file of that day."),
    "words": N_("Opened with the recovery words of that day."),
    "shares": N_("Opened with the key parts of that day."),
    "organisation": N_("Opened with the organisation's key."),
    "printed-key": N_("Opened with the printed key."),
}


def last_copy(vault: Vault) -> tuple[str, Tone]:
    """The status line's words on the last proven copy, and in which tone: none, `warning` or `error`."""
    known, now = made(vault), freshness(vault)
    if not known:
        return _("No proven copy yet"), "error"
    when = ago_words(vault, known[0])
    if now.level == 0:
        return _("Proven copy: {when}").format(when=when), None
    saves = ngettext("{count} save since", "{count} saves since", now.saves).format(count=now.saves)
    if now.level == 1:
        return _("Time for a copy: the last was {when}, {saves}").format(when=when, saves=saves), "warning"
    return _("No copy for too long: the last was {when}, {saves}").format(when=when, saves=saves), "error"


def ago_words(vault: Vault, copy: Made) -> str:
    """How long ago a backup was proven: `2 minutes ago`."""
    minutes = max(0, int((vault.now() - datetime.fromisoformat(copy.when)).total_seconds() // 60))
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    if minutes < 24 * 60:
        return ngettext("{count} hour ago", "{count} hours ago", minutes // 60).format(count=minutes // 60)
    days = minutes // (24 * 60)
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def place_words(copy: Copy) -> str:
    """Where a copy lies: which stick, or the last part of a folder's path."""
    if copy.made.stick:
        return _("stick “{name}”").format(name=copy.stick)
    return PurePath(copy.made.folder).name or copy.made.folder


def state_words(copy: Copy) -> str:
    """Whether a copy can be reached now, and whether the vault had it proven."""
    if copy.is_gone:
        return _("not there any more")
    if copy.path is None:
        return _("the stick is not in")
    return _("there") if copy.is_remembered else _("there, not proven by this vault")


def missing_words(copy: Copy) -> str:
    """Why a copy cannot be opened now, and what to do; empty where it is there."""
    if copy.path is not None:
        return ""
    if copy.is_gone:
        return _("This copy is not there any more: choose another one.")
    return _("This copy is on stick “{name}”, which is not in: put it in, then try again.").format(name=copy.stick)


def trial_words(trial: Trial | None, when: str) -> str:
    """What the latest trial restore of a copy gave; `when` in words."""
    if trial is None:
        return "–"
    return _("{when}: passed").format(when=when) if trial.ok else _("{when}: FAILED").format(when=when)


def stick_words(stick: Stick) -> str:
    """A stick in a list: its name, and what is free on it."""
    return _("{name}, {free} free").format(name=stick.name, free=size_words(stick.drive.free_bytes))


def stage_words(stage: Stage, thousandths: int, total: int) -> str:
    """What a backup is doing, and how far it is."""
    if stage in {Stage.CHECKING, Stage.OLD} or not total:
        return _("{stage} … You can go on working.").format(stage=_(_STAGES[stage]))
    return _("{stage}: {percent} %. You can go on working.").format(stage=_(_STAGES[stage]), percent=thousandths * 100 // total)


def way_words(way: str) -> str:
    """What a backup was opened with."""
    return _(_WAYS[way]) if way in _WAYS else ""


def why_words(stick: Stick) -> str:
    """Why a stick cannot take a backup, and what to do."""
    if stick.why is Why.READ_ONLY:
        return _("Stick “{name}” cannot be written to: look for its switch, or take another one.").format(name=stick.name)
    if stick.why is Why.FOREIGN:
        return _("On stick “{name}” there are files of others, so nothing goes there: take an empty one.").format(name=stick.name)
    words = _("Stick “{name}” is too full: about {needed} are needed, {free} are free. Take a larger or an empty one.")
    return words.format(name=stick.name, needed=size_words(stick.needed), free=size_words(stick.drive.free_bytes))


def no_stick_words(found: Sticks) -> str:
    """What to do where no stick can take a backup."""
    if found.refused:
        return why_words(found.refused[0])
    if found.closed:
        return _("A stick is in, but it is not opened: open it in the file manager, or take it out and put it in again.")
    return _("No stick is in. Put an empty one in: it is seen by itself.")


def chosen_words(stick: Stick, others: Sequence[str]) -> str:
    """What is worth knowing of the stick that was chosen; `others` are the names of those used before."""
    if stick.drive.holds_unfinished_backup:
        return _("A backup on this stick was cut short. The next one clears it away.")
    if stick.is_other and others:
        return _("The last copy is on another stick, “{name}”. Two in turn are safer than one.").format(name=others[0])
    return _("About {needed} will be written, {free} are free.").format(
        needed=size_words(stick.needed), free=size_words(stick.drive.free_bytes)
    )


def hindrance(drive: Drive) -> str:
    """What about the stick of a folder she chose herself she should know; empty where nothing is."""
    if drive.is_system_disk:
        return _("The system of this computer runs from this stick: a stolen laptop takes the copy along.")
    if drive.is_read_only:
        return _("This stick cannot be written to: look for its switch, or take another one.")
    if drive.holds_foreign_files:
        return _("There are files of other people or programs on this stick. A stick of its own is safer.")
    return ""
