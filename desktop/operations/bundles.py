"""Bundles: chosen documents and papers of a case as one PDF.

The documents stand in it as they were frozen; the papers as pictures, and nothing else of them.
"""

from collections.abc import Sequence
from functools import partial

from desktop.documents import bundle, layout, pdf
from desktop.documents.bundle import Piece
from desktop.documents.drawing import LARGEST_SHOWN, WITH_PAGES, Form
from desktop.domain.attachments import Attachment
from desktop.domain.errors import BadInput, PaperNotShown
from desktop.domain.letters import RegisterEntry
from desktop.domain.progress import Report, silent
from desktop.operations import drawing
from desktop.operations.attachments import open_proved
from desktop.storage.vault import Vault

MOST_PAGES = 600
MOST_BYTES = 150 * 1024 * 1024  # of pictures
LONGEST_SIDE = 2340  # A4 at 200 to the inch


def make_bundle(
    vault: Vault, chosen: Sequence[RegisterEntry | Attachment], *, cover: str = "", separators: bool = True, report: Report = silent
) -> bytes:
    """The bundle as a PDF, in the order of `chosen`. Reads no row of the vault, so it may run anywhere.

    Raises BadInput("bundle", "empty" | "too-big"), PaperNotShown, PageFailed, FileMissing, DataDamaged, DiskFailed, Cancelled.
    """
    if not chosen:
        raise BadInput("bundle", "empty")
    meter, pieces = _Meter(report, len(chosen)), list[Piece]()
    for each in chosen:
        meter.begin()
        if isinstance(each, RegisterEntry):
            drawn = pdf.drawings(layout.blocks(each.text), font=each.font, archive_mark=each.archive_copy)
            meter.take(len(drawn), 0)
            pieces.append(Piece(each.title, drawn))
        else:
            pieces.append(Piece(_titled(each), _scans(vault, each, meter)))
    return bundle.render(pieces, cover=cover, separators=separators)


def can_be_bundled(paper: Attachment) -> bool:
    """Whether a paper has pages that can be drawn."""
    return paper.media_type in WITH_PAGES and paper.size <= LARGEST_SHOWN


def _titled(paper: Attachment) -> str:
    """Its name, without what only a computer needs at the end of it."""
    name, dot, ending = paper.name.rpartition(".")
    return name if dot and name and len(ending) <= 4 else paper.name


class _Meter:
    """Counts what a bundle takes, tells how far it is, and stops what would not fit into memory."""

    def __init__(self, report: Report, total: int) -> None:
        self._report, self._total, self._begun = report, total, -1
        self._pages = self._bytes = 0

    def begin(self) -> None:
        self._begun += 1
        self.at(0, 1)

    def at(self, page: int, of: int) -> None:
        self._report(self._begun * 100 + 100 * page // max(1, of), self._total * 100)

    def take(self, count: int, size: int) -> None:
        self._pages += count
        self._bytes += size
        if self._pages > MOST_PAGES or self._bytes > MOST_BYTES:
            raise BadInput("bundle", "too-big")


def _scans(vault: Vault, paper: Attachment, meter: _Meter) -> list[pdf.Drawing]:
    opened = drawing.OpenPaper(paper.media_type, partial(open_proved, vault, paper), drawing.start)
    try:
        count = opened.count()
        if not count:
            raise PaperNotShown("damaged")
        done = []
        for number in range(count):
            meter.at(number, count)
            page = opened.page(number, LONGEST_SIDE, LONGEST_SIDE, form=Form.JPEG)
            meter.take(1, len(page.data))
            done.append(bundle.scan(page))
        return done
    finally:
        opened.rest()
