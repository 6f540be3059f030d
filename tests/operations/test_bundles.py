"""Bundles: frozen documents and papers as one PDF with contents, page numbers that go through, and bookmarks."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case, Category
from desktop.domain.errors import BadInput, Cancelled, PaperNotShown
from desktop.domain.letters import RegisterEntry
from desktop.operations import bundles, letters
from desktop.operations.attachments import attach
from desktop.operations.cases import open_case
from desktop.storage.vault import Vault
from tests.documents.pages_of import info_of

# A PDF that wants to do something when it is opened, and carries a file.
HOSTILE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(CANARYJS\\))>>
/Names<</EmbeddedFiles<</Names[(CANARYFILE)5 0 R]>>>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(http://CANARYURI)>>>>]/Resources<<>>>>endobj
4 0 obj<</Length 22>>stream
100 100 200 200 re f
endstream endobj
5 0 obj<</Type/Filespec/F(CANARYFILE)>>endobj
trailer<</Root 1 0 R/Info<</Author(CANARYAUTHOR)>>>>
"""


@pytest.fixture
def case(vault: Vault) -> Case:
    return open_case(vault, category=Category.CONTRACT)


@pytest.fixture
def entry(vault: Vault, case: Case) -> RegisterEntry:
    letter = letters.keep_letter(
        vault, replace(letters.begin_letter(vault, case.id, "r02"), text="# Рапорт\n\n" + "Прошу ответить.\n" * 60)
    )
    return letters.approve_letter(vault, letter, explained=(), allow_gaps=True, today=vault.today())


def paper(vault: Vault, case: Case, folder: Path, name: str, data: bytes) -> Attachment:
    (folder / name).write_bytes(data)
    return attach(vault, case.id, folder / name)


def photograph(size: tuple[int, int] = (800, 600)) -> bytes:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "CANARYEXIF"
    Image.new("RGB", size, (200, 30, 30)).save(made, "JPEG", exif=exif)
    return made.getvalue()


def texts(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def bookmarks(data: bytes) -> list[tuple[str, int]]:
    with pypdfium2.PdfDocument(data) as document:
        return [(mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]


def test_everything_chosen_stands_in_its_order_with_pages_counted_through(vault, case, entry, tmp_path):
    scan = paper(vault, case, tmp_path, "Справка.jpg", photograph())

    data = bundles.make_bundle(vault, [scan, entry], cover="Комплект документов")

    pages = texts(data)
    assert len(pages) == 8  # cover, contents, a separator and a picture, a separator and three pages
    assert "Комплект документов" in pages[0]
    assert "Всего страниц: 8" in pages[0]
    assert [line.split() for line in pages[1].splitlines()[1:3]] == [["1.", "Справка", "3"], ["2.", *entry.title.split(), "5"]]
    assert "Прошу ответить." in pages[5]
    assert bookmarks(data) == [("Содержание", 1), ("1. Справка", 2), (f"2. {entry.title}", 4)]
    assert [page.split()[-1] for page in pages] == [str(number) for number in range(1, 9)]


def test_a_document_stands_in_it_as_it_was_frozen(vault, entry):
    alone, inside = texts(letters.pdf_of(entry)), texts(bundles.make_bundle(vault, [entry], separators=False))[1:]

    assert [page.rsplit(maxsplit=1)[0].split() for page in inside] == [page.split() for page in alone]


def test_of_a_hostile_paper_only_its_pixels_come_along(vault, case, tmp_path):
    papers = [paper(vault, case, tmp_path, "a.pdf", HOSTILE), paper(vault, case, tmp_path, "b.jpg", photograph())]

    data = bundles.make_bundle(vault, papers)

    with pypdfium2.PdfDocument(data) as document:
        picture = document[2].render(scale=0.2).to_pil()
        assert document.count_attachments() == 0
    assert b"\x00" * 20 in picture.convert("L").tobytes()
    assert b"CANARY" not in data
    assert b"JavaScript" not in data
    assert info_of(data)["Title"] == "Document"
    assert not {"Author", "Creator", "Producer", "CreationDate"} & set(info_of(data))


def test_the_same_choice_is_the_same_bytes(vault, case, entry, tmp_path):
    chosen = [entry, paper(vault, case, tmp_path, "b.jpg", photograph())]

    assert bundles.make_bundle(vault, chosen) == bundles.make_bundle(vault, chosen)


def test_a_long_list_goes_on_over_several_pages_of_contents(vault, entry):
    data = bundles.make_bundle(vault, [replace(entry, title=f"Документ {number}", text="Слово.") for number in range(80)], separators=False)

    pages = texts(data)
    assert pages[2].split()[-4:-1] == ["80.", "Документ", "80"] or "83" in pages[2]
    assert bookmarks(data)[-1] == ("80. Документ 79", len(pages) - 1)
    last = next(line.split() for line in "\n".join(pages[:3]).splitlines() if "Документ 79" in line)
    assert last[-1] == str(len(pages))


def test_too_much_is_refused_and_nothing_chosen_too(vault, case, entry, tmp_path, monkeypatch):
    with pytest.raises(BadInput):
        bundles.make_bundle(vault, [])
    monkeypatch.setattr(bundles, "MOST_PAGES", 2)
    with pytest.raises(BadInput, match="too-big"):
        bundles.make_bundle(vault, [entry])


def test_a_broken_paper_is_said(vault, case, tmp_path):
    with pytest.raises(PaperNotShown):
        bundles.make_bundle(vault, [paper(vault, case, tmp_path, "a.pdf", b"%PDF-1.4 nothing")])
    with pytest.raises(PaperNotShown):
        bundles.make_bundle(vault, [paper(vault, case, tmp_path, "b.jpg", photograph()[:300])])


def test_it_can_be_stopped_between_pages(vault, entry):
    def stop(done: int, _total: int) -> None:
        if done >= 100:
            raise Cancelled

    with pytest.raises(Cancelled):
        bundles.make_bundle(vault, [entry, entry], report=stop)
