"""What stands on the pages of a PDF, as the stock tools of poppler see it."""

import re
import subprocess
import unicodedata


def text_of(pdf: bytes) -> str:
    """The text, hyphenation and white space folded, in NFC."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return folded(re.sub(r"(?<=\w)-\n(?=\w)", "", read.replace("\f", "\n")))


def folded(text: str) -> str:
    """Without white space and hyphens, which a line may end with or not."""
    return re.sub(r"[\s\N{NO-BREAK SPACE}\N{NON-BREAKING HYPHEN}\-]+", "", unicodedata.normalize("NFC", text))


def fonts_of(pdf: bytes) -> list[tuple[str, bool]]:
    """The typefaces, and whether each is inside the file."""
    lines = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode().splitlines()[2:]
    return [(line.split()[0], line.split()[-5] == "yes") for line in lines]


def info_of(pdf: bytes) -> dict[str, str]:
    """What the file says about itself."""
    lines = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode().splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
