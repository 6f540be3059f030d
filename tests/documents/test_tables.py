"""Tables of others are read as they were written, by whatever program; what is no table is refused in one word."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from unicodedata import normalize

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.documents.tables import asked, csv_text, formats
from desktop.documents.tables.asked import Answer, Request
from desktop.documents.tables.child import answered, read
from desktop.domain.errors import TableNotRead
from tests.documents.workbooks import book, packed, sheet_xml

# What a cell can hold that comes back as it was: no signs that nobody sees, no white space at its ends or in a row.
_CELL = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="\u2028\u2029\ufeff"), max_size=12).filter(
    lambda text: not text.startswith("sep=")
)
_ROWS = st.lists(st.lists(_CELL, min_size=2, max_size=5), min_size=1, max_size=8)
RUSSIAN = "ФИО;Дата рождения;Телефон\nКоролёв Пётр Ильич;12.05.1999;8 916 123-45-67\nСоколова Анна;март 2001;нет\n"


def reason(data: bytes, request: Request = Request()) -> str:  # noqa: B008 - frozen
    return answered(data, request).reason


def written(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """How rows come back: of one width, without those in which nothing stands."""
    kept = [[normalize("NFC", cell) for cell in row] for row in rows]
    kept = [row for row in kept if any(row)]
    width = max((max(place for place, cell in enumerate(row, 1) if cell) for row in kept), default=0)
    return tuple(tuple((row + [""] * width)[:width]) for row in kept)


@settings(max_examples=60)
@given(_ROWS, st.sampled_from(asked.SEPARATORS), st.sampled_from(("utf-8", "utf-8-sig", "utf-16")), st.sampled_from(("\n", "\r\n")))
def test_what_another_program_writes_as_csv_is_read_back(rows, separator, encoding, end):
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    name = "utf-16" if encoding == "utf-16" else "utf-8"

    said = answered(held.getvalue().encode(encoding), Request(encoding=name, separator=separator))

    assert (said.rows if said.rows else (), said.reason) == ((written(rows), "") if any(map(any, rows)) else ((), "empty"))


@settings(max_examples=25)
@given(_ROWS)
def test_what_another_program_writes_as_xlsx_is_read_back(rows):
    # Another program takes what begins with an equals sign for a formula.
    rows = [[cell.lstrip("=") for cell in row] for row in rows]
    said = answered(book(rows), Request())

    assert said.rows == written(rows)
    assert said.reason == ("" if any(map(any, rows)) else "empty")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"])
def test_the_encoding_is_guessed(encoding):
    said = read(RUSSIAN.encode(encoding), Request())

    assert said.encoding == {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(encoding, encoding)
    assert said.rows[1] == ("Королёв Пётр Ильич", "12.05.1999", "8 916 123-45-67")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("text", ["ИВАНОВ;12\n", "Фамилия,Имя\nЮсупов,Юрий\n", "ё;Ё\nв/ч;щит\n"])
def test_the_encoding_of_a_few_letters_is_guessed(encoding, text):
    assert csv_text.guessed_encoding(text.encode(encoding)) == encoding


@pytest.mark.parametrize("separator", asked.SEPARATORS)
def test_the_separator_is_guessed_by_what_makes_rows_of_one_width(separator):
    rows = [["ФИО", "Примечание"], ["Королёв, Пётр", "звонил; просил"], ["Соколова", "a, b, c | d"]]
    held = io.StringIO(newline="")
    csv.writer(held, delimiter=separator).writerows(rows)

    assert read(held.getvalue().encode(), Request()).separator == separator


def test_what_she_chooses_goes_before_what_is_guessed():
    assert read(RUSSIAN.encode(), Request(separator=",", encoding="cp1251")).rows[0][0].startswith("Р¤")


def test_quotes_line_breaks_ragged_and_empty_rows():
    said = read(b'a;b\n"one\ntwo";"say ""yes"""\n;;\n\nthree\nx;y;z\n', Request())

    assert said.rows == (("a", "b", ""), ("one\ntwo", 'say "yes"', ""), ("three", "", ""), ("x", "y", "z"))
    assert said.numbers == (1, 2, 5, 6)
    assert said.ragged == 2


