"""No list tells a real name before she reveals it: what a date is called, how a note begins, how a file is named."""

import io
from dataclasses import replace
from datetime import date

import pytest

from desktop.documents.names_in_text import Names
from desktop.domain.people import Role
from desktop.operations.attachments import attach_stream
from desktop.operations.cases import keep_case, open_case
from desktop.operations.deadlines import keep_deadline
from desktop.operations.events import keep_event
from desktop.operations.notes import add_note
from desktop.operations.people import add_person
from desktop.ui.backups.inside import InsidePanel
from desktop.ui.case.page import CasePage
from desktop.ui.cases.page import CasesPage
from desktop.ui.today.page import TodayPage
from tests import make


def texts(table):
    """What a list says, cell by cell."""
    return [str(column.text_of(row)) for row in table.model_.rows for column in table.model_.columns]


@pytest.fixture
def case(vault):
    found = open_case(vault)
    add_person(vault, make.person(surname="Королёв"), found.id, Role.CLIENT)
    keep_deadline(vault, make.deadline(case=found.id, title="Позвонить Королёву", due=date(2026, 5, 15)))
    keep_event(vault, make.event(case=found.id, title="Королёв подал рапорт"))
    add_note(vault, found.id, "Звонила мать Королёва.")
    attach_stream(vault, found.id, io.BytesIO(b"x"), name="Рапорт Королёва.txt", size=1)
    return found


@pytest.mark.parametrize("place", ["dates", "events", "notes", "papers"])
def test_a_list_of_the_case_hides_names_until_they_are_revealed(session, shown, case, place):
    page = shown(CasePage(session, case.id))
    table = {"dates": lambda: page.overview.dates.table, "events": lambda: page.overview.latest.table,
             "notes": lambda: page.notes.table, "papers": lambda: page.papers.table}[place]()  # fmt: skip
    assert not any("орол" in text for text in texts(table))

    session.reveal_names()

    assert any("орол" in text for text in texts(table))


def test_the_beginning_of_a_note_is_cut_below_the_bars_and_not_in_a_name(session, shown, case, vault):
    for room in range(152, 160):
        add_note(vault, case.id, f"{'-' * room} Королёв")
    page = shown(CasePage(session, case.id))

    assert not any("Ко" in text for text in texts(page.notes.table))


def test_the_preview_of_a_case_is_cut_below_the_bars_and_not_in_a_name(session, shown, case, vault):
    page = shown(CasesPage(session))
    for room in range(152, 159):
        keep_case(vault, replace(case, now=f"{'-' * room} Королёв и ещё кто-то"))
        page.preview.show_row(page.table.current())

        assert "▮" in page.preview._text.text()
        assert "К" not in page.preview._text.text().splitlines()[0]


def test_what_lies_in_a_copy_is_cut_below_the_bars_and_not_in_a_name(session, shown):
    panel = shown(InsidePanel(session))
    panel._names = Names([make.person(surname="Королёв")])

    assert not any("К" in panel._title(make.note(blocks={"facts": f"{'-' * room} Королёв"})) for room in range(60, 80))


def test_today_hides_names_in_what_a_date_is_called(session, shown, case, qtbot):
    page = shown(TodayPage(session))
    qtbot.waitUntil(lambda: any("Позвонить" in text for text in texts(page._table)))
    assert not any("орол" in text for text in texts(page._table))

    session.reveal_names()

    assert any("орол" in text for text in texts(page._table))
