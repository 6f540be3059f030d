"""A list on paper: heads and numbers on every page, rows whole, nothing lost."""

from desktop.documents import list_sheet, pages
from desktop.documents.list_sheet import Column, Listed

COLUMNS = (Column("Дата", 1), Column("Документ", 3))


def listed(count: int, text: str = "Рапорт") -> Listed:
    rows = tuple((f"{number:04d}", f"{text}\nвторая строка {number:04d}") for number in range(count))
    return Listed("Реестр", "Все: 5.", COLUMNS, rows)


def test_every_page_has_its_heads_and_its_number_and_no_row_is_parted():
    pdf = list_sheet.render(listed(120))

    count, text = pages.count(pdf), pages.text(pdf)
    assert count > 1
    assert text.count("Документ") == count
    assert all(f"{number} / {count}" in text for number in range(1, count + 1))
    for number in range(120):
        # Both lines of a row stand one after the other, with no head of a page between them.
        between = text[text.index(f"\n{number:04d} ") : text.index(f"вторая строка {number:04d}")]
        assert "Документ" not in between


def test_a_row_longer_than_a_page_goes_on():
    pdf = list_sheet.render(Listed("Реестр", "", COLUMNS, (("0001", "\n".join(f"строка {number:03d}" for number in range(200))),)))

    assert pages.count(pdf) > 2
    assert all(f"строка {number:03d}" in pages.text(pdf) for number in range(200))


def test_an_empty_list_is_a_page_and_strange_signs_are_boxes():
    assert pages.count(list_sheet.render(listed(0))) == 1
    assert "\N{WHITE SQUARE}" in pages.text(list_sheet.render(listed(1, "\N{SNOWMAN}")))


def test_the_same_list_is_the_same_bytes():
    assert list_sheet.render(listed(3)) == list_sheet.render(listed(3))


def test_short_words_are_whole_and_the_others_share_what_is_left():
    columns = (Column("№", 1, is_short=True), Column("Стадия", 30), Column("Дней", 1, is_short=True))
    rows = tuple((f"26-KQTR{letter}", "консультация без поручения " * 4, "112") for letter in "ABC")

    text = pages.text(list_sheet.render(Listed("Дела", "", columns, rows)))

    assert all(f"26-KQTR{letter}" in text for letter in "ABC")
    assert text.count("112") == len(rows)
    assert "Дней" in text


def test_long_words_where_short_ones_were_to_be_leave_half_of_the_sheet():
    columns = (Column("№", 1, is_short=True), Column("Стадия", 1))

    text = pages.text(list_sheet.render(Listed("Дела", "", columns, (("ж" * 400, "подано"),))))

    assert text.count("ж") == 400
    assert "подано" in text
