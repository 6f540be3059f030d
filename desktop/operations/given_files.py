"""Copies of a case written outside the vault: one PDF under a password, or a folder anybody can read; whole or not at all.

Documents are set anew from their frozen text. Of papers their pages go as pictures, drawn by the child that is shut in; what has no
pages, and a sealed original she asked for, goes as it came, a piece at a time. All of it is read back before it has its name.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.documents import bare, bundle, drawing, fonts, layout, locked, pdf
from desktop.documents.bundle import Piece
from desktop.documents.drawing import Form
from desktop.documents.pdf import Drawing
from desktop.domain.attachments import Attachment
from desktop.domain.errors import BadInput, DiskFailed, PageFailed, PaperNotShown
from desktop.domain.letters import RegisterEntry
from desktop.domain.progress import Report, silent
from desktop.operations import letters
from desktop.operations.attachments import ending, pour_paper
from desktop.operations.bundles import LONGEST_SIDE
from desktop.operations.working_copies import OneAtATime, can_be_copied
from desktop.storage import papers
from desktop.storage.disk import told_of_place
from desktop.storage.place import PART, Place, forget
from desktop.storage.vault import Vault

MOST_PAGES = 3000
LISTED, SUMS = "000.txt", "sha256.txt"
_OF_A_PAGE, _OF_A_DOCUMENT = 1024**2, 256 * 1024  # bytes, about, for the question whether there is room

Sizes = Mapping[str, tuple[tuple[float, float], ...]]
"""Width and height of the pages of papers, by their ids; none where they cannot be drawn."""


@dataclass(frozen=True, repr=False)
class Leaves:
    """What is set of other things than a frozen text: a timeline, a note, a list; as a table of signs, too, where it is a list."""

    pages: Sequence[Drawing]
    table: bytes = b""


@dataclass(frozen=True, repr=False)
class Item:
    """One thing that is given out, and what it is called there."""

    title: str
    content: RegisterEntry | Attachment | Leaves


@dataclass(frozen=True, repr=False)
class Line:
    """A file of the folder: its name, what it is, how large it is."""

    file: str
    title: str
    size: int


@dataclass(frozen=True, repr=False)
class Extras:
    """What comes along in a folder beside the pages: documents for a word processor, the originals of these papers as they came.

    `listing` makes the list of the files in her language.
    """

    listing: Callable[[Sequence[Line]], str]
    docx: bool = False
    originals: Mapping[str, Sequence[Attachment]] | None = None  # by the id of the paper that goes


@dataclass(frozen=True, repr=False)
class Given:
    """What was written and read back: how many bytes, how many pages (of a PDF) or files (of a folder)."""

    path: Path
    size: int
    count: int
    sha256: str = ""


def sizes_of(vault: Vault, chosen: Sequence[Attachment], report: Report = silent) -> dict[str, tuple[tuple[float, float], ...]]:
    """The pages of papers, as far as they can be drawn. Raises FileMissing, DataDamaged, DiskFailed, Cancelled."""
    wanted = {paper.id: paper for paper in chosen if can_be_copied(paper)}
    found, opened = dict[str, tuple[tuple[float, float], ...]](), OneAtATime(vault, wanted)
    try:
        for number, id_ in enumerate(wanted):
            report(number, len(wanted))
            try:
                found[id_] = opened.opened(id_).sizes()
            except PaperNotShown:
                found[id_] = ()
    finally:
        opened.close()
    return found


def write_pdf(
    vault: Vault,
    items: Sequence[Item],
    path: Path,
    *,
    password: str,
    cover: str = "",
    separators: bool = True,
    sizes: Sizes | None = None,
    report: Report = silent,
) -> Given:  # fmt: skip
    """Write the items as one PDF that opens with the password alone, and open it again. Reads no row of the vault.

    Raises BadInput("giving", "empty" | "taken" | "half" | "too-long"), PaperNotShown, PageFailed, FontMissing, FileMissing, DataDamaged,
    DiskFull, TargetReadOnly, DiskFailed, Cancelled; then nothing is left behind.
    """
    if not items:
        raise BadInput("giving", "empty")
    scans = _Scans(vault, items, sizes, report)
    try:
        pieces = [Piece(item.title, scans.pages(item.content) if isinstance(item.content, Attachment) else set_pages(item.content))
                  for item in items]  # fmt: skip
        count = sum(len(piece.pages) for piece in pieces)
        if count > MOST_PAGES:
            raise BadInput("giving", "too-long")
        pages = bundle.render(pieces, cover=cover, separators=separators, font=fonts.chosen())
        expected = locked.texts(pages)
        with told_of_place(), Place(path.parent) as place:
            _must_be_free(place, path.name)
            place.need(count * _OF_A_PAGE)
            with place.part(path.name) as file:
                sum_ = _written(file, lambda target: locked.write(pages, target, scans.draw, password), scans.beat)
                if not locked.is_proven(_of(file), password, expected):
                    raise PageFailed
            _settle(place, path.name)
    finally:
        scans.close()
    return Given(path, sum_.size, len(expected), sum_.sha256)


def write_folder(
    vault: Vault, items: Sequence[Item], folder: Path, extras: Extras, *, sizes: Sizes | None = None, report: Report = silent
) -> Given:  # fmt: skip
    """Write the items as files of a new folder, with a list and their SHA-256, and read each back. Reads no row of the vault.

    Raises as `write_pdf`, and BadInput("giving", "undrawn") for a paper with pages that cannot be drawn: as it came it goes only where
    she wants its original. Then nothing is left behind but what deleted files leave on a disk.
    """
    if not items:
        raise BadInput("giving", "empty")
    scans = _Scans(vault, items, sizes, report, extras.originals)
    try:
        if any(scans.is_undrawn(item.content, extras) for item in items):
            raise BadInput("giving", "undrawn")
        with told_of_place(), Place(folder.parent) as place:
            _must_be_free(place, folder.name)
            place.need(scans.size + len(items) * _OF_A_DOCUMENT)
            try:
                with place.within(folder.name + PART) as half:
                    size, count = _filled(half, _files(vault, items, extras, scans), extras.listing, scans.beat)
                place.settle(folder.name)
            except BaseException:
                place.drop_folder(folder.name + PART)
                raise
    finally:
        scans.close()
    return Given(folder, size, count)


def set_pages(content: RegisterEntry | Leaves) -> Sequence[Drawing]:
    """The pages of what is text of ours. Raises FontMissing."""
    if isinstance(content, Leaves):
        return content.pages
    return pdf.drawings(layout.blocks(content.text), font=content.font, archive_mark=content.archive_copy)


# --- the files of a folder

_Pour = Callable[["_Outgoing"], object]


def _files(vault: Vault, items: Sequence[Item], extras: Extras, scans: "_Scans") -> Iterator[tuple[str, str, _Pour]]:
    """What lies in the folder, in order: the name, what it is, and who writes it. The names tell nothing but the order."""
    for number, item in enumerate(items, start=1):
        stem, content = f"{number:03d}", item.content
        scans.beat()
        if isinstance(content, Attachment):
            yield from ((f"{stem}{ending}", item.title, pour) for ending, pour in _of_paper(vault, content, extras, scans))
            continue
        yield f"{stem}.pdf", item.title, _all(_as_pdf(content))
        if isinstance(content, Leaves) and content.table:
            yield f"{stem}.csv", item.title, _all(content.table)
        if isinstance(content, RegisterEntry) and extras.docx and not content.archive_copy:
            yield f"{stem}.docx", item.title, _all(letters.docx_of(content))


def _of_paper(vault: Vault, paper: Attachment, extras: Extras, scans: "_Scans") -> Iterator[tuple[str, _Pour]]:
    if scans.has_pages(paper):
        places = scans.places(paper)
        yield ".pdf", lambda target: locked.write(pdf.scans(places), target, scans.draw)
    elif not can_be_copied(paper):
        yield ending(paper), _as_it_came(vault, paper, scans)
    originals = (extras.originals or {}).get(paper.id, ())
    for number, original in enumerate(originals, start=1):
        again = f"-{number}" if len(originals) > 1 else ""
        yield f"-original{again}{ending(original)}", _as_it_came(vault, original, scans)


def _as_it_came(vault: Vault, paper: Attachment, scans: "_Scans") -> _Pour:
    return lambda target: pour_paper(vault, paper, scans.counted(target))


def _as_pdf(content: RegisterEntry | Leaves) -> bytes:
    return pdf.draw(fonts.family(fonts.chosen()), content.pages) if isinstance(content, Leaves) else letters.pdf_of(content)


def _all(data: bytes) -> _Pour:
    return lambda target: target.write(data)


def _filled(
    half: Place, files: Iterator[tuple[str, str, _Pour]], listing: Callable[[Sequence[Line]], str], beat: Callable[[], None]
) -> tuple[int, int]:  # fmt: skip
    lines, sums, total = list[Line](), list[str](), 0
    for name, title, pour in files:
        sum_ = _put(half, name, pour, beat)
        lines.append(Line(name, title, sum_.size))
        sums.append(f"{sum_.sha256}  {name}\n")
        total += sum_.size
    told = _put(half, LISTED, _all(listing(lines).replace("\n", "\r\n").encode("utf-8-sig")), beat)
    sums.append(f"{told.sha256}  {LISTED}\n")
    last = _put(half, SUMS, _all("".join(sums).encode()), beat)
    return total + told.size + last.size, len(lines) + 2


def _put(half: Place, name: str, pour: _Pour, beat: Callable[[], None]) -> papers.Digest:
    with half.part(name) as file:
        sum_ = _written(file, pour, beat)
    half.settle(name)
    return sum_


# --- writing and reading back


class _Outgoing:
    """A file on its way out, which knows what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest = file, papers.Digest(file)

    def write(self, piece: bytes) -> int:
        return self.digest.write(piece)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        self._file.flush()


