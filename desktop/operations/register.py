"""The register of documents: their numbers, and what became of each."""

import re
from dataclasses import replace
from datetime import date

from desktop.domain import ids
from desktop.domain.days import Day
from desktop.domain.errors import BadInput
from desktop.domain.letters import Answer, Channel, RegisterEntry
from desktop.operations.register_terms import follow_entry, template_of
from desktop.operations.settings import set_setting
from desktop.storage import records, register, settings
from desktop.storage.vault import Vault

SCHEME = "register.scheme"
USUAL = "{year}-{letters}"  # {count} may stand in it as well; a random part is the rule, so that numbers tell no order
LETTERS = 4
LONGEST = 24  # signs of a scheme, as she types it
_PARTS = ("year", "letters", "count")
_SIGNS = re.compile(r"[0-9A-Za-zА-Яа-яЁё №/._-]*")
# What she may change after approval. Everything else stays as it was approved, and how it left is only ever added to.
FREE = (
    "handed_in", "handed_to", "handed_on", "stamp_number", "stamp_on", "scan", "refused_on", "refused_hour", "refused_by",
    "refused_witnesses", "refused_note", "refusal_sheet", "post_receipt", "inventory", "answer", "answer_on", "answer_due",
    "answer_paper", "forwarded_to", "withdrawn_on", "originals",
)  # fmt: skip


def new_number(vault: Vault) -> str:
    """A register number that is free, by the scheme of the settings."""
    scheme = settings.read(vault, SCHEME) or USUAL
    count = register.count(vault)
    while True:
        count += 1
        letters = "".join(vault.random.choice(ids.LETTERS) for _ in range(LETTERS))
        number = _numbered(vault, scheme, letters, count)
        if not register.is_taken(vault, number):
            return number
        if "{count}" not in scheme and "{letters}" not in scheme:
            scheme += "-{count}"


def example_number(vault: Vault, scheme: str) -> str:
    """What a number by this scheme would look like. Raises what `check_scheme` raises."""
    check_scheme(scheme)
    return _numbered(vault, scheme.strip() or USUAL, "".join(ids.LETTERS[place * 3] for place in range(LETTERS)), register.count(vault) + 1)


def set_scheme(vault: Vault, scheme: str) -> None:
    """Keep how register numbers are made; empty for the usual way. Numbers that were given stay. Raises what `check_scheme` raises."""
    check_scheme(scheme)
    set_setting(vault, SCHEME, scheme.strip())


def check_scheme(scheme: str) -> None:
    """Raises BadInput("scheme", …): "long", "unknown" (a part nobody knows), "signs", or "repeats" where all numbers would be one."""
    if not scheme.strip():
        return
    if len(scheme) > LONGEST:
        raise BadInput("scheme", "long")
    named = re.findall(r"\{([^{}]*)\}", scheme)
    rest = re.sub(r"\{[^{}]*\}", "", scheme)
    if any(name not in _PARTS for name in named) or "{" in rest or "}" in rest:
        raise BadInput("scheme", "unknown")
    if not _SIGNS.fullmatch(rest):
        raise BadInput("scheme", "signs")
    if "letters" not in named and "count" not in named:
        raise BadInput("scheme", "repeats")


def _numbered(vault: Vault, scheme: str, letters: str, count: int) -> str:
    return scheme.replace("{year}", f"{vault.today().year % 100:02d}").replace("{letters}", letters).replace("{count}", str(count))


def keep_entry(vault: Vault, entry: RegisterEntry) -> RegisterEntry:
    """Keep what became of a document, and bring the terms it starts up to it. What was approved stays as it was."""
    with vault.transaction():
        known = records.get(vault, RegisterEntry, entry.id)
        changed = replace(known, **{name: getattr(entry, name) for name in FREE})
        changed = follow_entry(vault, changed, was_due=known.answer_due)
        records.save(vault, changed)
    return changed


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


def bound_to(vault: Vault, paper: str, case: str) -> tuple[RegisterEntry, ...]:
    """The entries of a case whose scan or answer a paper is."""
    return tuple(entry for entry in register.entries(vault, case) if paper in {entry.scan, entry.answer_paper})


def asks_for_mark(vault: Vault, entry: RegisterEntry) -> bool:
    """Whether the document is handed in somewhere for a stamp; what is not known for certain is."""
    template = template_of(vault, entry)
    return template is None or template.registration_mark
