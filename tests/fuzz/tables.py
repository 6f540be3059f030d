"""Tables of strangers as the shut-in child reads them, and what such a child may say of one."""

import io
import zipfile
from contextlib import suppress

import msgspec

from desktop.documents.tables import asked
from desktop.documents.tables.asked import Answer, Request
from desktop.documents.tables.child import answered
from tests.fuzz.oracle import same

_PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels")
_BOOK = b'<workbook><sheets><sheet name="x" sheetId="1"/></sheets></workbook>'


def table(untrusted: bytes) -> None:
    """A file that is to be a table, by itself, and as the parts of a workbook; and as what a child that was taken over says of one."""
    _said(answered(untrusted, Request()))
    _said(answered(untrusted, Request(encoding="cp1251", separator=";")))
    _said(answered(_workbook(untrusted), Request()))
    with suppress(ValueError):
        asked.answer(untrusted)


def _said(said: Answer) -> None:
    same(said.reason in {"", *asked.REASONS}, True)
    # What the child says is taken by the program.
    same(asked.answer(msgspec.json.encode(said)), said)


def _workbook(untrusted: bytes) -> bytes:
    held = io.BytesIO()
    parts = dict(zip(_PARTS, untrusted.split(b"\0"), strict=False))
    with zipfile.ZipFile(held, "w") as packed:
        for name, xml in ({"xl/workbook.xml": _BOOK} | parts).items():
            packed.writestr(name, xml)
    return held.getvalue()
