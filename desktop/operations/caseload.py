"""Views of the list of cases, and deeds on several files at once: each is told as values before and after, kept in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from desktop.domain.caseload import MOST_TAGS, TAG_LENGTH, CaseView, Layout, folded
from desktop.domain.cases import Case, Situation, Stage
from desktop.domain.closing import BY_HAND, Found, Line, Outcome
from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.domain.errors import BadInput
from desktop.domain.events import Event
from desktop.domain.tasks import Task
from desktop.domain.values import Part, Value
from desktop.operations import closing
from desktop.operations.cases import standing_event
from desktop.operations.keeping import check_name
from desktop.storage import cases, deadlines, records
from desktop.storage.vault import Vault

Told = Callable[[StrEnum, StrEnum], tuple[str, str]]  # from what it was and is to the words of the event: what it is, what it was

_SHE_SAYS = BY_HAND | {Line.LISTS, Line.COPY}  # of the closing check: what she says herself, and what is no affair of this file


@dataclass(frozen=True, kw_only=True, repr=False)
class Changes(Part):
    """What a deed changes: the values as they are, and as they will be. Keeps nothing (`keeping.keep_all` does)."""

    before: tuple[Value, ...] = ()
    after: tuple[Value, ...] = ()

    @property
    def cases(self) -> frozenset[str]:
        """The files that are changed."""
        return frozenset(value.id if isinstance(value, Case) else getattr(value, "case", "") for value in self.after) - {""}

    def joined(self, other: "Changes") -> "Changes":
        """Both as one."""
        return Changes(before=(*self.before, *other.before), after=(*self.after, *other.after))


# --- views


def views(vault: Vault) -> list[CaseView]:
    """The views she named, by name."""
    return sorted((view for view in records.every(vault, CaseView) if view.name), key=lambda view: folded(view.name))


def list_as_left(vault: Vault) -> CaseView:
    """The list as it was left; the usual one where she changed nothing."""
    known = next((view for view in records.every(vault, CaseView) if not view.name), None)
    return known or CaseView(id=vault.new_id())


def keep_view(vault: Vault, view: CaseView) -> CaseView:
    """Keep a view. Raises BadInput: ("view", "empty"), ("view", "long"), ("view", "taken")."""
    check_name("view", view.name, () if view.removed_at else (each.name for each in views(vault) if each.id != view.id))
    with vault.transaction():
        records.save(vault, view)
    return view


def keep_layout(vault: Vault, layout: Layout) -> None:
    """Keep columns and order of the list as they were left."""
    with vault.transaction():
        records.save(vault, replace(list_as_left(vault), layout=layout))


# --- several files at once


def checked_tag(text: str) -> str:
    """A tag as it is kept. Raises BadInput: ("tag", "empty"), ("tag", "long")."""
    tag = " ".join(text.split())
    if not tag:
        raise BadInput("tag", "empty")
    if len(tag) > TAG_LENGTH:
        raise BadInput("tag", "long")
    return tag


def typed_tags(text: str) -> tuple[str, ...]:
    """The tags in a line, commas between, each once. Raises as `checked_tag`, but for an empty line; BadInput("tag", "many")."""
    tags = {folded(tag): tag for tag in reversed([checked_tag(part) for part in text.split(",") if part.strip()])}
    if len(tags) > MOST_TAGS:
        raise BadInput("tag", "many")
    return tuple(reversed(tags.values()))


def changes_of_tagging(vault: Vault, ids: Sequence[str], text: str) -> Changes:
    """These files with the tags in this line. Raises as `typed_tags`, and BadInput("tag", "empty")."""
    new = _some_tags(text)

    def tagged(case: Case) -> Case:
        tags = (*case.tags, *(tag for tag in new if folded(tag) not in map(folded, case.tags)))
        if len(tags) > MOST_TAGS and tags != case.tags:
            raise BadInput("tag", "many")
        return replace(case, tags=tags)

    return _changed(_those(vault, ids), tagged)


def changes_of_untagging(vault: Vault, ids: Sequence[str], text: str) -> Changes:
    """These files without the tags in this line. Raises as `typed_tags`, and BadInput("tag", "empty")."""
    gone = {folded(tag) for tag in _some_tags(text)}
    return _changed(_those(vault, ids), lambda case: replace(case, tags=tuple(tag for tag in case.tags if folded(tag) not in gone)))


def _some_tags(text: str) -> tuple[str, ...]:
    tags = typed_tags(text)
    if not tags:
        raise BadInput("tag", "empty")
    return tags


def changes_of_renaming_tag(vault: Vault, tag: str, name: str) -> Changes:
    """The tag under another name in every file, closed ones too; one that has both has it once.

    The named views follow. Raises as `checked_tag`.
    """
    name, gone = checked_tag(name), folded(tag)

    def renamed(tags: Iterable[str]) -> tuple[str, ...]:
        found = [name if folded(each) in {gone, folded(name)} else each for each in tags]
        return tuple(dict.fromkeys(found))

    with_tag = [row.id for row in cases.rows(vault, closed=True) if gone in map(folded, row.tags)]
    files = _changed(_those(vault, with_tag), lambda case: replace(case, tags=renamed(case.tags)))
    using = [view for view in views(vault) if gone in map(folded, view.filter.tags)]
    followed = [replace(view, filter=replace(view.filter, tags=renamed(view.filter.tags))) for view in using]
    return files.joined(Changes(before=tuple(using), after=tuple(followed)))


def changes_of_standing(vault: Vault, ids: Sequence[str], codes: Sequence[Stage | Situation], told: Told) -> Changes:
    """These files at another stage, in another situation, or both, each with the events of it; `told` words them.

    A closed file keeps its stage: closing and reopening are other deeds.
    """
    files = _changed(_those(vault, ids), lambda case: _moved(case, codes))
    events = [
        standing_event(vault, after.id, *told(getattr(before, field), getattr(after, field)))
        for before, after in zip(files.before, files.after, strict=True)
        for field in ("stage", "situation")
        if getattr(before, field) != getattr(after, field)
    ]
    return files.joined(Changes(before=_gone(vault, events), after=tuple(events)))


def _moved(case: Case, codes: Sequence[Stage | Situation]) -> Case:
    for code in codes:
        if isinstance(code, Situation):
            case = replace(case, situation=code)
        elif not case.closed_at:
            case = replace(case, stage=code)
    return case


def closable(vault: Vault, ids: Sequence[str], language: str) -> list[tuple[Case, tuple[Found, ...]]]:
    """Those of these files that can be closed together with others, each with its closing check.

    Open, not urgent, and with nothing left that its records tell of; what only she can say is noted as open.
    """
    waiting = deadlines.waiting_cases(vault)
    done = [case for case in _those(vault, ids) if not case.closed_at and not case.is_urgent and case.id not in waiting]
    checked = ((case, closing.found(vault, case.id, language)) for case in done)
    return [(case, lines) for case, lines in checked if not any(each.is_open and each.line not in _SHE_SAYS for each in lines)]


def changes_of_closing(vault: Vault, ids: Sequence[str], outcome: Outcome, language: str) -> Changes:
    """Those that can be closed, closed today; the others stay as they are. To be kept by `closing.keep`."""
    before: list[Value] = []
    after: list[Value] = []
    for case, lines in closable(vault, ids, language):
        changes = closing.changes_of_closing(vault, case.id, outcome, vault.today(), lines)
        before += changes[0]
        after += changes[1]
    return Changes(before=tuple(before), after=tuple(after))


def changes_of_dating(vault: Vault, ids: Sequence[str], *, due: date, title: str, kind: DeadlineKind = DeadlineKind.REMINDER) -> Changes:
    """A date of its own for each of these files that is open. Raises BadInput("title", "empty")."""
    new = tuple(
        Deadline(id=vault.new_id(), case=case.id, due=due, title=_titled(title), kind=kind)
        for case in _those(vault, ids)
        if not case.closed_at
    )
    return Changes(before=_gone(vault, new), after=new)


def changes_of_tasking(vault: Vault, ids: Sequence[str], *, due: date | None, title: str) -> Changes:
    """A task for each of these files that is open, with a day or without. Raises BadInput("title", "empty")."""
    made_at = vault.now().isoformat()
    new = tuple(
        Task(id=vault.new_id(), case=case.id, due=due, title=_titled(title), made_at=made_at)
        for case in _those(vault, ids)
        if not case.closed_at
    )
    return Changes(before=_gone(vault, new), after=new)


def _titled(title: str) -> str:
    if not title.strip():
        raise BadInput("title", "empty")
    return title.strip()


def _gone(vault: Vault, values: Iterable[Deadline | Task | Event]) -> tuple[Value, ...]:
    """How what is new was before: not there."""
    now = vault.now().isoformat()
    return tuple(replace(each, removed_at=now) for each in values)


def _those(vault: Vault, ids: Sequence[str]) -> list[Case]:
    return [case for case in records.those(vault, Case, ids) if not case.removed_at]


def _changed(files: Iterable[Case], change: Callable[[Case], Case]) -> Changes:
    pairs = [(case, after) for case in files if (after := change(case)) != case]
    return Changes(before=tuple(before for before, _ in pairs), after=tuple(after for _, after in pairs))