@pytest.mark.parametrize("end", ["", "\n", '\n"x";y\n"z'])
def test_a_quotation_mark_that_is_never_closed_swallows_no_rows(end):
    said = answered(f'a;b\n1;2\n"3;4\n5;6{end}'.encode(), Request(separator=";"))

    assert (said.reason, said.rows) == ("open-quote", ())


def test_a_line_that_says_the_separator_is_no_row():
    assert read(b"sep=|\na|b\n", Request()).rows == (("a", "b"),)


def test_signs_that_nobody_sees_are_taken_out_and_counted():
    said = read("имя;в\u202eч\nа\0б;\u200bв\n".encode(), Request())

    assert (said.rows, said.cleaned) == ((("имя", "вч"), ("аб", "в")), 3)


# --- XLSX


def test_numbers_dates_hours_and_truths_are_read_as_they_are_seen():
    said = read(
        book(
            [[date(1999, 3, 5), datetime(2023, 1, 2, 14, 30), time(9, 5), 89161234567, 0.1 + 0.2, True, 12, -3.5]],  # noqa: DTZ001 - a sheet knows no zone
            formats={"G1": "00000"},
        ),
        Request(),
    )

    assert said.rows == (("1999-03-05", "2023-01-02 14:30", "09:05", "89161234567", "0.3", "TRUE", "00012", "-3.5"),)


@pytest.mark.parametrize(("number", "since_1904", "day"), [
    (1, False, "1900-01-01"), (59, False, "1900-02-28"), (61, False, "1900-03-01"), (45000, False, "2023-03-15"),
    (43538, True, "2023-03-15"), (0, True, "1904-01-01"), (-1, False, "-1"), (1e9, False, "1000000000"),
])  # fmt: skip
def test_a_date_is_counted_from_the_day_its_book_says(number, since_1904, day):
    assert formats.shown(str(number), 14, {}, since_1904=since_1904) == day


@pytest.mark.parametrize(("code", "is_date"), [
    ("dd.mm.yyyy", True), ('[$-419]d mmmm yyyy "г.";@', True), ("h:mm", True), ("mmmm", True), ("General", False), ("0.00", False),
    ('0" дней"', False), ("[h]:mm", False), ("#,##0\\ [$₽-419]", False), ("[Red]0", False), ("@", False),
])  # fmt: skip
def test_a_format_says_whether_it_is_a_date(code, is_date):
    assert formats.is_date(code) is is_date


def test_a_book_of_1904_is_known():
    assert read(packed(sheet_xml('<row><c s="1"><v>43538</v></c></row>'), book_properties='date1904="1"', styles=True), Request()).rows == (
        ("2023-03-15",),
    )


def test_texts_of_all_kinds_and_what_a_formula_gave_last():
    cells = (
        '<c r="A1" t="inlineStr"><is><r><t>Ко</t></r><r><t>ролёв</t></r><rPh><t>х</t></rPh></is></c><c r="C1" t="str"><f>A1&amp;1</f>'
        '<v>a_x0041_b</v></c><c t="e"><v>#N/A</v></c><c t="s"><v>1</v></c><c><f>1+1</f></c><c t="d"><v>2023-03-15T00:00:00</v></c>'
    )
    said = read(packed(sheet_xml(f'<row r="4">{cells}</row>'), shared=("x", "общий")), Request())

    assert said.rows == (("Королёв", "", "aAb", "#N/A", "общий", "", "2023-03-15"),)
    assert (said.numbers, said.unworked) == ((4,), 1)


