"""The documents of each case as files: notes and letters as text, what was approved as pages, too, and every paper as it came."""

from collections.abc import Iterator
from functools import partial

from desktop.domain.attachments import Attachment
from desktop.domain.errors import BadInput, DataDamaged, NotFound, PageFailed, TemplateBroken
from desktop.domain.letters import Letter, RegisterEntry
from desktop.domain.notes import Note
from desktop.operations import letters, notes_print
from desktop.operations.attachments import ending
from desktop.operations.making import told_of_vault
from desktop.operations.open_formats.source import CaseName, Member, Source
from desktop.storage import age, papers, records
from desktop.storage.disk import told
from desktop.storage.place import Place
from desktop.storage.vault import PAPERS


def members(source: Source) -> Iterator[Member]:
    """The files of every case, case after case. Raises FontMissing, DataDamaged."""
    for case_id, case in source.cases.items():
        if notes := records.of_case(source.vault, Note, case_id):
            yield Member(f"{case.folder}/notes.txt", partial(_notes, source, notes))
        for letter in records.of_case(source.vault, Letter, case_id):
            if not letter.register:
                yield Member(f"{case.folder}/drafts/{letter.id}.txt", partial(_draft, source, letter))
        for entry in records.of_case(source.vault, RegisterEntry, case_id):
            yield from _approved(case, entry)
        for paper in records.of_case(source.vault, Attachment, case_id):
            yield Member(paper_file(case.folder, paper), partial(_paper, source, paper), paper.size)


def entry_file(folder: str, entry: RegisterEntry, ending: str) -> str:
    """Where an approved document goes."""
    return f"{folder}/letters/{entry.id}.{ending}"


def paper_file(folder: str, paper: Attachment) -> str:
    """Where a paper goes: under its id, for its name may be anybody's."""
    return f"{folder}/papers/{paper.id}{ending(paper)}"


def _notes(source: Source, notes: list[Note]) -> Iterator[bytes]:
    for note in notes:
        yield notes_print.note_text(source.vault, note).encode() + b"\n\n"


def _draft(source: Source, letter: Letter) -> Iterator[bytes]:
    try:
        text = letters.compose_letter(source.vault, letter).text
    except (TemplateBroken, BadInput, NotFound):
        text = letter.text  # its template is gone: what she wrote herself is there all the same
    yield text.encode()


def _approved(case: CaseName, entry: RegisterEntry) -> Iterator[Member]:
    yield Member(entry_file(case.folder, entry, "txt"), lambda: [entry.text.encode()])
    try:
        pages = letters.pdf_of(entry)
    except PageFailed:
        return  # a text that no page takes is there as text
    yield Member(entry_file(case.folder, entry, "pdf"), lambda: [pages])


def _paper(source: Source, paper: Attachment) -> Iterator[bytes]:
    """The bytes of a paper, a piece at a time. Raises VaultUnhealthy where they are not what was sealed."""
    digest = papers.Digest()
    with told_of_vault(), Place(source.vault.folder / PAPERS) as place:
        if place.size(paper.sealed.file) != paper.sealed.size:
            papers.prove(place, paper.sealed)
        with told(), place.open(paper.sealed.file) as file:
            try:
                for piece in age.resealed(file, source.vault.keys.age_identity):
                    digest.write(piece)
                    yield piece
            except (age.AgeDamaged, age.KeyDoesNotFit):
                raise DataDamaged(paper.sealed.file) from None
        if (digest.size, digest.sha256) != (paper.size, paper.sha256):
            raise DataDamaged(paper.sealed.file)
