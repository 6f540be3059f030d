"""Pictures of every page: the real window on a demo vault, both languages, light and dark, 100 and 200 %.

`make pictures` writes them to pictures/. What a picture shows badly is also said in words: text that is cut or hard to read,
controls that a small screen would cut off, that have no name for a screen reader, or whose focus cannot be seen. All pictures are
of a screen of 1366 by 768 points; at 200 % that is 683 by 384 of the program's own. `--languages long` speaks English whose
sentences are a third longer.
"""

import argparse
import gettext
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache, partial
from itertools import chain, product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PASSPHRASE = "demo demo demo"
WIDE, HIGH = 1366, 768
DAY = datetime(2026, 5, 14, 7, 20, tzinfo=UTC)
LOWEST = 690  # a taskbar and a title bar may take the rest of a small screen


def main() -> int:
    """Make the demo vault, then the pictures of each appearance in a process of its own."""
    options = _options()
    if options.one:
        return _take(Path(options.vault), options.out, *options.one.split(","))
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as there:
        failed = 0
        for language in options.languages.split(","):
            vault = Path(there) / language
            _make_demo(vault, language, options.cases)
            for look, scale in product(options.looks.split(","), options.scales.split(",")):
                failed |= _run_one(vault, options.out, language, look, scale, there)
    return failed


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "pictures")
    parser.add_argument("--languages", default="ru,en")
    parser.add_argument("--looks", default="light,dark")
    parser.add_argument("--scales", default="1,2")
    parser.add_argument("--cases", default="30")
    parser.add_argument("--vault", default="")
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _make_demo(vault: Path, language: str, cases: str) -> None:
    options = ["--vault", str(vault), "--cases", cases, "--unlock-seconds", "0.05"]
    command = [sys.executable, "-m", "desktop", "demo", "--lang", "ru" if language == "ru" else "en", *options]
    subprocess.run(command, input=PASSPHRASE + "\n", text=True, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def _run_one(vault: Path, out: Path, language: str, look: str, scale: str, home: str) -> int:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "PORTFEL_HOME": str(Path(home) / "settings")}
    command = [sys.executable, __file__, "--vault", str(vault), "--out", str(out), "--one", f"{language},{look},{scale}"]
    return subprocess.run(command, cwd=ROOT, env={**env, "PYTHONPATH": str(ROOT)}, check=False).returncode


