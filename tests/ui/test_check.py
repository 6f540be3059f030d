"""The check before printing, in the page: what stops, what wants a look, and the ways to go on."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.documents import risky, templates
from desktop.domain.cases import Case, Category
from desktop.domain.days import Day
from desktop.domain.errors import ArchiveOnly
from desktop.domain.letters import Letter
from desktop.domain.people import Role
from desktop.operations import journal
from desktop.operations.cases import keep_case, open_case
from desktop.operations.letters import WITH_REGISTRATION, begin_letter, keep_letter, pdf_of
from desktop.operations.people import add_person
from desktop.operations.units import unit_with
from desktop.storage import records, register
from desktop.ui.case.letters import LIST, LettersTab
from desktop.ui.letters.workshop import Workshop
from tests import make


@pytest.fixture
def case(vault) -> Case:
    opened = open_case(vault, category=Category.CONTRACT)
    case = keep_case(vault, replace(opened, unit=unit_with(vault, "00001").id, post="стрелок", pseudonym="Клён"))
    add_person(vault, make.person(surname="Монгуш", name="Айдын", patronymic="", rank="private"), case.id, Role.CLIENT)
    return case


@pytest.fixture
def tab(session, shown, case) -> LettersTab:
    return shown(LettersTab(session, case.id))


def _begin(tab: LettersTab, health: str) -> Workshop:
    tab.pick()
    tab.picker.picked.emit(templates.find("r02"))
    tab.workshop.form.fields.inputs["health"].setPlainText(health)
    tab.workshop.form.changed.emit()
    return tab.workshop


def test_a_refusal_leaves_three_ways_and_asks_for_no_reason(tab, vault, case):
    workshop = _begin(tab, "плохо сплю")
    workshop.form.fields.inputs["refusal"].show_code("yes")
    workshop.form.changed.emit()
    workshop.begin_check()
    check = workshop.check
    assert [button.isVisible() for button in (check.approve, check.change, check.put_off)] == [True, True, True]
    assert not check.findChildren(QLineEdit)

    check.change.click()
    assert workshop.text.textCursor().selectedText() == "отказываюсь"

    workshop.begin_check()
    check.put_off.click()
    assert tab._stack.currentIndex() == LIST
    (draft,) = records.of_case(vault, Letter, case.id)
    assert (draft.explained, draft.register) == ((), "")
    assert not journal.lines(vault)


def test_a_neutral_text_has_one_way(tab):
    workshop = _begin(tab, "плохо сплю")
    workshop.begin_check()

    assert not workshop.check.change.isVisible()
    assert not workshop.check.put_off.isVisible()


def test_a_risky_word_is_shown_with_its_reason_stops_nothing_and_is_mended(tab):
    workshop = _begin(tab, "болит спина после самовольной отлучки")
    workshop.begin_check()
    (finding,) = [finding for finding in workshop.check._findings if finding.code == "risky"]
    assert workshop.check.approve.isEnabled()
    assert any(label.text() == risky.why()["accuses"]["en"] for label in workshop.check.findChildren(QLabel))

    workshop.check.mend_asked.emit(finding)

    assert workshop.text.textCursor().selectedText() == "самовольной"


def test_what_other_letters_say_word_for_word_is_counted_and_no_case_is_named(tab, vault, session):
    story = "сплю по два часа, просыпаюсь от любого шума и долго не могу понять"
    other = open_case(vault, category=Category.CONTRACT)
    keep_letter(vault, replace(begin_letter(vault, other.id, "r02"), fields={"health": story}))
    workshop = _begin(tab, story)

    workshop.begin_check()

    told = [label.text() for label in workshop.check.findChildren(QLabel) if label.isVisible()]
    assert "13 words in a row – in 1 other document" in told
    assert not any(other.number in text or other.pseudonym in text for text in told if other.pseudonym)
    session.begin_visit("")
    workshop.begin_check()
    assert not any("words in a row" in label.text() for label in workshop.check.findChildren(QLabel) if label.isVisible())


def test_an_earlier_day_asks_once(tab, vault):
    workshop = _begin(tab, "плохо сплю")
    assert workshop._letter is not None
    workshop._making.letter = replace(workshop._letter, letter_date=Day("2026-01-05"))
    workshop.begin_check()
    assert not workshop.check.approve.isEnabled()

    workshop.check.back_dated.show_ticked(True)

    assert workshop.check.approve.isEnabled()


def test_the_archive_is_approved_as_a_marked_copy_and_has_no_registration_block(tab, vault, case):
    tab.pick()
    tab.picker.picked.emit(templates.find("r46"))
    workshop = tab.workshop
    workshop.begin_check()
    assert [finding.code for finding in workshop.check._findings if finding.code == "archive"] == ["archive"]
    workshop.check.insist.show_ticked(True)

    workshop.check.approve.click()

    (entry,) = register.entries(vault, case.id)
    assert entry.archive_copy
    with pytest.raises(ArchiveOnly):
        pdf_of(entry, WITH_REGISTRATION)
