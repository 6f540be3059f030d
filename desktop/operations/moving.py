"""Moving what was written into the wrong file: a note, an event, a paper, with what hangs on it."""

from dataclasses import replace

from desktop.domain.attachments import Attachment
from desktop.domain.cases import Case
from desktop.domain.deadlines import Deadline
from desktop.domain.errors import BadInput, NoteIsClosed
from desktop.domain.events import Event, Order
from desktop.domain.figures import NoteMark
from desktop.domain.notes import Note
from desktop.domain.tasks import Task
from desktop.domain.values import Value
from desktop.storage import records, register
from desktop.storage.vault import Vault

Movable = Note | Event | Attachment


def changes_of_moving(vault: Vault, value: Movable, case_id: str) -> tuple[list[Value], list[Value]]:
    """What moving changes: the values as they are, and as they will be. Keeps nothing (`keeping.keep_all` does).

    An event takes its order and the terms it started along, a note its tasks, a paper its working copies; a note gets the next
    number of the other file. Raises NotFound, NoteIsClosed, and BadInput: ("case", "same"), or ("paper", "bound") for the scan
    of a document that stays.
    """
    case = records.get(vault, Case, case_id)
    known: Movable = records.get(vault, type(value), value.id)
    if known.case == case.id:
        raise BadInput("case", "same")
    if isinstance(known, Note):
        if known.signed_at:
            raise NoteIsClosed
        beside: list[Task | NoteMark] = [*records.of_case(vault, Task, known.case), *records.of_case(vault, NoteMark, known.case)]
        beside = [each for each in beside if each.note == known.id]
        moved_note = replace(known, case=case.id, number=1 + records.count(vault, Note, case.id))
        return [known, *beside], [moved_note, *(replace(each, case=case.id) for each in beside)]
    if isinstance(known, Attachment):
        if any(entry.scan == known.id for entry in register.entries(vault, known.case)):
            raise BadInput("paper", "bound")
        # What it is linked to stays behind; a working copy made of nothing else comes along.
        copies = [paper for paper in records.of_case(vault, Attachment, known.case) if set(paper.made_of) == {known.id}]
        moving = [known, *copies]
        return list(moving), [replace(paper, case=case.id, event="", letter="", person="") for paper in moving]
    orders = [order for order in records.of_case(vault, Order, known.case) if order.event == known.id]
    started = [each for each in records.of_case(vault, Deadline, known.case) if each.start_event == known.id]
    moved = [
        replace(known, case=case.id),
        *(replace(each, case=case.id) for each in orders),
        *(replace(each, case=case.id) for each in started),
    ]
    return [known, *orders, *started], moved
