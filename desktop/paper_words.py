"""What is said of a paper that is not shown."""

from collections.abc import Mapping
from typing import Any

from desktop.i18n import N_, _

_NOT_SHOWN: Mapping[str, str] = {
    "damaged": N_("This file cannot be read: it is damaged, or not what its name says. It is kept as it came."),
    "locked": N_("This file is locked with a password, which is not asked for here. It is kept as it came."),
    "too-big": N_("This file, or a page of it, is too large to be shown here. It is kept as it came."),
    "stopped": N_("This file took too much time or memory, so reading it was stopped; nothing else is touched. It is kept as it came."),
}
_KINDS: Mapping[str, str] = {
    "image/heic": N_(
        "HEIC pictures are not shown here: no reader for them fits into the program. It is kept as it came; a telephone set to"
        " “most compatible” makes JPEG."
    ),
    "image/webp": N_(
        "WebP pictures are not shown here: their reader is too large for the program. It is kept as it came; a picture of it taken from the"
        " telephone's screen is a PNG or a JPEG."
    ),
    "audio": N_("Sound is not played here. It is kept as it came."),
    "video": N_("Video is not played here. It is kept as it came."),
}


def not_shown(error: Any) -> str:
    """Why a paper, or a page of it, is not shown."""
    return _(_NOT_SHOWN.get(error.reason, _NOT_SHOWN["damaged"]))


def kind_not_shown(media_type: str) -> str:
    """Why papers of this kind are not shown."""
    words = _KINDS.get(media_type) or _KINDS.get(media_type.partition("/")[0])
    return _(words) if words else _("This kind of file cannot be shown here. It is kept as it came.")
