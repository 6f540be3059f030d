"""How long a passphrase holds: an honest word."""

from __future__ import annotations

from desktop.i18n import _, ngettext
from desktop.operations.passphrases import BITS, bits

# What the bits mean against somebody who tries 100,000 passphrases a second: some ten thousand computers, as each try of theirs takes
# a tenth of a second at best and 256 MiB. Under 38 bits that is days to weeks, under 50 some years.
_WEAK, _FAIR, _GOOD = 38, 50, 58


def verdict(text: str, *, by_lot: bool = False) -> tuple[str, str]:
    """A sentence on the passphrase, and its tone; `by_lot` says that it was drawn, and so is worth what the lot gives."""
    if not text:
        return "", "plain"
    found = BITS if by_lot else int(bits(text))
    about = ngettext("{count} bit", "{count} bits", found).format(count=found)
    if found < _WEAK:
        return _("Too weak ({bits}): it can be guessed within days. Six words by lot are easy to remember and hold.").format(
            bits=about
        ), "error"
    if found < _FAIR:
        return _("Short ({bits}): it may hold for some years against a rich opponent. Add two words.").format(bits=about), "warning"
    if found < _GOOD:
        return _("Good ({bits}). It holds if nobody sees you type it and it stands in no book.").format(bits=about), "good"
    return _("Strong ({bits}). It holds if nobody sees you type it.").format(bits=about), "good"
