"""Rules and days off of her own: every open term they count is counted anew with them."""

from dataclasses import replace
from datetime import date

from desktop.domain.counting import Rule, RuleEntry
from desktop.domain.deadlines import Because
from desktop.domain.errors import BadInput, NotFound
from desktop.domain.law import Mark
from desktop.domain.working_days import OwnDay
from desktop.operations import shipped_law
from desktop.operations.recounting import recount_open
from desktop.storage import records
from desktop.storage.vault import Vault


def keep_rule(vault: Vault, rule: Rule, *, on: bool, checked_by: str = "", checked_on: date | None = None) -> RuleEntry:
    """Keep her version of a rule, switched on or off, and count the open terms it counts anew.

    A rule that was only recalled can be switched on once it has a length and somebody who checked it.
    Raises BadInput("lengths" | "checked_by", "empty").
    """
    if on and rule.mark is Mark.RECALLED:
        if not rule.lengths and not rule.seasons:
            raise BadInput("lengths", "empty")
        if not checked_by.strip():
            raise BadInput("checked_by", "empty")
    shipped = next((each for each in shipped_law.rules() if each.id == rule.id), None)
    with vault.transaction():
        old = next((each for each in records.every(vault, RuleEntry) if each.rule.id == rule.id), None)
        entry = RuleEntry(id=old.id if old else vault.new_id(), rule=rule, on=on, checked_by=checked_by.strip(), checked_on=checked_on,
                          based_on=shipped.version if shipped else "")  # fmt: skip
        records.save(vault, entry)
        recount_open(vault, Because.RULE_CHANGED, rule.id)
    return entry


def drop_rule(vault: Vault, rule_id: str) -> None:
    """Go back to the shipped rule. Raises NotFound where she has none of her own."""
    own = next((each for each in records.every(vault, RuleEntry) if each.rule.id == rule_id), None)
    if own is None:
        raise NotFound("rule")
    with vault.transaction():
        records.save(vault, replace(own, removed_at=vault.now().isoformat()))
        recount_open(vault, Because.RULE_CHANGED, rule_id)


def keep_day(vault: Vault, day: date, *, works: bool, remark: str = "") -> OwnDay:
    """Keep a day she set herself, off or worked on, and count all open terms anew."""
    with vault.transaction():
        old = next((each for each in records.every(vault, OwnDay) if each.day == day), None)
        own = OwnDay(id=old.id if old else vault.new_id(), day=day, works=works, remark=remark.strip())
        records.save(vault, own)
        recount_open(vault, Because.CALENDAR_CHANGED)
    return own


def drop_day(vault: Vault, day: date) -> None:
    """Go back to the shipped calendar for a day."""
    with vault.transaction():
        for own in [each for each in records.every(vault, OwnDay) if each.day == day]:
            records.save(vault, replace(own, removed_at=vault.now().isoformat()))
        recount_open(vault, Because.CALENDAR_CHANGED)
