"""The language of the search box: what can be asked, for the page of help, and what was not understood."""

from collections.abc import Iterable, Mapping

from desktop.domain.asked import NAMES, Doubt, Doubtful, Field
from desktop.i18n import N_, _, language

# What can be typed, and what it does; the examples in each language are its own.
_SIGNS: tuple[tuple[str, str], ...] = (
    (N_("report refusal"), N_("Every word must be there, in any order, from its beginning or in another form; е stands for ё.")),
    (N_('"report was accepted"'), N_("Exactly these words, one behind the other. “…” and «…» do the same.")),
    (N_("-hospital"), N_("Without this word and its forms. A minus before quotes leaves out these words in a row.")),
    (N_("4567"), N_("A telephone number, or its last four digits; 8 stands for +7.")),
)
_FIELDS: Mapping[Field, tuple[str, str]] = {
    Field.UNIT: (N_("12345"), N_("Cases of this unit and all that is in them; the beginning of its number will do.")),
    Field.CASE: (N_("Maple"), N_("One case, by its pseudonym or number.")),
    Field.TAG: (N_("hurry"), N_("Cases with this tag of yours. A tag of several words stands in quotes.")),
    Field.KIND: (
        N_("notes"),
        N_("Only cases, people, units, calls, events, dates, letters, notes, papers, templates, powers, sheets or norms."),
    ),
    Field.SINCE: (N_("2026-05"), N_("From this day on, that day counted in: a year, a month or a day, as you write it.")),
    Field.UNTIL: (N_("12 May 2026"), N_("Up to this day, that day counted in.")),
    Field.CLOSED: ("", N_("Closed cases, too.")),
    Field.OLD: ("", N_("Earlier versions, too: what was changed since.")),
}  # fmt: skip
_DOUBTS: Mapping[Doubt, str] = {
    Doubt.NO_SUCH_FIELD: N_("There is no field “{text}:” – it was looked for as a word. The fields are {fields}."),
    Doubt.NOTHING_BEHIND: N_("Nothing stands behind “{text}:” yet."),
    Doubt.NO_SUCH_KIND: N_("There is no kind “{text}”. Try notes, letters, papers, people, cases, events or dates."),
    Doubt.NO_SUCH_DAY: N_("“{text}” is no date. Try 2026, 2026-05, 12.5.2026 or 12 May."),
    Doubt.YES_OR_NO: N_("Behind “{text}:” stands nothing, or yes or no."),
    Doubt.ENDS_BEFORE_IT_BEGINS: N_("The last day lies before the first, so nothing can be found."),
    Doubt.NOTHING_WANTED: N_("Say what to look for, too: so far it only says what else to look at, or what to leave out."),
}

TOO_MANY = N_("Only the latest {count} are shown: one word more, or a kind, leaves fewer.")
DAYS_UNREAD = N_("There are many: only the latest {count} were looked at for their day. One word more, or a kind, leaves fewer.")


def name_of(field: Field) -> str:
    """The name of a field in the language of the interface."""
    names = NAMES[field]
    return names.get(language(), names["en"])[0]


def help_rows() -> list[tuple[str, str]]:
    """What can be typed into the search box, as an example, and a sentence on each."""
    signs = [(_(example), _(sentence)) for example, sentence in _SIGNS]
    return signs + [(f"{name_of(field)}:{_(example) if example else ''}", _(sentence)) for field, (example, sentence) in _FIELDS.items()]


def doubt_sentence(doubtful: Doubtful) -> str:
    """What was not understood of a line, and what would be."""
    return _(_DOUBTS[doubtful.doubt]).format(text=doubtful.text, fields=", ".join(f"{name_of(field)}:" for field in Field))


def doubt_sentences(doubts: Iterable[Doubtful]) -> str:
    """What was not understood, a sentence each, in one line."""
    return " ".join(map(doubt_sentence, doubts))
