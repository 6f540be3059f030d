"""Contracts: their nominal end, which is no day of discharge."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.cases import Contract
from desktop.domain.days import Day
from desktop.domain.values import Part

# Decree No. 647, points 4 and 5, in force from its day (resources/law/norms/08-mobilisation.toml).
GOES_ON_SINCE = date(2022, 9, 21)
GOES_ON_NORMS = ("ukaz-647-4", "ukaz-647-5")


@dataclass(frozen=True, kw_only=True, repr=False)
class NominalEnd(Part):
    """The end that the paper names; days until then (negative once past; None where the end is open); the norms beside it."""

    day: Day
    days_left: int | None
    norms: tuple[str, ...]


def nominal_end(contract: Contract | None, today: date) -> NominalEnd | None:
    """What is to be shown of a contract's end; None where there is none."""
    if contract is None or contract.ends is None:
        return None
    latest = contract.ends.latest
    goes_on = latest is None or latest >= GOES_ON_SINCE
    return NominalEnd(day=contract.ends, days_left=(latest - today).days if latest else None, norms=GOES_ON_NORMS if goes_on else ())
