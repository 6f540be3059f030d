"""Groups: one document for several clients, a letter of his own for each. Nothing that is kept says that they were made together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.documents import gate
from desktop.documents.templates import Kind, Template
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput, CaseFileError, NotForSeveral, NotReady
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.progress import Report, silent
from desktop.domain.values import Part
from desktop.operations import basket, letters, templates
from desktop.operations.letters import Judged
from desktop.storage import records
from desktop.storage.vault import Vault

DRAFTS, ENTRIES = 12, 4  # so many in one transaction: short enough that her typing never waits for it


@dataclass(frozen=True, kw_only=True, repr=False)
class Made(Part):
    """What became of one client's letter: the draft, and what it still lacks; none where the text would refuse, or could not be made."""

    case: str
    pseudonym: str
    letter: Letter | None = None
    lacks: tuple[str, ...] = ()
    doubts: int = 0
    is_ready: bool = False
    refuses: bool = False
    entry: str = ""  # the register entry, once it is approved
    problem: CaseFileError | None = None

    @property
    def id(self) -> str:
        """Whose it is."""
        return self.case


@dataclass(frozen=True, kw_only=True, repr=False)
class Group(Part):
    """What a run made; `alike` where words she typed for all stand in every letter."""

    made: tuple[Made, ...]
    alike: bool = False


def must_be_for_several(template: Template, today: date) -> None:
    """Raises NotForSeveral for a document that may refuse, or whose time is past: such a one is written for him alone."""
    if template.gated or template.is_past(today):
        raise NotForSeveral(template.id)


def make_group(
    vault: Vault, template_id: str, cases: Sequence[str], fields: Mapping[str, str], today: date, report: Report = silent
) -> Group:
    """A draft of the document in each of these cases, with these fields; a run that is cancelled leaves none.

    Each final text is read: one that refuses is not kept. Raises NotForSeveral, BadInput("group", "empty"), Cancelled.
    """
    if not cases:
        raise BadInput("group", "empty")
    template = templates.find(vault, template_id)
    must_be_for_several(template, today)
    own = {key: text for key, text in fields.items() if text and (field := template.field(key)) is not None and not field.own}
    made = []
    for number, case in enumerate(dict.fromkeys(cases)):
        report(number, len(cases))
        made.append(_make(vault, case, template, own, today))
    kept = [each for each in made if each.letter is not None]
    for start in range(0, len(kept), DRAFTS):
        with vault.transaction():
            for each in kept[start : start + DRAFTS]:
                if each.letter is not None:
                    records.save(vault, each.letter)
    report(len(cases), len(cases))
    return Group(made=tuple(made), alike=len(kept) > 1 and _is_alike(template, own))


def _make(vault: Vault, case: str, template: Template, fields: Mapping[str, str], today: date) -> Made:
    pseudonym = records.get(vault, Case, case).pseudonym
    letter = replace(letters.draft_letter(vault, case, template.id), fields=dict(fields))
    try:
        return _told(Made(case=case, pseudonym=pseudonym, letter=letter), letters.judge_letter(vault, letter, today), keep_refusing=False)
    except CaseFileError as error:
        return Made(case=case, pseudonym=pseudonym, problem=error)


def _told(made: Made, judged: Judged, *, keep_refusing: bool) -> Made:
    """What a check says of a letter. A new one that refuses is let go; one that came to refuse in her hands is hers."""
    refuses = any(finding.code == "refusing" for finding in judged.findings)
    if refuses and not keep_refusing:
        return replace(made, letter=None, refuses=True)
    lacks = tuple(dict.fromkeys(finding.where for finding in judged.findings if finding.code == "gap"))
    return replace(
        made, letter=judged.letter, lacks=lacks, doubts=sum(finding.code == "doubtful" for finding in judged.findings),
        is_ready=not gate.stops(judged.findings) and not refuses, refuses=refuses, problem=None,
    )  # fmt: skip


def _is_alike(template: Template, fields: Mapping[str, str]) -> bool:
    """Whether something she wrote for all in her own words stands in every letter."""
    return any((field := template.field(key)) is not None and field.kind in {Kind.TEXT, Kind.LONG} for key in fields)


def look_again(vault: Vault, group: Group, today: date) -> Group:
    """The same letters as they are now: some were changed, approved or removed meanwhile."""
    return replace(group, made=tuple(_look_again(vault, each, today) for each in group.made))


def _look_again(vault: Vault, each: Made, today: date) -> Made:
    if each.letter is None:
        return each
    letter = records.find(vault, Letter, each.letter.id)
    if letter is None or letter.removed_at:
        return replace(each, letter=None, is_ready=False, lacks=(), doubts=0)
    if letter.register:
        return replace(each, letter=letter, is_ready=False, lacks=(), doubts=0, entry=letter.register)
    try:
        return _told(each, letters.judge_letter(vault, letter, today), keep_refusing=True)
    except CaseFileError as error:
        return replace(each, is_ready=False, problem=error)


def approve_group(vault: Vault, group: Group, today: date, report: Report = silent) -> Group:
    """Approve the letters that are ready, each by itself, and put them off: the basket prints them with one button.

    Each is checked again as it is now. What was approved before a cancel stays so. Raises Cancelled.
    """
    made = list(group.made)
    ready = [number for number, each in enumerate(made) if each.is_ready]
    for start in range(0, len(ready), ENTRIES):
        report(start, len(ready))
        for number, after in zip(
            ready[start:], _approved(vault, [made[each] for each in ready[start : start + ENTRIES]], today), strict=False
        ):
            made[number] = after
    report(len(ready), len(ready))
    return replace(group, made=tuple(made))


def _approved(vault: Vault, some: Sequence[Made], today: date) -> list[Made]:
    """Freeze each, then keep them in one transaction: the disk is asked once for some, and nobody waits for it long."""
    frozen: dict[int, tuple[RegisterEntry, Letter]] = {}
    after = list(some)
    for place, each in enumerate(some):
        try:
            letter = records.find(vault, Letter, each.letter.id) if each.letter else None
            if letter is None or letter.removed_at or letter.register:
                after[place] = _look_again(vault, each, today)
            else:
                frozen[place] = letters.frozen(vault, letter, explained=(), today=today)
        except NotReady:
            after[place] = _look_again(vault, each, today)
        except CaseFileError as error:
            after[place] = replace(each, is_ready=False, problem=error)
    with vault.transaction():
        for place, (entry, letter) in frozen.items():
            kept = letters.keep_approved(vault, entry, letter)
            basket.put_off(vault, kept)
            after[place] = replace(some[place], letter=letter, is_ready=False, lacks=(), doubts=0, entry=kept.id)
    return after
