"""Whose file it is: the stripe, the key, and the pseudonym on whatever puts something into it."""

from dataclasses import replace
from functools import partial
from itertools import combinations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QPushButton

from desktop.domain.letters import Letter
from desktop.operations import cases as case_operations
from desktop.operations import letters, notes
from desktop.operations.cases import open_case
from desktop.operations.deadlines import keep_deadline
from desktop.storage import records
from desktop.ui import style
from desktop.ui.case.page import TABS, CasePage
from desktop.ui.committing import IntoFile
from desktop.ui.desk import Desk
from desktop.ui.open_cases import MOST_OPEN
from desktop.ui.parts import stripes
from tests import make
from tests.ui.test_visitor import Shell

# Primary buttons of a case that put nothing into it: they open a form, or answer about what is there.
OPENERS = {
    "New document", "New note", "New event", "New person", "Close for good …", "Check", "Make the bundle", "He read it back",
    "Photographed", "Print", "Print together", "These are right", "Do it now (Enter)", "Empty it from now on",
}  # fmt: skip


@pytest.fixture
def page(session, shown, vault) -> CasePage:
    case = open_case(vault)
    notes.add_note(vault, case.id, "…")
    letters.begin_letter(vault, case.id, "r02")
    made = shown(CasePage(session, case.id))
    for tab in TABS:
        made.show_tab(tab)
    made.people.new_person()
    made.letters.open_subject(records.of_case(vault, Letter, case.id)[0].id)
    made.letters.workshop.begin_check()
    made.letters.packet.begin()
    made.letters.packet.known.show_code("0")
    made.letters.packet._on_known("0")
    made.letters.workshop.beside.new_person()
    made.overview._open_date(keep_deadline(vault, make.deadline(case=case.id)))
    return made


def test_every_button_that_puts_something_into_the_file_says_into_whose(page, vault):
    pseudonym = case_operations.cases.by_number(vault, page.head._case.number).pseudonym
    primary = [button for button in page.findChildren(QPushButton) if button.property("role") == "primary"]
    primary = [button for button in primary if button.text() and button is not page.notes.moving.move_]

    silent = {button.text() for button in primary if not button.text().endswith(f" — {pseudonym}")} - OPENERS
    # A form that was opened for no file yet says none.
    silent -= {button.text() for button in primary if isinstance(button, IntoFile) and not button._case_id}
    # What is moved goes into another file, whose pseudonym stands there once it is chosen.
    silent -= {tab.moving.move_.text() for tab in (page.notes, page.papers, page.timeline)}
    assert silent == set()
    assert len([button for button in primary if button.text().endswith(f" — {pseudonym}")]) >= 8


def test_a_new_pseudonym_stands_on_the_buttons_at_once(session, shown, vault):
    case = open_case(vault)
    button = shown(IntoFile(session, "Keep", case.id))
    assert button.text() == f"Keep — {case.pseudonym}"

    session.change("x", case, replace(case, pseudonym="Гавань"), partial(case_operations.keep_case, vault))

    assert button.text() == "Keep — Гавань"
    button.aim("")
    assert button.text() == "Keep"


def _drawn(number: int) -> QImage:
    picture = QImage(stripes.WIDTH, stripes.HIGH, QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    stripes.paint(painter, QRect(0, 0, stripes.WIDTH, stripes.HIGH), number)
    painter.end()
    return picture


def test_stripes_differ_in_their_pattern_so_that_no_colour_is_needed():
    shapes = [
        {(x, y) for x in range(stripes.WIDTH) for y in range(stripes.HIGH) if QColor(_drawn(number).pixelColor(x, y)).alpha()}
        for number in range(case_operations.COLOURS)
    ]
    for first, second in combinations(range(len(shapes)), 2):
        other = len(shapes[first] ^ shapes[second]) / (stripes.WIDTH * stripes.HIGH)
        assert other >= 0.1, (first, second)


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_light(first), _light(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _light(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    shares = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("look", [style.LIGHT, style.DARK])
def test_every_stripe_can_be_seen_in_the_light_and_in_the_dark(look):
    assert len(set(stripes.COLOURS)) == case_operations.COLOURS
    for colour in stripes.COLOURS:
        assert min(_contrast(colour, look[ground]) for ground in ("window", "base", "side")) >= 3, colour


def test_files_opened_one_after_another_have_stripes_of_their_own(vault):
    colours = [open_case(vault).colour for _number in range(12)]
    assert all(len(set(colours[start : start + MOST_OPEN])) == MOST_OPEN for start in range(len(colours) - MOST_OPEN))


def test_the_stripe_stays_with_its_file(vault):
    case = open_case(vault)
    for _number in range(3):
        open_case(vault)
    assert case_operations.cases.by_number(vault, case.number).colour == case.colour


def test_five_keys_lead_to_the_five_cases_opened_last(session, shown, vault):
    cases = [open_case(vault) for _number in range(6)]
    desk = shown(Desk(session, Shell()))
    desk.begin()
    # As many as what is typed in them keeps open: there are more than there are keys.
    desk.cases.take_up(case.id for case in cases)
    desk.cases.show()
    assert [button.text() for button in desk._side._cases.values()] == [
        cases[0].pseudonym, *(f"{number}  {case.pseudonym}" for number, case in enumerate(cases[1:], start=1)),
    ]  # fmt: skip

    for number in (MOST_OPEN, 1):
        desk._open_number(number)
        assert desk.place == f"case:{cases[number].id}"
    desk._open_number(MOST_OPEN + 1)
    assert desk.place == f"case:{cases[1].id}"
    desk.drafts._timer.stop()
