"""Copies written outside: a PDF that opens with its password alone, a folder that is whole or not there."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from desktop.documents import layout, pdf
from desktop.documents.drawing import Answer
from desktop.domain.errors import BadInput, Cancelled, DiskFailed, DiskFull, PaperNotShown, TargetReadOnly
from desktop.operations import drawing, given_files, letters, working_copies
from desktop.operations.given_files import Extras, Item, Leaves
from desktop.operations.vaults import open_vault
from desktop.storage import place
from desktop.storage.keys import Keys
from desktop.storage.vault import Vault
from tests.at_home import AtHome
from tests.documents.pages_of import folded
from tests.operations.giving_case import Given, filled

PASSWORD = "4821-0937-5512-6640-1178-3029"
EXTRAS = Extras(listing=lambda lines: "".join(f"{line.file} {line.title}\n" for line in lines))


@pytest.fixture(scope="module")
def made(empty_vault: tuple[Path, Keys], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Given]]:
    """One case for all: nothing here writes into its vault."""
    folder = tmp_path_factory.mktemp("giving")
    shutil.copytree(empty_vault[0], folder / "vault")
    with pytest.MonkeyPatch.context() as patch, open_vault(folder / "vault", empty_vault[1]) as vault:
        patch.setattr(drawing, "start", AtHome)
        yield vault, filled(vault, folder)


@pytest.fixture
def vault(made: tuple[Vault, Given]) -> Vault:
    return made[0]


@pytest.fixture
def case(made: tuple[Vault, Given]) -> Given:
    return made[1]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def items(case: Given) -> list[Item]:
    leaves = Leaves(pdf.drawings(layout.blocks("# Хронология\n\nСтрока.")), table="а;б\r\n".encode())
    return [
        Item(case.stamped.title, case.stamped),
        Item("Отметка", case.photo),
        Item("Хронология", leaves),
        Item("Заявление", case.approved),
    ]


def pages_of(path: Path, password: str) -> list[str]:
    with pypdfium2.PdfDocument(path, password=password) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def with_poppler(path: Path, *password: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["pdftotext", *password, str(path), "-"], capture_output=True, check=False)


def test_a_pdf_opens_with_its_password_in_three_readers_and_without_it_in_none(vault, case, out):
    given = given_files.write_pdf(vault, items(case), out / "documents.pdf", password=PASSWORD, cover="Документы")

    path = out / "documents.pdf"
    said = subprocess.run(["qpdf", f"--password={PASSWORD}", "--check", path], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said
    assert "R = 6" in said.stdout
    assert said.stdout.count("AESv3") == 3
    for wrong in ((), ("--password=4821-0937-5512-6640-1178-3028",)):
        assert subprocess.run(["qpdf", *wrong, "--check", path], capture_output=True, check=False).returncode == 2
    read = with_poppler(path, "-upw", PASSWORD)
    assert folded(case.stamped.text.splitlines()[-1]) in folded(read.stdout.decode())
    assert with_poppler(path).returncode != 0
    assert with_poppler(path, "-upw", "x").stdout == b""
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(path)
    assert len(pages_of(path, PASSWORD)) == given.count
    assert hashlib.sha256(path.read_bytes()).hexdigest() == given.sha256
    assert list(out.iterdir()) == [path]


def test_of_what_stands_in_it_nothing_can_be_read_without_the_password(vault, case, out):
    given_files.write_pdf(vault, items(case), out / "a.pdf", password=PASSWORD, cover="Документы")

    data = (out / "a.pdf").read_bytes()
    told = [b"Document", b"pypdf", b"ReportLab", b"JFIF", "Отметка".encode("utf-16-be"), "Рапорт".encode(), b"CANARY", b"/Author"]
    assert [word for word in told if word in data] == []
    bare = subprocess.run(["qpdf", f"--password={PASSWORD}", "--decrypt", "--qdf", out / "a.pdf", "-"], capture_output=True, check=True)
    info = subprocess.run(["pdfinfo", "-upw", PASSWORD, out / "a.pdf"], capture_output=True, text=True, check=True).stdout
    assert "Title:           Document" in info
    assert not {"Author", "Creator", "Producer", "CreationDate", "ModDate"} & {line.partition(":")[0] for line in info.splitlines()}
    assert b"CANARYEXIF" not in bare.stdout


def test_it_has_the_pages_of_each_thing_in_its_order_and_the_photograph_as_it_looks(vault, case, out):
    given_files.write_pdf(vault, items(case), out / "a.pdf", password=PASSWORD, separators=False)

    pages = pages_of(out / "a.pdf", PASSWORD)
    assert "Отметка" in pages[0]
    assert ["канарейку" in pages[1], pages[2].split() == ["3"], "Строка." in pages[3], "копию приказа" in pages[4]] == [True] * 4
    with pypdfium2.PdfDocument(out / "a.pdf", password=PASSWORD) as document:
        assert [mark.get_title() for mark in document.get_toc()][1:3] == [f"1. {case.stamped.title}", "2. Отметка"]
        red, green, blue = document[2].render(scale=0.2).to_pil().getpixel((50, 30))
    assert red > 180
    assert green < 60
    assert blue < 60


def test_what_has_no_pages_stops_a_pdf_and_leaves_nothing(vault, case, out):
    with pytest.raises(PaperNotShown):
        given_files.write_pdf(vault, [Item("Звук", case.sound)], out / "a.pdf", password=PASSWORD)
    with pytest.raises(BadInput, match="empty"):
        given_files.write_pdf(vault, [], out / "a.pdf", password=PASSWORD)

    assert list(out.iterdir()) == []


def test_a_file_read_back_otherwise_than_it_was_written_is_thrown_away(vault, case, out, monkeypatch):
    monkeypatch.setattr(given_files.locked, "is_proven", lambda *_: False)
    with pytest.raises(given_files.PageFailed):
        given_files.write_pdf(vault, items(case), out / "a.pdf", password=PASSWORD)
    monkeypatch.setattr(given_files.os, "fsync", lambda descriptor: os.pwrite(descriptor, b"x", 100))
    with pytest.raises(DiskFailed):
        given_files.write_pdf(vault, items(case), out / "a.pdf", password=PASSWORD)

    assert list(out.iterdir()) == []


def test_proving_notices_a_page_too_few_another_text_and_a_file_that_opens_to_anybody(vault, case, out):
    given_files.write_pdf(vault, items(case)[:1], out / "a.pdf", password=PASSWORD, separators=False)
    read = [pages_of(out / "a.pdf", PASSWORD)[0], pages_of(out / "a.pdf", PASSWORD)[1]]
    proven = given_files.locked.is_proven

    assert proven(out / "a.pdf", PASSWORD, read)
    assert proven(out / "a.pdf", PASSWORD, [None, read[1]])
    assert not proven(out / "a.pdf", PASSWORD, read[:1])
    assert not proven(out / "a.pdf", PASSWORD, [read[0], read[1] + "x"])
    assert not proven(out / "a.pdf", "x", read)
    (out / "open.pdf").write_bytes(letters.pdf_of(case.stamped))
    assert not proven(out / "open.pdf", PASSWORD, [None])


def test_a_folder_has_numbered_files_a_list_and_sums_that_are_right(vault, case, out):
    extras = Extras(listing=EXTRAS.listing, docx=True, originals={case.photo.id: (case.photo,)})
    given = given_files.write_folder(vault, [*items(case), Item("Звук", case.sound)], out / "documents", extras)

    folder = out / "documents"
    assert names(folder) == [
        "000.txt", "001.docx", "001.pdf", "002-original.jpg", "002.pdf", "003.csv", "003.pdf", "004.docx", "004.pdf", "005.ogg",
        "sha256.txt",
    ]  # fmt: skip
    assert subprocess.run(["sha256sum", "--check", "--strict", "sha256.txt"], cwd=folder, capture_output=True, check=False).returncode == 0
    assert len((folder / "sha256.txt").read_text().splitlines()) == 10
    assert (folder / "000.txt").read_bytes().decode("utf-8-sig").splitlines()[0] == f"001.pdf {case.stamped.title}"
    assert "CANARYEXIF" in (folder / "002-original.jpg").read_bytes().decode("latin-1")
    assert b"CANARYEXIF" not in (folder / "002.pdf").read_bytes()
    assert (folder / "001.pdf").read_bytes() == letters.pdf_of(case.stamped)
    assert (folder / "005.ogg").read_bytes().startswith(b"OggS")
    assert given.count == 11
    assert given.size == sum(file.stat().st_size for file in folder.iterdir())
    assert subprocess.run(["qpdf", "--check", folder / "002.pdf"], capture_output=True, check=False).returncode == 0
    assert names(out) == ["documents"]


def test_a_photograph_that_cannot_be_drawn_does_not_go_as_it_came_unless_she_wants_that(vault, case, out, monkeypatch):
    """What is hidden in it would go along; and a child may fail today and draw it tomorrow."""
    monkeypatch.setattr(AtHome, "ask", lambda _self, _request, _source: (Answer(reason="stopped"), b""))

    with pytest.raises(BadInput, match="undrawn"):
        given_files.write_folder(vault, items(case), out / "a", EXTRAS)
    assert list(out.iterdir()) == []

    extras = Extras(listing=EXTRAS.listing, originals={case.photo.id: (case.photo,)})
    given_files.write_folder(vault, items(case), out / "a", extras)
    assert "002-original.jpg" in names(out / "a")
    assert not {"002.jpg", "002.pdf"} & set(names(out / "a"))


def test_a_working_copy_goes_in_place_of_the_paper_it_was_made_of(vault, case, out):
    sheets = working_copies.leaves_of(vault, [case.photo])
    (copy,) = working_copies.make_copies(vault, case.case.id, sheets, "копия")

    given_files.write_folder(vault, [Item("Отметка", copy)], out / "a", EXTRAS)

    assert names(out / "a") == ["000.txt", "001.pdf", "sha256.txt"]


@pytest.mark.parametrize("name", ["a", "a.part"])
def test_what_is_there_already_is_never_touched(vault, case, out, name):
    (out / name).mkdir()
    (out / name / "hers.txt").write_text("hers")

    with pytest.raises(BadInput, match="taken" if name == "a" else "half"):
        given_files.write_folder(vault, items(case), out / "a", EXTRAS)
    with pytest.raises(BadInput, match="taken" if name == "a" else "half"):
        given_files.write_pdf(vault, items(case), out / "a", password=PASSWORD)

    assert (out / name / "hers.txt").read_text() == "hers"
    assert names(out) == [name]


def test_a_name_that_a_stick_takes_for_the_same_is_taken(vault, case, out):
    """FAT knows no difference between capitals and small letters: it would be told after all was written."""
    (out / "Бумаги.PDF").write_text("hers")

    with pytest.raises(BadInput, match="taken"):
        given_files.write_pdf(vault, items(case), out / "бумаги.pdf", password=PASSWORD)

    assert names(out) == ["Бумаги.PDF"]


def test_stopped_wherever_it_is_nothing_is_left(vault, case, out):
    def stopping_at(step):
        left = iter(range(step))

        def report(_done, _total):
            if next(left, None) is None:
                raise Cancelled

        return report

    written = False
    for step in range(0, 60, 3):
        try:
            given_files.write_folder(vault, items(case), out / "a", EXTRAS, report=stopping_at(step))
        except Cancelled:
            assert names(out) == []
        else:
            written = step > 10
            break
    assert written
    for step in (0, 1, 2):
        with pytest.raises(Cancelled):
            given_files.write_pdf(vault, items(case), out / "a.pdf", password=PASSWORD, report=stopping_at(step))
        assert names(out) == ["a"]


@pytest.mark.parametrize("folder", [True, False])
def test_a_disk_without_room_says_so_and_keeps_nothing(vault, case, out, monkeypatch, folder):
    def write():
        if folder:
            return given_files.write_folder(vault, items(case), out / "a", EXTRAS)
        return given_files.write_pdf(vault, items(case), out / "a", password=PASSWORD)

    monkeypatch.setattr(place, "MARGIN", 1 << 60)
    with pytest.raises(DiskFull):
        write()
    monkeypatch.undo()
    # The room can go while it is written: ENOSPC comes from the disk itself.
    monkeypatch.setattr(given_files.papers.Digest, "write", lambda *_: (_ for _ in ()).throw(OSError(28, "")))
    with pytest.raises(DiskFull):
        write()

    assert names(out) == []


def test_a_stick_that_goes_meanwhile_is_told_and_the_folder_below_it_stays_empty(vault, case, out, tmp_path):
    def pulled(_done, _total):
        if out.exists() and any(out.iterdir()):
            out.rename(tmp_path / "pulled")
            out.mkdir()

    with pytest.raises(DiskFailed):
        given_files.write_folder(vault, items(case), out / "a", EXTRAS, report=pulled)

    assert list(out.iterdir()) == []
    assert list((tmp_path / "pulled").iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_told_as_such(vault, case, out, monkeypatch):
    real = os.fstatvfs

    def read_only(descriptor):
        told = real(descriptor)
        return os.statvfs_result([os.ST_RDONLY if place == 8 else value for place, value in enumerate(told)])

    monkeypatch.setattr(os, "fstatvfs", read_only)
    with pytest.raises(TargetReadOnly):
        given_files.write_folder(vault, items(case), out / "a", EXTRAS)
    with pytest.raises(TargetReadOnly):
        given_files.write_pdf(vault, items(case), out / "a", password=PASSWORD)

    assert list(out.iterdir()) == []
