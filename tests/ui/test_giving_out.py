"""Copies for the client or a court, by keyboard: ticked, closed, written, proven, noted; and nothing in them that has no business there."""

import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.documents import fonts
from desktop.domain.attachments import Attachment
from desktop.domain.events import Event, EventKind
from desktop.domain.giving_out import Purpose
from desktop.domain.journal import Deed
from desktop.domain.letters import RegisterEntry, WayOut
from desktop.domain.people import Role
from desktop.operations import giving_out, journal
from desktop.operations.events import keep_event
from desktop.operations.notes import sign_off
from desktop.storage import records
from desktop.ui.case.giving.page import FOLDER, PDF, GivingOut
from desktop.ui.case.letters import LettersTab
from tests import make
from tests.operations.destruction_case import Canaries, planted
from tests.operations.giving_case import Given, filled


@pytest.fixture
def made(vault, tmp_path) -> Given:
    return filled(vault, tmp_path)


@pytest.fixture
def out(tmp_path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


@pytest.fixture
def tab(session, shown, made, plugs) -> LettersTab:
    page = LettersTab(session, made.case.id)
    shown(page)
    return page


@pytest.fixture
def page(session, shown, made, plugs, out) -> GivingOut:
    return shown_page(session, shown, made.case.id, out)


def shown_page(session, shown, case: str, out: Path) -> GivingOut:
    page = GivingOut(session, case)
    shown(page)
    page.begin()
    page.take_focus()
    page.where.choose_folder(out)
    return page


def for_the_client(page: GivingOut) -> None:
    page.choosing.purpose.show_code(Purpose.CLIENT)
    page.choosing.purpose.chosen.emit(Purpose.CLIENT)


def into_form(page: GivingOut, form: str) -> None:
    page.form.show_code(form)
    page.form.chosen.emit(form)


def ticked(page: GivingOut) -> list[str]:
    return [page.choosing.title_of(piece) for piece in page.choosing.chosen]


def text_of(pdf: Path, password: str = "") -> str:
    return subprocess.run(["pdftotext", "-upw", password, pdf, "-"], capture_output=True, check=True).stdout.decode()


def test_a_pdf_for_a_court_is_written_and_noted_without_a_mouse(page, made, vault, out):
    assert ticked(page) == ["Рапорт об отпуске"]
    assert page.choosing.table.hasFocus()
    password = page.password.shown.text()

    QTest.keyClick(page.choosing.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert "канарейку" in text_of(out / "documents.pdf", password)
    assert "3 pages" in page.line.text()  # contents, a sheet before the document, and the document
    assert [copy.way for copy in records.get(vault, RegisterEntry, made.stamped.id).copies] == [WayOut.SAVED]
    assert {(line.deed, line.subject) for line in journal.lines(vault)} == {(Deed.SAVED, made.stamped.id), (Deed.SAVED, "")}
    assert page.noted.hasFocus()
    QTest.keyClick(page.noted, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert [event.title for event in records.of_case(vault, Event, made.case.id)] == ["Copies given to a court: 1 document"]
    page._session.undo()
    assert records.of_case(vault, Event, made.case.id) == []


def test_what_the_client_was_given_stands_on_no_timeline_that_leaves(page, made, vault):
    for_the_client(page)
    page.choosing.table.show_ticked([made.approved.id])
    page.write.click()
    page.noted.click()

    (event,) = records.of_case(vault, Event, made.case.id)
    assert event.title == "Copies given to the client: 1 document"
    assert event.id not in {told.id for told in giving_out.events(vault, made.case.id)}


def test_a_second_one_of_the_same_name_is_refused_in_a_sentence(page, out):
    page.write.click()
    first = (out / "documents.pdf").read_bytes()
    page.begin()
    page.write.click()

    assert "has this name already" in page.line.text()
    assert (out / "documents.pdf").read_bytes() == first


def test_a_folder_is_written_only_after_the_warning_was_taken(page, made, out):
    into_form(page, FOLDER)
    assert "Whoever finds the folder" in page.warning.text()
    QTest.keyClick(page.choosing.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert list(out.iterdir()) == []

    page.known.show_ticked(True)
    page.choosing.table.tick_all()
    page.write.click()

    assert "every sum is right" in page.line.text()
    listed = (out / "documents" / "000.txt").read_bytes().decode("utf-8-sig")
    assert "001.pdf – Рапорт об отпуске" in listed
    assert not {"Portfel", "портфель", made.case.pseudonym, made.case.number, "паспорт"} & set(listed.split())
    (table,) = (out / "documents").glob("*.csv")
    assert table.read_bytes().decode("utf-8-sig").splitlines()[1].split(";")[3:5] == ['"117', ' 12.05.2026"']


def test_what_has_no_pages_goes_into_a_folder_alone(page, made, out):
    page.choosing.table.show_ticked([made.sound.id])

    assert ticked(page) == []
    assert "in a folder alone" in page.line.text()
    into_form(page, FOLDER)
    page.choosing.table.show_ticked([made.sound.id])
    assert len(ticked(page)) == 1


def test_a_password_of_hers_that_can_be_guessed_closes_nothing(page, out):
    page.password.kind.show_code("own")
    page.password.kind.chosen.emit("own")
    page.password.own.setText("password1")
    page.write.click()

    assert "can be guessed" in page.line.text()
    assert list(out.iterdir()) == []
    page.password.own.setText("velvet otter 47 hums iron kettle")
    page.write.click()
    assert "канарейку" in text_of(out / "documents.pdf", "velvet otter 47 hums iron kettle")


def test_its_key_opens_it_and_the_password_is_forgotten_when_she_leaves(tab):
    tab.take_focus()
    QTest.keyClick(tab.table, Qt.Key.Key_G)
    page = tab.giving
    first = page.password.shown.text()
    assert tab._stack.currentWidget() is page
    assert first not in str(tab.unsaved())
    QTest.keyClick(page.choosing.table, Qt.Key.Key_Escape)

    assert tab._stack.currentIndex() == 0
    assert page.password.shown.text() == page.password.password == ""
    assert "giving" not in tab.unsaved()
    tab._to_giving()
    assert page.password.shown.text() not in {"", first}


def test_the_password_of_what_is_being_written_is_shown_and_no_other(page, session, out, monkeypatch):
    waiting, password = [], page.password.shown.text()
    monkeypatch.setattr(session.jobs, "_start", waiting.append)
    for _twice in range(2):
        QTest.keyClick(page.choosing.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (write,) = waiting
    QTest.mouseClick(page.password.other, Qt.MouseButton.LeftButton)
    page.leave()
    page.begin()
    assert page.password.shown.text() == password

    page.leave()
    write()

    assert "канарейку" in text_of(out / "documents.pdf", password)
    assert page.password.shown.text() == page.password.password == ""


def test_another_password_is_for_another_file(page):
    page.write.click()
    assert page.write.isHidden()

    page.password.other.click()

    assert not page.write.isHidden()
    assert page.line.text() == ""


def test_names_are_masked_until_they_are_revealed_and_a_paper_is_never_called_by_its_file(session, shown, vault, made, plugs, out):
    with vault.transaction():
        man = make.person(surname="Королёв")
        records.save(vault, man)
        records.save(vault, make.party(case=made.case.id, person=man.id))
    page = shown_page(session, shown, made.case.id, out)
    table, row = page.choosing.table, [piece.id for piece in page.choosing.table.model_.rows].index(made.photo.id)
    table.select(row)
    page.choosing.title.setText("Справка Королёва")
    page.choosing.title.committed.emit("Справка Королёва")

    def cell(column: int) -> str:
        return table.model_.data(table.model_.index(row, column))

    assert ("Королёв" in cell(0) + cell(1), cell(0).startswith("Справка")) == (False, True)
    session.reveal_names()
    assert (cell(0), "Королёв паспорт.jpg" in cell(1)) == ("Справка Королёва", True)
    page.choosing.title.setText("")
    page.choosing.title.committed.emit("")
    assert cell(0) == "Photograph"


def test_ticks_and_names_outlive_a_lock(page, tab, made):
    for_the_client(page)
    page.choosing.table.show_ticked([made.photo.id])
    page.choosing.table.select(0)
    page.choosing.title.setText("Рапорт первый")
    page.name.setText("papers")

    tab.put_back(page.unsaved())

    assert tab._stack.currentWidget() is tab.giving
    kept = tab.giving.choosing
    assert (kept.purpose.code, kept.table.ticked) == (Purpose.CLIENT, (made.photo.id,))
    assert kept.title_of(kept.table.model_.rows[0]) == "Рапорт первый"
    assert tab.giving.name.text() == "papers"


def test_signed_notes_are_offered_to_the_client_alone_and_go_with_their_fingerprint(page, made, vault, out):
    note = make.note(case=made.case.id, blocks={"facts": "ЗИМОРОДОК"})
    with vault.transaction():
        records.save(vault, note)
    sign_off(vault, note)
    assert page.choosing.notes.isHidden()
    for_the_client(page)
    assert note.id not in {piece.id for piece in page.choosing.table.model_.rows}

    page.choosing.notes.show_ticked(True)
    page.choosing.table.show_ticked([note.id])
    page.write.click()

    read = text_of(out / "documents.pdf", page.password.password)
    assert ("ЗИМОРОДОК" in read, "Отпечаток" in read, made.case.pseudonym in read) == (True, True, False)


# What may stand in copies, field by field; a canary of any other is a leak.
TOLD = {
    RegisterEntry: {"text", "title", "addressee", "stamp_number", "post_receipt"},
    Event: {"title", "actor", "place"},
}


def test_of_all_that_a_case_holds_only_what_may_go_stands_in_its_copies(session, shown, vault, out, plugs, monkeypatch):
    canaries = Canaries(Random(7))
    case = planted(vault, canaries, monkeypatch)
    mother = make.person(surname="Канареечникова", phones=("+79990001122",))
    kinds = (EventKind.CONSULTATION, EventKind.CONTACT, EventKind.STANDING, EventKind.GOAL, EventKind.DISCLOSURE)
    inside = [make.event(case=case.id, kind=kind, title=canaries()[:14]) for kind in kinds]
    with vault.transaction():
        for entry in records.of_case(vault, RegisterEntry, case.id):
            records.save(vault, replace(entry, approved_at="", font=fonts.SERIF))
        records.save(vault, mother)
        records.save(vault, make.party(case=case.id, person=mother.id, role=Role.RELATIVE, may_be_told=canaries()[:14]))
    for event in (*inside, make.event(case=case.id, title="Приезжала Канареечникова", actor="Канареечникова")):
        keep_event(vault, event)
    page = shown_page(session, shown, case.id, out)
    for_the_client(page)
    found = ""
    for form in (PDF, FOLDER):
        into_form(page, form)
        page.choosing.table.show_ticked(piece.id for piece in page.choosing.table.model_.rows if not isinstance(piece.content, Attachment))
        assert len(page.choosing.chosen) > 2
        page.docx.show_ticked(True)
        page.known.show_ticked(True)
        page.write.click()
        assert "read back" in page.line.text()
    found += text_of(out / "documents.pdf", page.password.password)
    for file in (out / "documents").iterdir():
        found += text_of(file) if file.suffix == ".pdf" else _unpacked(file)

    may = {word.split()[0] for type_, names in TOLD.items() for value in records.of_case(vault, type_, case.id) if value not in inside
           for name in names for word in [str(getattr(value, name))] if word}  # fmt: skip
    squeezed = "".join(found.split())
    stand = {word for word in canaries.words if word[:14] in squeezed}
    assert stand <= may
    assert {value.title for value in records.of_case(vault, RegisterEntry, case.id)} <= stand
    assert "Канареечникова" not in found
    assert len(canaries.words) > 150


def _unpacked(file: Path) -> str:
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as packed:
            return "".join(packed.read(name).decode() for name in packed.namelist())
    return file.read_bytes().decode()
