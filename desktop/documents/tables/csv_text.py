"""CSV and its like: what a file of text is written in, what stands between its cells, and its rows."""

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from desktop.documents.tables.asked import LONGEST_CELL, SEPARATORS, Answer, Request
from desktop.documents.tables.cells import Cells
from desktop.domain.errors import TableNotRead

_MARKED = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ONE_BYTE = ("cp1251", "koi8-r", "cp866")
# How often each letter stands in Russian text, in thousandths (a count of the National Corpus of the Russian Language, rounded).
_SHARES = dict(zip("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", (
    110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1,
), strict=True))  # fmt: skip
_SIGNS = frozenset("«»№—–…“”„’‘•°§\xa0")
_OTHER_LETTER, _SIGN, _STRANGE, _TURN = math.log(0.0005), math.log(0.005), math.log(0.00001), math.log(0.02)
_LOGS = {letter: math.log(share / 1000) for letter, share in _SHARES.items()}
_LOOKED_AT = 20_000  # bytes above 127: enough to tell one page of codes from another
_TURNED = re.compile(r"[а-яё][А-ЯЁ]")  # a capital in the middle of a word: KOI8 and Windows have them the other way round
_HINT = re.compile(r'\A"?sep=(.)"?\r?\n', re.IGNORECASE)
_TRIED_ROWS = 200
_LAST = "\0 the end"  # a line of our own behind the last: it comes back as a row, unless a quotation mark before it is never closed


def read(data: bytes, asked: Request) -> Answer:
    """The rows of a file of text, with the encoding and the separator it was read by. Raises TableNotRead."""
    encoding = asked.encoding or guessed_encoding(data)
    text = _decoded(data, encoding)
    hint = _HINT.match(text)
    text = text[hint.end() :] if hint else text
    separator = asked.separator or (hint[1] if hint and hint[1] in SEPARATORS else guessed_separator(text))
    cells, widths = Cells(), []
    # Where Excel had a hint, its rows are counted as it counts them.
    number, is_closed = 1 if hint else 0, False
    try:
        for row in _rows(chain(_lines(text), [_LAST]), separator):
            if is_closed := row == [_LAST]:
                break
            number += 1
            cells.add(number, row)
            if any(row):
                widths.append(len(row))
    except csv.Error:
        # The one thing this reader refuses: a field beyond the limit, as behind a quotation mark that is never closed.
        raise TableNotRead("long-cell", number + 1) from None
    if not is_closed:
        raise TableNotRead("open-quote", number)
    cells.count_ragged(widths)
    return Answer(encoding=encoding, separator=separator, numbers=tuple(cells.numbers), rows=cells.table(), cleaned=cells.cleaned,
                  ragged=cells.ragged)  # fmt: skip


def _lines(text: str) -> Iterable[str]:
    return io.StringIO(text, newline="")


def _rows(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(lines, delimiter=separator)


def _decoded(data: bytes, encoding: str) -> str:
    if encoding == "utf-16":
        data, name = (data[2:], "utf-16-be") if data.startswith(b"\xfe\xff") else (data.removeprefix(b"\xff\xfe"), _wide_order(data))
        return data.decode(name, "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode(encoding, "replace") if encoding == "utf-8" else data.decode(encoding, "replace")


def _wide_order(data: bytes) -> str:
    """Which half of each pair is the high one: the one that has few values. In Russian and in English it is 0 and 4."""
    if data.startswith(b"\xff\xfe"):
        return "utf-16-le"
    first, second = (sum(data[start:_LOOKED_AT:2].count(value) for value in (0, 4)) for start in (0, 1))
    return "utf-16-be" if first > second else "utf-16-le"


def guessed_encoding(data: bytes) -> str:
    """The encoding of a text: by its mark, by its zeros, by being UTF-8, else the one in which its letters are the likeliest Russian."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return encoding
    part = data[:_LOOKED_AT]
    if part.count(0) > len(part) // 5:
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        high = bytes(byte for byte in islice((byte for byte in data if byte > 127 or byte in b" ,;\t\n"), _LOOKED_AT))
        return max(_ONE_BYTE, key=lambda name: _likelihood(high.decode(name, "replace")))
    return "utf-8"


def _likelihood(text: str) -> float:
    counted = Counter(sign for sign in text if sign > "\x7f")
    return sum(count * _weight(sign) for sign, count in counted.items()) + _TURN * len(_TURNED.findall(text))


def _weight(sign: str) -> float:
    if (known := _LOGS.get(sign.lower())) is not None:
        return known
    return _SIGN if sign in _SIGNS else _OTHER_LETTER if sign.isalpha() and "\u0400" <= sign <= "\u04ff" else _STRANGE


def guessed_separator(text: str) -> str:
    """What stands between the cells: what parts the most of the first rows into the same number of cells, more than one."""
    best, found = (0.0, 0), max(SEPARATORS, key=text[:_LOOKED_AT].count)
    for separator in SEPARATORS:
        widths = Counter[int]()
        try:
            for row in islice(_rows(_lines(text), separator), _TRIED_ROWS):
                if any(row):
                    widths[len(row)] += 1
        except csv.Error:
            continue
        width, rows = max(widths.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
        if width > 1 and (rows / widths.total(), width) > best:
            best, found = (rows / widths.total(), width), separator
    return found
