"""Working copies: pages of papers as pictures and nothing else, put right, joined and divided; the sealed originals stay as they came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from desktop.documents import bare, drawing, pdf
from desktop.documents.drawing import JPEG, PDF, PNG, Drawn, Form
from desktop.domain.attachments import Attachment
from desktop.domain.errors import BadInput, PaperNotShown
from desktop.domain.mending import Leaf, copies_of
from desktop.domain.progress import Report, silent
from desktop.operations.attachments import add_sealed, open_proved
from desktop.operations.bundles import LONGEST_SIDE, MOST_BYTES, MOST_PAGES
from desktop.operations.drawing import Children, OpenPaper
from desktop.storage import papers, records
from desktop.storage.place import Place
from desktop.storage.vault import PAPERS, Vault

_LONGEST_PICTURE = 6000  # pixels: of one photograph alone no detail need be lost
_ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}

Sources = Mapping[str, Attachment]


def can_be_copied(paper: Attachment) -> bool:
    """Whether a paper has pages a working copy can be made of."""
    return paper.media_type in drawing.WITH_PAGES and paper.size <= drawing.LARGEST_SHOWN


def make_copies(vault: Vault, case: str, leaves: Sequence[Leaf], name: str, report: Report = silent) -> tuple[Attachment, ...]:
    """Keep the working copies that these leaves make, each beginning where a leaf says so; all or none.

    Nothing but pixels goes over: no place, no time, no device, no preview, no text under the page, no earlier version. Each picture is
    read through for that before it is sealed. A photograph alone stays a picture, all else becomes a PDF. Raises NotFound, PaperNotShown,
    BadInput("copy", "empty" | "too-big"), FileMissing, DataDamaged, DiskFull, DiskFailed, VaultReadOnly, Cancelled.
    """
    if not leaves:
        raise BadInput("copy", "empty")
    if len(leaves) > MOST_PAGES:
        raise BadInput("copy", "too-big")
    sources = {id_: records.get(vault, Attachment, id_) for id_ in dict.fromkeys(leaf.paper for leaf in leaves)}
    groups = copies_of(tuple(leaves))
    with _Drawing(vault, sources, len(leaves), report) as draw:
        packed = [_packed(group, sources, draw) for group in groups]
    made = list[Attachment]()
    with Place(vault.folder / PAPERS) as place:
        place.need(sum(len(data) for data, _media_type in packed))
    try:
        for number, (group, (data, media_type)) in enumerate(zip(groups, packed, strict=True), start=1):
            called = f"{name.strip()} {number}" if len(groups) > 1 else name.strip()
            made.append(_sealed(vault, case, data, media_type, group, sources, called))
    except BaseException:
        for paper in made:
            papers.remove(vault.folder / PAPERS, paper.sealed.file)
        raise
    add_sealed(vault, made)
    return tuple(made)


def _packed(group: Sequence[Leaf], sources: Sources, draw: Callable[[Leaf, Form, int], Drawn]) -> tuple[bytes, str]:
    """The bytes of a copy, and what they are."""
    first = group[0]
    source = sources[first.paper].media_type
    if len(group) == 1 and source in {JPEG, PNG}:
        form = Form.PNG if source == PNG or first.mend.black_and_white else Form.JPEG
        return draw(first, form, _LONGEST_PICTURE).data, PNG if form is Form.PNG else JPEG
    return pdf.scans([draw(leaf, Form.FAX if leaf.mend.black_and_white else Form.JPEG, LONGEST_SIDE) for leaf in group]), PDF


class _Drawing:
    """Draws one leaf after the other, and counts what that takes."""

    def __init__(self, vault: Vault, sources: Sources, total: int, report: Report) -> None:
        self._papers, self._total, self._report = OneAtATime(vault, sources), total, report
        self._done = self._size = 0

    def __enter__(self) -> Callable[[Leaf, Form, int], Drawn]:
        return self._draw

    def __exit__(self, *_: object) -> None:
        self._papers.close()

    def _draw(self, leaf: Leaf, form: Form, side: int) -> Drawn:
        self._report(self._done, self._total)
        page = self._papers.opened(leaf.paper).page(leaf.page, side, side, leaf.mend, form)
        if not bare.is_bare(page):
            raise PaperNotShown("damaged")
        self._done += 1
        self._size += len(page.data)
        if self._size > MOST_BYTES:
            raise BadInput("copy", "too-big")
        self._report(self._done, self._total)
        return page


class OneAtATime:
    """Several papers, one open after the other: a crowd of photographs is no crowd of children."""

    def __init__(self, vault: Vault, papers: Sources) -> None:
        self._vault, self._papers = vault, papers
        self._children, self._opened, self._id = Children(), None, ""  # type: tuple[Children, OpenPaper | None, str]

    def opened(self, id_: str) -> OpenPaper:
        """The paper with this id; the one before is let go. Raises PaperNotShown and what reading raises."""
        if self._opened is None or self._id != id_:
            if self._opened is not None:
                self._opened.rest()
            self._id, self._opened = id_, open_paper(self._vault, self._papers[id_], self._children)
            self._opened.count()
            # The next one starts while this one is worked on.
            self._children.get_ready()
        return self._opened

    def close(self) -> None:
        """Let everything go."""
        if self._opened is not None:
            self._opened.rest()
        self._children.end()


def open_paper(vault: Vault, paper: Attachment, children: Children) -> OpenPaper:
    """A paper of the vault, to be drawn by one of the children."""
    return OpenPaper(paper.media_type, partial(open_proved, vault, paper), children.take)


def leaves_of(vault: Vault, chosen: Sequence[Attachment], report: Report = silent) -> tuple[Leaf, ...]:
    """All pages of these papers, as they are. Raises PaperNotShown and what reading raises."""
    papers_ = OneAtATime(vault, {paper.id: paper for paper in chosen})
    leaves = list[Leaf]()
    try:
        for number, paper in enumerate(chosen):
            report(number, len(chosen))
            leaves += [Leaf(paper=paper.id, page=page) for page in range(papers_.opened(paper.id).count())]
    finally:
        papers_.close()
    return tuple(leaves)


def straightened(vault: Vault, sources: Sources, leaves: Sequence[Leaf], report: Report = silent) -> tuple[Leaf, ...]:
    """The same leaves, each turned by as much as it is crooked and cut where its paper ends. Raises as `leaves_of`."""
    papers_, done = OneAtATime(vault, sources), list[Leaf]()
    try:
        for number, leaf in enumerate(leaves):
            report(number, len(leaves))
            done.append(replace(leaf, mend=papers_.opened(leaf.paper).straight(leaf.page, leaf.mend)))
    finally:
        papers_.close()
    return tuple(done)


def _sealed(
    vault: Vault, case: str, data: bytes, media_type: str, group: Sequence[Leaf], sources: Sources, name: str
) -> Attachment:  # fmt: skip
    written, first = papers.write(vault.folder / PAPERS, [data], vault.keys.age_identity), sources[group[0].paper]
    return Attachment(
        id=vault.new_id(), case=case, name=name + _ENDINGS[media_type], size=written.size, sha256=written.sha256, sealed=written.sealed,
        media_type=media_type, kind=first.kind, day=first.day, origin=first.origin, event=first.event, letter=first.letter,
        person=first.person, added_at=vault.now().isoformat(), is_read=True, made_of=tuple(dict.fromkeys(leaf.paper for leaf in group)),
    )  # fmt: skip
