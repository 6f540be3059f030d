"""What was asked in the search box, as it was understood: words, phrases, fields, what is left out, and what could not be read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from desktop.domain import days, phones
from desktop.domain.days import Day, NoSuchDay
from desktop.domain.typed_dates import NEAR
from desktop.domain.values import Part


class Field(StrEnum):
    """What can be said of a thing besides its words, as `unit:12345`."""

    UNIT = "unit"
    CASE = "case"
    TAG = "tag"
    KIND = "kind"
    SINCE = "since"
    UNTIL = "until"
    CLOSED = "closed"
    OLD = "old"


class Group(StrEnum):
    """The kinds of things, as she knows them."""

    CASES = "cases"
    PEOPLE = "people"
    UNITS = "units"
    CALLS = "calls"
    EVENTS = "events"
    DATES = "dates"
    LETTERS = "letters"
    NOTES = "notes"
    PAPERS = "papers"
    TEMPLATES = "templates"
    POWERS = "powers"
    SHEETS = "sheets"
    NORMS = "norms"


class Doubt(StrEnum):
    """Why a piece was not understood."""

    NO_SUCH_FIELD = "no-such-field"
    NOTHING_BEHIND = "nothing-behind"  # the colon: it is still being typed
    NO_SUCH_KIND = "no-such-kind"
    NO_SUCH_DAY = "no-such-day"
    YES_OR_NO = "yes-or-no"
    ENDS_BEFORE_IT_BEGINS = "ends-before-it-begins"
    NOTHING_WANTED = "nothing-wanted"  # what is left out was said, and not what is looked for


# The names of the fields in both languages, small letters; the first of each language is the one that is shown.
NAMES: Mapping[Field, Mapping[str, tuple[str, ...]]] = {
    Field.UNIT: {"en": ("unit",), "ru": ("часть", "вч")},
    Field.CASE: {"en": ("case", "file"), "ru": ("дело",)},
    Field.TAG: {"en": ("tag",), "ru": ("метка", "тег")},
    Field.KIND: {"en": ("kind",), "ru": ("вид",)},
    Field.SINCE: {"en": ("since", "from"), "ru": ("с", "от")},
    Field.UNTIL: {"en": ("until", "till"), "ru": ("до", "по")},
    Field.CLOSED: {"en": ("closed",), "ru": ("закрытые",)},
    Field.OLD: {"en": ("old",), "ru": ("прежние", "старые")},
}
_FIELDS = {name: field for field, names in NAMES.items() for of_language in names.values() for name in of_language}
SWITCHES = frozenset({Field.CLOSED, Field.OLD})
_DAYS = frozenset({Field.SINCE, Field.UNTIL})

# How the kinds may be called, by the beginnings of the words of both languages.
_CALLED: Mapping[Group, str] = {
    Group.CASES: "case дел", Group.PEOPLE: "people person люд чел", Group.UNITS: "unit част", Group.CALLS: "call звон",
    Group.EVENTS: "event order событ приказ", Group.DATES: "date deadline task term дат срок задач",
    Group.LETTERS: "letter document докум письм рапорт", Group.NOTES: "note запис замет", Group.PAPERS: "paper матер бумаг",
    Group.TEMPLATES: "template образ шаблон", Group.POWERS: "power полном", Group.SHEETS: "sheet опрос лист",
    Group.NORMS: "norm law норм закон",
}  # fmt: skip
_SHORTEST_KIND = 3  # letters
_YES, _NO = frozenset({"", "yes", "да"}), frozenset({"no", "нет"})

_PIECE = re.compile(
    r"(?P<without>-(?=[^\s-]))?(?:(?P<name>[^\W\d_]+):(?!//))?"
    r'(?:"(?P<straight>[^"]*)(?:"|$)|«(?P<angled>[^»]*)(?:»|$)|„(?P<low>[^“”]*)(?:[“”]|$)|“(?P<high>[^”]*)(?:”|$)'
    r'|(?P<bare>[^\s"«»„“”]+)|(?<=:)(?=[\s»”]|$))'
)
_NO_QUOTES = str.maketrans(dict.fromkeys('"«»„“”', " "))
_NO_FIELDS = str.maketrans(dict.fromkeys(":-", " "))
_LETTER = re.compile(r"[^\W_]")
_LONGEST_DAY = 3  # words: «12 мая 2026»


@dataclass(frozen=True, kw_only=True, repr=False)
class Piece(Part):
    """One piece of what was typed."""

    text: str
    name: str = ""  # of the field, as it was typed; empty: words
    is_phrase: bool = False  # stood in quotes
    is_left_out: bool = False  # stood behind a minus

    @property
    def field(self) -> Field | None:
        """Which field it says something of; None for words."""
        return _FIELDS[self.name.lower()] if self.name else None


@dataclass(frozen=True, kw_only=True, repr=False)
class Doubtful(Part):
    """A piece that was not understood; the search goes on without it, or with its letters as words."""

    doubt: Doubt
    text: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Asked(Part):
    """What was asked. Between the pieces stands "and"; several values of one field are joined by "or"."""

    pieces: tuple[Piece, ...] = ()
    groups: frozenset[Group] = frozenset()  # empty: every kind
    not_groups: frozenset[Group] = frozenset()
    since: date | None = None  # the first day, and the last one
    until: date | None = None
    closed: bool = False
    old: bool = False
    doubts: tuple[Doubtful, ...] = ()

    @property
    def words(self) -> str:
        """The words that must be there, in any order, as they were typed."""
        return " ".join(piece.text for piece in self._words() if not (piece.is_phrase or piece.is_left_out))

    @property
    def phrases(self) -> tuple[str, ...]:
        """What must be there word for word, in this order."""
        return tuple(piece.text for piece in self._words() if piece.is_phrase and not piece.is_left_out)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Words and phrases of which none may be there."""
        return tuple(piece.text for piece in self._words() if piece.is_left_out)

    def values(self, field: Field, *, left_out: bool = False) -> tuple[str, ...]:
        """What was said of a field; with `left_out`, what may not be."""
        return tuple(piece.text for piece in self.pieces if piece.field is field and piece.is_left_out == left_out and piece.text)

    @property
    def is_about_cases(self) -> bool:
        """Whether something is said that only a case, or what is in one, can be."""
        return any(self.values(field) for field in (Field.UNIT, Field.CASE, Field.TAG))

    def lets(self, group: Group) -> bool:
        """Whether things of this group may be among what is found, by what was said of kinds."""
        return group in (self.groups or Group) and group not in self.not_groups

    def is_for(self, group: Group) -> bool:
        """Whether things of this group, which belong to no case and are of no day, can be what was asked for."""
        return self.narrows and self.lets(group) and not (self.is_about_cases or self.since or self.until)

    @property
    def narrows(self) -> bool:
        """Whether something is looked for, and not only left out or added."""
        return self.is_about_cases or bool(self.words or self.phrases or self.groups or self.since or self.until)

    def _words(self) -> Iterable[Piece]:
        return (piece for piece in self.pieces if piece.field is None)


