"""XML as it stands in an XLSX: events without entities, without a document type, and never deeper or larger than a table is."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol
from xml.parsers import expat

from desktop.domain.errors import TableNotRead

MOST_BYTES = 512 * 1024 * 1024  # of XML, all parts together
MOST_PARTS = 5_000
_RATIO, _FREE = 400, 8 * 1024 * 1024  # a part may be so many times larger than it is packed, or so large in any case
_DEEPEST, _PIECE = 64, 256 * 1024
_BROKEN = (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error, ValueError)


class Reader(Protocol):
    """Hears what stands in a part of the file; names come without what stands before their colon."""

    def begin(self, name: str, attributes: dict[str, str], /) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text stands here; it may come in pieces."""


class Package:
    """The parts of a packed file. Raises TableNotRead where one is damaged, or larger than any table's."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed, self._left = packed, MOST_BYTES
        infos = packed.infolist()
        if len(infos) > MOST_PARTS:
            raise TableNotRead("too-big")
        self._infos = {info.filename: info for info in infos}
        # In the specification a part's name is the same in capitals.
        self._names = {name.lower(): name for name in self._infos}

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self._names

    def read(self, name: str, reader: Reader) -> None:
        """Have a part read, piece by piece."""
        info = self._infos[self._names[name.lower()]]
        if info.flag_bits & 1:
            raise TableNotRead("locked")
        parser = _parser(reader)
        most = max(_FREE, info.compress_size * _RATIO)
        with _told(), self._packed.open(info) as part:
            while piece := part.read(_PIECE):
                self._left, most = self._left - len(piece), most - len(piece)
                if self._left < 0 or most < 0:
                    raise TableNotRead("too-big")
                parser.Parse(piece, False)
            parser.Parse(b"", True)


@contextmanager
def opened(file: BinaryIO) -> Iterator[Package]:
    """The parts of a packed file."""
    with _told(), zipfile.ZipFile(file) as packed:
        yield Package(packed)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (expat.ExpatError, *_BROKEN):
        raise TableNotRead("damaged") from None


def _parser(reader: Reader) -> expat.XMLParserType:
    parser, deep = expat.ParserCreate(namespace_separator=" "), 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal deep
        deep += 1
        if deep > _DEEPEST:
            raise TableNotRead("damaged")
        reader.begin(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal deep
        deep -= 1
        reader.end(name.rpartition(" ")[2])

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, reader.text
    # No table has a document type; whoever sends one wants entities out of it.
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refused
    parser.ExternalEntityRefHandler = parser.UnparsedEntityDeclHandler = _refused
    return parser


def _refused(*_: object) -> int:
    raise TableNotRead("damaged")
