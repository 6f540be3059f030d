"""Views of the list of cases, and deeds on several files at once: each is told as values before and after, kept in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.domain.cases import Case, Situation, Stage
from desktop.domain.caseload import MOST_TAGS, NAME_LENGTH, TAG_LENGTH, CaseView, Layout, folded
from desktop.domain.deadlines import Deadline, DeadlineKind
from desktop.domain.errors import BadInput
from desktop.domain.values import Part, Value
from desktop.storage import cases, records
from desktop.storage.vault import Vault


@dataclass(frozen=True, kw_only=True, repr=False)
class Changes(Part):
    """What a deed changes: the values as they are, and as they will be. Keeps nothing (`keeping.keep_all` does)."""

    before: tuple[Value, ...] = ()
    after: tuple[Value, ...] = ()


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
    if not view.name.strip():
        raise BadInput("view", "empty")
    if len(view.name) > NAME_LENGTH:
        raise BadInput("view", "long")
    if not view.removed_at and any(each.id != view.id and folded(each.name) == folded(view.name) for each in views(vault)):
        raise BadInput("view", "taken")
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


def changes_of_tagging(vault: Vault, ids: Sequence[str], tag: str) -> Changes:
    """These files with the tag. Raises as `checked_tag`, and BadInput("tag", "many") where a file has too many."""
    tag = checked_tag(tag)
    known = _those(vault, ids)
    lacking = [case for case in known if not _has(case, tag)]
    if any(len(case.tags) >= MOST_TAGS for case in lacking):
        raise BadInput("tag", "many")
    return _changed(lacking, lambda case: replace(case, tags=(*case.tags, tag)))


def changes_of_untagging(vault: Vault, ids: Sequence[str], tag: str) -> Changes:
    """These files without the tag. Raises as `checked_tag`."""
    gone = folded(checked_tag(tag))
    return _changed(_those(vault, ids), lambda case: replace(case, tags=tuple(each for each in case.tags if folded(each) != gone)))


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
    return Changes(before=(*files.before, *using), after=(*files.after, *followed))


def changes_of_standing(vault: Vault, ids: Sequence[str], *, stage: Stage | None = None, situation: Situation | None = None) -> Changes:
    """These files at another stage or in another situation; where either is None it stays. A closed file keeps its stage."""

    def moved(case: Case) -> Case:
        return replace(case, stage=case.stage if stage is None or case.closed_at else stage, situation=situation or case.situation)

    return _changed(_those(vault, ids), moved)


def changes_of_dating(
    vault: Vault, ids: Sequence[str], *, due: date, title: str, kind: DeadlineKind = DeadlineKind.REMINDER, time: str = ""
) -> Changes:
    """A date of their own for each of these files that is open. Raises BadInput("title", "empty")."""
    if not title.strip():
        raise BadInput("title", "empty")
    open_ = [case for case in _those(vault, ids) if not case.closed_at]
    new = tuple(Deadline(id=vault.new_id(), case=case.id, due=due, title=title.strip(), kind=kind, time=time) for case in open_)
    now = vault.now().isoformat()
    return Changes(before=tuple(replace(each, removed_at=now) for each in new), after=new)


def _those(vault: Vault, ids: Sequence[str]) -> list[Case]:
    return [case for case in records.those(vault, Case, ids) if not case.removed_at]


def _has(case: Case, tag: str) -> bool:
    return folded(tag) in map(folded, case.tags)


def _changed(files: Iterable[Case], change: Callable[[Case], Case]) -> Changes:
    pairs = [(case, after) for case in files if (after := change(case)) != case]
    return Changes(before=tuple(before for before, _ in pairs), after=tuple(after for _, after in pairs))
