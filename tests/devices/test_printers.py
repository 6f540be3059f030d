"""A paper reaches the printer from memory, and what stays in the queue is told truly."""

import os
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from desktop import guard
from desktop.devices import printers, spooler
from desktop.devices.printers import PrintResult, Sides
from desktop.devices.spooler import Way
from desktop.domain.errors import Cancelled, NoPrinter
from tests.devices import print_service
from tests.devices.print_service import PrintService, as_ordinary_user

CANARY = b"CANARY-7f3a91"

needs_cups = pytest.mark.skipif(bool(print_service.missing()), reason=print_service.missing() or "-")


def paper() -> bytes:
    """A page that says the canary, uncompressed."""
    text = b"BT /F1 24 Tf 72 700 Td (" + CANARY + b") Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))


def words_of(pdf: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


@pytest.fixture(scope="module")
def stock() -> Iterator[PrintService]:
    with print_service.running() as service:
        yield service


@pytest.fixture(autouse=True)
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "stock" in request.fixturenames:
        monkeypatch.setenv("CUPS_SERVER", str(request.getfixturevalue("stock").socket))


@needs_cups
def test_a_paper_is_printed_and_the_queue_is_empty_afterwards(stock: PrintService):
    result = as_ordinary_user(partial(printers.print_pdf, paper(), "Desk"))

    assert CANARY.decode() in "".join(words_of(stock.printed()))
    assert result == PrintResult(result.job, finished=True, purged=True, kept=False)
    assert stock.traces_of(CANARY) == []
    assert stock.spooled() == []


@needs_cups
def test_without_emptying_the_paper_would_stay_in_the_spool(stock: PrintService):
    said = as_ordinary_user(lambda: subprocess.run(["lp", "-d", "Desk"], input=paper(), capture_output=True, check=True).stdout)
    number = int(said.split(b"-")[1].split()[0])
    while not as_ordinary_user(partial(spooler.job, number)).is_over:
        pass

    assert stock.traces_of(CANARY) == [f"spool/d{number:05}-001"]

    assert as_ordinary_user(partial(printers.withdraw, number))
    assert stock.traces_of(CANARY) == []


@needs_cups
def test_a_hardened_process_prints_as_well(stock: PrintService):
    def harden_and_print() -> PrintResult:
        guard.harden()
        return printers.print_pdf(paper(), "Desk")

    result = as_ordinary_user(harden_and_print)

    assert (result.finished, result.kept) == (True, False)


@needs_cups
def test_emptying_the_queue_does_not_print_again(stock: PrintService):
    before = stock.page_log()

    as_ordinary_user(partial(printers.print_pdf, paper(), "Desk"))

    assert len(stock.page_log()) == len(before) + 1


@needs_cups
def test_where_the_user_may_not_empty_the_queue_the_result_says_so(monkeypatch: pytest.MonkeyPatch):
    if os.geteuid() != 0:
        pytest.skip("the service would run as this user, who is then its administrator: NOT tested")
    with print_service.running(owners_may_restart=False) as service:
        monkeypatch.setenv("CUPS_SERVER", str(service.socket))

        result = as_ordinary_user(partial(printers.print_pdf, paper(), "Desk"))

        assert (result.finished, result.purged, result.kept) == (True, False, True)
        assert service.traces_of(CANARY) == [f"spool/d{result.job:05}-001"]


@needs_cups
@pytest.mark.parametrize("setting", ["PreserveJobFiles No", "PreserveJobHistory No"])
def test_a_service_that_keeps_nothing_needs_no_emptying(setting: str, monkeypatch: pytest.MonkeyPatch):
    with print_service.running(setting) as service:
        monkeypatch.setenv("CUPS_SERVER", str(service.socket))

        result = as_ordinary_user(partial(printers.print_pdf, paper(), "Desk"))

        assert (result.finished, result.kept) == (True, False)
        assert service.traces_of(CANARY) == []


@pytest.mark.parametrize(
    ("rules", "may"),
    [
        ("<Limit Create-Job>\n</Limit>\n<Limit Cancel-Job Restart-Job>\nRequire user @OWNER @SYSTEM\n</Limit>", True),
        ("<Limit Restart-Job>\nAuthType Default\nRequire user @SYSTEM\n</Limit>\n<Limit All>\n</Limit>", False),
        ("<Limit Cancel-Job>\nRequire user @OWNER\n</Limit>\n<Limit All>\nOrder deny,allow\n</Limit>", True),
        ("<Limit Cancel-Job>\nRequire user @OWNER\n</Limit>", None),
    ],
)
def test_whether_the_queue_may_be_emptied_is_known_before_the_printing(rules: str, may: bool | None, tmp_path: Path):
    file = tmp_path / "cupsd.conf"
    file.write_text(f"<Policy strict>\n<Limit All>\nRequire user @SYSTEM\n</Limit>\n</Policy>\n<Policy default>\n{rules}\n</Policy>\n")

    assert printers.may_empty_queue(file) is may
    assert printers.may_empty_queue(tmp_path / "none") is None


@needs_cups
def test_what_the_configuration_says_of_emptying_is_what_happens(stock: PrintService):
    assert printers.may_empty_queue(stock.root / "config/cupsd.conf") is True
    if os.geteuid() == 0:
        with print_service.running(owners_may_restart=False) as strict:
            assert printers.may_empty_queue(strict.root / "config/cupsd.conf") is False


@needs_cups
def test_no_temporary_file_and_no_telling_title(stock: PrintService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = tmp_path.stat().st_mtime_ns

    printers.print_pdf(paper(), "Desk")

    assert tmp_path.stat().st_mtime_ns == before
    assert stock.page_log()[-1].endswith(" Document")


@needs_cups
def test_copies_and_sides_reach_the_printer(stock: PrintService):
    printers.print_pdf(paper(), "Desk", copies=2, sides=Sides.TWO)

    assert b"PDFTOPDFNumCopies : 2" in stock.printed()


@needs_cups
def test_a_printer_that_is_off_keeps_the_job_until_it_is_withdrawn(stock: PrintService):
    result = as_ordinary_user(partial(printers.print_pdf, paper(), "Off", patience_seconds=0.5))

    assert (result.finished, result.purged, result.kept) == (False, False, True)
    assert stock.traces_of(CANARY) == [f"spool/d{result.job:05}-001"]
    assert as_ordinary_user(partial(printers.withdraw, result.job))
    assert stock.traces_of(CANARY) == []


@needs_cups
def test_canceling_takes_the_job_back(stock: PrintService):
    def enough(done: int, total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        as_ordinary_user(partial(printers.print_pdf, paper(), "Off", report=enough))

    assert stock.traces_of(CANARY) == []


@needs_cups
def test_printers_are_listed_with_what_a_lawyer_must_know(stock: PrintService):
    desk, hall, off = printers.printers()

    assert (desk.name, desk.title, desk.is_default, desk.way, desk.prints_both_sides) == ("Desk", "Beside the window", True, Way.FILE, True)
    assert (hall.name, hall.is_default, hall.way) == ("Hall", False, Way.NETWORK)
    assert off.name == "Off"
    assert printers.default_printer() == desk


@needs_cups
@pytest.mark.parametrize("name", ["Attic", "-x", ""])
def test_a_printer_that_is_not_there_is_named_as_missing(stock: PrintService, name: str):
    if name:
        with pytest.raises(NoPrinter):
            printers.print_pdf(paper(), name)
    else:
        assert printers.print_pdf(paper(), None).finished


def test_without_a_print_service_there_is_no_printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "sock"))

    assert printers.printers() == ()
    with pytest.raises(NoPrinter):
        printers.print_pdf(paper(), None)
    assert not printers.withdraw(1)


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("usb://HP/LaserJet%20P1102?serial=1", Way.CABLE),
        ("hp:/usb/LaserJet?serial=1", Way.CABLE),
        ("hp:/net/LaserJet?ip=192.168.0.4", Way.NETWORK),
        ("gutenprint53+usb://canon-mp250/1", Way.CABLE),
        ("ipp://localhost:60000/ipp/print", Way.CABLE),
        ("ipp://printer.local/ipp/print", Way.NETWORK),
        ("implicitclass://Office/", Way.NETWORK),
        ("dnssd://Office._ipp._tcp.local/", Way.NETWORK),
        ("socket://192.0.2.1:9100", Way.NETWORK),
        ("cups-pdf:/", Way.FILE),
        ("never-seen://localhost.example/", Way.NETWORK),
    ],
)
def test_an_address_tells_the_way(address: str, way: Way):
    assert spooler.way_of(address) == way


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("", True),
        ("PreserveJobFiles No\n", False),
        ("# PreserveJobFiles No\n", True),
        ("PreserveJobFiles No\npreservejobfiles 3600\n", True),
        ("  PreserveJobFiles off\n", False),
    ],
)
def test_the_configuration_tells_whether_documents_are_kept(text: str, keeps: bool, tmp_path: Path):
    (tmp_path / "cupsd.conf").write_text(text)

    assert printers.spool_keeps_files(tmp_path / "cupsd.conf") is keeps


def test_what_may_not_be_read_is_not_known(tmp_path: Path):
    (tmp_path / "cupsd.conf").mkdir()

    assert printers.spool_keeps_files(tmp_path / "cupsd.conf") is None
    assert printers.spool_keeps_files(tmp_path / "none") is False
