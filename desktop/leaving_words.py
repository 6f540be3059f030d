"""From what left the program, or opens elsewhere, to the words a user reads."""

from collections.abc import Mapping
from pathlib import Path

from desktop.domain.journal import Deed
from desktop.i18n import N_, _

# --- the journal

_DEEDS: Mapping[Deed, str] = {
    Deed.PRINTED: N_("printing"),
    Deed.SHOWN: N_("showing for a photograph"),
    Deed.SAVED: N_("saving as a file"),
    Deed.BACKED_UP: N_("making a backup"),
    Deed.HANDED_OVER: N_("handing a case to a colleague"),
    Deed.EXPORTED: N_("writing everything in open formats"),
    Deed.KEYS_CHANGED: N_("change of ways in"),
}


def deed_word(deed: Deed) -> str:
    """What the journal says was done."""
    return _(_DEEDS[deed])


# --- handing over the key

_OPENS: Mapping[str, str] = {
    "now": N_("opens with your key"),
    "unseen": N_("is not here to be looked at, and was made while your key was in use"),
    "earlier": N_("opens with what you had earlier, if you had anything"),
}


def left_words(way: str, name: str, when: str) -> str:
    """Who can open a vault whose key is handed over (`way_words`, her name for it), and when that was tried; empty if never."""
    named = f"{way} · {name}" if name else way
    return _("{way}: tried {when}").format(way=named, when=when) if when else _("{way}: never tried, does not count").format(way=named)


def elsewhere_words(stick: str, path: Path, opens: str) -> str:
    """Where a key that is handed over opens all the same."""
    where = _("“{stick}”: {file}").format(stick=stick, file=path.name) if stick else str(path)
    return _("{where} – {opens}").format(where=where, opens=_(_OPENS[opens]))
