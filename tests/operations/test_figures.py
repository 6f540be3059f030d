"""The report: every number is what a plain recount of the records gives, and nothing of it is kept."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.domain.calls import Call
from desktop.domain.cases import Case
from desktop.domain.days import Day
from desktop.domain.deadlines import DeadlineKind, Occasion
from desktop.domain.errors import BadInput
from desktop.domain.figures import Figure, Group, NoteMark, Source, Stretch, kind_of, lines, months, moved, period
from desktop.domain.letters import RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.powers import Power, PowerKind
from desktop.domain.seals import Verdict, chain
from desktop.domain.values import Value
from desktop.operations.cases import open_case, remove_case
from desktop.operations.figures import CATEGORIES, categories, keep_mark, mark_of, set_categories, slots, source
from desktop.operations.keeping import keep_all
from desktop.operations.moving import changes_of_moving
from desktop.operations.notes import add_note, sign_off
from desktop.storage import records, settings
from tests import make
from tests.torture.counts import count, seeded, tell

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def counted(vault, first=YEAR[0], last=YEAR[1]):
    return {(line.group, line.code): len(line.records) for line in lines(source(vault), first, last, categories(vault))}


def number(vault, code, **dates):
    return {code_: value for (_group, code_), value in counted(vault, **dates).items()}[code]


# --- the recount


def test_the_numbers_are_those_of_a_plain_recount(vault):
    for round_ in range(count(2, 60)):
        chance = seeded(f"figures {round_}")
        set_categories(vault, ["По назначению", "", "Семья", "", "", "", ""])
        if chance.random() < 0.2:
            set_categories(vault, [""] * 7)
        _fill(vault, chance)
        first = date(2026, 1, 1) + timedelta(days=chance.randrange(200))
        last = first + timedelta(days=chance.randrange(1, 200))

        found, wanted = counted(vault, first, last), _recounted(vault, first, last)

        assert {code: number for (_group, code), number in found.items() if number} == wanted
    tell(f"figures: {count(2, 60)} reports, {sum(wanted.values())} in the last")


def _fill(vault, chance):
    def moment():
        return (datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=chance.randrange(400))).isoformat()

    marks, either = ["", "oral", "written", *categories(vault), "none", "?"], ["", "", "2026-02-01T10:00:00+00:00"]
    titles = ["Рапорт на отпуск", "Жалоба военному прокурору", "Памятка", "Ходатайство о сроке", ""]
    values: list[Value] = []
    for _number in range(chance.randrange(3, 9)):
        case = make.case(id=vault.new_id(), number=f"26-{chance.randrange(10**9)}", opened_at=moment(), closed_at=chance.choice(either))
        values.append(replace(case, removed_at=moment() if chance.random() < 0.15 else ""))
        for _each in range(chance.randrange(8)):
            gone = moment() if chance.random() < 0.1 else ""
            day = date(2026, 1, 1) + timedelta(days=chance.randrange(400))
            channel = chance.choice(["", "in_person", "phone", "messenger", "letter"])
            note = make.note(case=case.id, written_at=moment(), channel=channel, pro_bono=chance.choice(["", "yes", "no"]), removed_at=gone)
            values += [
                note,
                NoteMark(id=vault.new_id(), case=case.id, note=note.id, counted_as=chance.choice(marks)),
                Call(id=vault.new_id(), began=moment(), case=chance.choice([case.id, ""]), counted_as=chance.choice(marks),
                     one_off=chance.random() < 0.5, removed_at=gone),
                RegisterEntry(id=vault.new_id(), case=case.id, letter="x", number="1", archive_copy=chance.random() < 0.2,
                              approved_at=moment(), corrects=chance.choice(["", "", "x"]), removed_at=gone, title=chance.choice(titles),
                              handed_on=chance.choice([None, Day("2026-03"), Day("2026-05-20")])),
                Power(id=vault.new_id(), case=case.id, kind=chance.choice(list(PowerKind)), spoilt=chance.random() < 0.2, removed_at=gone,
                      made_on=chance.choice([None, Day("2026-04-XX"), Day.of(day)])),
                make.deadline(case=case.id, due=day, kind=chance.choice(list(DeadlineKind)), occasion=chance.choice(list(Occasion)),
                              done_at=chance.choice(either), removed_at=gone),
            ]  # fmt: skip
    with vault.transaction():
        for value in values:
            records.save(vault, value)


def _recounted(vault, first, last):
    """Once more, from the JSON that is kept."""
    rows = [(row.kind, json.loads(row.body)) for row in records.stored(vault) if not row.removed]
    cases = {value["id"] for kind, value in rows if kind == "case"}
    hers = {line.split("=")[0] for line in settings.read(vault, CATEGORIES).splitlines() if line}
    marks = {value["note"]: value["counted_as"] for kind, value in rows if kind == "note-mark"}
    rows = [(kind, value | ({"counted_as": marks.get(value["id"], "")} if kind == "note" else {})) for kind, value in rows]
    told = [pair for kind, value in rows if value.get("case", "") in cases | {""} for pair in _TOLD.get(kind, _nothing)(value, hers)]
    days = [code for code, day in told if day and first.isoformat() <= day[:10] <= last.isoformat()]
    return {code: days.count(code) for code in set(days)}


def _nothing(_value, _hers):
    return []


def _told_case(value, _hers):
    return [("opened", value["opened_at"]), ("closed", value["closed_at"])]


def _told_note(value, hers):
    by_itself = {"in_person": "oral", "phone": "oral", "letter": "written"}.get(value["channel"], "unsaid")
    mark = value["counted_as"]
    if mark == "none":
        return []
    free = [("free", value["written_at"])] if value["pro_bono"] == "yes" else []
    return [(mark if mark in {"oral", "written", *hers} else by_itself, value["written_at"]), *free]


def _told_call(value, hers):
    mark, told = value["counted_as"], [("calls", value["began"])]
    if mark in {"oral", "written", *hers}:
        told.append((mark, value["began"]))
    elif value["one_off"] and mark != "none":
        told.append(("oral", value["began"]))
    return told


def _told_entry(value, _hers):
    words = {"Рапорт": "reports", "Жалоба": "complaints", "Ходатайство": "motions"}
    if value["archive_copy"]:
        return []
    written = [] if value["corrects"] else [(words.get(value["title"].split(" ")[0], "other_documents"), value["approved_at"])]
    handed = value["handed_on"]["text"] if value["handed_on"] else ""
    return [*written, ("handed_in", f"{handed}-01" if handed == "2026-03" else handed)]


def _told_date(value, _hers):
    is_hearing = (value["kind"], value["occasion"]) == ("appointment", "hearing")
    return [("hearings", value["due"])] if is_hearing and value["done_at"] else []


def _told_power(value, _hers):
    made = value["made_on"]["text"].replace("XX", "01") if value["made_on"] else ""
    code = {"agreement": "agreements", "order": "orders"}.get(value["kind"])
    return [(code, made)] if code and made and not value["spoilt"] else []


_TOLD = {"power": _told_power, "case": _told_case, "note": _told_note, "call": _told_call, "register": _told_entry, "deadline": _told_date}


# --- one by one


@pytest.fixture
def case(vault) -> Case:
    return open_case(vault)


def test_looking_at_it_keeps_nothing(vault, case):
    add_note(vault, case.id, "x")
    before = [(row.id, row.rev) for row in records.stored(vault)]

    counted(vault)

    assert [(row.id, row.rev) for row in records.stored(vault)] == before


def test_a_note_is_counted_by_how_they_spoke_until_she_says_otherwise(vault, case):
    note = make.note(case=case.id, channel="phone")
    with vault.transaction():
        records.save(vault, note)
    assert number(vault, Figure.ORAL) == 1

    set_categories(vault, ["", "Дежурство", "", "", "", "", ""])
    (code,) = categories(vault)
    keep_mark(vault, replace(mark_of(vault, note), counted_as=code))
    assert (number(vault, Figure.ORAL), number(vault, code)) == (0, 1)

    set_categories(vault, ["", "По графику", "", "", "", "", ""])
    assert categories(vault) == {code: "По графику"}

    set_categories(vault, [""] * 7)
    assert number(vault, Figure.ORAL) == 1

    keep_mark(vault, replace(mark_of(vault, note), counted_as="none"))
    assert sum(value for (group, _code), value in counted(vault).items() if group is Group.CONSULTATIONS) == 0


def test_a_closed_note_may_still_be_counted_otherwise_and_its_seal_holds(vault, case):
    note = sign_off(vault, add_note(vault, case.id, "x"))

    keep_mark(vault, replace(mark_of(vault, note), counted_as="written"))

    assert number(vault, Figure.WRITTEN) == 1
    assert [signed.verdict for signed in chain(records.of_case(vault, Note, case.id))] == [Verdict.UNCHANGED]


def test_an_ordinary_call_is_a_call_and_a_one_off_advice_a_consultation(vault):
    with vault.transaction():
        for one_off in (True, False):
            records.save(vault, Call(id=vault.new_id(), began="2026-05-14T09:00:00+00:00", one_off=one_off))

    assert (number(vault, Figure.CALLS), number(vault, Figure.ORAL)) == (2, 1)


def test_what_is_in_the_bin_is_not_counted(vault, case):
    add_note(vault, case.id, "x")
    remove_case(vault, case)

    assert set(counted(vault).values()) == {0}


def test_the_records_stand_behind_the_number(vault, case):
    note = add_note(vault, case.id, "x")
    line = next(line for line in lines(source(vault), *YEAR, {}) if line.code == Figure.UNSAID)

    assert [(each.kind, each.id, each.case, each.day) for each in line.records] == [("note", note.id, case.id, date(2026, 5, 14))]
    assert line.by_month(months(date(2026, 4, 1), date(2026, 6, 30))) == (0, 1, 0)


def test_two_categories_cannot_be_called_the_same(vault):
    with pytest.raises(BadInput):
        set_categories(vault, ["Семья", " семья ", "", "", "", "", ""])


def test_a_title_fits_a_column(vault):
    with pytest.raises(BadInput):
        set_categories(vault, ["ы" * 61, "", "", "", "", "", ""])


def test_a_title_with_a_sign_of_equality_stays_whole(vault):
    set_categories(vault, ["а = б", "", "", "", "", "", "x"])

    assert [title for _code, title in slots(vault)] == ["а = б", "", "", "", "", "", "x"]


def test_a_note_in_another_file_takes_its_mark_along(vault, case):
    other, note = open_case(vault), add_note(vault, case.id, "x")
    keep_mark(vault, replace(mark_of(vault, note), counted_as="written"))

    keep_all(vault, changes_of_moving(vault, note, other.id)[1])

    assert mark_of(vault, records.get(vault, Note, note.id)).counted_as == "written"
    assert records.of_case(vault, NoteMark, case.id) == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Рапорт на отпуск", Figure.REPORTS),
        ("«Рапорт»: здоровье", Figure.REPORTS),
        ("Административное исковое заявление", Figure.CLAIMS),
        ("Апелляционная или частная жалоба", Figure.COMPLAINTS),
        ("Ходатайство о восстановлении срока", Figure.MOTIONS),
        ("Обращение родственника", Figure.APPLICATIONS),
        ("Памятка", Figure.OTHER_DOCUMENTS),
        ("", Figure.OTHER_DOCUMENTS),
    ],
)
def test_the_first_word_says_what_kind_of_document_it_is(title, kind):
    assert kind_of(title) is kind


@pytest.mark.parametrize(
    ("stretch", "day", "first", "last"),
    [
        (Stretch.YEAR, "2026-05-14", "2026-01-01", "2026-12-31"),
        (Stretch.HALF, "2026-05-14", "2026-01-01", "2026-06-30"),
        (Stretch.HALF, "2026-07-01", "2026-07-01", "2026-12-31"),
        (Stretch.QUARTER, "2024-02-29", "2024-01-01", "2024-03-31"),
        (Stretch.QUARTER, "2026-12-31", "2026-10-01", "2026-12-31"),
    ],
)
def test_a_period_begins_and_ends_on_its_days(stretch, day, first, last):
    assert period(stretch, date.fromisoformat(day)) == (date.fromisoformat(first), date.fromisoformat(last))


def test_periods_follow_each_other():
    assert moved(Stretch.QUARTER, date(2026, 5, 31), -1) == date(2026, 2, 28)
    assert moved(Stretch.YEAR, date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_an_empty_vault_has_a_report_of_zeros():
    assert {len(line.records) for line in lines(Source(), *YEAR, {})} == {0}
