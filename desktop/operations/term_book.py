"""The rules that terms are counted by and the calendar, hers above the shipped ones."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.domain.counting import RuleEntry, Ruling, rulings
from desktop.domain.errors import NotFound
from desktop.domain.values import Part
from desktop.domain.working_days import Calendar, OwnDay
from desktop.operations import shipped_law
from desktop.storage import records
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Book(Part):
    """Everything a count needs: the rules and the calendar, hers above the shipped ones."""

    rulings: Mapping[str, Ruling]
    calendar: Calendar

    def ruling(self, rule_id: str) -> Ruling:
        """The rule with this id. Raises NotFound."""
        if rule_id not in self.rulings:
            raise NotFound("rule")
        return self.rulings[rule_id]


def book(vault: Vault) -> Book:
    """The rules and the calendar as they stand."""
    return Book(rulings={each.rule.id: each for each in rules(vault)}, calendar=calendar(vault))


def rules(vault: Vault) -> tuple[Ruling, ...]:
    """All rules, and whether each counts."""
    return rulings(shipped_law.rules(), records.every(vault, RuleEntry))


def ruling(vault: Vault, rule_id: str) -> Ruling:
    """The rule with this id. Raises NotFound."""
    return book(vault).ruling(rule_id)


def calendar(vault: Vault) -> Calendar:
    """The working-day calendar with her own days above it."""
    own = {each.day: each.works for each in records.every(vault, OwnDay)}
    return Calendar(shipped_law.calendar().years, own)
