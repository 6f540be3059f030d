"""The recovery sheet: 24 words and the printed key, with how to use them. It names no program and no profession."""

from collections.abc import Sequence

import segno

from desktop.documents import breaking, fonts, pdf
from desktop.documents.fonts import Family
from desktop.documents.pdf import Drawing
from desktop.documents.setting import HEIGHT, MEASURE, MM, Fill, Rule, Run

_COLUMNS, _LINE = 3, 8.5 * MM
_MODULE = 1.1 * MM
_KEY_LINE = 37  # signs of the key on a line: half of it
_TEXTS = {
    "ru": {
        "title": "Лист восстановления",
        "warning": "У кого этот лист, тот откроет всё. Уберите его под замок, не рядом с ноутбуком и не рядом с флешкой.",
        "words": "Слова",
        "how": "Достаточно первых четырёх букв каждого слова; «ё» и «е» равны. Слова открывают хранилище и те копии, "
        "которые сделаны после этого листа, пока не сделан новый лист.",
        "key": "Ключ копий",
        "open": "Ключ открывает любую копию и без программы. Сохраните строку ключа в файл key.txt и наберите:",
        "after": "Сотрите key.txt, когда закончите. То же написано в файле HOW-TO-OPEN.txt внутри каждой копии.",
    },
    "en": {
        "title": "Recovery sheet",
        "warning": "Whoever has this sheet opens everything. Keep it under lock, not beside the laptop and not beside the stick.",
        "words": "Words",
        "how": "The first four letters of each word are enough. The words open the vault, and the copies made after this sheet, "
        "until a new sheet is made.",
        "key": "Key to the copies",
        "open": "The key opens every copy, also without the program. Save the line of the key in a file key.txt and type:",
        "after": "Erase key.txt when you have done. The same stands in the file HOW-TO-OPEN.txt inside each copy.",
    },
}
# No program, no numbers of parts, no holders: whoever finds one sheet learns nothing of the others.
_PARTS = {
    "ru": {
        "title": "Слова",
        "keep": "Храните лист под замком и никому не показывайте. Отдайте его только тому, от кого получили, или по его просьбе.",
        "how": "Слова набирают в этом порядке, латинскими буквами. Достаточно первых четырёх букв каждого слова.",
    },
    "en": {
        "title": "Words",
        "keep": "Keep the sheet under lock and show it to nobody. Give it only to whom you had it from, or where they ask you to.",
        "how": "The words are typed in this order. The first four letters of each word are enough.",
    },
}
_COMMANDS = ("tar -xf *.backup", "age -d -i key.txt data.age | tar -x")


def recovery_sheet(words: Sequence[str], backup_key: str, language: str) -> bytes:
    """The sheet as a PDF of one page. Raises FontMissing, PageFailed."""
    texts = _TEXTS[language if language in _TEXTS else "en"]
    page = Page(fonts.family(fonts.chosen()))
    page.line(texts["title"], 18, bold=True, down=8 * MM)
    page.text(texts["warning"], 12, bold=True, down=6 * MM)
    page.line(texts["words"], 13, bold=True, down=9 * MM)
    page.words(words)
    page.text(texts["how"], 11, down=5 * MM)
    page.line(texts["key"], 13, bold=True, down=9 * MM)
    page.code(backup_key)
    page.text(texts["open"], 11, down=5 * MM)
    for command in _COMMANDS:
        page.line(command, 12, down=2 * MM, indent=8 * MM)
    page.text(texts["after"], 11, down=4 * MM)
    return pdf.draw(page.family, [page.drawing])


def part_sheets(parts: Sequence[str], language: str) -> bytes:
    """Key parts as a PDF, each on a sheet of its own. Raises FontMissing, PageFailed."""
    texts = _PARTS[language if language in _PARTS else "en"]
    drawings = []
    for part in parts:
        page = Page(fonts.family(fonts.chosen()))
        page.line(texts["title"], 18, bold=True, down=8 * MM)
        page.text(texts["keep"], 12, down=6 * MM)
        page.words(part.split())
        page.text(texts["how"], 11, down=8 * MM)
        drawings.append(page.drawing)
    return pdf.draw(fonts.family(fonts.chosen()), drawings)


class Page:
    """One page, filled from its upper edge down."""

    def __init__(self, family: Family) -> None:
        self.family, self.drawing = family, Drawing()
        self._y = HEIGHT - 18 * MM

    def line(self, text: str, size: float, *, bold: bool = False, down: float = 0.0, indent: float = 0.0) -> None:
        """One line, not broken."""
        face = self.family.bold if bold else self.family.regular
        self._y -= down + size * 1.2
        self.drawing.append((self._y, (Run(indent, text, face, size),)))

    def text(self, text: str, size: float, *, bold: bool = False, down: float = 0.0) -> None:
        """A sentence, on as many lines as it takes."""
        face = self.family.bold if bold else self.family.regular
        for number, line in enumerate(breaking.lines(text, face, size, MEASURE, hyphenate=False)):
            self.line(line.text, size, bold=bold, down=0.0 if number else down)

    def words(self, words: Sequence[str]) -> None:
        """The words, numbered down the columns, each on a line to write on when there is no printer."""
        rows = -(-len(words) // _COLUMNS)
        width = MEASURE / _COLUMNS
        for row in range(rows):
            self._y -= _LINE
            for column in range(_COLUMNS):
                number = column * rows + row
                if number < len(words):
                    x = column * width
                    number_run = Run(x, f"{number + 1}.", self.family.regular, 11)
                    word_run = Run(x + 8 * MM, words[number], self.family.bold, 13)
                    self.drawing.append((self._y, (number_run, word_run, Rule(x + 8 * MM, x + width - 5 * MM))))

    def code(self, text: str) -> None:
        """The key as text, in two lines, and as a QR code beside it."""
        top = self._y - 4 * MM
        side = top - self.square(text)
        for number, start in enumerate(range(0, len(text), _KEY_LINE)):
            run = Run(side + 8 * MM, text[start : start + _KEY_LINE], self.family.regular, 11)
            self.drawing.append((top - 12 * MM - number * 6 * MM, (run,)))

    def square(self, text: str) -> float:
        """A QR code; the height of its lower edge comes back."""
        top = self._y - 4 * MM
        for number, row in enumerate(segno.make(text, error="m", micro=False, boost_error=False).matrix):
            self._y = top - (number + 1) * _MODULE
            self.drawing.append((self._y, tuple(Fill(start * _MODULE, length * _MODULE, _MODULE) for start, length in _runs(row))))
        return self._y


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
