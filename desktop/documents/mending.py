"""Pages put right: turned, straightened, cut, made black and white, with Pillow alone. Only the child that draws papers imports this."""

from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter, ImageOps

from desktop.domain.mending import Mend

_QUARTERS = (None, Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)
_MOST_SKEW = 15.0  # degrees that are looked through for the lines of a crooked page
_STEPS = ((1.0, _MOST_SKEW), (0.25, 1.0), (0.05, 0.25))  # how finely, and how far around the best so far
_PLAIN = 2.0  # times sharper than the least sharp of all angles: then there are lines
_LOOKED_AT = 900  # pixels of the longer side in which lines are looked for
# Paper on a table is so many levels lighter, takes that share of the picture each way, and of its own rows that share.
_STANDS_OUT, _LEAST_PAPER, _MOSTLY = 60, 0.4, 0.5
_NEARER = 0.25
# A pixel is ink where it is so much darker than what lies around it (D. Bradley, G. Roth: Adaptive thresholding using the integral
# image, 2007): a shadow across the page darkens both.
_INK, _AROUND = 0.86, 32  # share of the brightness around; the side of that, as a part of the page's
_LEAST = 6  # levels that ink is darker at the least: paper has a grain


def mended(picture: Image.Image, mend: Mend, fill: int = 255) -> Image.Image:
    """The page turned, straightened and cut, its new corners white; its colours are the last thing (`black_and_white`)."""
    turn = _QUARTERS[mend.quarters % 4]
    if turn is not None:
        picture = picture.transpose(turn)
    if mend.degrees:
        corners = fill if picture.mode == "L" else (fill, fill, fill)
        picture = picture.rotate(-mend.degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=corners)
    left, top, right, bottom = mend.cut
    wide, high = picture.size
    box = (round(left * wide), round(top * high), round((1 - right) * wide), round((1 - bottom) * high))
    return picture if box == (0, 0, wide, high) else picture.crop((box[0], box[1], max(box[0] + 1, box[2]), max(box[1] + 1, box[3])))


def black_and_white(picture: Image.Image) -> Image.Image:
    """Ink black and paper white, whatever the light was."""
    return ImageOps.invert(_ink(picture)).convert("1", dither=Image.Dither.NONE)


def skew(picture: Image.Image) -> float:
    """By how many degrees to the right the page must be turned for its lines to lie level; 0 where there are none.

    The rows of a page with level lines are either full or empty: of all angles, the one with the sharpest change from row to row.
    """
    small = picture.convert("L")
    small.thumbnail((_LOOKED_AT, _LOOKED_AT))
    # Turned pixels are mixed with their neighbours; mixed beforehand, those that are not turned have no advantage.
    ink = _ink(small).filter(ImageFilter.GaussianBlur(1.5))
    known: dict[float, float] = {}
    best = 0.0
    for step, reach in _STEPS:
        far = round(reach / step)
        known |= {degrees: _sharpness(ink, degrees) for degrees in (best + number * step for number in range(-far, far + 1))}
        best = max(known, key=lambda degrees: known[degrees])
    # Where no angle is much better than the others there are no lines to go by: a face, a landscape.
    return round(best, 2) if known[best] > _PLAIN * min(known.values()) and abs(best) < _MOST_SKEW else 0.0


def edges(picture: Image.Image) -> tuple[float, float, float, float]:
    """The share at the left, top, right and bottom that is the table and not the paper on it; nothing where no paper stands out."""
    small = picture.convert("L")
    small.thumbnail((_LOOKED_AT // 3, _LOOKED_AT // 3))
    small = small.filter(ImageFilter.MedianFilter(5))
    below, above = _parted(small.histogram())
    if above - below < _STANDS_OUT:
        return (0.0, 0.0, 0.0, 0.0)
    # Nearer to the table: rather some of it stays than a part of the paper goes that lies in the shadow.
    least = round(below + _NEARER * (above - below))
    paper = small.point([0] * least + [255] * (256 - least))
    wide, high = paper.size
    left, right = _span(paper.resize((wide, 1), Image.Resampling.BOX).tobytes())
    top, bottom = _span(paper.resize((1, high), Image.Resampling.BOX).tobytes())
    if right - left < wide * _LEAST_PAPER or bottom - top < high * _LEAST_PAPER:
        return (0.0, 0.0, 0.0, 0.0)
    return left / wide, top / high, 1 - right / wide, 1 - bottom / high


def _span(shares: bytes) -> tuple[int, int]:
    """From where to where rows are mostly paper."""
    inside = [place for place, share in enumerate(shares) if share > 255 * _MOSTLY]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _parted(histogram: list[int]) -> tuple[float, float]:
    """The mean level of what is dark and of what is light, parted where they differ most (N. Otsu, 1979)."""
    count, total = sum(histogram), sum(level * number for level, number in enumerate(histogram))
    best, found = -1.0, (0.0, 0.0)
    dark = weight = 0
    for level, number in enumerate(histogram):
        dark += number
        weight += level * number
        if dark and count - dark:
            below, above = weight / dark, (total - weight) / (count - dark)
            spread = dark * (count - dark) * (above - below) ** 2
            if spread > best:
                best, found = spread, (below, above)
    return found


def _sharpness(ink: Image.Image, degrees: float) -> float:
    turned = ink.rotate(-degrees, Image.Resampling.BILINEAR)
    # The corners are empty when turned: only the middle is compared.
    wide, high = turned.size
    middle = turned.crop((wide // 8, high // 8, wide - wide // 8, high - high // 8))
    rows = middle.resize((1, middle.height), Image.Resampling.BOX).tobytes()
    return float(sum((one - next_) ** 2 for one, next_ in pairwise(rows)))


def _ink(picture: Image.Image) -> Image.Image:
    """White where there is ink, black where there is paper."""
    grey = picture.convert("L")
    around = grey.filter(ImageFilter.BoxBlur(max(4, max(grey.size) // _AROUND)))
    darker = ImageChops.subtract(around.point([round(level * _INK) for level in range(256)]), grey)
    ink = darker.point([255 if level > 0 else 0 for level in range(256)])
    grain = ImageChops.subtract(around, grey).point([255 if level >= _LEAST else 0 for level in range(256)])
    return ImageChops.darker(ink, grain)
