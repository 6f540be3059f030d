"""What has been in the bin long enough goes, as a job beside whatever she does."""

from functools import partial

from PySide6.QtCore import QObject

from desktop.domain.errors import CaseFileError
from desktop.domain.progress import Report
from desktop.operations import bin as bins
from desktop.storage.vault import Vault
from desktop.ui.jobs import Listener
from desktop.ui.session import Session


def empty(session: Session, owner: QObject) -> None:
    """Begin it, where something is due. What does not go now goes another time."""
    try:
        is_due = session.vault.is_open and bins.is_due(session.vault)
    except CaseFileError:
        return  # what is damaged is told by the check of the whole vault
    if is_due:
        session.jobs.run(owner, partial(_empty, session.vault), Listener(partial(_on_done, session)))


def _empty(vault: Vault, report: Report) -> int:
    report(0, 1)
    with vault.second() as second:
        return bins.empty_due(second)


def _on_done(session: Session, count: int) -> None:
    if count:
        session.changed.emit()
