"""Tables of others become cases and people: matched, read as people write, brought in whole or not at all, and taken back as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.cases import Case, Category, Situation, Stage
from desktop.domain.days import NoSuchDay
from desktop.domain.errors import BadInput, Cancelled, NotFound, TableNotRead
from desktop.domain.events import Event, EventKind
from desktop.domain.imports import ImportPart
from desktop.domain.people import Party, Person, Role, Sex
from desktop.domain.planned import Decision, Deed, Kept, PlannedRow, Trouble
from desktop.domain.tables import Century, Column, DateOrder, Field, Matching, Table, Target
from desktop.domain.units import Unit
from desktop.operations import cases as cases_
from desktop.operations import destroying, people
from desktop.operations.importing import alike, bringing, cells, lexicon, matching, parts, planning, reading, taking_back
from desktop.operations.importing.bringing import Manner
from desktop.operations.notes import add_note
from desktop.storage import records
from desktop.storage.vault import Vault
from desktop.ui.choices import WORDS
from tests import make
from tests.documents.workbooks import book

TODAY = date(2026, 5, 14)
HEADINGS = Path(__file__).with_name("headings_by_hand.tsv")


def table(*rows: Sequence[str]) -> Table:
    """A table with these rows, the first one its headings."""
    width = max(map(len, rows))
    return Table(rows=tuple((*row, *[""] * (width - len(row))) for row in rows), numbers=tuple(range(1, len(rows) + 1)))


def rows_of(vault: Vault, *rows: Sequence[str], target: Target = Target.CASES) -> tuple[PlannedRow, ...]:
    made = table(*rows)
    return planning.planned(made, matching.proposed(vault, made, target), vault.today())


def bring(vault: Vault, rows: Sequence[PlannedRow], decisions: dict[int, Decision] | None = None, tag: str = "") -> str:
    return bringing.bring_in(vault, rows, decisions or {}, Manner(file="list.csv", tag=tag, kept_title="From a table"))


def everything(vault: Vault) -> dict[str, bytes]:
    """All that stands in the vault, but what it remembers of imports."""
    return {row.id: row.body for row in records.stored(vault) if row.kind not in {"import-part", "setting"}}


# --- matching


def test_headings_written_by_hand_are_known():
    lines = [line.split("\t") for line in HEADINGS.read_text("utf-8").splitlines() if not line.startswith("#")]
    wrong = [(heading, lexicon.headings().meaning(heading)) for heading, field in lines if lexicon.headings().meaning(heading) != field]

    # A bare number sign may be the number of a case or of a row; it is taken for that of a row.
    assert (len(lines), wrong) == (192, [("№", "left_out")])


def test_every_line_of_the_lists_leads_to_a_field_or_a_code():
    assert set(lexicon.headings().whole.values()) == {field.value for field in Field}
    for field in ("category", "stage", "situation"):
        kind = {"category": Category, "stage": Stage, "situation": Situation}[field]
        assert set(lexicon.cells(field).whole.values()) == {code.value for code in kind}
        # What the program itself calls them is known.
        assert {lexicon.cells(field).meaning(text) for text in WORDS[kind].values()} == {code.value for code in kind}


def test_columns_without_headings_are_known_by_their_cells(vault):
    said = matching.proposed(vault, table(
        ("1", "Королёв Пётр Ильич", "12.05.1999", "8 916 123-45-67", "в/ч 12345", "14.03.2026", "контракт", "просил перезвонить"),
        ("2", "Соколова Анна Ивановна", "01.02.2001", "+7 (916) 000-11-22", "54321", "2026-04-01", "мобилизован", "нет"),
    ))  # fmt: skip

    assert said.heading == -1
    assert [column.becomes.value for column in said.columns] == [
        "left_out", "full_name", "born", "phone", "unit", "opened", "category", "note",
    ]  # fmt: skip


def test_a_title_above_the_headings_is_no_heading(vault):
    said = matching.proposed(vault, table(("Список обращений за 2026 год",), ("№", "ФИО", "Телефон"), ("1", "Королёв Пётр", "8916")))
    assert (said.heading, [column.becomes.value for column in said.columns]) == (1, ["left_out", "full_name", "phone"])


def test_a_list_of_names_without_a_heading_loses_nobody(vault):
    assert matching.proposed(vault, table(("Королёв Пётр Ильич",), ("Соколова Анна Ивановна",))).heading == -1
    assert matching.proposed(vault, table(("Кто это",), ("Соколова Анна Ивановна",))).heading == 0


def test_a_status_is_how_he_serves_where_its_cells_say_so(vault):
    assert matching.proposed(vault, table(("Статус",), ("контракт",), ("мобилизован",))).columns[0].becomes is Field.CATEGORY


def test_a_name_beside_a_surname_is_a_first_name_and_alone_a_whole_one(vault):
    assert [c.becomes.value for c in matching.proposed(vault, table(("Имя", "Фамилия"), ("Пётр", "Королёв"))).columns] == [
        "name",
        "surname",
    ]
    assert matching.proposed(vault, table(("Имя",), ("Пётр Королёв",))).columns[0].becomes is Field.FULL_NAME


def test_a_field_only_one_column_can_have_is_given_once_and_can_be_given_to_another(vault):
    made = table(("Проблема", "Дата", "Дата обращения"), ("x", "1.2.2026", "3.2.2026"))
    said = matching.proposed(vault, made)
    assert [column.becomes for column in said.columns] == [Field.MATTER, Field.OPENED, Field.NOTE]

    said = matching.changed(made, said, 2, Field.OPENED)
    assert [column.becomes for column in said.columns] == [Field.MATTER, Field.NOTE, Field.OPENED]


def test_for_the_address_book_what_belongs_to_a_case_is_a_remark(vault):
    said = matching.proposed(vault, table(("ФИО", "Стадия"), ("Королёв", "суд")), Target.PEOPLE)
    assert [column.becomes for column in said.columns] == [Field.FULL_NAME, Field.NOTE]


def test_the_matching_is_remembered_by_headings(vault):
    first = table(("Кодовое", "Ещё"), ("Клён", "x"))
    how = matching.changed(first, matching.proposed(vault, first), 0, Field.PSEUDONYM)
    matching.remember(vault, first, how)

    again = matching.proposed(vault, table(("ещё", "ФИО", "КОДОВОЕ"), ("a", "b", "c")))

    assert [column.becomes for column in again.columns] == [Field.NOTE, Field.FULL_NAME, Field.PSEUDONYM]


def test_her_word_for_a_code_goes_before_the_known_one(vault):
    column = Column(becomes=Field.CATEGORY, codes={"срочник": "", "вахта": "contract", "x": "no such code"})

    assert [matching.code_of(column, word) for word in ("Срочник", "ВАХТА", "моб", "x", "что-то")] == ["", "contract", "mobilised", "", ""]


@pytest.mark.parametrize(("text", "rank"), [
    ("рядовой", ("private", False, "")), ("гв. мл. сержант", ("junior_sergeant", True, "")), ("Ст. лейтенант",
    ("senior_lieutenant", False, "")),
    ("майор юстиции", ("major", False, "justice")), ("прапорщик запаса", ("praporshchik", False, "reserve")), ("шеф", ("", False, "")),
])  # fmt: skip
def test_ranks_as_people_write_them(text, rank):
    assert lexicon.rank_in(text) == rank


# --- cells


@pytest.mark.parametrize(("text", "day"), [
    ("12.05.1999", "1999-05-12"), ("12.05.99", "1999-05-12"), ("5/12/1999", "1999-12-05"), ("1999-05-12 00:00:00", "1999-05-12"),
    ("12.05.1999 г.", "1999-05-12"), ("12 мая 1999 года", "1999-05-12"), ("март 2023", "2023-03"), ("03.2023", "2023-03"),
    ("около 2001", "2001~"), ("1999 г.р.", "1999"), ("весна 2023", "2023-03/2023-05"), ("2 кв. 2023", "2023-04/2023-06"),
    ("March 15, 2023", "2023-03-15"), ("15 Mar 2023", "2023-03-15"), ("конец апреля 2022", "2022-04-21/2022-04-30"),
    ("01.02.23", "2023-02-01"),
    ("1.2.1945", "1945-02-01"), ("01.02.47", "1947-02-01"),
])  # fmt: skip
def test_dates_as_people_write_them(text, day):
    assert cells.day(text, Column(becomes=Field.OPENED), TODAY).text == day


@pytest.mark.parametrize(
    "text", ["", "нет", "31.02.2023", "01.13.2023", "15.3", "май", "45000", "1.1.1", "0.0.0", "осень", "20231", "1.2.123"]
)
def test_what_is_no_date_is_none(text):
    with pytest.raises(NoSuchDay):
        cells.day(text, Column(becomes=Field.OPENED), TODAY)


def test_the_order_and_the_century_hold_for_the_whole_column():
    month_first = Column(becomes=Field.OPENED, order=DateOrder.MONTH_FIRST)
    assert cells.order_of(["1/2/2023", "5/25/2023"]) == (DateOrder.MONTH_FIRST, True)
    assert cells.order_of(["1/2/2023"]) == (DateOrder.DAY_FIRST, False)
    assert cells.day("5/12/2023", month_first, TODAY).text == "2023-05-12"
    assert cells.has_short_years(["1.2.2023", "1.2.23"])
    assert cells.day("1.2.23", Column(becomes=Field.BORN), TODAY).text == "1923-02-01"
    assert cells.day("1.2.23", Column(becomes=Field.BORN, century=Century.TWENTY), TODAY).text == "2023-02-01"
    with pytest.raises(NoSuchDay):
        cells.day("1.2.2030", Column(becomes=Field.BORN), TODAY)


@pytest.mark.parametrize(("text", "number"), [
    ("в/ч 12345", "12345"), ("В/Ч № 12345-Б", "12345-Б"), ("войсковая часть 6523", "6523"), ("вч12345", "12345"), ("unit 12345", "12345"),
    ("полевая почта 12345", "полевая почта 12345"),
])  # fmt: skip
def test_the_number_of_a_unit_stands_without_the_words_around_it(text, number):
    assert cells.unit_number(text) == number


def test_telephones_are_written_alike_and_nothing_of_them_is_lost():
    assert cells.telephones("89161234567; 916 000-11-22\n+380 50 123-45-67") == (
        ("+7 916 123-45-67", "+7 916 000-11-22", "+380 50 123-45-67"), True,
    )  # fmt: skip
    assert cells.telephones("мама, 8916") == (("мама", "8916"), False)


# --- rows


def test_a_row_becomes_a_case_with_its_people(vault):
    (row,) = rows_of(
        vault,
        ("ФИО", "д.р.", "Тел.", "Звание", "в/ч", "Категория", "Статус", "Где он", "Проблема", "Мать", "Тел. матери", "Кем приходится",
        "Цель"),
        ("КОРОЛЁВ ПЁТР ИЛЬИЧ", "12.05.99", "89161234567", "гв. рядовой", "в/ч 12345", "контракт", "в суде", "госпиталь", "Отказ в ВВК",
         "Королёва Анна Петровна", "8 926 000-11-22", "мать", "Пройти ВВК"),
    )  # fmt: skip

    person, case = row.person, row.case
    assert (person.surname, person.name, person.patronymic, person.sex) == ("Королёв", "Пётр", "Ильич", Sex.MALE)
    assert (person.born.text, person.phones, person.rank, person.rank_guards) == ("1999-05-12", ("+7 916 123-45-67",), "private", True)
    assert (case.category, case.stage, case.situation, case.where, case.matter) == (
        Category.CONTRACT, Stage.COURT, Situation.IN_HOSPITAL, "госпиталь", "Отказ в ВВК",
    )  # fmt: skip
    assert (row.unit, row.goal, row.relation) == ("12345", "Пройти ВВК", "мать")
    assert (row.relative.surname, row.relative.sex, row.relative.phones) == ("Королёва", Sex.FEMALE, ("+7 926 000-11-22",))
    assert (row.kept, row.remarks) == ((), ())


def test_what_cannot_be_read_is_told_and_kept_as_it_was_typed(vault):
    (row,) = rows_of(
        vault,
        ("ФИО", "Дата рождения", "Категория", "Где он", "Телефон", "в/ч", "Комментарий"),
        ("Пётр Королёв Ильич Иванов", "летом", "вахтовик", "у знакомых", "спросить", "ОМОН", "звонил дважды"),
    )

    assert [remark.trouble for remark in row.remarks] == [
        Trouble.DOUBTFUL_NAME, Trouble.NO_DAY, Trouble.NO_CODE, Trouble.NO_CODE, Trouble.ODD_PHONE, Trouble.ODD_UNIT,
    ]  # fmt: skip
    assert row.kept == (
        Kept(heading="ФИО", cell="Пётр Королёв Ильич Иванов"), Kept(heading="Дата рождения", cell="летом"),
        Kept(heading="Категория", cell="вахтовик"), Kept(heading="Комментарий", cell="звонил дважды"),
    )  # fmt: skip
    assert (row.case.where, row.person.phones, row.unit) == ("у знакомых", ("спросить",), "ОМОН")


def test_every_cell_that_is_not_left_out_is_somewhere(vault):
    texts = tuple(f"слово{number}" for number in range(len(Field) - 1))
    fields = [field for field in Field if field is not Field.LEFT_OUT]
    made = table(tuple(f"h{number}" for number in range(len(texts))), texts)
    (row,) = planning.planned(made, Matching(columns=tuple(Column(becomes=field) for field in fields)), TODAY)
    bring(vault, [row])

    said = b"".join(everything(vault).values()).decode().lower()

    assert [text for text in texts if text not in said] == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_columns_that_tell_different_names_neither_is_lost(order):
    cells_ = [("Королёв", Field.FULL_NAME), ("Пётр", Field.NAME)]
    made = table(("a", "b"), [cells_[place][0] for place in order])
    how = Matching(columns=tuple(Column(becomes=cells_[place][1]) for place in order))
    (row,) = planning.planned(made, how, TODAY)
    assert (row.person.full_name, row.kept) == ("Королёв Пётр", ())

    made = table(("a", "b"), ("Королёв Пётр", "Павел"))
    (row,) = planning.planned(made, Matching(columns=(Column(becomes=Field.FULL_NAME), Column(becomes=Field.NAME))), TODAY)
    assert (row.person.full_name, row.kept) == ("Королёв Пётр", (Kept(heading="b", cell="Павел"),))


def test_the_same_row_twice_and_an_empty_one_are_left_out(vault):
    rows = rows_of(vault, ("№", "ФИО", "Тел"), ("1", "Королёв", "89161234567"), ("2", "Королёв", "89161234567"), ("3", "", ""))

    assert [[remark.trouble for remark in row.remarks] for row in rows] == [[], [Trouble.TWICE], [Trouble.NOTHING]]
    assert rows[1].remarks[0].row == 2
    assert len(parts.imports(vault)) == 0
    assert bring(vault, rows)
    assert parts.imports(vault)[0].cases == 1


def test_whether_it_is_a_woman_is_told_by_a_column_else_by_the_patronymic_else_by_her(vault):
    how = (("ФИО", "Пол"), ("Ли Ким", "ж"), ("Соколова Анна Ивановна", ""), ("Ким Ли", ""))
    rows = rows_of(vault, *how)
    assert [(row.person.sex, row.sex_known) for row in rows] == [(Sex.FEMALE, True), (Sex.FEMALE, True), (Sex.MALE, False)]

    made = table(*how)
    rows = planning.planned(made, replace(matching.proposed(vault, made), woman=True), TODAY)
    assert rows[2].person.sex is Sex.FEMALE


# --- who may be the same


def test_the_same_man_is_found_in_the_vault_and_among_the_rows_and_never_merged_by_itself(vault):
    known = people.keep_person(vault, make.person(surname="Королёв", name="Пётр", patronymic="Ильич"))
    by_phone = people.keep_person(vault, make.person(surname="Зайцев", name="Олег", phones=("8 916 765-43-21",)))
    rows = rows_of(
        vault, ("ФИО", "Тел"), ("Королев Пётр И.", ""), ("Korolev Pyotr", ""), ("Сидоров Иван", "+7 (916) 765-43-21"), ("Юсупов Марат", "")
    )
    found = alike.likes(vault, rows)

    assert {row: (likes.people, likes.rows) for row, likes in found.items()} == {
        2: ((known.id,), ()), 3: ((known.id,), (2,)), 4: ((by_phone.id,), ()),
    }  # fmt: skip
    bring(vault, rows)
    assert len(records.every(vault, Person)) == 6


def test_the_same_man_gets_what_he_lacked_and_a_case_of_his_own(vault):
    known = people.keep_person(vault, make.person(surname="Королёв", name="Пётр", patronymic="", phones=("+7 1",)))
    rows = rows_of(vault, ("ФИО", "Телефон"), ("Королёв Пётр Ильич", "89161234567"), ("Королев П.", "8 926 000-11-22"), ("Другой Иван", ""))
    bring(vault, rows, {2: Decision(deed=Deed.SAME, person=known.id), 3: Decision(deed=Deed.AS_ROW, row=2)})

    now = records.get(vault, Person, known.id)
    assert (now.patronymic, now.phones) == ("Ильич", ("+7 1", "+7 916 123-45-67", "+7 926 000-11-22"))
    assert [case.client for case in records.every(vault, Case)].count(known.id) == 2
    assert len(records.every(vault, Person)) == 2


def test_what_is_told_otherwise_of_somebody_known_stands_in_his_remark(vault):
    known = people.keep_person(vault, make.person(surname="Королёв", name="Пётр", address="Тула", remark="хромает"))
    rows = rows_of(vault, ("ФИО", "Адрес", "Комментарий"), ("Королёв Пётр", "Орёл", "звонить вечером"), target=Target.PEOPLE)
    whole = bring(vault, rows, {2: Decision(deed=Deed.SAME, person=known.id)})

    now = records.get(vault, Person, known.id)
    assert (now.address, now.remark) == ("Тула", "хромает; From a table: Орёл; Комментарий: звонить вечером")
    bring(vault, rows, {2: Decision(deed=Deed.SAME, person=known.id)})
    assert records.get(vault, Person, known.id).remark == now.remark
    taking_back.take_back(vault, whole)


def test_a_row_that_is_left_out_is_nobody_to_join(vault):
    rows = rows_of(vault, ("ФИО", "Тел"), ("Королёв Пётр", "1"), ("Королёв Пётр", "1"), ("Королёв Пётр", "2"), ("Королёв Пётр", "3"))
    assert {row: likes.rows for row, likes in alike.likes(vault, rows).items()} == {3: (2,), 4: (2,), 5: (4, 2)}

    as_first = Decision(deed=Deed.AS_ROW, row=2)
    bring(vault, rows, {2: Decision(deed=Deed.LEFT_OUT), 4: as_first, 5: as_first})
    assert len(records.every(vault, Person)) == 1


# --- bringing in, taking back


def test_what_is_brought_in_is_whole(vault):
    unit = vault.new_id()
    with vault.transaction():
        records.save(vault, Unit(id=unit, number="12345"))
    whole = bring(
        vault,
        rows_of(
            vault,
            ("ФИО", "в/ч", "Дата обращения", "Псевдоним", "Статус", "Теги", "Комментарий", "Мать", "Цель"),
            ("Королёв Пётр Ильич", "12345", "март 2025", "Клён", "закрыто", "ВВК", "звонил", "Королёва Анна", "ВВК\nи отпуск"),
            ("Соколов Иван Ильич", "54321", "", "Клён", "новое", "", "", "", ""),
            ("Зайцев Иван Ильич", "54321", "", "Клён", "новое", "", "", "", ""),
        ),
        tag="loaded",
    )

    first, second, third = records.every(vault, Case)
    assert [case.pseudonym for case in (first, second, third)] == ["Клён", "Клён", "Клён 2"]
    assert (first.stage, bool(first.closed_at), first.unit, first.tags, first.opened_at[:10]) == (
        Stage.CLOSED, True, unit, ("ВВК", "loaded"), "2025-03-01",
    )  # fmt: skip
    assert second.unit == third.unit != unit
    assert len({first.number, second.number, third.number}) == 3
    events = records.of_case(vault, Event, first.id)
    assert [(event.kind, event.title, event.text) for event in events] == [
        (EventKind.GOAL, "ВВК", "ВВК\nи отпуск"), (EventKind.OTHER, "From a table", "Дата обращения: март 2025\nКомментарий: звонил"),
    ]  # fmt: skip
    assert [party.role for party in records.of_case(vault, Party, first.id)] == [Role.CLIENT, Role.RELATIVE]
    told = parts.imports(vault)[0]
    assert (told.id, told.file, told.tag, told.cases, told.people) == (whole, "list.csv", "loaded", 3, 4)


def test_people_alone_go_into_the_address_book(vault):
    rows = rows_of(vault, ("ФИО", "Телефон", "Комментарий"), ("Королёв Пётр Ильич", "89161234567", "эксперт"), target=Target.PEOPLE)
    bring(vault, rows)

    assert records.every(vault, Case) == []
    assert records.every(vault, Person)[0].remark == "Комментарий: эксперт"


def test_taking_back_leaves_nothing_but_the_bin_and_bringing_back_leaves_all(vault):
    people.keep_person(vault, make.person(surname="Зайцев"))
    known = people.keep_person(vault, make.person(surname="Королёв", name="Пётр", patronymic=""))
    before = everything(vault)
    rows = rows_of(
        vault, ("ФИО", "в/ч", "Мать", "Комментарий"), ("Королёв Пётр Ильич", "12345", "Королёва Анна", "x"), ("Ким Ли", "1", "", "")
    )
    whole = bring(vault, rows, {2: Decision(deed=Deed.SAME, person=known.id)})
    after = everything(vault)

    for _turn in range(2):
        outcome = taking_back.take_back(vault, whole)
        assert (outcome.cases, outcome.people, outcome.stayed) == (2, 2, 0)
        assert parts.imports(vault)[0].taken_back_at
        kept = {value.id for kind in (Case, Person, Unit) for value in records.every(vault, kind)}
        assert kept == set(before)
        assert everything(vault)[known.id] == before[known.id]

        outcome = taking_back.bring_back(vault, whole)
        assert (outcome.cases, outcome.people) == (2, 2)
        assert everything(vault) == after


def test_what_was_worked_on_since_stays_with_its_people_and_unit(vault):
    rows = rows_of(vault, ("ФИО", "в/ч"), ("Королёв Пётр", "11111"), ("Соколов Иван", "22222"), ("Зайцев Олег", "22222"))
    whole = bring(vault, rows)
    worked = records.every(vault, Case)[1]
    add_note(vault, worked.id, "Звонил сам.")

    outcome = taking_back.take_back(vault, whole)

    assert (outcome.cases, outcome.people, outcome.stayed) == (2, 2, 1)
    assert [case.id for case in records.every(vault, Case)] == [worked.id]
    assert [person.surname for person in records.every(vault, Person)] == ["Соколов"]
    assert [unit.number for unit in records.every(vault, Unit)] == ["22222"]


def test_what_goes_for_good_while_an_import_is_taken_back_is_not_kept_in_it(vault):
    known = people.keep_person(vault, make.person(surname="Королёв", name="Пётр", patronymic=""))
    whole = bring(vault, rows_of(vault, ("ФИО",), ("Королёв Пётр Ильич",)), {2: Decision(deed=Deed.SAME, person=known.id)})

    def purge(done: int, _total: int) -> None:
        if done == 1:
            with vault.transaction():
                records.purge(vault, known.id)
                parts.without(vault, {known.id})

    taking_back.take_back(vault, whole, purge)
    assert [part.filled for part in parts.parts_of(vault, whole)] == [()]


def test_what_she_removed_herself_does_not_come_back_with_the_import(vault):
    whole = bring(vault, rows_of(vault, ("ФИО", "в/ч"), ("Королёв Пётр", "11111"), ("Соколов Иван", "22222")))
    first, second = records.every(vault, Case)
    with vault.transaction():
        records.save(vault, replace(first, removed_at=vault.now().isoformat()))

    assert taking_back.take_back(vault, whole).cases == 1
    assert taking_back.bring_back(vault, whole).cases == 1
    assert [case.id for case in records.every(vault, Case)] == [second.id]


def test_stopped_in_the_middle_nothing_stays(vault, monkeypatch):
    monkeypatch.setattr(bringing, "PIECE", 2)
    people.keep_person(vault, make.person(surname="Королёв", patronymic=""))
    known = records.every(vault, Person)[0]
    before = everything(vault)
    rows = rows_of(vault, ("ФИО", "в/ч"), *[(f"Королёв{number} Пётр Ильич", "12345") for number in range(7)])

    def stop(done: int, total: int) -> None:
        if done == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        bringing.bring_in(vault, rows, {2: Decision(deed=Deed.SAME, person=known.id)}, Manner(), stop)

    assert everything(vault) == before
    assert records.every(vault, ImportPart) == []


def test_what_was_worked_on_while_it_came_in_stays_where_it_is_stopped(vault, monkeypatch):
    monkeypatch.setattr(bringing, "PIECE", 2)
    known = people.keep_person(vault, make.person(surname="Королёв", name="Пётр", patronymic=""))
    rows = rows_of(vault, ("ФИО", "в/ч"), ("Королёв Пётр Ильич", "1"), *[(f"Имя{number} Пётр", "2") for number in range(5)])

    def work(done: int, _total: int) -> None:
        if done == 2:
            people.keep_person(vault, replace(records.get(vault, Person, known.id), address="Тула"))
            add_note(vault, records.every(vault, Case)[1].id, "Звонил сам.")
        else:
            raise Cancelled

    with pytest.raises(Cancelled):
        bringing.bring_in(vault, rows, {2: Decision(deed=Deed.SAME, person=known.id)}, Manner(), work)

    assert records.get(vault, Person, known.id).address == "Тула"
    (left,) = records.every(vault, Case)
    assert records.get(vault, Person, left.client).surname == "Имя0"
    assert [unit.number for unit in records.every(vault, Unit)] == ["2"]
    assert records.every(vault, ImportPart) == []


def test_once_all_of_it_is_in_it_can_no_longer_be_stopped(vault):
    rows = rows_of(vault, ("ФИО",), ("Королёв Пётр",))
    assert bringing.bring_in(vault, rows, {}, Manner(), _stop_at_once) == parts.imports(vault)[0].id


def test_taking_back_and_bringing_back_go_on_where_they_were_stopped(vault, monkeypatch):
    monkeypatch.setattr(bringing, "PIECE", 1)
    known = people.keep_person(vault, make.person(surname="Королёв", name="Пётр", patronymic=""))
    before = everything(vault)
    rows = rows_of(vault, ("ФИО",), ("Королёв Пётр Ильич",), ("Соколов Иван",))
    whole = bring(vault, rows, {2: Decision(deed=Deed.SAME, person=known.id)})
    after = everything(vault)

    def stop_at(wanted: int):
        def stop(done: int, _total: int) -> None:
            if done == wanted:
                raise Cancelled

        return stop

    with pytest.raises(Cancelled):
        taking_back.take_back(vault, whole, stop_at(3))
    assert not parts.imports(vault)[0].taken_back_at
    taking_back.take_back(vault, whole)
    assert parts.imports(vault)[0].taken_back_at
    assert {value.id for kind in (Case, Person) for value in records.every(vault, kind)} == set(before)

    with pytest.raises(Cancelled):
        taking_back.bring_back(vault, whole, stop_at(1))
    assert parts.imports(vault)[0].taken_back_at
    taking_back.bring_back(vault, whole)
    assert everything(vault) == after


def test_one_that_was_cut_short_goes_at_the_next_opening(vault, folder, keys, monkeypatch):
    from desktop.operations.vaults import open_vault

    monkeypatch.setattr(bringing, "PIECE", 2)
    monkeypatch.setattr(parts, "clear_up", lambda vault: 0)
    with pytest.raises(Cancelled):
        bringing.bring_in(vault, rows_of(vault, ("ФИО",), *[(f"Имя{n} Пётр",) for n in range(5)]), {}, Manner(), _stop_at_once)
    assert len(records.every(vault, Case)) == 2
    assert parts.imports(vault) == []
    vault.close()
    monkeypatch.undo()

    with open_vault(folder, keys) as again:
        assert everything(again) == {}
        assert again.problems_of_roots() == ()


def _stop_at_once(_done: int, _total: int) -> None:
    raise Cancelled


def test_nothing_to_bring_in_is_said(vault):
    with pytest.raises(BadInput):
        bring(vault, rows_of(vault, ("ФИО",), ("",)))


def test_a_forgotten_import_stays_and_cannot_be_taken_back(vault):
    whole = bring(vault, rows_of(vault, ("ФИО",), ("Королёв Пётр",)))
    parts.forget(vault, whole)

    assert len(records.every(vault, Case)) == 1
    with pytest.raises(NotFound):
        taking_back.take_back(vault, whole)


def test_a_destroyed_case_is_cut_out_of_the_import(vault):
    bring(vault, rows_of(vault, ("ФИО",), ("Королёв Пётр",), ("Соколов Иван",)))
    first = records.every(vault, Case)[0]
    cases_.remove_case(vault, first)
    destroying.destroy(vault, first.id)

    (part,) = records.every(vault, ImportPart)
    assert first.id not in part.cases
    assert first.client not in part.people
    assert len(part.cases) == len(part.people) == 1


# --- a file


def test_a_file_is_read_from_its_place_and_stays_there(vault, tmp_path):
    path = tmp_path / "list.xlsx"
    path.write_bytes(book([["ФИО"], ["Королёв Пётр"]]))
    before = path.read_bytes()

    assert reading.read_table(path).rows == (("ФИО",), ("Королёв Пётр",))
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*list*")) == [path]
    with pytest.raises(NotFound):
        reading.read_table(tmp_path / "no such.csv")
    (tmp_path / "big.csv").touch()
    import os

    os.truncate(tmp_path / "big.csv", reading.LARGEST_FILE + 1)
    with pytest.raises(TableNotRead):
        reading.read_table(tmp_path / "big.csv")


@pytest.mark.apart
def test_the_child_reads_as_is_read_at_home(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes("ФИО;Тел\nКоролёв;1\n".encode("koi8-r"))
    said = reading.read_table(path)

    assert (said.encoding, said.separator, said.rows) == ("koi8-r", ";", (("ФИО", "Тел"), ("Королёв", "1")))
    (tmp_path / "book.xlsx").write_bytes(book([["ФИО"], ["Королёв"]]))
    assert reading.read_table(tmp_path / "book.xlsx").rows == (("ФИО",), ("Королёв",))


@pytest.mark.apart
def test_nothing_of_the_table_is_anywhere_but_in_the_vault(vault, folder, tmp_path, monkeypatch):
    """The words of the file in each way they could be written, in all files of the home, the temporary folder and the vault."""
    words = ("Жабогудов", "Гизохева", "89161230577")
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"):
        (tmp_path / "home" / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(tmp_path / "home" / name))
    outside = tmp_path / "stick" / "list.xlsx"
    outside.parent.mkdir()
    outside.write_bytes(book([["ФИО", "Телефон", "Комментарий"], [words[0] + " Пётр", words[2], words[1]]]))
    read = reading.read_table(outside)
    how = matching.proposed(vault, read)
    matching.remember(vault, read, how)
    rows = planning.planned(read, how, vault.today())
    alike.likes(vault, rows)
    taking_back.take_back(vault, bring(vault, rows))
    bring(vault, rows)
    vault.close()

    files = [path for path in tmp_path.rglob("*") if path.is_file() and path != outside]
    assert (folder / "cases.db") in files
    ways = [way for word in words for way in (word.encode(), word.encode("utf-16-le"), word.encode("cp1251"), word[:-1].lower().encode())]
    assert [str(path) for path in files if any(way in path.read_bytes() for way in ways)] == []