def parsed(text: str, today: date) -> Asked:
    """What a typed line asks for. Any text is understood as far as it can be; `doubts` says what was not.

    A quote that is not closed goes to the end. Days without a year are of this year, as `days.typed` reads them.
    """
    if phones.as_words(text):
        return Asked(pieces=(Piece(text=" ".join(text.split())),))
    asked = _understood(_with_values(_pieces(text), today), today)
    if asked.since and asked.until and asked.since > asked.until:
        asked = _doubting(asked, Doubt.ENDS_BEFORE_IT_BEGINS)
    return _doubting(asked, Doubt.NOTHING_WANTED) if asked.pieces and not (asked.narrows or asked.doubts) else asked


def joined(pieces: Iterable[Piece]) -> str:
    """The line that is understood as these pieces: what a chip leaves when it is taken away, what a search is kept as."""
    return " ".join(map(_written, pieces))


def _written(piece: Piece) -> str:
    in_quotes = piece.is_phrase or (piece.name and (" " in piece.text or (not piece.text and piece.field not in SWITCHES)))
    text = f'"{piece.text}"' if in_quotes else piece.text
    return ("-" if piece.is_left_out else "") + (f"{piece.name}:" if piece.name else "") + text


def _pieces(text: str) -> list[Piece]:
    found = list[Piece]()
    for match in _PIECE.finditer(text):
        quoted = next((match[name] for name in ("straight", "angled", "low", "high") if match[name] is not None), None)
        said = " ".join((match["bare"] or "" if quoted is None else quoted).translate(_NO_QUOTES).split())
        said = said if _LETTER.search(said) else ""
        name = match["name"] or ""
        if name and name.lower() not in _FIELDS:
            # No field of ours: the letters before the colon are words, too, in quotes or not.
            said, name, quoted = f"{name}:{' '.join(said.translate(_NO_FIELDS).split())}", "", None
        if said or name:
            found.append(Piece(text=said, name=name, is_phrase=quoted is not None, is_left_out=bool(match["without"])))
    return found


