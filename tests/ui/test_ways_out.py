"""The ways out of a document: in which form, line by line, put off and printed later, left out, in a bundle. All by the keyboard."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.devices import drives, printers
from desktop.devices.printers import PrintResult, Sides
from desktop.devices.spooler import Printer, Way
from desktop.documents import layout, pages, pdf
from desktop.domain.cases import Case, Category
from desktop.domain.errors import PrintFailed
from desktop.domain.letters import Mode, RegisterEntry, WayOut
from desktop.domain.people import Role
from desktop.operations import basket, letters
from desktop.operations.attachments import attach
from desktop.operations.cases import keep_case, open_case
from desktop.operations.people import add_person
from desktop.storage import records
from desktop.ui.basket.page import BasketPage
from desktop.ui.case.letters import BUNDLE, LIST, LettersTab
from desktop.ui.letters.aloud import Dictation, lines_of
from desktop.ui.letters.ways import Ways
from desktop.ui.today.page import TodayPage
from tests import make
from tests.devices import print_service

TEXT = "> Командиру\n\n# Рапорт\n\nПрошу ответить Монгушу по тел. +7 913 555 44 33.\n\n| рядовой | А. Монгуш\n| «___» __________ 20__ г."


@pytest.fixture
def case(vault) -> Case:
    case = keep_case(vault, replace(open_case(vault, category=Category.CONTRACT), pseudonym="Клён"))
    add_person(vault, make.person(surname="Монгуш", name="Айдын", patronymic="", rank="private"), case.id, Role.CLIENT)
    return case


def approved(vault, case: Case, text: str = TEXT, template: str = "r02") -> RegisterEntry:
    letter = letters.keep_letter(vault, replace(letters.begin_letter(vault, case.id, template), text=text))
    return letters.approve_letter(vault, letter, explained=("all",), allow_gaps=True, today=vault.today())


@pytest.fixture
def entry(vault, case) -> RegisterEntry:
    return approved(vault, case)


@pytest.fixture
def ways(session, shown, entry) -> Ways:
    page = shown(Ways(session))
    page.open_entry(entry)
    page.take_focus()
    return page


@pytest.fixture
def printed(monkeypatch) -> list[tuple[bytes, int]]:
    """What came out of the printer: pages, and how often."""
    came_out: list[tuple[bytes, int]] = []

    def print_pdf(pdf, printer, *, copies, sides, report):
        came_out.append((pdf, copies))
        return PrintResult(len(came_out), finished=True, purged=True, kept=False)

    monkeypatch.setattr(printers, "printers", lambda: (Printer("desk", "desk", Way.CABLE, is_default=True, prints_both_sides=True),))
    monkeypatch.setattr(printers, "print_pdf", print_pdf)
    return came_out


def _press(*keys: object) -> None:
    for key in keys:
        at = QApplication.activeModalWidget() or QApplication.focusWidget() or _window_in_front().focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(at, key)
        elif isinstance(key, tuple):
            QTest.keyClick(at, key[0], key[1])
        else:
            QTest.keyClick(at, key)


def _window_in_front() -> QWidget:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible() and window.focusWidget()][-1]


def _choose(ways: Ways, mode: Mode) -> None:
    """With the arrows, as she would."""
    ways.mode.setFocus()
    QTest.keyClick(ways.mode, Qt.Key.Key_Home)
    for _step in range(list(Mode).index(mode)):
        QTest.keyClick(ways.mode, Qt.Key.Key_Down)


def _copies(vault, entry) -> list:
    return [(copy.way, copy.mode, copy.count) for copy in records.get(vault, RegisterEntry, entry.id).copies]


def test_a_form_is_one_choice_and_the_register_keeps_it(ways, vault, entry, printed):
    _choose(ways, Mode.BY_HAND)
    ways.take_focus()
    _press((Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier))
    ways.printing.copies.setValue(2)
    _press((Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier))

    assert printed == [(letters.pdf_of(entry, Mode.BY_HAND), 2)]
    assert _copies(vault, entry) == [(WayOut.PRINTED, Mode.BY_HAND, 2)]
    assert "× 2" in ways.left.text()


def test_a_marked_copy_offers_no_form_to_sign_or_to_copy(session, shown, vault, case):
    page = shown(Ways(session))
    page.open_entry(approved(vault, case, template="r01"))

    assert [page.mode._codes[number] for number in range(page.mode.count())] == [Mode.CLEAN, Mode.WITH_OMISSIONS]
    assert not page.save_docx.isVisible()


def test_dictation_goes_on_where_it_stopped(ways, vault, entry):
    _press((Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier))
    _press(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Escape)
    assert records.get(vault, RegisterEntry, entry.id).read_out == 2

    ways.take_focus()
    _press((Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier))
    assert QApplication.activeModalWidget()._now.text() == lines_of(TEXT)[2]
    _press(*[Qt.Key.Key_Space] * (len(lines_of(TEXT)) - 2))

    assert _copies(vault, entry) == [(WayOut.DICTATED, Mode.CLEAN, 1)]
    assert records.get(vault, RegisterEntry, entry.id).read_out == 0


def test_dictation_can_begin_anew(ways, qtbot):
    dictation = Dictation(ways, TEXT, 3)
    qtbot.addWidget(dictation)

    with qtbot.waitSignal(dictation.read_out) as told:
        dictation.anew.click()

    assert told.args == [0]
    assert dictation._now.text() == "Командиру"


def test_a_long_paragraph_is_read_out_in_pieces_of_whole_words():
    text = "Докладываю, что " + "прохожу военную службу по контракту " * 20
    lines = lines_of(text)

    assert max(map(len, lines)) <= 80
    assert " ".join(lines) == text.strip()


def test_what_is_put_off_waits_on_today_and_in_the_basket(ways, vault, session, shown, entry):
    _choose(ways, Mode.WITH_REGISTRATION)
    ways.put_off.setFocus()
    _press(Qt.Key.Key_Space)

    assert _copies(vault, entry) == [(WayOut.PUT_OFF, Mode.WITH_REGISTRATION, 1)]
    today = shown(TodayPage(session))
    assert "1" in today._rail._basket.text()
    asked = []
    today.basket_chosen.connect(lambda: asked.append(1))
    today.take_focus()
    QApplication.sendEvent(today._rail, QKeyEvent(QEvent.Type.KeyPress, 0x0417, Qt.KeyboardModifier.NoModifier, "з"))  # the other layout
    assert asked == [1]


@pytest.fixture
def basket_page(session, shown, vault, case) -> BasketPage:
    for number in range(3):
        basket.put_off(vault, approved(vault, case, f"# Документ {number}"), copies=number + 1)
    page = shown(BasketPage(session))
    page.take_focus()
    return page


def test_one_key_prints_all_in_order_and_empties_the_basket(basket_page, vault, printed):
    basket_page.printing.look_for_printers()

    _press((Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier))

    assert [copies for _pdf, copies in printed] == [1, 2, 3]
    assert [next(word for word in ("0", "1", "2") if f"Документ {word}" in pages.text(pdf)) for pdf, _copies in printed] == ["0", "1", "2"]
    assert basket.waiting(vault) == ()
    for entry in records.every(vault, RegisterEntry):
        assert entry.copies[-1].way is WayOut.PRINTED


@pytest.mark.skipif(bool(print_service.missing()), reason=print_service.missing() or "-")
def test_the_basket_comes_out_of_a_real_printer_and_a_dead_one_keeps_it(basket_page, vault, monkeypatch):
    with print_service.running() as service:
        monkeypatch.setenv("CUPS_SERVER", str(service.socket))
        monkeypatch.setattr(printers, "print_pdf", partial(printers.print_pdf, patience_seconds=0.5))
        basket_page.printing.look_for_printers()

        basket_page.printing.printer.show_code("Off")
        basket_page.printing.start()
        assert len(basket.waiting(vault)) == 3
        assert "taken out of its queue" in basket_page.printing.line.text()
        assert service.spooled() == []

        monkeypatch.setattr(printers, "print_pdf", partial(printers.print_pdf, patience_seconds=60))
        basket_page.printing.printer.show_code("Desk")
        basket_page.printing.start()

        assert [line.split()[-1] for line in service.page_log()] == ["Document"] * len(service.page_log())
        assert "Документ 2" in pages.text(service.printed())
        assert service.spooled() == []
    assert basket.waiting(vault) == ()
    assert basket_page.printing.line.property("tone") == "good"


@pytest.mark.parametrize("fault", ["aborted", "silent"])
def test_where_one_does_not_come_out_the_rest_is_kept_and_said(basket_page, vault, printed, monkeypatch, fault):
    whole, withdrawn = printers.print_pdf, []

    def print_pdf(pdf, printer, **how):
        if len(printed) == 1 and fault == "aborted":
            raise PrintFailed(printer, "aborted")
        result = whole(pdf, printer, **how)
        return replace(result, finished=len(printed) < 2)

    def withdraw(job):
        withdrawn.append(job)
        return True

    monkeypatch.setattr(printers, "print_pdf", print_pdf)
    monkeypatch.setattr(printers, "withdraw", withdraw)
    basket_page.printing.look_for_printers()

    basket_page.printing.start()

    assert [line.put_off.copies for line in basket.waiting(vault)] == [2, 3]
    assert "2 documents are still to be printed" in basket_page.printing.line.text()
    assert basket_page.printing.line.property("tone") == "error"
    assert withdrawn == ([2] if fault == "silent" else [])


@pytest.mark.parametrize(("sides", "copies", "count"), [(Sides.TWO, 2, 2), (Sides.TWO, 1, 1), (Sides.ONE, 2, 1)])
def test_on_both_sides_two_originals_never_share_a_sheet(ways, printed, sides, copies, count):
    ways.print.click()
    ways.printing.copies.setValue(copies)
    ways.printing.sides.show_code(sides)

    ways.printing.start()

    ((made, _copies),) = printed
    assert pages.count(made) == count
    assert "Прошу ответить" in pages.text(made)


def test_copies_are_changed_and_lines_taken_out_and_brought_back(basket_page, vault, session):
    _press("++-")
    assert [line.put_off.copies for line in basket.waiting(vault)] == [2, 2, 3]

    _press(Qt.Key.Key_Delete)
    assert len(basket.waiting(vault)) == 2
    session.undo()

    assert len(basket.waiting(vault)) == 3


def test_a_visitor_sees_the_basket_of_the_open_case_alone(basket_page, vault, session, shown):
    session.begin_visit("another")

    assert shown(BasketPage(session)).table.model_.rows == ()
    assert shown(TodayPage(session))._rail._basket.isHidden()


def test_the_basket_goes_onto_a_stick_after_one_warning(basket_page, vault, asking, tmp_path, monkeypatch):
    drive = drives.Drive(tmp_path, "Blue", "ext4", 1, 1, False, False, False, False, False)
    monkeypatch.setattr(drives, "drive_of", lambda path: drive)
    folder = tmp_path / "pages"
    folder.mkdir()
    asking.paths = [folder]

    basket_page.stick.click()

    assert len(asking.asked) == 1
    assert sorted(path.name for path in folder.iterdir()) == [f"0{number}.pdf" for number in range(1, 7)]
    assert basket.waiting(vault) == ()
    assert {entry.copies[-1].way for entry in records.every(vault, RegisterEntry)} == {WayOut.ON_STICK}


def test_a_folder_that_is_no_stick_is_told_and_nothing_goes(basket_page, vault, asking, tmp_path):
    asking.paths = [tmp_path]

    basket_page.stick.click()

    assert "stick" in basket_page.line.text()
    assert len(basket.waiting(vault)) == 3


def test_what_is_left_out_is_chosen_by_kind_and_by_hand(ways, vault, entry, asking, tmp_path):
    _choose(ways, Mode.WITH_OMISSIONS)
    start = TEXT.index("ответить")
    ways.omissions.text.select(start, start + len("ответить"))
    _press(Qt.Key.Key_Delete)
    asking.paths = [tmp_path / "document.pdf"]

    ways.save_pdf.click()

    read = pages.text((tmp_path / "document.pdf").read_bytes())
    assert not [word for word in ("Монгуш", "ответить", "913", "А.") if word in read]
    assert "Прошу" in read
    assert _copies(vault, entry) == [(WayOut.SAVED, Mode.WITH_OMISSIONS, 1)]


def test_a_piece_can_be_put_back_and_nothing_left_out_is_no_way_out(ways):
    _choose(ways, Mode.WITH_OMISSIONS)
    place = TEXT.index("913")
    ways.omissions.text.select(place, place)
    _press(Qt.Key.Key_Insert)
    assert not [piece for piece in ways.omissions.omitted if piece.start <= place < piece.end]

    for box in ways.omissions.kinds.values():
        box.setChecked(False)

    assert not ways.print.isEnabled()
    assert not ways.save_pdf.isEnabled()


def test_what_was_chosen_to_be_left_out_stays_while_she_looks_at_another_form(ways):
    _choose(ways, Mode.WITH_OMISSIONS)
    ways.omissions.text.select(TEXT.index("Прошу"), TEXT.index("Прошу") + 5)
    _press(Qt.Key.Key_Delete)
    chosen = ways.omissions.omitted

    _choose(ways, Mode.CLEAN)
    _choose(ways, Mode.WITH_OMISSIONS)

    assert ways.omissions.omitted == chosen
    assert any(piece.start <= TEXT.index("Прошу") < piece.end for piece in chosen)


def test_names_stay_hidden_while_parts_are_left_out(ways, session):
    _choose(ways, Mode.WITH_OMISSIONS)
    assert ways.omissions.text._marks.names is not None

    session.reveal_names()

    assert ways.omissions.text._marks.names is None
    session.hide_names()


def test_a_document_is_saved_for_a_word_processor_after_one_warning(ways, vault, entry, asking, tmp_path):
    asking.paths = [tmp_path / "document.docx"]

    ways.save_docx.click()

    assert len(asking.asked) == 1
    assert (tmp_path / "document.docx").read_bytes() == letters.docx_of(entry)
    assert _copies(vault, entry) == [(WayOut.SAVED, Mode.CLEAN, 1)]


def test_a_disk_that_is_full_is_told_and_the_register_notes_nothing(ways, vault, entry, asking):
    asking.paths = [Path("/proc/document.pdf")]

    ways.save_pdf.click()

    assert ways.line.property("tone") == "error"
    assert _copies(vault, entry) == []


def test_a_bundle_is_ticked_ordered_made_and_printed(session, shown, vault, case, entry, printed, tmp_path):
    (tmp_path / "a.pdf").write_bytes(pdf.render(layout.blocks("Справка из госпиталя.")))
    attach(vault, case.id, tmp_path / "a.pdf")
    tab = shown(LettersTab(session, case.id))
    tab.take_focus()
    _press("b")
    assert tab._stack.currentIndex() == BUNDLE
    _press(Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space, (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier))
    assert [type(each).__name__ for each in tab.bundle.chosen] == ["Attachment", "RegisterEntry"]

    tab.bundle.make.setFocus()
    _press(Qt.Key.Key_Space)
    _press((Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier))

    ((made, _copies_of_it),) = printed
    assert pages.count(made) == 5
    assert "Прошу ответить" in pages.text(made)
    assert _copies(vault, entry) == [(WayOut.PRINTED, Mode.CLEAN, 1)]
    _press(Qt.Key.Key_Escape)
    assert tab._stack.currentIndex() == LIST


def test_the_pages_of_a_bundle_are_seen_only_while_names_are_revealed(session, shown, vault, case, entry):
    tab = shown(LettersTab(session, case.id))
    tab._to_bundle()
    tab.bundle.list.item(0).setCheckState(Qt.CheckState.Checked)
    tab.bundle.make.click()
    assert tab.bundle.pages.page_count == 0

    session.reveal_names()
    assert tab.bundle.pages.page_count == 3

    tab.bundle.cover.setText("Материалы")
    assert tab.bundle.pages.page_count == 0
    session.hide_names()