def _written(file: BinaryIO, pour: _Pour, beat: Callable[[], None]) -> papers.Digest:
    """What `pour` wrote, once the same was read back from the medium. Raises DiskFailed where it is another."""
    target, back = _Outgoing(file), papers.Digest()
    pour(target)
    file.flush()
    os.fsync(file.fileno())
    forget(file)
    file.seek(0)
    for piece in papers.pieces(file):
        beat()
        back.write(piece)
    if (back.size, back.sha256) != (target.digest.size, target.digest.sha256):
        raise DiskFailed
    return back


def _of(file: BinaryIO) -> Path:
    """A path that leads to an open file, whatever has become of its name."""
    return Path(f"/proc/self/fd/{file.fileno()}")


def _must_be_free(place: Place, name: str) -> None:
    # A stick with FAT takes capitals and small letters for the same.
    there = {each.casefold() for each in place.names()}
    if name.casefold() in there:
        raise BadInput("giving", "taken")
    # Left by a writing that was killed: it may be readable, so she must know of it, and nothing of hers is deleted unasked.
    if (name + PART).casefold() in there:
        raise BadInput("giving", "half")


def _settle(place: Place, name: str) -> None:
    try:
        place.settle(name)
    except BaseException:
        place.drop(name + PART)
        raise


# --- pages of papers


