"""Working copies: nothing but pixels goes over, pages are put right, joined and divided, and the originals stay as they came."""

import io
import subprocess
from dataclasses import replace
from functools import partial

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, PngImagePlugin

from desktop.documents import bare, layout, mending, pages, pdf
from desktop.documents.drawing import Drawn, Form
from desktop.domain.attachments import Attachment
from desktop.domain.errors import BadInput, Cancelled, PaperNotShown
from desktop.domain.mending import Leaf, Mend, read, written
from desktop.operations import paper_texts
from desktop.operations.attachments import attach_stream, read_paper
from desktop.operations.cases import open_case
from desktop.operations.drawing import Children
from desktop.operations.working_copies import make_copies
from desktop.storage import records, search
from tests.documents.pages_of import info_of

CANARY = b"CANARY"


@pytest.fixture
def case(vault):
    return open_case(vault).id


def add(vault, case, data: bytes, name: str) -> Attachment:
    return attach_stream(vault, case, io.BytesIO(data), name=name, size=len(data))


def photograph(size=(90, 60), colour=(200, 30, 30)) -> bytes:
    """As a telephone makes it: the place, the device, a preview, a profile, a comment, and a film behind the end."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0132] = "CANARYMAKER", "2022:04:10 02:10:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 17.0, 11.0), 3: "E", 4: (104.0, 18.0, 0.0)})
    made = io.BytesIO()
    how = {"exif": exif, "comment": b"CANARYCOMMENT", "icc_profile": b"CANARYPROFILE", "xmp": b"<x:xmpmeta>CANARYXMP</x:xmpmeta>"}
    Image.new("RGB", size, colour).save(made, "JPEG", **how)
    return made.getvalue() + b"CANARYFILM"


def screenshot() -> bytes:
    about, made = PngImagePlugin.PngInfo(), io.BytesIO()
    about.add_text("Author", "CANARYAUTHOR")
    about.add_itxt("XML:com.adobe.xmp", "CANARYXMP")
    Image.new("RGB", (30, 20), (1, 2, 3)).save(made, "PNG", pnginfo=about, exif=b"Exif\0\0CANARY")
    return made.getvalue() + b"CANARYEND"


def document() -> bytes:
    """A PDF that tells who and where, carries a file, and hides words under the page."""
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Metadata 5 0 R/Names<</EmbeddedFiles<</Names[(CANARYFILE)6 0 R]>>>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/PieceInfo<</CANARY<<>>>>/Resources<<>>>>endobj\n"
        b"4 0 obj<</Length 42>>stream\n100 100 200 200 re f %CANARYUNDERTHEPAGE x\nendstream endobj\n"
        b"5 0 obj<</Type/Metadata/Subtype/XML/Length 9>>stream\nCANARYXMP\nendstream endobj\n6 0 obj<</Type/Filespec/F(CANARY)>>endobj\n"
    )
    return body + b"trailer<</Root 1 0 R/Info<</Author(CANARYAUTHOR)/Producer(CANARYPRODUCER)>>>>\n"


def page_of_text(degrees: float, *, shadow: bool = True) -> Image.Image:
    """A photographed page: crooked, and darker to one side."""
    page = Image.new("L", (700, 1000), 225)
    pen, face = ImageDraw.Draw(page), ImageFont.load_default(26)
    for line in range(20):
        pen.text((90, 100 + 40 * line), "Lorem ipsum dolor sit amet consectetur"[: 20 + 7 * line % 19], 60, face)
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=215)
    light = Image.linear_gradient("L").resize(page.size).point(lambda level: 105 + level * 150 // 255)
    return ImageChops.multiply(turned, light) if shadow else turned


@pytest.mark.parametrize(
    ("make", "name", "ending"), [(photograph, "IMG.JPG", ".jpg"), (screenshot, "a.png", ".png"), (document, "a.pdf", ".pdf")]
)
def test_nothing_but_pixels_goes_over(vault, case, make, name, ending):
    original = add(vault, case, make(), name)
    assert CANARY in read_paper(vault, original)

    (copy,) = make_copies(vault, case, [Leaf(paper=original.id, page=0)], "Копия")

    data = read_paper(vault, copy)
    assert copy.name == f"Копия{ending}"
    assert copy.made_of == (original.id,)
    assert CANARY not in data
    if ending == ".pdf":
        assert info_of(data).keys() & {"Author", "Creator", "Producer", "CreationDate", "ModDate"} == set()
        assert info_of(data)["Metadata Stream"] == "no"
        assert b"/Metadata" not in data
    else:
        with Image.open(io.BytesIO(data)) as seen:
            assert dict(seen.getexif()) == {}
            assert set(seen.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert read_paper(vault, original) == make()


def test_a_picture_with_anything_else_in_it_is_not_bare():
    def is_bare(data: bytes, form: Form) -> bool:
        return bare.is_bare(Drawn(form=form, wide=1, high=1, data=data))

    jpeg, png = io.BytesIO(), io.BytesIO()
    Image.effect_noise((80, 80), 90).save(jpeg, "JPEG")
    Image.effect_noise((80, 80), 90).save(png, "PNG")

    assert is_bare(jpeg.getvalue(), Form.JPEG)
    assert is_bare(png.getvalue(), Form.PNG)
    for data, form in (
        (photograph(), Form.JPEG), (photograph().removesuffix(b"CANARYFILM"), Form.JPEG), (jpeg.getvalue() + b"x", Form.JPEG),
        (jpeg.getvalue()[:-2], Form.JPEG), (b"", Form.JPEG), (screenshot(), Form.PNG), (png.getvalue() + b"x", Form.PNG),
        (png.getvalue()[:-12], Form.PNG), (b"\x89PNG\r\n\x1a\n", Form.PNG), (jpeg.getvalue(), Form.PNG),
    ):  # fmt: skip
        assert not is_bare(data, form)


def test_a_child_that_was_taken_over_puts_nothing_into_a_copy(vault, case, monkeypatch):
    original = add(vault, case, photograph(), "a.jpg")
    monkeypatch.setattr("desktop.operations.drawing.OpenPaper.page", lambda *_: Drawn(form=Form.JPEG, wide=1, high=1, data=photograph()))

    with pytest.raises(PaperNotShown):
        make_copies(vault, case, [Leaf(paper=original.id, page=0)], "Копия")

    assert [paper.id for paper in records.of_case(vault, Attachment, case)] == [original.id]


def test_twelve_photographs_become_one_pdf_straight_and_black_and_white(vault, case):
    photographs = []
    for number in range(12):
        held = io.BytesIO()
        Image.new("RGB", (60, 80), (250, 240, 20 * number)).save(held, "JPEG")
        photographs.append(add(vault, case, held.getvalue(), f"{number}.jpg"))
    mend = Mend(quarters=1, degrees=1.5, black_and_white=True)

    (copy,) = make_copies(vault, case, [Leaf(paper=paper.id, page=0, mend=mend) for paper in photographs], "Приказ")

    data = read_paper(vault, copy)
    assert (copy.name, copy.media_type) == ("Приказ.pdf", "application/pdf")
    assert copy.made_of == tuple(paper.id for paper in photographs)
    with pypdfium2.PdfDocument(data) as made:
        assert len(made) == 12
        assert made[0].get_size()[0] > made[0].get_size()[1]
    listed = subprocess.run(["pdfimages", "-list", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert {line.split()[8] for line in listed.splitlines()[2:]} == {"ccitt"}
    # Paper is white and ink black, not the other way round.
    assert pages.picture(data, 3, 1).data.count(b"\xff") > 0.9 * len(pages.picture(data, 3, 1).data)


def test_pages_are_cut_left_out_put_in_another_order_and_divided(vault, case):
    original = add(vault, case, pdf.render(layout.blocks("# Рапорт\n\n" + "Прошу.\n\n" * 60)), "a.pdf")
    leaves = [Leaf(paper=original.id, page=1), Leaf(paper=original.id, page=0, mend=Mend(cut=(0, 0, 0, 0.5)), begins=True)]

    copies = make_copies(vault, case, leaves, "Часть")

    assert [copy.name for copy in copies] == ["Часть 1.pdf", "Часть 2.pdf"]
    (_, whole), (_, half) = (pages.sizes(read_paper(vault, copy))[0] for copy in copies)
    assert half < 0.8 * whole


def test_the_copy_stands_where_the_original_stands_and_is_not_found_by_its_text(vault, case):
    original = add(vault, case, pdf.render(layout.blocks("# Рапорт\n\nБерёзовый сок")), "a.pdf")
    with vault.transaction():
        records.save(vault, replace(original, origin="мать", event="e" * 32))

    (copy,) = make_copies(vault, case, [Leaf(paper=original.id, page=0)], "Копия")
    for id_ in paper_texts.waiting(vault):
        paper_texts.take_out(vault, id_, Children())

    assert (copy.origin, copy.event, copy.text) == ("мать", "e" * 32, "")
    assert [hit.id for hit in search.find(vault, "березовый")] == [original.id]


def test_what_fails_or_is_stopped_leaves_nothing(vault, case):
    good, bad = add(vault, case, photograph(), "a.jpg"), add(vault, case, b"\xff\xd8\xff" + b"x" * 50, "b.jpg")
    before = sorted((vault.folder / "papers").iterdir())

    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    two = [Leaf(paper=good.id, page=0), Leaf(paper=bad.id, page=0, begins=True)]
    for deed, error in (
        (partial(make_copies, vault, case, two, "x"), PaperNotShown), (partial(make_copies, vault, case, two, "x", stop), Cancelled),
        (partial(make_copies, vault, case, [], "x"), BadInput), (partial(make_copies, vault, case, two[:1] * 601, "x"), BadInput),
        (partial(make_copies, vault, case, [Leaf(paper=good.id, page=7)], "x"), PaperNotShown),
    ):  # fmt: skip
        with pytest.raises(error):
            deed()

    assert sorted((vault.folder / "papers").iterdir()) == before


@pytest.mark.parametrize("degrees", [-9.3, 0.0, 2.4])
def test_a_crooked_page_is_found_to_be_crooked(degrees):
    assert mending.skew(page_of_text(degrees)) == pytest.approx(degrees, abs=0.35)


def test_the_table_around_a_paper_is_cut_off_and_a_paper_that_fills_the_picture_is_not():
    page = page_of_text(0, shadow=True)
    table = Image.new("L", (1000, 1250), 40)
    table.paste(page, (100, 150))

    assert mending.edges(table) == pytest.approx((0.1, 0.12, 0.2, 0.08), abs=0.02)
    assert mending.edges(page_of_text(0, shadow=False)) == (0, 0, 0, 0)
    assert mending.edges(Image.radial_gradient("L")) == (0, 0, 0, 0)


def test_what_has_no_lines_is_left_as_it_stands():
    assert mending.skew(Image.radial_gradient("L")) == 0
    assert mending.skew(Image.new("RGB", (300, 400), "white")) == 0


def test_ink_is_black_and_paper_white_in_the_light_and_in_the_shadow():
    lit, shadowed = (mending.black_and_white(page_of_text(0, shadow=shadow)).convert("L") for shadow in (False, True))

    # The same letters come out of both, and nearly nothing else.
    differing = sum(ImageChops.difference(lit, shadowed).histogram()[128:])
    ink = sum(lit.histogram()[:128])
    assert 0.01 < ink / (700 * 1000) < 0.2
    assert differing < 0.15 * ink


def test_a_plan_survives_as_text():
    leaves = (Leaf(paper="a" * 32, page=3, mend=Mend(quarters=3, degrees=-1.5, cut=(0.1, 0, 0, 0.25), black_and_white=True), begins=True),)

    assert read(written(leaves)) == leaves
    assert [read(text) for text in ("", "{}", "[1]", '[{"paper": 1}]', "x")] == [(), (), (), (), ()]
