"""Choices: the words for every stored code, in the language of the interface."""

from collections.abc import Mapping
from enum import StrEnum

from desktop.domain.attachments import PaperKind
from desktop.domain.cases import Category, Consent, Situation, Stage, Threat
from desktop.domain.deadlines import DeadlineKind
from desktop.domain.events import Certainty, EventKind, OrderForm
from desktop.domain.letters import Answer, Channel, LetterState, Mode, Omissible, WayOut
from desktop.domain.people import Role, Sex
from desktop.i18n import N_, _

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Category: {
        Category.UNKNOWN: N_("not known yet"),
        Category.CONSCRIPT: N_("conscript"),
        Category.CONTRACT: N_("contract"),
        Category.CONSCRIPT_CONTRACT: N_("conscript, then contract"),
        Category.MOBILISED: N_("mobilised"),
        Category.VOLUNTEER: N_("volunteer"),
        Category.SPECIAL: N_("special contingent"),
        Category.RESERVIST: N_("reservist"),
        Category.OFFICER_CONTRACT: N_("officer, contract"),
        Category.SERVICE_OTHER: N_("other service"),
        Category.AGS: N_("alternative civilian service"),
        Category.PRE_DRAFT: N_("before call-up"),
    },
    Stage: {
        Stage.LEAD: N_("first contact"),
        Stage.CONFLICT_CHECK: N_("conflict check"),
        Stage.CONSULTED: N_("consulted, no mandate"),
        Stage.ENGAGED: N_("agreement made"),
        Stage.DRAFTING: N_("drafting"),
        Stage.AWAITING_SIGNATURE: N_("awaiting his signature"),
        Stage.FILED: N_("filed"),
        Stage.REGISTERED: N_("registered"),
        Stage.AWAITING_ANSWER: N_("awaiting an answer"),
        Stage.ANSWERED: N_("answered"),
        Stage.COMPLAINT: N_("complaint"),
        Stage.COURT: N_("court"),
        Stage.CRIMINAL_RISK: N_("pre-investigation check"),
        Stage.CRIMINAL_CASE: N_("defence"),
        Stage.MONITORING: N_("watching over"),
        Stage.OUTCOME: N_("outcome reached"),
        Stage.CLOSED: N_("closed"),
        Stage.ARCHIVED: N_("archived"),
    },
    Situation: {
        Situation.UNKNOWN: N_("not known"),
        Situation.AT_BASE: N_("at the unit"),
        Situation.ON_LEAVE: N_("on leave"),
        Situation.IN_HOSPITAL: N_("in hospital"),
        Situation.DEPLOYED: N_("sent on duty"),
        Situation.HELD: N_("held"),
        Situation.AWAY: N_("away from the unit, being clarified"),
        Situation.DISCHARGED: N_("discharged"),
        Situation.NO_CONTACT: N_("no contact"),
    },
    Threat: {
        Threat.NONE: N_("none known"),
        Threat.VERBAL: N_("in words"),
        Threat.DOCUMENTED: N_("on paper"),
        Threat.ISOLATION: N_("isolated"),
        Threat.VIOLENCE: N_("force used"),
        Threat.WHEREABOUTS_UNKNOWN: N_("cannot be found"),
    },
    Consent: {
        Consent.NOT_ASKED: N_("not asked yet"),
        Consent.YES: N_("yes"),
        Consent.NOT_YET: N_("not yet"),
        Consent.NO: N_("no"),
    },
    Sex: {Sex.MALE: N_("man"), Sex.FEMALE: N_("woman")},
    Role: {
        Role.CLIENT: N_("in whose interest"),
        Role.PAYER: N_("made the agreement"),
        Role.RELATIVE: N_("relative"),
        Role.COMMANDER: N_("commander"),
        Role.OFFICER: N_("officer"),
        Role.PROSECUTOR: N_("prosecutor"),
        Role.INVESTIGATOR: N_("investigator"),
        Role.WITNESS: N_("witness"),
        Role.COLLEAGUE: N_("colleague"),
        Role.LAWYER: N_("lawyer"),
        Role.OTHER: N_("other"),
    },
    EventKind: {
        EventKind.SERVICE_START: N_("Service began"),
        EventKind.OATH: N_("Oath"),
        EventKind.CONTRACT_SIGNED: N_("Contract signed"),
        EventKind.CONTRACT_PRESSED: N_("Contract signed under pressure"),
        EventKind.DEPLOYMENT: N_("Sent on duty"),
        EventKind.DEPLOYMENT_END: N_("Duty trip ended"),
        EventKind.ATTACHED: N_("Attached to another unit"),
        EventKind.ORDER_RECEIVED: N_("Order received"),
        EventKind.REFUSAL_ORAL: N_("Answered the order in words"),
        EventKind.CONSULTATION: N_("Consultation"),
        EventKind.WARNING: N_("Consequences explained"),
        EventKind.WEAPON_RETURNED: N_("Arms returned"),
        EventKind.TRAVEL: N_("On the way"),
        EventKind.AWAY: N_("Away from the unit"),
        EventKind.RETURNED: N_("Came back"),
        EventKind.BROUGHT_BACK: N_("Brought back by others"),
        EventKind.DOCUMENT_SIGNED: N_("Document signed"),
        EventKind.DOCUMENT_FILED: N_("Document handed in"),
        EventKind.REGISTRATION: N_("Document registered"),
        EventKind.ACCEPTANCE_REFUSED: N_("Document not accepted"),
        EventKind.PRESSURE: N_("Pressure"),
        EventKind.PHONE_TAKEN: N_("Telephone taken"),
        EventKind.HELD: N_("Held"),
        EventKind.MEDICAL: N_("Doctor, hospital, medical board"),
        EventKind.LEAVE: N_("Leave"),
        EventKind.DECISION: N_("Decision of an authority"),
        EventKind.ANSWER: N_("Answer received"),
        EventKind.GOAL: N_("What he wants"),
        EventKind.CONTACT: N_("Contact"),
        EventKind.DISCLOSURE: N_("Told to outsiders"),
        EventKind.DISCHARGED: N_("Discharged"),
        EventKind.OTHER: N_("Something else"),
    },
    Certainty: {
        Certainty.FIRST_HAND: N_("first-hand"),
        Certainty.HEARSAY: N_("hearsay"),
        Certainty.SEEN: N_("document seen"),
        Certainty.COPIED: N_("copy in the file"),
    },
    DeadlineKind: {
        DeadlineKind.DEADLINE: N_("term"),
        DeadlineKind.REMINDER: N_("reminder"),
        DeadlineKind.APPOINTMENT: N_("meeting, hearing, call"),
    },
    OrderForm: {
        OrderForm.ORAL: N_("by word of mouth"),
        OrderForm.WRITTEN: N_("in writing"),
        OrderForm.PHONE: N_("by telephone"),
        OrderForm.LIST: N_("by a list"),
        OrderForm.UNKNOWN: N_("not known"),
    },
    LetterState: {
        LetterState.DRAFT: N_("draft"),
        LetterState.APPROVED: N_("approved"),
        LetterState.HANDED_OVER: N_("handed over"),
    },
    WayOut: {
        WayOut.PRINTED: N_("printed"),
        WayOut.DICTATED: N_("dictated"),
        WayOut.SHOWN: N_("shown"),
        WayOut.COPIED_BY_HAND: N_("copied by hand"),
        WayOut.PUT_OFF: N_("put off"),
        WayOut.SAVED: N_("saved as a file"),
        WayOut.ON_STICK: N_("put on a stick"),
    },
    Mode: {
        Mode.CLEAN: N_("clean"),
        Mode.WITH_REGISTRATION: N_("his own copy, with the registration block"),
        Mode.BY_HAND: N_("model for copying by hand"),
        Mode.WITH_OMISSIONS: N_("with omissions"),
    },
    Omissible: {
        Omissible.NAMES: N_("names"),
        Omissible.UNIT: N_("unit"),
        Omissible.ADDRESSES: N_("addresses"),
        Omissible.PHONES: N_("telephones"),
        Omissible.HEALTH: N_("health, by sentences"),
    },
    Channel: {
        Channel.UNKNOWN: N_("not handed in yet"),
        Channel.IN_PERSON: N_("in person"),
        Channel.DUTY_OFFICER: N_("through the duty officer"),
        Channel.POST_REGISTERED: N_("registered letter"),
        Channel.POST_INVENTORY: N_("by post with an inventory"),
        Channel.TELEGRAM: N_("telegram"),
        Channel.COURIER: N_("courier"),
        Channel.E_RECEPTION: N_("electronic reception"),
        Channel.LAWYER: N_("through the lawyer"),
        Channel.RELATIVE: N_("through a relative"),
        Channel.COURT: N_("in court"),
    },
    Answer: {
        Answer.NONE: N_("no answer yet"),
        Answer.GRANTED: N_("granted"),
        Answer.REFUSED: N_("refused"),
        Answer.PARTLY: N_("granted in part"),
        Answer.FORWARDED: N_("forwarded"),
        Answer.EXPLAINED: N_("explained, nothing decided"),
        Answer.RETURNED: N_("returned unexamined"),
    },
    PaperKind: {
        PaperKind.SCAN: N_("scan"),
        PaperKind.PHOTO: N_("photograph"),
        PaperKind.AUDIO: N_("sound"),
        PaperKind.VIDEO: N_("video"),
        PaperKind.SCREENSHOT: N_("screen picture"),
        PaperKind.MEDICAL: N_("medical paper"),
        PaperKind.RECEIPT: N_("receipt"),
        PaperKind.REGISTRATION: N_("registration mark"),
        PaperKind.WITNESS_NOTE: N_("witness's note"),
        PaperKind.OTHER: N_("other"),
    },
}


def word(choice: StrEnum) -> str:
    """What the interface calls a stored code."""
    return _(WORDS[type(choice)][choice])


def words(choices: type[StrEnum]) -> tuple[tuple[StrEnum, str], ...]:
    """Every choice of one kind with its words, in the order in which they were written."""
    return tuple((choice, _(text)) for choice, text in WORDS[choices].items())