def test_hidden_sheets_rows_and_columns_are_read_and_told():
    data = book([["a", "b"], ["c", "d"]], hidden_row=2, hidden_column="B", more={"Второй": [["e"]]}, hidden_sheet="Второй")
    said = read(data, Request())

    assert (said.sheets, said.sheet, said.hidden_sheets, said.hidden_rows, said.hidden_columns) == (("Лист", "Второй"), 0, 1, 1, 1)
    assert read(data, Request(sheet=1)).rows == (("e",),)


def test_an_empty_sheet_beside_others_can_be_left_for_them():
    said = read(book([], more={"Второй": [["e"]]}), Request())

    assert (said.reason, said.rows, said.sheets) == ("", (), ("Лист", "Второй"))


# --- what is refused


def _too_many(rows: int, columns: int) -> Callable[[], bytes]:
    return lambda: (";".join("x" * columns) + "\n").encode() * rows


@pytest.mark.parametrize(("make", "why"), [
    (lambda: b"", "empty"),
    (lambda: b"\xef\xbb\xbf\r\n;;\r\n", "empty"),
    (lambda: b"\0" * 100, "empty"),
    (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old-excel"),
    (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked"),
    (lambda: b"%PDF-1.7 ...", "no-table"),
    (lambda: b"PK\x03\x04 and nothing", "damaged"),
    (lambda: _zip({"content.xml": "<x/>", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "open-document"),
    (lambda: _zip({"word/document.xml": "<x/>"}), "no-table"),
    (lambda: _zip({"xl/workbook.bin": "x"}), "old-excel"),
    (lambda: packed('<!DOCTYPE x [<!ENTITY a "b">]>' + sheet_xml("<row><c t='str'><v>&a;</v></c></row>")), "damaged"),
    (lambda: packed(sheet_xml("<row><c t='s'><v>7</v></c></row>")), "damaged"),
    (lambda: packed(sheet_xml("<row>" + "<a>" * 80 + "</a>" * 80 + "</row>")), "damaged"),
    (lambda: packed(sheet_xml("<row><c>")), "damaged"),
    (lambda: packed(sheet_xml("<row><c r='ZZZ1' t='str'><v>x</v></c></row>")), "too-many-columns"),
    (lambda: packed(sheet_xml(" " * 12_000_000)), "too-big"),
    (lambda: packed(sheet_xml("<row><c t='str'><v>" + "x" * 20_001 + "</v></c></row>")), "long-cell"),
    (lambda: b'a;b\n"never closed;' + b"x" * 30_000, "long-cell"),
    (_too_many(20_001, 2), "too-many-rows"),
    (_too_many(1, 201), "too-many-columns"),
])  # fmt: skip
def test_what_is_no_table_is_refused_with_its_reason(make, why):
    assert reason(make()) == why


def test_the_row_is_told_where_a_cell_is_too_long():
    with pytest.raises(TableNotRead) as caught:
        read(b"a;b\nc;d\n1;" + b"x" * 20_001, Request())

    assert (caught.value.reason, caught.value.row) == ("long-cell", 3)


def _zip(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return held.getvalue()


@pytest.mark.parametrize("said", [
    Answer(reason="whatever"), Answer(rows=(("a",),)), Answer(rows=(("a", "b"), ("c",)), numbers=(1, 2)), Answer(encoding="utf-7"),
    Answer(rows=(("x" * 20_001,),), numbers=(1,)), Answer(sheet=3), Answer(rows=(("",) * 201,), numbers=(1,)),
])  # fmt: skip
def test_what_the_child_says_is_measured(said):
    with pytest.raises(ValueError, match=r"^$|NUL"):
        asked.answer(msgspec.json.encode(said))


def test_another_program_reads_what_we_take_for_a_workbook():
    # The workbooks of these tests made by hand are workbooks.
    rows = openpyxl.load_workbook(io.BytesIO(packed(sheet_xml('<row r="1"><c r="A1" t="str"><v>x</v></c></row>')))).active.values
    assert list(rows) == [("x",)]
