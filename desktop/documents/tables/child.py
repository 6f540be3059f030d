"""The child that reads tables: shut in, it reads one stranger's file and says what stands in it.

`read` is the whole parser: bytes in; the cells out, or TableNotRead, whatever the bytes are.
"""

import codecs
import sys
import zipfile
from io import BytesIO

import msgspec

from desktop import guard
from desktop.documents.tables import asked, csv_text, xlsx
from desktop.documents.tables.asked import Answer, Request
from desktop.domain.errors import TableNotRead

MEMORY = 1024 * asked.MIB
SECONDS = 60  # of work

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel before 2007; and every newer one that has a password
_SEALED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"GIF8", b"<?xml", b"<html", b"<!DOC", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_WARM_CSV = "имя;д\r\nя;1\r\n"


def read(data: bytes, request: Request) -> Answer:
    """The cells of a table in CSV or XLSX, known by its first bytes, never by its name. Raises TableNotRead."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TableNotRead("empty")
    if data.startswith(_OLE):
        raise TableNotRead("locked" if _SEALED in data else "old-excel")
    if data.startswith(_ZIP):
        return xlsx.read(data, request)
    if data.lstrip()[:8].startswith(_OTHERS):
        raise TableNotRead("no-table")
    return csv_text.read(data, request)


def answered(data: bytes, request: Request) -> Answer:
    """The same, with what is wrong said in the answer."""
    try:
        return read(data, request)
    except TableNotRead as error:
        return Answer(reason=error.reason, row=error.row)
    except MemoryError:
        return Answer(reason="too-big")


def run_child() -> int:
    """Read a request and the file behind it, answer on standard output; for a process of its own, started by `operations.importing`."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    request = asked.request(source)
    _get_ready()
    guard.shut_in(MEMORY, SECONDS)
    data = source.read(request.size)
    target.write(msgspec.json.encode(answered(data, request)))
    target.flush()
    return 0


def _get_ready() -> None:
    """Do everything once with files of our own: what is loaded only when it is needed cannot be loaded any more once the door is shut."""
    for encoding in (*asked.ENCODINGS, "utf-16-le", "utf-16-be", "cp437"):
        codecs.lookup(encoding)
        answered(_WARM_CSV.encode(encoding, "replace"), Request())
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="1"/></sheets></workbook>')
        packed.writestr("xl/worksheets/sheet1.xml", '<worksheet><row><c t="str"><v>x</v></c></row></worksheet>')
    answered(held.getvalue(), Request())
    msgspec.json.encode(Answer(rows=(("x",),), numbers=(1,)))
