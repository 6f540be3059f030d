"""Papers: taken in as a job, sealed, looked at inside, never written anywhere."""

import io
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication

from desktop.documents import layout, pdf
from desktop.documents.drawing import Drawn, Form
from desktop.domain.attachments import Attachment, PaperKind, Passing
from desktop.domain.days import Day
from desktop.domain.errors import DiskFull
from desktop.domain.events import Certainty
from desktop.domain.mending import Mend
from desktop.operations import attachments, scans
from desktop.operations.attachments import attach, read_paper
from desktop.operations.cases import open_case
from desktop.storage import papers, records, search
from desktop.ui.case.paper_view import PaperView
from desktop.ui.case.papers import PapersTab
from desktop.ui.parts.sizes import size_words
from desktop.ui.status import StatusLine
from tests import make


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

    tab.form.kind.chosen.emit(PaperKind.REGISTRATION)
    tab.form.day.line.setText("5.2026")
    tab.form.day.line.editingFinished.emit()

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


def test_a_file_that_is_gone_is_told_and_keeps_no_other_out(tab, vault, case, tmp_path):
    (tmp_path / "2.png").write_bytes(_png())
    (tmp_path / "0.txt").touch()

    tab.take_in([tmp_path / "0.txt", tmp_path / "нет.png", tmp_path / "2.png"])
    assert tab.taking.outside == [tmp_path / "0.txt", tmp_path / "2.png"]

    assert [(paper.name, paper.size) for paper in _papers(vault, case)] == [("0.txt", 0), ("2.png", len(_png()))]
    assert tab.line.text().startswith("Sealed: 2 files.")
    assert "нет.png: " in tab.line.text()
    assert tab.taking.isHidden()


def test_a_full_disk_ends_it_and_says_how_many_are_left(tab, vault, case, tmp_path, monkeypatch):
    for name in ("1.png", "2.png", "3.png"):
        (tmp_path / name).write_bytes(_png())
    write, wrote = papers.write, list[Path]()

    def full(folder, *rest):
        if wrote:
            raise DiskFull
        wrote.append(folder)
        return write(folder, *rest)

    monkeypatch.setattr(papers, "write", full)
    tab.take_in([tmp_path / name for name in ("1.png", "2.png", "3.png")])

    assert [paper.name for paper in tab.table.model_.rows] == ["1.png"]
    assert "1 more file was not taken in" in tab.line.text()


def test_a_folder_gives_its_files_and_those_below_and_a_whole_disk_is_refused(tab, vault, case, tmp_path, monkeypatch):
    inside = tmp_path / "телефон" / "ниже"
    inside.mkdir(parents=True)
    strange = "\u202egnp.папирус" + "ж" * 100 + ".png"
    for path in (inside / "1.png", inside.parent / strange, inside / ".thumbnails", tmp_path / "2.zip"):
        path.write_bytes(_png())
    (inside / "link.png").symlink_to("/etc/hostname")
    (inside / "round").symlink_to(tmp_path)

    tab.take_in([tmp_path / "телефон", tmp_path / "2.zip"])

    assert [paper.name for paper in _papers(vault, case)] == ["1.png", strange.replace("\u202e", "\ufffd"), "2.zip"]
    monkeypatch.setattr(attachments, "MOST_FILES", 2)
    tab.take_in([tmp_path / "телефон", tmp_path / "2.zip"])
    assert len(_papers(vault, case)) == 3
    assert "more than a thousand" in tab.line.text()


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


def test_the_text_of_papers_is_taken_out_afterwards_one_by_one_and_a_quiet_line_says_how_far(tab, vault, session, tmp_path):
    line = StatusLine(session)
    for name in ("1.txt", "2.txt"):
        (tmp_path / name).write_text("Берёзовый сок", "utf-8")
    tab.take_in([tmp_path / "1.txt", tmp_path / "2.txt"])
    assert search.find(vault, "березовый") == []

    said = list[str]()
    while session.texts._soon.isActive():
        session.texts._soon.stop()
        session.texts._soon.timeout.emit()
        said.append(line._texts.text())

    assert len(search.find(vault, "березовый")) == 2
    assert said == ["Papers read for the search: 0 of 2", "Papers read for the search: 1 of 2", ""]


def test_pages_of_other_sizes_are_put_right_once_the_first_is_seen_and_what_is_in_sight_stays(session, shown, vault, case, tmp_path):
    pdf_ = pypdfium2.PdfDocument.new()
    for wide, high in ((200, 300), (200, 300), (300, 200), (100, 900)):
        pdf_.new_page(wide, high)
    pdf_.save(tmp_path / "a.pdf")
    pdf_.close()
    view = shown(PaperView(session))
    view.resize(400, 400)

    view.show_paper(attach(vault, case.id, tmp_path / "a.pdf"))
    assert view.pages._sizes == ((200, 300),) * 4
    view.pages.verticalScrollBar().setValue(view.pages._frames[1].top() + 50)
    view.pages.grab()

    assert view.pages._sizes == ((200, 300), (200, 300), (300, 200), (100, 900))
    assert view.pages.verticalScrollBar().value() == view.pages._frames[1].top() + 50
    assert view.pages._in_sight()[0] == 1


