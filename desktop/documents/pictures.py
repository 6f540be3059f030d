"""Photographs and scans among the papers: opened with a limit on what they may take, upright, and as small as they are needed."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from desktop.domain.errors import BadInput

MOST_PIXELS = 60_000_000  # a telephone's camera makes 12 to 50 million
FORMATS = ("JPEG", "PNG")


def read(data: bytes, side: int) -> Image.Image:
    """The picture in these bytes in RGB, no side longer than `side`. Raises BadInput("picture", …) where it is none, or too large."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of pictures large enough to fill the memory; the size is looked at below, before a pixel is made.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise BadInput("picture", "too-big")
                picture.draft("RGB", (side, side))
                picture.thumbnail((side, side))
                return (ImageOps.exif_transpose(picture) or picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, MemoryError, Image.DecompressionBombError):
        raise BadInput("picture", "unreadable") from None


def jpeg(picture: Image.Image) -> bytes:
    """The picture as a JPEG, with nothing in it of where and when it was taken."""
    made = io.BytesIO()
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(made, "JPEG", quality=80)
    return made.getvalue()
