"""Events and orders: what happened, when as well as it is known, and how it is known."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.days import Day
from desktop.domain.values import Value


class EventKind(StrEnum):
    """Kinds of events. The stored words never change."""

    SERVICE_START = "service.start"
    OATH = "oath"
    CONTRACT_SIGNED = "contract.signed"
    CONTRACT_PRESSED = "contract.pressed"
    DEPLOYMENT = "deployment"
    DEPLOYMENT_END = "deployment.end"
    ATTACHED = "attached"
    ORDER_RECEIVED = "order.received"
    REFUSAL_ORAL = "refusal.oral"
    CONSULTATION = "consultation"
    WARNING = "warning.given"
    WEAPON_RETURNED = "weapon.returned"
    TRAVEL = "travel"
    AWAY = "away"
    RETURNED = "returned"
    BROUGHT_BACK = "brought.back"
    DOCUMENT_SIGNED = "document.signed"
    DOCUMENT_FILED = "document.filed"
    DOCUMENT_WITHDRAWN = "document.withdrawn"
    REGISTRATION = "registration"
    ACCEPTANCE_REFUSED = "acceptance.refused"
    PRESSURE = "pressure"
    PHONE_TAKEN = "phone.taken"
    HELD = "held"
    MEDICAL = "medical"
    LEAVE = "leave"
    DECISION = "authority.decision"
    ANSWER = "answer"
    GOAL = "goal"
    CONTACT = "contact"
    DISCLOSURE = "disclosure"
    DISCHARGED = "discharged"
    STANDING = "standing"  # stage, situation or danger became another
    OTHER = "other"


class Certainty(StrEnum):
    """How a statement is known."""

    FIRST_HAND = "first_hand"
    HEARSAY = "hearsay"
    SEEN = "document_seen"
    COPIED = "document_copied"


class OrderForm(StrEnum):
    """How an order was given."""

    ORAL = "oral"
    WRITTEN = "written"
    PHONE = "phone"
    LIST = "list"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, repr=False)
class Event(Value):
    """Something that happened in a case."""

    case: str
    kind: EventKind = EventKind.OTHER
    day: Day | None = None
    until: Day | None = None
    time: str = ""  # local wall time, HH:MM
    zone: str = ""
    title: str = ""
    text: str = ""
    place: str = ""
    actor: str = ""
    source: str = ""
    certainty: Certainty = Certainty.FIRST_HAND
    proof: str = ""  # the id of a paper
    order: int = 0  # among undated events
    removed_at: str = ""


@dataclass(frozen=True, kw_only=True, repr=False)
class Order(Value):
    """An order he was given: the wording as he remembers it."""

    case: str
    event: str = ""
    given_by: str = ""
    form: OrderForm = OrderForm.UNKNOWN
    day: Day | None = None
    number: str = ""
    wording: str = ""
    copy_obtained: bool = False
    removed_at: str = ""
