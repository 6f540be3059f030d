"""What has to be looked at in a composed text: gaps, and forms nobody has confirmed; and whose a word is."""

from collections.abc import Sequence

from desktop.documents.compose import Composed
from desktop.documents.facts import Doubt
from desktop.domain.people import Person
from desktop.ui.people.forms_panel import PARTS, forms_of

Place = tuple[int, int]


def places(composed: Composed) -> list[Place]:
    """Where gaps and doubtful forms stand, in order."""
    doubts = [(place, place + len(doubt.form)) for doubt in composed.doubtful if (place := composed.text.find(doubt.form)) >= 0]
    return sorted({(gap.start, gap.end) for gap in composed.gaps} | set(doubts))


def next_place(composed: Composed, at: int) -> Place | None:
    """The next one from here, after the last the first; None where nothing has to be looked at."""
    found = places(composed)
    return next((place for place in found if place[0] >= at), found[0] if found else None)


def doubt_at(composed: Composed, start: int) -> Doubt | None:
    """The doubtful form that begins here."""
    return next((doubt for doubt in composed.doubtful if composed.text.find(doubt.form) == start), None)


def doubt_of(composed: Composed, form: str) -> Doubt | None:
    """The doubt about this form."""
    return next((doubt for doubt in composed.doubtful if doubt.form == form), None)


def key_at(composed: Composed, start: int) -> str:
    """What fills the gap that begins here; empty where none does, or nobody knows."""
    return next((gap.key for gap in composed.gaps if gap.start == start), "")


def owner_of(word: str, people: Sequence[Person], client: str, post: str) -> tuple[str, str] | None:
    """Whose name or post a word belongs to, in whatever case: the id of the person, and the part. `post` is that of the client."""
    wanted = _folded(word)
    for person in people:
        for part in PARTS:
            forms = forms_of(person, part, post if part == "post" and person.id == client else "")
            if wanted and any(wanted in _folded(form).split() for form in forms.values()):
                return person.id, part
    return None


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е").strip(".,;:()«»")
