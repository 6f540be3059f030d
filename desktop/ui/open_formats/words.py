"""What stands over the columns of the tables, and in the file that says what the others are."""

from collections.abc import Mapping
from enum import StrEnum

from desktop.i18n import N_, _
from desktop.operations.open_formats.source import Wording
from desktop.ui.choices import WORDS, word
from desktop.ui.people.ranks import rank_words

HEADINGS: Mapping[str, str] = {
    "about": N_("about whom"),
    "added_at": N_("added"),
    "actor": N_("who acted"),
    "address": N_("address"),
    "addressee": N_("to whom"),
    "aliases": N_("other names"),
    "answer": N_("answer"),
    "answer_due": N_("answer due"),
    "answer_on": N_("answered on"),
    "approved_at": N_("approved"),
    "began": N_("began"),
    "born": N_("born"),
    "branch": N_("branch"),
    "called_by": N_("who rang"),
    "case": N_("case"),
    "category": N_("category"),
    "certainty": N_("how it is known"),
    "client": N_("in whose interest"),
    "closed_at": N_("closed"),
    "commanders": N_("commanders"),
    "consent": N_("his own consent"),
    "consent_on": N_("consent on"),
    "contract_begins": N_("contract from"),
    "contract_ends": N_("nominal end of the contract"),
    "contract_number": N_("contract no."),
    "contracting": N_("who made the agreement"),
    "copies_left": N_("how it left"),
    "counted": N_("counted day"),
    "court_accusative": N_("court (to which)"),
    "date_kind": N_("kind"),
    "day": N_("day"),
    "document_number": N_("no."),
    "done_at": N_("done"),
    "due": N_("due"),
    "ended": N_("ended"),
    "every": N_("comes again"),
    "file": N_("file"),
    "folder": N_("folder"),
    "forwarded_to": N_("forwarded to"),
    "garrison": N_("garrison"),
    "handed_in": N_("how it was handed in"),
    "handed_on": N_("handed in on"),
    "handed_to": N_("handed to"),
    "identity_paper": N_("identity paper"),
    "in_cases": N_("in the cases"),
    "investigator_dative": N_("investigator (to whom)"),
    "kind": N_("kind"),
    "languages": N_("languages"),
    "line": N_("one line"),
    "matter": N_("what happened"),
    "name": N_("name"),
    "now": N_("how it stands"),
    "number": N_("no."),
    "oath_on": N_("oath on"),
    "occasion": N_("occasion"),
    "opened_at": N_("opened"),
    "origin": N_("from whom"),
    "override_reason": N_("why another day"),
    "paper_name": N_("name of the paper"),
    "patronymic": N_("patronymic"),
    "phone": N_("telephone"),
    "phones": N_("telephones"),
    "place": N_("place"),
    "post": N_("post"),
    "post_receipt": N_("postal receipt"),
    "prosecutor_dative": N_("prosecutor (to whom)"),
    "pseudonym": N_("pseudonym"),
    "rank": N_("rank"),
    "refused_by": N_("who refused it"),
    "refused_hour": N_("hour of the refusal"),
    "refused_on": N_("refused on"),
    "refused_witnesses": N_("witnesses of the refusal"),
    "remark": N_("remark"),
    "ring_back": N_("ring back"),
    "service_began": N_("service began"),
    "sex": N_("sex"),
    "sha256": "SHA-256",
    "situation": N_("where he is"),
    "size": N_("bytes"),
    "source": N_("source"),
    "stage": N_("stage"),
    "stamp_number": N_("stamp no."),
    "stamp_on": N_("stamp of"),
    "subunit": N_("company, platoon"),
    "superior": N_("superior unit"),
    "surname": N_("surname"),
    "tags": N_("tags"),
    "text": N_("text"),
    "text_sha256": N_("SHA-256 of the text"),
    "threat": N_("danger"),
    "time": N_("time"),
    "title": N_("title"),
    "unit": N_("unit"),
    "unit_number": N_("unit no."),
    "until": N_("until"),
    "urgent_by": N_("cannot wait beyond"),
    "version": N_("version"),
    "where": N_("where he is said to be"),
    "who": N_("who"),
    "withdrawn_on": N_("withdrawn on"),
    "zone": N_("time zone"),
}

# A file of its own for each line; what it is comes behind the name.
_FILES = (
    ("records/", N_("every record, a file for each kind, one JSON object in each line (JSON Lines)")),
    ("records/changes.jsonl", N_("what earlier changes replaced")),
    ("schema.json", N_("which fields the records have, as JSON Schema")),
    ("tables/", N_("cases, people, units, dates, register, events, calls, papers for a spreadsheet (CSV, separated by commas, UTF-8)")),
    ("calendar.ics", N_("terms, dates, hearings and tasks for a calendar (iCalendar)")),
    ("people.vcf", N_("people and units for an address book (vCard 4.0)")),
    ("cases/", N_("a folder for each case: notes and drafts as text, approved documents as PDF and text, papers as they came")),
    ("SHA256SUMS", N_("the sums of all files; “sha256sum -c SHA256SUMS” compares them")),
)
_REMARKS = (
    N_(
        "Times are ISO 8601 with their offset. Days that are not known exactly are EDTF (ISO 8601-2): “2022-04” is some day in April 2022,"
        " “2022-04~” about then, “../2022-04” not later."
    ),
    N_(
        "In the tables, a cell that a spreadsheet could take for a formula has an apostrophe before it: one that begins with = + - @, a"
        " tab, the end of a line, or an apostrophe. Take one apostrophe away, and the text is as it was."
    ),
    N_(
        "The calendar says pseudonyms, for calendars go to telephones; names of the case's people in a title are barred there. An hour with"
        " a known zone is given in UTC. There are no alarms. A reminder that comes again stands on its next day alone."
    ),
    N_("The address book says real names, telephones and addresses. Remarks and identity papers are in the records and tables alone."),
    N_(
        "Not here: what lies in the bin; the keys and the ways in; the journal; settings of this computer and of copies; what came from"
        " colleagues and is not yet taken in; which import brought what; your card's private keys."
    ),
    N_("Control signs that no such file may hold are written as U+FFFD in tables, calendar and address book; the records have them."),
)


def wording() -> Wording:
    """How an export is worded in the language of the interface."""
    ranks = dict(rank_words())
    return Wording(
        heading=lambda code: _(HEADINGS[code]),
        word=_word,
        rank=lambda code: ranks.get(code, code),
        unit=lambda number: _("military unit {number}").format(number=number),
        nameless=_("(no name)"),
        read_me=read_me(),
    )


def read_me() -> str:
    """The text that says what each file is, and what is not there."""
    files = "\n".join(f"{name}\n    {_(words)}" for name, words in _FILES)
    return "\n\n".join((files, *(_(remark) for remark in _REMARKS))) + "\n"


def _word(code: StrEnum) -> str:
    """What the interface calls a code; nothing where it says that nothing is known."""
    return word(code) if code and type(code) in WORDS else str(code)
