"""Which norms are listed: by the way they speak, by what is still to be done about them."""

from collections.abc import Callable

from desktop.domain.law import Direction, Origin, Standing
from desktop.i18n import _
from desktop.operations.law import Shown


def filters() -> tuple[tuple[str, str], ...]:
    """The ways, each by its code and its words."""
    return (
        ("all", _("all norms")),
        ("for", _("in his favour")),
        ("against", _("against him")),
        ("amber", _("to be read again")),
        ("unchecked", _("not yet checked")),
        ("slots", _("number and title only")),
        ("hers", _("yours")),
    )


_FITS: dict[str, Callable[[Shown], bool]] = {
    "for": lambda shown: shown.version is not None and shown.version.direction is Direction.FOR,
    "against": lambda shown: shown.version is not None and shown.version.direction is Direction.AGAINST,
    "amber": lambda shown: shown.is_amber,
    "unchecked": lambda shown: shown.version is not None and shown.standing is not Standing.CHECKED,
    "slots": lambda shown: shown.version is not None and shown.standing is Standing.SLOT,
    "hers": lambda shown: shown.known.origin is not Origin.SHIPPED or shown.check is not None,
}


def fits(shown: Shown, which: str) -> bool:
    """Whether a norm is listed."""
    return which not in _FITS or _FITS[which](shown)
