"""Papers: taken in as a job, sealed, looked at inside, never written anywhere."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.documents import layout, pdf
from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.days import Day
from desktop.operations.attachments import attach
from desktop.operations.cases import open_case
from desktop.storage import records
from desktop.ui.case.papers import PapersTab, size_words


@pytest.fixture
def case(vault):
    return open_case(vault)


@pytest.fixture
def tab(session, shown, case):
    return shown(PapersTab(session, case.id))


def _png(size=(40, 20)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, (200, 10, 10)).save(held, "PNG")
    return held.getvalue()


def _papers(vault, case):
    return records.of_case(vault, Attachment, case.id)


def test_a_file_is_sealed_and_shown(tab, vault, case, tmp_path):
    (tmp_path / "скан.pdf").write_bytes(pdf.render(layout.blocks("# Рапорт\nПрошу ответить."), font="liberation-serif"))

    tab.take_in([tmp_path / "скан.pdf"])

    (paper,) = _papers(vault, case)
    assert paper.media_type == "application/pdf"
    assert tab.view.pages.page_count == 1
    assert tab.view._stack.currentWidget() is tab.view.pages
    assert "still lies where it was" in tab.line.text()


def test_a_picture_is_shown(tab, tmp_path):
    (tmp_path / "фото.png").write_bytes(_png())

    tab.take_in([tmp_path / "фото.png"])

    assert tab.view._stack.currentWidget() is tab.view.pages
    assert tab.view.pages.page_count == 1


def test_a_damaged_picture_and_a_damaged_pdf_are_said_in_a_sentence(tab, tmp_path):
    for name, data in (("а.png", _png()[:40]), ("б.pdf", b"%PDF-1.4 nothing"), ("в.jpg", b"\xff\xd8\xff" + b"x" * 50)):
        (tmp_path / name).write_bytes(data)
        tab.take_in([tmp_path / name])

        assert tab.view._stack.currentWidget() is tab.view.words
        assert "kept as it came" in tab.view.words.accessibleName()


def test_another_kind_of_file_is_kept_and_not_shown(tab, vault, case, tmp_path):
    (tmp_path / "голос.ogg").write_bytes(b"OggS" + b"\0" * 100)

    tab.take_in([tmp_path / "голос.ogg"])

    assert len(_papers(vault, case)) == 1
    assert "not played" in tab.view.words.accessibleName()


def test_what_describes_a_paper_can_be_changed_and_taken_back(tab, vault, case, session, tmp_path):
    (tmp_path / "фото.png").write_bytes(_png())
    tab.take_in([tmp_path / "фото.png"])

    tab.kind.chosen.emit(PaperKind.REGISTRATION)
    tab.day.line.setText("5.2026")
    tab.day.line.editingFinished.emit()

    (paper,) = _papers(vault, case)
    assert (paper.kind, paper.day) == (PaperKind.REGISTRATION, Day("2026-05"))
    session.undo()
    assert _papers(vault, case)[0].day is None


def test_dropping_files_takes_them_in_one_after_the_other(tab, vault, case, tmp_path):
    for name in ("1.png", "2.png"):
        (tmp_path / name).write_bytes(_png())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("1.png", "2.png")])

    tab.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))

    assert sorted(paper.name for paper in _papers(vault, case)) == ["1.png", "2.png"]
    assert (tmp_path / "1.png").exists()


def test_a_file_that_is_gone_says_so_and_how_many_are_left(tab, vault, case, tmp_path):
    (tmp_path / "2.png").write_bytes(_png())

    tab.take_in([tmp_path / "нет.png", tmp_path / "2.png"])

    assert _papers(vault, case) == []
    assert "1 more file was not taken in" in tab.line.text()
    assert tab.bar.isHidden()


def test_choosing_a_file_goes_through_the_one_door(tab, vault, case, asking, tmp_path):
    (tmp_path / "фото.png").write_bytes(_png())
    asking.paths.append(tmp_path / "фото.png")

    tab.add.click()

    assert len(_papers(vault, case)) == 1


def test_a_removed_paper_comes_back(session, shown, vault, case, tmp_path):
    (tmp_path / "фото.png").write_bytes(_png())
    attach(vault, case.id, tmp_path / "фото.png")
    tab = shown(PapersTab(session, case.id))

    tab.remove.click()
    assert _papers(vault, case) == []
    session.undo()

    assert len(_papers(vault, case)) == 1


def test_a_size_is_said_as_people_say_it():
    assert [size_words(size) for size in (1, 2048, 5 * 1024 * 1024)] == ["1 KB", "2 KB", "5.0 MB"]
