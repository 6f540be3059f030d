"""Corpora as they are kept: a file of text for each parser, an input a line, packed."""

import base64
import zlib
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"


def of(name: str) -> list[bytes]:
    """The inputs kept for a parser."""
    path = FOLDER / f"{name}.txt"
    return (
        [zlib.decompress(base64.b64decode(line, validate=True)) for line in path.read_text("ascii").split("\n")[:-1]]
        if path.exists()
        else []
    )


def keep(name: str, inputs: Iterable[bytes]) -> None:
    """Keep these inputs for a parser, and no others."""
    FOLDER.mkdir(exist_ok=True)
    lines = sorted({base64.b64encode(zlib.compress(each, 9)).decode("ascii") + "\n" for each in inputs}, key=lambda line: (len(line), line))
    (FOLDER / f"{name}.txt").write_text("".join(lines), "ascii")
