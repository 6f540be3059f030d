"""Where she types more than a word or two: each place brought to the front of the real window, its field ready to be typed into."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.domain.cases import Case
from desktop.domain.events import EventKind
from desktop.domain.people import Person
from desktop.domain.register import View
from desktop.operations import letters, notes, templates
from desktop.operations.attachments import attach_stream
from desktop.operations.tasks import add_task
from desktop.storage import people, records
from desktop.ui.agenda.date_line import Asked
from desktop.ui.case.sheet_rows import EventsAnswer
from desktop.ui.parts.fields import Choice
from desktop.ui.register.entry import Section

Open = Callable[[Any], QWidget]  # of the desk


def case_of(desk: Any) -> Case:
    """The first case of the vault."""
    return min(records.every(desk.session.vault, Case), key=lambda case: case.number)


def _overview(panel: str, field: Callable[[Any], QWidget]) -> Open:
    return lambda desk: field(getattr(desk.open_case(case_of(desk).id, "overview").overview, panel))


def _sheet(desk: Any) -> QWidget:
    overview = desk.open_case(case_of(desk).id, "overview").overview
    overview.show_sheet()
    story = next(row for row in overview.sheet._rows.values() if isinstance(row, EventsAnswer))
    return story.rows[0].text


def _task(desk: Any) -> QWidget:
    task = add_task(desk.session.vault, "Ring", case=case_of(desk).id)
    return _opened(desk, "overview", task.id).task.what


def _opened(desk: Any, tab: str, subject: str = "") -> Any:
    return getattr(desk.open_case(case_of(desk).id, tab, subject), tab)


def _power(desk: Any) -> QWidget:
    overview = _opened(desk, "overview")
    overview.powers.add.click()
    return overview.power.body


def _event(field: str) -> Open:
    def open_(desk: Any) -> QWidget:
        tab = _opened(desk, "timeline")
        tab.new_event()
        return getattr(tab.form, field)

    return open_


def _order(desk: Any) -> QWidget:
    tab = _opened(desk, "timeline")
    tab.new_event()
    tab.form.kind.show_code(EventKind.ORDER_RECEIVED)
    tab.form.kind.chosen.emit(EventKind.ORDER_RECEIVED)
    return tab.form.order.wording


def _letter(desk: Any) -> Any:
    letter = letters.begin_letter(desk.session.vault, case_of(desk).id, "r02")
    desk.session.changed.emit()
    return _opened(desk, "letters", letter.id).workshop


def _letter_text(desk: Any) -> QWidget:
    workshop = _letter(desk)
    workshop.text.select(0, 0)
    return workshop.text


def _letter_person(desk: Any) -> QWidget:
    workshop = _letter(desk)
    workshop.form.people.add.click()
    return workshop.beside.card.parts["surname"]


def _letter_forms(desk: Any) -> QWidget:
    workshop = _letter(desk)
    workshop.walk.show_forms(case_of(desk).client, "surname")
    return workshop.walk.forms.lines["dative"]


def _packet(desk: Any) -> QWidget:
    tab = _opened(desk, "letters")
    tab._to_packet()
    tab.packet.offers.tick_all()
    return _line_of(tab.packet.fields)


def _cover(desk: Any) -> QWidget:
    tab = _opened(desk, "letters")
    tab._to_bundle()
    return tab.bundle.cover


def _note(desk: Any) -> Any:
    tab = _opened(desk, "notes")
    tab.new_note()
    return tab


def _signed(desk: Any) -> QWidget:
    vault = desk.session.vault
    note = notes.sign_off(vault, notes.add_note(vault, case_of(desk).id, "His mother rang."))
    desk.session.changed.emit()
    return _opened(desk, "notes", note.id).addendum


def _step(desk: Any) -> QWidget:
    tab = _note(desk)
    tab.editor.ask_for_step()
    return tab.steps.what


def _note_template(desk: Any) -> QWidget:
    tab = _note(desk)
    tab._ask_for_template()
    return tab.templates.title


def _person(field: Callable[[Any], QWidget]) -> Open:
    def open_(desk: Any) -> QWidget:
        tab = _opened(desk, "people")
        tab.new_person()
        return field(tab.form)

    return open_


def _known_person(desk: Any) -> QWidget:
    party = people.of_case(desk.session.vault, case_of(desk).id)[0][0]
    return _opened(desk, "people", party.id).form.remark


def _forms(desk: Any) -> QWidget:
    tab = _opened(desk, "people")
    client = records.get(desk.session.vault, Person, case_of(desk).client)
    tab.card.show_forms(client, "surname")
    return tab.card.forms.lines["dative"]


def _paper(desk: Any) -> QWidget:
    paper = attach_stream(desk.session.vault, case_of(desk).id, io.BytesIO(b"words"), name="words.txt", size=5)
    desk.session.changed.emit()
    return _opened(desk, "papers", paper.id).form.remark


def _keeping(desk: Any) -> QWidget:
    return _opened(desk, "lists", "closing").closing.keeping.reason


def _place(place: str, field: Callable[[Any], QWidget]) -> Open:
    return lambda desk: field(desk.show_place(place))


def _call(field: str) -> Open:
    def open_(desk: Any) -> QWidget:
        desk._calls.begin_call()
        return desk._calls.lines[0]._fields[field]

    return open_


def _urgent(name: str) -> Open:
    def open_(desk: Any) -> QWidget:
        page = desk.show_place("urgent")
        page.begin("", (), None)
        return page.answers.requests if name == "requests" else page.answers._typed[name]

    return open_


def _group(desk: Any) -> QWidget:
    page = desk.show_place("group")
    page.template.show_code("r05")
    page._on_template()
    page.cases.tick_all()
    return _line_of(page.fields)


def _line_of(fields: Any) -> QWidget:
    """The first field that is no choice."""
    return next(field for field in fields.inputs.values() if not isinstance(field, Choice))


def _new_date(desk: Any) -> QWidget:
    page = desk.show_place("agenda")
    page._begin_new()
    return page.new.what


def _date_of(place: str) -> Open:
    def open_(desk: Any) -> QWidget:
        page = desk.show_place(place)
        line = page.date_line if place == "agenda" else page._date_line
        line.ask(Asked(case_of(desk).id, case_of(desk).pseudonym))
        return line._what

    return open_


def _several(deed: str) -> Open:
    def open_(desk: Any) -> QWidget:
        page = desk.show_place("cases")
        page.table._tick_and_go(1)
        page._on_deed(deed)
        return page.asked.form.line if deed == "tag" else page.asked.form.title

    return open_


def _register(section: Section, field: str) -> Open:
    def open_(desk: Any) -> QWidget:
        page = desk.show_place("register")
        page._head.choose(View.ALL)
        page._table.select(0)
        page._form.go_to(section)
        return getattr(page._form, field)

    return open_


def _originals(desk: Any) -> QWidget:
    page = desk.show_place("register")
    page._head.choose(View.ALL)
    page._table.select(0)
    page._form.go_to(Section.ORIGINALS)
    return page._form.originals.remark


def _library(tab: str, field: Callable[[Any], QWidget]) -> Open:
    def open_(desk: Any) -> QWidget:
        page = desk.show_place("library")
        page.show_tab(tab)
        return field(page.part(tab))

    return open_


def _norm(part: Any) -> QWidget:
    part._add()
    return part.form.ru


def _template(part: Any) -> Any:
    part._edit(templates.blank(part._session.vault))
    return part.editor


def _template_field(part: Any) -> QWidget:
    editor = _template(part)
    editor.left.setCurrentIndex(1)
    editor.fields.add_field()
    return editor.fields.labels["ru"]


def _unit(desk: Any) -> QWidget:
    page = desk.show_place("people")
    page.show_tab("units", case_of(desk).unit)
    return page.units.card.lines["address"]


def _new_unit(desk: Any) -> QWidget:
    page = desk.show_place("people")
    page.show_tab("units")
    page.units.new_unit()
    return page.units.card.lines["number"]


def _commander(desk: Any) -> QWidget:
    page = desk.show_place("people")
    page.show_tab("units", case_of(desk).unit)
    page.units._new_commander()
    return page.units.person.form.parts["surname"]


def _book(desk: Any) -> QWidget:
    page = desk.show_place("people")
    page.people.new_person()
    return page.people.form.address


def _setting(chapter: int, field: str) -> Open:
    def open_(desk: Any) -> QWidget:
        page = desk.show_place("settings")
        page._list.setCurrentRow(chapter)
        return page._typed[field]

    return open_


FIELDS: Mapping[str, Open] = {
    "how it stands": _overview("standing", lambda panel: panel.now),
    "what happened": _overview("standing", lambda panel: panel.lines["matter"]),
    "what may not be told": _overview("speaking", lambda panel: next(iter(panel._blocks.values())).lines["may_not_be_told"]),
    "whom it may be handed to": _overview("agreement", lambda panel: panel.hand_over),
    "the post": _overview("service", lambda panel: panel.lines["post"]),
    "a date of the case": _overview("dates", lambda panel: panel.what),
    "the sheet": _sheet,
    "a task": _task,
    "a power": _power,
    "an event": _event("headline"),
    "an event as he tells it": _event("text"),
    "an order": _order,
    "the text of a letter": _letter_text,
    "a field of a letter": lambda desk: _line_of(_letter(desk).form.fields),
    "a person beside a letter": _letter_person,
    "forms beside a letter": _letter_forms,
    "a packet": _packet,
    "the cover of a bundle": _cover,
    "a note": lambda desk: _note(desk).editor.blocks["facts"],
    "the advice": lambda desk: _note(desk).editor.blocks["advice"],
    "who was present": lambda desk: _note(desk).editor.head.lines["present"],
    "a next step": _step,
    "a note template": _note_template,
    "an addendum": _signed,
    "a new person": _person(lambda form: form.parts["surname"]),
    "the remark on a person": _known_person,
    "forms of a name": _forms,
    "a paper": _paper,
    "why it is held": _keeping,
    "a new case": _place("new-case", lambda page: page._fields["matter"]),
    "a call": _call("line"),
    "who is calling": _call("who"),
    "an urgent answer": _urgent("where"),
    "what an urgent message asks": _urgent("requests"),
    "one document for several": _group,
    "a new date": _new_date,
    "a date for a case": _date_of("agenda"),
    "a date on Today": _date_of("today"),
    "a tag for several": _several("tag"),
    "a date for several": _several("date"),
    "what was said at the counter": _register(Section.REFUSAL, "_refused"),
    "to whom it was handed": _register(Section.STAMP, "_to"),
    "where an original is": _originals,
    "a norm of hers": _library("norms", _norm),
    "a line of a checklist": _library("checklists", lambda part: part.text),
    "why a day is off": _library("days-off", lambda part: part.remark),
    "the lengths of a term": _library("terms", lambda part: part.lengths),
    "the text of a template": _library("templates", lambda part: _template(part).body),
    "what a template asks": _library("templates", _template_field),
    "the address of a unit": _unit,
    "a new unit": _new_unit,
    "a commander": _commander,
    "the address book": _book,
    "a category of the report": _place("figures", lambda page: (page._open_mine(), page.mine.titles[0])[1]),
    "letters of a fingerprint": _place("sheet-check", lambda page: page.letters),
    "her address": _setting(0, "lawyer.address"),
    "a phrase of hers": _setting(7, "phrase"),
}


def fields_in(window: Any) -> list[QWidget]:
    """Every field that something can be typed into, in sight or not."""
    return [field for kind in (QLineEdit, QPlainTextEdit) for field in window.findChildren(kind)]


def text_of(field: Any) -> str:
    """What stands in a field."""
    return str(field.text() if isinstance(field, QLineEdit) else field.toPlainText())


def begin_to_type(field: Any) -> None:
    """Put the cursor behind what stands there."""
    field.setFocus()
    field.end(False) if isinstance(field, QLineEdit) else field.moveCursor(QTextCursor.MoveOperation.End)
