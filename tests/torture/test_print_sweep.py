"""R5: an ordinary user prints; afterwards the print service holds neither the text nor a title, or she was told before she printed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest

from desktop.devices import printers
from desktop.devices.spooler import Way
from desktop.ui.parts.print_panel import outcome, warning
from tests.devices import print_service
from tests.devices.print_service import PrintService, as_ordinary_user
from tests.devices.test_printers import CANARY, paper
from tests.torture.canaries import written
from tests.torture.counts import count, seeded, tell

PRINTS = count(2, 40)

pytestmark = [
    pytest.mark.skipif(bool(print_service.missing()), reason=print_service.missing() or "-"),
    pytest.mark.skipif(os.geteuid() != 0, reason="without root the user would be the administrator of his print service: NOT tested"),
]


@contextmanager
def _asked(monkeypatch: pytest.MonkeyPatch, extra: str = "", *, may_purge: bool) -> Iterator[PrintService]:
    """A print service, and a program that reads its configuration as it reads that of a computer."""
    with print_service.running(extra, owners_may_restart=may_purge) as service, monkeypatch.context() as now:
        configuration = service.root / "config/cupsd.conf"
        now.setenv("CUPS_SERVER", str(service.socket))
        now.setattr(printers, "may_empty_queue", partial(printers.may_empty_queue, configuration))
        now.setattr(printers, "spool_keeps_files", partial(printers.spool_keeps_files, configuration))
        yield service


def _swept(service: PrintService, name: str) -> tuple[int, int]:
    """How many of the prints left their text, and how many something but "Document" as a title; each print has a word of its own."""
    bodies, chance = 0, seeded(name)
    for _print in range(PRINTS):
        word = "CANARY-" + "".join(chance.choice("BCDFGHJKLM") for _letter in range(6))
        body = paper().replace(CANARY, word.encode()[: len(CANARY)])
        result = as_ordinary_user(partial(printers.print_pdf, body, "Desk"))
        left = {way for way, pattern in written(word).items() if service.traces_of(pattern)}
        bodies += bool(left)
        assert bool(left) <= result.kept
        assert (outcome(result)[1] == "warning") is result.kept
    titles = [line for line in service.page_log() if not line.endswith(" Document")]
    return bodies, len(titles)


@pytest.mark.parametrize(
    ("extra", "may_purge"),
    [("", True), ("PreserveJobFiles No", False), ("PreserveJobHistory No", False)],
    ids=["stock", "no files", "no history"],
)
def test_nothing_of_what_was_printed_stays(monkeypatch, extra, may_purge):
    with _asked(monkeypatch, extra, may_purge=may_purge) as service:
        bodies, titles = _swept(service, f"sweep {extra}")

        right = "with" if may_purge else "without"
        tell(f"R5, {extra or 'stock CUPS'}, {right} the right to purge: {PRINTS} prints, bodies {bodies}, titles {titles}")
        assert (bodies, titles) == (0, 0)
        assert len(service.page_log()) == PRINTS


def test_where_it_stays_she_was_told_before(monkeypatch):
    with _asked(monkeypatch, may_purge=False) as service:
        told_before = "may keep the document for a day" in warning(Way.CABLE)
        bodies, titles = _swept(service, "sweep without the right")

        tell(f"R5, stock CUPS without the right to purge: {PRINTS} prints, bodies {bodies}, titles {titles}, told before {told_before}")
        assert bodies == PRINTS  # else this would prove nothing
        assert titles == 0
        assert told_before
