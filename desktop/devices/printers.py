"""Printing: a paper goes from memory to the printer, and out of the queue again."""

import contextlib
import re
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from desktop.devices import programs, spooler
from desktop.devices.spooler import Job, JobState, Printer
from desktop.domain.errors import Cancelled, NoPrinter, PrintFailed
from desktop.domain.progress import Report, silent

_CONFIGURATION = Path("/etc/cups/cupsd.conf")
_PAUSE_SECONDS = 0.25


class Sides(StrEnum):
    """On which sides of the sheet; the stored words are those of IPP."""

    ONE = "one-sided"
    TWO = "two-sided-long-edge"


@dataclass(frozen=True)
class PrintResult:
    """What became of a job.

    `finished`: the printer has done with it; else it still waits for paper, or for somebody to switch the printer on.
    `purged`: we took the document out of the queue. `kept`: it lies there still, or may.
    """

    job: int
    finished: bool
    purged: bool
    kept: bool


def printers() -> tuple[Printer, ...]:
    """The print queues of this computer, the default one first."""
    return spooler.printers()


def default_printer() -> Printer:
    """The printer that is used when none is chosen: the default queue, or the only one. `NoPrinter` where there is neither."""
    found = printers()
    if found and (found[0].is_default or len(found) == 1):
        return found[0]
    raise NoPrinter


def print_pdf(
    pdf: bytes,
    printer: str | None = None,
    *,
    copies: int = 1,
    sides: Sides = Sides.ONE,
    report: Report = silent,
    patience_seconds: float = 120,
) -> PrintResult:
    """Print a PDF without a temporary file, wait until it is done, and take it out of the queue.

    Nothing that names the work goes along: the job's title is "Document". When the user cancels, the job is taken back.
    Raises `NoPrinter`, `PrintFailed` or `Cancelled`.
    """
    name = printer or default_printer().name
    if name not in {known.name for known in printers()}:
        raise NoPrinter
    number = _hand_over(pdf, name, copies, sides)
    try:
        ended = _wait(number, report, patience_seconds)
    except Cancelled:
        spooler.forget(number)
        raise
    return _empty(number, name, ended)


def withdraw(job: int) -> bool:
    """Take a job out of the queue, whatever has become of it; false where it may still lie there."""
    return spooler.forget(job)


def spool_keeps_files(configuration: Path = _CONFIGURATION) -> bool | None:
    """Whether the print service keeps documents after printing; None where this user may not know.

    CUPS keeps them for a day unless told otherwise (cupsd.conf(5), PreserveJobFiles).
    """
    try:
        text = configuration.read_text("utf-8", "replace")
    except FileNotFoundError:
        return False
    except OSError:
        return None
    said = re.findall(r"^\s*PreserveJobFiles\s+(\S+)", text, re.IGNORECASE | re.MULTILINE)
    return not said or said[-1].lower() not in {"no", "off", "false", "0"}


def may_empty_queue(configuration: Path = _CONFIGURATION) -> bool | None:
    """Whether the print service lets an ordinary user take a finished document out of the queue; None where that cannot be known.

    That needs *Restart-Job* for the owner of a job (cupsd.conf(5), the default policy), see `spooler.forget`.
    """
    try:
        text = configuration.read_text("utf-8", "replace")
    except OSError:
        return None
    policy = re.search(r"<Policy\s+default>(.*?)</Policy>", text, re.IGNORECASE | re.DOTALL)
    limits = re.findall(r"<Limit\s+([^>]*)>(.*?)</Limit>", policy[1], re.IGNORECASE | re.DOTALL) if policy else []
    for operations, rule in sorted(limits, key=lambda limit: limit[0].strip().lower() == "all"):
        if {"restart-job", "all"} & set(operations.lower().split()):
            asks_for_password = re.search(r"^\s*AuthType\s+(?!None)", rule, re.IGNORECASE | re.MULTILINE)
            people = re.search(r"^\s*Require\s+user\s+(.*)", rule, re.IGNORECASE | re.MULTILINE)
            return not asks_for_password and (people is None or "@OWNER" in people[1].split())
    return None


def _hand_over(pdf: bytes, printer: str, copies: int, sides: Sides) -> int:
    options = ("-o", f"sides={sides}", "-o", "media=A4", "-o", "collate=true", "-o", "job-sheets=none")
    answer = programs.run(("lp", "-d", printer, "-t", "Document", "-n", str(copies), *options), pdf)
    number = re.search(r"-(\d+) \(\d+ file", answer.said)
    if answer.status != 0 or number is None:
        raise PrintFailed(printer, "no-program" if answer.status == 127 else "refused")
    return int(number[1])


def _wait(number: int, report: Report, patience_seconds: float) -> Job | None:
    """The job as it was last seen; None when the service has forgotten it, which it does only when it is over."""
    tries = max(1, int(patience_seconds / _PAUSE_SECONDS))
    found: Job | None = Job(number, JobState.PENDING, is_kept=True)
    for turn in range(tries):
        report(turn, tries)
        with contextlib.suppress(spooler.ServiceSilent):
            found = spooler.job(number)
        if found is None or found.is_over:
            break
        time.sleep(_PAUSE_SECONDS)
    return found


def _empty(number: int, printer: str, ended: Job | None) -> PrintResult:
    if ended is None:
        return PrintResult(number, finished=True, purged=False, kept=False)
    if not ended.is_over:
        return PrintResult(number, finished=False, purged=False, kept=True)
    purged = ended.is_kept and spooler.forget(number)
    kept = ended.is_kept and not purged
    if ended.state != JobState.COMPLETED:
        raise PrintFailed(printer, "aborted" if ended.state == JobState.ABORTED else "canceled", kept=kept)
    return PrintResult(number, finished=True, purged=purged, kept=kept)