def _with_values(pieces: list[Piece], today: date) -> list[Piece]:
    """The pieces with what stands behind a space taken to the field before it: «часть: 12345», «с:12 мая 2026»."""
    found = list[Piece]()
    place = 0
    while place < len(pieces):
        piece, place = pieces[place], place + 1
        plain = list(takewhile(_is_plain, pieces[place : place + _LONGEST_DAY]))
        is_open = piece.field is not None and piece.field not in SWITCHES and not (piece.text or piece.is_phrase)
        if is_open and place < len(pieces) and _is_phrase(pieces[place]):
            piece, place = replace(piece, text=pieces[place].text, is_phrase=True), place + 1
        elif piece.field in _DAYS and not piece.is_phrase:
            most = min(len(plain), _LONGEST_DAY - bool(piece.text))
            longer = {length: " ".join((piece.text, *(each.text for each in plain[:length]))).strip() for length in range(most, 0, -1)}
            length = next((length for length, said in longer.items() if _day(said, today)), 0)
            piece, place = replace(piece, text=longer.get(length, piece.text)), place + length
        elif is_open and plain and piece.field not in _DAYS:
            piece, place = replace(piece, text=plain[0].text), place + 1
        found.append(piece)
    return found


def _is_plain(piece: Piece) -> bool:
    return piece.field is None and not (piece.is_phrase or piece.is_left_out)


def _is_phrase(piece: Piece) -> bool:
    return piece.field is None and piece.is_phrase and not piece.is_left_out


def _understood(pieces: Iterable[Piece], today: date) -> Asked:
    asked = Asked(pieces=tuple(pieces))
    for piece in asked.pieces:
        if piece.field is None:
            name, colon, rest = piece.text.partition(":")
            if colon and rest and name.isalpha() and not rest.startswith("//"):
                asked = _doubting(asked, Doubt.NO_SUCH_FIELD, name)
        elif piece.field in SWITCHES:
            asked = _switched(asked, piece)
        elif not piece.text:
            asked = _doubting(asked, Doubt.NOTHING_BEHIND, piece.name)
        elif piece.field is Field.KIND:
            asked = _of_kind(asked, piece)
        elif piece.field in _DAYS:
            asked = _of_days(asked, piece, today)
    return asked


def _doubting(asked: Asked, doubt: Doubt, text: str = "") -> Asked:
    return replace(asked, doubts=(*asked.doubts, Doubtful(doubt=doubt, text=text)))


def _switched(asked: Asked, piece: Piece) -> Asked:
    said = piece.text.lower()
    if said not in _YES | _NO:
        return _doubting(asked, Doubt.YES_OR_NO, piece.name)
    is_on = (said in _YES) is not piece.is_left_out
    return replace(asked, closed=is_on) if piece.field is Field.CLOSED else replace(asked, old=is_on)


def kinds_called(name: str) -> set[Group]:
    """The groups that may be called so, in either language; three letters are the least."""
    said = name.lower()
    return {group for group, starts in _CALLED.items() for start in starts.split() if len(said) >= _SHORTEST_KIND
            and (said.startswith(start) or start.startswith(said))}  # fmt: skip


def _of_kind(asked: Asked, piece: Piece) -> Asked:
    groups = kinds_called(piece.text)
    if not groups:
        return _doubting(asked, Doubt.NO_SUCH_KIND, piece.text)
    if piece.is_left_out:
        return replace(asked, not_groups=asked.not_groups | groups)
    return replace(asked, groups=asked.groups | groups)


def _of_days(asked: Asked, piece: Piece, today: date) -> Asked:
    day, begins = _day(piece.text, today), piece.field is Field.SINCE
    edge = (day.earliest if begins else day.latest) if day else None
    if edge is None or edge in {date.min, date.max}:
        return _doubting(asked, Doubt.NO_SUCH_DAY, piece.text)
    if piece.is_left_out:
        # «-с:мая» is what was before May, «-до:мая» what came after it.
        edge, begins = edge + timedelta(days=-1 if begins else 1), not begins
    if begins:
        return replace(asked, since=max(edge, asked.since or edge))
    return replace(asked, until=min(edge, asked.until or edge))


def _day(text: str, today: date) -> Day | None:
    words = text.lower()
    if words in NEAR:
        return Day.of(today + timedelta(days=NEAR[words]))
    try:
        return days.typed(text, today)
    except (NoSuchDay, OverflowError):
        return None
