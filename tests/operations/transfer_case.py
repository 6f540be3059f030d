"""Two lawyers with a vault each, and what one hands to the other: for the tests of transfers."""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.cases import Case
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.people import Person
from desktop.domain.transfers import Colleague, Incoming
from desktop.domain.units import Office
from desktop.operations import cards, incoming, transfers
from desktop.operations.attachments import attach
from desktop.storage import lines, records
from desktop.storage.vault import Vault
from tests import make
from tests.operations.backup_case import scan, stick


@dataclass(frozen=True)
class File:
    """What the sender has: a case with a little of everything, and another client who must never leave with it."""

    case: Case
    other: Case
    client: Person
    stranger: Person


def fill(vault: Vault, tmp_path: Path, papers: int = 1) -> File:
    """A case of a man whose comrade is a client, too."""
    stranger = make.person(surname="Тайнов", name="Лев")
    client, commander = make.person(), make.person(surname="Главный", name="Иван")
    unit = make.unit(commanders=(Office(person=commander.id, post="командир"),))
    case = make.case(client=client.id, unit=unit.id, may_be_handed_to="коллеге Анне", conflict_checked="2026-05-01",
                     now="ждёт ответа")  # fmt: skip
    other = make.case(number="26-BBBBB", pseudonym="Маяк", client=stranger.id, unit=unit.id)
    letter = make_letter(case=case.id, people={"commander": commander.id, "witness": stranger.id})
    note = make.note(case=case.id)
    entry = RegisterEntry(id=vault.new_id(), case=case.id, letter=letter.id, number="1-А", text="Прошу")
    with vault.transaction():
        for value in (stranger, client, commander, unit, case, other, letter, note, make.party(case=case.id, person=client.id),
                      make.party(case=other.id, person=client.id), make.party(case=other.id, person=stranger.id), make.event(case=case.id),
                      make.deadline(case=case.id), entry,
                      make.note(case=other.id, blocks={"facts": "чужое"}), make.person(surname="Далёкий")):  # fmt: skip
            records.save(vault, value)
        records.save(vault, make.note(id=note.id, case=case.id, blocks={"facts": "Короче."}))
    for number in range(papers):
        attach(vault, case.id, scan(tmp_path, number))
    return File(case, other, client, stranger)


def make_letter(**fields: object) -> Letter:
    """A letter."""
    return Letter(**{"id": "a" * 32, "case": "", "template": "report-free", "title": "Рапорт"} | fields)  # type: ignore[arg-type]


def acquainted(mine: Vault, hers: Vault) -> Colleague:
    """Both have cards, each has that of the other; hers as known here comes back."""
    cards.put_card(mine, "Борис")
    cards.put_card(hers, "Анна")
    cards.mark_compared(hers, cards.take_card(hers, cards.from_text(cards.card_text(mine))))
    return cards.take_card(mine, cards.from_text(cards.card_text(hers)))


def handed(mine: Vault, hers: Vault, tmp_path: Path, *cases: str, with_history: bool = False) -> Path:
    """A file with these cases for her."""
    choice = transfers.Choice(cases, with_history=with_history)
    return transfers.send(mine, acquainted(mine, hers), choice, stick(tmp_path), without_consent=True).file


def received(mine: Vault, hers: Vault, tmp_path: Path, *cases: str, with_history: bool = False) -> Incoming:
    """What she has after the file came."""
    return incoming.receive(hers, handed(mine, hers, tmp_path, *cases, with_history=with_history))


def everything(vault: Vault) -> list[bytes]:
    """All records and changes, byte for byte, in a fixed order; and the sums over all rows of all tables, case by case."""
    sums = [repr(row).encode() for row in vault.rows("SELECT case_id, sum FROM root WHERE sum <> zeroblob(32) ORDER BY case_id")]
    return sorted(lines.of_vault(vault)) + sums