def _take(vault: Path, out: Path, language: str, look: str, scale: str) -> int:
    from desktop import guard, i18n

    guard.harden()
    _speak(language)
    from desktop.operations import vaults
    from desktop.preferences import Preferences
    from desktop.storage.vault import Ground
    from desktop.ui import style
    from desktop.ui.asking import Asking
    from desktop.ui.jobs import Jobs
    from desktop.ui.start import make_application
    from desktop.ui.window import MainWindow

    # The invented cases belong to one day.
    vaults.open_vault = partial(vaults.open_vault, ground=Ground(now=lambda: DAY))
    application = make_application(i18n.language())
    style.dress(application, look)

    def begin(folder: Path | None) -> MainWindow:
        window = MainWindow(Preferences(language=i18n.language(), appearance=look), vault=folder)
        window.furnish(Jobs(start=lambda run: run()), Asking())
        window.show_first()
        window.showNormal()
        window.resize(WIDE // int(scale), HIGH // int(scale))
        return window

    complaints = 0
    for window, name in _pages(begin, vault):
        # Pictures of pages are drawn when the event loop has gone round: fonts, layouts, delayed icons.
        for _round in range(8):
            application.processEvents()
        window.grab().save(str(out / f"{name}-{language}-{look}-{scale}00.png"))
        for complaint in complaints_of(window, small=scale != "1"):
            complaints += 1
            sys.stdout.write(f"{name} {language} {look} {scale}00 %: {complaint}\n")
    return 1 if complaints else 0


def _pages(begin: Callable[[Path | None], Any], vault: Path) -> Iterator[tuple[Any, str]]:
    from desktop.domain.attachments import Attachment
    from desktop.domain.letters import Letter
    from desktop.domain.notes import Note
    from desktop.domain.people import Person
    from desktop.storage import cases

    window = begin(None)
    yield window, "empty"
    window.show_wizard()
    wizard = window._stack.currentWidget()
    for number, name in enumerate(("language", "place", "you", "passphrase")):
        wizard._show(number)
        yield window, f"wizard-{number + 1}-{name}"
    wizard._show(5)
    yield window, "wizard-6-lock"
    window.show_restore()
    yield window, "restore"
    window.close()
    window = begin(vault)
    yield from _vaults(window)
    page = window._stack.currentWidget()
    page._switch()
    yield window, "unlock-words"
    for kind in ("key-file", "shares", "organisation"):
        page._kinds.show_code(kind)
        page._on_kind(kind)
        yield window, f"unlock-{kind}"
    page._switch()
    page._secret.setText(PASSPHRASE)
    page._try()
    window.lock_after(24 * 60)  # on a busy machine nobody touches anything for longer than she ever would
    yield window, "today"
    desk = window.desk
    for place in places_of(desk):
        desk.show_place(place)
        yield window, place
    settings = desk.show_place("settings")
    for number, name in enumerate(chapters_of(settings)):
        settings._list.setCurrentRow(number)
        yield window, f"settings-{name}"
    yield from chain(_agenda(window), _figures(window), _templates(window), _backups(window), _open_formats(desk), _ways(window, settings))
    yield from chain(_danger(window, settings), _register(window))
    desk._show_recovery()
    yield window, "recovery"
    desk._pages["recovery"]._panel._make()
    yield window, "recovery-words"
    first = min(cases.rows(desk.session.vault), key=lambda row: row.pseudonym not in {"Клён", "Maple"})
    for tab in ("overview", "timeline", "letters", "notes", "papers", "people", "lists"):
        desk.open_case(first.id, tab)
        yield window, f"case-{tab}"
    # A document in the making, a note, a paper and a person, opened.
    vault_open = desk.session.vault
    for tab, kind in (("letters", Letter), ("notes", Note), ("papers", Attachment), ("people", Person)):
        for value in _one_of(vault_open, kind):
            desk.open_case(value[0], tab, value[1])
            yield window, f"case-{tab}-open"
    yield from chain(_asking(window), _several(window, first.id), _six_forms(window), _picking(window, first.id), _leaving(window))
    yield from chain(
        _finding(window, first.id),
        _note_deeds(window, first.id),
        _caseload(window),
        _tables(window),
        _powers(window, first.id),
        _sheets(window, first.id),
        _urgent(window),
        _people(window, first.id),
        _call(window),
        _papers(window, first.id),
        _timeline(window, first.id),
        _norms(window),
        _closing(window, first.id),
        _destroying(window, first.id),  # the case is gone then
        _sheet(window),  # the last: the wizard stands in the place of the desk
    )
    window.close()


def _note_deeds(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """A note that is written, with its strips, its templates and its versions."""
    from dataclasses import replace
    from datetime import timedelta

    from desktop.operations.notes import keep_note

    desk, vault = window.desk, window.desk.session.vault
    tab = desk.open_case(case, "notes").notes
    tab.new_note()
    written = {
        "facts": "Звонил сам, **говорит тихо**.\n- приказ устный, рапорт не подавал\n- к врачу не пускают\n> «Завтра всех на построение»",
        "advice": "1. Направление на ВВК: рапорт в двух экземплярах.\n2. Ничего не подписывать **не читая**.",
        "next_steps": "- до 20.05 подать рапорт\n- я: позвонить матери",
    }
    note = keep_note(vault, replace(tab.editor.note, blocks={"facts": "Звонил сам.\n- приказ устный"}))
    vault._ground = replace(vault._ground, now=lambda: DAY + timedelta(minutes=40))
    note = keep_note(vault, replace(note, blocks=written, explained=("w-332",), told_by="client", first_hand="yes"))
    tab.editor.show_note(note, None)
    yield window, "note-written"
    tab.editor.norms._open()
    tab.editor.norms.words.setText("увол")
    tab.editor.go_to("law")
    tab.editor.norms.words.setFocus()
    yield window, "note-norms"
    tab.editor.norms._close()
    tab.editor.go_to("next_steps")
    tab.editor.ask_for_step()
    yield window, "note-step"
    tab.steps._leave()
    tab._ask_for_template()
    yield window, "note-templates"
    tab._back_to_note()
    tab._ask_lock()
    yield window, "note-lock"
    tab.lock.no.click()
    tab._show_versions()
    yield window, "note-versions"
    tab.versions._ask_to_forget()
    yield window, "note-versions-forget"
    tab._back_to_note()
    yield from _note_goes_out(window, tab, note)
    vault._ground = replace(vault._ground, now=lambda: DAY)


def _tables(window: Any) -> Iterator[tuple[Any, str]]:
    """A list of another program: its columns, its rows with one that may be known already, and what was brought in."""
    from desktop.domain.people import Person
    from desktop.storage import records

    desk = window.desk
    page, known = desk.show_place("tables"), records.every(desk.session.vault, Person)[0]
    rows = [
        ["№", "ФИО", "Д.р.", "Телефон", "в/ч", "Категория", "Статус", "Дата обращения", "Проблема", "Мать", "Комментарий"],
        ["1", known.full_name, "12.05.99", "8 916 123-45-67", "в/ч 00001", "контракт", "в работе", "12.03.25", "К врачу", "", ""],
        ["2", "ОРЛОВ ИЛЬЯ", "5.7.2001", "89260001122", "00002", "вахта", "новое", "март 2025", "Просит отпуск", "Орлова Нина", "звонить"],
        ["3", "Лосев И. П.", "летом", "спросить", "00002", "моб", "суд", "01.04.25", "Жалоба", "", ""],
        ["4", "Лосев Иван", "", "+7 926 000-33-44", "", "моб", "", "02.04.25", "Жалоба", "", "он же?"],
        ["5", "Клёнов Пётр Ильич", "1.2.1998", "", "00003", "срочник", "консультация", "5.4.25", "Вопрос об отсрочке", "", ""],
    ]
    with tempfile.TemporaryDirectory() as there:
        path = Path(there) / "список.csv"
        path.write_text("\n".join(";".join(row) for row in rows), encoding="cp1251")
        page.read(path)
        yield window, "tables-columns"
        page._look()
        yield window, "tables-rows"
        desk.session.reveal_names()
        yield window, "tables-rows-names"
        desk.session.hide_names()
        page._begin()
        page.past._ask_wipe()
        yield window, "tables-past"
    desk.session.undo()


def _note_goes_out(window: Any, tab: Any, note: Any) -> Iterator[tuple[Any, str]]:
    """Its advice for others, closed, several on paper, and a sheet that is checked."""
    from desktop.domain import fingerprints, seals
    from desktop.domain.notes import Note
    from desktop.operations.notes import add_addendum, sign_off
    from desktop.storage import records

    desk, vault = window.desk, window.desk.session.vault
    tab._show_carrying()
    yield window, "note-carry"
    tab.carrying.table.show_ticked([row.id for row in tab.carrying.table.model_.rows[:2]])
    tab.carrying.go_on.click()
    yield window, "note-carry-one"
    tab._back_to_note()
    note = add_addendum(vault, sign_off(vault, records.get(vault, Note, note.id)), "Перезвонил вечером: рапорт **принят**.")
    desk.session.changed.emit()
    tab.open_note(note)
    tab.editor._scroll.verticalScrollBar().setValue(10_000)
    yield window, "note-closed"
    tab._show_sheet()
    tab.sheet.table.tick_all()
    yield window, "note-sheets"
    tab._back_to_note()
    page = desk.show_place("sheet-check")
    letters = fingerprints.fingerprint(seals.ends([note])[0])
    page.letters.setText(letters)
    page._on_typed()
    yield window, "sheet-checked"
    page.letters.setText("К" + letters[1:] if letters[0] != "К" else "М" + letters[1:])
    page._start()
    yield window, "sheet-near"


def _asking(window: Any) -> Iterator[tuple[Any, str]]:
    """The search box: what it found, what can be asked, what was not understood, narrowed, kept under a name, and what was kept."""
    from desktop import i18n
    from desktop.domain.searches import KeptSearch

    desk, is_russian = window.desk, i18n.language() == "ru"
    box, word = desk._search, "рапорт"
    box.focus_search()
    box.setText(word)
    box.search_now()
    box.look_for_alike()
    yield window, "search"
    box._found.choose_chip(1)
    yield window, "search-narrowed"
    box.setText(f"{word} с:вчерась" if is_russian else f"{word} since:yesterdayish")
    box.search_now()
    yield window, "search-doubtful"
    box.setText("hfgjhn")
    box.search_now()
    yield window, "search-other-layout"
    box.setText("нет такого слова" if is_russian else "no such words")
    box.search_now()
    yield window, "search-nothing"
    box.show_help()
    yield window, "search-help"
    box.setText(word)
    box._kept.ask_name()
    yield window, "search-keep"
    box._kept._keep("Все рапорты" if is_russian else "All reports")
    for name, text in (("Сроки" if is_russian else "Terms", word), ("В госпитале" if is_russian else "In hospital", "-" + word)):
        box._kept._naming = KeptSearch(id=desk.session.vault.new_id(), name="", text=text)
        box._kept._keep(name)
    box._kept.remember(word)
    box.clear()
    box._kept.show_start()
    yield window, "search-kept"
    box._found.hide()
    box.setText(word)
    box.search_now()
    hits = [row for row in box.rows if getattr(row, "case", "")]
    box._on_chosen(min(hits, key=lambda hit: hit.kind != "note"))
    yield window, "search-opened"


def _finding(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """What is found inside a case: the bar with what it found, and the marks in a note, an event, a draft, a list."""
    from desktop import i18n

    desk = window.desk
    page = desk.open_case(case, "notes")
    bar, russian = page.finding, i18n.language() == "ru"
    bar.begin()
    bar.line.setText("нет такого" if russian else "nothing like it")
    bar.search_now()
    yield window, "find-nothing"
    bar.line.setText("часть")
    bar.search_now()
    yield window, "find"
    seen = set[str]()
    for number in range(len(bar.found)):
        bar._open(number)
        if page.tab not in seen:
            seen.add(page.tab)
            yield window, f"find-{page.tab}"
    page.notes.take_focus()
    yield window, "find-left"
    bar.close_bar()


def _caseload(window: Any) -> Iterator[tuple[Any, str]]:
    """The list of cases narrowed, options and columns open, views, files ticked, what a deed asks for, and the sheets."""
    from desktop.domain.caseload import Axis
    from desktop.ui.cases.said import with_chosen

    page = window.desk.show_place("cases")
    page._show_options(Axis.STAGE)
    yield window, "cases-options"
    page.drop.leave()
    wanted = with_chosen(page.listed.filter, Axis.STAGE, [each.stage_code for each in page.listed.rows[:9]])
    page.choose(Axis.STAGE, wanted)
    page.choose(Axis.WITHIN, with_chosen(wanted, Axis.WITHIN, ["30"]))
    yield window, "cases-narrowed"
    page._ask_view()
    page.asked.form.line.setText("30")
    yield window, "cases-view-name"
    page.asked._keep_view()
    page._show_views()
    yield window, "cases-views"
    page.drop.leave()
    page._on_escape()
    page._on_escape()
    page._show_columns()
    page.drop.inside.table.show_ticked((*page.drop.inside.table.ticked, "tags"))
    yield window, "cases-columns"
    page.drop.leave()
    for _row in range(3):
        page.table._tick_and_go(1)
    for deed in ("tag", "standing", "date", "close"):
        page._on_deed(deed)
        yield window, f"cases-{deed}"
        page.asked.leave()
    page._on_deed("tag")
    page.asked.form.line.setText("30")
    page.asked.form.set.click()
    yield window, "cases-changed"
    page._print()
    yield window, "cases-print"
    page.printed.closed.emit()
    page._on_deed("untick")


def _people(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """The address book: a man in three files, and somebody like him; then the units."""
    from desktop.storage import people

    desk = window.desk
    _one_in_three_files(desk.session, case)
    party, man = people.of_case(desk.session.vault, case)[0]
    page = desk.show_place("people")
    page.people.show_subject(man.id)
    page.people.form.alike.look()
    yield window, "people-card"
    desk.session.reveal_names()
    page.people.words.setText(man.surname)
    page.people.read()
    yield window, "people-revealed"
    desk.session.hide_names()
    page.people.words.setText("нет такого")
    page.people.read()
    yield window, "people-nobody"
    page.people.words.clear()
    page.people.new_person()
    yield window, "people-new"
    page.people._close()
    yield from _units(window, page, case)
    tab = desk.open_case(case, "people", party.id).people
    tab.form._on_role(tab.form.role.code)
    yield window, "case-people-sides"
    _two_under_pressure(desk.session, case)
    overview = desk.open_case(case, "overview").overview
    overview.peers.turn()
    yield window, "case-peers"
    new = desk.show_place("new-case")
    new._fields["called_by"].setText("мать, Ясенева А.")
    new._fields["about"].setText(f"сын, {man.surname} {man.name}")
    for panel in (new.caller_alike, new.alike):
        panel.look()
    new.alike.same.click()
    new.alike.none_button.click()
    yield window, "new-case-alike"
    new._clear()
    desk._search.setText(man.surname[:-1] + "ов")
    desk._search.setFocus()
    desk._search.search_now()
    desk._search.look_for_alike()
    yield window, "search-alike"
    desk._search.clear()
    desk._search._found.hide()
    desk.open_case(case, "people")
    desk.on_visitor()
    desk.show_place("people")
    yield window, "people-visitor"
    desk.on_visitor()


def _one_in_three_files(session: Any, case: str) -> None:
    from dataclasses import replace

    from desktop.domain.cases import Case
    from desktop.domain.days import Day
    from desktop.domain.people import Party, Role
    from desktop.domain.units import Office, Unit
    from desktop.operations.people import keep_party, keep_person
    from desktop.operations.units import keep_unit
    from desktop.storage import people, records

    vault = session.vault
    man = people.of_case(vault, case)[0][1]
    others = [each.id for each in records.every(vault, Case) if each.id != case][:2]
    for other, role in zip(others, (Role.COMMANDER, Role.WITNESS), strict=True):
        keep_party(vault, Party(id=vault.new_id(), case=other, person=man.id, role=role))
    keep_person(vault, replace(man, id=vault.new_id(), aliases=(), phones=()))
    unit = records.get(vault, Unit, records.get(vault, Case, case).unit)
    last = Office(person=man.id, post="врио командира", since=Day("2022-01"), until=Day("2022-03-14"))
    keep_unit(vault, replace(unit, commanders=(last, *unit.commanders), superior="00000"))
    session.changed.emit()


def _two_under_pressure(session: Any, case: str) -> None:
    from desktop.domain.cases import Case
    from desktop.domain.days import Day
    from desktop.domain.events import Event, EventKind
    from desktop.operations.events import keep_event
    from desktop.storage import cases, records

    vault = session.vault
    other = next(row.id for row in cases.of_unit(vault, records.get(vault, Case, case).unit) if row.id != case)
    for each in (case, other):
        keep_event(vault, Event(id=vault.new_id(), case=each, kind=EventKind.PHONE_TAKEN, day=Day("2022-04-11")))
    session.changed.emit()


def _units(window: Any, page: Any, case: str) -> Iterator[tuple[Any, str]]:
    """The units: the list, one with two commanders, a new one of them."""
    from desktop.domain.cases import Case
    from desktop.storage import records

    page.show_tab("units")
    yield window, "units"
    page.show_tab("units", records.get(window.desk.session.vault, Case, case).unit)
    page.units.card.commanders.day.line.setText("1.2.2022")
    page.units.card.commanders.day.line._commit()
    yield window, "units-card"
    page.units._right.widget(0).verticalScrollBar().setValue(10_000)
    yield window, "units-card-below"
    page.units._new_commander()
    yield window, "units-commander"
    page.units._back_to_unit()


def _agenda(window: Any) -> Iterator[tuple[Any, str]]:
    """The agenda of a day and a month, a new date, the files that have none, one being given a date, and the sheets."""
    from datetime import date

    from desktop.domain.deadlines import Deadline, DeadlineKind, Every, Occasion
    from desktop.operations.deadlines import keep_deadline
    from desktop.operations.tasks import add_task
    from desktop.storage import cases

    page, vault = window.desk.show_place("agenda"), window.desk.session.vault
    first = cases.rows(vault)[0]
    for title, due, case in (("Оплатить взносы в палату", date(2026, 5, 15), ""), ("Найти образец жалобы", None, first.id)):
        add_task(vault, title, due=due, case=case)
    keep_deadline(vault, Deadline(id=vault.new_id(), case=first.id, due=date(2026, 5, 15), time="02:00", zone="Asia/Kamchatka",
                                  title="Позвонить ему", kind=DeadlineKind.APPOINTMENT, occasion=Occasion.CALL))  # fmt: skip
    window.desk.session.changed.emit()
    for view in ("day", "month", "week"):
        page.show_view(view)
        yield window, f"agenda-{view}"
    page._begin_new()
    page.new.day.line.setText("12.6")
    yield window, "agenda-new"
    page.new.leave()
    page._print()
    yield window, "agenda-print"
    page._printed.what.show_code("words")
    page._printed.show_sheets()
    yield window, "agenda-print-words"
    page._back_from_printing()
    page.show_view("idle")
    page._ask_date()
    page.date_line._day.line.setText("+10 рд")
    yield window, "agenda-idle"
    page.date_line._leave()
    tab = window.desk.open_case(first.id, "overview").overview
    reminder = Deadline(id=vault.new_id(), case=first.id, due=date(2026, 6, 1), title="Узнать, как дела", every=Every.MONTH)
    keep_deadline(vault, reminder)
    window.desk.session.changed.emit()
    tab.open_subject(reminder.id)
    yield window, "case-overview-date"
    tab.open_subject(add_task(vault, "Найти копию приказа", case=first.id).id)
    yield window, "case-overview-task"
    tab.task.closed.emit()


def _closing(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """Checklists, the closing check open and closed, and a hold."""
    desk = window.desk
    library = desk.show_place("library")
    library.show_tab("checklists")
    library.part("checklists").text.setText("Спросить, кто ещё знает о приказе")
    yield window, "library-checklists"
    library.part("checklists").add.click()
    yield window, "library-checklists-hers"
    tab = desk.open_case(case, "lists", "shipped-opening").lists
    for _line in range(3):
        tab._tick()
    yield window, "case-lists-ticked"
    tab.open_subject("closing")
    yield window, "case-closing"
    tab.closing.keeping.reason.setText("Запрос палаты")
    tab.closing.keeping.hold.click()
    tab.closing.close_button.click()
    yield window, "case-closed-held"
    tab.closing.keeping.hold.click()


def _figures(window: Any) -> Iterator[tuple[Any, str]]:
    """The report by month, the form that is published, what stands behind a number, her categories, and the sheet."""
    from dataclasses import replace

    from desktop.operations import figures
    from desktop.operations.notes import add_note

    session = window.desk.session
    figures.set_categories(session.vault, ["По назначению", "Дежурство в палате", "", "", "", "", ""])
    for number, note in enumerate(figures.source(session.vault).notes):
        kept = replace(figures.mark_of(session.vault, note), counted_as=("", "oral", *figures.categories(session.vault))[number % 4])
        figures.keep_mark(session.vault, kept)
    session.changed.emit()
    page = window.desk.show_place("figures")
    yield window, "figures-year"
    page.by_month.toggle()
    page.table.select(1)
    page.behind.table.setFocus()
    yield window, "figures-months"
    page.to_publish.toggle()
    yield window, "figures-published"
    page._print()
    yield window, "figures-print"
    page._back_from_printing()
    page._open_mine()
    yield window, "figures-mine"
    page._close_mine()
    page.to_publish.toggle()
    page.by_month.toggle()
    note = add_note(session.vault, figures.source(session.vault).cases[0].id, "Звонила мать.")
    notes = window.desk.open_case(note.case, "notes", note.id).notes
    notes._ask_lock()
    yield window, "case-notes-closing"
    notes.lock.no.click()


def _papers(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """Papers: a crooked photograph, the way it took, a working copy in the making, the scan folder, and a file that is none."""
    from desktop.domain.attachments import Passing
    from desktop.domain.days import Day

    tab = window.desk.open_case(case, "papers").papers
    with tempfile.TemporaryDirectory() as there:
        files = [Path(there) / name for name in ("Справка 1.jpg", "Справка 2.jpg", "Ответ.pdf", "Запись.ogg")]
        for file, degrees in zip(files[:2], (-4.2, 2.6), strict=True):
            _photographed(file, degrees)
        files[2].write_bytes(b"%PDF-1.4 nothing")
        files[3].write_bytes(b"OggS" + bytes(60))
        tab.take_in(files)
    photographs = [row.id for row in tab.table.model_.rows if row.media_type == "image/jpeg"][::-1]
    tab.open_subject(photographs[0])
    tab._keep("origin", "мать")
    tab._keep("custody", (Passing(gave="строевая часть", took="он сам", day=Day("2026-05-04")), Passing(gave="он сам", took="мать")))
    yield window, "case-papers-photo"
    tab.form.way.click()
    yield window, "case-papers-way"
    tab.way.back.click()
    tab.table.show_ticked(photographs)
    tab.begin_copy()
    tab.editor.all.click()
    yield window, "case-papers-copy"
    tab.editor.keep.click()
    yield window, "case-papers-copied"
    tab.open_subject(next(row.id for row in tab.table.model_.rows if row.name == "Ответ.pdf"))
    tab.scans.ask(Path.home())
    yield window, "case-papers-error"
    tab.scans.use.click()
    yield window, "case-papers-scans"


def _photographed(file: Path, degrees: float) -> None:
    """A page as a telephone takes it: crooked, in a bad light, on a dark table."""
    from PIL import Image, ImageChops, ImageDraw, ImageFont

    from desktop.documents import fonts

    page = Image.new("L", (1240, 1754), 228)
    pen = ImageDraw.Draw(page)
    face = ImageFont.truetype(str(fonts.family(fonts.SERIF).regular.font.face.filename), 40)
    pen.text((520, 170), "СПРАВКА", 60, face)
    for line in range(22):
        pen.text((140, 290 + 58 * line), "Прошу выдать копию приказа и выписку из книги"[: 45 - 9 * (line % 6 == 5)], 60, face)
    table = Image.new("L", (1500, 2000), 70)
    table.paste(page, (130, 120))
    light = Image.linear_gradient("L").resize(table.size).point(lambda level: 130 + level * 125 // 255)
    crooked = ImageChops.multiply(table.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=70), light)
    crooked.convert("RGB").save(file, "JPEG", quality=82)


def _timeline(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """Gaps and a tray of undated events, an order in the form, and the sheets."""
    from desktop.domain.days import Day
    from desktop.domain.events import Certainty, Event, EventKind
    from desktop.operations.events import keep_event

    vault = window.desk.session.vault
    for kind, day, until, more in (
        (EventKind.LEAVE, Day("2022-05-02"), Day("2022-05-12"), {"place": "Чита"}),
        (EventKind.RETURNED, Day("2022-05-20"), None, {}),
        (EventKind.AWAY, Day("2022-06-01"), Day("2022-06-03"), {}),
        (EventKind.PRESSURE, Day("2022-05-22"), Day("2022-05-30"), {"title": "беседы у заместителя командира"}),
        (EventKind.CONTRACT_PRESSED, Day("2021-10-01/2021-10-20"), None, {"certainty": Certainty.HEARSAY}),
        (EventKind.PHONE_TAKEN, None, None, {}),
        (EventKind.CONTACT, None, None, {"title": "звонил из коридора"}),
    ):
        keep_event(vault, Event(id=vault.new_id(), case=case, kind=kind, day=day, until=until, **more))
    window.desk.session.changed.emit()
    tab = window.desk.open_case(case, "timeline").timeline
    tab.table._stretch(0.5)
    for _gap in range(2):
        tab._next_gap()
    yield window, "timeline-gaps"
    tab.open_event(next(event for event in tab.table.model_.rows if event.kind is EventKind.ORDER_RECEIVED))
    yield window, "timeline-order"
    tab.form.closed.emit()
    tab.show_sheets()
    yield window, "timeline-print"
    tab._leave_sheets()


def _norms(window: Any) -> Iterator[tuple[Any, str]]:
    """A norm that was found, and norms on paper."""
    box = window.desk._search
    box.setFocus()
    box.setText("332")
    box.search_now()
    yield window, "search-norms"
    box._found.hide()
    box.clear()
    library = window.desk.show_place("library")
    library.show_norm("uk-332")
    library.part("norms")._print()
    yield window, "norms-print"
    library.part("norms")._leave_sheets()


def _destroying(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """The bin, what is seen before and after a case is destroyed, the copies that hold it, and closed files to be looked at."""
    from dataclasses import replace

    from PySide6.QtCore import QCoreApplication, QEvent

    from desktop.domain.cases import Case
    from desktop.domain.deadlines import Deadline
    from desktop.domain.events import Event
    from desktop.domain.letters import Letter
    from desktop.domain.notes import Note
    from desktop.operations import retention
    from desktop.operations.backups import back_up
    from desktop.operations.keeping import keep_all
    from desktop.storage import cases, records
    from desktop.ui.case.page import CasePage

    desk = window.desk
    vault = desk.session.vault
    some = [
        value
        for kind in (Note, Event, Deadline, Letter)
        for value in records.of_case(vault, kind, case)
        if not getattr(value, "signed_at", "")
    ]
    keep_all(vault, [replace(value, removed_at=vault.now().isoformat()) for value in some[:7]])
    page = desk.show_place("bin")
    yield window, "bin-filled"
    page._ask()
    yield window, "bin-warning"
    with tempfile.TemporaryDirectory() as folder:
        back_up(vault, Path(folder))
        desk.open_case(case).destruction_wanted.emit()
        yield window, "destroying"
        page = desk.show_place("destroying")
        page.on_paper.show_ticked(True)
        page.number.setText(page._case.number)
        yield window, "destroying-ready"
        # No event loop ends here, so pages that were closed before are still there, and would look for the case.
        for old in set(desk.findChildren(CasePage)) - set(desk.cases.pages):
            QCoreApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)
        page.deed.click()
        yield window, "destroyed"
        desk.show_place("backups")
        desk.session.changed.emit()
        yield window, "backups-holding"
    others = [row for row in cases.rows(vault) if row.id != case][:3]
    keep_all(vault, [replace(records.get(vault, Case, row.id), closed_at="2023-05-12T09:00:00+00:00") for row in others])
    retention.set_months(vault, retention.Kept.CASE, "24")
    retention.set_months(vault, retention.Kept.NOTE, "12")
    desk.session.changed.emit()
    desk.show_place("today")
    yield window, "today-reviews"
    desk.show_place("reviews")
    yield window, "reviews-due"


def _call(window: Any) -> Iterator[tuple[Any, str]]:
    """The calls, and one that has begun: its line takes its height from every page, so it comes late."""
    from dataclasses import replace

    from desktop.domain.calls import Call
    from desktop.domain.people import Role
    from desktop.operations.calls import call_into_case, keep_call
    from desktop.operations.people import keep_party, keep_person
    from desktop.storage import cases, people

    desk, vault = window.desk, window.desk.session.vault
    case = next(row for row in cases.rows(vault) if Role.RELATIVE in people.by_role(vault, row.id))
    party, person = next(pair for pair in people.of_case(vault, case.id) if pair[0].role is Role.RELATIVE)
    keep_person(vault, replace(person, phones=("8 900 000-45-67",)))
    keep_party(vault, replace(party, code_word="ромашка", may_be_told="что рапорт подан", may_not_be_told="даты и адреса"))
    for number, more in enumerate(({"one_off": True}, {"ring_back": "2026-05-14T20:00", "zone": "Asia/Irkutsk"}, {})):
        call = Call(id=vault.new_id(), began=f"2026-05-1{number + 1}T09:00:00+00:00", who="сестра", line="спрашивала о справке", **more)
        keep_call(vault, replace(call, number=f"8 900 000-45-6{number + 5}"))
    call_into_case(vault, call, case.id)
    desk.session.changed.emit()
    desk.show_place("calls")
    yield window, "calls-full"
    desk.show_place("today")
    desk._calls.begin_call()
    yield window, "call"
    line = desk._calls.lines[0]
    line._fields["number"].setText("45-67")
    line._fields["ring_back"].setText("завтра 10")
    line._zone.show_code("Asia/Irkutsk")
    line._say_when()
    line.caller.look()
    yield window, "call-known"
    line._pick()
    yield window, "call-into"
    line.finished.emit()


def _powers(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """The papers by which she acts, one of them opened, and the journal of orders with a gap."""
    from desktop.domain.days import Day
    from desktop.domain.powers import Certifier, Power, PowerKind
    from desktop.operations.powers import keep_power

    desk = window.desk
    vault = desk.session.vault
    kinds = PowerKind
    for kind, number, until in (
        (kinds.AGREEMENT, "7/26", ""),
        (kinds.ORDER, "12", ""),
        (kinds.ORDER, "15", ""),
        (kinds.ATTORNEY, "77 А", "2026-05-20"),
    ):
        power = Power(id=vault.new_id(), case=case, kind=kind, number=number, body="военный суд", valid_until=Day(until) if until else None)
        kept = keep_power(vault, power, "Доверенность действует до 20 мая")
    desk.session.changed.emit()
    overview = desk.open_case(case, "overview").overview
    yield window, "case-powers"
    overview._open_power(kept)
    overview.power.certifier.show_code(Certifier.NOTARY)
    yield window, "case-power"
    overview._close_right()
    desk.show_place("orders")
    yield window, "orders-full"


def _sheets(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """The sheet of questions from its beginning and further down, and the empty one on paper."""
    overview = window.desk.open_case(case, "overview").overview
    overview.show_sheet()
    sheet = overview.sheet
    sheet._area.verticalScrollBar().setValue(0)
    yield window, "sheet"
    sheet._area.ensureWidgetVisible(sheet._rows["answers"])
    yield window, "sheet-story"
    sheet._area.verticalScrollBar().setValue(sheet._area.verticalScrollBar().maximum())
    yield window, "sheet-end"
    sheet.print.click()
    yield window, "sheet-paper"
    overview.printed.closed.emit()
    sheet.closed.emit()


def _urgent(window: Any) -> Iterator[tuple[Any, str]]:
    """The eight questions half answered, for a new man and for a case; what was made of them."""
    desk = window.desk
    page = desk.show_place("urgent")
    page.begin("", (), None)
    yield window, "urgent-empty"
    texts = {
        "caller": "Сидорова Анна Петровна", "number": "8 900 000-45-67", "who": "Сидоров Пётр Ильич", "unit": "00001",
        "where": "в комендатуре гарнизона, со слов сослуживца", "by_whom": "двое с повязками, назвались военной полицией",
        "since": "сегодня 2:10", "health": "жаловался на голову, лекарств с собой нет",
    }  # fmt: skip
    for name, text in texts.items():
        page.answers._typed[name].put_back(text)
    page.answers.alike.look()
    yield window, "urgent"
    page._make()
    yield window, "urgent-made"
    page.made._read_out()
    yield window, "urgent-missing"
    page._begin_anew()


def _several(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """A person added beside a letter, a packet, and one document for several clients."""
    from desktop.operations.letters import begin_letter

    desk = window.desk
    letter = begin_letter(desk.session.vault, case, "r13")
    desk.session.changed.emit()
    tab = desk.open_case(case, "letters", letter.id).letters
    tab.workshop.form.people.take_focus()
    yield window, "case-letters-roles"
    tab.workshop.form.people.add.click()
    yield window, "case-letters-person"
    tab.workshop.closed.emit()
    tab.packet.begin()
    tab._stack.setCurrentWidget(tab.packet)
    tab.packet.known.show_code("0")
    tab.packet._on_known("0")
    yield window, "packet"
    tab.packet._make()
    yield window, "packet-made"
    tab._leave_packet()
    group = desk.show_place("group")
    group.template.show_code("r05")
    group._on_template()
    group.cases.tick_all()
    yield window, "several"
    group._begin()
    yield window, "several-made"


def _six_forms(window: Any) -> Iterator[tuple[Any, str]]:
    """The six forms of a surname, on the card of a person and beside a letter."""
    from desktop.domain.cases import Case
    from desktop.domain.letters import Letter
    from desktop.domain.people import Person
    from desktop.storage import records

    desk = window.desk
    for case, id_ in _one_of(desk.session.vault, Person):
        desk.open_case(case, "people", id_).people.card.show_forms(records.get(desk.session.vault, Person, id_), "surname")
        yield window, "case-people-forms"
    for case, id_ in _one_of(desk.session.vault, Letter):
        client = records.get(desk.session.vault, Case, case).client
        desk.open_case(case, "letters", id_).letters.workshop.walk.show_forms(client, "surname")
        yield window, "case-letters-forms"


def _register(window: Any) -> Iterator[tuple[Any, str]]:
    """The sections of an entry, the cell that is typed into, a scan beside the text, and the sheets."""
    import io

    from PIL import Image

    from desktop.domain.letters import Keeper, Original
    from desktop.domain.register import View
    from desktop.operations.attachments import attach_stream
    from desktop.ui.register.entry import Section

    page = window.desk.show_place("register")
    first = page._table.current().id
    page._open_cell()
    page._cell.setText("117")
    yield window, "register-cell"
    page._on_cell(first, "117 от 14.5")
    for section in Section:
        page._form.go_to(section)
        yield window, f"register-{section}"
    page._form.proof._prove()
    yield window, "register-proven"
    page._head.choose(View.ALL)
    page._head.order.show_code("due")
    page._on_head()
    yield window, "register-all"
    entry = page._table.current().entry
    scan = io.BytesIO()
    Image.new("RGB", (700, 990), (236, 232, 222)).save(scan, "PNG")
    scan.seek(0)
    paper = attach_stream(window.desk.session.vault, entry.case, scan, name="scan.png", size=1)
    page._keep({"stamp_number": "117", "scan": paper.id, "originals": (
        Original(keeper=Keeper.CLIENT, since=entry.handed_on), Original(keeper=Keeper.UNIT, remark="1")
    )})  # fmt: skip
    page._form.go_to(Section.ORIGINALS)
    yield window, "register-originals-two"
    page._read_beside()
    yield window, "register-beside"
    page._on_escape()
    page._print()
    yield window, "register-print"
    page._back_from_printing()


def _vaults(window: Any) -> Iterator[tuple[Any, str]]:
    """The first page, the list of vaults, and back."""
    from desktop.preferences import Preferences

    yield window, "unlock"
    window._preferences = Preferences(vault="/home/x/files", vaults=("/home/x/files", "/media/blue/Иванов"))
    window.show_vaults()
    yield window, "vaults"
    window.show_unlock()


def _backups(window: Any) -> Iterator[tuple[Any, str]]:
    """The page of copies with a stick in, a copy on it, a trial restore, what is inside, and a stick that cannot take one."""
    from dataclasses import replace

    from desktop.devices import drives
    from desktop.domain.progress import Stage
    from desktop.operations import copies, looking, sticks, trial
    from desktop.operations.backups import back_up
    from desktop.ui.backups.words import stage_words

    vault, stick = window.desk.session.vault, window.desk.session.vault.folder.parent / f"copies-{os.getpid()}"
    stick.mkdir()
    blue = drives.Drive(
        stick, "NO NAME", "vfat", 14_200_000_000, 16_000_000_000, False, False, False, False, False, "1A2B-3C4D", "/dev/sdb1"
    )
    red = replace(blue, path=stick.parent / "red", label="PHOTOS", uuid="5E6F", holds_foreign_files=True)
    there = [blue]
    before = drives.drives, drives.drive_of
    drives.drives = lambda *_disks: tuple(there)
    drives.drive_of = lambda path, *_disks: blue if path.is_relative_to(stick) else None
    copies.call_stick(vault, blue.uuid, "синяя")
    page = window.desk.show_place("backups")
    window.desk._sticks._on_looked(sticks.look(sticks.known(vault)))
    yield window, "backups-stick"
    first, second = back_up(vault, stick), back_up(vault, stick, whole=True)
    trial.rehearse(vault, first.file, vault.keys)
    copies.keep_trial(vault, replace(copies.trials(vault)[first.file.name], file=second.file.name, ok=False))
    window.desk.session.changed.emit()
    page._busy(True)
    page._bar.setRange(0, 100)
    page._bar.setValue(64)
    page._line.say(stage_words(Stage.READING, 640, 1000))
    yield window, "backups-working"
    page._busy(False)
    window.desk._sticks._on_looked(sticks.look(sticks.known(vault)))
    page._ask("rehearse")
    yield window, "backups-trial"
    page._look.leave()
    page._on_opened(looking.look_inside(first.file, vault.keys))
    page._inside._cases.select(0)
    yield window, "backups-inside"
    page._leave_inside()
    there[:] = [red]
    page._has_answered = False
    window.desk._sticks._on_looked(sticks.look(sticks.known(vault)))
    yield window, "backups-refused"
    drives.drives, drives.drive_of = before
    window.desk._sticks._on_looked(sticks.Sticks())


def _open_formats(desk: Any) -> Iterator[tuple[Any, str]]:
    """Everything in open formats: sealed, in the clear, written, and what a killed one left."""
    from desktop.operations.open_formats.export import BEGUN, Form
    from desktop.operations.settings import set_setting
    from desktop.ui.open_formats import page as pages

    vault, page = desk.session.vault, desk.show_place("open-formats")
    place = vault.folder.parent / f"open-{os.getpid()}"
    half = place / "copy-1a2b3c4d-20260514-1200.part"
    half.mkdir(parents=True)
    page.target.choose_folder(place)
    yield desk.window(), "open-formats"
    page.clear.click()
    yield desk.window(), "open-formats-clear"
    exported = pages.Exported(place / "copy-1a2b3c4d-20260514-1201", Form.CLEAR, 3481, 1_570_000_000, 61.0)
    page._on_done(pages._Done(exported, None, False))
    set_setting(vault, BEGUN, str(half))
    page._show_state()
    yield desk.window(), "open-formats-written"
    set_setting(vault, BEGUN, "")
    page.sealed.click()


def _transfers(window: Any, desk: Any) -> Iterator[tuple[Any, str]]:
    """Handing a case over, a case that came and meets what is here, and cards."""
    from dataclasses import replace

    from desktop.domain.cases import Case
    from desktop.operations import cards, incoming, transfers
    from desktop.operations.vaults import create_vault
    from desktop.storage import records

    vault, page = desk.session.vault, desk.show_place("transfers")
    folder = vault.folder.parent / f"colleague-{os.getpid()}"
    cards.put_card(vault, "М. К.")
    case = max(records.every(vault, Case), key=lambda each: each.pseudonym in {"Клён", "Maple"})
    with create_vault(folder, PASSPHRASE, unlock_seconds=0.05) as hers:
        cards.put_card(hers, "А. Н.")
        cards.mark_compared(vault, cards.take_card(vault, cards.from_text(cards.card_text(hers))))
        with vault.transaction():
            records.save(vault, replace(case, may_be_handed_to="А. Н."))
        own = cards.take_card(hers, cards.from_text(cards.card_text(vault)))
        there = cards.take_card(vault, cards.from_text(cards.card_text(hers)))
        made = transfers.send(vault, there, transfers.Choice((case.id,)), folder)
        came = incoming.receive(hers, made.file)
        from desktop.operations import taking_in

        taking_in.take_in(hers, came, case.id)
        kept = records.get(hers, Case, case.id)
        with hers.transaction():
            records.save(hers, replace(kept, now=kept.now + " +", stage="court"))
        back = transfers.send(hers, own, transfers.Choice((case.id,)), folder)
    desk.session.changed.emit()
    page.giving.where.choose_folder(folder)
    page.giving.table.select([row.id for row in page.giving.table.model_.rows].index(case.id))
    page.giving._tick()
    yield window, "transfers-giving"
    page.bring_in(back.file)
    yield window, "transfers-coming"
    page.coming.preview._tabs.setCurrentIndex(1)
    yield window, "transfers-differences"
    page.coming.look_into_backup()
    yield window, "transfers-backup"
    page.coming._leave_backup()
    page.show_leaf(2)
    yield window, "transfers-cards"


def _templates(window: Any) -> Iterator[tuple[Any, str]]:
    """The list of templates; one of hers being written, with each thing beside it; a mistake; and a file that comes in."""
    from dataclasses import replace

    from desktop.documents import templates as shipped
    from desktop.operations import templates

    library = window.desk.show_place("library")
    library.show_tab("templates")
    page, vault = library.part("templates"), window.desk.session.vault
    own = templates.copy_of(vault, shipped.find("r05"))
    for number in range(3):
        own = replace(own, working=own.latest.replace("# Рапорт", f"# Рапорт {number}" if number else "# Рапорт"))
        own = templates.keep_template(vault, templates.in_use(vault, own))
    window.desk.session.changed.emit()
    page.table.select(0)
    page._show_page()
    yield window, "templates"
    page._edit(own)
    editor = page.editor
    yield window, "template-placeholders"
    editor.placeholders.words.setText("датель")
    editor.left.setCurrentIndex(1)
    editor.fields.table.select(1)
    editor.right.setCurrentIndex(1)
    editor._show()
    editor.sample.settle()
    yield window, "template-sample"
    editor.body.replace_all(editor.body.toPlainText().replace("Прошу", "Прошу {{ nobody }} от Петрова И. И.\nПрошу", 1))
    editor._show()
    editor.sample.settle()
    yield window, "template-wrong"
    editor.right.setCurrentIndex(2)
    yield window, "template-versions"
    editor.body.undo()
    editor.leave()
    file = vault.folder.parent / f"{os.getpid()}.ru.txt"
    templates.write_file(replace(shipped.find("r03"), body=shipped.find("r03").body.replace("Прошу", "Настоятельно прошу")), file)
    page._look_at(file)
    page.importing.tabs.setCurrentIndex(1)
    yield window, "template-import"
    page.importing.closed.emit()


def _danger(window: Any, settings: Any) -> Iterator[tuple[Any, str]]:
    """The journal with lines in it, the pages of the dangerous chapter, and the countdown."""
    from desktop.devices import drives
    from desktop.domain.cases import Case
    from desktop.domain.journal import Deed
    from desktop.operations import erasing, handing_over, journal
    from desktop.operations.backups import back_up
    from desktop.operations.recovery import check_words, renew_words
    from desktop.operations.ways_in import add_passphrase
    from desktop.storage import records
    from desktop.ui.settings.danger import DangerPane
    from desktop.ui.settings.journal import JournalPane

    session = window.desk.session
    vault, stick = session.vault, session.vault.folder.parent / f"stick-{os.getpid()}"
    for number, case in enumerate(records.every(vault, Case)[:3]):
        journal.note(vault, (Deed.PRINTED, Deed.SHOWN, Deed.SAVED)[number], case=case.id, subject="x")
    settings._show(JournalPane)
    yield window, "settings-journal-lines"
    settings._show(DangerPane)
    pane = next(iter(settings.findChildren(DangerPane)))
    pane.unfold(pane.hand_over)
    yield window, "danger-hand-over-untested"
    check_words(vault, " ".join(renew_words(vault, "en")))
    stick.mkdir()
    drive_of = drives.drive_of
    blue = drives.Drive(stick, "Blue", "ext4", 1, 1, False, False, False, False, False)
    drives.drive_of = lambda path, disks=None: blue if path.is_relative_to(stick) else drive_of(path, disks)
    back_up(vault, stick)
    pane.hand_over.show_state()
    yield window, "danger-hand-over"
    pane.unfold(pane.erase)
    yield window, "danger-erase-off"
    erasing.switch_on(vault)
    pane.erase.show_state()
    yield window, "danger-erase-on"
    pane.erase._begin()
    yield window, "danger-countdown"
    from PySide6.QtTest import QTest

    QTest.keyClick(window, " ")
    handing_over.hand_over(vault)
    pane.unfold(pane.hand_over)
    session.changed.emit()
    yield window, "danger-put-back"
    add_passphrase(vault, PASSPHRASE)
    session.changed.emit()
    drives.drive_of = drive_of


def _picking(window: Any, case: str) -> Iterator[tuple[Any, str]]:
    """The picker: as it opens, unfolded, with a text that was checked; then the check of a text that refuses and is like another."""
    from dataclasses import replace

    from desktop.operations import letters
    from desktop.operations.cases import open_case

    vault, tab = window.desk.session.vault, window.desk.open_case(case, "letters").letters
    tab.pick()
    yield window, "picker"
    tab.picker.others.setChecked(True)
    tab.picker.archive.setChecked(True)
    tab.picker.table.select(len(tab.picker.table.model_.rows) - 1)
    yield window, "picker-unfolded"
    tab.picker.words.setText("нет такого")
    yield window, "picker-nothing"
    tab.picker.words.clear()
    tab.picker.table.select(0)
    tab.picker.view.by.setText("Чеботарёва Ярослава Олеговна")
    tab.picker.view.mark.click()
    yield window, "picker-checked"
    tab.picker.view.unmark.click()
    story = "с 10 апреля не сплю по ночам, просыпаюсь от шума и долго не могу понять, где нахожусь"
    other = letters.begin_letter(vault, open_case(vault).id, "r02")
    letters.keep_letter(vault, replace(other, fields={"health": story}))
    draft = letters.begin_letter(vault, case, "r02")
    said = {"health": story, "reason": "Самовольно не уходил. Со мной был сослуживец.", "refusal": "yes"}
    draft = letters.keep_letter(vault, replace(draft, fields=said))
    window.desk.session.changed.emit()
    tab.open_subject(draft.id)
    tab.workshop.begin_check()
    yield window, "check"
    for tick in tab.workshop.check.ticks.values():
        tick.show_ticked(True)
    tab.workshop.check.insist.show_ticked(True)
    yield window, "check-explained"
    from PySide6.QtWidgets import QScrollArea

    below = tab.workshop.check.findChild(QScrollArea).verticalScrollBar()
    below.setValue(below.maximum())
    yield window, "check-below"


def _leaving(window: Any) -> Iterator[tuple[Any, str]]:
    """An approved document with its ways out, in each form; the bundle, and the basket with something in it."""
    from PySide6.QtCore import Qt

    from desktop.domain.letters import Mode, RegisterEntry
    from desktop.operations import basket
    from desktop.storage import records
    from desktop.ui.letters.aloud import Dictation

    desk = window.desk
    vault = desk.session.vault
    entries = [entry for entry in records.every(vault, RegisterEntry) if not entry.archive_copy][:4]
    tab = desk.open_case(entries[0].case, "letters", entries[0].id).letters
    ways = tab.ways
    yield window, "leaving"
    ways._show_printing()
    yield window, "leaving-print"
    ways.mode.show_code(Mode.BY_HAND)
    ways._on_mode()
    yield window, "leaving-by-hand"
    ways.mode.show_code(Mode.WITH_OMISSIONS)
    ways._on_mode()
    yield window, "leaving-omissions"
    dictation = Dictation(window, entries[0].text, 3)
    dictation.show()
    yield dictation, "leaving-dictation"
    dictation.close()
    tab._to_bundle()
    yield window, "bundle"
    tab.bundle.list.item(0).setCheckState(Qt.CheckState.Checked)
    tab.bundle.cover.setText("Материалы к жалобе")
    tab.bundle.make.click()
    yield window, "bundle-made"
    yield from _copies(window, tab)
    for number, entry in enumerate(entries):
        basket.put_off(vault, entry, list(Mode)[number % 3], copies=number + 1)
    desk.session.changed.emit()
    desk.show_place("basket")
    yield window, "basket-full"
    desk.show_place("today")
    yield window, "today-basket"


def _copies(window: Any, tab: Any) -> Iterator[tuple[Any, str]]:
    """Copies for a court under a password, written; a password of hers; then a folder for the client."""
    from desktop.domain.giving_out import Purpose
    from desktop.ui.case.giving.page import FOLDER

    with tempfile.TemporaryDirectory() as there:
        tab._to_giving()
        yield window, "copies"
        page = tab.giving
        page.where.choose_folder(Path(there))
        page.choosing.table.tick_all()
        page.write.click()
        yield window, "copies-written"
        page.password.kind.show_code("own")
        page.password.draw()
        page.password.own.setText("password1")
        page.password._show_printer()
        yield window, "copies-own-password"
        page.choosing.purpose.show_code(Purpose.CLIENT)
        page.choosing.offer_anew()
        page.form.show_code(FOLDER)
        page._show_form()
        yield window, "copies-folder"
        page.known.show_ticked(True)
        page.write.click()
        page.noted.click()
        yield window, "copies-folder-written"
        page.leave()


def _sheet(window: Any) -> Iterator[tuple[Any, str]]:
    """The step of the wizard that makes the recovery sheet."""
    from desktop.ui.unlock.recovery import RecoveryPanel

    window.show_wizard()
    wizard = window._stack.currentWidget()
    wizard.go_on_with(window._session)
    yield window, "wizard-5-sheet"
    panel = wizard._stack.currentWidget().findChild(RecoveryPanel)
    panel._make()
    yield window, "wizard-5-words"
    panel._begin_check()
    yield window, "wizard-5-check"


def _ways(window: Any, settings: Any) -> Iterator[tuple[Any, str]]:
    """The forms behind the list of ways in."""
    from functools import partial

    from desktop.operations import ways_in
    from desktop.ui.ways import adding, changing, shares

    settings.show_ways()
    pane, session = settings.ways, window.desk.session
    ways_in.add_shares(session.vault, 2, 3, "Анна, Олег, Мария")
    pane._show()
    yield window, "ways-list"
    first = next(way for way in ways_in.ways_in(session.vault) if way.kind == "passphrase")
    for name, make in (
        ("passphrase", partial(adding.PassphraseForm, session)),
        ("key-file", partial(adding.PassphraseForm, session, with_file=True)),
        ("shares", partial(shares.SharesForm, session)),
        ("organisation", partial(adding.OrganisationForm, session)),
        ("test", partial(changing.TestForm, session, first)),
        ("change", partial(changing.ChangeForm, session, first)),
        ("new-keys", partial(changing.NewKeysForm, session, first, 3)),
    ):
        form = pane._open(make)
        yield window, f"ways-{name}"
        if name == "shares":
            form.begin()
            yield window, "ways-parts"
        pane._back()


def _one_of(vault: Any, kind: Any) -> list[tuple[str, str]]:
    """The case and the id of one value of a kind: a draft where there is one."""
    from desktop.domain.letters import Letter, LetterState
    from desktop.domain.people import Party, Person
    from desktop.storage import records

    if kind is Person:
        return [(party.case, party.person) for party in records.every(vault, Party)][:1]
    values = sorted(records.every(vault, kind), key=lambda value: value.id)
    if kind is Letter:
        values.sort(key=lambda letter: letter.state is not LetterState.DRAFT)
    return [(value.case, value.id) for value in values][:1]


def places_of(desk: Any) -> list[str]:
    """The pages the desk can make, whatever they are, but Today, which is there already, and those that are about one thing."""
    return [place for place in desk._makers if place not in {"today", "recovery", "destroying"}]


def chapters_of(settings: Any) -> list[str]:
    """A name for each chapter of the settings: that of its pane, or its number."""
    panes = [settings._stack.widget(number).widget() for number in range(settings._stack.count())]
    return [type(pane).__name__.removesuffix("Pane").lower().replace("qwidget", str(number)) for number, pane in enumerate(panes, 1)]


def complaints_of(window: Any, *, small: bool = False) -> Iterator[str]:
    """What a person would stumble over. On a `small` screen the page is moved about, and may go on below."""
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        name = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton | QLabel) else "")
        foot = widget.mapTo(window, QPoint(0, widget.height())).y()
        is_status = any(parent.objectName() == "status" for parent in _parents(widget))
        if not small and isinstance(widget, QAbstractButton | QLineEdit) and name and foot > LOWEST and not is_status:
            yield f"«{name}» ends at {foot}"
        yield from _cut(widget, name)
        yield from _unnamed(widget)
        if not small:
            yield from _short(widget)
            yield from _without_focus(widget)


def _cut(widget: Any, name: str) -> Iterator[str]:
    from PySide6.QtWidgets import QAbstractButton, QLabel

    if isinstance(widget, QAbstractButton) and widget.text() and widget.width() < widget.sizeHint().width():
        yield f"the button «{name}» is cut"
    if isinstance(widget, QLabel) and widget.text() and _is_cut(widget):
        yield f"the label «{name}» is cut"


def _short(widget: Any) -> Iterator[str]:
    """What ends in dots where there is little room: on a small screen that is no fault."""
    from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit

    if isinstance(widget, QComboBox) and _wide(widget, widget.currentText()) > widget.width() - 30:
        yield f"the choice «{widget.currentText()}» is cut"
    if isinstance(widget, QLineEdit) and not widget.text() and _wide(widget, widget.placeholderText()) > widget.width() - 16:
        yield f"the hint «{widget.placeholderText()}» is cut"
    if isinstance(widget, QHeaderView) and widget.model() is not None:
        for number in range(widget.count()):
            title = str(widget.model().headerData(number, widget.orientation()) or "")
            if not widget.isSectionHidden(number) and _wide(widget, title) > widget.sectionSize(number) - 6:
                yield f"the heading «{title}» is cut"


def _wide(widget: Any, text: str) -> int:
    return int(widget.fontMetrics().horizontalAdvance(text))


def _is_cut(label: Any) -> bool:
    if label.wordWrap():
        return bool(label.height() < label.heightForWidth(label.width()))
    return bool(label.width() < label.sizeHint().width())


def _unnamed(widget: Any) -> Iterator[str]:
    """What the keyboard reaches must have a name that a screen reader can say."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QScrollArea

    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None or isinstance(widget, QScrollArea):
        return
    # The line inside a box with arrows has the name of the box.
    face = QAccessible.queryAccessibleInterface(widget)
    if face is not None and not face.text(QAccessible.Text.Name) and not _is_part(widget):
        yield f"{type(widget).__name__} {widget.objectName()} has no name"


def _is_part(widget: Any) -> bool:
    from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QStackedWidget

    return isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox) or isinstance(widget, QStackedWidget)


def _without_focus(widget: Any) -> Iterator[str]:
    """Controls of one kind look alike, so one of each is asked."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListWidget, QPlainTextEdit

    kind = (type(widget).__name__, widget.objectName(), str(widget.property("role")))
    if not isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QListWidget | QPlainTextEdit) or _is_part(widget):
        return
    if kind in _asked() or not widget.isEnabled() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
        return
    _asked().add(kind)
    before = widget.window().focusWidget()
    other = next((each for each in widget.window().findChildren(QLineEdit) if each is not widget and each.isVisible()), None)
    if before is None or (before is widget and other is None):
        return
    (other if before is widget else before).setFocus()
    without = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if widget.hasFocus() and widget.grab().toImage() == without:
        yield f"the focus of {' '.join(kind)} cannot be seen"
    before.setFocus()


@cache
def _asked() -> set[tuple[str, str, str]]:
    return set()


def _speak(language: str) -> None:
    from desktop import i18n

    if language != "long":
        i18n.speak(language)
        return
    i18n.speak("en")
    i18n._catalogue = _Longer()


class _Longer(gettext.NullTranslations):
    """English, each sentence a third longer, as other languages are."""

    def gettext(self, message: str) -> str:
        letters = "".join(sign for sign in message if sign.isalpha())
        return f"{message} {letters[: len(message) // 3]}" if len(message) > 2 else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(super().ngettext(msgid1, msgid2, n))


def _parents(widget: Any) -> Iterator[Any]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


if __name__ == "__main__":
    sys.exit(main())
