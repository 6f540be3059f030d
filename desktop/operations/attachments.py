"""Papers of a case: sealed into the vault as they came, and read again."""

import io
import mimetypes
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from desktop.documents import drawing as forms
from desktop.domain.attachments import Attachment, PaperKind
from desktop.domain.cases import Case
from desktop.domain.errors import BadInput, DataDamaged, NotFound
from desktop.domain.progress import Report, silent
from desktop.storage import age, papers, records
from desktop.storage.disk import told
from desktop.storage.meter import Meter
from desktop.storage.place import MARGIN, Place
from desktop.storage.vault import PAPERS, Vault

LARGEST = 4 * 1024**3 - MARGIN  # what still fits on a stick with FAT32
LONGEST_NAME = 200
MOST_FILES = 1000  # that are taken in at one go

# What a file is, by how it begins: its name may say anything.
_BEGINNINGS = (
    (b"%PDF-", forms.PDF),
    (b"\xff\xd8\xff", forms.JPEG),
    (b"\x89PNG\r\n\x1a\n", forms.PNG),
    (b"II*\0", forms.TIFF),
    (b"MM\0*", forms.TIFF),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"GIF8", forms.GIF),
)
# ISO 14496-12: what telephones write begins with a box "ftyp", and its brand.
_BRANDS = {b"M4A ": "audio/mp4", b"qt  ": "video/quicktime", b"3gp4": "video/3gpp", b"3gp5": "video/3gpp"} | dict.fromkeys(
    (b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1", b"heim", b"heis"), "image/heic"
)
# By these another computer knows what to open it with, whatever is installed here; its own name may tell who and what.
_ENDINGS = {
    forms.JPEG: ".jpg", forms.TIFF: ".tif", forms.TXT: ".txt", forms.DOCX: ".docx", "audio/ogg": ".ogg", "audio/amr": ".amr",
    "audio/mp4": ".m4a", "image/heic": ".heic", "image/webp": ".webp",
}  # fmt: skip
_OF_A_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_UNKNOWN = "application/octet-stream"
_FIXED = ("size", "sha256", "sealed", "media_type", "made_of", "text", "is_read")  # of a paper, once it is kept
_KINDS = {"audio": PaperKind.AUDIO, "video": PaperKind.VIDEO, forms.JPEG: PaperKind.PHOTO, "image/heic": PaperKind.PHOTO}


def attach(vault: Vault, case: str, path: Path, report: Report = silent) -> Attachment:
    """Keep a copy of the file as a paper of the case; the file itself stays where it is. Its text is taken out later (`paper_texts`).

    Raises NotFound, BadInput("file", "folder"), BadInput("file", "too-big"), Cancelled, DiskFull, DiskFailed, VaultReadOnly.
    """
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("file") from None
    if not stat.S_ISREG(found.st_mode):
        raise BadInput("file", "folder")
    with told(), path.open("rb") as source:
        return attach_stream(vault, case, source, name=path.name, size=found.st_size, report=report)


def within(paths: Iterable[Path]) -> list[Path]:
    """These files, and in place of a folder those in it and below, in the order of their names; nothing hidden, and no link.

    Raises BadInput("files", "too-many"): a whole disk was let fall here.
    """
    found = list[Path]()
    for path in paths:
        for file in _below(path) if path.is_dir() else (path,):
            found.append(file)
            if len(found) > MOST_FILES:
                raise BadInput("files", "too-many")
    return found


def _below(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or path.is_symlink():
                continue
            if path.is_dir():
                yield from _below(path)
            elif path.is_file():
                yield path


def attach_stream(vault: Vault, case: str, source: BinaryIO, *, name: str, size: int, report: Report = silent) -> Attachment:
    """Keep what `source` gives, about `size` bytes, as a paper of the case. Raises as `attach`."""
    records.get(vault, Case, case)
    if size > LARGEST:
        raise BadInput("file", "too-big")
    folder = vault.folder / PAPERS
    with Place(folder) as place:
        place.need(size)
    start = source.read(papers.PIECE)
    media_type = _media_type(start, name)
    pieces = _measured(start, source, Meter(report, size))
    written = papers.write(folder, pieces, vault.keys.age_identity)
    paper = Attachment(
        id=vault.new_id(), case=case, name=_shown(name), size=written.size, sha256=written.sha256, sealed=written.sealed,
        media_type=media_type, kind=_KINDS.get(media_type, _KINDS.get(media_type.partition("/")[0], PaperKind.OTHER)),
        added_at=vault.now().isoformat(), is_read=media_type not in forms.WITH_TEXT,
    )  # fmt: skip
    add_sealed(vault, [paper])
    return paper


def add_sealed(vault: Vault, new: Sequence[Attachment]) -> None:
    """Keep papers whose files were just written; where that fails, the files go again."""
    try:
        with vault.transaction():
            for paper in new:
                records.save(vault, paper)
    except BaseException:
        for paper in new:
            papers.remove(vault.folder / PAPERS, paper.sealed.file)
        raise


def keep_paper(vault: Vault, paper: Attachment) -> Attachment:
    """Keep what describes a paper; its bytes never change. Raises BadInput("name", "empty")."""
    if not paper.name.strip():
        raise BadInput("name", "empty")
    known = records.get(vault, Attachment, paper.id)
    kept = replace(paper, **{name: getattr(known, name) for name in _FIXED})
    with vault.transaction():
        records.save(vault, kept)
    return kept


def ending(paper: Attachment) -> str:
    """How the name of a file of it ends outside of the vault: by what it is."""
    return _ENDINGS.get(paper.media_type) or mimetypes.MimeTypes().guess_extension(paper.media_type) or ".bin"


def read_paper(vault: Vault, paper: Attachment) -> bytes:
    """The paper, whole, every byte compared. Raises FileMissing, DataDamaged, DiskFailed."""
    held = io.BytesIO()
    digest = papers.Digest(held)
    papers.open_whole(vault.folder / PAPERS, paper.sealed, vault.keys.age_identity, digest)
    if (digest.size, digest.sha256) != (paper.size, paper.sha256):
        raise DataDamaged(paper.id)
    return held.getvalue()


def open_paper(vault: Vault, paper: Attachment) -> papers.OpenSealed:
    """The paper to be read part by part, and compared as a whole later. Raises FileMissing, DataDamaged, DiskFailed."""
    opened = papers.OpenSealed(vault.folder / PAPERS, paper.sealed, vault.keys.age_identity)
    if opened.size != paper.size:
        opened.close()
        raise DataDamaged(paper.id)
    return opened


def open_proved(vault: Vault, paper: Attachment) -> papers.OpenSealed:
    """The same, compared as a whole first: for what is kept or handed out. Raises as `open_paper`."""
    opened = open_paper(vault, paper)
    try:
        opened.prove()
    except BaseException:
        opened.close()
        raise
    return opened


def pour_paper(vault: Vault, paper: Attachment, target: age.Writable) -> None:
    """Write the paper to `target`, a piece at a time, for one too big to hold. Raises FileMissing, DataDamaged, DiskFailed."""
    digest = papers.Digest(target)
    papers.pour(vault.folder / PAPERS, paper.sealed, vault.keys.age_identity, digest)
    if (digest.size, digest.sha256) != (paper.size, paper.sha256):
        raise DataDamaged(paper.id)


def _measured(start: bytes, source: BinaryIO, meter: Meter) -> Iterator[bytes]:
    left = LARGEST
    piece = start
    while piece:
        left -= len(piece)
        if left < 0:
            raise BadInput("file", "too-big")
        yield piece
        meter.add(len(piece))
        piece = source.read(papers.PIECE)
    meter.finish()


def _shown(name: str) -> str:
    """The name of a file as text: a stick may bring names in any encoding."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)[:LONGEST_NAME]


def _media_type(start: bytes, name: str) -> str:
    for beginning, media_type in _BEGINNINGS:
        if start.startswith(beginning):
            return media_type
    if start[4:8] == b"ftyp":
        return _BRANDS.get(start[8:12], "video/mp4")
    if start[:4] == b"RIFF" and start[8:12] in _OF_A_RIFF:
        return _OF_A_RIFF[start[8:12]]
    ending = _shown(name).rpartition(".")[2].lower()
    if ending == "docx" and start.startswith(b"PK\x03\x04"):
        return forms.DOCX
    guessed, encoding = mimetypes.MimeTypes().guess_type(_shown(name))
    if guessed == forms.TXT and b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _UNKNOWN
    # A name that promises what can be drawn is not believed against the first bytes.
    return _UNKNOWN if guessed is None or encoding or guessed in {kind for _, kind in _BEGINNINGS} else guessed
