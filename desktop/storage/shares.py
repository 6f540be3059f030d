"""Shares for colleagues: a secret in n parts by SLIP-39, any k of which give it back, 33 words each."""

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from desktop.domain.errors import BadInput

WORDS = 33  # for a secret of 32 bytes
MOST = 16
ENOUGH_LETTERS = 4  # no two words of the list begin alike
_SHORT = {word[:ENOUGH_LETTERS]: word for word in WORDLIST}
# So many of 33 words on the list are a share with slips in it: better to name the slip than to say "wrong".
_ENOUGH_KNOWN = 25


def split(secret: bytes, needed: int, total: int) -> tuple[str, ...]:
    """The secret as `total` shares, of which any `needed` are enough. Raises BadInput("shares", "numbers").

    At least two are needed (one alone would be the secret), and at most sixteen are made.
    """
    if not 2 <= needed <= total <= MOST:
        raise BadInput("shares", "numbers")
    (shares,) = generate_mnemonics(1, [(needed, total)], secret)
    if joined(shares[-needed:]) != secret:
        raise ValueError("the shares do not give the secret back")
    return tuple(shares)


def joined(shares: Sequence[str]) -> bytes:
    """The secret behind enough shares, in any order; the first four letters of a word are enough.

    Raises BadInput("shares", reason): "count" where a share has not 33 words, "unknown:N" for the first word (from 1, over
    all shares) that is not on the list, "damaged:N" for a share (from 1) with a wrong word, "different" where they are not
    of one set, "more:N" where N more are needed.
    """
    typed = [share.split() for share in shares]
    if not typed or any(len(words) != WORDS for words in typed):
        raise BadInput("shares", "count")
    found = [_word(word) for words in typed for word in words]
    if None in found:
        raise BadInput("shares", f"unknown:{found.index(None) + 1}")
    texts = [" ".join(_word(word) or "" for word in words) for words in typed]
    known = {share.index: (share, text) for share, text in ((_share(number, text), text) for number, text in enumerate(texts, start=1))}
    _must_be_enough([share for share, _ in known.values()])
    # The library wants neither more of them than are needed, nor one twice.
    enough = [text for _, text in known.values()][: next(iter(known.values()))[0].member_threshold]
    try:
        return bytes(combine_mnemonics(enough))
    except MnemonicError:
        raise BadInput("shares", "different") from None


def apart(text: str) -> list[str]:
    """The shares in a text that holds several, one after the other; the last may be short."""
    words = text.split()
    return [" ".join(words[start : start + WORDS]) for start in range(0, len(words), WORDS)]


def looks_like(text: str) -> bool:
    """Whether a typed secret is one or more shares, slips allowed for."""
    words = text.split()
    known = sum(_word(word) is not None for word in words)
    return len(words) >= WORDS and len(words) % WORDS == 0 and known >= _ENOUGH_KNOWN * len(words) // WORDS


def completions(start: str) -> tuple[str, ...]:
    """The words of the list that begin so, for completing what is being typed."""
    return tuple(word for word in WORDLIST if word.startswith(start.strip().casefold()))


def _must_be_enough(shares: list[Share]) -> None:
    if len({(share.identifier, share.member_threshold, share.group_count) for share in shares}) > 1 or shares[0].group_count != 1:
        raise BadInput("shares", "different")
    missing = shares[0].member_threshold - len(shares)
    if missing > 0:
        raise BadInput("shares", f"more:{missing}")


def _share(number: int, text: str) -> Share:
    try:
        return Share.from_mnemonic(text)
    except MnemonicError:
        raise BadInput("shares", f"damaged:{number}") from None


def _word(typed: str) -> str | None:
    plain = typed.casefold()
    word = _SHORT.get(plain[:ENOUGH_LETTERS])
    return word if word is not None and word.startswith(plain) else None
