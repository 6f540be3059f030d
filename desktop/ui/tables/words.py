"""What fields, doubts and deeds of an import are called."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from desktop.documents.tables.asked import ENCODINGS, SEPARATORS
from desktop.domain.cases import Category, Situation, Stage
from desktop.domain.people import Sex
from desktop.domain.planned import Decision, Deed, Likes, PlannedRow, Remark, Trouble
from desktop.domain.tables import Century, DateOrder, Field, Target
from desktop.i18n import N_, _, ngettext
from desktop.operations.importing.matching import offered
from desktop.ui import choices
from desktop.ui.people.ranks import rank_words

_FIELDS: Mapping[Field, str] = {
    Field.LEFT_OUT: N_("left out"),
    Field.NOTE: N_("kept as a remark"),
    Field.FULL_NAME: N_("surname, first name, patronymic"),
    Field.SURNAME: N_("Surname"),
    Field.NAME: N_("First name"),
    Field.PATRONYMIC: N_("Patronymic"),
    Field.ALIASES: N_("Other surnames"),
    Field.SEX: N_("Man or woman"),
    Field.BORN: N_("Born"),
    Field.PHONE: N_("Telephones"),
    Field.ADDRESS: N_("Address"),
    Field.IDENTITY: N_("Identity paper"),
    Field.RANK: N_("Rank"),
    Field.POST: N_("Post"),
    Field.RELATIVE: N_("Relative: the name"),
    Field.RELATION: N_("Relative: what he or she is to him"),
    Field.RELATIVE_PHONE: N_("Relative: telephone"),
    Field.PSEUDONYM: N_("Pseudonym"),
    Field.CATEGORY: N_("How he serves"),
    Field.UNIT: N_("Unit no."),
    Field.SUBUNIT: N_("Subunit"),
    Field.STAGE: N_("Stage"),
    Field.SITUATION: N_("Where he is"),
    Field.OPENED: N_("Opened"),
    Field.SERVICE_BEGAN: N_("Service began"),
    Field.CONTRACT_SIGNED: N_("Contract signed"),
    Field.CONTRACT_ENDS: N_("Contract ends"),
    Field.CALLED_BY: N_("Who is calling"),
    Field.MATTER: N_("What happened"),
    Field.NOW: N_("How it stands now"),
    Field.GOAL: N_("What he wants"),
    Field.TAGS: N_("Tags"),
    Field.NUMBER: N_("Number elsewhere"),
}
TARGETS: Mapping[Target, str] = {Target.CASES: N_("each row a case"), Target.PEOPLE: N_("each row somebody in the address book")}
_ORDERS: Mapping[DateOrder, str] = {DateOrder.DAY_FIRST: N_("day, month, year"), DateOrder.MONTH_FIRST: N_("month, day, year")}
_CENTURIES: Mapping[Century, str] = {
    Century.NEAREST: N_("as is likely"),
    Century.NINETEEN: N_("19…"),
    Century.TWENTY: N_("20…"),
}
_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1251": "Windows-1251", "koi8-r": "KOI8-R", "cp866": "CP866 (DOS)"}
_SEPARATORS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical line")}
_KINDS: Mapping[Field, type[StrEnum]] = {Field.SEX: Sex, Field.CATEGORY: Category, Field.STAGE: Stage, Field.SITUATION: Situation}
_TROUBLES: Mapping[Trouble, str] = {
    Trouble.NOTHING: N_("nothing stands in it"),
    Trouble.TWICE: N_("the same as row {row}"),
    Trouble.NO_DAY: N_("{heading}: no date, kept as it is written"),
    Trouble.NO_CODE: N_("{heading}: no such word, kept as it is written"),
    Trouble.NO_NAME: N_("no name"),
    Trouble.DOUBTFUL_NAME: N_("{heading}: is the name parted rightly?"),
    Trouble.ODD_PHONE: N_("{heading}: no usual telephone"),
    Trouble.ODD_UNIT: N_("{heading}: an unusual number of a unit"),
    Trouble.YOUNG: N_("{heading}: younger than 14 years"),
    Trouble.SEX_TAKEN: N_("the relative is taken for a woman"),
    Trouble.TOO_LONG: N_("{heading}: too long, the whole is kept as a remark"),
}


def field_words(target: Target) -> list[tuple[Field, str]]:
    """What a column can become, in words."""
    return [(field, _(text)) for field, text in _FIELDS.items() if offered(field, target)]


def field_word(field: Field) -> str:
    """What a field is called."""
    return _(_FIELDS[field])


def order_words(*, short_years: bool) -> list[tuple[str, str]]:
    """How dates can be read: the order, and where years have two digits, the century."""
    orders = [(order, _(text)) for order, text in _ORDERS.items()]
    if not short_years:
        return [(f"{order}:{Century.NEAREST}", text) for order, text in orders]
    return [
        (f"{order}:{century}", _("{order} · {century}").format(order=text, century=_(_CENTURIES[century])))
        for order, text in orders
        for century in Century
    ]


def encoding_words() -> list[tuple[str, str]]:
    """The encodings of files of text."""
    return [(code, _ENCODINGS[code]) for code in ENCODINGS]


def separator_words() -> list[tuple[str, str]]:
    """What can stand between cells."""
    return [(code, _(_SEPARATORS[code])) for code in SEPARATORS]


def code_words(field: Field) -> list[tuple[str, str]]:
    """What a word in a column of codes can mean; first that it is kept as it is written."""
    known = rank_words() if field is Field.RANK else choices.words(_KINDS[field])
    return [("", _("kept as it is written")), *((str(code), text) for code, text in known)]


def remark_words(remark: Remark, *, revealed: bool) -> str:
    """What is to be looked at, with the cell it is about where names may be seen."""
    said = _(_TROUBLES[remark.trouble]).format(heading=remark.heading or _("column without a heading"), row=remark.row)
    return _("{what}: “{cell}”").format(what=said, cell=" ".join(remark.cell.split())) if revealed and remark.cell else said


def row_words(row: PlannedRow, likes: Likes | None, decision: Decision, *, revealed: bool) -> str:
    """All that is to be looked at in a row, in a line."""
    said = [deed_words(decision)] if decision.deed in {Deed.SAME, Deed.AS_ROW} else []
    if likes and not said:
        said.append(likes_words(likes))
    return "; ".join([*said, *(remark_words(remark, revealed=revealed) for remark in row.remarks)])


def likes_words(likes: Likes) -> str:
    """Who may be the man of a row."""
    said = []
    if count := len(likes.people):
        said.append(ngettext("{count} person here may be he", "{count} people here may be he", count).format(count=count))
    if likes.rows:
        said.append(_("may be the man of row {row}").format(row=likes.rows[0]))
    return "; ".join(said)


def deed_words(decision: Decision) -> str:
    """What becomes of a row."""
    if decision.deed is Deed.SAME:
        return _("the same man as one here")
    if decision.deed is Deed.AS_ROW:
        return _("the same man as in row {row}").format(row=decision.row)
    return _("left out") if decision.deed is Deed.LEFT_OUT else ""


def sample_words(samples: Sequence[str]) -> str:
    """Some cells of a column."""
    return " · ".join(samples)