class _Scans:
    """The pages of papers: first their shapes, then each drawn when its turn comes; and how far all of it is."""

    def __init__(
        self,
        vault: Vault,
        items: Sequence[Item],
        sizes: Sizes | None,
        report: Report,
        originals: Mapping[str, Sequence[Attachment]] | None = None,
    ) -> None:
        chosen = [item.content for item in items if isinstance(item.content, Attachment)]
        sealed = [each for paper in chosen for each in (originals or {}).get(paper.id, ())]
        self._papers = {paper.id: paper for paper in chosen}
        self._report, self._done = report, 0
        self._opened = OneAtATime(vault, self._papers)
        known = dict(sizes or {})
        lacking = [paper for paper in chosen if paper.id not in known]
        self._sizes = known | sizes_of(vault, lacking, lambda _done, _total: report(0, 0))
        self._order: list[tuple[str, int]] = []
        self.size = sum(paper.size for paper in (*chosen, *sealed))
        # A page takes about as long to draw as a megabyte to copy.
        self._whole = sum(len(self._sizes.get(paper.id, ())) or -(-paper.size // _OF_A_PAGE) for paper in chosen) * _OF_A_PAGE
        self._whole += sum(paper.size for paper in sealed)

    def has_pages(self, paper: Attachment) -> bool:
        """Whether its pages can be drawn."""
        return bool(self._sizes.get(paper.id))

    def is_undrawn(self, content: object, extras: Extras) -> bool:
        """Whether it is a paper with pages that cannot be drawn, and its original is not wanted."""
        if not isinstance(content, Attachment) or not can_be_copied(content) or self.has_pages(content):
            return False
        return not (extras.originals or {}).get(content.id)

    def places(self, paper: Attachment) -> list[drawing.Drawn]:
        """What stands for its pages until they are drawn. Raises PaperNotShown where there are none."""
        if not self.has_pages(paper):
            raise PaperNotShown("damaged" if can_be_copied(paper) else "too-big")
        begin = len(self._order)
        self._order += [(paper.id, page) for page in range(len(self._sizes[paper.id]))]
        return [locked.place(begin + page, *size) for page, size in enumerate(self._sizes[paper.id])]

    def pages(self, paper: Attachment) -> list[Drawing]:
        """Its pages, each a picture as large as it goes. Raises PaperNotShown where there are none."""
        return [bundle.scan(each) for each in self.places(paper)]

    def draw(self, number: int) -> drawing.Drawn:
        """A picture that is wanted now; nothing but its pixels is in it. Raises PaperNotShown and what reading raises, Cancelled."""
        id_, page = self._order[number]
        self._tell(_OF_A_PAGE)
        drawn = self._opened.opened(id_).page(page, LONGEST_SIDE, LONGEST_SIDE, form=Form.JPEG)
        if not bare.is_bare(drawn):
            raise PaperNotShown("damaged")
        return drawn

    def counted(self, target: _Outgoing) -> "_Counted":
        """The target, with what is written to it told."""
        return _Counted(target, self._tell)

    def beat(self) -> None:
        """Tell how far it is, and stop if she has had enough."""
        self._tell(0)

    def _tell(self, more: int) -> None:
        self._done += more
        self._report(min(self._done, self._whole), self._whole)

    def close(self) -> None:
        """Let everything go."""
        self._opened.close()


class _Counted:
    def __init__(self, target: _Outgoing, tell: Callable[[int], None]) -> None:
        self._target, self._tell = target, tell

    def write(self, piece: bytes) -> int:
        self._tell(len(piece))
        return self._target.write(piece)
