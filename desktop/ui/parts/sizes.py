"""Sizes of files in words."""

from desktop import i18n
from desktop.i18n import _


def size_words(count: int) -> str:
    """A size as people say it."""
    if count < 1024 * 1024:
        return _("{size} KB").format(size=max(1, round(count / 1024)))
    if count < 1024**3:
        return _("{size} MB").format(size=_tenths(count / 1024**2))
    return _("{size} GB").format(size=_tenths(count / 1024**3))


def _tenths(number: float) -> str:
    return f"{number:.1f}".replace(".", "," if i18n.language() == "ru" else ".")
