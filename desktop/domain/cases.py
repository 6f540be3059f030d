"""Cases: a client's file, its three axes and what is asked when it opens."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.days import Day
from desktop.domain.values import Part, Value


class Category(StrEnum):
    """How he serves: decides statute, court and documents."""

    UNKNOWN = "unknown"
    CONSCRIPT = "conscript"
    CONTRACT = "contract"
    CONSCRIPT_CONTRACT = "conscript_contract"
    MOBILISED = "mobilised"
    VOLUNTEER = "volunteer"
    SPECIAL = "special"
    RESERVIST = "reservist"
    OFFICER_CONTRACT = "officer_contract"
    SERVICE_OTHER = "service_other"
    AGS = "ags"
    PRE_DRAFT = "pre_draft"


class Stage(StrEnum):
    """Where the case stands."""

    LEAD = "lead"
    CONFLICT_CHECK = "conflict_check"
    CONSULTED = "consulted"
    ENGAGED = "engaged"
    DRAFTING = "drafting"
    AWAITING_SIGNATURE = "awaiting_signature"
    FILED = "filed"
    REGISTERED = "registered"
    AWAITING_ANSWER = "awaiting_answer"
    ANSWERED = "answered"
    COMPLAINT = "complaint"
    COURT = "court"
    CRIMINAL_RISK = "criminal_risk"
    CRIMINAL_CASE = "criminal_case"
    MONITORING = "monitoring"
    OUTCOME = "outcome"
    CLOSED = "closed"
    ARCHIVED = "archived"


class Situation(StrEnum):
    """Where he is, in neutral words. Never his whereabouts."""

    UNKNOWN = "unknown"
    AT_BASE = "at_base"
    ON_LEAVE = "on_leave"
    IN_HOSPITAL = "in_hospital"
    DEPLOYED = "deployed"
    HELD = "held"
    AWAY = "away"
    DISCHARGED = "discharged"
    NO_CONTACT = "no_contact"


class Threat(StrEnum):
    """How near the danger is."""

    NONE = "none"
    VERBAL = "verbal"
    DOCUMENTED = "documented"
    ISOLATION = "isolation"
    VIOLENCE = "violence"
    WHEREABOUTS_UNKNOWN = "whereabouts_unknown"


URGENT_THREATS = frozenset({Threat.ISOLATION, Threat.VIOLENCE, Threat.WHEREABOUTS_UNKNOWN})


class Consent(StrEnum):
    """Whether he himself agreed, where somebody else made the agreement."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NOT_YET = "not_yet"
    NO = "no"


@dataclass(frozen=True, kw_only=True, repr=False)
class Contract(Part):
    """A contract of service, as his papers give it."""

    number: str = ""
    signed_on: Day | None = None
    begins: Day | None = None
    ends: Day | None = None  # the nominal end, never a discharge date


@dataclass(frozen=True, kw_only=True, repr=False)
class Case(Value):
    """A client's file. Real names are in `Person`, never here."""

    number: str
    pseudonym: str
    opened_at: str = ""  # aware UTC, ISO 8601
    category: Category = Category.UNKNOWN
    stage: Stage = Stage.LEAD
    situation: Situation = Situation.UNKNOWN
    threat: Threat = Threat.NONE
    urgent_by: str = ""  # local wall time of what cannot wait, or empty
    client: str = ""  # the person in whose interest
    contracting: str = ""  # the person who made the agreement, where it is another
    consent: Consent = Consent.NOT_ASKED
    consent_on: Day | None = None
    consent_reminder: str = ""  # the date that reminds her to ask him
    may_be_handed_to: str = ""
    called_by: str = ""  # who rings, and what he or she is to him
    about: str = ""  # about whom, in the caller's words
    where: str = ""  # where he is said to be: base, hospital, no link; in neutral words
    matter: str = ""  # what happened, and by which hour something must be done
    now: str = ""  # her one sentence: how it stands
    unit: str = ""
    subunit: str = ""
    post: str = ""
    branch: str = ""
    oath_on: Day | None = None
    service_began: Day | None = None
    contract: Contract | None = None
    zone: str = "Europe/Moscow"
    languages: tuple[str, ...] = ("ru",)
    colour: int = 0
    tags: tuple[str, ...] = ()
    conflict_checked: str = ""  # "none, date", nothing more is ever kept
    closed_at: str = ""
    removed_at: str = ""

    @property
    def is_urgent(self) -> bool:
        """Whether the case stands in the first band of Today."""
        return not self.closed_at and (bool(self.urgent_by) or self.threat in URGENT_THREATS)

    @property
    def lacks_consent(self) -> bool:
        """Whether somebody else made the agreement, and he himself has not said yes."""
        return bool(self.contracting) and self.contracting != self.client and self.consent is not Consent.YES


class CaseRow(NamedTuple):
    """A case as a list shows it: no real name in it. A tuple, for ten thousand of them are made at once while she waits."""

    id: str
    number: str
    pseudonym: str
    category_code: str
    unit: str
    stage_code: str
    situation_code: str
    threat_code: str
    urgent_by: str
    zone: str
    next_day: str  # ISO, or empty
    next_title: str
    colour: int
    closed: int  # 0 or 1, as the three below
    urgent: int
    tag_lines: str  # a line each
    opened_at: str
    lacks_consent: int

    def __repr__(self) -> str:
        return type(self).__name__

    @property
    def category(self) -> Category:
        """How he serves."""
        return Category(self.category_code)

    @property
    def stage(self) -> Stage:
        """Where the case stands."""
        return Stage(self.stage_code)

    @property
    def situation(self) -> Situation:
        """Where he is."""
        return Situation(self.situation_code)

    @property
    def threat(self) -> Threat:
        """How near the danger is."""
        return Threat(self.threat_code)

    @property
    def tags(self) -> tuple[str, ...]:
        """Her own words for it."""
        return tuple(self.tag_lines.split("\n")) if self.tag_lines else ()
