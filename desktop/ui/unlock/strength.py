"""How long a passphrase holds: an honest word, and six words by lot."""

from __future__ import annotations

import math
import secrets

from desktop.i18n import _

WORDS = 6
# What the bits mean against somebody with many graphics cards and a second's work for each guess.
_WEAK, _FAIR, _GOOD = 40, 55, 70


def six_words(language: str) -> str:
    """Six words by lot from a list of 2,048: 66 bits that can be remembered."""
    from desktop.storage.recovery_words import completions

    words = completions("", "ru" if language == "ru" else "en")
    return " ".join(secrets.choice(words) for _number in range(WORDS))


def bits(text: str) -> float:
    """How many bits a guesser must spend at most: words count as words, letters as letters, repetition as nothing."""
    words = [word for word in text.split() if len(word) > 2]
    letters = len(set(text.casefold())) and len(text) * min(4.0, math.log2(len(set(text.casefold())) + 1))
    by_words = len(set(words)) * 11.0 if len(words) > 2 else math.inf
    return min(letters, by_words)


def verdict(text: str) -> tuple[str, str]:
    """A sentence on the passphrase, and its tone."""
    found = bits(text)
    if not text:
        return "", "plain"
    if found < _WEAK:
        return _("Too short: guessed within hours. Six words are easy to remember and hold for ever."), "error"
    if found < _FAIR:
        return _("Short: it may hold for months against a rich opponent. Add two words."), "warning"
    if found < _GOOD:
        return _("Good. It holds if nobody sees you type it and it stands in no book."), "good"
    return _("Strong. It holds if nobody sees you type it."), "good"
