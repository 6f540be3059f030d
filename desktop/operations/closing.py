"""Closing a case: what is still open in it, closing it all the same, and taking it up again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from desktop.domain.basket import PutOff
from desktop.domain.calls import Call
from desktop.domain.cases import Case, Stage
from desktop.domain.closing import Closing, Found, Line, Outcome, Records, check
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import BadInput
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note
from desktop.domain.powers import Power
from desktop.domain.tasks import Task
from desktop.domain.values import Value
from desktop.operations import checklists, copies, keeping, retention
from desktop.operations.register import asks_for_mark
from desktop.storage import records
from desktop.storage.vault import Vault

RECEIPTS, FAREWELLS = frozenset({"r40"}), frozenset({"r41"})  # templates of the receipt for originals, of the notice that it has ended


def of_case(vault: Vault, case: str) -> Closing:
    """How a case is or was closed; nothing yet where nothing is noted."""
    found = records.of_case(vault, Closing, case)
    return found[0] if found else Closing(id=vault.new_id(), case=case)


def found(vault: Vault, case_id: str, language: str) -> tuple[Found, ...]:
    """Every line of the closing check, red and green, as the records stand now. Raises NotFound, DataDamaged."""
    case = records.get(vault, Case, case_id)
    entries = tuple(records.of_case(vault, RegisterEntry, case_id))
    lists = checklists.lists_of(vault, case, language)
    read = Records(
        case=case,
        deadlines=tuple(records.of_case(vault, Deadline, case_id)),
        tasks=tuple(records.of_case(vault, Task, case_id)),
        calls=tuple(records.of_case(vault, Call, case_id)),
        notes=tuple(records.of_case(vault, Note, case_id)),
        powers=tuple(records.of_case(vault, Power, case_id)),
        letters=tuple(records.of_case(vault, Letter, case_id)),
        register=entries,
        without_mark=frozenset(entry.id for entry in entries if not asks_for_mark(vault, entry)),
        put_off=frozenset(line.entry for line in records.of_case(vault, PutOff, case_id)),
        unticked=sum(len(each.items) - ticked for each, ticked in lists),
        copied=is_copied(vault, case_id),
        receipts=RECEIPTS,
        farewells=FAREWELLS,
        by_hand=of_case(vault, case_id).by_hand,
    )
    return check(read, vault.today())


def is_copied(vault: Vault, case: str) -> bool:
    """Whether the last proven backup holds the case as it is now: nothing of it was saved since."""
    made = copies.made(vault)
    saved = vault.rows("SELECT counter FROM root WHERE case_id = :case", case=case)
    return bool(made and saved) and made[0].saves >= int(str(saved[0][0]))


def said(closing: Closing, line: Line, today: date) -> Closing:
    """She says of a line that it is done, or that it is not after all."""
    if line in closing.by_hand:
        return replace(closing, by_hand={code: on for code, on in closing.by_hand.items() if code != line})
    return replace(closing, by_hand={**closing.by_hand, line: today})


def changes_of_closing(vault: Vault, case_id: str, outcome: Outcome, on: date, lines: Iterable[Found]) -> tuple[list[Value], list[Value]]:
    """What closing changes: the values as they are, and as they will be. Keeps nothing (`keep` does).

    Allowed whatever is open: of that only the codes are kept. Raises NotFound, BadInput("closed-on", "future").
    """
    if on > vault.today():
        raise BadInput("closed-on", "future")
    case, closing = records.get(vault, Case, case_id), of_case(vault, case_id)
    moment = datetime.combine(on, time(12)).astimezone(vault.now().tzinfo)
    closed = replace(case, stage=Stage.CLOSED, closed_at=min(moment, vault.now()).isoformat(), urgent_by="")
    noted = replace(closing, outcome=outcome, on=on, open=tuple(each.line for each in lines if each.is_open), stage_before=case.stage,
                    removed_at="")  # fmt: skip
    return [case, _before(vault, closing)], [closed, noted]


def changes_of_reopening(vault: Vault, case_id: str) -> tuple[list[Value], list[Value]]:
    """What taking the case up again changes; it stands where it stood before it was closed. Raises NotFound."""
    case, closing = records.get(vault, Case, case_id), of_case(vault, case_id)
    stage = Stage(closing.stage_before) if closing.stage_before in set(Stage) - {Stage.CLOSED, Stage.ARCHIVED} else Stage.CONSULTED
    reopened = replace(case, stage=stage, closed_at="")
    noted = replace(closing, on=None, open=(), stage_before="")
    return [case, _before(vault, closing)], [reopened, noted]


def keep(vault: Vault, values: Iterable[Value]) -> None:
    """Keep what closing or reopening changed, and look anew when the file is to be looked at."""
    with vault.transaction():
        keeping.keep_all(vault, values)
        retention.look_again(vault)


def _before(vault: Vault, closing: Closing) -> Closing:
    """What undo keeps: nothing, where nothing was noted before."""
    is_known = records.find(vault, Closing, closing.id) is not None
    return closing if is_known else replace(closing, removed_at=vault.now().isoformat())
