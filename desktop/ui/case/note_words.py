"""The words of a consultation note: its blocks, the question each puts, and what stands in its head."""

from desktop.domain.notes import Note
from desktop.i18n import N_, _

LONGEST_CHOICE = 14  # letters of a choice that are to be seen

_BLOCKS = {
    "facts": (N_("Story"), N_("What happened, in his words? What did he see himself, what was he told?")),
    "papers_seen": (N_("Papers seen"), N_("Which papers were shown, which were copied?")),
    "open_questions": (N_("Open questions"), N_("What is still to be asked, or to be made sure of?")),
    "question": (N_("Question"), N_("What does he ask, in his own words?")),
    "law": (N_("Norms as of the day"), N_("Which norms were looked at, and on which day?")),
    "advice": (N_("Advice"), N_("Which ways are there, with steps, likely course and time?")),
    "warnings": (N_("What was explained"), N_("What was said about consequences, beside the ticks on the right?")),
    "risks": (N_("Risks"), N_("The worst case, the likely case, for the family?")),
    "understanding": (N_("How he understood it"), N_("What did he ask back?")),
    "decision": (N_("His decision"), N_("What does he want to do, and since when?")),
    "next_steps": (N_("Next steps"), N_("Who does what, by when?")),
    "documents": (N_("Documents"), N_("Which drafts were made, which were given?")),
    "contact": (N_("Contact"), N_("When next, by which safe way?")),
}


def block_title(block: str) -> str:
    """The quiet heading of a block."""
    return _(_BLOCKS[block][0])


def block_question(block: str) -> str:
    """The pale question that stands in an empty block."""
    return _(_BLOCKS[block][1])


def channels() -> tuple[tuple[str, str], ...]:
    """How they spoke."""
    return (
        ("", _("not noted")),
        ("in_person", _("in person")),
        ("phone", _("by telephone")),
        ("messenger", _("messenger")),
        ("through_other", _("through somebody else")),
    )


def yes_no() -> tuple[tuple[str, str], ...]:
    """Whether it is so, or was not asked."""
    return (("", _("not asked yet")), ("yes", _("yes")), ("no", _("no")))


def yes_partly_no() -> tuple[tuple[str, str], ...]:
    """Whether it is so, and how far."""
    return (("", _("not asked yet")), ("yes", _("yes")), ("partly", _("partly")), ("no", _("no")))


def tellers() -> tuple[tuple[str, str], ...]:
    """Whose words the story is told in."""
    return (("", _("not noted")), ("client", _("he himself")), ("relative", _("a relative")), ("other", _("somebody else")))


_FIELDS = {
    "began": N_("Began"), "ended": N_("Ended"), "channel": N_("How"), "place": N_("Where"), "present": N_("Present"),
    "interpreter": N_("Interpreter"), "identity_checked": N_("Checked by"), "alone": N_("Is he alone?"),
    "free_to_speak": N_("Free to speak?"), "pro_bono": N_("Free of charge"), "told_by": N_("Told by"), "first_hand": N_("At first hand"),
    "norms": N_("Norms as of the day"), "explained": N_("What was explained"), "retold": N_("He retold it in his own words"),
    "decided_on": N_("Decided on"), "decision_changed": N_("Changed his mind"), "advice_refused": N_("Refused the advice"),
    "decision_reference": N_("Where it is written"),
}  # fmt: skip


def changed_fields(one: Note, other: Note) -> tuple[str, ...]:
    """What else than the texts differs between two versions of a note, in words."""
    return tuple(_(words) for name, words in _FIELDS.items() if getattr(one, name) != getattr(other, name))
