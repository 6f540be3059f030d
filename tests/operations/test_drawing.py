"""Papers drawn by a child that is shut in: what it gives, what a hostile file can do, and what is found of a paper by its text."""

import io
import os
import signal
import types
import zipfile
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from desktop.documents import layout, pdf, quiet_reportlab  # noqa: F401 - before anything of ReportLab
from desktop.documents.drawing import DOCX, JPEG, PDF, PNG, TIFF, TXT, WITH_PAGES, Answer, Drawn, Form
from desktop.domain.errors import DataDamaged, PaperNotShown
from desktop.domain.mending import Mend
from desktop.operations import drawing, paper_texts
from desktop.operations.attachments import attach
from desktop.operations.cases import open_case
from desktop.operations.drawing import Children, OpenPaper, Process, Whole
from desktop.storage import search
from tests.at_home import AtHome
from tests.torture import altered_papers

from reportlab.pdfgen.canvas import Canvas  # isort: skip


def picture(size=(60, 40), kind="JPEG", **how) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, (200, 10, 10)).save(held, kind, **how)
    return held.getvalue()


def letter(words: str) -> bytes:
    return pdf.render(layout.blocks(f"# Рапорт\n\n{words}"))


def docx(body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", body)
    return held.getvalue()


def opened(data: bytes, media_type: str, take=None) -> OpenPaper:
    return OpenPaper(media_type, lambda: Whole(data), take or drawing.start)


def bomb() -> bytes:
    """A picture that claims 65,535 by 65,535 pixels."""
    head = b"IHDR" + (65_535).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + head + zlib.crc32(head).to_bytes(4, "big") + b"\0\0\0\x08IDAT" + b"\0" * 12


def test_pages_have_sizes_and_are_drawn_into_the_box():
    pages = opened(letter("Прошу."), PDF)

    ((wide, high),) = pages.sizes()
    drawn = pages.page(0, 300, 300)

    assert (round(wide), round(high)) == (595, 842)
    assert (drawn.wide, drawn.high) == (213, 300)
    assert len(drawn.data) == 213 * 300 * 3


def test_every_page_of_a_tiff_is_there_and_a_telephone_held_upright_is_upright():
    held = io.BytesIO()
    Image.new("1", (50, 70), 1).save(held, "TIFF", save_all=True, append_images=[Image.new("L", (70, 50), 9)])
    upright = Image.Exif()
    upright[0x0112] = 6

    scans, photo = opened(held.getvalue(), TIFF), opened(picture(exif=upright), JPEG)

    assert [wide < high for wide, high in scans.sizes()] == [True, False]
    assert scans.page(1, 70, 50).data[:3] == b"\x09\x09\x09"
    assert photo.sizes() == ((30.0, 45.0),)
    assert (photo.page(0, 100, 100).wide, photo.page(0, 100, 100).high) == (40, 60)


def test_what_can_be_seen_through_lies_on_white_and_sixteen_bits_become_eight():
    clear, deep = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(clear, "PNG")
    Image.new("I;16", (4, 4), 0x8000).save(deep, "PNG")

    assert opened(clear.getvalue(), PNG).page(0, 4, 4).data[:3] == b"\xff\xff\xff"
    assert opened(deep.getvalue(), PNG).page(0, 4, 4).data[:3] == b"\x80\x80\x80"


@pytest.mark.parametrize(("data", "media_type", "reason"), [
    (b"%PDF-1.4 nothing", PDF, "damaged"), (b"", PDF, "damaged"), (picture()[:300], JPEG, "damaged"), (bomb(), PNG, "too-big"),
    (b"II*\0" + b"\xff" * 40, TIFF, "damaged"), (picture(kind="PNG"), JPEG, "damaged"), (b"PK\x03\x04", DOCX, "damaged"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_said(data, media_type, reason):
    paper = opened(data, media_type)

    with pytest.raises(PaperNotShown) as refused:
        paper.text() if media_type == DOCX else paper.page(0, 50, 50)

    assert refused.value.reason == reason


def test_a_locked_pdf_is_said_to_be_locked():
    held = io.BytesIO()
    canvas = Canvas(held, encrypt="клён")
    canvas.drawString(9, 9, "x")
    canvas.save()

    with pytest.raises(PaperNotShown) as refused:
        opened(held.getvalue(), PDF).sizes()

    assert refused.value.reason == "locked"


@pytest.mark.apart
def test_the_child_reads_and_draws_every_kind_with_the_door_shut():
    """What a library loads only when it needs it is not there any more: every kind is asked for everything."""
    child = drawing.start()
    for media_type, data in altered_papers.good():
        paper, at_home = opened(data, media_type, lambda: child), OpenPaper(media_type, lambda data=data: Whole(data), AtHome)
        assert paper.text() == at_home.text()
        for form in Form if media_type in WITH_PAGES else ():
            assert paper.page(0, 60, 60, Mend(degrees=2), form) == at_home.page(0, 60, 60, Mend(degrees=2), form)
    child.close()


@pytest.mark.apart
def test_the_child_draws_what_is_drawn_at_home_and_ends_with_what_it_does(monkeypatch):
    children = Children()
    children.get_ready()
    paper = opened(letter("Прошу."), PDF, children.take)
    at_home = OpenPaper(PDF, lambda: Whole(letter("Прошу.")), AtHome)

    assert paper.page(0, 200, 200).data == at_home.page(0, 200, 200).data
    assert paper.page(0, 200, 200, Mend(quarters=1, black_and_white=True), Form.FAX).high == 142

    # A child that is gone is said to be gone; the next page has a new one.
    os.kill(paper._child._process.pid, signal.SIGSEGV)
    with pytest.raises(PaperNotShown) as refused:
        paper.page(0, 100, 100)
    assert refused.value.reason == "stopped"
    assert paper.page(0, 100, 100).high == 100

    # One that hangs is ended; one that rests as well.
    monkeypatch.setattr(drawing, "SECONDS", 0.1)
    hung = paper._child._process
    os.kill(hung.pid, signal.SIGSTOP)
    with pytest.raises(PaperNotShown):
        paper.page(0, 100, 100)
    assert hung.returncode == -signal.SIGKILL
    children.end()


def without_fonts(subtype: str, name: str) -> bytes:
    """A page with «Рапорт» in a typeface that is not in the file."""
    letters = b"/afii10033/afii10065/afii10081/afii10080/afii10082/afii10084"
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 50]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 40>>stream\nBT /F 30 Tf 10 10 Td (abcdef) Tj ET         \nendstream endobj\n"
        + f"5 0 obj<</Type/Font/Subtype/{subtype}/BaseFont/{name}/FirstChar 97/LastChar 102/Widths[600 500 500 500 500 500]".encode()
        + b"/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 32/StemV 80/FontBBox[0 0 9 9]/Ascent 9/Descent 0/ItalicAngle 0>>"
        b"/Encoding<</Type/Encoding/Differences[97" + letters + b"]>>>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


@pytest.mark.apart
def test_russian_letters_are_seen_where_the_paper_brings_no_typeface():
    """PDFium's own typefaces have none: the page would be white."""
    child = drawing.start()
    for subtype, name in (("Type1", "Helvetica"), ("Type1", "Times-Bold"), ("TrueType", "TimesNewRomanPSMT"), ("TrueType", "Calibri")):
        drawn = opened(without_fonts(subtype, name), PDF, lambda: child).page(0, 200, 50)
        black = [at % 600 // 3 for at in range(0, len(drawn.data), 3) if drawn.data[at] < 128]
        assert len(black) > 300, name
        assert max(black) > 80, name
    child.close()


class Held(AtHome):
    """Knows whether it was closed."""

    def __init__(self):
        super().__init__()
        self.is_closed = False

    def close(self):
        self.is_closed = True


def test_no_child_outlives_the_vault_and_none_is_started_after_it(monkeypatch):
    started = list[Held]()

    def start() -> Held:
        started.append(Held())
        return started[-1]

    monkeypatch.setattr(drawing, "start", start)
    children = Children()
    paper = opened(letter("Прошу."), PDF, children.take)
    paper.count()
    children.get_ready()

    children.end()
    children.get_ready()

    assert [child.is_closed for child in started] == [True, True]


def test_a_paper_that_was_let_go_meanwhile_is_proven_all_the_same():
    class Wrong(Whole):
        def prove(self):
            raise DataDamaged("x")

    paper = OpenPaper(TXT, lambda: Wrong("сок".encode()), AtHome)
    assert paper.text() == "сок"
    paper.rest()

    with pytest.raises(DataDamaged):
        paper.prove()


@pytest.mark.parametrize(("at", "wants"), [(-1, 1), (0, -1), (0, 11), (10, 1), (2**62, 1), (0, 5 * 1024 * 1024)])
def test_a_child_that_asks_for_what_is_no_part_of_its_file_is_stopped(at, wants):
    said = [Answer(at=at, wants=wants)]

    class Greedy(Process):
        def __init__(self):
            self.__dict__["_process"] = types.SimpleNamespace(kill=None, poll=lambda: 0, stdin=None, stdout=None)

        def _read(self):
            return said.pop(), b""

    with pytest.raises(PaperNotShown, match="stopped"):
        OpenPaper(PDF, lambda: Whole(b"x" * 10), Greedy).sizes()


def test_a_long_paper_is_asked_for_in_parts_and_only_as_far_as_it_is_needed():
    asked = list[tuple[int, int]]()
    photographs = (picture() + bytes([number]) * 300_000 for number in range(9))
    scans = pdf.scans([Drawn(form=Form.JPEG, wide=60, high=40, data=data, is_grey=False) for data in photographs])

    class Counted(Whole):
        def read(self, at, size):
            asked.append((at, size))
            return super().read(at, size)

    paper = OpenPaper(PDF, lambda: Counted(scans), AtHome)
    paper.page(4, 60, 60)

    assert sum(size for _at, size in asked) < len(scans) / 2
    assert len(set(asked)) == len(asked)
    assert OpenPaper(PNG, lambda: Counted(picture((3000, 2000), "PNG", compress_level=0)), AtHome).sizes() == ((2250.0, 1500.0),)


@pytest.mark.parametrize(("name", "data", "media_type"), [
    ("письмо.pdf", letter("Берёзовый сок"), PDF),
    ("письмо.docx", docx('<w:p><w:r><w:t xml:space="preserve">Берёзовый </w:t></w:r><w:r><w:t>сок &amp; хлеб</w:t></w:r></w:p>'), DOCX),
    ("письмо.txt", "Берёзовый\r\nсок".encode("cp1251"), TXT),
    ("письмо.txt", "Берёзовый сок".encode("utf-16"), TXT),
])  # fmt: skip
def test_a_paper_is_found_by_what_can_be_read_in_it(vault, tmp_path, name, data, media_type):
    (tmp_path / name).write_bytes(data)

    paper = attach(vault, open_case(vault).id, tmp_path / name)
    assert paper_texts.waiting(vault) == [paper.id]
    paper_texts.take_out(vault, paper.id, Children())

    assert paper_texts.waiting(vault) == []
    assert paper.media_type == media_type
    assert [(hit.kind, hit.id) for hit in search.find(vault, "сок березовый")] == [("attachment", paper.id)]


def test_a_file_that_cannot_be_read_is_kept_all_the_same(vault, tmp_path):
    case = open_case(vault).id
    for name, data in (("а.pdf", b"%PDF-1.4 nothing"), ("б.docx", b"PK\x03\x04nothing"), ("в.txt", b"")):
        (tmp_path / name).write_bytes(data)
        paper = attach(vault, case, tmp_path / name)
        assert paper_texts.take_out(vault, paper.id, Children()) == replace(paper, is_read=True)
        assert paper_texts.waiting(vault) == []


@pytest.mark.parametrize(("start", "name", "media_type"), [
    (b"II*\0", "скан", TIFF), (b"\0\0\0\x18ftypheic\0\0", "IMG.HEIC", "image/heic"), (b"\0\0\0\x18ftypisom", "a", "video/mp4"),
    (b"\0\0\0\x18ftypM4A ", "a", "audio/mp4"), (b"OggS", "a.pdf", "audio/ogg"), (b"RIFF\0\0\0\0WAVE", "a", "audio/wav"),
    (b"PK\x03\x04", "a.zip.docx", DOCX), (b"text\0", "a.txt", "application/octet-stream"), (b"MZ", "a.docx", "application/octet-stream"),
])  # fmt: skip
def test_a_file_is_what_it_begins_with(vault, tmp_path, start, name, media_type):
    (tmp_path / name).write_bytes(start)

    assert attach(vault, open_case(vault).id, tmp_path / name).media_type == media_type
