"""The page of a case: its tabs are there when they are looked at."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from desktop.domain.drafts import Draft
from desktop.domain.errors import DataDamaged
from desktop.operations.cases import open_case
from desktop.operations.notes import add_note
from desktop.ui.case import page as page_module
from desktop.ui.case.page import TABS, CasePage
from desktop.ui.parts.empty import EmptyState


@pytest.fixture
def case(vault):
    return open_case(vault, language="en")


def _made(page):
    return [tab for tab in TABS if tab in page.__dict__]


def test_a_tab_is_made_when_it_is_looked_at(session, shown, case):
    page = shown(CasePage(session, case.id))
    assert _made(page) == ["overview"]

    page.show_tab("notes")
    QTest.mouseClick(page.findChild(QTabBar), Qt.MouseButton.LeftButton, pos=page.findChild(QTabBar).tabRect(5).center())

    assert _made(page) == ["overview", "notes", "people"]
    assert page.people.isVisible()


def test_what_was_typed_comes_back_into_a_tab_that_nobody_looked_at(session, shown, vault, case):
    note = add_note(vault, case.id, "before")
    page = shown(CasePage(session, case.id))

    page.restore_draft(Draft(id="x", page="case", case=case.id, subject="notes", fields={"notes.note": note.id, "notes.facts": "after"}))

    assert page.tab == "notes"
    assert page.notes.editor.blocks["facts"].toPlainText() == "after"


def test_a_tab_that_cannot_be_read_says_so_and_the_others_are_there(session, shown, monkeypatch, case):
    page = shown(CasePage(session, case.id))

    def damaged(*_):
        raise DataDamaged("x")

    monkeypatch.setattr(page_module, "PapersTab", damaged)
    page.show_tab("papers")

    assert [state.isVisible() for state in page._tabs.currentWidget().findChildren(EmptyState)] == [True]
    page.show_tab("notes")
    assert page.notes.isVisible()
