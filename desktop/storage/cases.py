"""Cases as lists show them, and a case by its number."""

from desktop.domain.cases import Case, CaseRow, Category, Situation, Stage, Threat
from desktop.domain.errors import NotFound
from desktop.storage import records
from desktop.storage.vault import Vault


def rows(vault: Vault, *, closed: bool = False) -> list[CaseRow]:
    """The open cases, the latest first; with `closed`, all of them."""
    return [
        CaseRow(
            id=str(id_), number=str(number), pseudonym=str(pseudonym), category=Category(str(category)), unit=str(unit),
            stage=Stage(str(stage)), situation=Situation(str(situation)), threat=Threat(str(threat)), urgent_by=str(urgent_by),
            zone=str(zone), next_day=str(next_day), next_title=str(next_title), colour=int(str(colour)), closed=bool(is_closed),
        )
        for id_, number, pseudonym, category, unit, stage, situation, threat, urgent_by, zone, next_day, next_title, colour, is_closed
        in vault.rows(
            "SELECT id, number, pseudonym, category, unit, stage, situation, threat, urgent_by, zone, next_day, next_title,"
            " colour, closed FROM case_row WHERE closed <= :closed ORDER BY rowid DESC",
            closed=int(closed),
        )
    ]  # fmt: skip


def by_number(vault: Vault, number: str) -> Case:
    """The case with this number, small letters or capital. Raises NotFound."""
    found = vault.rows("SELECT id FROM case_row WHERE number = :number", number=number.strip().upper())
    if not found:
        raise NotFound("case")
    return records.get(vault, Case, str(found[0][0]))


def numbers(vault: Vault) -> set[str]:
    """All numbers that are given away."""
    return {str(number) for (number,) in vault.rows("SELECT number FROM case_row")}


def pseudonyms(vault: Vault) -> set[str]:
    """The pseudonyms of the open cases."""
    return {str(pseudonym) for (pseudonym,) in vault.rows("SELECT pseudonym FROM case_row WHERE closed = 0")}
