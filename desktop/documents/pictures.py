"""Photographs and scans among the papers: opened with a limit on what they may take, upright, and as small as they are needed.

Only the child that draws papers may import this: these bytes are a stranger's.
"""

import io
import struct
import warnings

from PIL import GifImagePlugin, Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, UnidentifiedImageError

from desktop.documents.drawing import GIF, JPEG, MOST_PAGES, PNG, TIFF

FORMATS = {JPEG: "JPEG", PNG: "PNG", TIFF: "TIFF", GIF: "GIF"}
MOST_PIXELS = 150_000_000  # a telephone's camera makes 12 to 108 million
# A pixel is as large as on a screen with 96 to the inch: in points.
POINTS = 0.75
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError, AttributeError, OverflowError,
    ZeroDivisionError, RuntimeError, NotImplementedError, AssertionError, struct.error,
)  # fmt: skip
# Named, so that they are loaded before the door is shut.
PLUGINS = (GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin)

_SMOOTH = {"L", "RGB", "RGBA", "LA", "CMYK"}  # of these the neighbours of a pixel can be mixed before anything else is done
# Exif 2.3, tag Orientation: how the pixels lie, and what puts them upright.
_ORIENTATION, _LYING = 0x0112, {5, 6, 7, 8}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip


class TooBig(Exception):
    """A picture has more pixels than are ever drawn."""


class Pictures:
    """A picture, or the pages of a TIFF. Raises one of `BROKEN`, or TooBig, wherever the bytes are no such thing."""

    def __init__(self, data: bytes, media_type: str) -> None:
        # Pillow warns of pictures large enough to fill the memory; the size is looked at before a pixel is made.
        warnings.simplefilter("ignore")
        self._data, self._format = data, FORMATS[media_type]
        self.sizes = tuple(self._sizes())

    def _open(self) -> Image.Image:
        return Image.open(io.BytesIO(self._data), formats=(self._format,))

    def _sizes(self) -> list[tuple[float, float]]:
        with self._open() as picture:
            if self._format != "TIFF":
                return [_shown_size(picture)]
            count = min(getattr(picture, "n_frames", 1), MOST_PAGES)
            found = []
            for number in range(count):
                picture.seek(number)
                found.append(_shown_size(picture))
            return found

    def drawn(self, page: int, side: int) -> Image.Image:
        """The page upright in RGB or grey, no side longer than `side`."""
        with self._open() as picture:
            if page:
                picture.seek(page)
            if picture.width * picture.height > MOST_PIXELS:
                raise TooBig
            picture.draft(None, (side, side))
            if picture.mode in _SMOOTH:
                picture.thumbnail((side, side), Image.Resampling.LANCZOS)
            turn = _UPRIGHT.get(_orientation(picture))
            small = _plain(picture)
            small.thumbnail((side, side), Image.Resampling.LANCZOS)
            return small if turn is None else small.transpose(turn)


def _shown_size(picture: Image.Image) -> tuple[float, float]:
    wide, high = picture.size
    if wide * high > MOST_PIXELS:
        raise TooBig
    lies = _orientation(picture) in _LYING
    return (high * POINTS, wide * POINTS) if lies else (wide * POINTS, high * POINTS)


def _orientation(picture: Image.Image) -> int:
    """How its pixels lie; 1, upright, where nothing readable says otherwise. Pillow puts a TIFF upright by itself."""
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        return 1
    try:
        told = picture.getexif().get(_ORIENTATION, 1)
    except BROKEN:
        return 1
    return told if isinstance(told, int) else 1


def _plain(picture: Image.Image) -> Image.Image:
    """The pixels in RGB or grey: what can be seen through lies on white paper, sixteen bits become eight."""
    if picture.mode.startswith("I"):
        made = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        made = Image.new("RGB", seen.size, "white")
        made.paste(seen, mask=seen.getchannel("A"))
    else:
        made = picture.convert("L" if picture.mode in {"1", "L"} else "RGB")
    return made


def jpeg(picture: Image.Image) -> bytes:
    """The picture as a JPEG, with nothing in it of where and when it was taken."""
    return _saved(_bare(picture), "JPEG", quality=80)


def png(picture: Image.Image) -> bytes:
    """The picture as a PNG, with nothing in it but the pixels."""
    return _saved(_bare(picture), "PNG", optimize=True)


def fax(picture: Image.Image) -> bytes:
    """A picture in black and white, packed as CCITT group 4."""
    packed = _saved(_bare(picture.convert("1")), "TIFF", compression="group4", strip_size=-(-picture.width // 8) * picture.height)
    with Image.open(io.BytesIO(packed)) as made:
        tags = made.tag_v2  # type: ignore[attr-defined]
        (start,), (size,) = tags[TiffImagePlugin.STRIPOFFSETS], tags[TiffImagePlugin.STRIPBYTECOUNTS]
    return packed[start : start + size]


def _bare(picture: Image.Image) -> Image.Image:
    return Image.frombytes(picture.mode, picture.size, picture.tobytes())


def _saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()
