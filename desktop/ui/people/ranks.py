"""Ranks, as they are offered."""

from desktop.documents.russian import RANKS
from desktop.i18n import language


def rank_words() -> tuple[tuple[str, str], ...]:
    """Every rank of the law with its words: the Russian title, in an English window with its translation before it."""
    if language() == "ru":
        return tuple((code, rank.title) for code, rank in RANKS.items())
    return tuple((code, f"{rank.english} · {rank.title}") for code, rank in RANKS.items())
