"""Which column becomes what: proposed by how it was matched before, by its heading, else by what its cells look like."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise

import msgspec

from desktop.documents.russian.full_names import parted, sex_told_by
from desktop.domain.cases import Category, Situation, Stage
from desktop.domain.people import Sex
from desktop.domain.tables import CODED, DATES, JOINED, OF_PERSON, Column, DateOrder, Field, Matching, Table, Target
from desktop.domain.units import is_usual_number
from desktop.operations.importing import cells, lexicon
from desktop.operations.importing.lexicon import folded
from desktop.operations.settings import set_setting
from desktop.storage import settings
from desktop.storage.vault import Vault

REMEMBERED = "tables.columns"
MOST_REMEMBERED = 300
MOST_WORDS = 60  # of one column that are matched with codes; a column with more is no column of codes
_LOOKED_AT = 200  # cells of a column
_FIRST_ROWS = 15  # among which the headings are looked for
_MOST = 0.7  # of the cells must look so
_LEAST = 0.4  # of the cells of a row of headings are known
_CODES: Mapping[Field, frozenset[str]] = {
    Field.SEX: frozenset(Sex), Field.CATEGORY: frozenset(Category), Field.STAGE: frozenset(Stage), Field.SITUATION: frozenset(Situation),
}  # fmt: skip
_AGE = re.compile(r"\d{1,2}")


def proposed(vault: Vault, table: Table, target: Target = Target.CASES, heading: int | None = None) -> Matching:
    """How the table is probably to be read. With `heading` she has said where the headings stand."""
    place = heading_row(table) if heading is None else heading
    known, today = remembered(vault), vault.today()
    columns: list[Column] = []
    for number in range(table.width):
        texts = [text for text in cells_of(table, place, number)[:_LOOKED_AT] if text]
        name = heading_of(table, place, number)
        before = known.get(folded(name)) if name else None
        columns.append(_settled(before or Column(becomes=_field(name, texts, today)), texts))
    return fitted(table, Matching(heading=place, target=target, columns=tuple(columns)))


def fitted(table: Table, matching: Matching) -> Matching:
    """The same with each field that only one column can be given to one, the first; the others are kept as remarks."""
    taken: set[Field] = set()
    columns = []
    has_parts = any(column.becomes is Field.SURNAME for column in matching.columns)
    for number, column in enumerate(matching.columns):
        becomes = column.becomes
        if becomes is Field.NAME and not has_parts and _are_whole_names(cells_of(table, matching.heading, number)):
            becomes = Field.FULL_NAME
        is_given = becomes in taken and becomes not in JOINED
        if is_given or (becomes is Field.FULL_NAME and has_parts) or not offered(becomes, matching.target):
            becomes = Field.NOTE
        taken.add(becomes)
        columns.append(column if becomes is column.becomes else replace(column, becomes=becomes, codes={}))
    return replace(matching, columns=tuple(columns))


def _are_whole_names(texts: Sequence[str]) -> bool:
    return cells.share(texts[:_LOOKED_AT], lambda text: len(text.split()) > 1) > _MOST


def offered(field: Field, target: Target) -> bool:
    """Whether a column can become this where each row becomes that."""
    return target is Target.CASES or field in OF_PERSON or field is Field.LEFT_OUT


def changed(table: Table, matching: Matching, number: int, becomes: Field) -> Matching:
    """The matching with another field for a column; what only one column can be is taken from the one that was it."""
    texts = [text for text in cells_of(table, matching.heading, number)[:_LOOKED_AT] if text]
    columns = [
        replace(column, becomes=Field.NOTE, codes={}) if column.becomes is becomes and becomes not in JOINED else column
        for column in matching.columns
    ]
    columns[number] = _settled(Column(becomes=becomes), texts)
    return replace(matching, columns=tuple(columns))


def heading_row(table: Table) -> int:
    """In which row, from 0, the headings stand: where the most words are known as such; -1 where the first row is data already."""
    known = lexicon.headings()
    best, place = 0, -1
    for number, row in enumerate(table.rows[:_FIRST_ROWS]):
        filled = [cell for cell in row if cell]
        score = sum(not _is_data(cell) and bool(known.meaning(cell)) for cell in filled)
        if score > best and score >= _LEAST * len(filled):
            best, place = score, number
    if place >= 0:
        return place
    return -1 if table.rows and any(_is_data(cell) or sex_told_by(parted(cell).patronymic) for cell in table.rows[0]) else 0


def _is_data(cell: str) -> bool:
    return sum(sign.isdigit() for sign in cell) > 3 or "@" in cell


def heading_of(table: Table, place: int, number: int) -> str:
    """The heading of a column; empty where it has none."""
    return table.rows[place][number] if 0 <= place < len(table.rows) else ""


def cells_of(table: Table, place: int, number: int) -> list[str]:
    """The cells of a column below its heading."""
    return [row[number] for row in table.rows[place + 1 :]]


def _field(name: str, texts: Sequence[str], today: date) -> Field:
    if name and (code := lexicon.headings().meaning(name)):
        return _by_cells(Field(code), texts)
    return _of_cells(texts, today)


def _by_cells(field: Field, texts: Sequence[str]) -> Field:
    """The field of a heading, put right by cells that plainly say another: a status may be that of a case or how he serves."""
    if field is Field.STAGE and _known(Field.CATEGORY, texts) > max(_MOST, _known(Field.STAGE, texts)):
        return Field.CATEGORY
    if field is Field.BORN and cells.share(texts, lambda text: bool(_AGE.fullmatch(text))) > _MOST:
        return Field.NOTE
    return field


def _known(field: Field, texts: Sequence[str]) -> float:
    return cells.share(texts, lambda text: bool(lexicon.cells(field.value).meaning(text)))


def _of_cells(texts: Sequence[str], today: date) -> Field:
    """What the cells look like; where nothing tells they are kept as a remark, so that nothing is lost."""
    if not texts:
        return Field.LEFT_OUT
    looks = (
        (Field.LEFT_OUT, lambda _text: _is_numbering(texts)),
        (Field.PHONE, cells.looks_like_phone),
        (Field.OPENED, partial(cells.looks_like_day, today=today)),
        (Field.FULL_NAME, _looks_like_name),
        (Field.UNIT, _looks_like_unit),
    )
    for field, look in looks:
        if cells.share(texts, look) > _MOST:
            born = field is Field.OPENED and cells.share(texts, lambda text: _is_before(text, today)) > _MOST
            return Field.BORN if born else field
    coded = max((Field.CATEGORY, Field.STAGE, Field.SITUATION, Field.SEX, Field.RANK), key=lambda field: _known(field, texts))
    return coded if _known(coded, texts) > _MOST and len(set(texts)) <= MOST_WORDS else Field.NOTE


def _is_numbering(texts: Sequence[str]) -> bool:
    numbers = [int(text) for text in texts if text.isdigit() and len(text) < 6]
    return len(numbers) == len(texts) > 1 and all(after - before == 1 for before, after in pairwise(numbers))


def _looks_like_name(text: str) -> bool:
    name = parted(text)
    return bool(sex_told_by(name.patronymic)) or bool(name.surname and name.name and not name.doubtful)


def _looks_like_unit(text: str) -> bool:
    number = cells.unit_number(text)
    return is_usual_number(number) and not (number.isdigit() and number == text and 1900 < int(number) < 2100)


def _is_before(text: str, today: date) -> bool:
    for column in (Column(becomes=Field.BORN), Column(becomes=Field.BORN, order=DateOrder.MONTH_FIRST)):
        try:
            found = cells.day(text, column, today)
        except ValueError:
            continue
        return found.latest is not None and found.latest.year <= today.year - cells.YOUNGEST
    return False


# --- dates and codes of a column


def _settled(column: Column, texts: Sequence[str]) -> Column:
    """The column with the order of its dates as they say it themselves, and what is known of its words."""
    if column.becomes in DATES:
        order, told = cells.order_of(texts)
        return replace(column, order=order) if told else column
    return column


def words_of(table: Table, matching: Matching, number: int) -> list[tuple[str, int]]:
    """The different words of a column of codes, folded as one, each as it is written first and how often; the most frequent first."""
    counted: Counter[str] = Counter()
    written: dict[str, str] = {}
    for text in cells_of(table, matching.heading, number):
        if text:
            counted[folded(text)] += 1
            written.setdefault(folded(text), text)
    return [(written[word], count) for word, count in counted.most_common(MOST_WORDS)]


def code_of(column: Column, text: str) -> str:
    """The code a word stands for: as she said, else as it is known; empty where it is kept as it is."""
    said = column.codes.get(folded(text))
    if said is not None:
        return said if column.becomes not in _CODES or said in _CODES[column.becomes] else ""
    if column.becomes is Field.RANK:
        return lexicon.rank_in(text)[0]
    return lexicon.cells(column.becomes.value).meaning(text) if column.becomes in CODED else ""


# --- what is remembered of a vault's tables


def remembered(vault: Vault) -> dict[str, Column]:
    """How columns with these headings, folded, were matched before."""
    try:
        return msgspec.json.decode(settings.read(vault, REMEMBERED, "{}"), type=dict[str, Column])
    except msgspec.DecodeError:
        return {}


def remember(vault: Vault, table: Table, matching: Matching) -> None:
    """Keep how the columns were matched, by their headings; those of the latest tables."""
    known = remembered(vault)
    for number, column in enumerate(matching.columns):
        if name := folded(heading_of(table, matching.heading, number)):
            known.pop(name, None)
            known[name] = column
    latest = dict(list(known.items())[-MOST_REMEMBERED:])
    set_setting(vault, REMEMBERED, msgspec.json.encode(latest).decode())
