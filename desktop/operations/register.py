"""The register of documents: their numbers, and what became of each."""

from dataclasses import replace
from datetime import date

from desktop.domain import ids
from desktop.domain.days import Day
from desktop.domain.errors import BadInput
from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.operations.register_terms import follow_entry
from desktop.storage import records, register, settings
from desktop.storage.vault import Vault

SCHEME = "register.scheme"
USUAL = "{year}-{letters}"  # {count} may stand in it as well; a random part is the rule, so that numbers tell no order
LETTERS = 4


def new_number(vault: Vault) -> str:
    """A register number that is free, by the scheme of the settings."""
    scheme = settings.read(vault, SCHEME) or USUAL
    count = register.count(vault)
    while True:
        count += 1
        letters = "".join(vault.random.choice(ids.LETTERS) for _ in range(LETTERS))
        number = scheme.replace("{year}", f"{vault.today().year % 100:02d}").replace("{letters}", letters).replace("{count}", str(count))
        if not register.is_taken(vault, number):
            return number
        if "{count}" not in scheme and "{letters}" not in scheme:
            scheme += "-{count}"


def keep_entry(vault: Vault, entry: RegisterEntry) -> RegisterEntry:
    """Keep what became of a document, and bring the terms it starts up to it. Its text, number and template stay as they were approved."""
    with vault.transaction():
        known = records.get(vault, RegisterEntry, entry.id)
        frozen = replace(
            entry, number=known.number, version=known.version, text=known.text, text_sha256=known.text_sha256, template=known.template,
            template_version=known.template_version, law_as_of=known.law_as_of, font=known.font, approved_at=known.approved_at,
            archive_copy=known.archive_copy, explained=known.explained, gaps_allowed=known.gaps_allowed, corrects=known.corrects,
        )  # fmt: skip
        frozen = follow_entry(vault, frozen, was_due=known.answer_due)
        records.save(vault, frozen)
    return frozen


def enter_stamp(vault: Vault, entry: RegisterEntry, number: str, day: Day | None) -> RegisterEntry:
    """Note the incoming number and day of the stamp. An empty number takes the stamp back."""
    return keep_entry(vault, replace(entry, stamp_number=number.strip(), stamp_on=day if number.strip() else None))


def enter_handing_in(vault: Vault, entry: RegisterEntry, channel: Channel, to: str, day: Day | None) -> RegisterEntry:
    """Note how, to whom and when the document was handed in."""
    return keep_entry(vault, replace(entry, handed_in=channel, handed_to=to.strip(), handed_on=day))


def enter_refusal(vault: Vault, entry: RegisterEntry, day: Day | None, note: str) -> RegisterEntry:
    """Note that the document was not accepted: when, and who saw it."""
    return keep_entry(vault, replace(entry, refused_on=day, refused_note=note.strip()))


def enter_answer(vault: Vault, entry: RegisterEntry, answer: Answer, day: Day | None) -> RegisterEntry:
    """Note the answer that came."""
    return keep_entry(vault, replace(entry, answer=answer, answer_on=day))


def enter_answer_due(vault: Vault, entry: RegisterEntry, day: date | None) -> RegisterEntry:
    """Note by when an answer is due."""
    return keep_entry(vault, replace(entry, answer_due=Day.of(day) if day else None))


def withdraw(vault: Vault, entry: RegisterEntry, day: Day) -> RegisterEntry:
    """Note that he took the document back. Raises BadInput("day", "empty") where no day can be read from it."""
    if day.earliest is None:
        raise BadInput("day", "empty")
    return keep_entry(vault, replace(entry, withdrawn_on=day))
