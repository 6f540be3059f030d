"""Letters: any document to be signed and filed, and the register that proves it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop.domain.days import Day
from desktop.domain.values import Part, Value


class LetterState(StrEnum):
    """The steps of a letter; only the next one is a button."""

    DRAFT = "draft"
    APPROVED = "approved"
    HANDED_OVER = "handed_over"


class WayOut(StrEnum):
    """How it left: all equal, and the register keeps which."""

    PRINTED = "printed"
    DICTATED = "dictated"
    SHOWN = "shown"
    COPIED_BY_HAND = "copied_by_hand"
    PUT_OFF = "put_off"
    SAVED = "saved"
    ON_STICK = "on_stick"


class Mode(StrEnum):
    """In which form it left: the text is the frozen one in each, with omissions the rest of it."""

    CLEAN = "clean"
    WITH_REGISTRATION = "with_registration"
    BY_HAND = "by_hand"  # large and line by line, for him to copy
    WITH_OMISSIONS = "with_omissions"


class Omissible(StrEnum):
    """What can be left out at one go."""

    NAMES = "names"
    UNIT = "unit"
    ADDRESSES = "addresses"
    PHONES = "phones"
    HEALTH = "health"


@dataclass(frozen=True, kw_only=True, repr=False)
class Omitted(Part):
    """A piece of a frozen text that is left out, as places in that text."""

    start: int
    end: int


class Channel(StrEnum):
    """How a document was handed in."""

    UNKNOWN = "unknown"
    IN_PERSON = "in_person"
    DUTY_OFFICER = "duty_officer"
    PHONE = "phone"
    POST_REGISTERED = "post_registered"
    POST_INVENTORY = "post_inventory"
    TELEGRAM = "telegram"
    COURIER = "courier"
    E_RECEPTION = "e_reception"
    LAWYER = "lawyer"
    RELATIVE = "relative"
    COURT = "court"


class Answer(StrEnum):
    """What came back."""

    NONE = "none"
    GRANTED = "granted"
    REFUSED = "refused"
    PARTLY = "partly"
    FORWARDED = "forwarded"
    EXPLAINED = "explained"
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True, repr=False)
class Letter(Value):
    """A document in the making. `text` is empty while it follows the template, and hers once she edited it."""

    case: str
    template: str
    template_version: str = ""
    language: str = "ru"
    title: str = ""
    state: LetterState = LetterState.DRAFT
    people: Mapping[str, str] = field(default_factory=dict)  # role -> person id
    fields: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    made: str = ""  # what the template gave when her own text was last brought up to it; empty while it follows the template
    letter_date: Day | None = None  # only where the date is not left for his hand
    font: str = "liberation-serif"
    explained: tuple[str, ...] = ()
    created_at: str = ""
    register: str = ""  # the register entry, once approved
    corrects: str = ""  # the register entry this draft will correct
    packet: str = ""  # what was begun together with it for the same client has the same word here
    removed_at: str = ""

    @property
    def dated(self) -> date | None:
        """The first day its date can mean; None where he dates it by his own hand."""
        return self.letter_date.earliest if self.letter_date else None


@dataclass(frozen=True, kw_only=True, repr=False)
class Copy(Part):
    """Where an original is, and how it left."""

    way: WayOut
    at: str  # aware UTC
    where: str = ""
    mode: Mode = Mode.CLEAN
    count: int = 1
    sha256: str = ""  # of the text with omissions, where it left so


class Keeper(StrEnum):
    """With whom an original is. The stored words never change."""

    CLIENT = "client"
    LAWYER = "lawyer"
    RELATIVE = "relative"
    UNIT = "unit"
    COURT = "court"
    POST = "post"
    LOST = "lost"


@dataclass(frozen=True, kw_only=True, repr=False)
class Original(Part):
    """Where signed originals are: with whom, how many, since when."""

    keeper: Keeper
    count: int = 1
    since: Day | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Leaned(Part):
    """A norm the document leans on, as the law library had it at approval; `digest` is empty where none stood on that day."""

    norm: str
    version: str = ""  # the day its wording begins with, empty where that is open
    digest: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class RegisterEntry(Value):
    """An approved document: what was written, under which law, and what became of it. The text never changes."""

    case: str
    letter: str
    number: str
    version: int = 1
    corrects: str = ""  # the entry this one corrects
    title: str = ""
    addressee: str = ""
    approved_at: str = ""
    template: str = ""
    template_version: str = ""
    law_as_of: str = ""
    law_version: str = ""  # of the shipped layer of the law
    norms: tuple[Leaned, ...] = ()
    archive_copy: bool = False
    text: str = ""
    text_sha256: str = ""
    font: str = ""
    explained: tuple[str, ...] = ()
    gaps_allowed: bool = False
    copies: tuple[Copy, ...] = ()
    read_out: int = 0  # lines he has read back so far, where dictating stopped
    handed_in: Channel = Channel.UNKNOWN
    handed_to: str = ""
    handed_on: Day | None = None
    stamp_number: str = ""
    stamp_on: Day | None = None
    scan: str = ""  # the attachment with the stamp
    refused_on: Day | None = None
    refused_hour: str = ""  # local wall time, HH:MM
    refused_by: str = ""  # the post of who would not take it
    refused_witnesses: str = ""  # as what, never by name
    refused_note: str = ""
    refusal_sheet: str = ""  # the letter that is the sheet about it
    post_receipt: str = ""
    inventory: str = ""  # the letter that is the list of what was sent
    answer: Answer = Answer.NONE
    answer_on: Day | None = None
    answer_due: Day | None = None
    answer_paper: str = ""  # the attachment with the answer
    forwarded_to: str = ""
    withdrawn_on: Day | None = None
    originals: tuple[Original, ...] = ()
    removed_at: str = ""
