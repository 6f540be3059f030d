"""Papers that a stranger altered: good ones of each kind, and what can be done to their bytes."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from random import Random

from PIL import Image

from desktop.documents import layout, pdf, pictures, quiet_reportlab  # noqa: F401 - before anything of ReportLab
from desktop.documents.drawing import DOCX, GIF, JPEG, PDF, PNG, TIFF, TXT, Drawn, Form

from reportlab.lib.pdfencrypt import StandardEncryption  # isort: skip
from reportlab.pdfgen.canvas import Canvas  # isort: skip

_EXTREMES = (b"\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\0", b"\xff\xff", b"\x01\0")
_NUMBERS = (b"0", b"-1", b"1", b"2147483647", b"4294967296", b"99999999999999999999", b"1e308", b"0 R", b"3 0 R")


def _picture(mode: str, kind: str, **how: object) -> bytes:
    held = io.BytesIO()
    Image.effect_noise((90, 70), 60).convert(mode).save(held, kind, **how)
    return held.getvalue()


def _deep() -> bytes:
    held = io.BytesIO()
    Image.frombytes("I;16", (40, 30), bytes(range(240)) * 10).save(held, "PNG")
    return held.getvalue()


def good() -> list[tuple[str, bytes]]:
    """Sound papers of every kind that is opened, by media type."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "maker"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 17.0, 11.0)})
    several = io.BytesIO()
    Image.new("1", (60, 80), 1).save(several, "TIFF", save_all=True, append_images=[Image.new("RGB", (30, 20))], compression="tiff_lzw")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", "<w:document><w:p><w:r><w:t>слова &amp; слова</w:t></w:r></w:p></w:document>" * 20)
    photograph = _picture("RGB", "JPEG", exif=exif, quality=70)
    return [
        (PDF, pdf.render(layout.blocks("# Рапорт\n\nПрошу ответить.\n\n" * 9))),
        (PDF, pdf.scans([Drawn(form=Form.JPEG, wide=90, high=70, data=_picture("L", "JPEG"), is_grey=True)])),
        (PDF, _small_pdf()),
        (PDF, _with_picture(b"/JPXDecode", _picture("RGB", "JPEG2000"))),
        (PDF, _with_picture(b"/JBIG2Decode", _jbig2())),
        (PDF, _packed_pdf()),
        (PDF, _encrypted_pdf()),
        (JPEG, photograph),
        (JPEG, _picture("CMYK", "JPEG", progressive=True)),
        (PNG, _picture("RGBA", "PNG")),
        (PNG, _picture("P", "PNG")),
        (PNG, _deep()),
        (TIFF, several.getvalue()),
        (TIFF, _picture("1", "TIFF", compression="group4")),
        (TIFF, _picture("RGB", "TIFF", compression="jpeg")),
        (GIF, _picture("P", "GIF")),
        (DOCX, held.getvalue()),
        (TXT, "Слова и слова. ".encode("cp1251") * 30),
    ]


def _small_pdf() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Rotate 90/Contents 4 0 R/Annots[6 0 R]"
        b"/Resources<</Font<</F1 5 0 R>>/ExtGState<</G<</ca .5/SMask/None>>>>/Shading<</S<</ShadingType 2/ColorSpace/DeviceRGB"
        b"/Coords[0 0 9 9]/Function<</FunctionType 2/Domain[0 1]/C0[0 0 0]/C1[1 1 1]/N 1>>>>>>>>>>endobj\n"
        b"4 0 obj<</Length 88>>stream\nBT /F1 24 Tf 20 200 Td (words) Tj ET /G gs /S sh 10 10 200 200 re f"
        b" q 2 0 0 2 0 0 cm Q 1 1 m 9 9 l S\n"
        b"endstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"6 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(x)/V(y)/Rect[0 0 99 20]>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def _with_picture(filter_: bytes, data: bytes) -> bytes:
    about = b"/ColorSpace/DeviceGray/BitsPerComponent 1" if filter_ == b"/JBIG2Decode" else b"/ColorSpace/DeviceRGB/BitsPerComponent 8"
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 70]/Contents 4 0 R/Resources<</XObject<</P 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 24>>stream\n90 0 0 70 0 0 cm /P Do   \nendstream endobj\n"
        b"5 0 obj<</Type/XObject/Subtype/Image/Width 90/Height 70" + about + b"/Filter%s/Length %d>>stream\n" % (filter_, len(data))
        + data + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )  # fmt: skip


def _jbig2() -> bytes:
    """ITU-T T.88: a segment that describes the page, and one region of it, coded as a fax."""
    sheet = (90).to_bytes(4, "big") + (70).to_bytes(4, "big")
    region = sheet + bytes(8) + b"\0\x01" + pictures.fax(Image.effect_noise((90, 70), 60))
    page = sheet + bytes(8) + b"\0\0\0"
    return b"".join(
        number.to_bytes(4, "big") + bytes((kind, 0, 1)) + len(data).to_bytes(4, "big") + data
        for number, kind, data in ((0, 48, page), (1, 38, region))
    )


