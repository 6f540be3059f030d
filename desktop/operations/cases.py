"""Opening, changing and closing cases."""

from dataclasses import replace

from desktop.domain import ids
from desktop.domain.cases import Case, Category, Consent, Stage
from desktop.domain.days import Day
from desktop.domain.errors import BadInput
from desktop.domain.events import Event, EventKind
from desktop.domain.people import Party, Role
from desktop.operations import retention
from desktop.storage import cases, records
from desktop.storage.vault import Vault

COLOURS = 8
_SHUT = frozenset({Stage.CLOSED, Stage.ARCHIVED})


def open_case(
    vault: Vault, *, called_by: str = "", about: str = "", where: str = "", matter: str = "",
    category: Category = Category.UNKNOWN, language: str = "ru", client: str = "", caller: str = "", conflict_checked: str = "",
) -> Case:  # fmt: skip
    """A new case with a random number and a pseudonym. Everything else may stay empty.

    `client` and `caller` are the ids of people who stand in the vault already: the one in whose interest, and a relative.
    """
    with vault.transaction():
        case = Case(
            id=vault.new_id(), number=ids.case_number(vault.today().year, vault.random, cases.numbers(vault)),
            pseudonym=ids.pseudonym(language, vault.random, cases.pseudonyms(vault)), opened_at=vault.now().isoformat(),
            called_by=called_by.strip(), about=about.strip(), where=where.strip(), matter=matter.strip(), category=category,
            consent=Consent.NOT_ASKED, colour=_colour(vault), client=client, conflict_checked=conflict_checked,
        )  # fmt: skip
        records.save(vault, case)
        for person, role in ((client, Role.CLIENT), (caller, Role.RELATIVE)):
            if person:
                records.save(vault, Party(id=vault.new_id(), case=case.id, person=person, role=role))
    return case


def _colour(vault: Vault) -> int:
    """A stripe that none of the files opened last has, by lot: the file keeps it."""
    taken = cases.latest_colours(vault, COLOURS // 2)
    free = [colour for colour in range(COLOURS) if colour not in taken]
    return free[vault.random.randrange(len(free))]


def keep_case(vault: Vault, case: Case) -> Case:
    """Keep a changed case. Raises BadInput("pseudonym", "empty")."""
    if not case.pseudonym.strip():
        raise BadInput("pseudonym", "empty")
    with vault.transaction():
        records.save(vault, case)
    return case


def change_standing(vault: Vault, case: Case, title: str, was: str) -> Case:
    """Keep a case whose stage, situation or danger became another; the change stands among its events. `title` says what it is now.

    Raises BadInput("stage", "closing"): a file is closed, and taken up again, with its check.
    """
    known = records.get(vault, Case, case.id)
    if known.stage is not case.stage and (case.stage in _SHUT) != bool(case.closed_at):
        raise BadInput("stage", "closing")
    with vault.transaction():
        records.save(vault, standing_event(vault, case.id, title, was))
        return keep_case(vault, case)


def standing_event(vault: Vault, case: str, title: str, was: str) -> Event:
    """That a case stands otherwise now, not kept yet."""
    now = vault.now().astimezone()
    return Event(id=vault.new_id(), case=case, kind=EventKind.STANDING, day=Day.of(now.date()), time=f"{now:%H:%M}", title=title,
                 text=was)  # fmt: skip


def copy_case(vault: Vault, case: Case, language: str = "ru") -> Case:
    """A new case with what two files may have in common, unit and category; nothing of the people, the story or the papers."""
    with vault.transaction():
        made = open_case(vault, category=case.category, language=language)
        return keep_case(vault, replace(made, unit=case.unit))


def close_case(vault: Vault, case: Case) -> Case:
    """Close the case: it leaves Today and the lists, and keeps all it holds."""
    return keep_case(vault, replace(case, stage=Stage.CLOSED, closed_at=vault.now().isoformat(), urgent_by=""))


def reopen_case(vault: Vault, case: Case) -> Case:
    """Take a closed case up again."""
    return keep_case(vault, replace(case, stage=Stage.CONSULTED, closed_at=""))


def remove_case(vault: Vault, case: Case) -> Case:
    """Put the case into the recycle bin. Raises CaseHeld."""
    retention.must_not_be_held(vault, case.id)
    return keep_case(vault, replace(case, removed_at=vault.now().isoformat()))