def test_damage_in_a_part_that_is_not_seen_is_said_while_the_first_page_is_looked_at(session, shown, vault, case, tmp_path):
    held = io.BytesIO()
    Image.new("RGB", (60, 40)).save(held, "JPEG")
    scans_ = (Drawn(form=Form.JPEG, wide=60, high=40, data=held.getvalue() + bytes([number]) * 300_000) for number in range(4))
    (tmp_path / "a.pdf").write_bytes(pdf.scans(list(scans_)))
    paper = attach(vault, case.id, tmp_path / "a.pdf")
    view, drawn = shown(PaperView(session)), list[int]()
    view.pages.shown.connect(lambda: drawn.extend(view.pages._pictures))
    view.resize(400, 400)
    view.show_paper(paper)
    view.pages.grab()
    assert view._stack.currentWidget() is view.pages

    file = vault.folder / "papers" / paper.sealed.file
    data = bytearray(file.read_bytes())
    data[len(data) * 3 // 5] ^= 1
    file.write_bytes(data)
    drawn.clear()
    view.show_paper(paper)
    view.pages.grab()

    assert 0 in drawn
    assert view._stack.currentWidget() is view.words
    assert "do not trust this disk" in view.words.accessibleName()


def test_a_paper_she_left_is_not_proven_any_more_and_takes_no_child(session, shown, vault, case, tmp_path, monkeypatch):
    (tmp_path / "1.png").write_bytes(_png())
    paper, waiting = attach(vault, case.id, tmp_path / "1.png"), []
    monkeypatch.setattr(session.jobs, "_start", waiting.append)
    view = shown(PaperView(session))
    view.show_paper(paper)
    waiting.pop()()
    view.pages.grab()
    waiting.pop()()
    (opened, prove), proven = (view._opened, waiting.pop()), list[str]()
    monkeypatch.setattr(papers.OpenSealed, "prove", lambda _self: proven.append("read"))

    view.show_paper(None)
    prove()

    assert (proven, opened._child) == ([], None)


def _pictures(tab, folder, names=("1.png", "2.png", "3.png")):
    for number, name in enumerate(names):
        (folder / name).write_bytes(_png((40 + 20 * number, 30)))
    tab.take_in([folder / name for name in names])


def test_what_a_paper_belongs_to_how_it_is_known_and_the_way_it_took_are_kept(tab, vault, case, session, tmp_path):
    event = make.event(case=case.id)
    with vault.transaction():
        records.save(vault, event)
    _pictures(tab, tmp_path, ["1.png"])

    tab.form.happened.chosen.emit(event.id)
    tab.form.certainty.chosen.emit(Certainty.COPIED)
    tab.form.way.click()
    tab.way.gave.setText("мать")
    tab.way.took.setText("адвокат")
    tab.way.day.line.setText("14.5.2026")
    tab.way.add.click()

    (paper,) = _papers(vault, case)
    assert (paper.event, paper.certainty) == (event.id, Certainty.COPIED)
    assert paper.custody == (Passing(gave="мать", took="адвокат", day=Day("2026-05-14")),)
    # The next step begins with whoever took it last, and nothing of it is lost at a lock.
    tab.way.took.setText("суд")
    assert tab.unsaved() == {"paper": paper.id, "way.took": "суд"}
    tab.way.table.select(0)
    tab.way.remove.click()
    assert _papers(vault, case)[0].custody == ()
    session.undo()
    assert len(_papers(vault, case)[0].custody) == 1
    assert [hit.id for hit in search.find(vault, "адвокат")] == [paper.id]


def test_files_and_pictures_that_were_copied_are_pasted(tab, vault, case, tmp_path):
    clipboard = QGuiApplication.clipboard()
    (tmp_path / "скан.png").write_bytes(_png())
    files, picture, text = QMimeData(), QMimeData(), QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "скан.png"))])
    picture.setData("image/png", _png((7, 7)))
    text.setText("слова")

    for data in (files, picture, text):
        clipboard.setMimeData(data)
        tab.paste()

    assert [(paper.name.partition(" 0")[0].partition(" 1")[0], paper.media_type) for paper in _papers(vault, case)] == [
        ("скан.png", "image/png"), ("Pasted 2026-05-14", "image/png"),
    ]  # fmt: skip
    assert read_paper(vault, _papers(vault, case)[1]) == _png((7, 7))
    assert "Neither a file nor a picture" in tab.line.text()
    clipboard.clear()


