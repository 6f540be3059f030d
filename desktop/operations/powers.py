"""Powers of a case, the reminder of their end, and his own consent with its reminder."""

from dataclasses import replace
from datetime import timedelta

from desktop.domain.cases import Case, Consent
from desktop.domain.days import Day
from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.domain.powers import Counterfoil, Power, PowerKind, journal, remind_on
from desktop.operations.cases import keep_case
from desktop.storage import records
from desktop.storage.vault import Vault

ASK_AGAIN = timedelta(days=7)  # when he has not agreed yet


def keep_power(vault: Vault, power: Power, title: str) -> Power:
    """Keep a power, new or changed; the reminder of its end, called `title`, follows it."""
    due = None if power.removed_at else remind_on(power, vault.today())
    with vault.transaction():
        known = records.find(vault, Deadline, power.reminder) if power.reminder else None
        if due is not None:
            old = known or Deadline(id=vault.new_id(), case=power.case, due=due, kind=DeadlineKind.REMINDER)
            was = records.find(vault, Power, power.id)
            moved = was is None or was.valid_until != power.valid_until
            # One that she ticked off or took away comes back only where the end itself is another one.
            if known is None or moved:
                records.save(vault, replace(old, due=due, title=title, done_at="", removed_at=""))
                power = replace(power, reminder=old.id)
        elif known is not None and not known.removed_at:
            records.save(vault, replace(known, removed_at=vault.now().isoformat()))
        records.save(vault, power)
    return power


def order_journal(vault: Vault) -> tuple[Counterfoil, ...]:
    """Every order of all cases by its number, with the numbers that nobody entered. Raises DataDamaged."""
    return journal([power for power in records.every(vault, Power) if power.kind is PowerKind.ORDER])


def answer_consent(vault: Vault, case: Case, consent: Consent, title: str) -> Case:
    """Keep what he himself said. Not yet: a reminder called `title` asks again in a week; yes or no: it is done."""
    today = vault.today()
    with vault.transaction():
        known = records.find(vault, Deadline, case.consent_reminder) if case.consent_reminder else None
        waits = known is not None and not known.done_at and not known.removed_at
        changed = replace(case, consent=consent)
        if consent is Consent.NOT_YET and not waits:
            new = Deadline(id=vault.new_id(), case=case.id, due=today + ASK_AGAIN, title=title, kind=DeadlineKind.REMINDER)
            records.save(vault, new)
            changed = replace(changed, consent_reminder=new.id)
        elif consent in {Consent.YES, Consent.NO} and known is not None and waits:
            records.save(vault, replace(known, done_at=vault.now().isoformat()))
        if consent is Consent.YES and case.consent_on is None:
            changed = replace(changed, consent_on=Day.of(today))
        return keep_case(vault, changed)