def _packed_pdf() -> bytes:
    """Its objects lie in a stream, and so does the table of where they are."""
    inside = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 70]>>"]
    places = b"".join(b"%d %d " % (number, sum(map(len, inside[: number - 1]))) for number in (1, 2, 3))
    packed = zlib.compress(places + b"".join(inside))
    head = b"%PDF-1.5\n"
    body = b"4 0 obj<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (len(places), len(packed)) + packed
    body += b"\nendstream endobj\n"
    at = len(head) + len(body)
    rows = [(0, 0, 255), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, len(head), 0), (1, at, 0)]
    table = zlib.compress(b"".join(bytes((kind,)) + where.to_bytes(2, "big") + bytes((which,)) for kind, where, which in rows))
    about = b"5 0 obj<</Type/XRef/Size 6/Root 1 0 R/W[1 2 1]/Filter/FlateDecode/Length %d>>stream\n" % len(table)
    return head + body + about + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % at


def _encrypted_pdf() -> bytes:
    """Anybody may read it: only changing it needs a password."""
    held = io.BytesIO()
    canvas = Canvas(held, encrypt=StandardEncryption("", "x", strength=128))
    canvas.drawString(90, 70, "words")
    canvas.save()
    return held.getvalue()


def made() -> Iterator[tuple[str, bytes]]:
    """Papers made by hand to hang, to swell or to be two things at once."""
    head = b"IHDR" + (65_535).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    yield PNG, b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + head + zlib.crc32(head).to_bytes(4, "big") + b"\0" * 30
    yield TIFF, b"II*\0\x08\0\0\0\x01\0\0\x01\x04\0\x01\0\0\0\xff\xff\xff\xff\x08\0\0\0"  # its directory comes after itself
    yield TIFF, b"II*\0\x08\0\0\0\0\0\x08\0\0\0"
    yield (
        PDF,
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>\n",
    )
    yield PDF, _small_pdf().replace(b"[0 0 300 400]", b"[0 0 2147483647 2147483647]")
    yield PDF, _small_pdf().replace(b"[0 0 300 400]", b"[0 0 0.0001 14400]")
    yield PDF, _small_pdf().replace(b"/Count 2", b"/Count 2147483647")
    yield PDF, b"%PDF-1.4\n" + b"[" * 200_000
    yield PDF, b"%PDF-1.4\n" + b"<<" * 200_000
    forms = b"".join(
        b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R/B %d 0 R>>>>/Length 12>>stream\n"
        b"/A Do /B Do \nendstream endobj\n" % (number, number + 1, number + 1)
        for number in range(10, 60)
    )
    body = _small_pdf().replace(b"/ExtGState", b"/XObject<</A 10 0 R>>/ExtGState").replace(b"BT /F1", b"/A Do  ")
    yield PDF, body.replace(b"trailer", forms + b"trailer")  # each draws the next one twice, fifty deep
    yield JPEG, _picture("RGB", "JPEG") + _small_pdf()
    yield PDF, _small_pdf() + _picture("RGB", "PNG")
    yield PNG, _picture("RGB", "JPEG")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.writestr("word/document.xml", b"<w:t>" + b"x" * 300_000_000)
    yield DOCX, held.getvalue()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<w:t " * 2_000_000)
    yield DOCX, held.getvalue()
    yield TXT, "\u202e\u0007\ud7ff".encode() * 100_000


def altered(data: bytes, other: bytes, chance: Random) -> bytes:
    """The bytes after one to eight deeds of somebody who means it."""
    bad = bytearray(data)
    for _deed in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(bad)) if bad else 0
        match chance.randrange(9):
            case 0:
                bad[at : at + 1] = bytes((bad[at] ^ 1 << chance.randrange(8),)) if bad else b""
            case 1:
                bad[at : at + 4] = chance.randbytes(4)
            case 2:
                extreme = chance.choice(_EXTREMES)
                bad[at : at + len(extreme)] = extreme
            case 3:
                del bad[at:]
            case 4:
                del bad[at : at + chance.randrange(1, 200)]
            case 5:
                bad[at:at] = bad[at : at + chance.randrange(1, 400)] * chance.choice((1, 2, 50))
            case 6:
                start = chance.randrange(len(other))
                bad[at:at] = other[start : start + chance.randrange(1, 2000)]
            case 7:
                bad[at:at] = chance.randbytes(chance.randrange(1, 64))
            case _:
                _other_number(bad, at, chance)
    return bytes(bad)


def _other_number(bad: bytearray, at: int, chance: Random) -> None:
    """A number of a text such as a PDF is another one."""
    digits = next((place for place in range(at, min(at + 400, len(bad))) if chr(bad[place]).isdigit()), None)
    if digits is not None:
        end = digits
        while end < len(bad) and chr(bad[end]).isdigit():
            end += 1
        bad[digits:end] = chance.choice(_NUMBERS)
