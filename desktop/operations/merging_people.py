"""Two records that are one man: one of them goes, and everything that named it names the other."""

from dataclasses import replace

from desktop.domain.cases import Case
from desktop.domain.errors import BadInput
from desktop.domain.letters import Letter
from desktop.domain.people import Party, Person
from desktop.domain.units import Unit
from desktop.domain.values import Value
from desktop.storage import people, records
from desktop.storage.vault import Vault


def changes_of_merging(vault: Vault, kept: str, gone: str) -> tuple[list[Value], list[Value]]:
    """What merging changes: the values as they are, and as they will be. Keeps nothing (`keeping.keep_all` does).

    The kept record gets what it lacks; another surname becomes an alias, so that he is still found by it. Raises NotFound, and
    BadInput("person", "same") where the two are one record.
    """
    if kept == gone:
        raise BadInput("person", "same")
    stays, goes = records.get(vault, Person, kept), records.get(vault, Person, gone)
    before: list[Value] = [stays, goes]
    after: list[Value] = [filled(stays, goes), replace(goes, removed_at=vault.now().isoformat())]
    for case_id in people.cases_of(vault, gone):
        for value in (*records.of_case(vault, Party, case_id), *records.of_case(vault, Letter, case_id), records.get(vault, Case, case_id)):
            changed = _renamed(value, kept, gone)
            if changed != value:
                before.append(value)
                after.append(changed)
    for unit in records.every(vault, Unit):
        if any(office.person == gone for office in unit.commanders):
            before.append(unit)
            offices = tuple(replace(office, person=kept) if office.person == gone else office for office in unit.commanders)
            after.append(replace(unit, commanders=offices))
    return before, after


def filled(stays: Person, goes: Person) -> Person:
    """The first of two records that are one man, with what it lacks and the other has; another surname becomes an alias."""
    names = {name for name in (goes.surname, *goes.aliases) if name} - {stays.surname}
    aliases = tuple(dict.fromkeys((*stays.aliases, *sorted(names - set(stays.aliases)))))
    lacking = {
        field: getattr(goes, field)
        for field in ("surname", "name", "patronymic", "born", "rank", "rank_suffix", "post", "address", "identity_paper", "remark")
        if not getattr(stays, field) and getattr(goes, field)
    }
    phones = tuple(dict.fromkeys((*stays.phones, *goes.phones)))
    return replace(stays, **{**lacking, "aliases": aliases, "phones": phones})


def _renamed(value: Value, kept: str, gone: str) -> Value:
    """The value with the one who stays where the one who goes stood."""
    if isinstance(value, Party):
        return replace(value, person=kept) if value.person == gone else value
    if isinstance(value, Letter):
        return replace(value, people={role: kept if person == gone else person for role, person in value.people.items()})
    if isinstance(value, Case):
        return replace(value, client=kept if value.client == gone else value.client,
                       contracting=kept if value.contracting == gone else value.contracting)  # fmt: skip
    return value
