"""F8, somebody sits beside her: the open case lives, and nothing on any page tells of another."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.journal import Deed
from desktop.domain.people import Person
from desktop.operations import journal
from desktop.operations.calls import keep_call
from desktop.operations.demo import make_demo
from desktop.operations.vaults import open_vault, unlock
from desktop.preferences import Preferences
from desktop.storage import records
from desktop.storage.drafts import waiting
from desktop.ui import lock
from desktop.ui.asking import Asking
from desktop.ui.case.file import change_case
from desktop.ui.case.page import TABS
from desktop.ui.desk import Desk
from desktop.ui.search.rows import Later
from desktop.ui.session import Session
from tests.conftest import PASSPHRASE

PLACES = ("today", "calls", "urgent", "cases", "people", "orders", "new-case", "register", "library", "backups", "settings", "keys")


class Shell:
    """A window that locks nothing."""

    preferences = Preferences(language="en")

    def __getattr__(self, name):
        return lambda *_: ()


@pytest.fixture(scope="module")
def busy_folder(tmp_path_factory):
    """A vault with six cases in it, whose papers, letters and dates are all there; made once."""
    folder = tmp_path_factory.mktemp("busy") / "vault"
    make_demo(folder, PASSPHRASE, cases=6, unlock_seconds=0.01)
    return folder, unlock(folder, PASSPHRASE)


@pytest.fixture
def vault(busy_folder, tmp_path):
    copy = tmp_path / "busy"
    shutil.copytree(busy_folder[0], copy)
    with open_vault(copy, busy_folder[1]) as opened:
        yield opened


@pytest.fixture
def session(qapp, vault, jobs, asking):
    shared = Session(vault, jobs, asking)
    yield shared
    shared.deleteLater()


@pytest.fixture
def cases(vault):
    """The case of the visitor, and all the others."""
    first, *others = [case for case in records.every(vault, Case) if not case.removed_at]
    return first, others


@pytest.fixture
def desk(session, shown, vault, cases):
    for case in (cases[0], *cases[1]):
        journal.note(vault, Deed.PRINTED, case=case.id, subject="x")
    keep_call(vault, Call(id="c" * 32, began="2026-05-14T08:00:00+00:00", who="callcanaryqx", ring_back="2026-05-14T12:00"))
    made = shown(Desk(session, Shell()))
    made.begin()
    yield made
    made.drafts._timer.stop()


def _telling(vault, cases):
    """What must not be seen: number, pseudonym and the surnames of every other case, and what was said in a call."""
    found = {"callcanaryqx"}
    for case in cases:
        found |= {case.number, case.pseudonym}
    return found


def _seen(root):
    """Every text in sight below a widget, with what a screen reader would say of it."""
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield from (widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit():
                yield from (widget.text(), widget.placeholderText())
            case QPlainTextEdit() | QTextEdit():
                yield widget.toPlainText()
            case QComboBox():
                yield from (widget.itemText(place) for place in range(widget.count()))
            case QAbstractItemView() if widget.model() is not None:
                model = widget.model()
                columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
                for row in range(model.rowCount()):
                    yield from (str(model.index(row, column).data() or "") for column in range(columns))


def _told(desk, words):
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    text = "\n".join(_seen(desk))
    return {word for word in words if word in text}


def _walk(desk, case):
    for place in PLACES:
        desk.show_place(place)
        yield place
    settings = desk.show_place("settings")
    for row in range(settings._list.count()):
        settings._list.setCurrentRow(row)
        yield f"settings {row}"
    for tab in TABS:
        if desk.open_case(case.id, tab):
            yield tab


def test_with_a_visitor_no_page_tells_of_another_case(desk, vault, cases):
    case, others = cases
    words = _telling(vault, others)
    for other in others[:3]:
        desk.open_case(other.id)
    desk.open_case(case.id)
    seen_before = {word for _place in _walk(desk, case) for word in _told(desk, words)}
    assert len(seen_before) > 10  # the eyes of this test are open

    desk.open_case(case.id)
    desk.on_visitor()

    assert {place: told for place in _walk(desk, case) if (told := _told(desk, words))} == {}
    assert case.pseudonym in "\n".join(_seen(desk))
    desk.on_visitor()
    assert {word for _place in _walk(desk, case) for word in _told(desk, words)} == seen_before


def test_the_search_tells_only_how_many_matches_wait(desk, vault, cases):
    case, others = cases
    desk.open_case(case.id)
    desk.on_visitor()

    # What is in closed files is not searched.
    for text in (*[other.pseudonym for other in others if not other.closed_at][:4], "рапорт", "callcanaryqx"):
        desk._search.setText(text)
        desk._search.search_now()
        *hits, later = desk._search.rows
        assert isinstance(later, Later)
        assert later.count > 0
        assert {hit.case for hit in hits if hasattr(hit, "case")} <= {case.id}
        typed = {text} if text in _telling(vault, others) else set()
        assert _told(desk, _telling(vault, others)) <= typed
        # Enter on the count opens nothing.
        if not hits:
            QTest.keyClick(desk._search, Qt.Key.Key_Return)
            assert desk.place == f"case:{case.id}"


def test_no_key_leads_to_another_case(desk, cases):
    case, others = cases
    for other in others[:2]:
        desk.open_case(other.id)
    desk.open_case(case.id)
    desk.on_visitor()

    for deed in (
        lambda: desk._open_number(1),
        lambda: desk._open_number(2),
        lambda: desk.open_case(others[0].id),
        desk._back,
        *[lambda: desk._step(1)] * 8,
        lambda: desk._step(-1),
    ):
        deed()
        assert desk.place in {f"case:{case.id}", *PLACES}


def test_names_are_hidden_when_the_visitor_comes(desk, session, cases):
    desk.open_case(cases[0].id)
    session.reveal_names()

    desk.on_visitor()

    assert not session.revealed
    session.reveal_names()
    assert session.revealed


def test_what_was_typed_waits_until_the_visitor_has_gone(desk, vault, cases):
    desk._calls.begin_call()
    desk._calls.lines[0]._fields["who"].setText("callcanaryqx")
    desk.show_place("new-case")._fields["matter"].setText("typedcanaryqx")
    desk.open_case(cases[0].id)
    desk.on_visitor()

    assert _told(desk, {"callcanaryqx"}) == set()
    page = desk.show_place("new-case")
    assert page._fields["matter"].text() == ""
    desk.drafts._on_time()
    assert {"typedcanaryqx", "callcanaryqx"} <= {text for draft in _drafts(vault) for text in draft.fields.values()}
    page._fields["matter"].setText("of the visitor")
    desk.on_visitor()

    assert _told(desk, {"callcanaryqx"}) == {"callcanaryqx"}
    assert page._fields["matter"].text() == "of the visitor"  # what is there is not written over
    page._open()
    assert desk.show_place("new-case")._fields["matter"].text() == "typedcanaryqx"


def _drafts(vault):
    return waiting(vault)


def test_with_no_case_open_the_one_she_opens_by_its_key_becomes_the_visitors(desk, session, cases):
    desk.open_case(cases[0].id)
    desk.show_place("today")
    desk.on_visitor()
    assert session.visit == ""
    assert desk.open_case(cases[0].id) is None

    desk._open_number(1)

    assert session.visit == cases[0].id
    assert desk.place == f"case:{cases[0].id}"


def test_a_new_case_beside_the_visitor_is_the_visitors(desk, session, cases):
    desk.show_place("cases")
    desk.on_visitor()
    page = desk.show_place("new-case")
    page._fields["about"].setText("about him")

    page._open()

    assert desk.place == f"case:{session.visit}"
    assert session.visit not in {case.id for case in cases[1]}


def test_undo_takes_back_nothing_from_before_the_visitor(desk, session, vault, cases):
    change_case(session, "Case", cases[1][0], replace(cases[1][0], now="changed"))
    desk.open_case(cases[0].id)
    desk.on_visitor()

    assert session.undo() is None
    assert session.history.undo_title == ""
    desk.on_visitor()
    assert session.undo() is not None


def test_the_visitor_is_still_there_after_the_lock(desk, session, vault, cases, shown, asking):
    case, others = cases
    desk.open_case(others[0].id)
    desk.open_case(case.id)
    desk.show_place("new-case")._fields["matter"].setText("typedcanaryqx")
    desk.open_case(case.id)
    desk.on_visitor()
    desk.drafts.keep(panic=False)

    again = shown(Desk(Session(vault, session.jobs, asking), Shell()))
    again.begin()

    assert again.session.visit == case.id
    assert again.place == f"case:{case.id}"
    assert _told(again, _telling(vault, others)) == set()
    again.show_place("cases")
    assert _told(again, _telling(vault, others)) == set()
    assert again.show_place("new-case")._fields["matter"].text() == ""
    again.on_visitor()
    assert again.show_place("new-case")._fields["matter"].text() == "typedcanaryqx"
    again.drafts._timer.stop()


def test_a_calm_mark_tells_of_the_visitor_and_ends_it(desk, session, cases):
    mark = desk._status._visit
    assert not mark.isVisible()
    desk.open_case(cases[0].id)

    desk.on_visitor()

    assert mark.isVisible()
    mark.click()
    assert session.visit is None
    assert not mark.isVisible()


def test_a_question_about_another_goes_unanswered(desk, session, cases):
    answered = []
    session.asking = Asking()
    session.asking.question(desk, f"{cases[1][0].pseudonym}?", "Yes", lambda: answered.append(1))
    box = next(child for child in desk.children() if isinstance(child, QDialog))
    assert box.isVisible()

    desk.on_visitor()

    assert not box.isVisible()
    assert answered == []


def test_f8_is_heard_in_every_window_once_a_press(qapp, shown):
    window = shown(QWidget())
    watch, heard = lock.Watch(5), []
    watch.visitor_came.connect(lambda: heard.append(1))
    watch.start()

    for kind, repeated in ((QEvent.Type.ShortcutOverride, False), (QEvent.Type.KeyPress, False), (QEvent.Type.KeyPress, True)):
        press = QKeyEvent(kind, Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier, "", repeated)
        QApplication.sendEvent(window.windowHandle(), press)

    assert heard == [1]
    watch.deleteLater()


def test_people_of_others_are_not_found(desk, vault, cases):
    desk.open_case(cases[0].id)
    desk.on_visitor()

    for person in records.every(vault, Person)[:20]:
        desk._search.setText(person.surname)
        desk._search.search_now()
        assert {row.case for row in desk._search.rows if hasattr(row, "case")} <= {cases[0].id}
