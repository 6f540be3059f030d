"""Terms of her own for closed files, what is to be looked at, and holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.cases import Case
from desktop.domain.drafts import Setting
from desktop.domain.errors import BadInput, CaseHeld
from desktop.domain.retention import Kept, Retention, Review, reviews
from desktop.operations.settings import set_setting
from desktop.storage import records, settings
from desktop.storage.vault import Vault

# Nothing is to be looked at before this day; or, with a number behind it, so many are on this day. Empty: that is not known.
NEXT = "retention.next"
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


def counted(vault: Vault) -> int | None:
    """How many are to be looked at today, as far as that is known without reading the closed cases; None where it is not."""
    day, _space, count = settings.read(vault, NEXT).partition(" ")
    today = vault.today().isoformat()
    if day > today or (not day and not _is_anything_set(vault)):
        return 0
    return int(count) if day == today and count.isdigit() else None


def _is_anything_set(vault: Vault) -> bool:
    return bool(terms(vault) or vault.rows("SELECT 1 FROM record WHERE kind = 'retention' LIMIT 1"))


def due(vault: Vault) -> tuple[Review, ...]:
    """What is to be looked at today, the longest overdue first; that is remembered for `counted`. Reads the closed cases, if it must."""
    if counted(vault) == 0:
        return ()
    today = vault.today()
    found = sorted(_every(vault), key=lambda each: (each.on, each.case))
    now = tuple(each for each in found if each.on <= today)
    known = f"{today.isoformat()} {len(now)}" if now else found[0].on.isoformat() if found else _NEVER
    if known != settings.read(vault, NEXT):
        with vault.transaction():
            records.save(vault, Setting(id=NEXT, text=known))
    return now


def _every(vault: Vault) -> Iterator[Review]:
    set_, own = terms(vault), {each.case: each for each in records.every(vault, Retention)}
    if not set_ and not own:
        return
    closed = [str(id_) for (id_,) in vault.rows("SELECT id FROM case_row WHERE closed = 1") if set_ or str(id_) in own]
    noted, papered, medical = (_cases_with(vault, kind, closed) for kind in (Kept.NOTE, Kept.PAPER, Kept.MEDICAL))
    there = {Kept.NOTE: noted, Kept.PAPER: papered, Kept.MEDICAL: medical}
    for case in records.those(vault, Case, closed):
        kept = {Kept.CASE, *(each for each, cases in there.items() if case.id in cases)}
        yield from reviews(case.id, closed_on(case), set_, own.get(case.id), kept)


def _cases_with(vault: Vault, kept: Kept, closed: Sequence[str]) -> frozenset[str]:
    """Which of these cases hold something of a class."""
    kind = "note" if kept is Kept.NOTE else "attachment"
    found = {str(case) for (case,) in vault.rows("SELECT DISTINCT case_id FROM record WHERE kind = :kind AND removed = 0", kind=kind)}
    of_closed = found & set(closed)
    if kept is Kept.NOTE:
        return frozenset(of_closed)
    return frozenset(case for case in of_closed if any((paper.kind is PaperKind.MEDICAL) is (kept is Kept.MEDICAL)
                                                       for paper in records.of_case(vault, Attachment, case)))  # fmt: skip


def closed_on(case: Case) -> date:
    """The day on which a case was closed, by this computer's zone."""
    return datetime.fromisoformat(case.closed_at).astimezone().date()
