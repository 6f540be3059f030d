"""Rules of terms and days off: tried, filled in, switched on, taken back; open terms follow."""

from datetime import date

import pytest

from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline
from desktop.operations import term_book, terms
from desktop.operations.cases import open_case
from desktop.storage import records
from desktop.ui.library.days_off import WORKED, DaysOffPage
from desktop.ui.library.page import LibraryPage
from desktop.ui.library.terms import TermsPage


@pytest.fixture
def page(session, shown) -> TermsPage:
    return shown(TermsPage(session))


def state(page: TermsPage, rule_id: str) -> bool:
    page._go_to(rule_id)
    return page.table.current().ruling.on


def test_a_rule_is_tried_with_every_step(page):
    page._go_to("D-CAS")

    page.day.line.setText("31.1.2026")
    page.day.line.textEdited.emit("31.1.2026")

    assert page.result.text().splitlines()[0] == "It starts with 31.01.2026."
    assert "last day counts" in page.result.text()
    assert page.result.text().endswith("The last day: 30.04.2026.")
    page.day.line.setText("nonsense")
    page.day.line.textEdited.emit("nonsense")
    assert page.result.text() == ""


def test_a_recalled_rule_is_filled_in_and_switched_on_only_with_a_name(page, session, vault):
    assert not state(page, "D-CASS")
    page.lengths.setText("6")
    page.on.show_ticked(True)
    page.by.setText("")

    page.keep.click()
    assert "Nobody is named" in page.line.text()
    assert page.lengths.text() == "6"

    page.by.setText("Клён")
    page.keep.click()
    assert state(page, "D-CASS")
    assert terms.try_count(vault, "D-CASS", Day.of(date(2026, 1, 12))).due == date(2026, 7, 13)
    session.undo()
    assert not state(page, "D-CASS")


@pytest.mark.parametrize("typed", ["six", "0", "-3", "60, 30", "30, 30", "5000", "３"])
def test_what_is_no_length_is_said(page, vault, typed):
    page._go_to("D-ANS")
    page.lengths.setText(typed)

    page.keep.click()

    assert "whole numbers" in page.line.text()
    assert term_book.ruling(vault, "D-ANS").entry is None


def test_a_changed_rule_moves_the_open_terms_and_back(page, vault):
    case = open_case(vault)
    term = terms.start_term(vault, case.id, "D-ANS", Day.of(date(2026, 5, 4)))
    page._go_to("D-ANS")
    page.lengths.setText("10, 20")

    page.keep.click()
    assert records.get(vault, Deadline, term.id).due == date(2026, 5, 14)

    page.drop.click()
    assert records.get(vault, Deadline, term.id).due == term.due
    assert term_book.ruling(vault, "D-ANS").entry is None


def test_from_a_rule_to_its_norm(session, shown):
    library = shown(LibraryPage(session))
    library.show_tab("terms")
    library.part("terms")._go_to("D-CAS")

    library.part("terms").norm_asked.emit("kas-219")

    assert library.tab == "norms"
    assert library.part("norms").table.current().id == "kas-219"


def test_her_own_day_off_moves_a_term_and_is_taken_back(session, shown, vault):
    case = open_case(vault)
    term = terms.start_term(vault, case.id, "D-CAS", Day.of(date(2026, 2, 12)))  # 12 May 2026, a Tuesday
    page = shown(DaysOffPage(session))
    page.day.line.setText("12.5.2026")
    page.remark.setText("день республики")

    page.add.click()

    assert records.get(vault, Deadline, term.id).due == date(2026, 5, 13)
    mine = [row for row in page.table.model_.rows if row.own]
    assert [(row.day, row.own.remark) for row in mine] == [(date(2026, 5, 12), "день республики")]
    page.table.select(page.table.model_.rows.index(mine[0]))
    page.drop.click()
    assert records.get(vault, Deadline, term.id).due == term.due
    session.undo()
    assert records.get(vault, Deadline, term.id).due == date(2026, 5, 13)


def test_a_weekend_can_be_worked_on(session, shown, vault):
    page = shown(DaysOffPage(session))
    page.day.line.setText("16.5.2026")
    page.works.show_code(WORKED)

    page.add.click()

    assert not term_book.calendar(vault).is_off(date(2026, 5, 16))


def test_without_a_day_nothing_is_set(session, shown, vault):
    page = shown(DaysOffPage(session))

    page.add.click()
    assert "Which day" in page.line.text()
    page.day.line.setText("31.2.2026")
    page.add.click()

    assert term_book.calendar(vault).own == {}
    assert page.save_draft().fields == {"day": "31.2.2026"}


def test_a_year_that_is_not_known_says_so(session, shown):
    page = shown(DaysOffPage(session))
    told = {}
    for year in ("2021", "2026", "2028"):
        page.year.show_words([(year, year)])
        page._show()
        told[year] = page.known.text()

    assert "not here" in told["2021"]
    assert "№ 1466" in told["2026"]
    assert "only weekends and public holidays" in told["2028"]
