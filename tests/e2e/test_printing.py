"""From the window to the paper: a page goes through no file of ours, and none of the print service stays."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from desktop.operations.cases import open_case
from desktop.operations.vaults import create_vault
from tests.devices import print_service
from tests.devices.print_service import PrintService
from tests.e2e.screen import Program, missing_programs, running, screen, until

PASSPHRASE = "kanarienvogel im bergwerk"
WRITTEN = "writtencanaryqx"

pytestmark = [
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
    pytest.mark.skipif(bool(print_service.missing()), reason=print_service.missing()),
]


@pytest.fixture
def service() -> Iterator[PrintService]:
    with print_service.running() as running_service:
        yield running_service


@pytest.fixture
def program(tmp_path: Path, service: PrintService) -> Iterator[Program]:
    """The program with an open vault, and a case in it."""
    folder = tmp_path / "vault"
    with create_vault(folder, PASSPHRASE, unlock_seconds=0.05) as vault:
        open_case(vault, about="somebody")
    with screen(tmp_path) as env, running(env | {"CUPS_SERVER": str(service.socket)}, "--vault", str(folder), "--lang", "en") as started:
        started.see("Portfel – locked")
        started.unlock(PASSPHRASE)
        yield started


def test_a_note_is_printed_and_nothing_of_it_stays(program, service, tmp_path):
    program.press("ctrl+Next", "Return")
    program.press("alt+4", "n")
    program.type(WRITTEN)
    program.press("ctrl+p")
    program.press("Tab", "Tab", "Tab", "Tab", "Tab", "space")  # which notes, printer, copies, sides, Print

    until(lambda: len(service.page_log()) > 0, "the page to be printed")
    with pypdfium2.PdfDocument(service.printed()) as document:
        assert WRITTEN in document[0].get_textpage().get_text_range()
    until(lambda: service.spooled() == [], "the queue to be emptied")
    assert service.traces_of(WRITTEN.encode()) == []
    assert [path for path in tmp_path.rglob("*") if path.is_file() and WRITTEN.encode() in path.read_bytes()] == []
