"""Before the printing she is told what will be left of it."""

import pytest

from desktop.devices import printers, whereabouts
from desktop.devices.spooler import Printer, Way
from desktop.ui.parts.print_panel import PrintPanel


def _printer(name: str, way: Way) -> Printer:
    return Printer(name, name, way, is_default=False, prints_both_sides=False)


@pytest.fixture
def panel(shown, jobs, monkeypatch):
    queues = tuple(_printer(way.value, way) for way in Way)
    monkeypatch.setattr(printers, "printers", lambda: queues)
    monkeypatch.setattr(printers, "spool_keeps_files", lambda: True)
    monkeypatch.setattr(printers, "may_empty_queue", lambda: True)
    monkeypatch.setattr(whereabouts, "is_encrypted", lambda disks, place: True)
    return shown(PrintPanel(jobs, lambda: b"%PDF"))


@pytest.mark.parametrize(
    ("way", "words"), [(Way.CABLE, ""), (Way.NETWORK, "reached over a network"), (Way.FILE, "will lie on the disk in the clear")]
)
def test_the_way_of_the_paper_is_told(panel, way, words):
    panel.printer.show_code(way.value)

    assert words in panel.before.text()
    assert panel.before.isVisible() is bool(words)


@pytest.mark.parametrize(("keeps", "may", "told"), [(True, False, True), (True, None, True), (None, None, True), (False, False, False)])
def test_a_queue_that_cannot_be_emptied_is_told_before(panel, monkeypatch, keeps, may, told):
    monkeypatch.setattr(printers, "spool_keeps_files", lambda: keeps)
    monkeypatch.setattr(printers, "may_empty_queue", lambda: may)

    panel.look_for_printers()
    panel.printer.show_code(Way.CABLE.value)

    assert ("may keep the document for a day" in panel.before.text()) is told


@pytest.mark.parametrize(("encrypted", "told"), [(True, False), (False, True), (None, True)])
def test_a_spool_on_a_disk_in_the_clear_is_told_before(panel, monkeypatch, encrypted, told):
    monkeypatch.setattr(whereabouts, "is_encrypted", lambda disks, place: encrypted)

    panel.look_for_printers()
    panel.printer.show_code(Way.CABLE.value)

    assert ("deleted traces may stay" in panel.before.text()) is told
