"""Norms for the search box: found by words as everything is found there, the shipped ones with hers above them."""

from dataclasses import dataclass
from functools import cache
from itertools import islice

from desktop.domain import law
from desktop.domain.asked import Asked, Group, parsed
from desktop.domain.law import Known, Norm, NormCheck, NormEntry, Standing
from desktop.domain.values import Part
from desktop.operations import shipped_law
from desktop.storage import records, told
from desktop.storage.told import Told
from desktop.storage.vault import Vault

MOST = 8


@dataclass(frozen=True, kw_only=True, repr=False)
class Found(Part):
    """A norm, and how surely it is known as it stands today; `standing` is None where it does not stand any more, or not yet."""

    known: Known
    standing: Standing | None
    check: NormCheck | None


def find(vault: Vault, asked: Asked | str) -> tuple[Found, ...]:
    """The first norms that hold what was asked: in the number, the article, the title and the lines that are stated."""
    if isinstance(asked, str):
        asked = parsed(asked, vault.today())
    if not asked.is_for(Group.NORMS):
        return ()
    entries = records.every(vault, NormEntry)
    texts = _shipped() | {entry.norm.id: _told(entry.norm) for entry in entries}
    known = law.library(shipped_law.norms(), entries, records.every(vault, NormCheck))
    found = islice((each for each in known if told.holds(texts[each.norm.id], asked)), MOST)
    return tuple(_as_of_today(each, vault) for each in found)


def _as_of_today(known: Known, vault: Vault) -> Found:
    version = law.version_on(known.norm, vault.today())
    if version is None:
        return Found(known=known, standing=None, check=None)
    check = known.check_of(version)
    return Found(known=known, standing=law.standing(version, check), check=check)


@cache
def _shipped() -> dict[str, Told]:
    return {norm.id: _told(norm) for norm in shipped_law.norms()}


def _told(norm: Norm) -> Told:
    return told.told(law.told(norm))