def test_the_scan_folder_is_asked_about_once_and_emptied(session, shown, vault, case, asking, tmp_path, monkeypatch):
    tab = shown(PapersTab(session, case.id))
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "1.png").write_bytes(_png())
    (folder / ".hidden").write_bytes(_png())
    asking.paths.append(folder)
    monkeypatch.setattr(scans, "_SETTLED", 0)
    assert tab.scans.isHidden()

    tab.scan.click()
    assert "deleted there" in tab.scans.words.text()
    assert scans.folder(vault) is None
    tab.scans.use.click()
    assert "1 file" in tab.scans.words.text()
    tab.scans.take.click()

    assert [paper.name for paper in _papers(vault, case)] == ["1.png"]
    assert [path.name for path in folder.iterdir()] == [".hidden"]
    assert "0 files" in tab.scans.words.text()
    tab.scans.forget.click()
    assert tab.scans.isHidden()


def test_originals_outside_are_erased_only_when_she_says_so(tab, asking, tmp_path):
    asking.says_yes = False
    _pictures(tab, tmp_path, ["1.png"])

    tab.erase.click()
    assert (tmp_path / "1.png").exists()
    asking.says_yes = True
    tab.erase.click()

    assert not (tmp_path / "1.png").exists()
    assert tab.erase.isHidden()


def test_ticked_papers_become_one_working_copy_and_one_undo_takes_it_back(tab, vault, case, session, tmp_path, qtbot):
    _pictures(tab, tmp_path)
    tab.table.tick_all()

    tab.copy.click()
    editor = tab.editor
    assert [editor.list.item(row).text()[4:9] for row in range(3)] == ["1.png", "2.png", "3.png"]
    editor.tools.right.click()
    editor.tools.black_and_white.click()
    qtbot.keyClick(editor.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(editor.list, Qt.Key.Key_Space)
    editor.tools.edges[0].setValue(10)
    editor.list.setCurrentRow(2)
    qtbot.keyClick(editor.list, Qt.Key.Key_Delete)

    (first, second) = editor._leaves
    assert second.mend == Mend(quarters=1, black_and_white=True, cut=(0.1, 0, 0, 0))
    assert [leaf.begins for leaf in editor._leaves] == [False, True]
    assert "turned · cut · b/w" in editor.list.item(1).text()
    qtbot.keyClick(editor.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    copies = [paper for paper in _papers(vault, case) if paper.is_copy]
    assert [copy.made_of for copy in copies] == [(first.paper,), (second.paper,)]
    assert tab._pages.currentWidget() is not editor
    session.undo()
    assert not any(paper.is_copy for paper in _papers(vault, case))


def test_all_pages_are_straightened_in_one_go(tab, tmp_path, monkeypatch):
    _pictures(tab, tmp_path)
    tab.table.tick_all()
    tab.copy.click()
    monkeypatch.setattr("desktop.operations.drawing.OpenPaper.straight", lambda _self, _page, mend: replace(mend, degrees=2.4))

    tab.editor.all.click()

    assert {leaf.mend for leaf in tab.editor._leaves} == {Mend(degrees=2.4, black_and_white=True)}
    assert "3 pages were crooked" in tab.editor.line.text()


def test_the_plan_of_a_copy_survives_a_lock(session, shown, tab, case, tmp_path):
    _pictures(tab, tmp_path)
    tab.table.tick_all()
    tab.copy.click()
    tab.editor.tools.right.click()

    texts, other = tab.unsaved(), shown(PapersTab(session, case.id))
    other.put_back(texts)

    assert other.editor._leaves == tab.editor._leaves
    assert other._pages.currentWidget() is other.editor
    other.put_back({**texts, "copy": texts["copy"].replace(tab.editor._leaves[0].paper, "0" * 32)})


def test_a_frame_drawn_with_the_mouse_cuts_the_page(tab, tmp_path, qtbot):
    _pictures(tab, tmp_path, ["1.png"])
    tab.copy.click()
    view = tab.editor.view
    place = view._place()

    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(place.width() // 4, 0))
    qtbot.mouseMove(view, place.center())
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=place.bottomRight() - QPoint(0, place.height() // 2))
    assert tab.editor._leaves[0].mend.cut == pytest.approx((0.25, 0, 0, 0.5), abs=0.02)

    qtbot.mouseClick(view, Qt.MouseButton.LeftButton)
    assert tab.editor._leaves[0].mend.cut == (0, 0, 0, 0)


def test_what_has_no_pages_is_not_copied(tab, tmp_path):
    (tmp_path / "голос.ogg").write_bytes(b"OggS" + b"\0" * 100)
    tab.take_in([tmp_path / "голос.ogg"])

    tab.copy.click()

    assert "no pages in it" in tab.line.text()
    assert tab._pages.currentIndex() == 0
