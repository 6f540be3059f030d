"""Terms of her own for closed files, what is to be looked at, and holds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.cases import Case
from desktop.domain.drafts import Setting
from desktop.domain.errors import BadInput, CaseHeld
from desktop.domain.notes import Note
from desktop.domain.retention import Kept, Retention, Review, reviews
from desktop.operations.settings import set_setting
from desktop.storage import records, settings
from desktop.storage.vault import Vault

NEXT = "retention.next"  # nothing is to be looked at before this day; empty: that is not known
_NEVER = date.max.isoformat()


def setting(kept: Kept) -> str:
    """Under which name the term of a class stands."""
    return f"retention.{kept}"


def months(vault: Vault, kept: Kept) -> int:
    """Months after closing after which a class is to be looked at; 0 where she set no term."""
    return settings.number(vault, setting(kept), 0)


def set_months(vault: Vault, kept: Kept, text: str) -> None:
    """Keep the term of a class, as she typed it; empty or 0 for none."""
    with vault.transaction():
        set_setting(vault, setting(kept), text)
        look_again(vault)


def terms(vault: Vault) -> Mapping[Kept, int]:
    """All terms that are set."""
    return {kept: number for kept in Kept if (number := months(vault, kept))}


def of_case(vault: Vault, case: str) -> Retention:
    """What she set for a case; nothing yet where she set nothing."""
    found = records.of_case(vault, Retention, case)
    return found[0] if found else Retention(id=vault.new_id(), case=case)


def keep_retention(vault: Vault, own: Retention) -> Retention:
    """Keep what she set for a case. Raises BadInput("hold", "empty") for a hold without a reason."""
    if own.is_held and not own.held_because.strip():
        raise BadInput("hold", "empty")
    with vault.transaction():
        records.save(vault, own)
        look_again(vault)
    return own


def is_held(vault: Vault, case: str) -> bool:
    """Whether the case stands under a hold."""
    return any(each.is_held for each in records.of_case(vault, Retention, case))


def must_not_be_held(vault: Vault, case: str) -> None:
    """Raises CaseHeld."""
    if is_held(vault, case):
        raise CaseHeld


def postponed(own: Retention, kept: Kept, to: date) -> Retention:
    """A class is to be looked at on another day."""
    return replace(own, reviews={**own.reviews, kept: to})


def look_again(vault: Vault) -> None:
    """Something changed by which a day may come earlier. Belongs into a transaction."""
    if settings.read(vault, NEXT):
        records.save(vault, Setting(id=NEXT, text=""))


def due(vault: Vault) -> tuple[Review, ...]:
    """What is to be looked at today, the longest overdue first. A moment's work on all days but the first that has something."""
    today = vault.today()
    if settings.read(vault, NEXT) > today.isoformat():
        return ()
    found = sorted(_every(vault), key=lambda each: (each.on, each.case))
    now = tuple(each for each in found if each.on <= today)
    if not now:
        with vault.transaction():
            records.save(vault, Setting(id=NEXT, text=found[0].on.isoformat() if found else _NEVER))
    return now


def _every(vault: Vault) -> Iterator[Review]:
    set_, own = terms(vault), {each.case: each for each in records.every(vault, Retention)}
    if not set_ and not own:
        return
    closed = [str(id_) for (id_,) in vault.rows("SELECT id FROM case_row WHERE closed = 1")]
    for case in records.those(vault, Case, closed):
        if case.id in own or set_:
            yield from reviews(case.id, closed_on(case), set_, own.get(case.id), _there(vault, case.id))


def closed_on(case: Case) -> date:
    """The day on which a case was closed, by this computer's zone."""
    return datetime.fromisoformat(case.closed_at).astimezone().date()


def _there(vault: Vault, case: str) -> frozenset[Kept]:
    papers = records.of_case(vault, Attachment, case)
    medical = [paper for paper in papers if paper.kind is PaperKind.MEDICAL]
    found = ((Kept.CASE, True), (Kept.NOTE, records.count(vault, Note, case) > 0),
             (Kept.MEDICAL, bool(medical)), (Kept.PAPER, len(medical) < len(papers)))  # fmt: skip
    return frozenset(kept for kept, is_there in found if is_there)
